"""Who may see and do what: customers only their own, agents the tickets, nobody the stock ways around the rules."""

from roundup.hyperdb import iter_roles

CUSTOMER_TICKET_PROPERTIES = (
    "id", "title", "department", "status", "requester", "opened", "updated", "ref", "creation", "creator", "activity",
)  # fmt: skip
CUSTOMER_MESSAGE_PROPERTIES = ("id", "author", "date", "summary", "content", "type", "issue", "ref", "creation")
STAFF_LISTS = ("status", "department")


def grant(db):
    """Give every role its permissions; called at the end of the schema."""
    security = db.security
    for name, words in (
        ("Customer", "a trader"),
        ("Agent", "support staff"),
        ("Finance", "support staff who keep the books: wallets, transactions, verification"),
    ):
        security.addRole(name=name, description=words)
    for role in ("Customer", "Agent"):
        for permission in ("Web Access", "Rest Access"):
            security.addPermissionToRole(role, permission)
    security.addPermissionToRole("Anonymous", "Web Access")
    _grant_agents(security)
    _grant_customers(security)


def roles_of(db, user):
    """The roles of a user, in small letters."""
    return list(iter_roles(db.user.get(user, "roles")))


def is_customer(db):
    """Whether the one who acts is a customer."""
    return "customer" in roles_of(db, db.getuid())


def is_agent(db, user):
    """Whether this user answers customers."""
    return "agent" in roles_of(db, user)


def keeps_books(db, user):
    """Whether this user writes wallets, transactions, verification and rates."""
    roles = roles_of(db, user)
    return "admin" in roles or ("finance" in roles and "agent" in roles)


def is_a_customer(db, user):
    """Whether this user is one of the help desk's customers."""
    return not db.user.is_retired(user) and "customer" in roles_of(db, user)


def is_admin(db):
    """Whether the one who acts is the administrator, who also imports data."""
    return "admin" in roles_of(db, db.getuid())


def _grant_agents(security):
    for name in ("issue", "msg", "file", "user", "wallet", "txn", "rates", *STAFF_LISTS):
        security.addPermissionToRole("Agent", "View", name)
    for permission, name in (("Create", "msg"), ("Create", "file"), ("Create", "issue"), ("Edit", "issue")):
        security.addPermissionToRole("Agent", permission, name)
    for permission in ("View", "Edit", "Create"):
        security.addPermissionToRole("Agent", permission, "query")
    own = security.addPermission(
        name="Edit", klass="user", check=_is_self, properties=("password", "realname", "phone", "timezone", "queries")
    )
    security.addPermissionToRole("Agent", own)


def _grant_customers(security):
    def give(name, klass, **limits):
        security.addPermissionToRole("Customer", security.addPermission(name=name, klass=klass, **limits))

    for name in STAFF_LISTS:
        security.addPermissionToRole("Customer", "View", name)
    give("View", "user", check=_is_self)
    give("Edit", "user", check=_is_self, properties=("password", "phone", "timezone"))
    give("View", "issue", check=_is_requester, filter=_requested, properties=CUSTOMER_TICKET_PROPERTIES)
    give("View", "msg", check=may_read_message, filter=_readable_messages, properties=CUSTOMER_MESSAGE_PROPERTIES)
    give("View", "file", check=_may_read_file)
    for name in ("wallet", "txn"):
        give("View", name, check=_owns(name), filter=_owned)
    for name in ("issue", "msg", "wallet", "txn"):
        give("Search", name)


def _is_self(db, userid, itemid):
    return userid == itemid


def _is_requester(db, userid, itemid):
    return db.issue.get(itemid, "requester") == userid


def _requested(db, userid, klass):
    return [{"filterspec": {"requester": userid}}]


def may_read_message(db, userid, itemid):
    """A customer reads the messages of own tickets, but no note among agents."""
    if db.msg.get(itemid, "internal"):
        return False
    issue = db.msg.get(itemid, "issue")
    return bool(issue) and db.issue.get(issue, "requester") == userid


def _readable_messages(db, userid, klass):
    return [{"filterspec": {"issue.requester": userid, "internal": False}}]


def _may_read_file(db, userid, itemid):
    # by its messages and not by its ticket: a ticket's files include those of notes among agents
    return any(may_read_message(db, userid, message) for message in db.msg.find(files=itemid))


def _owns(name):
    def check(db, userid, itemid):
        return db.getclass(name).get(itemid, "owner") == userid

    return check


def _owned(db, userid, klass):
    return [{"filterspec": {"owner": userid}}]
