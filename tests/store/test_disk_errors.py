"""Errors of the disk are the same ones wherever the store writes."""

import errno
from pathlib import Path

import pytest

from desktop.domain.errors import ErrorCode, OtetError
from desktop.store.disk_errors import disk_errors


@pytest.mark.parametrize(
    ("number", "writing", "code"),
    [
        (errno.EFBIG, False, ErrorCode.DISK_FULL),
        (errno.EFBIG, True, ErrorCode.DISK_FULL),
        (errno.EROFS, True, ErrorCode.READ_ONLY),
        (errno.EACCES, True, ErrorCode.READ_ONLY),
        (errno.EACCES, False, ErrorCode.DISK_ERROR),
        (errno.EIO, True, ErrorCode.DISK_ERROR),
    ],
)
def test_codes(tmp_path: Path, number: int, writing: bool, code: ErrorCode) -> None:
    with pytest.raises(OtetError) as raised, disk_errors(tmp_path, writing=writing):
        raise OSError(number, "as the system says it")
    assert raised.value.code is code
    assert (raised.value.problem.reason, raised.value.problem.path) == ("as the system says it", str(tmp_path))
