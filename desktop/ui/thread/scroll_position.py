"""Where a thread is scrolled to: at its newest message, at its first unread one, or where the user left it."""

from collections.abc import Callable, Sequence
from itertools import pairwise

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

        While the thread is out of sight, or has no places for new ones yet, it is -1, and `changed` follows.
        """
        items = self._items()
        if not self._area.isVisible():
            self._again.start()
            return -1
        for item in items:
            # a layout shows what was added to it only later, and gives it a place after that
            item.show()
        self._lay_out()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        places = [item.geometry() for item in items]
        if any(place.top() <= above.bottom() for above, place in pairwise(places)):
            self._again.start()
            return -1
        top = self._bar.value()
        bottom = top + self._area.viewport().height()
        line_height = theme.current().px(_LINE)
        for row in range(len(items) - 1, -1, -1):
            place = places[row]
            seen = min(place.bottom() + 1, bottom) - max(place.top(), top)
            if place.height() > 0 and seen >= min(place.height(), line_height):
                return row
        return -1

    def _lay_out(self) -> None:
        """Give every message its place and height now, as the scroll area does a moment later."""
        inside = self._area.widget()
        layout = inside.layout() if inside is not None else None
        if inside is None or layout is None:
            return
        layout.activate()
        width = inside.width()
        wanted = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        if inside.height() < wanted:
            inside.resize(width, wanted)
            layout.activate()

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
