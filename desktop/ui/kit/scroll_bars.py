"""Scroll bars that lie over what they scroll: no layout gives them room, and they fade when nothing scrolls."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from desktop.ui.kit import theme

if TYPE_CHECKING:
    from desktop.ui.kit.motion import Fade

THICKNESS, MARGIN = 6, 4
STRIP = THICKNESS + 2 * MARGIN
"""Pixels from the edge in which a bar takes the pointer."""
REST_MS = 1000
"""How long a bar is seen after the last movement."""
AT_REST, IN_USE = 0.35, 0.60
_END = 2
_MOVING = frozenset({QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutDirectionChange})


class OverlayScrollBar(QScrollBar):
    """One bar of a scroll area, along the edge where reading ends, or along the bottom.

    It is there while there is something to scroll, and seen while the user scrolls, points at it or has just come into
    the area. Wheel, keys, dragging and clicks beside the handle work as with any `QScrollBar`.
    """

    def __init__(self, orientation: Qt.Orientation, area: QAbstractScrollArea) -> None:
        super().__init__(orientation, area)
        self._area = area
        self._is_upright = orientation is Qt.Orientation.Vertical
        self._before = 0
        # most bars are never seen: these are made when one is
        self._rest: QTimer | None = None
        self._fade: Fade | None = None
        # a scroll area's own bars are opaque, and this one lies over the content
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        self.rangeChanged.connect(self.place)
        self.actionTriggered.connect(self.reveal)
        area.installEventFilter(self)

    @property
    def opacity(self) -> float:
        """How much of the handle is seen, from 0 to 1."""
        return self._fade.opacity if self._fade is not None else 0.0

    def sizeHint(self) -> QSize:
        """Nothing: the layout of the area gives it no room."""
        return QSize(0, 0)

    @Slot()
    def place(self) -> None:
        """Lie along the edge of the area, as far as it shows what scrolls."""
        policy = self._area.verticalScrollBarPolicy() if self._is_upright else self._area.horizontalScrollBarPolicy()
        if self.maximum() <= self.minimum() or policy is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            self.hide()
            return
        whole, view = self._area.rect(), self._area.viewport().geometry()
        if self._is_upright:
            left = 0 if self._area.isRightToLeft() else whole.width() - STRIP
            self.setGeometry(left, view.top() + _END, STRIP, view.height() - 2 * _END)
        else:
            self.setGeometry(view.left() + STRIP, whole.height() - STRIP, view.width() - 2 * STRIP, STRIP)
        self.show()
        self.raise_()

    @Slot()
    def reveal(self) -> None:
        """Be seen from now on, and fade a second later unless the pointer is at it."""
        if not self.isVisible():
            return
        if self._fade is None or self._rest is None:
            from desktop.ui.kit.motion import Fade

            self._fade = Fade(self, 0.0)
            self._rest = QTimer(self, singleShot=True, interval=REST_MS)
            self._rest.timeout.connect(self._fade_out)
        self._fade.jump(1.0)
        self._rest.start()

    @Slot()
    def _fade_out(self) -> None:
        if self._fade is not None and not (self.underMouse() or self.isSliderDown()):
            self._fade.run(1.0, 0.0)

    def handle(self) -> QRectF:
        """The handle, in pixels of this widget."""
        # PySide makes all enumerations of QStyle at its first use, and the first picture shows no handle
        from PySide6.QtWidgets import QStyle, QStyleOptionSlider

        option = QStyleOptionSlider()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ScrollBarSlider
        slider = QRectF(self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self))
        if self._is_upright:
            slider.setLeft(MARGIN)
            slider.setWidth(THICKNESS)
        else:
            slider.setTop(MARGIN)
            slider.setHeight(THICKNESS)
        return slider

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.opacity <= 0:
            return
        color = theme.current().color("text")
        is_in_use = self.underMouse() or self.isSliderDown()
        color.setAlphaF((IN_USE if is_in_use else AT_REST) * self.opacity)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(self.handle(), THICKNESS / 2, THICKNESS / 2)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.reveal()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.reveal()

    def hideEvent(self, event: QEvent) -> None:
        """Nothing runs for a bar that is out of sight."""
        if self._rest is not None and self._fade is not None:
            self._rest.stop()
            self._fade.jump(0.0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """None: Qt's own speaks of scrolling to the pointer."""
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.maximum() <= self.minimum():
            return False
        kind = event.type()
        if kind in _MOVING:
            self.place()
        elif kind == QEvent.Type.Enter:
            self.reveal()
        elif kind == QEvent.Type.KeyPress:
            # keys of lists move their current row, which scrolls without a word to the bar
            self._before = self.value()
            QTimer.singleShot(0, self, self._reveal_if_moved)
        return False

    @Slot()
    def _reveal_if_moved(self) -> None:
        if self.value() != self._before:
            self.reveal()


def overlay_scroll_bars(area: QAbstractScrollArea) -> None:
    """Give an area bars that lie over it, before anything is connected to those that it has."""
    upright = OverlayScrollBar(Qt.Orientation.Vertical, area)
    area.setVerticalScrollBar(upright)
    lying = OverlayScrollBar(Qt.Orientation.Horizontal, area)
    area.setHorizontalScrollBar(lying)
    for bar in (upright, lying):
        # out of the containers whose place and visibility the area's layout decides
        bar.setParent(area)
        bar.hide()
