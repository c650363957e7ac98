"""A first start that was cut short is no reason not to start."""

import shutil
import sqlite3
from pathlib import Path

from desktop.store import migrate
from desktop.store.database import Database
from tests.fakes import FakeClock


def test_a_journal_that_only_a_writer_can_roll_back(tmp_path: Path) -> None:
    """Before the file is in WAL mode, a power cut leaves one, and what only reads refuses to open the file."""
    begun, folder = tmp_path / "begun", tmp_path / "profile"
    begun.mkdir()
    connection = sqlite3.connect(begun / "otet.sqlite", isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE x (y)")
    connection.executemany("INSERT INTO x VALUES (?)", [("z" * 3000,)] * 50)
    shutil.copytree(begun, folder)
    connection.close()
    assert (folder / "otet.sqlite-journal").stat().st_size > 0
    database = Database.open(folder, FakeClock())
    assert (database.recovered, database.read_only) == (None, False)
    assert migrate.version(database.read_connection()) == migrate.scripts()[-1][0]
    database.close()
