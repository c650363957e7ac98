"""The client of a schedule: the real database, services and engine on a disk and clocks that fail when told to."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from graphlib import TopologicalSorter
from pathlib import Path
from random import Random
from sqlite3 import Connection
from tempfile import TemporaryDirectory

from desktop.domain.accounts import Account, Guarantee
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.store.database import FILE_NAME, Database, WriteTransaction, atomic
from desktop.store.files.blobs import Blobs
from desktop.store.read.search import SearchIndex
from desktop.store.recovery.backups import Backup
from tests.client_harness import Client
from tests.fakes import FakeClock
from tests.simulation.hostile import HostileConnector, HostileDesk, World


class Disk:
    """How likely a commit fails, and whether the disk is full for now."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.bad = 0.0
        self.is_full = False
        self.happened: Counter[str] = Counter()

    def fail(self, moment: str) -> None:
        if self.is_full or (self.bad and self.rng.random() < self.bad):
            self.happened[f"disk fails {moment}"] += 1
            code = ErrorCode.DISK_FULL if self.is_full else ErrorCode.DISK_ERROR
            raise OtetError(Problem(code, reason="seeded", path="otet.sqlite"))


class FailingDatabase(Database):
    """The real database; its transactions end in the faults of `disk`, or with the process."""

    disk: Disk
    has_copies = True

    @contextmanager
    def _backed_up(self, writer: Connection, transaction: WriteTransaction) -> Iterator[None]:
        # second copies have harnesses of their own, and cost a third of a schedule's time
        with super()._backed_up(writer, transaction) if self.has_copies else atomic(writer):
            yield

    @contextmanager
    def write(self) -> Iterator[WriteTransaction]:
        world: World = self.clock  # type: ignore[assignment]
        world.point()
        self.disk.fail("at the beginning")
        with super().write() as tx:
            yield tx
            world.point()
            self.disk.fail("at the commit")
        # an error after the flush that mattered: what is said to have failed is there all the same
        if not self.disk.is_full:
            self.disk.fail("behind the commit")


class StandingDatabase(FailingDatabase):
    """One file for many schedules, filled anew for each.

    To open a file and to prepare every statement again takes as long as the rest of a schedule.
    """

    def __init__(self, path: Path, clock: FakeClock) -> None:
        super().__init__(path, clock)
        connection = self.read_connection()
        tables = [row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        needs = {
            table: {row["table"] for row in connection.execute(f"PRAGMA foreign_key_list('{table}')")} - {table}
            for table in tables
        }
        self._first: dict[str, tuple[str, list[tuple[object, ...]]]] = {}
        for table in TopologicalSorter(needs).static_order():
            columns = [row["name"] for row in connection.execute(f"PRAGMA table_info('{table}')")]
            rows = [tuple(row) for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}")]
            marks = ", ".join("?" * len(columns))
            self._first[table] = (f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def begin_again(self, clock: FakeClock, disk: Disk, folder: Path, *, has_copies: bool) -> bool:
        """Hold again what it held at first; False where somebody still reads what was there in between."""
        self.clock, self.disk = clock, disk
        self._backup, self.has_copies = Backup(folder), has_copies
        self._listeners.clear()
        assert self._writer is not None
        with atomic(self._writer):
            for table in reversed(self._first):
                self._writer.execute(f"DELETE FROM {table}")
            for insert, rows in self._first.values():
                self._writer.executemany(insert, rows)
        query = "SELECT (SELECT count(*) FROM draft) + (SELECT count(*) FROM operation)"
        return not self.read_connection().execute(query).fetchone()[0]

    def close(self) -> None:
        """Stays for the next."""
        self._backup.flush()

    def leave(self, path: Path) -> None:
        """Put what is committed into a file, as a process that ends leaves it there."""
        with closing(sqlite3.connect(path)) as file:
            self.read_connection().backup(file)


class NoIndex:
    """No search: most schedules are about delivery alone."""

    def index_pending(self, budget: int = 2000) -> int:
        return 0

    def close(self) -> None:
        pass


class Process(Client):
    """A client that dies and starts again; most of its restarts keep the files open, which SQLite cannot tell."""

    def __init__(self, folder: Path, desk: HostileDesk, rng: Random, *, is_from_template: bool = True) -> None:
        self.is_from_template = is_from_template
        self.disk = Disk(rng)
        self.crashes = 0
        kind = rng.random()
        self.has_index, self.has_copies = kind < 0.04, kind < 0.25
        super().__init__(folder, desk, seed=rng.getrandbits(32))

    def _sign_in(self) -> Account:
        known = self.services.accounts.current()
        if known is None:
            return super()._sign_in()
        self.secrets.keep(known.id, "token-0")
        return known

    def _open(self) -> None:
        self.database = self._database()
        self.database.subscribe(lambda changes: self.clock.point())
        self.blobs = Blobs(self.folder / "blobs")
        self.search = SearchIndex(self.folder, self.database) if self.has_index else NoIndex()  # type: ignore[assignment]
        self._serve()

    def _database(self) -> Database:
        path = self.folder / FILE_NAME
        if self.crashes or not self.is_from_template:
            if self.crashes and isinstance(self.database, StandingDatabase):
                self.database.leave(path)
            database = FailingDatabase.open(self.folder, self.clock)
        elif self.has_index:
            _copy_template(self.folder)
            # a copy of the template needs no check
            database = FailingDatabase(path, self.clock)
        else:
            return _standing(self)
        database.has_copies = self.has_copies  # type: ignore[attr-defined]
        database.disk = self.disk  # type: ignore[attr-defined]
        return database

    def _connect(self, kind: str, address: str, token: str = "") -> HostileConnector:
        return HostileConnector(self.desk, token)

    def crash(self, rng: Random) -> None:
        """The process has ended somewhere: nothing but the files goes on."""
        self.clock.crash_in = None
        self.crashes += 1
        if rng.random() < 0.1:
            self.clock.reboot()  # type: ignore[attr-defined]
        if rng.random() < 0.2 and self.has_copies:
            self.close()
            self._open()
        else:
            self._serve()
        self.engine = self.new_engine()


@lru_cache
def _template() -> TemporaryDirectory[str]:
    """A profile that has signed in and seen two tickets; every schedule starts from a copy."""
    kept = TemporaryDirectory(dir=shared_memory())
    world = World()
    desk = first_desk(world, Random(0), Guarantee.A)
    client = Process(Path(kept.name), desk, Random(0), is_from_template=False)
    client.settle()
    client.close()
    return kept


_standing_ones: list[StandingDatabase] = []


def _standing(client: Process) -> StandingDatabase:
    while _standing_ones:
        database = _standing_ones[-1]
        if database.begin_again(client.clock, client.disk, client.folder, has_copies=client.has_copies):
            return database
        Database.close(_standing_ones.pop())
    folder = Path(_template().name) / "standing"
    shutil.rmtree(folder, ignore_errors=True)
    _copy_template(folder)
    _standing_ones.append(StandingDatabase(folder / FILE_NAME, client.clock))
    return _standing(client)


def _copy_template(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(_template().name) / FILE_NAME, folder / FILE_NAME)


def shared_memory() -> Path | None:
    """In memory where there is such a place: schedules are about order, not about the disk."""
    place = Path("/dev/shm")
    return place if place.is_dir() else None


def first_desk(world: World, rng: Random, level: Guarantee, kind: type[HostileDesk] = HostileDesk) -> HostileDesk:
    """A help desk as the profile of the template knows it."""
    desk = kind(world, rng, level)
    for number in ("one", "two"):
        desk.open_ticket(f"Ticket {number}", f"Question {number}")
    return desk


def start(folder: Path, desk: HostileDesk, rng: Random) -> Process:
    """A client on what the template holds."""
    folder.mkdir(parents=True, exist_ok=True)
    return Process(folder, desk, rng)
