"""Problems and the exception that carries them; operating system errors as error codes."""

import copy
import errno
import pickle
from collections.abc import Callable

import pytest

from desktop.domain.errors import ErrorCode, OtetError, Problem, disk_code


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_more_room_is_a_full_disk(number: int) -> None:
    assert disk_code(OSError(number, "no room")) is ErrorCode.DISK_FULL


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOENT, errno.EACCES])
def test_every_other_error_is_a_disk_error(number: int) -> None:
    assert disk_code(OSError(number, "broken")) is ErrorCode.DISK_ERROR


def test_the_log_has_what_helps_and_no_text_of_the_user() -> None:
    problem = Problem(
        ErrorCode.UNCONFIRMED, name="passport.pdf", said="Dear Sara", reason="gaierror", cause=ErrorCode.TIMED_OUT
    )
    assert problem.for_log() == "unconfirmed reason='gaierror' cause='timed_out'"
    assert str(OtetError(problem)) == problem.for_log(), "a traceback ends in the log too"


def test_a_field_with_its_default_is_not_known() -> None:
    assert Problem(ErrorCode.OFFLINE).known() == {}
    assert Problem(ErrorCode.SERVER_BUSY, retry_after_s=0).known() == {"retry_after_s": 0}


@pytest.mark.parametrize("copied", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])
def test_a_copy_of_the_exception_has_the_same_problem(copied: Callable[[OtetError], OtetError]) -> None:
    error = OtetError(Problem(ErrorCode.FILE_GONE, name="a.pdf"))
    assert copied(error).problem == error.problem
