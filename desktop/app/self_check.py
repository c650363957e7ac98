"""`--self-check`: loads and opens everything that a start needs, one printed line each."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from desktop import assets
from desktop.bootstrap import libraries
from desktop.desk.process import DeskProcess
from desktop.domain.clock import SystemClock
from desktop.domain.errors import OtetError
from desktop.paths import Paths
from desktop.secrets import Secrets
from desktop.store import snapshot
from desktop.store.database import FILE_NAME, Database
from desktop.store.read.search import SearchIndex

FOLDERS = ("icons", "fonts", "themes", "translations", "schema", "desk")
WINDOW_S = 60
WINDOW_OPTION = "--check-window"
"""Makes this program do `load_window` and end: a failure inside Qt ends the process, so a child does it."""


def run(paths: Paths) -> int:
    """Check and print; 0 when everything is well, else 1."""
    checks: dict[str, Callable[[], str]] = {
        "assets": _assets,
        "window": _window,
        "database": lambda: _database(paths),
        "key store": lambda: _key_store(paths),
        "built-in help desk": _desk,
    }
    failed = 0
    for name, check in checks.items():
        try:
            sys.stdout.write(f"ok      {name}: {check()}\n")
        except (OtetError, OSError, subprocess.SubprocessError) as error:
            failed = 1
            sys.stdout.write(f"failed  {name}: {error}\n")
    return failed


def load_window() -> int:
    """Import what the app imports and make its application, off screen; raises whatever is in the way."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop.app import desktop_app
    from desktop.ui.kit import appearance

    appearance.create()
    sys.stdout.write(f"{desktop_app.__name__} loaded\n")
    return 0


def _window() -> str:
    trouble = "" if getattr(sys, "frozen", False) else libraries.problem(Path(sys.executable))
    if trouble:
        raise OSError(trouble.replace("\n", "; "))
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop.app"]
    done = subprocess.run(  # noqa: TID251 - this program, again
        [*program, WINDOW_OPTION], capture_output=True, text=True, check=False, timeout=WINDOW_S, cwd=_source_folder()
    )
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        raise OSError(lines[-1] if lines else f"the window's process ended with code {done.returncode}")
    return "Qt loads, and the application can be made"


def _source_folder() -> Path:
    """Where `desktop` can be imported from, also in a checkout that is not installed."""
    return Path(__file__).resolve().parents[2]


def _assets() -> str:
    files = [file for folder in FOLDERS for file in assets.path(folder).rglob("*") if file.is_file()]
    empty = [folder for folder in FOLDERS if not any(assets.path(folder).iterdir())]
    if empty:
        raise FileNotFoundError(f"nothing in {', '.join(empty)}")
    size = sum(len(file.read_bytes()) for file in files)
    return f"{len(files)} files, {size // 1024} KiB"


def _database(paths: Paths) -> str:
    with tempfile.TemporaryDirectory() as empty:
        database = Database.open(Path(empty), SystemClock())
        search = SearchIndex(Path(empty), database)
        try:
            version = database.read_connection().execute("PRAGMA user_version").fetchone()[0]
        finally:
            search.close()
            database.close()
    if not (paths.home / FILE_NAME).exists():
        return f"version {version}"
    # a check repairs nothing: the profile keeps every byte, also a damaged one
    with snapshot.opened(paths.home, SystemClock()) as copy:
        (found,) = copy.read_connection().execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise OSError(f"the profile in {paths.home} is damaged; start the app to repair it ({found})")
    return f"version {version}; the profile is sound"


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
