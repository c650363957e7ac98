"""Invisible marks that a message's text needs on the screen, and how to take them out again for the clipboard."""

import re

from desktop.ui.language.bidi import LRO, PDF, exact
from desktop.ui.language.formats import LRI, PDI

LONGEST_WORD = 400
"""Laying out one unbroken word costs the square of its length: 200,000 letters would hold the window for seconds."""
_BREAK = "\u200b"
# tried at the beginning of a word only: at every letter it would cost each word the square of its length
_LONG_WORD = re.compile(rf"(?<!\S)\S{{{LONGEST_WORD + 1},}}")


class BidiMarks:
    """Marks for one text. Signs that the text has of its own are left alone, and left in."""

    def __init__(self, text: str) -> None:
        self._isolates = LRI not in text and PDI not in text and "\u2067" not in text and "\u2068" not in text
        ours = f"{_BREAK}{LRI}{PDI}{LRO}{PDF}" if self._isolates else _BREAK
        self._ours = {ord(sign): None for sign in ours if sign not in text}

    def put(self, part: str, *, rtl: bool, whole: bool = False) -> str:
        """`part` of a paragraph, with marks; `whole` keeps all of it in one order, as a link."""
        if self._isolates and rtl and part:
            part = f"{LRI}{part}{PDI}" if whole else exact(part)
        return _LONG_WORD.sub(_with_breaks, part)

    def take_out(self, shown: str) -> str:
        """What was written, from what is shown."""
        return shown.translate(self._ours)


def _with_breaks(found: re.Match[str]) -> str:
    word = found.group()
    return _BREAK.join(word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD))
