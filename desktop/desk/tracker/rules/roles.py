"""Who may see and do what: customers only their own, agents the tickets, nobody the stock ways around the rules."""

from roundup.hyperdb import iter_roles

from desktop.desk.tracker.roundup_types import Database

ROLES = (
    ("Customer", "a trader"),
    ("Agent", "support staff"),
    ("Finance", "support staff who keep the books: wallets, transactions, verification"),
)


def grant(db: Database) -> None:
    """Name the roles; called at the end of the schema.

    Nobody, the administrator included, gets any of Roundup's permissions but the one to see pages: its own routes,
    actions and templates ask for them, ours ask the functions below. So what the gate might let through finds nothing.
    """
    security = db.security
    for name, words in ROLES:
        security.addRole(name=name, description=words)
    for role in security.role.values():
        role._permissions.clear()
    for role in ("Customer", "Agent", "Admin", "Anonymous"):
        security.addPermissionToRole(role, "Web Access")


def roles_of(db: Database, user: str) -> list[str]:
    """The roles of a user, in small letters."""
    return list(iter_roles(db.user.get(user, "roles")))


def is_customer(db: Database) -> bool:
    """Whether the one who acts is a customer."""
    return "customer" in roles_of(db, db.getuid())


def is_agent(db: Database, user: str) -> bool:
    """Whether this user answers customers."""
    return "agent" in roles_of(db, user)


def keeps_books(db: Database, user: str) -> bool:
    """Whether this user writes wallets, transactions, verification and rates."""
    roles = roles_of(db, user)
    return "admin" in roles or ("finance" in roles and "agent" in roles)


def is_a_customer(db: Database, user: str) -> bool:
    """Whether this user is one of the help desk's customers."""
    return not db.user.is_retired(user) and "customer" in roles_of(db, user)


def is_admin(db: Database) -> bool:
    """Whether the one who acts is the administrator, who also imports data."""
    return "admin" in roles_of(db, db.getuid())


def may_read_message(db: Database, userid: str, itemid: str) -> bool:
    """A customer reads the messages of own tickets, but no note among agents."""
    if db.msg.get(itemid, "internal"):
        return False
    issue = db.msg.get(itemid, "issue")
    return bool(issue) and db.issue.get(issue, "requester") == userid


def may_read_file(db: Database, userid: str, item: str) -> bool:
    """Agents read every attachment, customers those of messages that they may read."""
    roles = roles_of(db, userid)
    if "agent" in roles or "admin" in roles:
        return True
    # by its messages and not by its ticket: a ticket's files include those of notes among agents
    return "customer" in roles and any(may_read_message(db, userid, message) for message in db.msg.find(files=item))
