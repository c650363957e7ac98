"""The guide's five columns of transactions, kept up by differences."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.domain.money.wallets import Transaction
from desktop.ui.language.formats import Formats
from desktop.ui.money.transaction_cells import FEE
from desktop.ui.money.transaction_table import ROOT, BookingTable, Index


class TransactionsModel(BookingTable):
    """The few latest bookings, newest first."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(formats, parent)
        self._rows: list[Transaction] = []

    def show(self, rows: Sequence[Transaction]) -> None:
        """Make `rows` the content, by removals, insertions and changes."""
        kept = {row.id for row in rows}
        for place in range(len(self._rows) - 1, -1, -1):
            if self._rows[place].id not in kept:
                self._remove(place)
        for place, row in enumerate(rows):
            known = next((at for at in range(place, len(self._rows)) if self._rows[at].id == row.id), None)
            if known is None:
                self.beginInsertRows(ROOT, place, place)
                self._rows.insert(place, row)
                self.endInsertRows()
                continue
            if known != place:
                self.beginMoveRows(ROOT, known, known, ROOT, place)
                self._rows.insert(place, self._rows.pop(known))
                self.endMoveRows()
            self._change(place, row)

    def _remove(self, place: int) -> None:
        self.beginRemoveRows(ROOT, place, place)
        del self._rows[place]
        self.endRemoveRows()

    def _change(self, place: int, row: Transaction) -> None:
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place, 0), self.index(place, FEE))

    def booking(self, row: int) -> Transaction:
        """What a row shows."""
        return self._rows[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)
