"""What nobody may do by any road: take messages off a ticket, link a stranger's, write in another's name."""

from roundup import date
from roundup.exceptions import Reject

from desktop.desk.tracker.roundup_types import Database, Klass, Values
from desktop.desk.tracker.rules import roles

# what an app downloads at once is bounded, so what mail and the agents' page take in is too
LONGEST_TEXT = 200_000


def init(db: Database) -> None:
    """Have Roundup call these rules."""
    db.issue.audit("create", guard_ticket, priority=10)
    db.issue.audit("set", guard_ticket, priority=10)
    db.msg.audit("create", guard_message, priority=10)
    for klass in (db.wallet, db.txn, db.rates):
        for change in ("create", "set", "retire", "restore"):
            klass.audit(change, guard_books, priority=5)
    db.user.audit("set", guard_verification, priority=5)
    db.txn.audit("create", keep_owner, priority=10)
    db.txn.audit("set", keep_owner, priority=10)


def guard_ticket(db: Database, cl: Klass, nodeid: str, newvalues: Values) -> None:
    """Keep requester, messages and files of a ticket as they are, and customers from renaming it."""
    if nodeid is None:
        if not newvalues.get("requester") or roles.is_customer(db):
            newvalues["requester"] = db.getuid()
    else:
        newvalues.pop("requester", None)
        if roles.is_customer(db):
            newvalues.pop("title", None)
    for name, klass in (("messages", db.msg), ("files", db.file)):
        if name in newvalues:
            guard_links(db, name, klass, set(cl.get(nodeid, name)) if nodeid else set(), set(newvalues[name] or ()))
    if "messages" in newvalues:
        # those that are on the ticket were looked at when they were added
        before = set(cl.get(nodeid, "messages")) if nodeid else set()
        refuse_foreign_messages(db, nodeid, set(newvalues["messages"] or ()) - before)


def guard_links(db: Database, name: str, klass: Klass, before: set[str], after: set[str]) -> None:
    """Let links only be added, and customers link only what they made."""
    if before - after:
        raise Reject(f"{name} can only be added")
    if not roles.is_customer(db):
        return
    for item in after - before:
        if klass.get(item, "creator") != db.getuid():
            raise Reject(f"{name}: {item} is not yours")


def refuse_foreign_messages(db: Database, nodeid: str, messages: set[str]) -> None:
    """Refuse messages that belong to another ticket."""
    for message in messages:
        if db.msg.get(message, "issue") not in (None, nodeid):
            raise Reject(f"message {message} belongs to another ticket")


def guard_message(db: Database, cl: Klass, nodeid: str, newvalues: Values) -> None:
    """Bound a message's length, and let nobody write in another's name or link another's files."""
    if len(newvalues.get("content") or "") > LONGEST_TEXT:
        raise Reject(f"a message holds at most {LONGEST_TEXT} characters")
    if not roles.is_admin(db):
        newvalues["author"] = db.getuid()
        newvalues["date"] = date.Date(".")
        newvalues.pop("issue", None)
    elif not newvalues.get("date"):
        newvalues["date"] = date.Date(".")
    newvalues["internal"] = bool(newvalues.get("internal")) and not roles.is_customer(db)
    if roles.is_customer(db):
        for item in newvalues.get("files") or ():
            if db.file.get(item, "creator") != db.getuid():
                raise Reject(f"file {item} is not yours")


def guard_books(db: Database, cl: Klass, nodeid: str, newvalues: Values) -> None:
    """Let only those who keep the books write them."""
    if not roles.keeps_books(db, db.getuid()):
        raise Reject("only the back office writes the books")


def guard_verification(db: Database, cl: Klass, nodeid: str, newvalues: Values) -> None:
    """Let only those who keep the books verify customers."""
    written = any(name.startswith("verification_") for name in newvalues)
    if written and not roles.keeps_books(db, db.getuid()):
        raise Reject("only the back office verifies customers")


def keep_owner(db: Database, cl: Klass, nodeid: str, newvalues: Values) -> None:
    """Give a transaction the owner of its wallet."""
    wallet = newvalues.get("wallet") or (nodeid and cl.get(nodeid, "wallet"))
    newvalues["owner"] = db.wallet.get(wallet, "owner") if wallet else newvalues.get("owner")
