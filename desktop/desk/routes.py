"""The table of everything that the help desk answers; what is not in it is 404, for everybody.

One row is one method on one path pattern, for pages with one action. It names the roles that may use it, the template
that it shows, and every query and form field that is handed on to Roundup's code. Nothing else of Roundup is reachable:
no other route, action, template, export, class or field.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

ANONYMOUS = "anonymous"
SIGNED_IN = frozenset({"customer", "agent", "finance", "admin"})
EVERYBODY = SIGNED_IN | {ANONYMOUS}
STAFF = frozenset({"agent", "finance", "admin"})
BACK_OFFICE = frozenset({"finance", "admin"})
"""Those who write wallets, transactions, verification and rates."""
WIRE_USERS = frozenset({"customer", "agent", "finance"})

_ITEM = r"([1-9][0-9]{0,8})"
_STATIC = r"desk\.css|desk\.js|Vazirmatn-(?:Regular|Medium|Bold)\.ttf|app\.svg"
_LIST_QUERY = ("status", "department", "q", "page")
_MONEY_QUERY = ("q", "page", "wallet", "shown", "outcome", "again")
_FORM = ("@csrf", "@key", "@was")
_COMPOSE = ("@note", "@seen", "@status", "@department", "@from", "@kept", "status", "department")
_OUTCOME = ("outcome", "again")
_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")
_FILE_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,800}")


class Kind(Enum):
    """How a row is answered, and which credential it takes."""

    PAGE = "page"
    """A page for browsers; takes a browser session. Without one it is the sign-in page."""
    SIGN_IN = "sign in"
    """The sign-in form; takes a user name and a password."""
    SIGN_OUT = "sign out"
    WIRE = "wire"
    """A route for apps; takes a token."""
    TOKEN = "token"
    """The one route for apps that takes Basic authorization."""
    HEALTH = "health"
    """The health check; takes a token, a browser session or nothing."""
    FILE = "file"
    """An attachment; takes a token or a browser session."""
    STATIC = "static"
    """A script or style of the pages; takes nothing."""


class Body(Enum):
    """What a request's body may be."""

    NONE = "none"
    FORM = "form"
    JSON = "json"


@dataclass(frozen=True)
class Row:
    """One thing that the help desk answers."""

    method: str
    """GET includes HEAD."""
    path: str
    """A pattern for the whole path below the help desk's folder."""
    kind: Kind
    roles: frozenset[str]
    template: str = ""
    """The page template as `class.view`; "" for the front page and for what is no page."""
    action: str = ""
    """The value of `@action`; a row without one takes no `@action` at all."""
    query: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """Names of form fields; `name*` stands for all that begin so."""
    files: tuple[str, ...] = ()
    """Names of the form fields that may hold files, and of those that may come several times."""
    body: Body = Body.NONE

    @property
    def classname(self) -> str:
        """The Roundup class whose item or list the page shows."""
        return self.template.partition(".")[0]

    @property
    def writes(self) -> bool:
        """Whether it may change anything."""
        return self.method != "GET"

    def takes(self, name: str) -> bool:
        """Whether this is one of the row's form fields."""
        if self.action and name == "@action":
            return True
        listed = (*self.fields, *self.files)
        return name in listed or any(one.endswith("*") and name.startswith(one[:-1]) for one in listed)


def _page(path: str, template: str, roles: frozenset[str], query: tuple[str, ...] = ()) -> Row:
    return Row("GET", path, Kind.PAGE, roles | {ANONYMOUS}, template, query=query)


def _form(
    path: str, template: str, action: str, roles: frozenset[str], *fields: str, files: tuple[str, ...] = ()
) -> Row:
    fields = (*_FORM, *fields)
    return Row("POST", path, Kind.PAGE, roles, template, action, fields=fields, files=files, body=Body.FORM)


def _read(name: str, *query: str) -> Row:
    return Row("GET", f"rest/desk/{name}", Kind.WIRE, WIRE_USERS, query=query)


def _write(method: str, name: str, body: Body, *fields: str, files: str = "", kind: Kind = Kind.WIRE) -> Row:
    roles = SIGNED_IN if kind is Kind.TOKEN else WIRE_USERS
    named = (files,) if files else ()
    return Row(method, f"rest/desk/{name}", kind, roles, fields=fields, files=named, body=body)


ROWS: tuple[Row, ...] = (
    # pages; without a session each of them is the sign-in page
    _page("", "", SIGNED_IN, _LIST_QUERY),
    _page("issue", "issue.index", SIGNED_IN, _LIST_QUERY),
    _page(f"issue{_ITEM}", "issue.item", SIGNED_IN, _OUTCOME),
    _page("user", "user.index", STAFF, _MONEY_QUERY),
    _page(f"user{_ITEM}", "user.item", STAFF, _MONEY_QUERY),
    _page(f"txn{_ITEM}", "txn.item", STAFF, _OUTCOME),
    _page("rates", "rates.index", STAFF, _OUTCOME),
    _page("heldmail", "heldmail.index", STAFF, ("page", "outcome")),
    _page(f"heldmail{_ITEM}", "heldmail.item", STAFF, _OUTCOME),
    # forms
    Row(
        "POST", "", Kind.SIGN_IN, EVERYBODY, action="Login", body=Body.FORM,
        fields=("__login_name", "__login_password", "__came_from", "@csrf"),
    ),
    Row("POST", "", Kind.SIGN_OUT, EVERYBODY, action="logout", fields=("@csrf",), body=Body.FORM),
    _form(f"issue{_ITEM}", "issue.item", "reply", STAFF, *_COMPOSE, "@undo", "internal", files=("@file", "@drop")),
    _form(f"issue{_ITEM}", "issue.item", "note", STAFF, *_COMPOSE, files=("@file", "@drop")),
    _form(f"issue{_ITEM}", "issue.item", "draft", STAFF, *_COMPOSE, "@names", "@mode", files=("@drop",)),
    _form(f"issue{_ITEM}", "issue.item", "undo", STAFF, "@draft"),
    _form(f"issue{_ITEM}", "issue.item", "sendnow", STAFF, "@draft"),
    _form(
        f"user{_ITEM}", "user.item", "book", BACK_OFFICE,
        "wallet", "kind", "amount", "fee", "method", "reference", "date", "state",
    ),
    _form(f"user{_ITEM}", "user.item", "openwallet", BACK_OFFICE, "currency", "number", "network"),
    _form(f"user{_ITEM}", "user.item", "verify", BACK_OFFICE, "level", "percent", "missing_*", "other"),
    _form(f"txn{_ITEM}", "txn.item", "settle", BACK_OFFICE, "state"),
    _form("rates", "rates.index", "keeprates", BACK_OFFICE, "base", "rate_*"),
    _form(f"heldmail{_ITEM}", "heldmail.item", "takein", STAFF, "customer"),
    _form(f"heldmail{_ITEM}", "heldmail.item", "dismiss", STAFF),
    # what the app asks for
    _write("POST", "token", Body.JSON, "label", kind=Kind.TOKEN),
    Row("DELETE", "rest/desk/token", Kind.WIRE, SIGNED_IN),
    Row("GET", "rest/desk/about", Kind.WIRE, SIGNED_IN),
    Row("GET", "rest/desk/health", Kind.HEALTH, EVERYBODY),
    _read("sync", "since", "limit", "before"),
    _read("recall", "tickets", "messages", "since", "mark"),
    _read("wait", "since", "timeout", "beat"),
    _read("search", "q", "department", "id"),
    _read("receipt", "ref", "digest"),
    _read("upload", "ref", "sha256"),
    _write("POST", "upload", Body.FORM, "ref", "sha256", "size", "offset", files="part"),
    _write("PUT", "preferences", Body.JSON, "email_alerts"),
    _write("POST", "submit", Body.FORM, "ref", "issue", "title", "department", "content", "kept", files="file"),
    # attachments, and the pages' own files
    Row("GET", f"file{_ITEM}/(.+)", Kind.FILE, SIGNED_IN),
    Row("GET", rf"@@file/({_STATIC})", Kind.STATIC, EVERYBODY, query=("v",)),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """The rows that one method and path have, and the path's variable parts."""

    rows: tuple[Row, ...]
    parts: tuple[str, ...]


_COMPILED = tuple((re.compile(row.path, re.ASCII), row) for row in ROWS)


def find(method: str, path: str) -> Found | None:
    """The rows of this method and path, None where there is nothing; `path` is without its first slash."""
    method = "GET" if method == "HEAD" else method
    found = [(match, row) for pattern, row in _COMPILED if row.method == method and (match := pattern.fullmatch(path))]
    if not found:
        return None
    parts = found[0][0].groups()
    if found[0][1].kind is Kind.FILE and not _is_file_name(parts[1]):
        return None
    return Found(tuple(row for _, row in found), parts)


def of_action(rows: Iterable[Row], actions: list[str]) -> Row | None:
    """The row of the one `@action` that a request names; None where there is no such row."""
    if len(actions) > 1:
        return None
    action = actions[0] if actions else ""
    return next((row for row in rows if row.action == action), None)


def steers(name: str) -> bool:
    """Whether a field that no row lists could mean something to Roundup, and is not just somebody's addition."""
    return not _PLAIN_NAME.fullmatch(name)


def _is_file_name(name: str) -> bool:
    return bool(_FILE_NAME.fullmatch(name)) and not {".", "..", ""} & set(name.split("/"))
