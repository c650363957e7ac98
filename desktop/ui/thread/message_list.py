"""The messages of a thread, one under another; it follows its model's differences and keeps its place."""

import time

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.ui import theme
from desktop.ui.models.messages import MessagesModel
from desktop.ui.session import Session
from desktop.ui.signals import SendProgress
from desktop.ui.thread.follow import Follower
from desktop.ui.thread.message_item import MessageItem
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.labels import speaks_another_language

_LEAST = 20
BUDGET_S = 0.012
"""How long messages are laid out in one turn of the event loop, but at least one of them."""


class MessageList(QScrollArea):
    """Messages are built and laid out when they come near the view; until then each has an estimated height.

    New messages are scrolled to only if the end is in view.

    Signals:
        acted(Message, Act): what the user chose for a message.
        scrolled(): other messages may be in view, or have their place now.
    """

    acted = Signal(object, object)
    scrolled = Signal()

    def __init__(self, session: Session, model: MessagesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thread.list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._session = session
        self._model = model
        self._follower = Follower(self)
        self._items: list[MessageItem] = []
        self._current: MessageItem | None = None
        self._at_end = True
        self._first: MessageItem | None = None
        """The message that is kept at the top of the view, until the user moves elsewhere."""
        self._is_placing = False
        self._inside = QWidget()
        self._inside.setProperty("role", "page")
        self._older = Button(kind="quiet", parent=self._inside)
        self._older.clicked.connect(self._show_older)
        self.setWidget(self._inside)
        self._next_turn = QTimer(self, singleShot=True, interval=0)
        self._next_turn.timeout.connect(self.lay_out_view)
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().actionTriggered.connect(self._moved_by_user)
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.rowsMoved.connect(self._moved)
        model.dataChanged.connect(self._changed)
        session.signals.progress.connect(self._progress)
        self.retranslate()

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
        self._place(self._anchor())

    def last_in_view(self) -> int:
        """The row of the lowest message of which a line or more is in the viewport, -1 for none.

        While what is in view has no place yet it is -1, and `scrolled` follows.
        """
        if not self.isVisible():
            return -1
        top, width = self.verticalScrollBar().value(), self._width()
        bottom = top + self.viewport().height()
        line_height = theme.current().px(_LEAST)
        for row in range(len(self._items) - 1, -1, -1):
            item = self._items[row]
            seen = min(item.y() + item.height(), bottom) - max(item.y(), top)
            if item.height() > 0 and seen >= min(item.height(), line_height):
                return row if item.is_laid_out(width) else -1
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
            self._place(anchor)
            if time.monotonic() - start > BUDGET_S:
                self._next_turn.start()
                return
        # everything near the view has its place now
        self.scrolled.emit()

    def minimumSizeHint(self) -> QSize:
        """A line or two: in a low window the reply box needs the room more."""
        return QSize(super().minimumSizeHint().width(), theme.current().px(_LEAST))

    def retranslate(self) -> None:
        """Name the list for the reader, and write its days."""
        self.setAccessibleName(self.tr("Messages of this ticket"))
        self._tell_days()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if speaks_another_language(event):
            self.retranslate()

    def focus_newest(self) -> None:
        """Put the keyboard on the newest message."""
        if self._items:
            self._items[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1):
            item = MessageItem(self._session, self._model.message(row), self._follower, self._inside)
            item.acted.connect(self.acted)
            item.moved.connect(self._step)
            item.entered.connect(self._entered)
            item.layout_changed.connect(self._next_turn.start)
            self._items.insert(row, item)
        self._tell_days()
        self._place(None)
        for item in self._items[first : last + 1]:
            item.show()

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        for item in self._items[first : last + 1]:
            item.hide()
            item.deleteLater()
            if item is self._current:
                self._current = None
            if item is self._first:
                self._first = None
        del self._items[first : last + 1]
        self._tell_days()
        self._place(None)

    def _moved(self, _parent: QModelIndex, start: int, _end: int, _to_parent: QModelIndex, to: int) -> None:
        item = self._items.pop(start)
        place = to - (start < to)
        self._items.insert(place, item)
        self._tell_days()
        self._place(None)

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        moments = [item.message.created_ms for item in self._items[first.row() : last.row() + 1]]
        for row in range(first.row(), last.row() + 1):
            self._items[row].show_message(self._model.message(row))
        if moments != [item.message.created_ms for item in self._items[first.row() : last.row() + 1]]:
            self._tell_days()
        self._next_turn.start()

    def _tell_days(self) -> None:
        before = ""
        for item in self._items:
            day = self._session.formats.day(item.message.created_ms)
            item.show_day(day if day != before else "")
            before = day
        if self._current is None and self._items:
            self._make_current(self._items[-1])
        hidden = self._model.hidden
        self._older.setText(self.tr("Show %Ln earlier message(s)", None, hidden))
        self._older.setVisible(hidden > 0)

    def _show_older(self) -> None:
        self._at_end = False
        self._first = None
        bar = self.verticalScrollBar()
        from_end = bar.maximum() - bar.value()
        self._model.show_older()
        bar.setValue(bar.maximum() - from_end)

    def _step(self, step: int) -> None:
        if self._current is None or self._current not in self._items:
            return
        place = self._items.index(self._current) + step
        item = self._items[max(0, min(place, len(self._items) - 1))]
        item.setFocus(Qt.FocusReason.TabFocusReason)

    def _entered(self) -> None:
        item = self.sender()
        if isinstance(item, MessageItem):
            self._make_current(item)
            self._first = None
            self._lay_out_now(item)
            top = item.pos().y()
            bar, high = self.verticalScrollBar(), self.viewport().height()
            if top < bar.value() or item.height() > high:
                bar.setValue(top)
            elif top + item.height() > bar.value() + high:
                bar.setValue(top + item.height() - high)

    def _make_current(self, item: MessageItem) -> None:
        if self._current is not None and self._current is not item:
            self._current.make_current(False)
        self._current = item
        item.make_current(True)

    def _progress(self, progress: SendProgress) -> None:
        for item in self._items:
            item.show_progress(progress)

    def _range_changed(self, _least: int, most: int) -> None:
        if self._at_end:
            self.verticalScrollBar().setValue(most)
        # with more room below, other messages are in view at the same place
        self._next_turn.start()

    def _moved_by_user(self) -> None:
        self._first = None

    def _scrolled(self, value: int) -> None:
        if not self._is_placing:
            if self._first is None:
                self._at_end = value >= self.verticalScrollBar().maximum() - 4
            self._next_turn.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap what is in view; the rest follows in later turns."""
        super().resizeEvent(event)
        self._place(self._anchor())
        self.lay_out_view()

    def showEvent(self, event: QShowEvent) -> None:
        """Nothing is laid out while it is hidden."""
        super().showEvent(event)
        self._place(None)

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

    def _place(self, anchor: tuple[MessageItem, int] | None) -> None:
        """Put every message under the one before it, and keep the end or else the anchor where it was in the view."""
        self._is_placing = True
        width, y = self._width(), theme.SPACE_2
        if self._model.hidden:
            size = self._older.sizeHint()
            self._older.setGeometry(theme.SPACE_4 + (width - size.width()) // 2, y, size.width(), size.height())
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
        self._next_turn.start()

    def _lay_out_now(self, item: MessageItem) -> None:
        if self.isVisible() and not item.is_laid_out(self._width()):
            anchor = self._anchor()
            item.lay_out(self._width())
            self._place(anchor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard belongs on a message."""
        self.focus_newest()
