"""Grey bars that stand for content on its way."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import theme

_BAR, _GAP = 14, 14


class Skeleton(QWidget):
    """Still bars, wider and narrower in turn: content comes from disk too soon for anything to move."""

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines

    def sizeHint(self) -> QSize:
        return QSize(160, self._lines * (_BAR + _GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color("hover"))
        for number in range(self._lines):
            width = self.width() * (0.6 if number % 2 else 0.9)
            left = self.width() - width if self.isRightToLeft() else 0.0
            painter.drawRoundedRect(QRectF(left, number * (_BAR + _GAP), width, _BAR), 4, 4)
