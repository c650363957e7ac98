"""The columns of transactions, whichever rows a model has."""

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from desktop.domain.money.wallets import Transaction
from desktop.ui.kit.row_model import ROOT, ArrangedRows, Index
from desktop.ui.language.formats import Formats
from desktop.ui.money import transaction_cells
from desktop.ui.money.transaction_cells import COLUMNS, STATUS


class BookingTable(ArrangedRows[int], QAbstractTableModel):
    """A table of transactions by their ids; the subclass says what each row shows."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats

    def booking(self, row: int) -> Transaction | None:
        """What a row shows, None where that cannot be had."""
        raise NotImplementedError

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return transaction_cells.alignment(section)
        return transaction_cells.heading(section) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.booking(index.row())
        return None if row is None else transaction_cells.value(row, index.column(), role, self._formats)

    def retranslate(self) -> None:
        """Have the views read every cell and heading again: language, formats or theme changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, STATUS)
        if rows := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, STATUS))
