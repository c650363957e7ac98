"""Unpacks `winmail.dat` (TNEF, [MS-OXTNEF]): the body and the files that Outlook put into it.

Reads every byte once. The library tnefparse copies the rest of the file for each attribute, drops zero bytes at the
end of files and stops at files without a code page; so it is not used.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.desk.tracker.mail import charsets, rtf

SIGNATURE = b"\x78\x9f\x3e\x22"
MOST_ATTRIBUTES = 20_000
MOST_PROPERTIES = 5_000
MOST_FILES = 500
_BODY, _RENDERING, _FILE_DATA, _FILE_TITLE, _FILE_PROPERTIES, _PROPERTIES, _CODE_PAGE, _SUBJECT = (
    0x800C, 0x9002, 0x800F, 0x8010, 0x9005, 0x9003, 0x9007, 0x8004
)  # fmt: skip
_STRING, _WIDE_STRING, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_SIZES = {0x0: 0, 0x1: 0, 0x2: 4, 0x3: 4, 0x4: 4, 0x5: 8, 0x6: 8, 0x7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_TEXT, _HTML, _RTF, _INTERNET_CODE_PAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME, _MIME_TYPE, _CONTENT_ID, _DATA, _METHOD = (
    0x3707, 0x3704, 0x3001, 0x370E, 0x3712, 0x3701, 0x3705
)  # fmt: skip
_EMBEDDED_MESSAGE = b"\x07\x03\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00F"


@dataclass
class TnefFile:
    """One file of a `winmail.dat`."""

    name: str = ""
    media_type: str = ""
    content_id: str = ""
    content: bytes = b""
    properties: dict[int, tuple[int, bytes]] = field(default_factory=dict)


@dataclass
class Tnef:
    """What a `winmail.dat` holds; `is_whole` is False where some of it could not be unpacked."""

    text: str = ""
    html: str = ""
    files: list[TnefFile] = field(default_factory=list)
    is_whole: bool = True


def read(raw: bytes, language: str = "", depth: int = 0) -> Tnef:
    """Unpack; raises ValueError where this is no TNEF."""
    if not raw.startswith(SIGNATURE):
        raise ValueError("no TNEF")
    found, code_page, properties, body = Tnef(), "", {}, b""
    try:
        for name, start, end in _attributes(raw):
            content = raw[start:end]
            if name == _CODE_PAGE and len(content) >= 4:
                code_page = f"cp{int.from_bytes(content[:4], 'little')}"
            elif name == _BODY:
                body = content
            elif name == _PROPERTIES:
                properties.update(_properties(content))
            elif name == _RENDERING or (name in (_FILE_DATA, _FILE_TITLE, _FILE_PROPERTIES) and not found.files):
                found.files.append(TnefFile())
            if name == _FILE_DATA:
                found.files[-1].content = content
            elif name == _FILE_TITLE:
                found.files[-1].name = charsets.text_of(content.split(b"\0")[0], code_page, language)
            elif name == _FILE_PROPERTIES:
                found.files[-1].properties = _properties(content)
            if len(found.files) > MOST_FILES:
                raise ValueError("too many files")
    except (ValueError, struct.error):
        found.is_whole = False
    _read_body(found, body, properties, code_page, language)
    for file in found.files:
        _complete(file, code_page, language, found, depth)
    return found


def _attributes(raw: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the name, the start and the end of each attribute's bytes."""
    at = 6
    for _ in range(MOST_ATTRIBUTES):
        if at >= len(raw) - 10:
            return
        _, name, _, size = struct.unpack_from("<BHHI", raw, at)
        if at + 9 + size > len(raw):
            yield name, at + 9, len(raw)
            raise ValueError("cut off")
        yield name, at + 9, at + 9 + size
        at += size + 11
    raise ValueError("too many attributes")


def _properties(raw: bytes) -> dict[int, tuple[int, bytes]]:
    """Return the first value of each property, by its id."""
    found: dict[int, tuple[int, bytes]] = {}
    at = 4
    for _ in range(min(int.from_bytes(raw[:4], "little"), MOST_PROPERTIES)):
        kind, name = struct.unpack_from("<HH", raw, at)
        at += 4
        if name >= 0x8000:
            at = _behind_name(raw, at)
        is_several, kind = kind & 0x1000, kind & ~0x1000
        count = 1
        if is_several or kind in (_STRING, _WIDE_STRING, _BINARY, _OBJECT):
            (count,) = struct.unpack_from("<I", raw, at)
            at += 4
        for number in range(count):
            if kind in _SIZES:
                size = _SIZES[kind]
            else:
                (size,) = struct.unpack_from("<I", raw, at)
                at += 4
            if at + size > len(raw) or (not size and number > MOST_PROPERTIES):
                raise ValueError("cut off")
            if not number:
                found.setdefault(name, (kind, raw[at : at + size]))
            at += size + (-size % 4)
    return found


def _behind_name(raw: bytes, at: int) -> int:
    """Return where the name of a named property ends."""
    (kind,) = struct.unpack_from("<I", raw, at + 16)
    (size,) = struct.unpack_from("<I", raw, at + 20)
    return at + 24 + (size + (-size % 4) if kind == 1 else 0)


def _text(properties: dict[int, tuple[int, bytes]], name: int, code_page: str, language: str) -> str:
    kind, raw = properties.get(name, (None, b""))
    if kind == _WIDE_STRING:
        return raw.decode("utf-16-le", "replace").rstrip("\0")
    return charsets.text_of(raw.rstrip(b"\0"), code_page, language) if kind in (_STRING, _BINARY) else ""


def _read_body(
    found: Tnef, body: bytes, properties: dict[int, tuple[int, bytes]], code_page: str, language: str
) -> None:
    _, internet = properties.get(_INTERNET_CODE_PAGE, (0, b""))
    page = {65001: "utf-8", 20127: "ascii", 28591: "iso-8859-1", 28596: "iso-8859-6"}.get(
        number := int.from_bytes(internet, "little"), f"cp{number}" if internet else code_page
    )
    found.text = _text(properties, _TEXT, page, language)
    found.text = found.text or charsets.text_of(body.rstrip(b"\0"), code_page, language)
    found.html = _text(properties, _HTML, page, language)
    _, packed = properties.get(_RTF, (0, b""))
    if packed:
        try:
            text = rtf.decompressed(packed)
        except (ValueError, IndexError):
            found.is_whole = False
            return
        found.is_whole &= len(text) < rtf.MOST_BYTES
        if rtf.is_html(text):
            found.html = found.html or rtf.text_of(text, wants_html=True)
        if not found.text.strip() and not found.html:
            found.text = rtf.text_of(text)


def _complete(file: TnefFile, code_page: str, language: str, found: Tnef, depth: int) -> None:
    """Fill in what only the properties of the file tell."""
    names = [_text(file.properties, name, code_page, language) for name in (_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME)]
    file.name = names[0] or file.name or names[1] or names[2]
    file.media_type = _text(file.properties, _MIME_TYPE, code_page, language).lower()
    file.content_id = _text(file.properties, _CONTENT_ID, code_page, language)
    _, content = file.properties.get(_DATA, (0, b""))
    if content[:16] == _EMBEDDED_MESSAGE and content[16:20] == SIGNATURE:
        # a mail within: kept as TNEF, and its words and files are taken out too
        file.content = file.content or content[16:]
        file.name = file.name or "winmail.dat"
        found.is_whole = False
        if depth < 3:
            inner = read(content[16:], language, depth + 1)
            found.files += inner.files
            found.text = f"{found.text}\n\n{inner.text}".strip()
    elif content and not file.content:
        file.content = content
    file.properties = {}
