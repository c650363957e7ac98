"""The life of a ticket: an answer makes it answered, a customer's word reopens it, closed stays closed."""

import deskaccess
from roundup import date
from roundup.exceptions import Reject

CLOSED_WORDS = "closed: this ticket no longer takes messages"


def init(db):
    db.issue.audit("create", open_ticket, priority=60)
    db.issue.audit("set", move_ticket, priority=60)
    db.issue.react("create", link_messages, priority=10)
    db.issue.react("set", link_messages, priority=10)


def open_ticket(db, cl, nodeid, newvalues):
    now = date.Date(".")
    newvalues["opened"] = newvalues.get("opened") or now
    newvalues["updated"] = newvalues.get("updated") or newvalues["opened"]
    if not newvalues.get("status"):
        newvalues["status"] = status_of_kind(db, "open")


def move_ticket(db, cl, nodeid, newvalues):
    added = set(newvalues.get("messages") or ()) - set(cl.get(nodeid, "messages"))
    spoken = [message for message in sorted(added, key=int) if not db.msg.get(message, "internal")]
    if spoken:
        answer(db, cl, nodeid, newvalues, db.msg.get(spoken[-1], "author"))
    if "updated" not in newvalues and (spoken or {"status", "department", "title"} & set(newvalues)):
        newvalues["updated"] = date.Date(".")


def answer(db, cl, nodeid, newvalues, author):
    kind = db.status.get(cl.get(nodeid, "status"), "kind")
    if deskaccess.is_agent(db, author):
        # an agent who chose a status in the same form means it
        if "status" not in newvalues and kind == "open":
            newvalues["status"] = status_of_kind(db, "answered")
    elif kind == "closed" and not deskaccess.is_admin(db):
        raise Reject(CLOSED_WORDS)
    elif kind in ("answered", "solved"):
        newvalues["status"] = status_of_kind(db, "open")


def status_of_kind(db, kind):
    return min(
        db.status.filter(None, {}, exact_match_spec={"kind": kind}), key=lambda item: db.status.get(item, "order")
    )


def link_messages(db, cl, nodeid, oldvalues):
    before = set((oldvalues or {}).get("messages") or ())
    if oldvalues is not None and "messages" not in oldvalues:
        return
    for message in cl.get(nodeid, "messages"):
        if message not in before and not db.msg.get(message, "issue"):
            db.msg.set(message, issue=nodeid)
