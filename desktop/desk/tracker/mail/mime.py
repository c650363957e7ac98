"""Takes the bytes of a mail apart: headers, parameters, transfer encodings and the parts of multiparts.

The standard library's parser takes time that grows with lines times depth, stops at the padding of base64 and reads
parameters by the letter of the standards only. Here every step is linear in the bytes looked at, and a `Budget`
bounds parts, depth and bytes for the whole mail.
"""

import binascii
import itertools
import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from desktop.desk.tracker.mail import charsets

VALUE_LIMIT = 8_000
"""Characters of a header's value; the rest of a longer one is not decoded."""
MOST_PARTS = 1_000
MOST_LEVELS = 100
MOST_LINES = 2_000_000
PIECE_BYTES = 128 * 1024
MOST_HEADERS, MOST_VALUES, MOST_PARAMETERS = 500, 20, 200
_ALWAYS_KEPT = (
    "from", "reply-to", "subject", "message-id", "references", "in-reply-to", "auto-submitted",
    "content-type", "content-transfer-encoding", "content-disposition",
)  # fmt: skip
_HEADER = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_HEADER_END = re.compile(rb"\n(?![ \t])")
_MARKS_BEFORE = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|[\r\n])*(?:>?From [^\n]*\n)?")
_MBOX_LINE = re.compile(rb">?From [^\n]*\n")
_BLANK_LINE = re.compile(rb"\r*\n")
_TYPE = re.compile(r"[\"']?\s*([\w.+-]{1,64})\s*/\s*([\w.+-]{1,64})")
_PARAMETER = re.compile(
    r"""([\w*.-]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^';]*)'(?=\s*(?:;|$))|"?([^;]*))""", re.DOTALL
)
_CONTINUED = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
_MISSING_SEMICOLON = re.compile(
    r"""("(?:[^"\\]|\\.)*")|(?<=[\w"'])\s+(?=(?:charset|name|filename|boundary|format|delsp)\*?\s*=)""",
    re.IGNORECASE | re.DOTALL,
)
_CODED_VALUE = re.compile(r"(?:([\w-]{2,40})'[\w-]{0,20}')?((?:[^%]|%[0-9A-Fa-f]{2})*)")
_COMMENT = re.compile(r"\([^()]*\)")
_WHOLE_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]*(?:=[=\s]*)?")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+(?:={1,2}[A-Za-z0-9+/]+)*={0,2}")
_NOT_A_CODE = re.compile(rb"=(?![0-9A-Fa-f]{2}|\r?\n)")
_BLANKS_AFTER_BREAK = re.compile(rb"=[ \t]+(?=\r?\n|\Z)")
_GUESSED_BOUNDARY = re.compile(rb"(?:\A|\n)--([^\s-][^\n]{0,199})\n(?=Content-)", re.IGNORECASE)


File: TypeAlias = tuple[str, str, bytes]
"""A file of a mail: its name, its media type and its bytes."""


class TooMuchError(Exception):
    """The mail costs more than its budget."""


@dataclass
class Budget:
    """What taking one mail apart may cost; `is_exceeded` says that some of the mail was not looked at."""

    bytes_left: int
    parts_left: int = MOST_PARTS
    is_exceeded: bool = False

    def spend(self, size: int) -> None:
        """Account for `size` bytes; raises `TooMuchError` once they are used up."""
        self.bytes_left -= size
        if self.bytes_left < 0:
            self.is_exceeded = True
            raise TooMuchError

    def take_part(self) -> bool:
        """Account for one more part; False once there are too many."""
        self.parts_left -= 1
        self.is_exceeded |= self.parts_left < 0
        return self.parts_left >= 0


@dataclass
class Entity:
    """One part of a mail: its headers and the bytes below them, still encoded."""

    headers: dict[str, list[str]] = field(
        default_factory=dict
    )  # lower-case name -> values as text, raw bytes as surrogates
    body: bytes = b""
    default_type: str = "text/plain"
    is_cut: bool = False  # a value was longer than VALUE_LIMIT
    _parameters: dict[str, str] | None = None

    def get(self, name: str) -> str:
        """Return the first header with this name, unfolded; "" without one."""
        return (self.headers.get(name) or [""])[0]

    def add(self, raw_name: bytes, value: bytes) -> None:
        """Add a header as it stands in the mail."""
        name = raw_name.decode("ascii").lower()
        self.is_cut |= len(value) > VALUE_LIMIT and not name.startswith("x-")
        if name in self.headers or len(self.headers) < MOST_HEADERS or name in _ALWAYS_KEPT:
            values = self.headers.setdefault(name, [])
            if len(values) < MOST_VALUES:
                # of references the last are the nearest
                values.append(unfolded(value[-VALUE_LIMIT:] if name == "references" else value[:VALUE_LIMIT]))

    @property
    def kind(self) -> str:
        """The media type in lower case."""
        match = _TYPE.match(self.get("content-type").strip())
        if match:
            return f"{match[1]}/{match[2]}".lower()
        word = self.get("content-type").strip().partition(";")[0].strip().lower()
        return "text/plain" if word == "text" else self.default_type if not word else "text/plain"

    def type_parameters(self) -> dict[str, str]:
        """Return the parameters of the content type."""
        if self._parameters is None:
            value = _with_semicolons(self.get("content-type"))
            self._parameters = parameters(value.partition(";")[2])
        return self._parameters

    def disposition(self) -> tuple[str, dict[str, str]]:
        """Return the content disposition's word in lower case and its parameters."""
        value = _with_semicolons(self.get("content-disposition"))
        word, _, rest = value.partition(";")
        if "=" in word:
            word, rest = "", value
        return word.strip(" \t\"'").lower(), parameters(rest)

    @property
    def charset(self) -> str:
        """The declared charset's label; "" without one."""
        return self.type_parameters().get("charset", "")

    def coding(self) -> str:
        """Return the transfer encoding: `base64`, `quoted-printable`, `uuencode`, or "" for none."""
        value = _COMMENT.sub("", self.get("content-transfer-encoding")).lower()
        letters = re.sub(r"[^a-z0-9]", "", value)
        if "base64" in letters:
            return "base64"
        if "quotedprintable" in letters or letters == "quoted":
            return "quoted-printable"
        return "uuencode" if letters.startswith(("uue", "xuue", "uu")) else ""

    def content(self) -> bytes:
        """Return the bytes without their transfer encoding."""
        return decoded(self.body, self.coding(), is_text=self.kind.startswith("text/"))


def entity(raw: bytes, default_type: str = "text/plain", *, is_mail: bool = False) -> Entity:
    """Split the bytes of a mail, or of a part of one, into headers and body."""
    found = Entity(default_type=default_type)
    marks = _MARKS_BEFORE.match(raw) if is_mail else None
    at = marks.end() if marks else 0
    while not (end := _BLANK_LINE.match(raw, at)):
        match = _HEADER.match(raw, at)
        if match:
            value_end = _HEADER_END.search(raw, match.end())
            at = value_end.end() if value_end else len(raw)
            found.add(match[1], raw[match.end() : value_end.start() if value_end else len(raw)])
        elif match := _MBOX_LINE.match(raw, at):
            at = match.end()
        else:
            break  # a line that is no header begins the body
    if not is_mail and found.headers and not any(name.startswith(("content-", "x-")) for name in found.headers):
        return Entity(body=raw, default_type=default_type)  # words that look like headers
    found.body = raw[end.end() if end else at :]
    return found


def unfolded(value: bytes) -> str:
    """Return a header's value as text on one line; bytes beyond ASCII become surrogates unless they are UTF-8."""
    return re.sub(r"\r*\n", "", value.decode("utf-8", "surrogateescape")).strip(" \t\r")


def _with_semicolons(value: str) -> str:
    """Put the semicolon where a program left it out before a parameter."""
    return _MISSING_SEMICOLON.sub(lambda match: match[1] or "; ", value)


def parameters(text: str) -> dict[str, str]:
    """Read `name=value` pairs: quoted or bare, in pieces and with charsets as RFC 2231 has them."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in itertools.islice(_PARAMETER.finditer(text), MOST_PARAMETERS):
        continued = _CONTINUED.match(match[1].lower()) if match[1][0] != "*" else None
        name, number, is_coded = continued.groups() if continued else ("", "", "")
        if match[2] is not None:
            value = re.sub(r"\\([\"\\])", r"\1", match[2])
        else:
            value = (match[3] if match[3] is not None else match[4]).strip(" \t\r\n\"'" if not is_coded else ' \t"')
        if number or is_coded:
            pieces.setdefault(name, {}).setdefault(int(number or 0), (value, bool(is_coded)))
        elif name:
            plain.setdefault(name, value)
    plain = {name: _percent_decoded(value) if "%" in value else value for name, value in plain.items()}
    return {**plain, **{name: _joined(found) for name, found in pieces.items()}}


def _percent_decoded(value: str) -> str:
    """A value that a program coded as RFC 2231 has it, but without saying so."""
    match = _CODED_VALUE.fullmatch(value)
    if not match or not re.search("%[89A-Fa-f]", value):
        return value
    raw = urllib.parse.unquote_to_bytes(match[2])
    try:
        return raw.decode("utf-8") if not match[1] else charsets.text_of(raw, match[1])
    except UnicodeError:
        return value


def _joined(pieces: dict[int, tuple[str, bool]]) -> str:
    """The value of a parameter in pieces (RFC 2231); coded ones are percent-encoded."""
    ordered = [pieces[number] for number in sorted(pieces)]
    first, is_coded = ordered[0]
    charset, raw = "", []
    if is_coded and first.count("'") >= 2:
        charset, _, first = first.split("'", 2)
        ordered[0] = (first, True)
    if not any(coded for _, coded in ordered):
        return "".join(value for value, _ in ordered)
    for value, coded in ordered:
        value_bytes = value.encode("utf-8", "surrogateescape")
        raw.append(urllib.parse.unquote_to_bytes(value_bytes) if coded else value_bytes)
    return charsets.text_of(b"".join(raw), charset)


def parts_of(whole: Entity, budget: Budget, depth: int = 0) -> tuple[list[Entity] | None, bytes, list[bytes]]:
    """Split a multipart; returns the entities, the words before the first delimiter and those after the last."""
    boundary = whole.type_parameters().get("boundary", "").strip()
    default = "message/rfc822" if whole.kind == "multipart/digest" else "text/plain"
    coding = whole.coding()
    for body in (whole.body, decoded(whole.body, coding, is_text=False) if coding else None):
        if body is None:
            continue
        budget.spend(len(body))
        spans = _spans(body, boundary.encode("utf-8", "surrogateescape"), budget) if boundary else []
        if not spans:
            guess = _GUESSED_BOUNDARY.search(body)
            spans = _spans(body, guess[1].rstrip(), budget) if guess else []
        if spans:
            before = body[: spans[0][0]]
            inside = [body[start:end] for _, start, end, closes in spans if not closes]
            after = [body[start:end] for _, start, end, closes in spans if closes]
            return [entity(part, default) for part in inside], before, after
    return None, whole.body, []


def _spans(body: bytes, boundary: bytes, budget: Budget) -> list[tuple[int, int, int, bool]]:
    """Return (delimiter's start, part's start, part's end, whether the delimiter closes) for each delimiter."""
    delimiter = re.compile(rb"(?:\A|\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r*(?=\n)|\r*\Z)")
    found: list[tuple[int, int, bool]] = []
    spans: list[tuple[int, int, int, bool]] = []
    for match in delimiter.finditer(body):
        if not budget.take_part():
            return spans
        if found:
            spans.append(_span(body, found[-1], match.start()))
        found.append((match.start(), min(match.end() + 1, len(body)), bool(match[1])))
    return [*spans, _span(body, found[-1], len(body))] if found else []


def _span(body: bytes, delimiter: tuple[int, int, bool], end: int) -> tuple[int, int, int, bool]:
    """What stands between a delimiter and the next one, or the end of the body."""
    start, content, closes = delimiter
    end -= end < len(body) and end > content and body[end - 1 : end] == b"\r"
    return start, content, max(content, end), closes


def decoded(body: bytes, coding: str, *, is_text: bool) -> bytes:
    """Undo a transfer encoding; of a text, lines that are not encoded are kept below the others."""
    if coding == "base64":
        return _from_base64(body, is_text=is_text)
    if coding == "quoted-printable":
        return b"".join(_from_quoted_printable(body.removesuffix(b"=")))
    return _from_uuencode(body) if coding == "uuencode" else body


def _from_quoted_printable(body: bytes) -> Iterator[bytes]:
    """Yield the decoded bytes piece by piece: replacing in all at once would take many times the memory."""
    at = 0
    while at < len(body):
        end = min(at + PIECE_BYTES, len(body))
        if end < len(body):
            end = max(body.rfind(b"\n", at, end) + 1, 0) or max(body.rfind(b"=", end - 2, end), 0) or end
        piece = _BLANKS_AFTER_BREAK.sub(b"=", body[at:end])
        yield binascii.a2b_qp(_NOT_A_CODE.sub(b"=3D", piece))
        at = end


def _from_base64(body: bytes, *, is_text: bool) -> bytes:
    if _WHOLE_BASE64.fullmatch(body):
        return _pieces_of_base64(body)
    coded: list[bytes] = []
    others: list[bytes] = []
    has_ended = False
    for line in map(bytes.strip, body.split(b"\n", MOST_LINES)):
        without_blanks = line if has_ended else re.sub(rb"[ \t]+", b"", line)
        is_coded = bool(_BASE64_LINE.fullmatch(without_blanks)) and (not has_ended or len(line) % 4 == 0)
        (coded if is_coded else others).append(line)
        has_ended |= bool(others and any(others)) or line.endswith(b"=")
    first = next(filter(None, map(bytes.strip, body.split(b"\n", MOST_LINES))), b"")
    if is_text and sum(map(len, others)) > sum(map(len, coded)) and not (first in coded[:3] and _is_coded(coded)):
        return body  # it says so, but nothing is encoded
    content, below = _pieces_of_base64(b"\n".join(coded)), b"\n".join(others).strip()
    return content + b"\n\n" + below if is_text and re.search(rb"\w", below) else content


def _is_coded(lines: list[bytes]) -> bool:
    """Whether these lines, which have the letters of base64, are surely no words: they are an encoded text."""
    lines = [line for line in lines if line]
    try:
        text = _pieces_of_base64(b"".join(lines)).decode("utf-8")
    except UnicodeError:
        return len(lines) > 1 and {len(line) for line in lines[:-1]} <= {60, 64, 72, 76}
    return len(b"".join(lines)) % 4 == 0 and not re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text)


def _pieces_of_base64(body: bytes) -> bytes:
    """Decode what may be several pieces, each with its own padding."""
    body = re.sub(rb"[^A-Za-z0-9+/=]+", b"", body)
    pieces = [body] if body.rstrip(b"=").find(b"=") < 0 else re.split(rb"=+", body)
    found = []
    for piece in pieces:
        coded = piece.rstrip(b"=")
        coded = coded[: len(coded) - (len(coded) % 4 == 1)]
        found.append(binascii.a2b_base64(coded + b"=" * (-len(coded) % 4)))
    return b"".join(found)


def _from_uuencode(body: bytes) -> bytes:
    found = []
    start = re.search(rb"(?:\A|\n)begin [0-7]{3,4} [^\n]*\n", body)
    lines = body[start.end() if start else 0 :].split(b"\n", MOST_LINES)
    for line in map(bytes.rstrip, lines):
        if line in (b"end", b"`"):
            break
        try:
            found.append(binascii.a2b_uu(line[:100]))
        except binascii.Error:
            length = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0  # written with blanks cut or added
            try:
                found.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                return body
    return b"".join(found) or body


def looks_like_headers(body: bytes) -> bool:
    """Whether these bytes begin as a mail does."""
    return bool(re.match(rb"[\r\n]*(?:>?From [^\n]*\n)?[!-9;-~]{1,100}:[ \t]*[^\n]*\r?\n", body))
