"""Downloads to a file, resuming where an earlier try stopped."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from desktop.connectors.base import Progress
from desktop.connectors.http.transport import Call, Response, Transport
from desktop.domain.errors import ErrorCode, OtetError, Problem, disk_code

MAX_FILE_BYTES = 512 * 1024 * 1024
_RANGE = re.compile(r"bytes ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15}|\*)")


def download(transport: Transport, call: Call, target: Path, progress: Progress) -> None:
    """Fetch into `target`, which may hold the beginning already. What came stays there when it breaks off.

    Errors: those of the transport; TOO_LARGE beyond 512 MiB; DISK_FULL, DISK_ERROR.
    """
    here = _size(target)
    if here and not _go_on(transport, call, target, here, progress):
        here = 0
    if not here:
        with transport.open(_ranged(call, 0)) as answer:
            answer.refuse_page()
            _store(answer, target, 0, _total(answer, 0), progress)


def _go_on(transport: Transport, call: Call, target: Path, here: int, progress: Progress) -> bool:
    """Fetch what follows the first `here` bytes; False where the help desk cannot, and all of it is wanted."""
    try:
        with transport.open(_ranged(call, here)) as answer:
            answer.refuse_page()
            start = here if answer.status == 206 else 0
            _store(answer, target, start, _total(answer, start), progress)
    except OtetError as error:
        if error.problem.status == 416 or error.problem.reason == "range":
            return False
        raise
    return True


def _ranged(call: Call, start: int) -> Call:
    # Compressed bytes could not be counted, nor appended to.
    return replace(call, headers={**call.headers, "Range": f"bytes={start}-", "Accept-Encoding": "identity"})


def _total(answer: Response, start: int) -> int | None:
    """The size of the whole file, None where it is unknown; raises where the answer is not the part asked for."""
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="encoding"))
    if answer.status == 206:
        match = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        if match is None or int(match[1]) != start:
            raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="range"))
        total = int(match[2]) + 1
        if match[3] not in ("*", str(total)):
            raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="range"))
    elif answer.status == 200:
        length = answer.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            return None
        total = int(length[:16])
    else:
        raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="status"))
    if total > MAX_FILE_BYTES:
        raise OtetError(ErrorCode.TOO_LARGE)
    return total


def _store(answer: Response, target: Path, start: int, total: int | None, progress: Progress) -> None:
    limit = MAX_FILE_BYTES if total is None else total
    done = start
    with _writing(target, start) as file:
        for chunk in answer.chunks():
            if done + len(chunk) > limit:
                raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="longer than told"))
            _write(file, chunk)
            done += len(chunk)
            progress(done, done if total is None else total)
    if total is not None and done != total:
        raise OtetError(Problem(ErrorCode.OFFLINE, reason="shorter than told"))


@contextmanager
def _writing(target: Path, start: int) -> Iterator[BinaryIO]:
    try:
        file = target.open("r+b" if start else "wb")
    except OSError as error:
        raise OtetError(disk_code(error)) from None
    try:
        file.seek(start)
        yield file
    finally:
        _close(file)


def _write(file: BinaryIO, chunk: bytes) -> None:
    try:
        file.write(chunk)
    except OSError as error:
        raise OtetError(disk_code(error)) from None


def _close(file: BinaryIO) -> None:
    try:
        file.close()
    except OSError as error:
        raise OtetError(disk_code(error)) from None


def _size(target: Path) -> int:
    try:
        return target.stat().st_size
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise OtetError(disk_code(error)) from None
