"""A running built-in help desk for tests, and people who use it over real HTTP."""

import itertools
import os
import queue
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import requests
from roundup import instance
from roundup import password as passwords

from desktop.desk.process import DeskAddress, DeskProcess, DeskState
from tests.desk.browser import Browser

Upload = tuple[str, bytes, str]
"""Name, content and media type of a file in a form."""
_numbers = itertools.count(1)
_MESSAGE = re.compile(r'id="msg(\d+)"')


@contextmanager
def running_desk(home: Path, **options: Any) -> Iterator[DeskProcess]:
    """Start the help desk of this home (made on first use) and stop it afterwards."""
    desk = DeskProcess(home, **options)
    try:
        desk.start()
        yield desk
    finally:
        desk.stop()


def address_of(desk: DeskProcess) -> DeskAddress:
    """Where it runs; fails when it does not."""
    assert desk.address is not None
    return desk.address


def next_address(states: "queue.Queue[DeskState]") -> str:
    """Wait until the desk says that it runs; where."""
    while True:
        state = states.get(timeout=30)
        if state.address is not None:
            return state.address.url


def child_of(home: Path) -> int:
    """The process that serves a home."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                words = (entry / "cmdline").read_bytes().split(b"\0")
                if b"desktop.desk.serve" in words and str(home).encode() in words:
                    return int(entry.name)
    raise AssertionError("nobody serves this home")


def origin(url: str) -> str:
    """scheme://host:port of the desk's address."""
    return url.rsplit("/", 1)[0]


def headers(url: str) -> dict[str, str]:
    """What every call of the wire carries."""
    return {"Origin": origin(url), "X-Requested-With": "otet-desk", "Accept": "application/json"}


def new_ref() -> str:
    """A reference no other send of this test run has."""
    return f"ref-{next(_numbers):08d}"


class Person:
    """Someone signed in with a token."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url = url
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.headers.update(headers(url))
        answer = self.http.post(f"{url}/rest/desk/token", json={"label": "test"}, auth=(user, password), timeout=30)
        assert answer.status_code == 201, answer.text
        signed_in = answer.json()["data"]
        self.id: str = signed_in["user"]
        self.name = user
        self.token: str = signed_in["token"]
        self.http.headers["Authorization"] = f"Bearer {self.token}"

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        """Any request."""
        return self.http.request(method, f"{self.url}{path}", **{"timeout": 60, **options})

    def get(self, path: str, **options: Any) -> Any:
        """The data of a GET that has to succeed."""
        answer = self.call("GET", path, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    def submit(self, files: Any = (), **fields: str) -> requests.Response:
        """Send a ticket or, with issue=, a reply."""
        named = [(name, (None, value)) for name, value in fields.items()]
        attached = [("file", file) for file in files]
        return self.call("POST", "/rest/desk/submit", files=[*named, *attached])

    def new_ticket(self, **fields: Any) -> dict[str, Any]:
        """A ticket that has to be taken in."""
        answer = self.submit(**{"ref": new_ref(), "title": "A question", "content": "Where is it?", **fields})
        assert answer.status_code == 201, answer.text
        taken: dict[str, Any] = answer.json()["data"]
        return taken

    def sync(self, since: str = "") -> dict[str, Any]:
        """Everything since a cursor, page by page."""
        kinds = ("tickets", "messages", "wallets", "transactions")
        whole: dict[str, Any] = {kind: {} for kind in kinds} | {"verification": None, "pages": 0}
        more = True
        while more:
            page = self.get("/rest/desk/sync", params={"since": since, "limit": "500"})
            for kind in kinds:
                whole[kind].update({row["id"]: row for row in page[kind]})
            whole["verification"] = page["verification"] or whole["verification"]
            whole["pages"] += 1
            since, more = page["cursor"], page["more"]
        return whole | {"cursor": since}

    def cursor(self) -> str:
        """Where this person's changes end now."""
        cursor: str = self.sync()["cursor"]
        return cursor


class Agent(Person):
    """Somebody of the staff: signed in with a token, and in a browser at the agents' pages."""

    def __init__(self, url: str, user: str, password: str) -> None:
        super().__init__(url, user, password)
        self.browser = Browser(url)
        assert self.browser.sign_in(user, password).status == 200

    def close(self) -> None:
        """Close both connections."""
        self.browser.close()
        self.http.close()

    def answer(self, ticket: str, text: str, files: tuple[Upload, ...] = (), internal: bool = False) -> str:
        """Write into the ticket's form and press Send; the id of the new message. `internal` makes it a note."""
        page = self.browser.get(f"issue{ticket}")
        before = set(_MESSAGE.findall(page.html))
        values = {"at_note": text, **({"internal": "1"} if internal else {})}
        sent = self.browser.send(page, page.form("reply"), files, **values)
        assert sent.status == 200, sent.text
        (made,) = set(_MESSAGE.findall(sent.html)) - before
        return str(made)

    def change(self, ticket: str, **choices: str) -> None:
        """Choose a status or department by its English name, and press Send without a text."""
        page = self.browser.get(f"issue{ticket}")
        form = page.form("reply")
        sent = self.browser.send(page, form, **{name: form.selects[name][label] for name, label in choices.items()})
        assert sent.status == 200 or "change something first" in sent.text, sent.text


def trader_of(desk: DeskProcess) -> Person:
    """The demo trader of a running help desk, signed in."""
    address = address_of(desk)
    return Person(address.url, address.demo_user, address.demo_password)


@contextmanager
def database(home: Path) -> Iterator[Any]:
    """The database of a home as the administrator, whether the help desk runs or not; committed at the end."""
    mask = os.umask(0o077)  # Roundup changes it
    db = instance.open(str(home / "tracker")).open("admin")
    try:
        yield db
        db.commit()
    finally:
        db.rollback()
        db.close()
        os.umask(mask)


def add_customer(home: Path, name: str, password: str, shown: str = "") -> None:
    """A new customer with this password."""
    with database(home) as db:
        hashed = passwords.Password(password, config=db.config)
        address = f"{name}@otet.example"
        db.user.create(
            username=name, password=hashed, address=address, realname=shown or name, roles="Customer", language="en"
        )
