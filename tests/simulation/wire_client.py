"""A client without a window on the real connector: real database, engine and HTTP, on a clock that the test moves."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from random import Random

from desktop.connectors.roundup import RoundupConnector
from desktop.domain.accounts import Account, DeskInfo
from desktop.domain.sync_status import SyncStatus
from desktop.services.context import Context
from desktop.services.drafts import Drafts
from desktop.services.tickets import Tickets
from desktop.store import accounts, outbox
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.read.search import SearchIndex
from desktop.sync.engine import Engine
from tests.connectors.servers import Request, Server, Visit, serving
from tests.fakes import FakeClock

TOKEN = "canary-Zk41token"
Answer = Callable[[Visit], None]
ABOUT = {"product": "otet-desk", "version": 1, "name": "Desk", "guarantee": "A"}


@dataclass
class Desk:
    """A help desk over HTTP that is well until `wrong` is set; then that is its answer to everything."""

    wrong: Answer | None = None
    spoils: Callable[[str], bool] = lambda path: True
    tickets: list[str] = field(default_factory=list)
    submitted: dict[str, bytes] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=lambda: {TOKEN})

    def __call__(self, visit: Visit) -> None:
        """Serve one connection."""
        while (request := visit.head()) is not None:
            if self.wrong is not None and self.spoils(request.target):
                self.wrong(visit)
                return
            request.body = visit.take(int(request.headers.get("content-length", "0")))
            self._serve(visit, request)

    def _serve(self, visit: Visit, request: Request) -> None:
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            visit.answer(b'{"error":{"status":401,"msg":"no"}}', status=401)
        elif request.target.startswith("/rest/desk/sync"):
            visit.answer(self.page())
        elif request.target.startswith("/rest/desk/recall"):
            visit.answer(self.page().replace(f'"c{len(self.tickets)}"'.encode(), b'""'))
        elif request.target == "/rest/desk/about":
            visit.answer(json.dumps({"data": ABOUT}).encode())
        elif request.target == "/rest/desk/submit":
            visit.answer(self._take(request.body), status=201)
        else:
            visit.answer(b"{}", status=404)

    def _take(self, form: bytes) -> bytes:
        found = re.search(rb'name="ref"\r\n\r\n([^\r]+)\r\n', form)
        assert found is not None
        ref = found[1].decode()
        repeat = ref in self.submitted
        self.submitted.setdefault(ref, form)
        number = list(self.submitted).index(ref) + 1
        files = [str(number * 100 + place) for place in range(form.count(b'name="file"'))]
        return json.dumps(
            {"data": {"issue": str(9000 + number), "message": str(9000 + number), "files": files, "repeat": repeat}}
        ).encode()

    def page(self, *, junk: bytes = b"") -> bytes:
        """The whole history in one page; `junk` stands among the good records."""
        tickets = [_ticket(number) for number in self.tickets]
        messages = [_message(number) for number in self.tickets]
        body = {"data": {"cursor": f"c{len(self.tickets)}", "more": False, "tickets": tickets, "messages": messages}}
        if not junk:
            return json.dumps(body).encode()
        marked = json.dumps(body).replace('"tickets": [', '"tickets": [@,').replace('"messages": [', '"messages": [@,')
        return marked.encode().replace(b"@", junk)


def _ticket(number: str) -> dict[str, object]:
    return {
        "id": number, "number": number, "title": f"Ticket {number}", "department": "", "status": "1",
        "created": 1, "updated": 2, "ref": "",
    }  # fmt: skip


def _message(number: str) -> dict[str, object]:
    return {
        "id": number, "ticket": number, "side": "support", "author": "Raha", "created": 3, "body": f"Body {number}",
        "ref": "", "files": [],
    }  # fmt: skip


class WireClient:
    """One profile and its engine."""

    def __init__(self, folder: Path, url: str, *, timeout_s: float = 5.0) -> None:
        self.clock = FakeClock()
        self.token = TOKEN
        self.statuses: list[SyncStatus] = []
        self._url, self._timeout_s, self._ids = url, timeout_s, count(1)
        self.database = Database.open(folder, self.clock)
        self.search = SearchIndex(folder, self.database)
        self.blobs = Blobs(folder / "blobs")
        with self.database.write() as tx:
            id = accounts.add(tx, "roundup", url, "trader", "Trader")
        account = accounts.get(self.database.read_connection(), id)
        assert account is not None
        self.account: Account = account
        self.context = Context(
            self.database, self.blobs, self.search, self.clock, lambda: f"{next(self._ids):032x}", lambda: None
        )
        self.engine = Engine(
            database=self.database, blobs=self.blobs, search=self.search, account=account, connect=self._connect,
            clock=self.clock, rng=Random(1), on_status=self.statuses.append, on_progress=lambda *_: None,
        )  # fmt: skip

    def _connect(self) -> RoundupConnector:
        return RoundupConnector(self._url, self.token, timeout_s=self._timeout_s)

    def step(self, rounds: int = 1) -> None:
        """What a person's "Try now" makes the engine do."""
        for _ in range(rounds):
            self.engine.wake(at_once=True)
            self.engine.step()

    def settle(self) -> None:
        """Try until nothing waits."""
        for _ in range(20):
            self.step()
            if not self.waiting:
                return
            self.clock.advance(1000)
        raise AssertionError(f"still waiting: {self.waiting} {self.statuses[-1:]}")

    def send(self, body: str, *files: tuple[str, bytes]) -> str:
        """Submit a ticket; the operation's id."""
        drafts, limits = Drafts(self.context), DeskInfo("")
        draft = drafts.keep(replace(drafts.new(self.account.id), subject="Subject", body=body))
        for name, data in files:
            draft = drafts.attach_bytes(draft, name, data, limits)
        return Tickets(self.context).submit(draft, limits=limits)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The states of what is not settled."""
        return tuple(one.state.value for one in outbox.unfinished(self.database.read_connection(), self.account.id))

    @property
    def trouble(self) -> str:
        """The code of what is wrong, "" when all is well."""
        problem = self.statuses[-1].problem if self.statuses else None
        return "" if problem is None else problem.code.value

    def subjects(self) -> set[str]:
        """The tickets on this computer."""
        rows = self.database.read_connection().execute("SELECT subject FROM ticket")
        return {str(row[0]) for row in rows}

    def close(self) -> None:
        self.engine.stop()
        self.search.close()
        self.database.close()


@contextmanager
def wired(folder: Path, desk: Desk, **how: float) -> Iterator[tuple[Server, WireClient]]:
    """A help desk that listens, and a client signed in to it."""
    folder.mkdir(exist_ok=True)
    with serving(desk) as server:
        client = WireClient(folder, server.url, **how)
        try:
            yield server, client
        finally:
            client.close()
