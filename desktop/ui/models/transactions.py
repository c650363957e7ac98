"""The guide's five columns of transactions, kept up by differences."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.domain.wallets import Transaction
from desktop.ui import theme
from desktop.ui.formats import Formats, isolate, tip

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DATE, ACCOUNT, METHOD, AMOUNT, FEE = range(5)
_NUMBERS = frozenset({AMOUNT, FEE})
_NONE = "\u2014"


class TransactionsModel(QAbstractTableModel):
    """Rows newest first. `wanted` asks the page for more rows when a view has come to the end."""

    wanted = Signal()

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._rows: list[Transaction] = []
        self._total = 0

    def show(self, rows: Sequence[Transaction], total: int) -> None:
        """Make `rows` the content, by removals, insertions and changes; `total` is how many there are in all."""
        self._total = total
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
        return 0 if parent.isValid() else FEE + 1

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self._rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self.wanted.emit()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role == Qt.ItemDataRole.DisplayRole:
            names = (
                self.tr("Date"),
                self.tr("Account"),
                self.tr("Method"),
                self.tr("Amount"),
                self.tr("Transaction Fee"),
            )
            return names[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.FontRole:
            # amounts stand under each other; Persian digits of one width tear dates apart
            return theme.current().font("body", tabular=index.column() in _NUMBERS)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headerData(index.column(), Qt.Orientation.Horizontal)}: {self._text(row, index.column())}"
        if role == Qt.ItemDataRole.ToolTipRole and row.reference:
            return tip(self.tr("Reference {reference}").format(reference=isolate(row.reference)))
        return None

    def _text(self, row: Transaction, column: int) -> str:
        if column == DATE:
            return self._formats.date_time(row.date_ms)
        if column == ACCOUNT:
            return isolate(row.account)
        if column == METHOD:
            state = self._state(row.state)
            return f"{isolate(row.method)} · {state}" if state else isolate(row.method)
        if column == AMOUNT:
            return self._formats.money(row.amount, row.currency)
        return self._formats.money(row.fee, row.currency) if row.fee is not None else _NONE

    def _state(self, state: str) -> str:
        known = {
            "": "",
            "done": "",
            "completed": "",
            "pending": self.tr("in progress"),
            "rejected": self.tr("rejected"),
            "cancelled": self.tr("cancelled"),
        }
        # a broker's own word is better than none where money is not there yet
        return known.get(state, isolate(state))


def _alignment(column: int) -> Qt.AlignmentFlag:
    # decimals stand under each other only if figures end at the same side in every language
    if column in _NUMBERS:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
