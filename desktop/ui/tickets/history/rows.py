"""The rows of a history list: their order, and the values of those that are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from desktop.domain.tickets import HistoryRow, RowId, RowKey, row_id, row_key
from desktop.ui.kit.row_model import ArrangedRows, Index
from desktop.ui.session import Session

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""Gives the `HistoryRow` itself, None while it cannot be read."""
PAGE = 32
REMEMBERED = 512


class HistoryRows(ArrangedRows[RowId], QAbstractListModel):
    """An item model whose values are read in pages as they are looked at, in the window's thread."""

    def __init__(self, session: Session, describe: Callable[[HistoryRow], str], parent: QObject | None = None) -> None:
        """`describe` says a row in words, for a screen reader."""
        super().__init__(parent)
        self._session = session
        self._describe = describe
        self._rows: OrderedDict[RowKey, HistoryRow] = OrderedDict()

    @property
    def words(self) -> str:
        """What the rows were found by, to be marked in them; "" unless words were searched for."""
        return ""

    @property
    def keys(self) -> Sequence[RowKey]:
        """The keys of all rows in order, as a new list."""
        return [row_key(id) for id in self.order]

    def key(self, row: int) -> RowKey:
        """The key of a row."""
        return row_key(self.order[row])

    def row_of(self, key: RowKey) -> int:
        """The row of a key, -1 where it is not there."""
        return self.place(row_id(key))

    def index_of(self, key: RowKey) -> QModelIndex:
        """The index of a key, invalid where it is not there."""
        row = self.row_of(key)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    def row(self, key: RowKey) -> HistoryRow | None:
        """The values of a row, read with its neighbours if need be."""
        return self._row(key, -1 if key in self._rows else self.row_of(key))

    def row_at(self, place: int) -> HistoryRow | None:
        """The values of the row at a place, read with its neighbours if need be."""
        return self._row(self.key(place), place)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Subject, words for a screen reader, or the whole row."""
        if not index.isValid() or role not in (
            ROW_ROLE,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = self._row(self.key(index.row()), index.row())
        if role == ROW_ROLE or row is None:
            return row
        return row.subject if role == Qt.ItemDataRole.DisplayRole else self._describe(row)

    def retranslate(self) -> None:
        """Have the views read every row again that they show: language or formats changed."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def _read(self, keys: Sequence[RowKey]) -> dict[RowKey, HistoryRow]:
        account = self._session.account
        if account is None or not keys:
            return {}
        return self._session.services.reads.tickets.rows(account.id, keys, self.words)

    def _row(self, key: RowKey, place: int) -> HistoryRow | None:
        if key not in self._rows:
            self._fetch(place)
        row = self._rows.get(key)
        if row is not None:
            self._rows.move_to_end(key)
        return row

    def _fetch(self, row: int) -> None:
        if row < 0:
            return
        start = row - row % PAGE
        keys = [row_key(id) for id in self.order[start : start + PAGE]]
        self._rows |= self._read([key for key in keys if key not in self._rows])
        self._bound()

    def _bound(self) -> None:
        while len(self._rows) > REMEMBERED:
            self._rows.popitem(last=False)

    def _remember(self, rows: Mapping[RowKey, HistoryRow]) -> None:
        """Keep values that were read with their order, at whose top they stand."""
        changed = {row_id(key) for key, row in rows.items() if self._rows.get(key, row) != row}
        self._rows |= rows
        self._bound()
        for place in [place for place, id in enumerate(self.order[: len(rows)]) if id in changed]:
            index = self.index(place, 0)
            self.dataChanged.emit(index, index)

    def _forget_values(self) -> None:
        """Have the values of rows read again as they are looked at."""
        self._rows.clear()
        self.retranslate()
