"""`--self-check`: opens everything that a start would need, one printed line each."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from desktop import assets
from desktop.desk.process import DeskProcess
from desktop.domain.clock import SystemClock
from desktop.domain.errors import OtetError
from desktop.paths import Paths
from desktop.secrets import Secrets
from desktop.store.database import Database
from desktop.store.search import SearchIndex

FOLDERS = ("icons", "fonts", "themes", "translations", "schema", "desk")


def run(paths: Paths) -> int:
    """Check and print; 0 when everything is well, else 1."""
    checks: dict[str, Callable[[], str]] = {
        "assets": _assets,
        "database": lambda: _database(paths),
        "key store": lambda: _key_store(paths),
        "built-in help desk": _desk,
    }
    failed = 0
    for name, check in checks.items():
        try:
            sys.stdout.write(f"ok      {name}: {check()}\n")
        except (OtetError, OSError) as error:
            failed = 1
            sys.stdout.write(f"failed  {name}: {error}\n")
    return failed


def _assets() -> str:
    files = [file for folder in FOLDERS for file in assets.path(folder).rglob("*") if file.is_file()]
    empty = [folder for folder in FOLDERS if not any(assets.path(folder).iterdir())]
    if empty:
        raise FileNotFoundError(f"nothing in {', '.join(empty)}")
    size = sum(len(file.read_bytes()) for file in files)
    return f"{len(files)} files, {size // 1024} KiB"


def _database(paths: Paths) -> str:
    with tempfile.TemporaryDirectory() as empty:
        # a profile that is there is opened as it is; none is made by a check
        home = paths.home if paths.home.is_dir() else Path(empty)
        database = Database.open(home, SystemClock())
        search = SearchIndex(home, database)
        try:
            version = database.reader().execute("PRAGMA user_version").fetchone()[0]
            return f"version {version}" + (f", {database.read_only_reason.value}" if database.read_only_reason else "")
        finally:
            search.close()
            database.close()


def _key_store(paths: Paths) -> str:
    kept = Secrets(str(paths.home)).keep(0, "self-check")
    Secrets(str(paths.home)).forget(0)
    return "tokens are kept there" if kept else "none here; you sign in again at each start"


def _desk() -> str:
    with tempfile.TemporaryDirectory() as home:
        process = DeskProcess(Path(home))
        try:
            return process.start().url
        finally:
            process.stop()
