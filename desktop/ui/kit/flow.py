"""Widgets one after another that go on in the next line, as words do."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import theme

_SPACING = theme.SPACE_2
_CHANGES = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange, QEvent.Type.Show})
"""Qt asks for a new layout of what is visible only: what changed meanwhile is placed when it is shown."""


class Flow(QWidget):
    """From the reading side; the widgets of a line share its middle, and hidden ones take no room.

    No `QLayout`: Qt for Python keeps the items of a layout written in Python after Qt has deleted them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put `widget` behind those that are there; it belongs to this from now on."""
        self._widgets.append(widget)
        widget.setParent(self)
        widget.show()
        self._changed()

    def clear(self) -> None:
        """Delete all widgets."""
        widgets, self._widgets = self._widgets, []
        for widget in widgets:
            widget.hide()
            widget.deleteLater()
        self._changed()

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        size = QSize(0, 0)
        for widget in self._shown():
            size = size.expandedTo(widget.minimumSizeHint().expandedTo(widget.minimumSize()))
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.rect(), move=True)

    def event(self, event: QEvent) -> bool:
        if event.type() in _CHANGES:
            self._changed()
        return super().event(event)

    def _changed(self) -> None:
        self._place(self.rect(), move=True)
        self.updateGeometry()

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _place(self, area: QRect, *, move: bool) -> int:
        """Put every widget where it belongs, if wanted; returns the height that they take."""
        top = area.top()
        for line in self._lines(area.width()):
            tallest = max(size.height() for _, size in line)
            left = area.left()
            for widget, size in line if move else ():
                # as `QStyle.visualRect`, without PySide's QStyle, which takes 12 ms to load
                turned = area.left() + area.right() + 1 - left - size.width()
                place = QPoint(turned if self.isRightToLeft() else left, top + (tallest - size.height()) // 2)
                widget.setGeometry(QRect(place, size))
                left += size.width() + _SPACING
            top += tallest + _SPACING
        return max(0, top - _SPACING - area.top())

    def _lines(self, width: int) -> list[list[tuple[QWidget, QSize]]]:
        """What stands in each line of that width, with its size."""
        lines: list[list[tuple[QWidget, QSize]]] = []
        right = 0
        for widget in self._shown():
            size = widget.sizeHint().expandedTo(widget.minimumSize())
            size.setWidth(min(size.width(), width))
            if widget.hasHeightForWidth():
                size.setHeight(widget.heightForWidth(size.width()))
            if not lines or right + _SPACING + size.width() > width:
                lines.append([])
                right = -_SPACING
            lines[-1].append((widget, size))
            right += _SPACING + size.width()
        return lines
