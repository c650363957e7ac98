"""The guide's five columns of transactions, kept up by differences."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.wallets import Transaction
from desktop.ui.formats import Formats
from desktop.ui.models import booking_cells
from desktop.ui.models.booking_cells import COLUMNS, FEE

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class TransactionsModel(QAbstractTableModel):
    """The few latest bookings, newest first."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
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

    def refresh(self) -> None:
        """Write every cell and heading anew, as after a change of language or of theme."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, FEE)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, FEE))

    def transaction(self, row: int) -> Transaction:
        """What a row shows."""
        return self._rows[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return booking_cells.alignment(section)
        return booking_cells.heading(section) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return booking_cells.value(self._rows[index.row()], index.column(), role, self._formats)
