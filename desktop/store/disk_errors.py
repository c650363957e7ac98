"""Turns the operating system's errors about a folder into ours."""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from desktop.domain.errors import ErrorCode, OtetError, Problem, disk_code

_REFUSED = frozenset({errno.EROFS, errno.EACCES})


@contextlib.contextmanager
def disk_errors(folder: Path, *, writing: bool = False) -> Iterator[None]:
    """Raise DISK_FULL or DISK_ERROR in place of an OSError; `writing`: READ_ONLY where the folder cannot be written."""
    try:
        yield
    except OSError as error:
        code = ErrorCode.READ_ONLY if writing and error.errno in _REFUSED else disk_code(error)
        raise OtetError(Problem(code, reason=error.strerror or "", path=str(folder))) from error
