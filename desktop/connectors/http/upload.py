"""Multipart uploads streamed from disk: the length is known, and memory does not grow with the files."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from desktop.connectors.base import Progress
from desktop.connectors.http.transport import Call, Transport
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.language.surrogates import without_nul
from desktop.domain.operations import File


@contextmanager
def upload(
    transport: Transport,
    path: str,
    fields: Mapping[str, str | tuple[str, bytes, str]],
    files: Sequence[tuple[File, Path]],
    progress: Progress,
) -> Iterator[Call]:
    """A POST of `fields` and of `files` as `file` parts, to be sent inside the `with`.

    A field is text, or (file name, bytes, media type) where the help desk reads it better as a file.

    Errors: FILE_GONE, FILE_UNREADABLE (name=), before anything is sent.
    """
    # Loaded here: most calls upload nothing.
    from requests_toolbelt import MultipartEncoder, MultipartEncoderMonitor

    with ExitStack() as stack:
        parts: list[tuple[str, Any]] = [
            (name, without_nul(value).encode() if isinstance(value, str) else value) for name, value in fields.items()
        ]
        for file, place in files:
            stream = stack.enter_context(_opened(file, place))
            parts.append(("file", (without_nul(file.name), stream, file.media_type)))
        form = MultipartEncoder(parts)
        total = int(form.len)
        monitor = MultipartEncoderMonitor(form, lambda seen: progress(min(seen.bytes_read, total), total))
        headers = {"Content-Type": monitor.content_type}
        yield Call("POST", path, data=monitor, size=total, headers=headers)


def _opened(file: File, place: Path) -> BinaryIO:
    try:
        stream = place.open("rb")
    except FileNotFoundError:
        raise OtetError(Problem(ErrorCode.FILE_GONE, name=file.name, nothing_sent=True)) from None
    except OSError:
        raise OtetError(Problem(ErrorCode.FILE_UNREADABLE, name=file.name, nothing_sent=True)) from None
    if place.stat().st_size != file.size:
        stream.close()
        raise OtetError(Problem(ErrorCode.FILE_UNREADABLE, name=file.name, nothing_sent=True))
    return stream
