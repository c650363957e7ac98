"""How much of a long text is shown: laying out all of a text of millions of letters would hold the window."""

import re
from itertools import islice

LETTERS, LINES = 4_000, 80
_STEP = 2
_NEAR = 100
_LINE_END = re.compile("[\n\u2028\u2029]")
_LAST_LETTERS, _LAST_LINES = LETTERS * _STEP**3, LINES * _STEP**3


class TextPreview:
    """The beginning of a text, longer with every `more`."""

    def __init__(self) -> None:
        self._letters, self._lines = LETTERS, LINES

    def of(self, text: str) -> str:
        """What is shown of `text`: all of it, or so many letters and lines, ending with a whole letter."""
        shown = text[: self._letters]
        ends = islice(_LINE_END.finditer(shown), self._lines - 1, None)
        if (last := next(ends, None)) is not None:
            return text[: last.start()] if last.end() < len(text) else text
        if len(shown) == len(text):
            return text
        # between two words where that is near, so that what is shown looks as it does in the whole
        end = shown.rfind(" ", len(shown) - _NEAR)
        return shown[:end] if end > 0 else shown

    def more(self) -> None:
        """Show twice as much, up to what a window can still lay out."""
        if self.can_grow:
            self._letters, self._lines = self._letters * _STEP, self._lines * _STEP

    @property
    def can_grow(self) -> bool:
        """Whether more can be shown here; what is longer still is for another program."""
        return self._letters < _LAST_LETTERS or self._lines < _LAST_LINES
