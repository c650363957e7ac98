"""How much of a long text is shown: laying out all of a text of millions of letters would hold the window."""

LETTERS, LINES = 20_000, 400
_STEP = 5
_LAST_LETTERS, _LAST_LINES = LETTERS * _STEP**3, LINES * _STEP**3


class Excerpt:
    """The beginning of a text, longer with every `more`."""

    def __init__(self) -> None:
        self._letters, self._lines = LETTERS, LINES

    def of(self, text: str) -> str:
        """What is shown of `text`: all of it, or so many letters and lines, ending with a whole letter."""
        shown = "\n".join(text[: self._letters].split("\n", self._lines)[: self._lines])
        if len(shown) == len(text):
            return text
        # not between a letter and the marks on it, so that what is shown looks as in the whole
        end = shown.rfind(" ", max(0, len(shown) - 100))
        return shown[:end] if end > 0 and len(shown) == self._letters else shown

    def more(self) -> None:
        """Show five times as much, up to what a window can still lay out."""
        if self.can_grow:
            self._letters, self._lines = self._letters * _STEP, self._lines * _STEP

    @property
    def can_grow(self) -> bool:
        """Whether more can be shown here; what is longer still is for another program."""
        return self._letters < _LAST_LETTERS or self._lines < _LAST_LINES
