"""Changes of files and folders that are on the disk when the function returns.

Bytes and names are flushed separately: a file is only there after a power cut if its bytes, its name, and the name of
every folder above it were flushed.
"""

import contextlib
import os
from pathlib import Path


def flush_file(path: Path) -> None:
    """Flush the bytes of a file to the disk."""
    _flush(path, os.O_RDWR)


def flush_folder(path: Path) -> None:
    """Flush the names in a folder to the disk; Windows does so by itself and opens no folder for this.

    A folder that this user may write to and not read cannot be flushed, and is left to the system.
    """
    if os.name == "posix":
        with contextlib.suppress(PermissionError):
            _flush(path, os.O_RDONLY | os.O_DIRECTORY)


def make_folder(path: Path) -> None:
    """Make a folder for its owner only, and those above it that are missing. Costs nothing where it is there."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    flush_folder(path.parent)


def replace(path: Path, data: bytes) -> None:
    """Put a file with these bytes there, for its owner only; at every moment the old or the new one is there, whole."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def move(path: Path, target: Path) -> None:
    """Rename a file, into an existing folder; what had that name is replaced."""
    path.replace(target)
    flush_folder(target.parent)


def _flush(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
