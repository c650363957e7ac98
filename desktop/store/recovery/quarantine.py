"""Quarantine for a damaged database file: renamed with its companions, and renamed back if the rescue fails."""

import contextlib
from pathlib import Path

from desktop.store.disk_errors import disk_errors


def quarantine(path: Path, now_ms: int) -> Path:
    """Rename a damaged file with its companions and return its new path. Raises DISK_FULL or DISK_ERROR."""
    quarantined = path.with_name(f"{path.name}.damaged-{now_ms}")
    number = 0
    while quarantined.exists():
        number += 1
        quarantined = path.with_name(f"{path.name}.damaged-{now_ms}-{number}")
    with disk_errors(path.parent):
        for tail in ("-shm", "-wal", ""):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + tail).rename(quarantined.with_name(quarantined.name + tail))
    return quarantined


def release(quarantined: Path, path: Path) -> None:
    """Undo `quarantine`, so that the next start tries again."""
    for tail in ("", "-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            quarantined.with_name(quarantined.name + tail).rename(path.with_name(path.name + tail))
