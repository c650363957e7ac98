"""Messages one under another in a scroll area, of which only those near the view are built and laid out."""

import time

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.text_area import LOW
from desktop.ui.tickets.thread.message_item import MessageItem

_LEAST = 20
BUDGET_S = 0.012
"""How long messages are laid out in one turn of the event loop, but at least one of them."""


class LazyColumn(QScrollArea):
    """Until a message is laid out it has an estimated height; what is read stays where it is when that changes.

    A subclass keeps `_items`, children of the widget inside, in order, and calls `place` when they change.

    Signals:
        scrolled(): other messages may be in view, or have their place now.
    """

    scrolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: list[MessageItem] = []
        self._head: QWidget | None = None
        self._at_end = True
        self._first: MessageItem | None = None
        """The message that is kept at the top of the view, until the user moves elsewhere."""
        self._is_placing = False
        self._inside = QWidget()
        self._inside.setProperty("role", "page")
        self.setWidget(self._inside)
        self._next_turn = QTimer(self, singleShot=True, interval=0)
        self._next_turn.timeout.connect(self.lay_out_view)
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().actionTriggered.connect(self.leave_first)

    def set_head(self, head: QWidget) -> None:
        """Have this, a child of the widget inside, stand above the messages while it is not hidden."""
        self._head = head

    def lay_out_soon(self) -> None:
        """Lay out what is near the view in the next turn of the event loop."""
        self._next_turn.start()

    @property
    def items(self) -> list[MessageItem]:
        """The messages shown, oldest first."""
        return self._items

    @property
    def is_settled(self) -> bool:
        """Whether everything near the view is laid out."""
        return not self._next_turn.isActive()

    def go_to_end(self) -> None:
        """Show the newest message, also once its height is known."""
        self._first = None
        self._at_end = True
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def go_to(self, row: int) -> None:
        """Show this message from its beginning, also once the heights are known, and what follows as far as it fits."""
        self._at_end = False
        self._first = self._items[row]
        self.place()

    def leave_first(self) -> None:
        """Keep no message at the top of the view any more: the user has moved on."""
        self._first = None

    def last_in_view(self) -> int:
        """The row of the lowest message of which a line or more is in the viewport, -1 for none.

        While that message has no place yet it is -1, and `scrolled` follows.
        """
        if not self.isVisible():
            return -1
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        line_height = theme.current().px(_LEAST)
        for row in range(len(self._items) - 1, -1, -1):
            item = self._items[row]
            seen = min(item.y() + item.height(), bottom) - max(item.y(), top)
            if item.height() > 0 and seen >= min(item.height(), line_height):
                return row if item.is_laid_out(self._width()) else -1
        return -1

    def lay_out_view(self) -> None:
        """Build and lay out messages, those in view first, for `BUDGET_S`; the rest in later turns."""
        self._next_turn.stop()
        if not self.isVisible():
            return
        start = time.monotonic()
        while (item := self._next_item()) is not None:
            anchor = self._anchor()
            item.lay_out(self._width())
            self.place(anchor)
            if time.monotonic() - start > BUDGET_S:
                self.lay_out_soon()
                return
        # everything near the view has its place now
        self.scrolled.emit()

    def minimumSizeHint(self) -> QSize:
        """A line, or nothing in a low window, where the reply box and what it asks need the room more."""
        is_low = self.window().height() <= theme.current().px(LOW)
        return QSize(super().minimumSizeHint().width(), 0 if is_low else theme.current().px(_LEAST))

    def _range_changed(self, _least: int, most: int) -> None:
        if self._at_end:
            self.verticalScrollBar().setValue(most)
        # with more room below, other messages are in view at the same place
        self.lay_out_soon()

    def _scrolled(self, value: int) -> None:
        if not self._is_placing:
            if self._first is None:
                self._at_end = value >= self.verticalScrollBar().maximum() - 4
            self.lay_out_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap what is in view; the rest follows in later turns."""
        super().resizeEvent(event)
        self.place(self._anchor())
        self.lay_out_view()

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing is laid out while it is hidden."""
        super().showEvent(event)
        self.place()

    def _width(self) -> int:
        return self.viewport().width() - 2 * theme.SPACE_4

    def _next_item(self) -> MessageItem | None:
        """What is to be laid out next: in view first, from the end if that is shown, then within a page around it."""
        top, high, width = self.verticalScrollBar().value(), self.viewport().height(), self._width()
        near: MessageItem | None = None
        for item in reversed(self._items) if self._at_end else self._items:
            start, end = item.y(), item.y() + item.height()
            if item.is_laid_out(width) or end < top - high or start > top + 2 * high:
                continue
            if end >= top and start <= top + high:
                return item
            near = near or item
        return near

    def _anchor(self) -> tuple[MessageItem, int] | None:
        """A message in view that should stay where it is, and its place in the view."""
        top, width = self.verticalScrollBar().value(), self._width()
        in_view = [item for item in self._items if item.y() < top + self.viewport().height()]
        in_view = [item for item in in_view if item.y() + item.height() > top]
        item = next((item for item in in_view if item.is_laid_out(width)), next(iter(in_view), None))
        return (item, item.y() - top) if item is not None else None

    def place(self, anchor: tuple[MessageItem, int] | None = None) -> None:
        """Put every message under the one before it, and keep the end or else the anchor where it was in the view."""
        self._is_placing = True
        width, y = self._width(), theme.SPACE_2
        if self._head is not None and not self._head.isHidden():
            size = self._head.sizeHint()
            self._head.setGeometry(theme.SPACE_4 + (width - size.width()) // 2, y, size.width(), size.height())
            y += size.height() + theme.SPACE_2
        for item in self._items:
            height = item.height_at(width)
            item.setGeometry(theme.SPACE_4, y, width, height)
            y += height + theme.SPACE_2
        y += theme.SPACE_4 - theme.SPACE_2
        self._inside.resize(self.viewport().width(), max(y, self.viewport().height()))
        bar = self.verticalScrollBar()
        if self._at_end:
            bar.setValue(bar.maximum())
        elif self._first is not None:
            bar.setValue(self._first.y())
        elif anchor is not None:
            bar.setValue(anchor[0].y() - anchor[1])
        self._is_placing = False
        self.lay_out_soon()

    def lay_out_now(self, item: MessageItem) -> None:
        """Lay out a message that is about to be shown."""
        if self.isVisible() and not item.is_laid_out(self._width()):
            anchor = self._anchor()
            item.lay_out(self._width())
            self.place(anchor)
