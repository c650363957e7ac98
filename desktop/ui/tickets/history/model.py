"""The history list's model: the order of all rows, and the values of those that are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from desktop.domain.errors import OtetError
from desktop.domain.filters import HistoryFilter
from desktop.domain.tickets import HistoryRow, RowKey
from desktop.store.changes import Changes, Kind
from desktop.ui.kit.row_model import Index, KeyedRows
from desktop.ui.session import Session

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""Gives the `HistoryRow` itself, None while it cannot be read."""
FIRST_KEYS = 200
PAGE = 32
REMEMBERED = 512
TOGETHER_MS = 60
"""Changes that follow one another this closely are read once: the first sync commits many times a second."""
SHOWN_KINDS = (Kind.TICKET, Kind.DRAFT, Kind.OPERATION, Kind.ACCOUNT, Kind.SEARCH)


class HistoryModel(KeyedRows[RowKey]):
    """Rows of one account that meet a filter. `loaded` says that the order is complete."""

    loaded = Signal()

    def __init__(self, session: Session, describe: Callable[[HistoryRow], str], parent: QObject | None = None) -> None:
        """`describe` says a row in words, for a screen reader."""
        super().__init__(parent)
        self._session = session
        self._describe = describe
        self._filter = HistoryFilter()
        self._rows: OrderedDict[RowKey, HistoryRow] = OrderedDict()
        self._asked = 0
        self._together = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._together.timeout.connect(self.reload)
        session.signals.changed.connect(self._changed)

    @property
    def filter(self) -> HistoryFilter:
        """What is shown."""
        return self._filter

    def show(self, filter: HistoryFilter) -> None:
        """Show what meets `filter`."""
        if filter != self._filter:
            self._filter = filter
            self.reload()

    def reload(self) -> None:
        """Read order and values again: the first keys at once, a long rest in the background."""
        self._together.stop()
        self._asked += 1
        asked = self._asked
        first = self._keys_of(FIRST_KEYS)
        self._refresh_rows()
        if len(first) < FIRST_KEYS:
            self.arrange(first)
            self.loaded.emit()
            return
        if list(self.keys[:FIRST_KEYS]) != first:
            known = set(first)
            self.arrange([*first, *(key for key in self.keys[FIRST_KEYS:] if key not in known)])

        def done(keys: list[RowKey] | OtetError) -> None:
            if isValid(self) and asked == self._asked and not isinstance(keys, OtetError):
                self.arrange(keys)
                self.loaded.emit()

        self._session.run(lambda: self._keys_of(None), done)

    def row(self, key: RowKey) -> HistoryRow | None:
        """The values of a row, read if need be."""
        if key not in self._rows:
            self._fetch(key)
        row = self._rows.get(key)
        if row is not None:
            self._rows.move_to_end(key)
        return row

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Subject, words for a screen reader, or the whole row."""
        if not index.isValid() or role not in (
            ROW_ROLE,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = self.row(self.key(index.row()))
        if role == ROW_ROLE or row is None:
            return row
        return row.subject if role == Qt.ItemDataRole.DisplayRole else self._describe(row)

    def retranslate(self) -> None:
        """Have the views read every row again: language or formats changed."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def _changed(self, changes: Changes) -> None:
        if not changes.has(*SHOWN_KINDS) or self._together.isActive():
            return
        self._together.start()

    def _keys_of(self, limit: int | None) -> list[RowKey]:
        account = self._session.account
        if account is None:
            return []
        return self._session.services.tickets.history(account.id, self._filter, limit)

    def _read(self, keys: Sequence[RowKey]) -> dict[RowKey, HistoryRow]:
        account = self._session.account
        if account is None or not keys:
            return {}
        return self._session.services.reads.tickets.rows(account.id, keys)

    def _fetch(self, key: RowKey) -> None:
        row = self.row_of(key)
        if row < 0:
            return
        start = row - row % PAGE
        wanted = [item for item in self.keys[start : start + PAGE] if item not in self._rows]
        self._rows |= self._read(wanted)
        while len(self._rows) > REMEMBERED:
            self._rows.popitem(last=False)

    def _refresh_rows(self) -> None:
        old = self._rows
        new = self._read(list(old))
        self._rows = OrderedDict((key, new[key]) for key in old if key in new)
        # views read while they are told, and reading moves rows within the memory
        for key in [key for key, row in self._rows.items() if row != old[key]]:
            index = self.index_of(key)
            if index.isValid():
                self.dataChanged.emit(index, index)
