"""The messages of a thread, one under another; it follows its model's differences and keeps its place."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.buttons import Button
from desktop.ui.kit.translated import Translated
from desktop.ui.session import Session
from desktop.ui.signals import SendProgress
from desktop.ui.tickets.thread.lazy_column import LazyColumn
from desktop.ui.tickets.thread.link_opener import LinkOpener
from desktop.ui.tickets.thread.message_item import MessageItem
from desktop.ui.tickets.thread.model import MessagesModel


class MessageList(Translated, LazyColumn):
    """Signals: `acted` carries the message and an `Act`. New messages are scrolled to only if the end is in view."""

    acted = Signal(object, object)

    def __init__(self, session: Session, model: MessagesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thread.list")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._session = session
        self._model = model
        self._follower = LinkOpener(self)
        self._current: MessageItem | None = None
        self._older = Button(kind="quiet", parent=self._inside)
        self._older.clicked.connect(self._show_older)
        self.set_head(self._older)
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.rowsMoved.connect(self._moved)
        model.dataChanged.connect(self._changed)
        session.signals.progress.connect(self._progress)

    def retranslate(self) -> None:
        """Name the list for the reader, and write its days."""
        self.setAccessibleName(self.tr("Messages of this ticket"))
        self._show_days()

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
            item.layout_changed.connect(self.lay_out_soon)
            self._items.insert(row, item)
        self._show_days()
        self.place()
        for item in self._items[first : last + 1]:
            item.show()

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        for item in self._items[first : last + 1]:
            item.hide()
            item.deleteLater()
            if item is self._current:
                self._current = None
            if item is self._first:
                self.leave_first()
        del self._items[first : last + 1]
        self._show_days()
        self.place()

    def _moved(self, _parent: QModelIndex, start: int, _end: int, _to_parent: QModelIndex, to: int) -> None:
        item = self._items.pop(start)
        place = to - (start < to)
        self._items.insert(place, item)
        self._show_days()
        self.place()

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        moments = [item.message.created_ms for item in self._items[first.row() : last.row() + 1]]
        for row in range(first.row(), last.row() + 1):
            self._items[row].show_message(self._model.message(row))
        if moments != [item.message.created_ms for item in self._items[first.row() : last.row() + 1]]:
            self._show_days()
        self.lay_out_soon()

    def _show_days(self) -> None:
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
        self.leave_first()
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
            self.leave_first()
            self.lay_out_now(item)
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard belongs on a message."""
        self.focus_newest()
