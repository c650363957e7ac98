"""Turns the kinds of text that mails are written in into plain text: format=flowed, enriched text, calendars."""

import html
import re

_LETTER_NUMBERS = re.compile(r"&#(\d{2,6}|x[0-9A-Fa-f]{2,5});")
_FEWEST_NUMBERS = 3
MOST_LETTERS = 2_000_000
"""A longer text is left as it is."""
_TAG = re.compile(r"<(/?)([a-zA-Z-]{1,40})>|<<")
_FIELD = re.compile(r"(SUMMARY|DESCRIPTION|LOCATION|DTSTART|DTEND|COMMENT)(?:;[^:\n]*)?:(.*)", re.IGNORECASE)
_CALENDAR_ESCAPE = re.compile(r"\\([nN,;\\])")
_LOOKS_LIKE_HTML = re.compile(r"\s*(?:<!doctype\s+html|<html[\s>]|<body[\s>])", re.IGNORECASE)
_ANY_TAG = re.compile(
    r"</?(?:html|head|body|p|br|div|span|table|t[rdh]|[bisuaq]|em|strong|font|h[1-6]|[uod]l|li|img|pre|hr|center|sup|sub"
    r"|blockquote|meta|style|title|del|ins|strike|small|big|code|tt|input|textarea|select|option)(?=[\s/>])|<!"
    r"|&#?\w{1,30};",
    re.IGNORECASE,
)


def with_letters(text: str) -> str:
    """Return the letters for what an old webmail wrote as `&#1587;` in a plain text, its charset having no such letter.

    A text that has letters beyond ASCII of its own, or no more than two such numbers, is left as it is.
    """
    if not text.isascii() or "&#" not in text:
        return text
    numbers = _LETTER_NUMBERS.findall(text)
    letters = [html.unescape(f"&#{number};") for number in numbers]
    if sum(letter.isalpha() and not letter.isascii() for letter in letters) < _FEWEST_NUMBERS:
        return text
    return _LETTER_NUMBERS.sub(lambda match: html.unescape(match[0]), text)


def flowed(text: str, *, deletes_blank: bool) -> str:
    """Join the lines of a format=flowed text (RFC 3676) into paragraphs; `deletes_blank` is its `delsp=yes`."""
    if len(text) > MOST_LETTERS:
        return text
    found: list[str] = []
    pieces: list[str] = []
    depth_before = 0
    for marked in text.split("\n"):
        depth = len(marked) - len(marked.lstrip(">"))
        line = marked[depth:].removeprefix(" ")
        if pieces and (depth != depth_before or line == "-- "):
            found.append(_quoted("".join(pieces), depth_before))
            pieces = []
        is_flowed = line.endswith(" ") and line != "-- "
        pieces.append(line[:-1] if is_flowed and deletes_blank else line)
        depth_before = depth
        if not is_flowed:
            found.append(_quoted("".join(pieces), depth))
            pieces = []
    if pieces:
        found.append(_quoted("".join(pieces), depth_before))
    return "\n".join(found)


def _quoted(line: str, depth: int) -> str:
    return "> " * depth + line if line or not depth else (">" + " >" * (depth - 1))


def enriched(text: str) -> str:
    """Return the words of text/enriched (RFC 1896): single line ends are blanks, `<param>` is not shown."""
    if len(text) > MOST_LETTERS:
        return text
    pieces: list[str] = []
    at = hidden = kept = 0
    for match in _TAG.finditer(text):
        if not hidden:
            pieces.append(_joined_lines(text[at : match.start()], is_kept=kept > 0))
        at = match.end()
        if match[0] == "<<":
            pieces.append("" if hidden else "<")
        elif match[2].lower() == "param":
            hidden = max(0, hidden + (-1 if match[1] else 1))
        elif match[2].lower() == "nofill":
            kept = max(0, kept + (-1 if match[1] else 1))
    pieces.append(_joined_lines(text[at:], is_kept=kept > 0))
    return "".join(pieces)


def _joined_lines(text: str, *, is_kept: bool) -> str:
    if is_kept:
        return text
    return re.sub(r"\n+", lambda match: "\n" * (len(match[0]) - 1) or " ", text)


def calendar(text: str) -> str:
    """Return what an invitation says: its title, times, place and description."""
    text = re.sub(r"\n[ \t]", "", text[:MOST_LETTERS])
    found = []
    for line in text.split("\n"):
        match = _FIELD.fullmatch(line.rstrip("\r"))
        if match:
            found.append(_CALENDAR_ESCAPE.sub(lambda code: "\n" if code[1] in "nN" else code[1], match[2]).strip())
    return "\n".join(dict.fromkeys(filter(None, found[:200])))


def is_html(text: str) -> bool:
    """Whether a text that says it is plain is a page."""
    return bool(_LOOKS_LIKE_HTML.match(text))


def has_tags(text: str) -> bool:
    """Whether a text that says it is a page has any sign of one."""
    return bool(_ANY_TAG.search(text))
