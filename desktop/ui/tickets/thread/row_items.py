"""The widgets of the rows near the view. They are used again: making one costs ten times as much as filling it."""

from collections.abc import Callable

from desktop.domain.tickets import Side
from desktop.ui.tickets.thread.column_rows import ColumnRows, Row
from desktop.ui.tickets.thread.message_item import MessageItem

MOST_UNUSED = 16
"""How many are kept for each side while they show nothing; a window shows fewer messages at a time."""


class RowItems:
    """Gives rows widgets, and takes them back.

    `make` makes a widget for a row, `dress` shows on the widget of the row with that index what its place among the
    others asks for, `is_kept` says whether a row keeps its widget however far from the view it is.
    """

    def __init__(
        self,
        rows: ColumnRows,
        make: Callable[[Row], MessageItem],
        dress: Callable[[int], None],
        is_kept: Callable[[Row], bool],
    ) -> None:
        self._rows = rows
        self._make, self._dress, self._is_kept = make, dress, is_kept
        self._unused: dict[Side, list[MessageItem]] = {side: [] for side in Side}

    def item(self, index: int) -> MessageItem:
        """The widget of a row, which gets one now at the latest."""
        row = self._rows[index]
        if row.item is None:
            unused = self._unused[row.message.side]
            if unused:
                row.item = unused.pop()
                row.item.show_other(row.message, row.view)
            else:
                row.item = self._make(row)
            self._dress(index)
            row.item.show()
        return row.item

    def release(self, row: Row) -> None:
        """Take a row's widget. It stays visible until `hide_unused`: most are used again at once."""
        item, row.item = row.item, None
        if item is None:
            return
        unused = self._unused[item.message.side]
        if item.has_focus_within:
            # nobody's keyboard may stay on a widget that goes on to show another message
            item.hide()
        if item.is_built and len(unused) < MOST_UNUSED:
            unused.append(item)
        else:
            item.hide()
            item.deleteLater()

    def release_all_but(self, near: range) -> None:
        """Take the widgets of rows that are not `near`, and not kept."""
        for index, row in enumerate(self._rows.all):
            if row.item is not None and index not in near and not self._is_kept(row):
                self.release(row)

    def hide_unused(self) -> None:
        """Hide what was released and not used again."""
        for unused in self._unused.values():
            for item in unused:
                if not item.isHidden():
                    item.hide()

    def fill(self) -> None:
        """Give every row a widget, children of their parent in the order of the rows."""
        if any(row.item is None for row in self._rows.all):
            for index in range(len(self._rows)):
                self.item(index).raise_()
