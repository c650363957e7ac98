"""Keeps ids, amounts, file names and folders readable and true among words that run the other way."""

import re
import unicodedata
from functools import cache
from pathlib import PurePath

from desktop.domain.file_names import clean_name
from desktop.ui.language.formats import FSI, LONGEST_LINE, LRI, PDI, cut, isolate, ltr

_DIGITS = "\u06f0-\u06f9\u0660-\u0669"
_SIGN = r"[#@$€£¥₮+\-−]?"
_REST = rf"[A-Za-z0-9{_DIGITS}]*(?:[.,:/_\-–…@'’٫٬][A-Za-z0-9{_DIGITS}]+)*[%$€£¥]?"
_WORD = rf"{_SIGN}[A-Za-z0-9{_DIGITS}]{_REST}"
_NEXT = rf"[.,;:]? {_SIGN}[A-Za-z0-9]{_REST}| [{_DIGITS}]{{3,}}{_REST}"
"""The next word of a phrase, or group of a card's number; counts that are listed run with the sentence."""
_PART = re.compile(r"[^/\\]+")
LRO, PDF = "\u202d", "\u202c"
_ARABIC_DIGITS = re.compile("[\u0660-\u0669]")
_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_ELLIPSIS = "…"
_LONGEST_ENDING = 12


def is_rtl(paragraph: str) -> bool:
    """Whether a paragraph reads from right to left: its first letter says so."""
    for letter in paragraph:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def exact(text: str) -> str:
    """`text` of a right-to-left paragraph, in which nothing exact turns with the words around it."""
    return _exact_words().sub(_in_order, text)


@cache
def _exact_words() -> re.Pattern[str]:
    """Ids, amounts, times, card and phone numbers, and whole phrases in Latin letters; slow to compile."""
    return re.compile(f"{_WORD}(?:{_NEXT})*")


def _in_order(found: re.Match[str]) -> str:
    # a hyphen or blank between Arabic digits goes right to left even among Latin letters
    start, end = (LRO, PDF) if _ARABIC_DIGITS.search(found.group()) else ("", "")
    return f"{LRI}{start}{found.group()}{end}{PDI}"


def isolate_line(text: str) -> str:
    """One line of somebody's words, for a sentence, a cell or a row: in its own direction, what is exact in order."""
    text = cut(text, LONGEST_LINE)
    plain = isolate(text)
    if not is_rtl(text) or LRI in plain[1:] or FSI in plain[1:]:
        return plain
    return f"{FSI}{exact(plain[1:-1])}{PDI}"


def close_isolates(text: str) -> str:
    """A text that was cut, with every isolate ended that its rest would have ended."""
    return text + PDI * len(_begun(text))


def mend_ellipsis(cut: str) -> str:
    """A text that Qt cut: its ellipsis stands at the end of the line, and not within an amount or id."""
    body, ellipsis, rest = cut.rpartition(_ELLIPSIS)
    # behind the ellipsis Qt leaves the marks of what it took away
    inner = len(_begun(body)) - 1
    if not ellipsis or inner < 1 or rest.strip(LRI + FSI + PDI):
        return cut
    return f"{body}{PDI * inner}{ellipsis}{PDI}"


def reopen_isolates(text: str, start: int) -> str:
    """What follows `start`, within the isolates that were begun before it."""
    return "".join(_begun(text[:start])) + text[start:]


def _begun(text: str) -> list[str]:
    """The isolates that are not ended at the end of `text`."""
    begun: list[str] = []
    for sign in text:
        if sign in (LRI, FSI):
            begun.append(sign)
        elif sign == PDI and begun:
            begun.pop()
    return begun


def name_parts(name: str) -> tuple[str, str]:
    """A file's name as it would be saved, and its ending with the dot ("" where it has none)."""
    name = clean_name(name)
    stem, dot, ending = name.rpartition(".")
    if not stem or not ending or len(ending) > _LONGEST_ENDING or " " in ending:
        return name, ""
    return stem, dot + ending


def file_name(name: str) -> str:
    """A file's name whose ending stands at its right end in every language; the words before it run as they read.

    Left to itself the ending of «رسید 11.pdf» lands in the middle, and signs that turn text round hide an ".exe".
    """
    stem, ending = name_parts(name)
    return join_name(isolate_line(stem), ending) if _ARABIC.search(stem) else ltr(stem + ending)


def join_name(stem: str, ending: str) -> str:
    """The parts of a name, the stem ready to show, as one."""
    return f"{LRI}{stem}{LRI if ending else ''}{ending}{PDI if ending else ''}{PDI}"


def folder(path: PurePath) -> str:
    """A path whose parts stand in their order, whatever script they are in."""
    plain = ltr(str(path))[1:-1]
    # what needs no marks has none: people copy a path
    parted = _PART.sub(lambda part: isolate_line(part.group()) if _ARABIC.search(part.group()) else part.group(), plain)
    return f"{LRI}{parted}{PDI}"
