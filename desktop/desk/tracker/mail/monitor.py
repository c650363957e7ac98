"""Looks after the queue of mails, the held mails, the folders and the disk, and reports what people have to see to."""

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from roundup import date

from desktop.desk.tracker import health, moments
from desktop.desk.tracker.mail import held_mail, inbox
from desktop.desk.tracker.roundup_types import Database, Date, Node

LATE_S = 15 * 60
SHOWN_S = 7 * 24 * 3600
"""How long a mail given up is shown on every page; the ticket shows it for ever."""
TAKEN_UP_S = 30 * 24 * 3600
"""A mail given up longer ago is not taken up again: the answer is old, and many such mails look like spam."""
LOW_BYTES, FULL_BYTES = 200_000_000, 50_000_000
MOST_NAMED = 5
_waits_since_s: dict[
    Path, float
] = {}  # path of a mail in the inbox -> when it was first seen there, by the monotonic clock
_ABOUT_THE_MAIL = (
    "refused",
    "bad_address",
    "needs_smtputf8",
    "relay_refused",
    "sender_refused",
    "unwritable",
    "unreadable",
)
_CODES = (*_ABOUT_THE_MAIL, "later", "busy", "dropped", "in_doubt")


def survey(db: Database, place: Path, now: Date) -> None:
    """Report what is wrong, and clear what is no longer wrong. `now` is Roundup's date."""
    waiting = [db.mailjob.getnode(item) for item in db.mailjob.filter(None, {"state": "new"})]
    _refused(db, waiting)
    late = [job for job in waiting if moments.epoch_s(now) - moments.epoch_s(job.creation) > LATE_S]
    _report_or_clear(health.LATE, late, lambda: {"count": str(len(late))}, "late")
    held = held_mail.waiting(db, automatic=False)
    _report_or_clear(health.HELD, held, lambda: {"count": str(len(held))}, "held")
    _disk(place)
    health.HEALTH.clear_after(health.WRITING, health.WRITES_AGAIN_S)
    _inbox(place)


def _report_or_clear(part: str, found: Sequence[object], facts: Callable[[], dict[str, str]], code: str) -> None:
    if found:
        named = facts()
        health.report(part, ", ".join(named.values()), code, **named)
    else:
        health.clear(part)


def _refused(db: Database, waiting: list[Node]) -> None:
    jobs = [job for job in waiting if read_error(job.error)[0] in _ABOUT_THE_MAIL]
    jobs += [db.mailjob.getnode(item) for item in given_up(db, SHOWN_S)]
    tickets = sorted({job.issue for job in jobs if job.issue}, key=int)
    named = ", ".join(tickets[:MOST_NAMED]) + (" …" if len(tickets) > MOST_NAMED else "")
    if not tickets:
        health.clear(health.REFUSED)
        return
    last = max((job for job in jobs if job.issue), key=lambda job: int(job.id))
    text = health.without_addresses(read_error(last.error)[1])
    health.report(health.REFUSED, text, "mails_refused", tickets=named)


def given_up(db: Database, within_s: int) -> list[str]:
    """Return the ids of jobs that were given up within that time."""
    since = (date.Date(".") - date.Interval(within_s)).pretty("%Y-%m-%d.%H:%M:%S")
    found: list[str] = db.mailjob.filter(None, {"state": "failed", "creation": f"from {since}"})
    return found


def circumstances(db: Database, job: str, code: str, settings: str | None) -> str:
    """Return a digest of what has to change before a job given up is tried again: settings, address, or the version."""
    row = db.mailjob.getnode(job)
    facts: list[Any] = [settings]
    if row.issue:
        customer = db.user.getnode(db.issue.get(row.issue, "requester"))
        facts += [customer.address, customer.email_alerts]
    if code in ("unwritable", "bad_address", "needs_smtputf8"):
        facts.append(_version(db))
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _version(db: Database) -> object:
    try:
        return json.loads((Path(db.config.HOME) / "overlay.json").read_text(encoding="utf-8"))["digest"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def read_error(error: str | None) -> tuple[str, str]:
    """Split a job's `error` into code and technical text; rows of older versions have only the text."""
    code, colon, text = (error or "").partition(": ")
    return (code, text) if colon and code in _CODES else ("", error or "")


def _disk(place: Path) -> None:
    try:
        free = shutil.disk_usage(place).free
    except OSError as error:
        health.report(health.STORAGE, error, "storage_failed")
        return
    facts = {"free": str(free // 1_000_000)}
    if free < FULL_BYTES:
        health.report(health.STORAGE, f"{free} bytes free", "storage_full", **facts)
    elif free < LOW_BYTES:
        health.report(health.STORAGE, f"{free} bytes free", "storage_low", **facts)
    else:
        health.clear(health.STORAGE)


def _inbox(place: Path) -> None:
    incoming = inbox.folder(place)
    try:
        incoming.check()
    except OSError as error:
        health.report(health.INBOX, error, "inbox_unwritable")
        return
    health.clear(health.INBOX)
    now_s = time.monotonic()
    seen = {path: _waits_since_s.get(path, now_s) for path in incoming.waiting()}
    _waits_since_s.clear()
    _waits_since_s.update(seen)
    late = [path for path, since_s in seen.items() if now_s - since_s > LATE_S]
    _report_or_clear(health.INBOX_LATE, late, lambda: {"count": str(len(late))}, "inbox_late")
