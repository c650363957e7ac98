"""Widgets one after another that go on in the next line, as words do."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import theme

_SPACING = theme.SPACE_2


class Flow(QWidget):
    """From the reading side; a line is as high as its highest widget, and hidden widgets take no room.

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
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange}:
            self._changed()
        return super().event(event)

    def _changed(self) -> None:
        self._place(self.rect(), move=True)
        self.updateGeometry()

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _place(self, area: QRect, *, move: bool) -> int:
        """Put every widget where it belongs, if wanted; returns the height that they take."""
        left, top, tallest = area.left(), area.top(), 0
        for widget in self._shown():
            size = widget.sizeHint().expandedTo(widget.minimumSize())
            size.setWidth(min(size.width(), area.width()))
            if widget.hasHeightForWidth():
                size.setHeight(widget.heightForWidth(size.width()))
            if left > area.left() and left + size.width() > area.left() + area.width():
                left, top, tallest = area.left(), top + tallest + _SPACING, 0
            if move:
                # as `QStyle.visualRect`, without PySide's QStyle, which takes 12 ms to load
                turned = area.left() + area.right() + 1 - left - size.width()
                widget.setGeometry(QRect(QPoint(turned if self.isRightToLeft() else left, top), size))
            left += size.width() + _SPACING
            tallest = max(tallest, size.height())
        return top + tallest - area.top()
