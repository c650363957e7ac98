"""The first letters of an author's name, in a circle beside the messages of a group."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from desktop.ui.kit import theme

SIZE, GAP = 28, 8
_NOT_JOINED = "\u200c"


def initials(author: str) -> str:
    """The first letter of the first word and of the last one; Persian and Arabic letters keep apart."""
    letters = [next((sign for sign in word if sign.isalnum()), "") for word in author.split()]
    letters = [letter.upper() for letter in letters if letter]
    return _NOT_JOINED.join(letters if len(letters) < 2 else (letters[0], letters[-1]))


def paint_initials(painter: QPainter, box: QRect, author: str) -> None:
    """Paint the circle for `author` into `box`."""
    look = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("selection"))
    painter.drawEllipse(box)
    painter.setPen(look.color("on_selection"))
    painter.setFont(look.font("caption", medium=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials(author))
