"""Everything that the installed Roundup offers, asked for by everybody: what is not listed here does not exist.

The list below is written by hand and not read from the table, so that neither a change of the table nor a new version
of Roundup opens anything unseen.
"""

import io
import itertools
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from roundup import date, instance, rest
from roundup.cgi import client as roundup_client

from desktop.desk import routes
from desktop.desk.engine import make_gate
from desktop.desk.gate import Gate
from desktop.desk.tracker.wire import tokens
from tests.desk.running import database
from tests.desk.test_gate import answer_of, asked

ROLES = ("anonymous", "customer", "agent", "finance", "admin")
USERS = {"customer": "demo", "agent": "raha", "finance": "rachel", "admin": "admin"}
ALL, STAFF, OFFICE, WIRE = (
    "customer agent finance admin",
    "agent finance admin",
    "finance admin",
    "customer agent finance",
)
PAGES = {
    "": ALL,
    "issue": ALL,
    "issue8": ALL,
    "user": STAFF,
    "user5": STAFF,
    "txn1": STAFF,
    "rates": STAFF,
    "heldmail": STAFF,
    "heldmail1": STAFF,
}
"""Pages, and who sees more of them than the form to sign in with."""
FORMS = {
    ("issue8", "reply"): STAFF,
    ("issue8", "note"): STAFF,
    ("issue8", "draft"): STAFF,
    ("issue8", "undo"): STAFF,
    ("issue8", "sendnow"): STAFF,
    ("heldmail1", "takein"): STAFF,
    ("heldmail1", "dismiss"): STAFF,
    ("user5", "book"): OFFICE,
    ("user5", "openwallet"): OFFICE,
    ("user5", "verify"): OFFICE,
    ("txn1", "settle"): OFFICE,
    ("rates", "keeprates"): OFFICE,
}
CALLS = {
    ("GET", "rest/desk/about"): ALL,
    ("GET", "rest/desk/health"): ALL,
    ("GET", "rest/desk/sync"): WIRE,
    ("GET", "rest/desk/recall"): WIRE,
    ("GET", "rest/desk/receipt"): WIRE,
    ("GET", "rest/desk/upload"): WIRE,
    ("POST", "rest/desk/upload"): WIRE,
    ("GET", "rest/desk/wait"): WIRE,
    ("GET", "rest/desk/search"): WIRE,
    ("POST", "rest/desk/submit"): WIRE,
    ("PUT", "rest/desk/preferences"): WIRE,
    ("DELETE", "rest/desk/token"): ALL,
}
HEALTH = "rest/desk/health"
"""Answers browsers and apps, and says no more than "ok" to those who are not signed in."""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND")
STEERING = (
    "@action", ":action", "@template", ":template", "@sort", ":sort", "@sort0", "@group", "@filter", ":filter",
    "@columns", ":columns", "@search_text", ":search_text", "@dispname", "@pagesize", "@startwith", "@queryname",
    "@old-queryname", "@note:x", ":note", "@charset", "@language", "@ok_message", "@error_message", "@pretty", "@stats",
    "@fields", "@attrs", "@verbose", "@page_size", "@page_index", "@apiver", "@op", "@etag", ":remove:nosy",
    "@add@nosy", "@required", "@confirm", "@link@messages", "user-1@password", "msg-1@content", "issue1@title",
    "__redirect_to", "@next_action", "@next_template", "@csrf", "%40action", "@action\x00", " @action", "@ACTION",
)  # fmt: skip


class Reached:
    """Stands where Roundup would answer, and notes what would have been handed to it."""

    def __init__(self) -> None:
        self.rows: list[routes.Row] = []
        self.names: list[str] = []
        self.callers: list[str] = []
        self.refusals: list[str] = []

    def __call__(self, environ: dict[str, Any], start: Any, form: Any) -> list[bytes]:
        self.rows.append(environ["desk.row"])
        self.names.append(environ["desk.caller"].name)
        self.refusals.append(environ["desk.refusal"])
        start("200 OK", [])
        return [b"reached"]


class HelpDesk:
    """A gate in this process with somebody of each role, by token and by browser."""

    def __init__(self, tracker_home: Path, place: Path) -> None:
        shutil.copytree(tracker_home, place / "tracker")
        self.tracker = instance.open(str(place / "tracker"), optimize=1)
        self.place = place
        self.whole = make_gate(self.tracker, place, 4000)
        self.security = self.whole._security
        self.reached = Reached()
        self.gate = Gate(self.security, self.reached, calls=10**9)
        self.cookies: dict[str, str] = {}
        self.tokens: dict[str, str] = {}
        users = {}
        with database(place) as db:
            for role, name in USERS.items():
                users[role] = db.user.lookup(name)
                self.tokens[role] = f"token of {role}"
                expires = date.Date(". + 1d")
                db.apitoken.create(user=users[role], digest=tokens.digest(self.tokens[role]), expires=expires)
        for role, user in users.items():
            self.cookies[role] = self.security.sessions.start(user)

    def credentials(self, role: str) -> Iterator[dict[str, str]]:
        """How somebody of this role may ask: by browser, by app."""
        if role == "anonymous":
            yield {}
            yield {"HTTP_X_REQUESTED_WITH": "otet-desk"}
            return
        yield {"HTTP_COOKIE": f"otet_desk_session={self.cookies[role]}"}
        yield {"HTTP_AUTHORIZATION": f"Bearer {self.tokens[role]}", "HTTP_X_REQUESTED_WITH": "otet-desk"}

    def ask(self, method: str, path: str, query: str = "", body: bytes = b"", kind: str = "", **more: str) -> int:
        """One request; its status."""
        environ = asked(method, path, QUERY_STRING=query, HTTP_ORIGIN="http://127.0.0.1:4000", **more)
        if body or kind:
            environ |= {"CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": kind, "wsgi.input": io.BytesIO(body)}
        return answer_of(self.gate, environ)[0]

    def reaches(self, *words: Any, **more: Any) -> tuple[bool, int]:
        """Whether a request gets to Roundup as more than the sign-in page, and its status."""
        self.reached.rows.clear()
        self.reached.names.clear()
        self.reached.refusals.clear()
        status = self.ask(*words, **more)
        is_sign_in = self.reached.names == ["anonymous"] and self.reached.rows[0].kind.value != "static"
        return bool(self.reached.rows) and not is_sign_in and not any(self.reached.refusals), status


@pytest.fixture(scope="module")
def help_desk(new_tracker: Path, tmp_path_factory: pytest.TempPathFactory) -> HelpDesk:
    return HelpDesk(new_tracker, tmp_path_factory.mktemp("house"))


def class_names(help_desk: HelpDesk) -> dict[str, list[str]]:
    with closing(help_desk.tracker.open("admin")) as db:
        return {name: sorted(db.getclass(name).getprops()) for name in db.getclasses()}


def stock_paths(help_desk: HelpDesk) -> Iterator[str]:
    """Every address that Roundup itself knows: its routes with every class and property, its pages, its files."""
    classes = class_names(help_desk)
    assert {"user", "msg", "apitoken", "heldmail"} <= set(classes)
    patterns = list(rest.Routing._Routing__route_map)
    assert len(patterns) > 15
    for pattern in patterns:
        path = pattern.strip("^$")
        variable = rest.Routing.url_to_regex.replace("\\\\", "\\")
        values = [list(classes), ["1"], None][: path.count(variable)]
        for chosen in itertools.product(*(value or [""] for value in values)):
            filled = path
            for value in chosen:
                names = classes.get(chosen[0], []) if value == "" else [value]
                filled = filled.replace(variable, names[0] if names else "x", 1)
            yield filled
    for name, properties in classes.items():
        yield from (name, f"{name}1", f"{name}1/x", f"{name}001", f"{name}1;x", f"{name}-1", f"rest/data/{name}")
        yield from (f"rest/data/{name}/1/{prop}" for prop in properties)
        yield from (f"rest/data/{name}{end}" for end in ("/@poe", "/1.json", ".xml", "/1/", "//1"))
    yield from ("xmlrpc", "rest", "rest/", "home", "index", "_file/desk.css", "@@file/page.html", "@@file/../schema.py")


def shape(path: str) -> str:
    """An address without the number of its item."""
    return re.sub(r"^(issue|user|txn|heldmail)[1-9][0-9]*$", r"\1N", path)


def expected(method: str, path: str) -> str:
    """Who reaches this address at all, whatever the action."""
    method = "GET" if method == "HEAD" else method
    pages = {shape(page): roles for page, roles in PAGES.items()}
    if method == "GET" and shape(path) in pages:
        return pages[shape(path)]
    return CALLS.get((method, path), "")


@pytest.mark.parametrize("role", ROLES)
def test_of_all_that_roundup_has_only_what_is_listed_is_reached(help_desk: HelpDesk, role: str) -> None:
    paths = sorted(set(stock_paths(help_desk)) | set(PAGES) | {path for _, path in CALLS})
    assert len(paths) > 200
    for credential in help_desk.credentials(role):
        is_app = "HTTP_AUTHORIZATION" in credential
        for path, method in itertools.product(paths, METHODS):
            is_reached, status = help_desk.reaches(method, f"/desk/{path}", **credential)
            is_file = re.fullmatch(r"file1/x", path) is not None and method in ("GET", "HEAD")
            may = role in (ALL if is_file else expected(method, path)).split()
            fits = is_file or path == HEALTH or is_app == path.startswith("rest/")
            assert is_reached == (may and fits), (method, path, role, status)
            if not is_reached and not (expected(method, path) or is_file or path == "rest/desk/token"):
                assert status == 404, (method, path, status)


@pytest.mark.parametrize("role", ROLES)
def test_of_all_actions_only_those_listed_are_reached_by_their_own_form(help_desk: HelpDesk, role: str) -> None:
    stock = {name for name, _ in roundup_client.Client.actions} | {"Login", "logout", "xmlrpc", "nonsense", ""}
    actions = stock | set(help_desk.tracker.cgi_actions) | {name.upper() for name in stock}
    assert {"export_csv", "passrst", "editcsv", "reauth", "reply"} <= actions
    cookie: dict[str, Any] = (
        {} if role == "anonymous" else {"HTTP_COOKIE": f"otet_desk_session={help_desk.cookies[role]}"}
    )
    digest = "" if role == "anonymous" else tokens.digest(help_desk.cookies[role])
    kind = "application/x-www-form-urlencoded"
    for path, action in itertools.product((*PAGES, "msg1", "wallet1", "change", "file1"), sorted(actions)):
        if action in ("Login", "logout") and path == "":
            continue  # its own tests
        form = {"@action": action, "@csrf": help_desk.security.nonces.make(digest)}
        is_reached, status = help_desk.reaches(
            "POST", f"/desk/{path}", body=urlencode(form).encode(), kind=kind, **cookie
        )
        assert is_reached == (role in FORMS.get((path, action), "").split()), (path, action, role, status)
        is_reached, status = help_desk.reaches("GET", f"/desk/{path}", f"@action={quote(action)}", **cookie)
        assert not is_reached, (path, action)
        assert status == 404


@pytest.mark.parametrize("role", ROLES)
def test_fields_that_steer_roundup_are_refused_wherever_they_stand(help_desk: HelpDesk, role: str) -> None:
    cookie: dict[str, Any] = (
        {} if role == "anonymous" else {"HTTP_COOKIE": f"otet_desk_session={help_desk.cookies[role]}"}
    )
    digest = "" if role == "anonymous" else tokens.digest(help_desk.cookies[role])
    nonce = help_desk.security.nonces.make(digest)
    for name in STEERING:
        for path in PAGES:
            status = help_desk.ask("GET", f"/desk/{path}", f"{quote(name)}=x", **cookie)
            assert status == 404, (path, name)
        for path, action in FORMS:
            form = {"@action": action, "@csrf": nonce} if name != "@csrf" else {"@action": action}
            for body, kind in bodies([*form.items(), (name, "x")]):
                is_reached, _ = help_desk.reaches("POST", f"/desk/{path}", body=body, kind=kind, **cookie)
                assert not is_reached, (path, name)


@pytest.mark.parametrize("name", STEERING)
def test_the_app_cannot_steer_roundup_either(help_desk: HelpDesk, name: str) -> None:
    asks: dict[str, Any] = {
        "HTTP_AUTHORIZATION": f"Bearer {help_desk.tokens['customer']}",
        "HTTP_X_REQUESTED_WITH": "otet-desk",
    }
    assert help_desk.ask("GET", "/desk/rest/desk/sync", f"since=0&{quote(name)}=x", **asks) == 404
    for body, kind in bodies([("ref", "ref-00000001"), (name, "x")]):
        assert help_desk.ask("POST", "/desk/rest/desk/submit", body=body, kind=kind, **asks) in (400, 404)
    body = f'{{"email_alerts": true, "{name}": "x"}}'.encode()
    assert help_desk.ask("PUT", "/desk/rest/desk/preferences", body=body, kind="application/json", **asks) in (400, 404)


def bodies(pairs: list[tuple[str, str]]) -> Iterator[tuple[bytes, str]]:
    """The same form in both encodings."""
    yield urlencode(pairs).encode(), "application/x-www-form-urlencoded"
    parts = [f'--XX\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in pairs]
    yield ("".join(parts) + "--XX--\r\n").encode(), "multipart/form-data; boundary=XX"


@pytest.mark.parametrize(
    "path",
    [
        "/desk//issue", "/desk/issue/", "/desk/./issue", "/desk/x/../issue", "/desk/ISSUE", "/desk/issue%2e",
        "/desk/rest/../issue", "/desk/rest/desk/../data/user", "/desk/rest//desk/about", "/desk/rest/desk/about/",
        "/desk/rest/desk/About", "/desk/rest/desk/about.json", "/desk/rest/desk/about\x00", "/desk/rest/desk/about\n",
        "/desk/issue8\n", "/desk/issue08", "/desk/issue8/x", "/desk/issue\u0668", "/desk/issue99999999999",
        "/desk/file1/", "/desk/file1/../user1", "/desk/file1/..", "/desk/file01/x", "/desk/msg1/x", "//desk/issue",
        "/Desk/issue", "/desk/issue;x=1", "/desk/@@file/desk.css/x", "/desk/@@file/../db/db", "/desk/_file/desk.css",
    ],
)  # fmt: skip
def test_no_other_spelling_of_a_path_is_one(help_desk: HelpDesk, path: str) -> None:
    wsgi = path.encode().decode("latin-1")
    for credential in help_desk.credentials("admin"):
        is_reached, status = help_desk.reaches("GET", wsgi, **credential)
        assert (is_reached, status) == (False, 404), path


@pytest.mark.parametrize("header", ["X_HTTP_METHOD_OVERRIDE", "X_HTTP_METHOD", "X_METHOD_OVERRIDE"])
def test_no_header_changes_the_method(help_desk: HelpDesk, header: str) -> None:
    for credential in help_desk.credentials("admin"):
        for method in ("GET", "POST"):
            more = {**credential, f"HTTP_{header}": "DELETE"}
            assert help_desk.reaches(method, "/desk/rest/desk/token", **more) == (False, 404)


def test_the_table_is_the_list_above() -> None:
    rows = {(row.method, re.sub(r"\(\[1-9\].*?\)", "N", row.path), row.action) for row in routes.ROWS}
    pages = {("GET", shape(path), "") for path in PAGES}
    forms = {("POST", shape(path), action) for path, action in FORMS}
    calls = {(method, path, "") for method, path in CALLS}
    own = {("POST", "", "Login"), ("POST", "", "logout"), ("POST", "rest/desk/token", "")}
    static = r"@@file/(desk\.css|desk\.js|Vazirmatn-(?:Regular|Medium|Bold)\.ttf|app\.svg)"
    files = {("GET", "fileN/(.+)", ""), ("GET", static, "")}
    assert rows == pages | forms | calls | own | files


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anonymous"] + ["anonymous"])
def test_nobody_holds_a_permission_of_roundups(help_desk: HelpDesk, role: str) -> None:
    """The second lock: what the gate might let through finds nothing."""
    name = USERS.get(role, "anonymous")
    permissions = ["View", "Edit", "Create", "Search", "Retire", "Restore", "Rest Access", "Xmlrpc Access"]
    permissions += ["Email Access", "Register", "Web Roles"]
    with closing(help_desk.tracker.open(name)) as db:
        user = db.getuid()
        held = [
            (permission, classname, prop)
            for classname in db.getclasses()
            for permission in permissions
            for prop in (None, *db.getclass(classname).getprops())
            for item in (None, "1")
            if db.security.hasPermission(permission, user, classname, prop, item)
        ]
        assert held == []
        assert not any(db.security.hasPermission(permission, user) for permission in permissions)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anonymous"])
def test_behind_the_gate_neither_actions_nor_routes_nor_templates_of_roundup_answer(
    help_desk: HelpDesk, role: str
) -> None:
    row = next(row for row in routes.ROWS if row.template == "issue.index")
    environ = asked("GET", "issue", SCRIPT_NAME="/desk")
    environ |= {"desk.row": row, "desk.caller": help_desk.security.callers.by_name(USERS[role])[0], "desk.parts": ()}
    form = roundup_client.BinaryFieldStorage(fp=io.BytesIO(), environ={"REQUEST_METHOD": "GET"})
    client = help_desk.tracker.Client(help_desk.tracker, None, environ, form)
    client.determine_user()
    with closing(client.db):
        for action in (name for name, _ in roundup_client.Client.actions):
            with pytest.raises(ValueError, match="No such action"):
                client.get_action_class(action)
        for path in (house_html := Path(help_desk.tracker.config.TEMPLATES)).glob("*.html"):
            name, _, view = path.name.removesuffix(".html").partition(".")
            if view and view not in ("404", "400") and path.name != "issue.index.html":
                with pytest.raises(roundup_client.NotFound):
                    client.selectTemplate(name, view)
        assert list(house_html.glob("*.html"))
        stock = rest.RestfulInstance(client, client.db)
        for classname in client.db.getclasses():
            for answer in (
                stock.get_collection(class_name=classname, input_payload=form),
                stock.get_element(class_name=classname, item_id="1", input_payload=form),
            ):
                rows = answer.get("data", {}).get("collection", [])
                assert "error" in answer or rows == [], classname
