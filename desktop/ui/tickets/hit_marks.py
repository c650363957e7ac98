"""The formats in which a search's words are marked, and their places as Qt counts them."""

from PySide6.QtGui import QTextCharFormat, QTextLayout

from desktop.domain.language.highlights import Highlighter
from desktop.ui.kit.theme import Theme


def hit_marks(highlighter: Highlighter, text: str, look: Theme) -> list[QTextLayout.FormatRange]:
    """The hits in a laid out `text`."""
    marks = []
    for start, end in highlighter.spans(text):
        mark = QTextLayout.FormatRange()
        mark.start, mark.length = units(text, start), units(text[start:end], end - start)
        mark.format = hit_format(look)
        marks.append(mark)
    return marks


def hit_format(look: Theme, *, is_current: bool = False) -> QTextCharFormat:
    """How a hit is painted, among others and as the one that was gone to."""
    format = QTextCharFormat()
    format.setBackground(look.color("current_hit" if is_current else "hit"))
    format.setForeground(look.color("text"))
    return format


def units(text: str, position: int) -> int:
    """A position in characters, in UTF-16 code units, which Qt counts."""
    return position + sum(sign > "\uffff" for sign in text[:position])
