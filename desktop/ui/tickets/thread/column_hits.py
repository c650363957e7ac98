"""Shows in a thread's column what a search has found in it."""

from PySide6.QtCore import QObject, Slot

from desktop.ui.tickets.thread.message_list import MessageList
from desktop.ui.tickets.thread.model import MessagesModel
from desktop.ui.tickets.thread.thread_search import ThreadSearch


class ColumnHits(QObject):
    """Marks the words in the messages that have a widget, and brings the message that was gone to into view."""

    def __init__(self, column: MessageList, model: MessagesModel, search: ThreadSearch) -> None:
        super().__init__(column)
        self._column = column
        self._model = model
        self._search = search
        search.found.connect(self._mark)
        search.gone_to.connect(self._show)

    @Slot()
    def _mark(self) -> None:
        search = self._search
        for item in self._column.items:
            item.show_hits(search.highlighter, is_current=item.message.key == search.current)

    @Slot(str)
    def _show(self, key: str) -> None:
        """Show a message, which may be further back than what was read so far, with its first hit in view."""
        column, before = self._column, -1
        while (index := self._model.row_of(key)) < 0 and self._model.hidden not in (0, before):
            before = self._model.hidden
            column.earlier_asked.emit()
        if index < 0:
            return
        row, highlighter = column.rows[index], self._search.highlighter
        if highlighter is not None:
            row.view.open_at(row.message, highlighter)
        if row.item is not None:
            row.item.show_other(row.message, row.view)
        column.go_to(index)
        item = column.lay_out_now(index)
        hit, high = item.body.first_hit(), column.viewport().height()
        if hit is not None and (down := item.body.mapTo(item, hit.center()).y()) > high // 2:
            # a long message, of which the beginning alone would be in view
            column.leave_first()
            column.verticalScrollBar().setValue(column.rows.top(index) + down - high // 3)
