"""Integrity checks: finds what a disk or another program has damaged, before anything relies on it."""

import contextlib
import sqlite3
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from desktop import durable_files
from desktop.domain.operations import OperationKind, OperationState
from desktop.domain.tickets import DownloadState, RemoteState, Side
from desktop.store.rows import Queryable

REQUEST_FILE = "otet.sqlite.check"
"""In the folder of a database that is to be checked as a whole before it is opened again: it proved to be damaged."""
_WORDS: Mapping[tuple[str, str], type[Enum]] = {
    ("operation", "state"): OperationState,
    ("operation", "kind"): OperationKind,
    ("message", "side"): Side,
    ("ticket", "snippet_side"): Side,
    ("attachment", "local"): DownloadState,
    ("ticket", "removed"): RemoteState,
    ("message", "removed"): RemoteState,
}
_MONEY = {("wallet", "balance"), ("booking", "amount"), ("booking", "fee")}
_PRECIOUS = ("account", "draft", "draft_file", "operation", "operation_file")
"""What comes from nowhere else: everything but these and `meta` can be mirrored again."""
# what connectors let through: the end of the year 9999
_LATEST_MS = 253_402_300_799_999
_CHECKS_ONE_TABLE = (3, 33, 0)


def schema(connection: Queryable) -> set[tuple[str, ...]]:
    """The tables and indexes with their SQL."""
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT GLOB 'sqlite_*'"
    return {tuple(row) for row in connection.execute(query)}


def header_damage(path: Path) -> str:
    """What is wrong with the version bytes of the file, which SQLite would take for read-only; "" if nothing."""
    with path.open("rb") as file:
        versions = file.read(20)[18:20]
    return "" if versions in {b"", b"\1\1", b"\2\2"} else "no such file format"


def damage(connection: sqlite3.Connection, *, whole: bool = True) -> str:
    """What is wrong, "" where nothing is: pages, indexes, values no program wrote.

    Not `whole`: only the tables of what the user wrote, in a time that does not grow with the mirrored history.
    """
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if not whole and sqlite3.sqlite_version_info >= _CHECKS_ONE_TABLE:
        tables = [table for table in tables if table in (*_PRECIOUS, "meta")]
        checks = [f"integrity_check('{table}')" for table in tables]
    else:
        checks = ["integrity_check(1)"]
    for check in checks:
        found = str(connection.execute(f"PRAGMA {check}").fetchone()[0])
        if found != "ok":
            return found
    for table in tables:
        if table in _PRECIOUS and connection.execute(f"PRAGMA foreign_key_check('{table}')").fetchone() is not None:
            return f"a row of {table} refers to nothing"
        if not table.startswith("sqlite_") and _has_odd_rows(connection, table):
            return f"a row of {table} holds what was never written"
    return ""


def request_check(folder: Path) -> None:
    """Have the database in `folder` checked as a whole, and repaired if need be, when it is opened next."""
    # a disk that takes no file now shows its damage again
    with contextlib.suppress(OSError):
        (folder / REQUEST_FILE).touch(mode=0o600)
        durable_files.flush_folder(folder)


def is_check_requested(folder: Path) -> bool:
    """Whether `request_check` was called since the last `forget_request`."""
    return (folder / REQUEST_FILE).exists()


def forget_request(folder: Path) -> None:
    """The database was checked as a whole."""
    with contextlib.suppress(OSError):
        (folder / REQUEST_FILE).unlink(missing_ok=True)


def is_sound(connection: Queryable, table: str, row: dict[str, object]) -> bool:
    """Whether a row read from a damaged file has valid types and values."""
    for column in connection.execute(f"PRAGMA table_info({table})"):
        name = column["name"]
        if name not in row:
            continue
        value, wanted = row[name], int if column["type"] == "INTEGER" else str
        if value is None and not column["notnull"]:
            continue
        if not isinstance(value, wanted):
            return False
        words = _WORDS.get((table, name))
        if words is not None and value not in {word.value for word in words}:
            return False
        if isinstance(value, int) and name.endswith("_ms") and not 0 <= value <= _LATEST_MS:
            return False
    return True


def _has_odd_rows(connection: sqlite3.Connection, table: str) -> bool:
    odd = []
    for column in connection.execute(f"PRAGMA table_info({table})").fetchall():
        name = column["name"]
        allowed = "'integer'" if column["type"] == "INTEGER" else "'text'"
        if not column["notnull"]:
            allowed += ", 'null'"
        odd.append(f"typeof({name}) NOT IN ({allowed})")
        if name.endswith("_ms"):
            odd.append(f"{name} NOT BETWEEN 0 AND {_LATEST_MS}")
        if words := _WORDS.get((table, name)):
            odd.append(f"{name} NOT IN ({', '.join(repr(word.value) for word in words)})")
        if (table, name) in _MONEY:
            odd.append(
                f"({name} NOT GLOB '[-0-9]*' OR {name} NOT GLOB '*[0-9]' OR substr({name}, 2) GLOB '*[^0-9.]*' "
                f"OR {name} GLOB '*.*.*')"
            )
    query = f"SELECT 1 FROM {table} WHERE {' OR '.join(odd)} LIMIT 1"
    return connection.execute(query).fetchone() is not None
