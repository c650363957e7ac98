"""Changes of files and folders that are on the disk when the function returns.

Bytes and names are flushed separately: a file is only there after a power cut if its bytes, its name, and the name of
every folder above it were flushed. Everything that the help desk promises and keeps outside of its database goes
through these functions.
"""

import os
from pathlib import Path


def flush_file(path: Path) -> None:
    """Flush the bytes of a file to the disk."""
    _flush(path, os.O_RDWR)


def flush_folder(path: Path) -> None:
    """Flush the names in a folder to the disk; Windows does so by itself and opens no folder for this."""
    if os.name == "posix":
        _flush(path, os.O_RDONLY)


def make_folder(path: Path, mode: int = 0o700) -> None:
    """Make a folder and those above it that are missing. Costs nothing where it is there."""
    path = Path(path)
    if path.is_dir():
        return
    make_folder(path.parent, mode)
    path.mkdir(mode=mode, exist_ok=True)
    flush_folder(path.parent)


def replace(path: Path, content: bytes, fresh: Path | None = None) -> None:
    """Put a file with these bytes there, for its owner only; at every moment the old or the new one is there, whole.

    The bytes are written under the name `fresh` first, by default in the same folder.
    """
    path = Path(path)
    fresh = Path(fresh or path.with_name(f"{path.name}.new"))
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        flush_file(fresh)
    except BaseException:
        fresh.unlink(missing_ok=True)  # what a full disk cut short must not stay
        raise
    move(fresh, path)


def move(path: Path, target: Path) -> None:
    """Rename a file, into an existing folder; what had that name is replaced."""
    Path(path).replace(target)
    flush_folder(Path(target).parent)


def _flush(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
