"""Invisible marks that a message's text needs on the screen, and how to take them out again for the clipboard."""

import re
import unicodedata

LONGEST_WORD = 400
"""Laying out one unbroken word costs the square of its length: 200,000 letters would hold the window for seconds."""
_BREAK, _LRI, _PDI = "\u200b", "\u2066", "\u2069"
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_WORD = r"[#@$€£¥₮+\-−]?[A-Za-z0-9]+(?:[.,:/_\-–…@'’][A-Za-z0-9]+)*[%$€£¥]?"
_EXACT = re.compile(rf"{_WORD}(?:[.,;:]? {_WORD})*")
"""Ids, amounts, times and whole phrases in Latin letters: their order must not turn with the Persian around them."""


def is_rtl(paragraph: str) -> bool:
    """Whether a paragraph reads from right to left: its first letter says so."""
    for letter in paragraph:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


class Marking:
    """Marks for one text. Signs that the text has of its own are left alone, and left in."""

    def __init__(self, text: str) -> None:
        self._isolates = _LRI not in text and _PDI not in text and "\u2067" not in text and "\u2068" not in text
        ours = f"{_BREAK}{_LRI}{_PDI}" if self._isolates else _BREAK
        self._ours = {ord(sign): None for sign in ours if sign not in text}

    def put(self, part: str, *, rtl: bool, whole: bool = False) -> str:
        """`part` of a paragraph, with marks; `whole` keeps all of it in one order, as a link."""
        if self._isolates and rtl and part:
            around = _LRI + "{}" + _PDI
            part = around.format(part) if whole else _EXACT.sub(lambda found: around.format(found.group()), part)
        return _ENDLESS.sub(lambda found: found.group() + _BREAK, part)

    def take_out(self, shown: str) -> str:
        """What was written, from what is shown."""
        return shown.translate(self._ours)
