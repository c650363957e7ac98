"""What happened on a ticket since an agent's page was made: others' messages, and changes of status or department."""

import json
from typing import Any

from desktop.desk.tracker.fields import text_of
from desktop.desk.tracker.roundup_types import Database, Date, Form

NAMES = ("status", "department")


def shown_by(form: Form) -> dict[str, Any]:
    """Return what the page that holds this form showed: its newest message, status and department."""
    seen = text_of(form, "@seen")
    return {
        "message": int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0,
        **{name: text_of(form, "@" + name) for name in NAMES},
    }


def shown_now(db: Database, issue: str) -> dict[str, Any]:
    """Return the newest message, status and department as a page that is made now shows them."""
    row = db.issue.getnode(issue)
    newest = max((int(item) for item in row.messages), default=0)
    return {"message": newest, "status": row.status or "-1", "department": row.department or "-1"}


def read(text: str) -> dict[str, Any]:
    """Parse what `drafts` stored as JSON."""
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        kept = {}
    return {"message": 0, "status": "", "department": "", **kept}


def messages(db: Database, issue: str, userid: str, shown: dict[str, Any]) -> list[str]:
    """Return the ids of messages that the page had not shown and this user has not written, oldest first."""
    newer = [item for item in db.issue.get(issue, "messages") if int(item) > shown["message"]]
    return sorted((item for item in newer if db.msg.get(item, "author") != userid), key=int)


def changes(
    db: Database, issue: str, userid: str, shown: dict[str, Any]
) -> list[tuple[str, str, str, str | None, Date]]:
    """Return what others have changed since: tuples (name, before, now, who, when)."""
    now = shown_now(db, issue)
    found = []
    for name in NAMES:
        if shown[name] and shown[name] != now[name]:
            who, when = last_change(db, issue, name)
            if who != userid:
                found.append((name, shown[name], now[name], who, when))
    return found


def is_news(db: Database, issue: str, userid: str, shown: dict[str, Any]) -> bool:
    """Return whether there is anything that the page had not shown."""
    return bool(messages(db, issue, userid, shown) or changes(db, issue, userid, shown))


def last_change(db: Database, issue: str, name: str) -> tuple[str | None, Date]:
    """Return who changed a property last, and when; (None, None) where nobody did."""
    for _, when, user, action, params in reversed(db.issue.history(issue, enforceperm=False)):
        if action == "set" and name in params:
            return user, when
    return None, None


def lone_changes(db: Database, issue: str) -> list[tuple[Date, str, str, str | None, str | None]]:
    """Return changes of status or department without a message: (when, who, name, before, after), oldest first."""
    now = {name: db.issue.get(issue, name) for name in NAMES}
    found = []
    for _, when, user, action, params in reversed(db.issue.history(issue, enforceperm=False)):
        if action != "set":
            continue
        for name in NAMES:
            if name in params:
                before, after = params[name], now[name]
                now[name] = before
                if "messages" not in params and before != after:
                    found.append((when, user, name, before, after))
    return found[::-1]
