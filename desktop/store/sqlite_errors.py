"""Turns SQLite's errors about disk and file into ours; programming errors stay as they are."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from desktop.domain.errors import ErrorCode, OtetError, Problem

NEARLY_NOTHING_BYTES = 512 * 1024

_CODES = {
    sqlite3_code: code
    for code, sqlite3_codes in {
        ErrorCode.DISK_FULL: (13,),
        ErrorCode.DISK_ERROR: (3, 5, 6, 10, 14),
        ErrorCode.READ_ONLY: (8,),
        ErrorCode.DATABASE_DAMAGED: (11, 26),
    }.items()
    for sqlite3_code in sqlite3_codes
}
_WORDS = {
    "disk is full": ErrorCode.DISK_FULL,
    "disk I/O error": ErrorCode.DISK_ERROR,
    "is locked": ErrorCode.DISK_ERROR,
    "unable to open database": ErrorCode.DISK_ERROR,
    "readonly database": ErrorCode.READ_ONLY,
    "malformed": ErrorCode.DATABASE_DAMAGED,
    "not a database": ErrorCode.DATABASE_DAMAGED,
    "unsupported file format": ErrorCode.DATABASE_DAMAGED,
}


def translated(error: sqlite3.Error, path: Path) -> OtetError | None:
    """Our error for one of SQLite's, None where it is a programming error (bad SQL, a violated constraint)."""
    number = getattr(error, "sqlite_errorcode", None)  # from Python 3.11 on
    code = _CODES.get(number & 0xFF) if number is not None else None
    if code is None:
        code = next((code for words, code in _WORDS.items() if words in str(error)), None)
    if code is None:
        return None
    if code is ErrorCode.DISK_ERROR and _nearly_full(path.parent):
        # growing the shared-memory file on a full disk is reported as an I/O error
        code = ErrorCode.DISK_FULL
    return OtetError(Problem(code, reason=str(error), path=str(path)))


def _nearly_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < NEARLY_NOTHING_BYTES
    except OSError:
        return False


@contextlib.contextmanager
def translating(path: Path) -> Iterator[None]:
    """Turn SQLite's errors of the world into ours; mistakes of ours stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        ours = translated(error, path)
        if ours is None:
            raise
        raise ours from error
