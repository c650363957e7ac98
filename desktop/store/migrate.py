"""Brings a database to the newest schema, one numbered script after the other, each whole or not at all."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from desktop import assets
from desktop.store.disk_errors import disk_errors

NEWEST = "newest.json"
"""Made from the scripts by `python -m tests.tools.newest_schema`, so that a start need not run them to compare."""


def scripts(folder: Path | None = None) -> list[tuple[int, str]]:
    """Number and SQL of every script, in order; they are never edited once released. Raises DISK_ERROR."""
    folder = folder or assets.path("schema")
    with disk_errors(folder):
        found = sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
        return [(int(path.name[:4]), path.read_text(encoding="utf-8")) for path in found]


def newest_schema() -> set[tuple[str, ...]]:
    """What all scripts together make, as `integrity.schema` reads it; empty where that was not written down."""
    try:
        rows = json.loads(assets.path("schema", NEWEST).read_bytes())
        return {tuple(row) for row in rows}
    except (OSError, ValueError, TypeError):
        return set()


def version(connection: sqlite3.Connection) -> int:
    """The number of the last script that this database has been through."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one, each ends its line; `executescript` would commit what it finds open."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ValueError(f"unfinished statement: {statement.strip()[:80]}")


def migrate(connection: sqlite3.Connection, steps: list[tuple[int, str]]) -> int:
    """Run the scripts that are newer than the database and return its version; killed half-way it keeps the old one."""
    for number, script in steps:
        if number <= version(connection):
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return version(connection)
