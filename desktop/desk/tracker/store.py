"""What Roundup's database lacks: one transaction a request, bytes on the disk before the commit, news after it."""

import contextlib
import logging
import pathlib
import threading
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from desktop.desk.tracker import durable_files, wakeups
from desktop.desk.tracker.roundup_types import Database
from desktop.desk.tracker.rules import waiting

WRITES = threading.RLock()
"""Held around everything that writes: two writers at once are a locked database 30 s later."""
LOCK_WAIT_S = 5.0
"""How long a request waits for the lock before it is answered with 503."""
_STATEMENTS = logging.getLogger("roundup.hyperdb")


class BusyError(TimeoutError):
    """The write lock could not be had in time; nothing was written."""


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Hold the write lock; raises `BusyError` where another holds it for too long."""
    if not WRITES.acquire(timeout=LOCK_WAIT_S):
        raise BusyError
    try:
        yield
    finally:
        WRITES.release()


def fit(db: Database) -> None:
    """Change this connection's behaviour; called at every opening."""
    if db.dbtype == "sqlite":
        db.newid = types.MethodType(newid, db)
        # what was answered with 201 survives a power cut; some builds of SQLite would not wait for the disk
        db.sql("pragma synchronous=full")
    # Roundup looks its logger up at every statement, and the columns of a class at every row
    db.get_logger = lambda: _STATEMENTS
    db.determine_columns = _remembering(db.determine_columns)
    db.doStoreFile = _placing(db)
    db.storefile = _durable(db, db.storefile)
    written = _Written(db)
    db.commit = _announcing(written, db.commit)
    db.rollback = _forgetting(db, written, db.rollback)


def newid(db: Database, classname: str) -> str:
    """The next id inside the transaction; Roundup's own commits whatever has been written so far."""
    db.sql("update ids set num=num+1 where name=?", (classname,))
    db.sql("select num from ids where name=?", (classname,))
    return str(int(db.cursor.fetchall()[0][0]) - 1)


def prepare(db: Database) -> None:
    """Add the indexes that keep deltas and the list of tickets fast; Roundup makes none for links."""
    db.sql("create index if not exists change_owner_idx on _change(_owner, id)")
    db.sql("create index if not exists msg_issue_idx on _msg(_issue, id)")
    waiting.prepare(db)
    db.commit()


def _remembering(determine_columns: Callable[..., Any]) -> Callable[..., Any]:
    """Answer from memory which columns belong to these properties of a class."""
    known: dict[tuple[Any, ...], tuple[list[Any], list[str]]] = {}

    def columns_of(properties: Iterable[tuple[str, Any]]) -> tuple[list[Any], list[str]]:
        key = tuple(properties)
        if key not in known:
            known[key] = determine_columns(key)
        columns, multilinks = known[key]
        # the caller adds to them
        return list(columns), list(multilinks)

    return columns_of


def _durable(db: Database, store: Callable[..., Any]) -> Callable[..., Any]:
    """Write a file so that it is on the disk before the row that needs it is committed.

    Its bytes, its name, and the folder, which Roundup makes for every thousand files.
    """

    def storefile(classname: str, nodeid: str, property_: str | None, content: bytes) -> None:
        durable_files.make_folder(pathlib.Path(db.filename(classname, nodeid, property_, 1)).parent, mode=0o777)
        store(classname, nodeid, property_, content)
        name = pathlib.Path(db.filename(classname, nodeid, property_))
        durable_files.flush_file(name)
        durable_files.flush_folder(name.parent)

    return storefile


def _placing(db: Database) -> Callable[..., Any]:
    """Make what gives a committed file its name, also where a reader was first.

    Who reads between the commit of the rows and this gives the name itself; Roundup's own way, which removes whatever
    has the name already, would then throw the only copy away.
    """

    def place_file(classname: str, nodeid: str, property_: str | None, **_databases: Any) -> tuple[str, str]:
        name = pathlib.Path(db.filename(classname, nodeid, property_, 1))
        try:
            name.with_name(name.name + db.tempext).replace(name)
        except FileNotFoundError:
            if not name.exists():
                raise
        return classname, nodeid

    return place_file


class _Written:
    """Whether a connection has written rows since its last transaction ended."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._rows = self._count()

    def take(self) -> bool:
        """Whether it has; asked again, no longer. Only SQLite says so; elsewhere it may always have."""
        before, self._rows = self._rows, self._count()
        return self._rows is None or self._rows != before

    def _count(self) -> int | None:
        return int(self._db.conn.total_changes) if self._db.dbtype == "sqlite" else None


def _announcing(written: _Written, commit: Callable[[], None]) -> Callable[[], None]:
    def announce_after_commit() -> None:
        try:
            commit()
        finally:
            # also where what follows the commit of the rows has failed: nobody looks for them by himself
            if written.take():
                wakeups.COMMITS.notify()

    return announce_after_commit


def _forgetting(db: Database, written: _Written, rollback: Callable[[], None]) -> Callable[[], None]:
    def forget_and_roll_back() -> None:
        written.take()
        try:
            rollback()
        except OSError:
            # the rows are gone; what failed is removing a file that a full disk never let appear
            db.transactions = []
            db.clearCache()

    return forget_and_roll_back
