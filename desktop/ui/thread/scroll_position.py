"""Where a thread is scrolled to: at its newest message, at its first unread one, or where the user left it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.ui import theme

_LINE = 20


class ScrollPosition(QObject):
    """Keeps its place while heights become known and messages come. `changed` says that others may be in view."""

    changed = Signal()

    def __init__(self, area: QScrollArea, items: Callable[[], Sequence[QWidget]]) -> None:
        super().__init__(area)
        self._area = area
        self._bar = area.verticalScrollBar()
        self._items = items
        self._at_end = True
        self._first: QWidget | None = None
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.changed)
        self._bar.rangeChanged.connect(self._range_changed)
        self._bar.valueChanged.connect(self._scrolled)
        self._bar.actionTriggered.connect(self.leave)

    def go_to_end(self) -> None:
        """Show the newest message, also once its height is known."""
        self._at_end = True
        self._first = None
        self._bar.setValue(self._bar.maximum())

    def go_to(self, item: QWidget) -> None:
        """Show this message from its beginning, also once the heights are known, and what follows as far as it fits."""
        self._at_end = False
        self._first = item
        self._place()

    def leave(self) -> None:
        """The user has moved on: no message is held at the top any more."""
        self._first = None

    def hold_still(self) -> None:
        """Stay where it is, whatever comes below."""
        self._at_end = False
        self._first = None

    def forget(self, item: QWidget) -> None:
        """Know that a message was removed."""
        if item is self._first:
            self._first = None

    def last_in_view(self) -> int:
        """The row of the lowest message of which a line or more is in the viewport, -1 for none.

        While new ones have no place yet it is -1, and `changed` follows.
        """
        items = self._items()
        if not all(item.isVisible() for item in items):
            self._again.start()
            return -1
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        top = self._bar.value()
        bottom = top + self._area.viewport().height()
        line_height = theme.current().px(_LINE)
        for row in range(len(items) - 1, -1, -1):
            place = items[row].geometry()
            seen = min(place.bottom() + 1, bottom) - max(place.top(), top)
            if place.height() > 0 and seen >= min(place.height(), line_height):
                return row
        return -1

    def _range_changed(self, _least: int, most: int) -> None:
        if self._first is not None:
            self._place()
        elif self._at_end:
            self._bar.setValue(most)
        # with more room below, other messages are in view at the same place
        self.changed.emit()

    def _place(self) -> None:
        if self._first is not None:
            self._bar.setValue(self._first.geometry().top())

    def _scrolled(self, value: int) -> None:
        if self._first is None:
            self._at_end = value >= self._bar.maximum() - 4
        self.changed.emit()
