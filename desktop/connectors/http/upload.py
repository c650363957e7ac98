"""Multipart uploads: streamed from disk, so that memory does not grow with the files; texts are compressed."""

import gzip
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from desktop.connectors.base import Progress
from desktop.connectors.http.transport import Call
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.language.surrogates import without_nul
from desktop.domain.operations import File

_LEAST_COMPRESSED_BYTES = 1200
"""Less fits into one packet anyway."""
_TEXT = re.compile(r"text/.*|application/([a-z0-9.-]+\+)?(json|xml)|application/(csv|rtf|sql|x-ndjson|yaml)")


@contextmanager
def upload(
    path: str,
    fields: Mapping[str, str | tuple[str, bytes, str]],
    files: Sequence[tuple[File, Path]],
    progress: Progress,
    *,
    gzip_bytes: int = 0,
) -> Iterator[Call]:
    """A POST of `fields` and of `files` as `file` parts, to be sent inside the `with`.

    A field is text, or (file name, bytes, media type) where the help desk reads it better as a file. A form of texts
    only, of at most `gzip_bytes`, is compressed.

    Errors: FILE_GONE, FILE_UNREADABLE (name=), before anything is sent.
    """
    # Loaded here: most calls upload nothing.
    from requests_toolbelt import MultipartEncoder

    with ExitStack() as stack:
        parts: list[tuple[str, Any]] = [
            (name, without_nul(value).encode() if isinstance(value, str) else value) for name, value in fields.items()
        ]
        for file, place in files:
            stream = stack.enter_context(_opened(file, place))
            parts.append(("file", (without_nul(file.name), stream, file.media_type)))
        form = MultipartEncoder(parts)
        headers = {"Content-Type": form.content_type}
        total = int(form.len)
        is_text = all(_TEXT.fullmatch(file.media_type.lower()) for file, _ in files)
        source: Any = form
        if is_text and _LEAST_COMPRESSED_BYTES <= total <= gzip_bytes:
            packed = gzip.compress(form.read(), mtime=0)
            source, total = io.BytesIO(packed), len(packed)
            headers["Content-Encoding"] = "gzip"
        yield Call("POST", path, data=_Body(source, total, progress), headers=headers)


def read_part(file: File, place: Path, offset: int, length: int) -> bytes:
    """`length` bytes of a file from `offset` on; FILE_GONE, FILE_UNREADABLE (name=)."""
    with _opened(file, place) as stream:
        try:
            stream.seek(offset)
            part = stream.read(length)
        except OSError:
            part = b""
    if len(part) != length:
        raise OtetError(Problem(ErrorCode.FILE_UNREADABLE, name=file.name, nothing_sent=True))
    return part


def is_compressed(call: Call) -> bool:
    """Whether `upload` has compressed this form."""
    return "Content-Encoding" in call.headers


class _Body:
    """A form as it is sent: `requests` takes its length from `len`."""

    def __init__(self, source: Any, total: int, progress: Progress) -> None:
        self.len = total
        self._source = source
        self._progress = progress
        self._done = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes, which counts them as sent."""
        data: bytes = self._source.read(size)
        self._done += len(data)
        self._progress(min(self._done, self.len), self.len)
        return data


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
