"""An empty profile for a test: its database is copied rather than made, as nine scripts take ten milliseconds."""

import os
import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from desktop.domain.clock import SystemClock
from desktop.store.database import FILE_NAME, Database


def new_profile(folder: Path) -> Path:
    """Put an empty database into `folder` unless one is there; `Database.open` opens it as it opens any other.

    Each copy has an identity of its own, as if it had been made. Returns `folder`.
    """
    path = folder / FILE_NAME
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "wb") as file:
            file.write(_empty())
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("UPDATE meta SET value = lower(hex(randomblob(16))) WHERE key = 'identity'")
    return folder


@cache
def _empty() -> bytes:
    """The bytes of a new database, closed in order."""
    with tempfile.TemporaryDirectory() as name:
        Database.open(Path(name), SystemClock()).close()
        return Path(name, FILE_NAME).read_bytes()
