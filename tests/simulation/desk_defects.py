"""Defects of durability put into the help desk of this process, to see that the power cuts find them.

Only processes of a harness call this.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.desk.tracker import durable_files, store
from desktop.desk.tracker.mail import maildir


def _with_synchronous(level: str) -> None:
    fit = store.fit

    def fit_and_weaken(db: Any) -> None:
        fit(db)
        db.sql(f"pragma synchronous={level}")

    store.fit = fit_and_weaken


def _files_not_flushed() -> None:
    durable_files.flush_file = lambda path: None


def _folders_not_flushed() -> None:
    durable_files.flush_folder = lambda path: None


def _new_folders_not_flushed() -> None:
    def make_folder(path: Path, mode: int = 0o700) -> None:
        Path(path).mkdir(mode, parents=True, exist_ok=True)

    durable_files.make_folder = make_folder


def _named_before_flushed() -> None:

    def replace(path: Path, content: bytes, fresh: Path | None = None) -> None:
        half = Path(fresh or f"{path}.new")
        half.write_bytes(content)
        durable_files.move(half, path)
        durable_files.flush_file(path)

    durable_files.replace = replace


def _flushed_after_the_commit() -> None:
    """Texts and attachments reach the disk only once their rows are there."""
    fit, flush_file = store.fit, durable_files.flush_file

    def fit_and_delay(db: Any) -> None:
        fit(db)
        place, later = db.doStoreFile, list[Path]()
        durable_files.flush_file = lambda path: (
            later.append(path) if f"{os.sep}files{os.sep}" in str(path) else flush_file(path)
        )

        def place_and_flush(*names: Any, **databases: Any) -> Any:
            placed = place(*names, **databases)
            flush_file(db.filename(*names, create=1))
            return placed

        db.doStoreFile = place_and_flush

    store.fit = fit_and_delay


def _mail_moved_before_commit() -> None:
    """A mail counts as dealt with from the moment at which it is looked at."""
    folder = maildir.Folder
    waiting, move = folder.waiting, folder.move

    def move_all(self: Any) -> list[Path]:
        moved = []
        for path in waiting(self):
            move(self, path, "cur")
            moved.append(self.path / "cur" / path.name)
        return moved

    folder.waiting = move_all  # type: ignore[method-assign]


DEFECTS: dict[str, Callable[[], None]] = {
    "synchronous=OFF": lambda: _with_synchronous("off"),
    "synchronous=NORMAL": lambda: _with_synchronous("normal"),
    "files not flushed": _files_not_flushed,
    "folders not flushed": _folders_not_flushed,
    "new folders not flushed": _new_folders_not_flushed,
    "mails named before they are flushed": _named_before_flushed,
    "texts flushed after the commit": _flushed_after_the_commit,
    "mails moved before the commit": _mail_moved_before_commit,
}


def plant(name: str) -> None:
    """Put a defect into this process; "" is none."""
    if name:
        DEFECTS[name]()
