"""Puts answers and notes on their tickets: at once, or when the time for undoing them is over.

An answer that waits is a row of class `draft` with state `waiting`. Publishing it is one transaction: the message, the
ticket's changes, and the end of the row. What came meanwhile holds it back for its author to decide.
"""

import contextlib
import logging
import mimetypes
import re
import threading
from typing import Any

from roundup import date, hyperdb
from roundup.exceptions import Reject

from desktop.desk.tracker import form_keys, moments, store, texts, wakeups
from desktop.desk.tracker.pages import collisions, drafts
from desktop.desk.tracker.roundup_types import Database, Node, Tracker

SHORTEST_S, LONGEST_S = 0.25, 30.0
"""Between two looks: while much is committed, and while an answer waits (the clock may be set)."""
PAUSE_S = 5
_ROUNDING_S = 0.01
"""Of moments as the database keeps them."""
LONGEST_TEXT = 200_000
"""What `rules/permissions.py` accepts."""
LONGEST_WAIT = date.Interval("00:02:00")
"""More than any answer waits for being undone."""
REMOVED = "select id from _user where __retired__<>0"
NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f]")
LOG = logging.getLogger("roundup.desk")


def write(
    db: Database, issue: str, *, mode: str, text: str, files: list[str], status: str, department: str
) -> tuple[str, str]:
    """Write what a form says on its ticket: (the outcome's key, the message's id or ""). The caller commits."""
    ticket = db.issue.getnode(issue)
    is_note, writes = mode == "note", bool(text or files)
    speaks = writes and not is_note
    changes: dict[str, Any] = {}
    if department:
        changes["department"] = None if department == "-1" else department
    if not status and speaks:
        is_closed = db.status.get(ticket.status, "kind") == "closed"
        status = ticket.status if is_closed else _status(db, "answered")
    if status and (speaks or status != ticket.status):
        # said also where it stays the same: the ticket's rules would move it otherwise
        changes["status"] = status
    message = ""
    if writes:
        message = db.msg.create(author=db.getuid(), date=date.Date("."), content=text, files=files, internal=is_note)
        changes["messages"] = [*ticket.messages, message]
        if files and not is_note:
            changes["files"] = [*ticket.files, *files]
        if not is_note and not ticket.assignedto:
            changes["assignedto"] = db.getuid()
    if changes:
        db.issue.set(issue, **changes)
    return ("sent_note" if is_note else "sent") if writes else "saved", message


def keep_files(db: Database, uploads: list[Any]) -> list[str]:
    """Rows for the files of a form."""
    return [_keep_file(db, upload) for upload in uploads]


def _keep_file(db: Database, upload: Any) -> str:
    name = NOT_IN_NAMES.sub("_", upload.filename.replace("\\", "/").split("/")[-1]).strip()[:200] or "file"
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    upload.file.seek(0)
    found: str = db.file.create(name=name, type=kind, content=upload.file.read())
    return found


def _status(db: Database, kind: str) -> str:
    found = db.status.filter(None, {}, sort=[("+", "order")], exact_match_spec={"kind": kind})
    return found[0] if found else ""


def publish(db: Database, row: Node) -> None:
    """Publish a waiting answer as its author, or hold it back; in one transaction."""
    issue, author, key, shown = row.issue, row.author, row.key, drafts.shown(row)
    try:
        if collisions.is_news(db, issue, author, shown):
            hold(db, row, "meanwhile")
            return
        facts = {"mode": row.mode, "text": row.text or "", "status": row.status or "", "files": list(row.files)}
        outcome, message = write(db, issue, department=row.department or "", **facts)
        text = form_keys.digest_of(row.text or "")
        drafts.remove(db, row.id)
        form_keys.record(db, key, outcome=outcome, message=message, text=text)
        db.commit()
    except (Reject, ValueError, KeyError, IndexError, hyperdb.HyperdbValueError):
        LOG.exception("an answer on ticket %s was refused; its author is asked", issue)
        db.rollback()
        hold(db, row, "refused_later")


def hold(db: Database, row: Node, question: str) -> None:
    """Hold a waiting answer back until its author decides."""
    key, author = row.key, row.author
    db.draft.set(row.id, state="held", question=question)
    form_keys.record(db, key, user=author, outcome="held")
    db.commit()


def keep_as_note(db: Database, row: Node) -> None:
    """Keep what a removed agent had sent, and what did not go out, as an internal note, where other agents find it."""
    author, issue, key = row.author, row.issue, row.key
    contents = [row.text or ""]
    if row.mode == "reply":
        words = texts.page("not_sent_removed", texts.language_of(db.user.get(author, "language")))
        whole = f"{words}\n\n{contents[0]}"
        contents = [whole] if len(whole) <= LONGEST_TEXT else [words, *contents]
    facts = {"author": author, "date": date.Date("."), "internal": True}
    messages = [db.msg.create(content=text, **facts) for text in contents[:-1]]
    messages.append(db.msg.create(content=contents[-1], files=list(row.files), **facts))
    db.issue.set(issue, messages=[*db.issue.get(issue, "messages"), *messages])
    drafts.remove(db, row.id)
    with contextlib.suppress(KeyError):  # held back before its key was used
        form_keys.record(db, key, user=author, outcome="held", message=messages[-1])
    db.commit()


def run(tracker: Tracker, stop: threading.Event) -> None:
    """Publish what is due, until told to stop; one thread for each home. In between it waits for commits."""
    while not stop.is_set():
        try:
            _work(tracker, stop)
        except Exception:
            # locked, full, or what nobody thought of: nothing is lost by looking again later
            LOG.exception("answers: not now")
            stop.wait(PAUSE_S)


def _work(tracker: Tracker, stop: threading.Event) -> None:
    db = tracker.open("admin")
    try:
        with wakeups.Listener(wakeups.COMMITS, shortest_s=SHORTEST_S) as listener:
            while not stop.is_set():
                publish_due(db)
                listener.wait(stop, _next_s(db))
    finally:
        db.close()


def _next_s(db: Database) -> float | None:
    """Seconds until the next answer is due, at most `LONGEST_S`; None where none waits."""
    db.sql("select min(_due) from _draft where __retired__=0 and _state='waiting'")
    (due,) = db.cursor.fetchall()[0]
    if due is None:
        return None
    left_s = moments.epoch_s(date.Date(str(due))) - moments.epoch_s(date.Date("."))
    return min(max(left_s + _ROUNDING_S, 0.0), LONGEST_S)


def publish_due(db: Database) -> int:
    """Publish all answers whose time for undoing is over; how many were looked at."""
    if not _due(db):
        return 0
    looked_at = 0
    with store.WRITES:
        # looked up again under the lock: an undo may have come in between
        for item in _due(db):
            db.clearCache()
            row = db.draft.getnode(item)
            try:
                # asked for by id: somebody else may have the name now
                if db.user.is_retired(row.author):
                    LOG.warning("answers: the author of draft %s cannot write any more", item)
                    keep_as_note(db, row)
                else:
                    db.setCurrentUser(db.user.get(row.author, "username"))
                    publish(db, row)
            finally:
                db.rollback()
                db.setCurrentUser("admin")
            looked_at += 1
    return looked_at


def _due(db: Database) -> list[Node]:
    db.rollback()  # see what others have committed
    now = date.Date(".")
    # nothing waits that long: the clock was set back
    never = (now + LONGEST_WAIT).serialise()
    db.sql(
        f"select id from _draft where __retired__=0"
        f" and (_state='waiting' and (_due<={db.arg} or _due>{db.arg} or _author in ({REMOVED}))"
        f" or _state='held' and _author in ({REMOVED})) order by id",
        (now.serialise(), never),
    )
    return [str(row[0]) for row in db.cursor.fetchall()]
