"""Invisible marks that a message's text needs on the screen, and how to take them out again for the clipboard."""

import re

from desktop.ui.bidi import LRO, PDF, exact
from desktop.ui.formats import LRI, PDI

LONGEST_WORD = 400
"""Laying out one unbroken word costs the square of its length: 200,000 letters would hold the window for seconds."""
_BREAK = "\u200b"
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")


class Marking:
    """Marks for one text. Signs that the text has of its own are left alone, and left in."""

    def __init__(self, text: str) -> None:
        self._isolates = LRI not in text and PDI not in text and "\u2067" not in text and "\u2068" not in text
        ours = f"{_BREAK}{LRI}{PDI}{LRO}{PDF}" if self._isolates else _BREAK
        self._ours = {ord(sign): None for sign in ours if sign not in text}

    def put(self, part: str, *, rtl: bool, whole: bool = False) -> str:
        """`part` of a paragraph, with marks; `whole` keeps all of it in one order, as a link."""
        if self._isolates and rtl and part:
            part = f"{LRI}{part}{PDI}" if whole else exact(part)
        return _ENDLESS.sub(lambda found: found.group() + _BREAK, part)

    def take_out(self, shown: str) -> str:
        """What was written, from what is shown."""
        return shown.translate(self._ours)
