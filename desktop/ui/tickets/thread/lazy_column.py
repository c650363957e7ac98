"""Messages one under another in a scroll area; only those near the view have widgets."""

import time
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.accessible_roles import ITEMS
from desktop.ui.kit.scrolling import ScrollArea
from desktop.ui.kit.text_area import LOW
from desktop.ui.tickets.thread.column_rows import Anchor, ColumnRows, Row, ScrollPosition
from desktop.ui.tickets.thread.message_item import MessageItem
from desktop.ui.tickets.thread.reading_column import column_left, column_width
from desktop.ui.tickets.thread.row_items import RowItems

_LEAST = 20
BUDGET_S = 0.012
"""How long messages are laid out in one turn of the event loop, but at least one of them."""
KEPT = 1.0
"""How many heights of the view away messages lose their widgets."""


class LazyColumn(ScrollArea):
    """Until a message is laid out it has an estimated height; what is read stays where it is when that changes.

    While a screen reader is at work every message has a widget, an empty one with a name where it is far from the
    view: what a screen reader walks through are widgets.

    A subclass fills `rows` and calls `place` when they change. `make`, `dress` and `is_kept` are for `RowItems`; the
    widgets are children of `inside`. So is `head`, which stands above the messages while it is not hidden.

    Signals:
        scrolled(): other messages may be in view, or have their place now.
        turned(top): the user scrolled, and the view begins at this pixel now; not at the end of the thread.
    """

    scrolled = Signal()
    turned = Signal(int)

    def __init__(
        self,
        make: Callable[[Row], MessageItem],
        dress: Callable[[int], None],
        is_kept: Callable[[Row], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = ColumnRows(theme.SPACE_1, theme.SPACE_4)
        self.head: QWidget | None = None
        self.inside = QWidget()
        self.inside.setProperty("accessible", ITEMS)
        self.inside.setProperty("role", "page")
        self.setWidget(self.inside)
        self._widgets = RowItems(self.rows, make, dress, is_kept)
        self._position = ScrollPosition(self.rows)
        self._is_placing = False
        self._next_turn = QTimer(self, singleShot=True, interval=0)
        self._next_turn.timeout.connect(self.lay_out_view)
        self.lay_out_soon = self._next_turn.start
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().actionTriggered.connect(self.leave_first)

    @property
    def items(self) -> list[MessageItem]:
        """The widgets of messages that there are, from the oldest message to the newest."""
        return [row.item for row in self.rows.all if row.item is not None]

    @property
    def is_settled(self) -> bool:
        """Whether everything in view is laid out."""
        return not self._next_turn.isActive()

    def go_to(self, index: int | None) -> None:
        """Show this message from its beginning, and what follows as far as it fits; None shows the end of the newest.

        It stays so when the heights become known.
        """
        self._position.first, self._position.at_end = None if index is None else self.rows[index], index is None
        self._position.release()
        self.place()
        self.lay_out_view()

    def leave_first(self) -> None:
        """Keep no message at the top of the view any more: the user has moved on."""
        self._position.first = None

    def last_in_view(self) -> int:
        """The row of the lowest message of which a line or more is in the viewport, -1 for none.

        While that message has no place yet it is -1, and `scrolled` follows.
        """
        if not self.isVisible():
            return -1
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        line_height = theme.current().px(_LEAST)
        for index in reversed(self.rows.between(top, bottom)):
            seen = min(self.rows.bottom(index), bottom) - max(self.rows.top(index), top)
            if seen >= min(self.rows[index].height, line_height):
                return index if self.rows[index].is_ready(self._width()) else -1
        return -1

    def lay_out_view(self) -> None:
        """Lay out the messages in view for `BUDGET_S`, the rest in later turns."""
        self._next_turn.stop()
        if not self.isVisible():
            return
        start, top, anchor = time.monotonic(), self.verticalScrollBar().value(), self.anchor()
        kept = round(self.viewport().height() * KEPT)
        if not QAccessible.isActive():
            self._widgets.release_all_but(self.rows.between(top - kept, top + self.viewport().height() + kept))
        while (index := self._next_index(anchor)) is not None:
            self._lay_out(index)
            if time.monotonic() - start > BUDGET_S:
                self.lay_out_soon()
                break
        self._apply(anchor)
        self._widgets.hide_unused()
        if self.is_settled:
            # everything in view has its place now
            self._position.release()
            self.scrolled.emit()

    def minimumSizeHint(self) -> QSize:
        """A line, or nothing in a low window, where the reply box and what it asks need the room more."""
        is_low = self.window().height() <= theme.current().px(LOW)
        return QSize(super().minimumSizeHint().width(), 0 if is_low else theme.current().px(_LEAST))

    def anchor(self) -> Anchor | None:
        """A message in view that should stay where it is; to be asked for before a change, for `place` after it."""
        return self._position.anchor(self.verticalScrollBar().value(), self.viewport().height(), self._width())

    def place(self, anchor: Anchor | None = None) -> None:
        """Put every message under the one before it, and keep the end or else the anchor where it was in the view."""
        self.rows.start = theme.SPACE_2
        if self.head is not None and not self.head.isHidden():
            self.rows.start += self.head.sizeHint().height() + theme.SPACE_2
        self.rows.stack()
        self._apply(anchor)
        self.lay_out_soon()

    def lay_out_now(self, index: int) -> MessageItem:
        """Lay out a message that is about to be shown; returns its widget."""
        anchor = self.anchor()
        if self.isVisible() and not self.rows[index].is_ready(self._width()):
            self._lay_out(index)
        item = self._widgets.item(index)
        self.place(anchor)
        return item

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap what is in view; the rest follows in later turns."""
        super().resizeEvent(event)
        anchor = self.anchor()
        for row in self.rows.all:
            if row.measured_width < 0:
                row.estimate(self._width())
        self.place(anchor)
        self.lay_out_view()

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing is laid out while it is hidden."""
        super().showEvent(event)
        self.place()
        self.lay_out_view()

    def _range_changed(self, _least: int, most: int) -> None:
        if self._position.at_end:
            self.verticalScrollBar().setValue(most)
        # with more room below, other messages are in view at the same place
        self.lay_out_soon()

    def _scrolled(self, value: int) -> None:
        if not self._is_placing:
            self._position.release()
            if self._position.first is None:
                self._position.at_end = value >= self.verticalScrollBar().maximum() - 4
            # at once, so that what comes into view is there when it is painted
            self.lay_out_view()
            if self._position.first is None and not self._position.at_end:
                self.turned.emit(value)

    def _width(self) -> int:
        # of the whole width: the parts above and below have no scroll bar, and the same edges
        return column_width(self.width())

    def _next_index(self, anchor: Anchor | None) -> int | None:
        """What is to be laid out next: what is in view, from the end if that is shown, then what has a widget."""
        top, width = self._target(anchor), self._width()
        in_view = self.rows.between(top, top + self.viewport().height())
        ordered = reversed(in_view) if self._position.at_end else in_view
        found = next((index for index in ordered if not self.rows[index].is_ready(width)), None)
        if found is not None:
            return found
        # a widget out of view, which was kept or has another width now
        built = (at for at, row in enumerate(self.rows.all) if row.item is not None and row.item.is_built)
        return next((index for index in built if not self.rows[index].is_ready(width)), None)

    def _lay_out(self, index: int) -> None:
        row, width = self.rows[index], self._width()
        row.height = self._widgets.item(index).lay_out(width)
        row.measured_width = width
        self.rows.stack()

    def _target(self, anchor: Anchor | None) -> int:
        most = max(self.rows.height - self.viewport().height(), 0)
        return self._position.target(anchor, self.verticalScrollBar().value(), most)

    def _apply(self, anchor: Anchor | None) -> None:
        """Give the widgets the places that were worked out."""
        self._is_placing = True
        left_edge = column_left(self.width()) - self.viewport().x()
        width, target = self._width(), self._target(anchor)
        if QAccessible.isActive():
            self._widgets.fill()
        if self.head is not None and not self.head.isHidden():
            size = self.head.sizeHint()
            left = left_edge + (width - size.width()) // 2
            self.head.setGeometry(left, theme.SPACE_2, size.width(), size.height())
        self.inside.resize(self.viewport().width(), max(self.rows.height, self.viewport().height()))
        self.verticalScrollBar().setValue(target)
        for index, row in enumerate(self.rows.all):
            if row.item is not None:
                row.item.setGeometry(left_edge, self.rows.top(index), width, row.height)
        self._is_placing = False
