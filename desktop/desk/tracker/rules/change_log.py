"""Writes down, in the same transaction, what customers' apps have to hear of and what has to be mailed."""

from desktop.desk.tracker.roundup_types import Database, Klass, Values
from desktop.desk.tracker.rules import roles

TICKET = ("title", "department", "status", "updated")
VERIFICATION = ("verification_level", "verification_percent", "verification_missing")


def init(db: Database) -> None:
    """Have Roundup call these rules."""
    db.issue.react("create", log_ticket, priority=50)
    db.issue.react("set", log_ticket, priority=50)
    for action in ("retire", "restore"):
        db.issue.react(action, log_kept_ticket, priority=50)
        db.msg.react(action, log_kept_message, priority=50)
    for klass in (db.wallet, db.txn):
        klass.react("create", log_owned, priority=50)
        klass.react("set", log_owned, priority=50)
    for action in ("create", "set"):
        db.rates.react(action, log_rates, priority=50)
    db.user.react("create", log_verification, priority=50)
    db.user.react("set", log_verification, priority=50)


def log(db: Database, owner: str, kind: str, item: str) -> None:
    """Write a row for the app of this customer, if there is one."""
    if owner:
        tell(db, owner, kind, item)


def tell(db: Database, owner: str | None, kind: str, item: str) -> None:
    """One row for the customer's app to hear of; for all of them where `owner` is None."""
    if db.dbtype == "postgres":
        # ids come from a sequence there: without a lock a reader could pass over a row that commits late
        db.sql("select pg_advisory_xact_lock(7301)")
    db.change.create(owner=owner, kind=kind, item=item)


def log_ticket(db: Database, cl: Klass, nodeid: str, oldvalues: Values | None) -> None:
    """Write down a new or changed ticket and its new messages, and queue the mails about them."""
    before = set((oldvalues or {}).get("messages") or ())
    added = set(cl.get(nodeid, "messages")) - before
    spoken = sorted((item for item in added if not db.msg.get(item, "internal")), key=int)
    if not spoken and not changed(cl, nodeid, oldvalues, TICKET):
        return
    requester = cl.get(nodeid, "requester")
    log(db, requester, "ticket", nodeid)
    for message in spoken:
        log(db, requester, "message", message)
        queue_mail(db, nodeid, message)


def log_kept_ticket(db: Database, cl: Klass, nodeid: str, oldvalues: Values | None) -> None:
    """A ticket was taken away, or came back."""
    log(db, cl.get(nodeid, "requester"), "ticket", nodeid)


def log_kept_message(db: Database, cl: Klass, nodeid: str, oldvalues: Values | None) -> None:
    """A message was taken away, or came back; notes among agents are none of the customer's business."""
    issue = cl.get(nodeid, "issue")
    if issue and not cl.get(nodeid, "internal"):
        log(db, db.issue.get(issue, "requester"), "message", nodeid)


def changed(cl: Klass, nodeid: str, oldvalues: Values | None, names: tuple[str, ...]) -> bool:
    """Whether one of these properties is new or different."""
    return oldvalues is None or any(oldvalues.get(name) != cl.get(nodeid, name) for name in names)


def queue_mail(db: Database, ticket: str, message: str) -> None:
    """Mail is sent by a worker after the commit, so that a mail server that is down loses no answer."""
    if roles.is_admin(db) or not roles.is_agent(db, db.msg.get(message, "author")):
        return
    db.mailjob.create(issue=ticket, msg=message, state="new", tries=0)


def log_owned(db: Database, cl: Klass, nodeid: str, oldvalues: Values | None) -> None:
    """Write down a new or changed wallet or transaction."""
    log(db, cl.get(nodeid, "owner"), cl.classname, nodeid)


def log_rates(db: Database, cl: Klass, nodeid: str, oldvalues: Values | None) -> None:
    """Write down, for everybody, that the rates changed."""
    tell(db, None, "rates", nodeid)


def log_verification(db: Database, cl: Klass, nodeid: str, oldvalues: Values | None) -> None:
    """Write down that a customer's verification changed."""
    if changed(cl, nodeid, oldvalues, VERIFICATION):
        log(db, nodeid, "user", nodeid)
