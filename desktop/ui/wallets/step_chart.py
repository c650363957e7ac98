"""A balance over time: a step line with a few round figures, read by mouse, keys and ear."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.axis import Axis, axis
from desktop.ui.kit.sparkline import paint_steps
from desktop.values import dataclass

_LEAST_HEIGHT, _HEIGHT = 112, 168
_TINT = 24
_MARK = 4


@dataclass(frozen=True)
class ChartPoint:
    """A value with its words: the moment short (below the line) and whole, and the figure."""

    value: Decimal
    short: str
    moment: str
    figure: str


class StepChart(QWidget):
    """Time runs from left to right in every language. Arrow keys walk over the points, Home and End to its ends.

    The point that is looked at is said in a bubble and as the widget's accessible description.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: Sequence[ChartPoint] = ()
        self._labels: Sequence[str] = ()
        self._axis: Axis | None = None
        self._at: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def at(self) -> int | None:
        """The point that is looked at."""
        return self._at

    def show_points(self, points: Sequence[ChartPoint], scale: Axis | None, labels: Sequence[str], words: str) -> None:
        """Draw these, oldest first; `labels` are the words of the scale's ticks, `words` the whole in one sentence."""
        self._points = points
        self._axis = scale or (axis([point.value for point in points]) if points else None)
        self._labels = labels
        self._at = None
        self.setAccessibleName(words)
        self.setAccessibleDescription("")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, theme.current().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, theme.current().px(_LEAST_HEIGHT))

    def look_at(self, place: int | None) -> None:
        """Mark a point and say it."""
        if place == self._at or not self._points:
            return
        self._at = place
        point = self._points[place] if place is not None else None
        self.setAccessibleDescription(f"{point.moment}: {point.figure}" if point is not None else "")
        if point is not None and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._points) - 1
        at = last if self._at is None else self._at
        places = {
            Qt.Key.Key_Right: at + 1 if self._at is not None else last,
            Qt.Key.Key_Left: at - 1 if self._at is not None else last,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None or last < 0:
            super().keyPressEvent(event)
            return
        self.look_at(min(max(place, 0), last))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._points:
            across = event.position().toPoint().x()
            distances = [abs(point.x() - across) for point in self._places(self._area())]
            self.look_at(distances.index(min(distances)))

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self.look_at(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.look_at(None)
        super().focusOutEvent(event)

    def _area(self) -> QRect:
        """Where the line is: beside the figures, above the days."""
        metrics = QFontMetrics(theme.current().font("caption", tabular=True))
        beside = max((metrics.horizontalAdvance(label) for label in self._labels), default=0) + theme.SPACE_2
        area = self.rect().adjusted(_MARK, metrics.height() // 2 + 2, -_MARK, -metrics.height() - theme.SPACE_2)
        return area.adjusted(beside, 0, 0, 0)

    def _places(self, area: QRect) -> list[QPoint]:
        if self._axis is None:
            return []
        last = max(len(self._points) - 1, 1)
        found = []
        for place, point in enumerate(self._points):
            across = area.left() + place * area.width() // last
            found.append(QPoint(across, area.bottom() - self._axis.pixels(point.value, area.height())))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._axis is None or not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.current().font("caption", tabular=True))
        area = self._area()
        self._paint_scale(painter, area)
        self._paint_days(painter, area)
        self._paint_line(painter, area)
        if self._at is not None:
            self._paint_bubble(painter, area, self._at)

    def _paint_scale(self, painter: QPainter, area: QRect) -> None:
        assert self._axis is not None
        now, half = theme.current(), painter.fontMetrics().height() // 2
        for tick, label in zip(self._axis.ticks, self._labels, strict=False):
            up = area.bottom() - self._axis.pixels(tick, area.height())
            painter.setPen(QPen(now.color("separator"), 1))
            painter.drawLine(area.left(), up, area.right(), up)
            painter.setPen(now.color("text_secondary"))
            beside = QRect(0, up - half, area.left() - theme.SPACE_2, 2 * half)
            side = Qt.AlignmentFlag.AlignRight
            painter.drawText(beside, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, label)

    def _paint_days(self, painter: QPainter, area: QRect) -> None:
        """First, middle and last day, where there is room for them."""
        last = len(self._points) - 1
        places = self._places(area)
        metrics = painter.fontMetrics()
        top = area.bottom() + theme.SPACE_1
        painter.setPen(theme.current().color("text_secondary"))
        taken: list[QRect] = []
        for place in dict.fromkeys((0, last, last // 2)):
            words = self._points[place].short
            wide = metrics.horizontalAdvance(words)
            left = min(max(places[place].x() - wide // 2, 0), self.width() - wide)
            box = QRect(left, top, wide, metrics.height())
            if not any(box.adjusted(-theme.SPACE_3, 0, theme.SPACE_3, 0).intersects(other) for other in taken):
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, words)
                taken.append(box)

    def _paint_line(self, painter: QPainter, area: QRect) -> None:
        paint_steps(painter, self._places(area), area.bottom(), _TINT)

    def _paint_bubble(self, painter: QPainter, area: QRect, at: int) -> None:
        now, place, point = theme.current(), self._places(area)[at], self._points[at]
        painter.setPen(QPen(now.color("field_border"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(place.x(), area.top(), place.x(), area.bottom())
        painter.setPen(QPen(now.color("surface"), 2))
        painter.setBrush(now.color("accent"))
        painter.drawEllipse(place, _MARK, _MARK)
        painter.setFont(now.font("caption", tabular=True, medium=True))
        metrics = painter.fontMetrics()
        lines = (point.figure, point.moment)
        wide = max(metrics.horizontalAdvance(words) for words in lines) + 2 * theme.SPACE_3
        high = 2 * metrics.height() + 2 * theme.SPACE_1
        left = place.x() + theme.SPACE_2 if place.x() + wide + theme.SPACE_2 < self.width() else place.x() - wide - 8
        box = QRect(max(left, 0), max(min(place.y() - high // 2, self.height() - high), 0), wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("toast"))
        painter.drawRoundedRect(box, theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
        painter.setPen(now.color("on_toast"))
        for number, words in enumerate(lines):
            row = QRect(box.left(), box.top() + theme.SPACE_1 + number * metrics.height(), wide, metrics.height())
            painter.drawText(row, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, words)
