"""Text of Rich Text Format: parts of type text/rtf, and the compressed bodies of Outlook's `winmail.dat`."""

import itertools
import re

from desktop.desk.tracker.mail import charsets

MOST_BYTES = 4 * 1024 * 1024
MOST_TOKENS = 500_000
"""Of a larger document the beginning is read."""
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_TOKEN = re.compile(
    rb"\\(?:([a-z]{1,32})(-?\d{1,10})?[ ]?|'([0-9a-fA-F]{2})|(.))|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_BREAKS = {"par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "tab": "\t", "cell": " | ",
           "nestcell": " | ", "nestrow": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
           "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " "}  # fmt: skip
_SIGNS = {b"~": "\u00a0", b"_": "-", b"\n": "\n", b"\r": "\n"}
_SKIPPED = {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "headerl", "headerr",
            "footerl", "footerr", "generator", "listtable", "listoverridetable", "rsidtbl", "themedata", "datastore",
            "latentstyles", "xmlnstbl", "fldinst", "pntext", "bkmkstart", "bkmkend", "filetbl", "revtbl"}  # fmt: skip
_CODE_PAGES = {"178": "cp1256", "177": "cp1255", "204": "cp1251", "161": "cp1253", "162": "cp1254", "238": "cp1250"}


def decompressed(raw: bytes) -> bytes:
    """Return the RTF in a compressed body ([MS-OXRTFCP]); raises ValueError where it is none."""
    size, kind = int.from_bytes(raw[4:8], "little"), raw[8:12]
    if kind == b"MELA":
        return raw[16 : 16 + size]
    if kind != b"LZFu" or len(raw) < 16:
        raise ValueError("no compressed RTF")
    window = bytearray(_DICTIONARY.ljust(4096, b"\0"))
    end, at, found = len(_DICTIONARY), 16, bytearray()
    while at < len(raw) and len(found) < MOST_BYTES:
        flags, at = raw[at], at + 1
        for bit in range(8):
            if at >= len(raw):
                return bytes(found)
            if not flags >> bit & 1:
                found.append(raw[at])
                window[end] = raw[at]
                end, at = (end + 1) % 4096, at + 1
                continue
            code = int.from_bytes(raw[at : at + 2], "big")
            at += 2
            if code >> 4 == end:
                return bytes(found)
            for step in range((code & 15) + 2):
                letter = window[((code >> 4) + step) % 4096]
                found.append(letter)
                window[end] = letter
                end = (end + 1) % 4096
    return bytes(found)


def is_html(raw: bytes) -> bool:
    """Whether the RTF is a wrapping of an HTML page."""
    return b"\\fromhtml1" in raw[:1000]


class _Reader:
    """The state of one document: what is skipped in which group, and letters that wait to be decoded."""

    def __init__(self, *, wants_html: bool) -> None:
        self.pieces: list[str] = []
        self.waiting = bytearray()
        self.charset = "cp1252"
        self.fonts: dict[str | None, str] = {}
        self.font: str | None = None
        self.stack: list[tuple[bool, int, str | None]] = [
            (False, 1, None)
        ]  # is skipped, letters that stand for a \u, font
        self.is_skipped, self.fallbacks = False, 1
        self.to_skip = 0
        self.in_fonts, self.wants_html, self.hides_rtf = False, wants_html, False
        self.asterisk = False

    def flush(self) -> None:
        if self.waiting:
            self.pieces.append(charsets.text_of(bytes(self.waiting), self.fonts.get(self.font) or self.charset))
            self.waiting.clear()

    def add(self, text: str) -> None:
        self.flush()
        if not self.is_skipped and not self.hides_rtf:
            self.pieces.append(text)

    def add_bytes(self, raw: bytes) -> None:
        cut = min(self.to_skip, len(raw))
        self.to_skip -= cut
        if not self.is_skipped and not self.hides_rtf:
            self.waiting += raw[cut:]

    def group(self, bracket: bytes) -> None:
        self.flush()
        if bracket == b"{":
            self.stack.append((self.is_skipped, self.fallbacks, self.font))
        elif len(self.stack) > 1:
            self.is_skipped, self.fallbacks, self.font = self.stack.pop()
        self.to_skip, self.asterisk = 0, False

    def sign(self, sign: bytes) -> None:
        self.asterisk = sign == b"*"
        if sign in (b"\\", b"{", b"}"):
            self.add_bytes(sign)
        elif sign in _SIGNS:
            self.add(_SIGNS[sign])

    def word(self, word: str, number: str | None) -> None:
        known_group, self.asterisk = self.asterisk, False
        if word == "u" and number:
            self.add(_letter(int(number)))
            self.to_skip = self.fallbacks
        elif word == "uc" and number:
            self.fallbacks = max(0, min(int(number), 10))
        elif word == "ansicpg" and number:
            self.charset = f"cp{number}"
        elif word == "f" and number:
            self.flush()
            self.font = number
        elif word == "fcharset" and number:
            self.fonts[self.font] = _CODE_PAGES.get(number, "")
        elif word == "htmlrtf":
            self.flush()
            self.hides_rtf = self.wants_html and number != "0"
        elif word == "htmltag" and self.wants_html:
            self.is_skipped = False
        elif word in _SKIPPED or (known_group and word not in ("shptxt", "htmltag", "mhtmltag")) or word == "mhtmltag":
            self.flush()
            self.is_skipped = True
        elif word in _BREAKS and not (self.wants_html and word in ("par", "line", "tab")):
            self.add(_BREAKS[word])
        elif word in ("par", "line", "tab"):
            self.add({"tab": "\t"}.get(word, "\r\n"))


def text_of(raw: bytes, *, wants_html: bool = False) -> str:
    """Return the document's text; with `wants_html` the page that it wraps."""
    reader = _Reader(wants_html=wants_html)
    for match in itertools.islice(_TOKEN.finditer(raw[:MOST_BYTES]), MOST_TOKENS):
        word, number, code, sign, bracket, text = match.groups()
        if word:
            reader.word(word.decode(), number.decode() if number else None)
        elif code:
            reader.add_bytes(bytes([int(code, 16)]))
        elif sign:
            reader.sign(sign)
        elif bracket:
            reader.group(bracket)
        elif text:
            reader.add_bytes(text)
    reader.flush()
    joined = "".join(reader.pieces)
    joined = joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return joined if wants_html else "\n".join(line.rstrip(" |") for line in joined.split("\n"))


def _letter(number: int) -> str:
    return chr(number % 0x10000)
