"""The app without a window, on a line of ours: real store, services, engine and connector."""

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

from desktop.connectors.roundup import RoundupConnector
from desktop.domain.accounts import DeskInfo
from desktop.domain.clock import SystemClock
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.services.context import Context
from desktop.services.drafts import Drafts
from desktop.services.tickets import Tickets
from desktop.store import accounts, outbox
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.read.search import SearchIndex
from desktop.sync.engine import Engine, EngineThread

LONGEST_S = 100.0


class App:
    """The app without a window: real store, services, engine and connector."""

    def __init__(self, folder: Path, url: str, token: str) -> None:
        clock = SystemClock()
        folder.mkdir()
        self.statuses: list[SyncStatus] = []
        self.shown: list[tuple[float, SyncStatus]] = []
        """Every status and the monotonic moment at which it came."""
        self.progress: list[tuple[float, str, int, int]] = []
        """When, operation, bytes done, bytes in all."""
        self.database = Database.open(folder, clock)
        self._search = SearchIndex(folder, self.database)
        blobs = Blobs(folder / "blobs")
        with self.database.write() as tx:
            id = accounts.add(tx, "roundup", url, "demo", "Trader")
        account = accounts.get(self.database.read_connection(), id)
        assert account is not None
        self.account = account
        self._context = Context(
            self.database, blobs, self._search, clock, lambda: uuid.uuid4().hex, lambda: self.engine.wake()
        )
        engine = Engine(
            database=self.database,
            blobs=blobs,
            search=self._search,
            account=account,
            connect=lambda: RoundupConnector(url, token),
            clock=clock,
            rng=Random(1),
            on_status=self._show,
            on_progress=self._progressed,
        )
        self.engine = EngineThread(engine)

    def _show(self, status: SyncStatus) -> None:
        self.statuses.append(status)
        self.shown.append((time.monotonic(), status))

    def _progressed(self, id: str, done: int, total: int) -> None:
        self.progress.append((time.monotonic(), id, done, total))

    @property
    def tickets(self) -> Tickets:
        """What a person can do with tickets."""
        return Tickets(self._context)

    def send(self, body: str, data: bytes = b"") -> str:
        """Submit a ticket, with a file if there are `data`; its operation's id."""
        drafts = Drafts(self._context)
        draft = drafts.keep(replace(drafts.new(self.account.id), subject="Two lines", body=body))
        if data:
            draft = drafts.attach_bytes(draft, "statement.bin", data, DeskInfo(""))
        return self.tickets.submit(draft, limits=DeskInfo(""))

    def is_done(self, operation_id: str) -> bool:
        found = outbox.get(self.database.read_connection(), operation_id)
        return found is not None and found.state.value == "done"

    def count(self, table: str) -> int:
        return int(self.database.read_connection().execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    @property
    def status(self) -> SyncStatus:
        return self.statuses[-1] if self.statuses else SyncStatus(LinkState.STARTING)

    def close(self) -> None:
        assert self.engine.stop(10)
        self._search.close()
        self.database.close()


@contextmanager
def app_on(url: str, token: str, folder: Path) -> Iterator[App]:
    """The app at the help desk behind this address, stopped at the end."""
    app = App(folder, url, token)
    app.engine.start()
    try:
        yield app
    finally:
        app.close()


def seconds_until(is_true: Callable[[], bool]) -> float:
    """How long it took; fails where it took longer than anything here may."""
    began_s, pause = time.monotonic(), threading.Event()
    while not is_true():
        assert time.monotonic() - began_s < LONGEST_S
        pause.wait(0.05)
    return time.monotonic() - began_s
