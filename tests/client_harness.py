"""A whole client without a window: real database, blobs, services and engine, on a fake clock and a fake help desk."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

from desktop.connectors.base import Connector
from desktop.domain.accounts import Account, Guarantee
from desktop.domain.drafts import Draft
from desktop.domain.operations import Operation
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import RowKey, RowKind
from desktop.secrets import Secrets
from desktop.services.accounts import Accounts
from desktop.services.bundle import Services
from desktop.services.context import Context
from desktop.store import outbox
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.read.search import SearchIndex
from desktop.sync.engine import Engine
from tests.fakes import FakeClock, FakeConnector, FakeDesk
from tests.profiles import new_profile


def link_of(client: "Client") -> LinkState:
    """How the account stands to its help desk now; read anew at every call."""
    return client.status.state


class Client:
    """One profile folder and what runs on it; `restart` is a new process on the same folder."""

    def __init__(self, folder: Path, desk: FakeDesk, *, seed: int = 1) -> None:
        self.folder = folder
        self.desk = desk
        self.clock: FakeClock = desk.clock
        self.rng = Random(seed)
        self._ids = count(1)
        # the key store outlives the process
        self.secrets = Secrets(str(folder), use_key_store=False)
        self.statuses: list[SyncStatus] = []
        self.progress: list[tuple[str, int, int]] = []
        self.on_progress: Callable[[str, int, int], None] = lambda *seen: None
        self.connections: list[FakeConnector] = []
        self._open()
        self.account = self._sign_in()
        self.engine = self.new_engine()

    def _sign_in(self) -> Account:
        return self.services.accounts.sign_in("fake", "https://desk.example", "trader", self.desk.password)

    def _open(self) -> None:
        self.database = Database.open(new_profile(self.folder), self.clock)
        self.database.subscribe(lambda changes: self.clock.point())
        self.blobs = Blobs(self.folder / "blobs")
        self.search = SearchIndex(self.folder, self.database)
        self._serve()

    def _serve(self) -> None:
        self.wakes = 0
        context = Context(
            self.database, self.blobs, self.search, self.clock, lambda: f"{next(self._ids):032x}", self._wake
        )
        self.services = Services.of(context, Accounts(context, self.secrets, self._connect))

    def _wake(self) -> None:
        self.wakes += 1
        if engine := getattr(self, "engine", None):
            engine.wake()

    def _connect(self, kind: str, address: str, token: str = "") -> FakeConnector:
        assert (kind, address) == ("fake", "https://desk.example")
        made = FakeConnector(self.desk, token)
        self.connections.append(made)
        return made

    def connect(self) -> Connector:
        return self.services.accounts.connector(self.account)

    def new_engine(self, on_status: Callable[[SyncStatus], None] | None = None) -> Engine:
        return Engine(
            database=self.database,
            blobs=self.blobs,
            search=self.search,
            account=self.account,
            connect=self.connect,
            clock=self.clock,
            rng=self.rng,
            on_status=on_status or self.statuses.append,
            on_progress=self._progressed,
        )

    def _progressed(self, id: str, done: int, total: int) -> None:
        self.progress.append((id, done, total))
        self.on_progress(id, done, total)

    def close(self) -> None:
        self.search.close()
        self.database.close()

    def restart(self) -> None:
        """What is not on disk is gone."""
        self.close()
        self._open()
        self.engine = self.new_engine()

    @property
    def status(self) -> SyncStatus:
        return self.statuses[-1]

    @property
    def waiting(self) -> tuple[Operation, ...]:
        return outbox.unfinished(self.database.read_connection(), self.account.id)

    def operation(self, id: str) -> Operation | None:
        return outbox.get(self.database.read_connection(), id)

    def write(self, subject: str = "Subject", body: str = "Body", *, key: RowKey | None = None) -> Draft:
        """A draft on disk: a new ticket, or a reply to `key`."""
        drafts = self.services.drafts
        draft = drafts.new(self.account.id) if key is None else drafts.new_reply(self.account.id, key)
        return drafts.keep(replace(draft, subject="" if key else subject, body=body))

    def send(self, body: str = "Body", *, key: RowKey | None = None, undo_s: float = 0) -> str:
        """Submit a text; returns the operation's id."""
        return self.services.tickets.submit(self.write(body=body, key=key), limits=self.desk.info, undo_s=undo_s)

    def settle(self, *, rounds: int = 200) -> None:
        """Step, letting time pass as the engine asks, until nothing is waiting and nothing is new."""
        for _ in range(rounds):
            rest_s = self.engine.step()
            if rest_s >= 1 and not [one for one in self.waiting if one.state.value != "needs_user"]:
                return
            self.clock.advance(rest_s)
        raise AssertionError(f"did not settle: {self.status} {self.waiting}")


@contextmanager
def failing_disk(client: Client) -> Iterator[None]:
    """The database can be read, but its files cannot grow (a limit of the process stands in for a full disk)."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((client.folder / "otet.sqlite-wal").stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def no_more_files() -> Iterator[None]:
    """What is open can be read and written, but the system opens nothing more for this process."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def at_level(desk: FakeDesk, guarantee: Guarantee, *, can_look_up: bool = False) -> FakeDesk:
    """The same help desk with a weaker promise."""
    desk.capabilities = replace(desk.capabilities, guarantee=guarantee, can_look_up=can_look_up)
    desk.info = replace(desk.info, guarantee=guarantee)
    return desk


def ticket_key(number: int | str) -> RowKey:
    """A ticket's row; the local id, which equals the number in a fresh profile."""
    return RowKey(RowKind.TICKET, str(number))


def sending_key(operation_id: str) -> RowKey:
    """The row of a create that still waits."""
    return RowKey(RowKind.OUTBOX, operation_id)
