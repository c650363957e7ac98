"""The latest transactions as a table, kept up by differences."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.domain.money.wallets import Transaction
from desktop.ui.language.formats import Formats
from desktop.ui.money.transaction_cells import STATUS
from desktop.ui.money.transaction_table import BookingTable


class TransactionsModel(BookingTable):
    """The few latest transactions, newest first."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(formats, parent)
        self._rows: dict[int, Transaction] = {}

    def show(self, rows: Sequence[Transaction]) -> None:
        """Make `rows` the content, by removals, insertions and changes."""
        before = self._rows
        shown = {row.id: row for row in rows}
        # views read while rows come and go
        self._rows = {**before, **shown}
        self.arrange(list(shown))
        self._rows = shown
        for place, row in enumerate(rows):
            if row.id in before and before[row.id] != row:
                self.dataChanged.emit(self.index(place, 0), self.index(place, STATUS))

    def booking(self, row: int) -> Transaction:
        """What a row shows."""
        return self._rows[self.order[row]]
