"""Operating system errors as error codes."""

import errno

import pytest

from desktop.domain.errors import ErrorCode, disk_code


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_more_room_is_a_full_disk(number: int) -> None:
    assert disk_code(OSError(number, "no room")) is ErrorCode.DISK_FULL


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOENT, errno.EACCES])
def test_every_other_error_is_a_disk_error(number: int) -> None:
    assert disk_code(OSError(number, "broken")) is ErrorCode.DISK_ERROR
