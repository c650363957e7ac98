"""Decodes text whose charset is declared, declared wrongly or not declared at all, and encoded words in headers.

Every function is pure and runs in time linear in its input.
"""

import base64
import binascii
import codecs
import re
from collections.abc import Iterator, Sequence

import charset_normalizer

_CONTROLS, _NO_LETTERS = re.compile("[\x00-\x08\x0b-\x1f]+"), re.compile("[\x7f\ud800-\udfff]")
_ONE_BYTE = re.compile(r"ascii|iso8859-\d+|cp\d+|koi8-\w|mac-\w+|ptcp154|kz1048|tis-620")
_MANY_BYTES = re.compile(
    r"utf-(?:7|8|16|32)(?:-[bl]e|-sig)?|gb\w+|big5\w*|euc_\w+|shift_jis\w*|iso2022_\w+|hz|cp9\d\d|johab"
)
_WINDOWS_LABEL = re.compile(r"(?:windows|win|cp|ms|ibm|microsoft)[-_ ]*(?:cp)?[-_ ]*(\d{3,5})")
_ISO_LABEL = re.compile(r"(?:iso|csiso)?[-_ ]*8859[-_ ]*(\d{1,2})(?:[-_:](?:\d{4}|[ie]))?")
# what the WHATWG Encoding Standard decodes these labels as, because their senders mean it
_BROWSERS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs",
}  # fmt: skip
_ALIASES = {
    "unicode-1-1-utf-8": "utf-8", "utf8mb4": "utf-8", "unicode-1-1-utf-7": "utf-7", "unicode": "utf-16",
    "sjis": "cp932", "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "asmo-708": "iso8859-6", "arabic": "iso8859-6",
    "hebrew": "iso8859-8", "logical": "iso8859-8", "visual": "iso8859-8",
}  # fmt: skip
_WESTERN = ("cp1252",)
_RTL_LANGUAGES = ("fa", "ar")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
# bytes of Arabic and Persian letters in Windows-1256, and bytes that are nothing in Windows-1252
_ARABIC_RUN = re.compile(
    rb"(?<![A-Za-z\x80-\xff])[\x81\x8d\x8e\x90\x98\x9a\x9d\x9f\xa1\xaa\xba\xbf-\xff]{2,}(?![A-Za-z\x80-\xff])"
)
_ARABIC_MARKS = re.compile(rb"[\xa1\xba\xbf]")  # comma, semicolon, question mark; signs in Windows-1252 too
_ARABIC_OR_SIGN = re.compile("[\u0600-\u06ff\u2000-\u20bf\xa0]")
_LATIN_IN_ARABIC = re.compile("[\u0621-\u06d3][àâçèéêëîïôùûü]|[àâçèéêëîïôùûü][\u0621-\u06d3]")
_SPANISH = bytes(range(128)) + "áéíóúüñÁÉÍÓÚÜÑ¿¡€ªº°«»–—‘’“”…´·½¼ \xa0".encode("cp1252")
_SAMPLE = 50_000
_ENOUGH_FOR_STATISTICS = 20
_OTHER_SCRIPTS = ["cp1256", "cp1251", "koi8_r", "cp1253", "cp1255", "gb18030", "big5", "cp932", "euc_kr"]
_WORD = re.compile(r"=\?\s*([\w.:+-]{1,40})(?:\*[\w-]*)?\?([bBqQ])\?")
# an end that hexadecimal digits follow is a question mark within the word
_WORD_END = {"b": re.compile(r"\?="), "q": re.compile(r"\?=(?![0-9A-F]{2})")}
_QUOTED_BYTE = re.compile(b"=([0-9A-Fa-f]{2})")
_CONTROLS_ABOVE = re.compile("[\x80-\x9f]+")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")


def codec_of(label: str | None) -> str:
    """Return the name of the codec for a charset label; "" where the label is unknown or names no charset."""
    label = re.sub(r"\(.*|[\s\"'<>;,]+", "", (label or "")[:200]).lower()[:60]
    label = _ALIASES.get(label, label).removeprefix("x-")
    label = _ALIASES.get(label, label)
    for pattern, form in ((_WINDOWS_LABEL, "cp{}"), (_ISO_LABEL, "iso8859-{}")):
        match = pattern.fullmatch(label)
        if match:
            label = form.format(match[1])
    try:
        name = codecs.lookup(label.replace("mac-arabic", "mac_arabic") or "?").name
    except (LookupError, ValueError, UnicodeError):
        return ""
    name = "utf-8" if name == "utf-8-sig" else name
    # anything else is no alphabet but a packing, and some take ages
    if not (_ONE_BYTE.fullmatch(name) or _MANY_BYTES.fullmatch(name)):
        return ""
    return _BROWSERS.get(name, name)


def text_of(raw: bytes, charset: str | None, language: str = "", *, others: Sequence[str] = ()) -> str:
    """Decode bytes without losing a letter that can be saved.

    `charset` is the declared label, `others` further labels to try (of a `<meta>`, say) and `language` the
    writer's language, which decides between charsets where the bytes allow several.
    """
    raw = bytes(raw)
    names = [name for name in map(codec_of, (charset, *others)) if name]
    text = _with_mark(raw)
    text = _utf16_without_mark(raw, names) if text is None else text
    if text is not None:
        return text
    for name in names or [""]:
        if name and not _ONE_BYTE.fullmatch(name) and name != "utf-8":
            try:
                return raw.decode(name)
            except UnicodeError:
                continue
    # UTF-8 before any one-byte charset: nothing else looks like it by accident, and many mails mislabel it
    try:
        text = raw.decode("utf-8")
    except UnicodeError:
        text = None
    if text is not None and not (names and _ONE_BYTE.fullmatch(names[0]) and _is_utf8_by_accident(text, names[0])):
        return text
    for name in names:
        if _ONE_BYTE.fullmatch(name) and name not in _WESTERN:
            try:
                return _checked_arabic(raw, name)
            except UnicodeError:
                continue
    return _guessed(raw, [name for name in names if name in _WESTERN], language)


def _is_utf8_by_accident(text: str, name: str) -> bool:
    """Whether so few letters are valid UTF-8, and such strange ones, that the label is right: `اپ` in Windows-1256."""
    letters = [letter for letter in text if letter > "\x7f"]
    return name in ("cp1256", "iso8859-6") and 0 < len(letters) < 4 and not _ARABIC_OR_SIGN.search("".join(letters))


def _with_mark(raw: bytes) -> str | None:
    """The text behind a byte order mark; None without one."""
    if raw.startswith(codecs.BOM_UTF8):
        try:
            return raw[3:].decode("utf-8")
        except UnicodeError:
            return None
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(raw) > 2:
        try:
            return raw[: len(raw) // 2 * 2].decode("utf-16")
        except UnicodeError:
            return None
    return None


def _utf16_without_mark(raw: bytes, names: list[str]) -> str | None:
    """The text of UTF-16 without a byte order mark, which shows by the zero byte of each blank; else None."""
    sample = raw[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    is_declared = any(name.startswith("utf-16") for name in names)
    most, least = max(even, odd), min(even, odd)
    if len(sample) < 4 or most <= 4 * least or most * (50 if is_declared else 8) < len(sample):
        return None
    try:
        return raw[: len(raw) // 2 * 2].decode("utf-16-be" if even > odd else "utf-16-le")
    except UnicodeError:
        return None


def _checked_arabic(raw: bytes, name: str) -> str:
    """Decode with a declared one-byte charset, unless its Arabic letters come out as the other Arabic charset's."""
    text = raw.decode(name)
    if name.startswith("iso8859") and _CONTROLS_ABOVE.search(text):
        # bytes that only Windows' version of the charset has
        if name == "iso8859-6":
            return raw.decode("cp1256")
        return _CONTROLS_ABOVE.sub(lambda match: _western(match[0].encode("latin-1")), text)
    if name == "cp1256" and len(_LATIN_IN_ARABIC.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) // 20:
        try:
            return raw.decode("iso8859-6")
        except UnicodeError:
            pass
    return text


def _guessed(raw: bytes, western: list[str], language: str) -> str:
    """Decode bytes that are not valid UTF-8 and that no label explains."""
    sample = raw[:_SAMPLE] if _HIGH.search(raw[:_SAMPLE]) else raw
    if language == "es" and not sample.translate(None, _SPANISH):
        return _western(raw)
    letters = sum(map(len, _UTF8_LETTER.findall(sample)))
    high = sum(map(len, _HIGH.findall(sample)))
    fallback = "cp1256" if language in _RTL_LANGUAGES or not (western or language) else "cp1252"
    if letters >= 4 and letters >= 0.6 * high:
        # cut off, or with a line of another charset in it
        return "".join(_mixed(raw, fallback))
    arabic = sum(len(_ARABIC_MARKS.sub(b"", run)) for run in _ARABIC_RUN.findall(sample))
    is_rtl = language in _RTL_LANGUAGES or not language
    beside_latin = len(re.findall(rb"[A-Za-z][\x8a-\xff]|[\x8a-\xff][A-Za-z]", sample))
    if arabic > 2 * beside_latin and arabic >= (2 if not western else 3 if is_rtl else 8):
        if language in _RTL_LANGUAGES or not language or western:
            return _checked_arabic(raw, "cp1256")
        return _by_statistics(raw, sample)
    if beside_latin > arabic or western or language not in _RTL_LANGUAGES:
        return _western(raw) if (western or language or beside_latin) else _checked_arabic(raw, "cp1256")
    return _checked_arabic(raw, "cp1256")


def _by_statistics(raw: bytes, sample: bytes) -> str:
    """Text in neither Arabic nor Latin letters: Cyrillic, Greek, Hebrew and others."""
    if sum(map(len, _HIGH.findall(sample))) >= _ENOUGH_FOR_STATISTICS:
        best = charset_normalizer.from_bytes(sample[:10_000], cp_isolation=_OTHER_SCRIPTS).best()
        try:
            return raw.decode(best.encoding if best else "cp1256")
        except UnicodeError:
            pass
    return _checked_arabic(raw, "cp1256")


def _western(raw: bytes) -> str:
    """Windows-1252 as browsers decode it: the five bytes that are nothing in it are control characters."""
    try:
        return raw.decode("cp1252")
    except UnicodeError:
        table = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
        return raw.decode("latin-1").translate(
            {byte: table.get(byte) or bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0)}
        )


def _mixed(raw: bytes, fallback: str) -> Iterator[str]:
    """The pieces of a text that is UTF-8 but for some bytes."""
    at = 0
    for match in re.finditer(rb"(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}"
                             rb"|[\xf0-\xf4][\x80-\xbf]{3})+", raw):  # fmt: skip
        if match.start() > at:
            yield _other_piece(raw[at : match.start()], fallback, is_last=False)
        yield match[0].decode("utf-8", "replace")
        at = match.end()
    if at < len(raw):
        yield _other_piece(raw[at:], fallback, is_last=True)


def _other_piece(piece: bytes, fallback: str, *, is_last: bool) -> str:
    if is_last and len(piece) < 4 and piece[0] >= 0xC2:
        return "\ufffd"  # a letter that was cut in two
    return _western(piece) if fallback == "cp1252" else piece.decode("cp1256")


def header_text(value: str, charset: str | None = None, language: str = "") -> str:
    """Decode a header's encoded words; what cannot be decoded stays as it is.

    `value` is text with the header's raw bytes as surrogates; `charset` and `language` help with unlabelled bytes.
    """
    value = _BETWEEN_WORDS.sub(r"\1", plain_header(value, charset, language))
    pieces, at = [], 0
    run, run_charset = b"", ""  # a letter may be split between two encoded words
    for start, end, label, content in _words(value):
        if start > at or label != run_charset:
            pieces += [text_of(run, run_charset, language), value[at:start]]
            run = b""
        run, run_charset, at = run + content, label, end
    return clean("".join([*pieces, text_of(run, run_charset, language), value[at:]]))


def _words(value: str) -> Iterator[tuple[int, int, str, bytes]]:
    """Yield start, end, lower-case charset label and bytes of each encoded word."""
    at, endless = 0, set()
    while match := _WORD.search(value, at):
        coding, at = match[2].lower(), match.end()
        end = None if coding in endless else _WORD_END[coding].search(value, at)
        if end is None:
            endless.add(coding)
            continue
        coded = value[at : end.start()]
        if "=?" in coded:
            continue
        if coding == "b":
            content = _unpadded_base64(coded)
        else:
            spaced = coded.replace("_", " ").encode("utf-8", "surrogatepass")
            content = _QUOTED_BYTE.sub(lambda code: bytes([int(code[1], 16)]), spaced)
        if content is not None:
            yield match.start(), end.end(), match[1].lower(), content
            at = end.end()


def _unpadded_base64(coded: str) -> bytes | None:
    coded = re.sub(r"[^A-Za-z0-9+/]", "", coded)
    coded = coded[: len(coded) - (len(coded) % 4 == 1)]
    try:
        return base64.b64decode(coded + "=" * (-len(coded) % 4))
    except (binascii.Error, ValueError):
        return None


def plain_header(value: str, charset: str | None = None, language: str = "") -> str:
    """Decode a header that was sent in raw bytes; `charset` is that of the text below it, which may be theirs too."""
    if value.isascii():
        return value
    if not _ONE_BYTE.fullmatch(codec_of(charset)) and codec_of(charset) != "gb18030":
        charset = None
    return text_of(value.encode("utf-8", "surrogateescape"), charset, language)


def clean(text: str) -> str:
    """Remove control characters and leading byte order marks, and make every line end with a line feed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return _NO_LETTERS.sub("\ufffd", _CONTROLS.sub("", text))
