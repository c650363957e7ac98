"""Style sheets and scripts: a version in the address lets browsers keep them and still see every change."""

import functools
import hashlib
import pathlib
from pathlib import Path

FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"


def address(folder: str, name: str) -> str:
    """Where a page finds a file of this folder."""
    return f"@@file/{name}?v={version(folder, name)}"


def cache_control(folder: str, name: str, asked: str) -> str:
    """How long the answer may be kept: for ever only where the address names the content that is there now."""
    try:
        is_current = asked == version(folder, name)
    except OSError:
        is_current = False
    return FOR_EVER if asked and is_current else ASK_EACH_TIME


def version(folder: str, name: str) -> str:
    """A digest of the file's content."""
    path = pathlib.Path(str(folder)) / name
    found = path.stat()
    return _digest(path, found.st_mtime_ns, found.st_size)


@functools.lru_cache(maxsize=64)
def _digest(path: Path, _changed: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
