"""A small line that only shows which way things went; the figures stand beside it."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.axis import axis

_TINT = 28
_HEIGHT, _AIR, _MARK = 56, 6, 3


class Sparkline(QWidget):
    """Time runs from left to right in every language; lowest and highest are marked, the last has a dot.

    `show_values` takes what a screen reader says instead of the line.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: Sequence[Decimal] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_values(self, values: Sequence[Decimal], words: str) -> None:
        """Draw these, oldest first."""
        self._values = values
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, theme.current().px(_HEIGHT))

    def points(self) -> list[QPoint]:
        """Where each value is drawn."""
        scale = axis(self._values)
        width, height = self.width() - 2 * _AIR, self.height() - 2 * _AIR
        last = max(len(self._values) - 1, 1)
        found = []
        for place, value in enumerate(self._values):
            across = _AIR + place * width // last
            found.append(QPoint(across, self.height() - _AIR - scale.pixels(value, height)))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._values) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = self.points()
        paint_steps(painter, points, self.height(), _TINT)
        now = theme.current()
        painter.setBrush(now.color("surface"))
        if (least := min(self._values)) != (most := max(self._values)):
            for value in (least, most):
                painter.drawEllipse(points[self._values.index(value)], _MARK, _MARK)
        painter.setBrush(now.color("accent"))
        painter.drawEllipse(points[-1], 2, 2)


def paint_steps(painter: QPainter, points: Sequence[QPoint], ground: int, tint: int) -> None:
    """A line that stands still until it jumps, as a balance does; below it, down to `ground`, a tint from 0 to 255."""
    path = QPainterPath(points[0])
    for before, after in pairwise(points):
        path.lineTo(after.x(), before.y())
        path.lineTo(after)
    below = QPainterPath(path)
    below.lineTo(points[-1].x(), ground)
    below.lineTo(points[0].x(), ground)
    accent = theme.current().color("accent")
    filling = theme.current().color("accent")
    filling.setAlpha(tint)
    painter.fillPath(below, filling)
    painter.setPen(QPen(accent, 2, j=Qt.PenJoinStyle.RoundJoin, c=Qt.PenCapStyle.RoundCap))
    painter.drawPath(path)
