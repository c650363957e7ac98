"""The database: connections, transactions, and SQLite's errors as ours."""

import contextlib
import errno
import functools
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop import durable_files
from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.store import filesystems, migrate
from desktop.store.changes import Changes, Kind
from desktop.store.disk_errors import disk_errors
from desktop.store.recovery import integrity, last_run
from desktop.store.recovery.backup_files import Record
from desktop.store.recovery.backups import Backup
from desktop.store.recovery.quarantine import quarantine, release
from desktop.store.recovery.restore import differs, restore
from desktop.store.recovery.salvage import salvage
from desktop.store.sqlite_errors import translated, translating

FILE_NAME = "otet.sqlite"
BUSY_MS = 10_000


class _Connection(sqlite3.Connection):
    """A connection that raises our errors."""

    path: Path

    # plain try blocks: thousands of statements go through here, and a context manager costs as much as one of them
    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        try:
            return super().execute(sql, parameters)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise _ours(error, self.path)  # noqa: B904 - it may be the same one

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        try:
            return super().executemany(sql, parameters)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise _ours(error, self.path)  # noqa: B904 - it may be the same one


def _ours(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> Exception:
    ours: OtetError | None
    if isinstance(error, UnicodeDecodeError):
        # damage in a name of the schema gets into SQLite's own words, and Python cannot read them
        ours = OtetError(Problem(ErrorCode.DATABASE_DAMAGED, path=str(path)))
    else:
        ours = translated(error, path)
    if ours is not None and ours.code is ErrorCode.DATABASE_DAMAGED and path.name == FILE_NAME:
        integrity.request_check(path.parent)
    # a mistake of ours stays of its kind
    return ours or error


def connect(path: Path, *, flags: str = "", synchronous: str = "FULL") -> sqlite3.Connection:
    """A connection with the settings of this package; `flags` is the query of its URI, such as "mode=ro"."""
    with translating(path):
        connection = sqlite3.connect(  # noqa: TID251 - the one place
            f"{path.absolute().as_uri()}?{flags}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MS / 1000,
            factory=_Connection,
            cached_statements=256,
        )
    connection.path = path
    connection.row_factory = sqlite3.Row
    connection.text_factory = _text
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA synchronous = {synchronous}")
    except BaseException:
        connection.close()
        raise
    return connection


def _text(data: bytes) -> str:
    # a bad block on the disk must not keep the rest of the row from being shown
    return str(data, "utf-8", "replace")


def make_private(path: Path) -> None:
    """Make an empty file that only its owner can read; SQLite gives its companions the same permissions."""
    with disk_errors(path.parent), contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


class WriteTransaction:
    """A write transaction: everything in it is committed, or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._changes: set[tuple[Kind, str]] = set()

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> sqlite3.Cursor:
        """Run one statement."""
        return self._connection.execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> sqlite3.Cursor:
        """Run one statement with each of the parameters."""
        return self._connection.executemany(sql, parameters)

    def changed(self, kind: Kind, id: object = "") -> None:
        """Record a change that listeners get after the commit."""
        self._changes.add((kind, str(id)))

    def changes(self) -> Changes:
        """The changes recorded so far."""
        return Changes(frozenset(self._changes))


class Database:
    """One profile's database: a read connection for each thread, one write connection for all."""

    def __init__(self, path: Path, clock: Clock, *, flags: str = "", read_only_reason: ErrorCode | None = None) -> None:
        """Use `Database.open`, which finds out these arguments."""
        self.path = path
        self.clock = clock
        self.read_only_reason = read_only_reason
        self.recovered: Path | None = None
        """Path of the damaged file that was quarantined at opening, None if there was none."""
        self.restored = (0, 0)
        """How many drafts and waiting outbox items were restored from it."""
        self.is_shared = filesystems.is_shared(path.parent)
        """Whether the folder is on a network drive or synchronised by another program."""
        self._flags = flags
        self._backup = Backup(path.parent)
        self._writer = None if self.read_only else connect(path, flags=flags)
        self._closed = False
        self._lock = threading.Lock()
        self._owner: int | None = None
        self._readers: dict[threading.Thread, sqlite3.Connection] = {}
        self._readers_lock = threading.Lock()
        self._listeners: list[Callable[[Changes], None]] = []

    @classmethod
    def open(cls, folder: Path, clock: Clock, *, is_checked_later: bool = False) -> "Database":
        """Open `folder`/otet.sqlite, made and migrated as needed. A damaged one is quarantined and replaced.

        `is_checked_later`: look only at what the user wrote, since checking a large history takes seconds. The caller
        runs a `WholeCheck` soon after. What that finds, or any read, makes the next opening check everything.
        """
        path = folder / FILE_NAME
        if not _is_writable(path):
            return cls(path, clock, flags=_read_only_flags(path), read_only_reason=ErrorCode.READ_ONLY)
        whole = not is_checked_later or integrity.is_check_requested(folder)
        try:
            return cls._opened(path, clock, whole=whole)
        except OtetError as error:
            if error.code is not ErrorCode.DATABASE_DAMAGED:
                raise
        quarantined = quarantine(path, clock.now_ms())
        try:
            return cls._opened(path, clock, quarantined)
        except BaseException:
            # such as on a full disk: the next start finds everything as it was and tries again
            release(quarantined, path)
            raise

    @classmethod
    def _opened(cls, path: Path, clock: Clock, damaged: Path | None = None, *, whole: bool = True) -> "Database":
        steps = migrate.scripts()
        make_private(path)
        found = _inspect(path, steps, whole=whole)
        if found > steps[-1][0]:
            return cls(path, clock, flags="mode=ro", read_only_reason=ErrorCode.NEWER_DATABASE)
        database = cls(path, clock)
        try:
            database._prepare(steps, found)
            database._take_stock(damaged)
        except BaseException:
            database.close()
            raise
        if whole:
            integrity.forget_request(path.parent)
        return database

    def _take_stock(self, damaged: Path | None) -> None:
        """Compare with the backups; a damaged database is rebuilt from them and from what can still be read."""
        records = self._backup.load()
        if damaged is not None:
            self.recovered = damaged
            self._salvage(damaged, records)
            drafts, sends = (
                self.read_connection().execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("draft", "operation WHERE state <> 'done'")
            )
            self.restored = (drafts, sends)
        elif differs(self.read_connection(), records):
            with self.write() as tx:
                restore(tx, records, {})
        self._backup.align(self.read_connection())

    def _salvage(self, damaged: Path, records: Mapping[str, Record]) -> None:
        source: sqlite3.Connection | None = None
        with contextlib.suppress(OtetError):
            source = connect(damaged, flags="mode=ro")
        try:
            with self.write() as tx:
                salvage(source, tx, records)
        finally:
            if source is not None:
                source.close()

    def _prepare(self, steps: list[tuple[int, str]], found: int) -> None:
        assert self._writer is not None
        with translating(self.path):
            # between computers there is no shared memory, which the write-ahead journal needs
            self._writer.execute(f"PRAGMA journal_mode = {'DELETE' if self.is_shared else 'WAL'}")
            self._writer.execute("PRAGMA journal_size_limit = 16777216")
            if 0 < found < steps[-1][0]:
                _back_up(self._writer, self.path.with_name(f"{FILE_NAME}.version-{found}"))
            migrate.migrate(self._writer, steps)
            # after a passing error SQLite opens a file for reading only and keeps to that: better not to start than
            # to refuse everything that is written from here on
            self._writer.execute("UPDATE meta SET value = value WHERE 0")

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written: made by a newer version, or the folder does not let us."""
        return self.read_only_reason is not None

    def read_connection(self) -> sqlite3.Connection:
        """The calling thread's own connection for reading."""
        thread = threading.current_thread()
        connection = self._readers.get(thread)
        if connection is None:
            with self._readers_lock:
                if self._closed:
                    raise OtetError(Problem(ErrorCode.DISK_ERROR, reason="closed", path=str(self.path)))
                for gone in [other for other in self._readers if not other.is_alive()]:
                    self._readers.pop(gone).close()
                connection = self._readers[thread] = connect(self.path, flags=self._flags)
        return connection

    @contextlib.contextmanager
    def write(self) -> Iterator[WriteTransaction]:
        """A transaction, one at a time in the whole program; listeners are called after its commit."""
        if self._owner == threading.get_ident():
            raise RuntimeError("a transaction within a transaction")
        if self.read_only_reason is not None:
            raise OtetError(Problem(self.read_only_reason, path=str(self.path)))
        with self._lock:
            if self._writer is None:
                raise OtetError(Problem(ErrorCode.DISK_ERROR, reason="closed", path=str(self.path)))
            self._owner = threading.get_ident()
            try:
                transaction = WriteTransaction(self._writer)
                with translating(self.path), self._backed_up(self._writer, transaction):
                    yield transaction
            finally:
                self._owner = None
        changes = transaction.changes()
        if changes.items:
            for listener in tuple(self._listeners):
                listener(changes)

    @contextlib.contextmanager
    def _backed_up(self, writer: sqlite3.Connection, transaction: WriteTransaction) -> Iterator[None]:
        """A transaction with its backups."""
        is_backed_up = False
        try:
            with atomic(writer):
                yield
                is_backed_up = True
                self._backup.before_commit(transaction, transaction.changes())
        except OtetError:
            if is_backed_up:
                self._backup.rolled_back(writer, transaction.changes())
            raise
        self._backup.after_commit(writer, transaction.changes())

    def begin_run(self) -> None:
        """Find out, at the start, whether this profile is the one that ran last; if not, prepare it as a copy."""
        if self._writer is not None:
            last_run.begin(self._writer, self.write, self.path.parent, has_stamps=not self.is_shared)

    def copied(self) -> tuple[int, int] | None:
        """Numbers of drafts and waiting messages of a copied profile until `forget_copy`, None if it is none."""
        return None if self.read_only else last_run.told_copy(self.read_connection())

    def forget_copy(self) -> None:
        """The user has read that the profile is a copy."""
        with self.write() as tx:
            last_run.forget_copy(tx)

    def subscribe(self, listener: Callable[[Changes], None]) -> None:
        """Call `listener` after each commit that changed something, in the thread that committed."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Close every thread's connection."""
        with self._readers_lock:
            self._closed = True
            for connection in self._readers.values():
                connection.close()
            self._readers.clear()
        with self._lock:
            if self._writer is not None:
                self._backup.flush()
                self._writer.close()
                self._writer = None


@contextlib.contextmanager
def atomic(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction on `connection`: commits everything written within it, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # a full disk has rolled back by itself; the first error is the one to tell
        if connection.in_transaction:
            with contextlib.suppress(sqlite3.Error, OtetError):
                connection.execute("ROLLBACK")
        raise


def _is_writable(path: Path) -> bool:
    """Make the folder where that is possible; a folder that is not there and cannot be made is an error."""
    try:
        durable_files.make_folder(path.parent)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise OtetError(Problem(ErrorCode.READ_ONLY, path=str(path.parent))) from error
        with disk_errors(path.parent):
            raise
    if not os.access(path.parent, os.W_OK | os.X_OK):
        if not path.exists():
            raise OtetError(Problem(ErrorCode.READ_ONLY, path=str(path.parent)))
        return False
    return not path.exists() or os.access(path, os.W_OK)


class WholeCheck:
    """Checks an open database as a whole, which takes seconds for a large one, on a connection of its own."""

    def __init__(self, database: Database) -> None:
        self._path = database.path
        self._connection: sqlite3.Connection | None = None
        self._is_stopped = False

    def run(self) -> Problem | None:
        """What is wrong, None if nothing is, or if it was stopped. Damage is repaired when it is opened next."""
        steps = migrate.scripts()
        try:
            with contextlib.closing(connect(self._path, flags="mode=ro")) as self._connection:
                # an interrupt ends only the statement that runs just then
                self._connection.set_progress_handler(lambda: self._is_stopped, 100_000)
                if not self._is_stopped:
                    _check(self._connection, steps, self._path, whole=True)
        except OtetError as error:
            if self._is_stopped or error.code is not ErrorCode.DATABASE_DAMAGED:
                return None
            integrity.request_check(self._path.parent)
            return error.problem
        except sqlite3.Error:
            if not self._is_stopped:
                raise
        finally:
            self._connection = None
        return None

    def stop(self) -> None:
        """Let `run` return soon. From any thread."""
        self._is_stopped = True
        if (connection := self._connection) is not None:
            with contextlib.suppress(sqlite3.ProgrammingError):
                connection.interrupt()


def _inspect(path: Path, steps: list[tuple[int, str]], *, whole: bool) -> int:
    """The version of a sound database; it is only read, so that a newer or damaged one keeps every byte."""
    try:
        return _sound_version(path, steps, "mode=ro", whole=whole)
    except OtetError as error:
        if error.code is not ErrorCode.READ_ONLY:
            raise
        # a first start that was cut short left a journal, and only who may write can roll it back
        return _sound_version(path, steps, "mode=rw", whole=whole)


def _sound_version(path: Path, steps: list[tuple[int, str]], flags: str, *, whole: bool) -> int:
    with contextlib.closing(connect(path, flags=flags)) as connection:
        try:
            return _check(connection, steps, path, whole=whole)
        except sqlite3.Error as error:
            damaged = Problem(ErrorCode.DATABASE_DAMAGED, reason=str(error), path=str(path))
            raise translated(error, path) or OtetError(damaged) from error


def _check(connection: sqlite3.Connection, steps: list[tuple[int, str]], path: Path, *, whole: bool) -> int:
    """The version of a database. Raises DATABASE_DAMAGED."""
    found = migrate.version(connection)
    with disk_errors(path.parent):
        damage = integrity.header_damage(path)
    if found <= steps[-1][0] and not damage and not _has_schema(connection, steps, found):
        damage = "the schema is not that of its version"
    damage = damage or integrity.damage(connection, whole=whole)
    if damage:
        raise OtetError(Problem(ErrorCode.DATABASE_DAMAGED, reason=damage, path=str(path)))
    return found


def _has_schema(connection: sqlite3.Connection, steps: list[tuple[int, str]], version: int) -> bool:
    """Whether a database has what the scripts up to `version` make."""
    schema = integrity.schema(connection)
    if version == steps[-1][0] and schema == migrate.newest_schema():
        return True
    # an older version, or a SQLite that writes a changed table in its own way
    return schema == _schema(tuple(step for step in steps if step[0] <= version))


@functools.lru_cache(maxsize=4)
def _schema(steps: tuple[tuple[int, str], ...]) -> set[tuple[str, ...]]:
    """The schema that these scripts make, which takes 8 ms."""
    memory = sqlite3.connect(":memory:", isolation_level=None)  # noqa: TID251 - in memory: nothing of the disk can fail
    try:
        migrate.migrate(memory, list(steps))
        return integrity.schema(memory)
    finally:
        memory.close()


def _read_only_flags(path: Path) -> str:
    """How to open a file in a folder where SQLite cannot make its companions."""
    try:
        connection = connect(path, flags="mode=ro")
    except OtetError:
        return "mode=ro&immutable=1"
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except OtetError as error:
        if error.code is ErrorCode.DATABASE_DAMAGED:
            raise
        return "mode=ro&immutable=1"
    finally:
        connection.close()
    return "mode=ro"


def _back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Keep what was there before a migration."""
    target.unlink(missing_ok=True)
    make_private(target)
    copy = sqlite3.connect(target)  # noqa: TID251 - inside `translating`
    try:
        connection.backup(copy)
    finally:
        copy.close()
