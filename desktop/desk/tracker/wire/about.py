"""What the help desk offers: departments, statuses, limits, hours; and a customer's choice about mail."""

import pathlib
from typing import Any

from desktop.desk.tracker.roundup_types import Database, Form, Klass, Node, Request
from desktop.desk.tracker.routing import route
from desktop.desk.tracker.wire import api

PATH = "rest/desk/about"
LANGUAGES = ("en", "fa", "ar", "es")
SUNDAY = 6 * 24 * 60
# the guide: Spanish on Sunday 19:45-23:59 GMT, the last minute included; the others round the clock
WINDOWS = {"es": [[SUNDAY + 19 * 60 + 45, SUNDAY + 24 * 60]]}


@route("/desk/about", "GET")
@api.answers
def about(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """Answer what the help desk offers."""
    db = self.db
    alerts = db.user.get(db.getuid(), "email_alerts")
    return 200, {
        "product": "otet-desk",
        "version": 1,
        "name": db.config.TRACKER_NAME,
        "id": _identity(db),
        "demo": (pathlib.Path(db.config.HOME) / "desk.json").exists(),
        "departments": [_labelled(row) for row in _rows(db.department)],
        "statuses": [{**_labelled(row), "kind": row.kind} for row in _rows(db.status)],
        "attachment_limit_bytes": api.ATTACHMENT_LIMIT_BYTES,
        "attachments_per_message": api.ATTACHMENTS_PER_MESSAGE,
        "text_limit": api.TEXT_LIMIT,
        "subject_limit": api.SUBJECT_LIMIT,
        "reply_reopens": True,
        "languages": [{"language": language, "windows": WINDOWS.get(language, [])} for language in LANGUAGES],
        "email_address": db.config.TRACKER_EMAIL,
        "email_alerts": True if alerts is None else bool(alerts),
        "guarantee": "A",
        "longest_wait_s": api.LONGEST_WAIT_S,
        "wait_beat_s": api.WAIT_BEAT_S,
        "gzip_upload_bytes": api.GZIP_UPLOAD_BYTES,
        "upload_part_bytes": api.UPLOAD_PART_BYTES,
    }


@route("/desk/preferences", "PUT")
@api.answers
def prefer(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """Keep a customer's choice about mail."""
    wanted = api.text(input_payload, "email_alerts").lower()
    if wanted not in ("true", "false"):
        raise api.bad_request("email_alerts has to be true or false.")
    self.db.user.set(self.db.getuid(), email_alerts=wanted == "true")
    self.db.commit()
    return 200, {"email_alerts": wanted == "true"}


def _identity(db: Database) -> str:
    """What stays the same when the help desk moves to another address; "" in a home that has none."""
    try:
        return (pathlib.Path(db.config.HOME) / "identity").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _rows(klass: Klass) -> list[Node]:
    return sorted((klass.getnode(item) for item in klass.list()), key=lambda row: row.order or 0)


def _labelled(row: Node) -> dict[str, Any]:
    labels = {language: row["label_" + language] or row.name for language in LANGUAGES}
    return {"id": row.id, "name": labels["en"], "labels": labels}
