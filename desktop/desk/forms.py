"""Reads the query and body of a request within limits, before any lock is taken and any of Roundup's code runs."""

import io
import json
import tempfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast
from urllib.parse import parse_qsl

from multipart import (
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
    parse_options_header,
)

from desktop.desk.routes import Body, Row, steers

UNKNOWN_CALLER_BYTES = 64 * 1024
"""The largest body of a caller who is not signed in."""
URLENCODED_BYTES = 1024 * 1024
JSON_BYTES = 64 * 1024
QUERY_BYTES = 8 * 1024
FIELDS = 100
"""Fields of one query or urlencoded form."""
PARTS = 100
"""Parts of one multipart form, files among them."""
PART_BYTES = 26 * 1024 * 1024
"""One file: a little more than an attachment may have, so that its own limit can be explained."""
TEXT_BYTES = 1024 * 1024
"""All texts of a form: the longest message in the longest encoding."""
MULTIPART_BYTES = 127 * 1024 * 1024
INFLATED_BYTES = 8 * 1024 * 1024
"""A form that comes compressed, after its decompression: texts only are worth it."""
SPOOL_BYTES = 256 * 1024
"""How much of a file stays in memory."""
CHUNK_BYTES = 64 * 1024
_GZIP_WINDOW = 31
_NAME_CHARACTERS, _FILE_NAME_CHARACTERS = 64, 1000


class FormError(Exception):
    """A request that cannot be read, or is too large; `fields` holds what had been read of its form."""

    def __init__(self, status: int, reason: str, fields: "list[Field] | None" = None) -> None:
        super().__init__(reason)
        self.status = status
        self.fields = fields or []


@dataclass
class Field:
    """One field of a form, as Roundup's code expects it."""

    name: str
    text: str = ""
    filename: str | None = None
    type: str = "text/plain"
    file: BinaryIO | None = None
    disposition: str = "form-data"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def value(self) -> str | bytes:
        """The text, or the bytes of a file."""
        if self.file is None:
            return self.text
        self.file.seek(0)
        return self.file.read()


def query_of(environ: Mapping[str, Any], row: Row) -> list[Field]:
    """The fields of the query that the row lists; what nobody listed is left out or refused."""
    query = environ.get("QUERY_STRING", "")
    if len(query) > QUERY_BYTES:
        raise FormError(414, "The address is too long.")
    fields = [Field(name, value) for name, value in _pairs(query)]
    for one in fields:
        if one.name not in row.query and steers(one.name):
            raise FormError(404, "There is nothing here.")
    listed = [one for one in fields if one.name in row.query]
    if len({one.name for one in listed}) < len(listed):
        raise FormError(400, "A field came twice.")
    return listed


def form_of(environ: Mapping[str, Any], body: Body, *, may_inflate: bool = False) -> list[Field]:
    """Every field of the body, within the limits; `body` is what the path takes.

    `may_inflate`: a multipart form may come with `Content-Encoding: gzip`. Only for callers who are known.
    """
    if body is Body.NONE:
        return []
    encoding = str(environ.get("HTTP_CONTENT_ENCODING", "")).strip().lower()
    media_type, options = parse_options_header(environ.get("CONTENT_TYPE") or "")
    length = content_length(environ)
    if not length and not media_type:
        return []
    if encoding not in ("", "identity"):
        if encoding != "gzip" or media_type != "multipart/form-data" or not may_inflate:
            raise FormError(415, "The body's encoding is not taken here.")
        return _inflated(_Inflated(environ["wsgi.input"]), options.get("boundary", ""))
    if body is Body.JSON and media_type == "application/json":
        return _json(_read(environ, JSON_BYTES))
    if media_type == "multipart/form-data":
        return _multipart(environ["wsgi.input"].read, options.get("boundary", ""), length)
    if media_type == "application/x-www-form-urlencoded":
        data = _read(environ, URLENCODED_BYTES)
        return [Field(name, value) for name, value in _pairs(data.decode("utf-8", "replace"))]
    raise FormError(415, "The body's type is not taken here.")


def beginning_of(environ: Mapping[str, Any], body: Body) -> list[Field]:
    """The texts at the beginning of a form that is not acted upon, to give back to the person who wrote them."""
    start = io.BytesIO(environ["wsgi.input"].read(UNKNOWN_CALLER_BYTES))
    try:
        fields = form_of({**environ, "wsgi.input": start}, body)
    except FormError as refused:
        fields = refused.fields
    close(fields)
    return [one for one in fields if one.file is None]


def checked(fields: list[Field], row: Row) -> list[Field]:
    """The fields if the row lists them all, each once; the app's own additions are left out of the wire."""
    if row.body is Body.NONE:
        return []
    is_wire = row.path.startswith("rest/")
    kept = []
    for one in fields:
        is_text_as_file = one.filename is not None and one.name not in row.files
        if row.takes(one.name) and (is_wire or not is_text_as_file):
            kept.append(_as_listed(one, row, fields))
        elif not is_wire or steers(one.name):
            raise FormError(400, "The form has a field that is not taken here.", fields)
    single = [one.name for one in kept if one.name not in row.files]
    if len(set(single)) < len(single):
        raise FormError(400, "A field came twice.", fields)
    return kept


def _as_listed(one: Field, row: Row, fields: list[Field]) -> Field:
    """A file where the row takes one; elsewhere its content as text, which apps may send so."""
    if one.filename is None or one.name in row.files or one.file is None:
        return one
    if one.file.seek(0, 2) > TEXT_BYTES:
        raise FormError(413, "A text is too large.", fields)
    content = one.value
    one.file.close()
    return Field(one.name, content.decode("utf-8", "replace") if isinstance(content, bytes) else content)


def content_length(environ: Mapping[str, Any]) -> int:
    """How many bytes the body has; waitress has counted those of a chunked one."""
    length = str(environ.get("CONTENT_LENGTH") or "0")
    if not (length.isascii() and length.isdigit() and len(length) <= 12):
        raise FormError(400, "The length of the body is not a number.")
    return int(length)


def text_of(fields: list[Field], name: str) -> str:
    """The text of a field, "" where the form has none."""
    return next((one.text for one in fields if one.name == name), "")


def storage(fields: list[Field]) -> Any:
    """The fields as the form object that Roundup's code reads."""
    from roundup.cgi.client import BinaryFieldStorage

    form = BinaryFieldStorage(fp=io.BytesIO(), environ={"REQUEST_METHOD": "GET", "QUERY_STRING": ""})
    form.list = list(fields)
    return form


def close(fields: list[Field]) -> None:
    """Remove the temporary files of a form."""
    for one in fields:
        if one.file is not None:
            one.file.close()


def _pairs(text: str) -> list[tuple[str, str]]:
    if text.count("&") >= FIELDS:
        raise FormError(413, "The form has too many fields.")
    pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS, errors="replace")
    if any(len(name) > _NAME_CHARACTERS for name, _ in pairs):
        raise FormError(400, "The name of a field is too long.")
    return pairs


def _read(environ: Mapping[str, Any], limit: int) -> bytes:
    if content_length(environ) > limit:
        raise FormError(413, "The form is too large.")
    data: bytes = environ["wsgi.input"].read(limit + 1)
    if len(data) > limit:
        raise FormError(413, "The form is too large.")
    return data


def _json(data: bytes) -> list[Field]:
    try:
        said = json.loads(data or b"{}", parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise FormError(400, "The body is no JSON.") from None
    if not isinstance(said, dict) or len(said) > FIELDS:
        raise FormError(400, "The body has to be a JSON object.")
    fields = []
    for name, value in said.items():
        if isinstance(value, (dict, list)) or len(name) > _NAME_CHARACTERS:
            raise FormError(400, "The body has to be a JSON object of plain values.")
        if value is not None:
            fields.append(Field(name, value if isinstance(value, str) else str(value)))
    return fields


def _no_constant(word: str) -> float:
    raise ValueError(word)


def _inflated(body: "_Inflated", boundary: str) -> list[Field]:
    fields = _multipart(body.read, boundary, -1)
    try:
        is_complete = body.is_complete()
    except FormError:
        is_complete = False
    if not is_complete:
        close(fields)
        raise FormError(400, "The form cannot be read.")
    return fields


class _Inflated:
    """Decompresses a body as it is read, and no further than `INFLATED_BYTES`."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._gzip = zlib.decompressobj(_GZIP_WINDOW)
        self._count = 0

    def read(self, size: int) -> bytes:
        """Up to `size` decompressed bytes, b"" at the end."""
        piece = b""
        while not piece and not self._gzip.eof:
            data = self._gzip.unconsumed_tail or self._source.read(CHUNK_BYTES)
            try:
                # also without more input: there may be output that did not fit the last time
                piece = self._gzip.decompress(data, size)
            except zlib.error:
                raise FormError(400, "The form cannot be read.") from None
            if not data and not piece:
                break
        self._count += len(piece)
        if self._count > INFLATED_BYTES:
            raise FormError(413, "The form is too large.")
        return piece

    def is_complete(self) -> bool:
        """Whether the body ends where the form does, and its checksum is right."""
        return not self.read(CHUNK_BYTES) and self._gzip.eof


def _multipart(read: Callable[[int], bytes], boundary: str, length: int) -> list[Field]:
    """The fields of a form that is read so; `length` is -1 where it is not known."""
    if not boundary or len(boundary) > 200:
        raise FormError(400, "The form has no boundary.")
    if length > MULTIPART_BYTES:
        raise FormError(413, "The form is too large.")
    parser = PushMultipartParser(
        boundary, length, max_segment_count=PARTS, max_segment_size=PART_BYTES, max_header_count=8, strict=True
    )
    parts = _Parts()
    try:
        with parser:
            for event in parser.parse_blocking(read, CHUNK_BYTES):
                parts.take(event)
    except FormError:
        close(parts.fields)
        raise
    except (MultipartError, UnicodeError, LookupError) as error:
        parts.end_text()
        fields = parts.fields
        close(fields)
        if isinstance(error, ParserLimitReached):
            raise FormError(413, "The form is too large.", fields) from None
        raise FormError(400, "The form cannot be read.", fields) from None
    return parts.fields


class _Parts:
    """The fields of a multipart form as its events come; files beyond `SPOOL_BYTES` go to the disk."""

    def __init__(self) -> None:
        self.fields: list[Field] = []
        self._text: list[bytes] = []
        self._texts = 0

    def take(self, event: MultipartSegment | bytes | bytearray | None) -> None:
        """The head of a part, some of its content, or (None) its end."""
        if isinstance(event, MultipartSegment):
            self._begin(event)
        elif event:
            self._go_on(bytes(event))
        else:
            self.end_text()

    def end_text(self) -> None:
        """Keep what has come of the last part, where it is a text."""
        if self.fields and self.fields[-1].file is None:
            self.fields[-1].text = b"".join(self._text).decode("utf-8", "replace")

    def _begin(self, head: MultipartSegment) -> None:
        if len(head.name) > _NAME_CHARACTERS or len(head.filename or "") > _FILE_NAME_CHARACTERS:
            raise MultipartError
        self._text = []
        if head.filename is None:
            self.fields.append(Field(head.name))
            return
        media_type = head.content_type or "application/octet-stream"
        file = cast("BinaryIO", tempfile.SpooledTemporaryFile(SPOOL_BYTES))  # noqa: SIM115 closed with the form
        self.fields.append(Field(head.name, "", head.filename, media_type, file))

    def _go_on(self, content: bytes) -> None:
        file = self.fields[-1].file
        if file is not None:
            file.write(content)
            return
        self._texts += len(content)
        if self._texts > TEXT_BYTES:
            raise ParserLimitReached
        self._text.append(content)
