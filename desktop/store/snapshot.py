"""A profile's database as it is at one moment, for commands that only read: the profile keeps every byte."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.store import migrate
from desktop.store.database import FILE_NAME, Database, connect
from desktop.store.disk_errors import disk_errors
from desktop.store.sqlite_errors import translating

_TRIES = 20
_SHARED_MEMORY = f"{FILE_NAME}-shm"
_FILES = (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-journal")


@contextmanager
def opened(folder: Path, clock: Clock) -> Iterator[Database]:
    """Open a copy of `folder`/otet.sqlite in the newest schema, read-only; it is deleted at the end.

    SQLite leaves files beside a database that it only reads, and a migration writes: hence a copy. Raises
    FileNotFoundError where there is no database; NEWER_DATABASE, DATABASE_DAMAGED, DISK_FULL and DISK_ERROR.
    """
    if not (folder / FILE_NAME).is_file():
        raise FileNotFoundError(folder / FILE_NAME)
    with tempfile.TemporaryDirectory(prefix="otet-desk-") as name:
        copy = Path(name, FILE_NAME)
        with disk_errors(folder):
            _copy(folder, copy)
        _migrate(copy)
        database = Database(copy, clock, flags="mode=ro", read_only_reason=ErrorCode.READ_ONLY)
        try:
            yield database
        finally:
            database.close()


def _migrate(path: Path) -> None:
    steps = migrate.scripts()
    with closing(connect(path)) as connection, translating(path):
        if migrate.version(connection) > steps[-1][0]:
            raise OtetError(ErrorCode.NEWER_DATABASE)
        migrate.migrate(connection, steps)


def _copy(folder: Path, copy: Path) -> None:
    for _ in range(_TRIES):
        if (folder / _SHARED_MEMORY).exists():
            _copy_shared(folder / FILE_NAME, copy)
            return
        if _copy_files(folder, copy):
            return
    raise OtetError(Problem(ErrorCode.DISK_ERROR, reason="busy", path=str(folder)))


def _copy_shared(path: Path, copy: Path) -> None:
    """Copy a database that the app has open, or had open when it was killed: SQLite finds one moment of it."""
    with closing(connect(path, flags="mode=ro")) as source, closing(connect(copy)) as target, translating(path):
        source.backup(target)


def _copy_files(folder: Path, copy: Path) -> bool:
    """Copy the files of a database that nothing seems to have open; False where they changed meanwhile."""
    before = _state(folder)
    for name in _FILES:
        target = copy.with_name(name)
        target.unlink(missing_ok=True)
        if (folder / name).exists():
            shutil.copyfile(folder / name, target)
    return before == _state(folder)


def _state(folder: Path) -> list[tuple[int, int, int] | None]:
    found = [folder / name for name in (*_FILES, _SHARED_MEMORY)]
    stats = [path.stat() if path.exists() else None for path in found]
    return [stat and (stat.st_ino, stat.st_size, stat.st_mtime_ns) for stat in stats]
