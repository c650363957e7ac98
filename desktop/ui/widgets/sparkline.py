"""A small line of values over time, in the direction of reading."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import theme

_INSET = 4


class Sparkline(QWidget):
    """Draws (x, y) points, x growing; the page puts what it shows into words by `setAccessibleName`."""

    def __init__(self, height: int = 48, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._points: tuple[tuple[float, float], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_points(self, points: Sequence[tuple[float, float]]) -> None:
        """Show these points as a stepped line: a value holds until the next one."""
        self._points = tuple(points)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._points) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isRightToLeft():
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        steps = self._steps()
        accent = theme.current().color("accent")
        ground = QPainterPath(steps)
        ground.lineTo(self.width() - _INSET, self.height())
        ground.lineTo(_INSET, self.height())
        fade = QLinearGradient(0, 0, 0, self.height())
        fade.setColorAt(0, QColor(accent.red(), accent.green(), accent.blue(), 60))
        fade.setColorAt(1, QColor(accent.red(), accent.green(), accent.blue(), 0))
        painter.fillPath(ground, fade)
        painter.setPen(QPen(accent, 2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(steps)

    def _steps(self) -> QPainterPath:
        places = [self._place(x, y) for x, y in self._points]
        path = QPainterPath(places[0])
        for before, after in pairwise(places):
            path.lineTo(QPointF(after.x(), before.y()))
            path.lineTo(after)
        return path

    def _place(self, x: float, y: float) -> QPointF:
        columns = [point[0] for point in self._points]
        rows = [point[1] for point in self._points]
        wide = (columns[-1] - columns[0]) or 1.0
        low, high = min(rows), max(rows)
        share = (y - low) / (high - low) if high > low else 0.5
        inner_width, inner_height = self.width() - 2 * _INSET, self.height() - 2 * _INSET
        return QPointF(_INSET + (x - columns[0]) / wide * inner_width, _INSET + (1 - share) * inner_height)
