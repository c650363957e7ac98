"""The life of a ticket: an answer makes it answered, a customer's word reopens it, closed stays closed."""

from collections.abc import Iterable
from typing import Any

from roundup import date
from roundup.exceptions import Reject

from desktop.desk.tracker.roundup_types import Database, Date, Klass, Values
from desktop.desk.tracker.rules import roles
from desktop.desk.tracker.rules.waiting import since

CLOSED_WORDS = "closed: this ticket no longer takes messages"


def init(db: Database) -> None:
    """Have Roundup call these rules."""
    db.issue.audit("create", open_ticket, priority=60)
    db.issue.audit("set", move_ticket, priority=60)
    db.issue.react("create", link_messages, priority=10)
    db.issue.react("set", link_messages, priority=10)


def open_ticket(db: Database, cl: Klass, nodeid: str, newvalues: Values) -> None:
    """Give a new ticket its dates, its status, and since when its customer waits."""
    now = date.Date(".")
    newvalues["opened"] = newvalues.get("opened") or now
    newvalues["updated"] = newvalues.get("updated") or newvalues["opened"]
    if not newvalues.get("status"):
        newvalues["status"] = status_of_kind(db, "open")
    if not newvalues.get("waiting") and not is_done(db, newvalues["status"]):
        requester = newvalues.get("requester")
        newvalues["waiting"] = since(spoken_rows(db, newvalues.get("messages") or ()), requester)


def move_ticket(db: Database, cl: Klass, nodeid: str, newvalues: Values) -> None:
    """Change the status as the new messages say, and note when customers last saw a change."""
    added = set(newvalues.get("messages") or ()) - set(cl.get(nodeid, "messages"))
    spoken = [message for message in sorted(added, key=int) if not db.msg.get(message, "internal")]
    if spoken:
        answer(db, cl, nodeid, newvalues, db.msg.get(spoken[-1], "author"))
    if "updated" not in newvalues and (spoken or {"status", "department", "title"} & set(newvalues)):
        newvalues["updated"] = date.Date(".")
    keep_waiting(db, cl, nodeid, newvalues, spoken)


def keep_waiting(db: Database, cl: Klass, nodeid: str, newvalues: Values, spoken: list[str]) -> None:
    """Bring up to date since when the customer waits."""
    if "waiting" in newvalues:
        return
    before = waiting = cl.get(nodeid, "waiting")
    requester = cl.get(nodeid, "requester")
    if is_done(db, newvalues.get("status", cl.get(nodeid, "status"))):
        waiting = None
    elif spoken:
        waiting = since([(requester, False, before)] * bool(before) + spoken_rows(db, spoken), requester)
    elif "status" in newvalues and is_done(db, cl.get(nodeid, "status")):
        # opened again: whoever was not answered before it was closed still waits
        waiting = since(spoken_rows(db, cl.get(nodeid, "messages")), requester)
    if waiting != before:
        newvalues["waiting"] = waiting


def spoken_rows(db: Database, messages: Iterable[str]) -> list[tuple[Any, Any, Date]]:
    """What `waiting.since` goes by, oldest first."""
    rows = sorted((db.msg.get(item, "date") or db.msg.get(item, "creation"), int(item), item) for item in messages)
    return [(db.msg.get(item, "author"), db.msg.get(item, "internal"), moment) for moment, _, item in rows]


def is_done(db: Database, status: str) -> bool:
    """Whether nobody waits for an answer on a ticket of this status."""
    return bool(status) and db.status.get(status, "kind") in ("solved", "closed")


def answer(db: Database, cl: Klass, nodeid: str, newvalues: Values, author: str) -> None:
    """Change the status as a message of this author says; a closed ticket takes none."""
    kind = db.status.get(cl.get(nodeid, "status"), "kind")
    if roles.is_agent(db, author):
        # an agent who chose a status in the same form means it
        if "status" not in newvalues and kind == "open":
            newvalues["status"] = status_of_kind(db, "answered")
    elif kind == "closed" and not roles.is_admin(db):
        raise Reject(CLOSED_WORDS)
    elif kind in ("answered", "solved"):
        newvalues["status"] = status_of_kind(db, "open")


def status_of_kind(db: Database, kind: str) -> str:
    """Return the first status of this kind."""
    found: str = min(
        db.status.filter(None, {}, exact_match_spec={"kind": kind}), key=lambda item: db.status.get(item, "order")
    )
    return found


def link_messages(db: Database, cl: Klass, nodeid: str, oldvalues: Values | None) -> None:
    """Note at each new message which ticket it belongs to."""
    before = set((oldvalues or {}).get("messages") or ())
    if oldvalues is not None and "messages" not in oldvalues:
        return
    for message in cl.get(nodeid, "messages"):
        if message not in before and not db.msg.get(message, "issue"):
            db.msg.set(message, issue=nodeid)
