"""Sets a damaged file aside with its companions, and puts it back where the rescue could not be finished."""

import contextlib
from pathlib import Path

from desktop.store.disk_errors import disk_errors


def quarantine(path: Path, now_ms: int) -> Path:
    """Rename a damaged file with its companions, never delete it, and return its new name."""
    aside = path.with_name(f"{path.name}.damaged-{now_ms}")
    number = 0
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{now_ms}-{number}")
    with disk_errors(path.parent):
        for tail in ("-shm", "-wal", ""):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + tail).rename(aside.with_name(aside.name + tail))
    return aside


def release(aside: Path, path: Path) -> None:
    """Undo `set_aside`: the next start finds everything as it was and tries again."""
    for tail in ("", "-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            aside.with_name(aside.name + tail).rename(path.with_name(path.name + tail))
