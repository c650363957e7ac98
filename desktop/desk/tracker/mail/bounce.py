"""Marks the answer whose mail came back: the state of its mail becomes `bounced`, with the reason."""

import re

from desktop.desk.tracker.mail import answer, dsn
from desktop.desk.tracker.roundup_types import Database

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_IN_ERROR = re.compile(r"\(([245]\.\d{1,3}\.\d{1,3})\)$")
_ERROR_LIMIT = 200
REASONS = {
    "mailbox full": ("2.2",),
    "no such mailbox": ("1.0", "1.1", "1.3", "1.6", "1.10"),
    "no such mail server": ("1.2", "4.4", "4.3"),
    "mailbox disabled": ("2.0", "2.1"),
    "mail too large": ("2.3", "3.4"),
    "no answer from the mail server": ("4.0", "4.1", "4.2", "4.7"),
    "refused as unwanted": ("7.0", "7.1", "7.20", "7.21", "7.22", "7.23", "7.25", "7.26", "7.27", "7.28", "7.29"),
}
"""By the last two numbers of an enhanced status code (RFC 3463)."""


def mark(db: Database, bounce: dsn.Bounce) -> str | None:
    """Note that a mail of ours did not arrive; the mailjob's id, None where the report is not about a mail of ours."""
    job = _job(db, (bounce.message_id or "").strip()) if bounce.message_id else None
    if job and db.mailjob.get(job, "state") in ("sent", "new", "bounced"):
        db.mailjob.set(job, state="bounced", error=error(bounce))
        return job
    return None


def error(bounce: dsn.Bounce) -> str:
    """What the mailjob keeps: "mailbox full (5.2.2)"."""
    status = bounce.status if _STATUS.fullmatch(bounce.status or "") else ""
    words = _words(status) or " ".join((bounce.reason or "").split())[: _ERROR_LIMIT - 20] or "not delivered"
    return f"{words} ({status})" if status else words


def reason_key(job_error: str) -> str:
    """The key of a sentence in `texts/held.json` for what a mailjob keeps; "" where only its own words say it."""
    match = _IN_ERROR.search(job_error or "")
    words = _words(match[1]) if match else next((words for words in REASONS if words == job_error), "")
    return "bounce_" + words.replace(" ", "_") if words else ""


def _words(status: str) -> str:
    subject = status.partition(".")[2]
    return next((words for words, codes in REASONS.items() if subject in codes), "")


def _job(db: Database, message_id: str) -> str | None:
    jobs = db.mailjob.filter(None, {}, exact_match_spec={"messageid": message_id})
    if jobs:
        found: str | None = max(jobs, key=int)
        return found
    # it went out, but the process ended before that was recorded
    match = re.fullmatch(rf"<\d+\.issue(\d{{1,9}})\.msg(\d{{1,9}})@{re.escape(db.config.MAIL_DOMAIN)}>", message_id)
    if not match or not db.msg.hasnode(match[2]) or db.msg.get(match[2], "issue") != match[1]:
        return None
    own = answer.message_id(db, db.issue.getnode(match[1]), db.msg.getnode(match[2]))
    return max(db.mailjob.find(msg=match[2]), key=int, default=None) if own == message_id else None
