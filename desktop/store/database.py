"""Opens the database, hands out connections and transactions, and turns SQLite's errors into ours."""

import contextlib
import errno
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, OtetError
from desktop.store import migrate
from desktop.store.changes import Changes, Kind
from desktop.store.salvage import salvage

FILE_NAME = "otet.sqlite"
BUSY_MS = 10_000
NEARLY_NOTHING_BYTES = 512 * 1024

_CODES = {
    sqlite3_code: code
    for code, sqlite3_codes in {
        ErrorCode.DISK_FULL: (13,),
        ErrorCode.DISK_ERROR: (3, 5, 6, 10, 14),
        ErrorCode.READ_ONLY: (8,),
        ErrorCode.DATABASE_DAMAGED: (11, 26),
    }.items()
    for sqlite3_code in sqlite3_codes
}
_WORDS = {
    "disk is full": ErrorCode.DISK_FULL,
    "disk I/O error": ErrorCode.DISK_ERROR,
    "is locked": ErrorCode.DISK_ERROR,
    "unable to open database": ErrorCode.DISK_ERROR,
    "readonly database": ErrorCode.READ_ONLY,
    "malformed": ErrorCode.DATABASE_DAMAGED,
    "not a database": ErrorCode.DATABASE_DAMAGED,
}


def translated(error: sqlite3.Error, path: Path) -> OtetError | None:
    """The error of the world behind one of SQLite's, or None where it is our own mistake (bad SQL, a broken rule)."""
    number = getattr(error, "sqlite_errorcode", None)  # from Python 3.11 on
    code = _CODES.get(number & 0xFF) if number is not None else None
    if number is None:
        code = next((code for words, code in _WORDS.items() if words in str(error)), None)
    if code is None:
        return None
    if code is ErrorCode.DISK_ERROR and _nearly_full(path.parent):
        # growing the shared-memory file on a full disk is reported as an I/O error
        code = ErrorCode.DISK_FULL
    return OtetError(code, reason=str(error), file=path.name, path=str(path.parent))


def _nearly_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < NEARLY_NOTHING_BYTES
    except OSError:
        return False


@contextlib.contextmanager
def translating(path: Path) -> Iterator[None]:
    """Turn SQLite's errors of the world into ours; mistakes of ours stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        ours = translated(error, path)
        if ours is None:
            raise
        raise ours from error


class _Connection(sqlite3.Connection):
    """A connection whose first step of every statement already speaks of our errors."""

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
    if isinstance(error, UnicodeDecodeError):
        # damage in a name of the schema gets into SQLite's own words, and Python cannot read them
        return OtetError(ErrorCode.DATABASE_DAMAGED, file=path.name, path=str(path.parent))
    # a mistake of ours stays of its kind
    return translated(error, path) or error


def connect(path: Path, *, flags: str = "", synchronous: str = "FULL") -> sqlite3.Connection:
    """A connection as this room wants it; `flags` is the tail of the address, such as "mode=ro"."""
    with translating(path):
        connection = sqlite3.connect(
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
    """Make an empty file that only its owner reads; SQLite gives its companions the same rights."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


class Transaction:
    """What a function of this room writes through; everything in it happens, or nothing."""

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
        """Note what listeners are told once this is committed."""
        self._changes.add((kind, str(id)))

    def changes(self) -> Changes:
        """What has been noted so far."""
        return Changes(frozenset(self._changes))


class Database:
    """One profile's database: a reader for each thread, one writer for all."""

    def __init__(self, path: Path, clock: Clock, *, flags: str = "", read_only_reason: ErrorCode | None = None) -> None:
        """`Database.open` is the way in: it finds out what this takes."""
        self.path = path
        self.clock = clock
        self.read_only_reason = read_only_reason
        self.recovered: Path | None = None
        """Where a damaged file was set aside at opening."""
        self.restored = (0, 0)
        """How many drafts and how many waiting sends were brought out of it."""
        self._flags = flags
        self._writer = None if self.read_only else connect(path, flags=flags)
        self._closed = False
        self._lock = threading.Lock()
        self._owner: int | None = None
        self._readers: dict[threading.Thread, sqlite3.Connection] = {}
        self._readers_lock = threading.Lock()
        self._listeners: list[Callable[[Changes], None]] = []

    @classmethod
    def open(cls, folder: Path, clock: Clock) -> "Database":
        """Open `folder`/otet.sqlite, made and migrated as needed; damaged, it is set aside and a fresh one made."""
        path = folder / FILE_NAME
        if not _is_writable(path):
            return cls(path, clock, flags=_read_only_flags(path), read_only_reason=ErrorCode.READ_ONLY)
        recovered = None
        steps = migrate.scripts()
        try:
            with _disk_errors(folder):
                make_private(path)
            found = _inspect(path)
        except OtetError as error:
            if error.code is not ErrorCode.DATABASE_DAMAGED:
                raise
            recovered, found = _set_aside(path, clock.now_ms()), 0
            make_private(path)
        if found > steps[-1][0]:
            return cls(path, clock, flags="mode=ro", read_only_reason=ErrorCode.NEWER_DATABASE)
        database = cls(path, clock)
        try:
            database._prepare(steps, found)
            if recovered is not None:
                database.recovered = recovered
                database.restored = database._salvage(recovered)
        except BaseException:
            database.close()
            if recovered is not None:
                # such as on a full disk: the next start finds everything as it was and tries again
                _put_back(recovered, path)
            raise
        return database

    def _salvage(self, damaged: Path) -> tuple[int, int]:
        try:
            source = connect(damaged, flags="mode=ro")
        except OtetError:
            return 0, 0
        try:
            with self.write() as tx:
                return salvage(source, tx)
        finally:
            source.close()

    def _prepare(self, steps: list[tuple[int, str]], found: int) -> None:
        assert self._writer is not None
        with translating(self.path):
            self._writer.execute("PRAGMA journal_mode = WAL")
            self._writer.execute("PRAGMA journal_size_limit = 16777216")
            if 0 < found < steps[-1][0]:
                _back_up(self._writer, self.path.with_name(f"{FILE_NAME}.version-{found}"))
            migrate.migrate(self._writer, steps)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written: made by a newer version, or the folder does not let us."""
        return self.read_only_reason is not None

    def reader(self) -> sqlite3.Connection:
        """The calling thread's own connection for reading."""
        thread = threading.current_thread()
        connection = self._readers.get(thread)
        if connection is None:
            with self._readers_lock:
                if self._closed:
                    raise OtetError(ErrorCode.DISK_ERROR, reason="closed", path=str(self.path))
                for gone in [other for other in self._readers if not other.is_alive()]:
                    self._readers.pop(gone).close()
                connection = self._readers[thread] = connect(self.path, flags=self._flags)
        return connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Transaction]:
        """One transaction, one at a time in the whole program; listeners hear of it after its commit."""
        if self._owner == threading.get_ident():
            raise RuntimeError("a transaction within a transaction")
        if self.read_only_reason is not None:
            raise OtetError(self.read_only_reason, path=str(self.path))
        with self._lock:
            if self._writer is None:
                raise OtetError(ErrorCode.DISK_ERROR, reason="closed", path=str(self.path))
            self._owner = threading.get_ident()
            try:
                transaction = Transaction(self._writer)
                with translating(self.path), whole(self._writer):
                    yield transaction
            finally:
                self._owner = None
        changes = transaction.changes()
        if changes.items:
            for listener in tuple(self._listeners):
                listener(changes)

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
                self._writer.close()
                self._writer = None


@contextlib.contextmanager
def whole(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is written within it, or nothing."""
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


@contextlib.contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        code = ErrorCode.DISK_FULL if full else ErrorCode.DISK_ERROR
        raise OtetError(code, reason=error.strerror or "", path=str(folder)) from error


def _is_writable(path: Path) -> bool:
    """Make the folder where that is possible; a folder that is not there and cannot be made is an error."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise OtetError(ErrorCode.READ_ONLY, path=str(path.parent)) from error
        with _disk_errors(path.parent):
            raise
    if not os.access(path.parent, os.W_OK | os.X_OK):
        if not path.exists():
            raise OtetError(ErrorCode.READ_ONLY, path=str(path.parent))
        return False
    return not path.exists() or os.access(path, os.W_OK)


def _inspect(path: Path) -> int:
    """The version of a sound database; it is only read, so that a newer or damaged one keeps every byte."""
    connection = connect(path, flags="mode=ro")
    try:
        faults = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
        found = migrate.version(connection)
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.Error as error:
        raise translated(error, path) or OtetError(ErrorCode.DATABASE_DAMAGED, reason=str(error)) from error
    finally:
        connection.close()
    if faults != ["ok"] or (found == 0) != (tables == 0):
        raise OtetError(ErrorCode.DATABASE_DAMAGED, reason=str(faults[0]), path=str(path))
    return found


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


def _set_aside(path: Path, now_ms: int) -> Path:
    """Rename a damaged file with its companions, never delete it, and return its new name."""
    aside = path.with_name(f"{path.name}.damaged-{now_ms}")
    number = 0
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{now_ms}-{number}")
    with _disk_errors(path.parent):
        for tail in ("-shm", "-wal", ""):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + tail).rename(aside.with_name(aside.name + tail))
    return aside


def _put_back(aside: Path, path: Path) -> None:
    for tail in ("", "-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            aside.with_name(aside.name + tail).rename(path.with_name(path.name + tail))


def _back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Keep what was there before a migration."""
    target.unlink(missing_ok=True)
    make_private(target)
    copy = sqlite3.connect(target)
    try:
        connection.backup(copy)
    finally:
        copy.close()
