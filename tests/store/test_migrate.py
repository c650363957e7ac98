"""Every step of the schema happens whole or not at all."""

import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import assets
from desktop.domain.clock import SystemClock
from desktop.store import migrate
from desktop.store.database import FILE_NAME, Database
from tests.store.store_harness import StillClock, StoreHarness
from tests.tools import newest_schema

ROOT = Path(__file__).resolve().parents[2]


def tables(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    finally:
        connection.close()


def schema(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    return sorted(tuple(row) for row in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))


def test_every_older_version_becomes_the_whole_schema() -> None:
    steps = migrate.scripts()
    numbers = [number for number, _ in steps]
    assert numbers == sorted(set(numbers))
    whole = sqlite3.connect(":memory:", isolation_level=None)
    whole.executescript("".join(script for _, script in steps))
    for older in range(len(steps)):
        connection = sqlite3.connect(":memory:", isolation_level=None)
        migrate.migrate(connection, steps[:older])
        assert migrate.migrate(connection, steps) == numbers[-1]
        assert schema(connection) == schema(whole)
        connection.close()
    whole.close()


STEPS = [
    (1, "CREATE TABLE a (x);\nINSERT INTO a VALUES (1);\n"),
    (2, "CREATE TABLE b (y);\nINSERT INTO b SELECT x FROM a;\n"),
]


def test_a_migration_that_fails_leaves_the_old_version() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate.migrate(connection, STEPS)
    before = schema(connection)
    with pytest.raises(sqlite3.OperationalError):
        migrate.migrate(
            connection, [*STEPS, (3, "CREATE TABLE c (z);\nDROP TABLE a;\nINSERT INTO nowhere VALUES (1);\n")]
        )
    assert (migrate.version(connection), schema(connection)) == (2, before)
    connection.close()


_MIGRATE = """
import os, signal, sqlite3, sys
from desktop.store import migrate
steps = [(1, "CREATE TABLE a (x);"), (2, "CREATE TABLE b (y);\\nSELECT die();\\nCREATE TABLE c (z);\\n")]
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.create_function("die", 0, lambda: os.kill(os.getpid(), signal.SIGKILL))
migrate.migrate(connection, steps)
"""


def test_a_migration_that_is_killed_leaves_the_old_version(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    assert subprocess.run([sys.executable, "-c", _MIGRATE, path], cwd=ROOT, check=False).returncode == -signal.SIGKILL
    assert tables(path) == 1
    connection = sqlite3.connect(path, isolation_level=None)
    assert migrate.migrate(connection, [(1, "CREATE TABLE a (x);"), (2, "CREATE TABLE b (y);")]) == 2
    connection.close()


def test_a_migration_keeps_a_copy_of_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    harness = StoreHarness(tmp_path)
    harness.draft("d1", body="kept")
    harness.close()
    newest = migrate.scripts()[-1][0]
    later = [*migrate.scripts(), (newest + 1, "DELETE FROM meta;\nCREATE TABLE later (x);\n")]
    monkeypatch.setattr(migrate, "scripts", lambda folder=None: later)
    database = Database.open(tmp_path, StillClock())
    assert database.read_connection().execute("SELECT count(*) FROM meta").fetchone()[0] == 0
    database.close()
    copy = tmp_path / f"otet.sqlite.version-{newest}"
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT body FROM draft").fetchone()[0] == "kept"
    connection.close()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_the_newest_schema_is_written_down_as_the_scripts_make_it() -> None:
    written = assets.path("schema", migrate.NEWEST).read_text(encoding="utf-8")
    assert written == newest_schema.text(), "run `python -m tests.tools.newest_schema`"


def test_without_the_written_schema_the_scripts_are_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Database.open(tmp_path, SystemClock()).close()
    monkeypatch.setattr(migrate, "NEWEST", "nowhere.json")
    assert migrate.newest_schema() == set()
    Database.open(tmp_path, SystemClock(), is_checked_later=True).close()
    assert not [path for path in tmp_path.iterdir() if "damaged" in path.name]


def test_another_schema_is_damage_at_a_start_too(tmp_path: Path) -> None:
    Database.open(tmp_path, SystemClock()).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("CREATE TABLE unknown(id INTEGER)")
    connection.close()
    database = Database.open(tmp_path, SystemClock(), is_checked_later=True)
    assert database.recovered is not None
    database.close()
