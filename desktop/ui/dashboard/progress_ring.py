"""A share of a whole as a ring with its figure inside."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import theme

_EDGE = 88
_STROKE = 8


class Ring(QWidget):
    """Shows a per cent value; the words inside come from the page, in the reader's digits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = 0
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_value(self, percent: int, words: str) -> None:
        """Fill the ring to `percent`, with `words` in its middle."""
        self._percent = min(max(percent, 0), 100)
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        edge = theme.current().px(_EDGE)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = _STROKE / 2 + 1
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(now.color("separator"), _STROKE))
        painter.drawEllipse(area)
        painter.setPen(QPen(now.color("accent"), _STROKE, c=Qt.PenCapStyle.RoundCap))
        turn = 1 if self.isRightToLeft() else -1
        if self._percent:
            painter.drawArc(area, 90 * 16, round(turn * self._percent * 3.6 * 16))
        painter.setPen(now.color("text"))
        painter.setFont(now.font("section"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._words)
