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


def download(transport: Transport, call: Call, target: Path, progress: Progress, most_bytes: int = 0) -> None:
    """Fetch into `target`, which may hold the beginning already. What came stays there when it breaks off.

    `most_bytes` limits how many further bytes are fetched, unless the help desk has all or nothing.

    Errors: those of the transport; TOO_LARGE beyond 512 MiB; DISK_FULL, DISK_ERROR.
    """
    here = _size(target)
    if here and not _go_on(transport, call, target, here, progress, most_bytes):
        here = 0
    if not here:
        with transport.open(_ranged(call, 0, most_bytes)) as answer:
            answer.refuse_page()
            _store(answer, target, 0, _extent(answer, 0, most_bytes), progress)


def _go_on(transport: Transport, call: Call, target: Path, here: int, progress: Progress, most_bytes: int) -> bool:
    """Fetch what follows the first `here` bytes; False where the help desk cannot, and all of it is wanted."""
    try:
        with transport.open(_ranged(call, here, most_bytes)) as answer:
            answer.refuse_page()
            start = here if answer.status == 206 else 0
            _store(answer, target, start, _extent(answer, start, most_bytes), progress)
    except OtetError as error:
        if error.problem.status == 416 or error.problem.reason == "range":
            return False
        raise
    return True


def _ranged(call: Call, start: int, most_bytes: int) -> Call:
    last = str(start + most_bytes - 1) if most_bytes else ""
    # Compressed bytes could not be counted, nor appended to.
    return replace(call, headers={**call.headers, "Range": f"bytes={start}-{last}", "Accept-Encoding": "identity"})


def _extent(answer: Response, start: int, most_bytes: int) -> tuple[int, int] | None:
    """Where the answer ends, and the whole file; None where that is unknown.

    Raises where the answer is not the part asked for.
    """
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="encoding"))
    if answer.status == 206:
        match = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        if match is None or int(match[1]) != start:
            raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="range"))
        end = int(match[2]) + 1
        total = end if match[3] == "*" else int(match[3])
        is_all = end == total and not (most_bytes and match[3] == "*")
        if end > total or (not is_all and end != start + most_bytes):
            raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="range"))
    elif answer.status == 200:
        length = answer.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            return None
        end = total = int(length[:16])
    else:
        raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="status"))
    if total > MAX_FILE_BYTES:
        raise OtetError(ErrorCode.TOO_LARGE)
    return end, total


def _store(answer: Response, target: Path, start: int, extent: tuple[int, int] | None, progress: Progress) -> None:
    limit, total = extent if extent is not None else (MAX_FILE_BYTES, None)
    done = start
    with _writing(target, start) as file:
        for chunk in answer.chunks():
            if done + len(chunk) > limit:
                raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="longer than told"))
            _write(file, chunk)
            done += len(chunk)
            progress(done, done if total is None else total)
    if total is not None and done != limit:
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
