"""The messages of a thread, one under another; it follows its model's differences and keeps its place."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.tickets import Side
from desktop.ui.kit.announcements import announce
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.translated import Translated
from desktop.ui.session import Session
from desktop.ui.signals import SendProgress
from desktop.ui.tickets.thread.column_groups import ColumnGroups
from desktop.ui.tickets.thread.column_rows import Anchor, Row
from desktop.ui.tickets.thread.lazy_column import LazyColumn
from desktop.ui.tickets.thread.link_opener import LinkOpener
from desktop.ui.tickets.thread.message_item import MessageItem
from desktop.ui.tickets.thread.model import MessagesModel
from desktop.ui.tickets.thread.sticky_day import StickyDay
from desktop.ui.tickets.thread.thread_search import ThreadSearch

_MOST_SPOKEN = 300
"""Letters of an answer that are read aloud without being asked for."""


class MessageList(Translated, LazyColumn):
    """New messages are scrolled to only if the end is in view.

    Signals:
        acted(message, act): the user wants this `Act` done with a message.
        earlier_asked(): the user wants to see older messages.
        answered(words): an answer came while the ticket is open; a screen reader is told, too.
    """

    acted = Signal(object, object)
    earlier_asked = Signal()
    answered = Signal(str)

    def __init__(
        self, session: Session, model: MessagesModel, search: ThreadSearch, parent: QWidget | None = None
    ) -> None:
        super().__init__(self._make_item, self._dress_item, self._is_kept, parent)
        self.setObjectName("thread.list")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._session = session
        self._model = model
        self._search = search
        self.follower = LinkOpener(self)
        self._current: Row | None = None
        """The one message that takes part in Tab's round."""
        self._groups = ColumnGroups(self.rows, session.formats)
        self._last_progress: SendProgress | None = None
        self._older = Button(kind="quiet", parent=self.inside)
        self._older.clicked.connect(self._show_older)
        self.head = self._older
        self.turned.connect(StickyDay(self, self._groups).follow)
        model.modelReset.connect(self._reset)
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.rowsMoved.connect(self._moved)
        model.dataChanged.connect(self._changed)
        session.signals.progress.connect(self._progress)

    def retranslate(self) -> None:
        """Name the list for the reader, and write its days."""
        for part in (self, self.inside):
            part.setAccessibleName(self.tr("Messages of this ticket"))
        self.apply_theme()

    def apply_theme(self) -> None:
        """Measure everything again: words and letters have another size now."""
        anchor = self.anchor()
        for row in self.rows.all:
            if row.item is None:
                row.estimate(self._width())
            row.measured_width = -1
        self._follow_rows(anchor)

    def focus_newest(self) -> None:
        """Put the keyboard on the newest message."""
        if len(self.rows):
            self.lay_out_now(len(self.rows) - 1).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_item(self, row: Row) -> MessageItem:
        item = MessageItem(self._session, row.message, self.follower, self.inside, row.view)
        item.acted.connect(self.acted)
        item.moved.connect(self._step)
        item.entered.connect(self._entered)
        item.layout_changed.connect(self._item_changed)
        return item

    def _dress_item(self, index: int) -> None:
        row = self.rows[index]
        if row.item is not None:
            row.item.show_placing(self._groups.placing(index))
            row.item.make_current(row is self._current)
            row.item.show_hits(self._search.highlighter, is_current=row.message.key == self._search.current)
            if self._last_progress is not None:
                row.item.show_progress(self._last_progress)

    def _is_kept(self, row: Row) -> bool:
        return row is self._current or (row.item is not None and row.item.is_in_use)

    def _reset(self) -> None:
        """Another thread: nothing stays but the widgets."""
        for row in self.rows.take(0, len(self.rows) - 1):
            self._widgets.release(row)
        self._current = self._last_progress = None
        self._groups.begin_new_at(self._model.first_unread_key)
        self.rows.insert(0, _rows(self._model, 0, self._model.rowCount() - 1, self._width()))
        self._position.release()
        self._follow_rows(None)
        if not len(self.rows):
            self._widgets.hide_unused()

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._forget(first - 1, first)
        anchor = self.anchor()
        self.rows.insert(first, _rows(self._model, first, last, self._width()))
        key = self._model.first_unread_key
        if not self.isActiveWindow() and any(row.message.key == key for row in self.rows.all[first : last + 1]):
            # what comes while nobody looks, after everything before it was read
            self._groups.begin_new_at(key)
        self._follow_rows(anchor)
        for row in self.rows.all[first : last + 1]:
            # earlier ones come on request
            if row.message.side is Side.SUPPORT and row.message.unread and last == len(self.rows) - 1:
                words = self._widgets.item(self.rows.index(row)).accessibleName()
                self.answered.emit(words)
                if self.isVisible():
                    announce(self, words[:_MOST_SPOKEN])

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._forget(first - 1, last + 1)
        anchor = self.anchor()
        for row in self.rows.take(first, last):
            self._widgets.release(row)
            if row is self._current:
                self._current = None
        self._follow_rows(anchor)

    def _moved(self, _parent: QModelIndex, start: int, _end: int, _to_parent: QModelIndex, to: int) -> None:
        self._forget(start - 1, start + 1)
        self._forget(to - 1, to)
        anchor = self.anchor()
        self.rows.insert(to - (start < to), self.rows.take(start, start))
        self._follow_rows(anchor)

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._forget(first.row() - 1, last.row() + 1)
        anchor = self.anchor()
        for index in range(first.row(), last.row() + 1):
            row = self.rows[index]
            row.message = self._model.message(index)
            if row.item is not None:
                row.item.show_message(row.message)
        self._follow_rows(anchor)

    def _forget(self, first: int, last: int) -> None:
        """These rows are about to get other heights: what one shows around its text depends on its neighbours.

        To be called before an anchor is chosen, which is better a row that keeps its height.
        """
        for row in self.rows.all[max(first, 0) : last + 1]:
            row.measured_width = -1

    def _follow_rows(self, anchor: Anchor | None) -> None:
        if self._current is None and len(self.rows):
            self._current = self.rows[len(self.rows) - 1]
        for index, row in enumerate(self.rows.all):
            if row.item is not None:
                self._dress_item(index)
            if row is self._current:
                # Tab has to find it wherever the view is
                self._widgets.item(index)
        hidden = self._model.hidden
        self._older.setText(self.tr("Show %Ln earlier message(s)", None, hidden))
        self._older.setVisible(hidden > 0)
        self.place(anchor)

    def _show_older(self) -> None:
        self._position.at_end = False
        self.leave_first()
        self.earlier_asked.emit()

    def _step(self, step: int) -> None:
        if self._current is not None:
            index = self.rows.index(self._current) + step
            index = max(0, min(index, len(self.rows) - 1))
            self.lay_out_now(index).setFocus(Qt.FocusReason.TabFocusReason)

    def _entered(self) -> None:
        """The keyboard is on a message: it is the one that Tab comes back to, and in view."""
        index = next((at for at, row in enumerate(self.rows.all) if row.item is self.sender()), -1)
        if index < 0:
            return
        before, self._current = self._current, self.rows[index]
        for row in (before, self._current):
            if row is not None and row.item is not None:
                row.item.make_current(row is self._current)
        self.leave_first()
        self.lay_out_now(index)
        top, height = self.rows.top(index), self._current.height
        bar, high = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() or height > high:
            bar.setValue(top)
        elif top + height > bar.value() + high:
            bar.setValue(top + height - high)

    def _item_changed(self) -> None:
        """A widget may need another height; that it was filled says nothing yet."""
        row = next((row for row in self.rows.all if row.item is not None and row.item is self.sender()), None)
        if row is not None and row.item is not None and row.height != row.item.content.height_at(row.measured_width):
            row.measured_width = -1
            self.lay_out_soon()

    def _progress(self, progress: SendProgress) -> None:
        self._last_progress = progress
        for item in self.items:
            item.show_progress(progress)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard belongs on a message."""
        self.focus_newest()


def _rows(model: MessagesModel, first: int, last: int, width: int) -> list[Row]:
    rows = [Row(model.message(place)) for place in range(first, last + 1)]
    for row in rows:
        row.estimate(width)
    return rows
