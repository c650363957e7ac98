"""The history list's model: the order of all rows, and the values of those that are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer, Signal

from desktop.domain.errors import OtetError
from desktop.domain.filters import HistoryFilter
from desktop.domain.tickets import HistoryRow, RowId, RowKey, row_id, row_key
from desktop.store.changes import Changes, Kind
from desktop.ui.kit.list_difference import Step, difference, replacement
from desktop.ui.kit.row_model import ArrangedRows, Index
from desktop.ui.latest_only import LatestOnlyRunner
from desktop.ui.session import Session

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""Gives the `HistoryRow` itself, None while it cannot be read."""
FIRST_KEYS = 200
"""Lists with fewer rows are read in the window's thread; of a longer one, which is new, so many rows come first."""
PAGE = 32
REMEMBERED = 512
TOGETHER_MS = 60
"""Changes that follow one another this closely are read once: the first sync commits many times a second."""
SHOWN_KINDS = (Kind.TICKET, Kind.DRAFT, Kind.OPERATION, Kind.ACCOUNT, Kind.SEARCH)


@dataclass(frozen=True)
class _Found:
    """A complete order, the steps that lead to it, and the turn of the model's order that they lead from."""

    turn: int
    order: list[RowId]
    steps: Sequence[Step]


class HistoryModel(ArrangedRows[RowId], QAbstractListModel):
    """Rows of one account that meet a filter. A long order is read and compared in the background.

    Signals: `arranged` rows came, went or moved; `loaded` the order is complete.
    """

    arranged = Signal()
    loaded = Signal()

    def __init__(self, session: Session, describe: Callable[[HistoryRow], str], parent: QObject | None = None) -> None:
        """`describe` says a row in words, for a screen reader."""
        super().__init__(parent)
        self._session = session
        self._describe = describe
        self._filter = HistoryFilter()
        self._rows: OrderedDict[RowKey, HistoryRow] = OrderedDict()
        self._shown: tuple[int, HistoryFilter] | None = None
        self._turn = 0
        self._is_stale = False
        self._work: LatestOnlyRunner[_Found] = LatestOnlyRunner(session, self._came, self)
        self._together = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._together.timeout.connect(self.reload)
        session.signals.changed.connect(self._changed)

    @property
    def filter(self) -> HistoryFilter:
        """What is shown."""
        return self._filter

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

    def show(self, filter: HistoryFilter) -> None:
        """Show what meets `filter`."""
        if filter != self._filter:
            self._filter = filter
            self.reload()

    def reload(self) -> None:
        """Read order and values again.

        What stands for another account or filter is replaced at once, and so is a short list. A long list that is
        shown already stays as it is until the background has found what changed in it.
        """
        self._together.stop()
        self._refresh_rows()
        account = self._session.account
        wanted = (account.id, self._filter) if account is not None else None
        if wanted == self._shown and len(self.order) >= FIRST_KEYS:
            self._order_in_background(is_other=False)
            return
        self._shown = wanted
        first = self._session.services.tickets.history_order(*wanted, FIRST_KEYS) if wanted is not None else []
        self._take(first, difference(self.order, first) if len(self.order) <= FIRST_KEYS else None)
        if len(first) < FIRST_KEYS:
            self.loaded.emit()
        else:
            self._order_in_background(is_other=True)

    def row(self, key: RowKey) -> HistoryRow | None:
        """The values of a row, read with its neighbours if need be."""
        return self._row(key, -1 if key in self._rows else self.row_of(key))

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
        """Have the views read every row again: language or formats changed."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def _changed(self, changes: Changes) -> None:
        if not changes.has(*SHOWN_KINDS) or self._together.isActive():
            return
        self._together.start()

    def _order_in_background(self, *, is_other: bool) -> None:
        """Read the whole order. News do not stop a read that runs: during the first sync none would ever end."""
        if self._shown is None:
            return
        if self._work.is_busy and not is_other:
            self._is_stale = True
            return
        self._is_stale = False
        read, wanted, turn, before = self._session.services.tickets, self._shown, self._turn, list(self.order)

        def work() -> _Found:
            order = read.history_order(*wanted)
            return _Found(turn, order, difference(before, order))

        self._work.ask(work)

    def _came(self, found: _Found | OtetError) -> None:
        if not isinstance(found, OtetError) and found.turn == self._turn:
            self._take(found.order, found.steps)
            self.loaded.emit()
        if self._is_stale:
            self._order_in_background(is_other=False)

    def _take(self, order: list[RowId], steps: Sequence[Step] | None) -> None:
        """Show this order; without the steps that lead there, what differs is replaced as a whole."""
        steps = replacement(self.order, order) if steps is None else steps
        self._turn += 1
        if steps:
            self.arrange(order, steps)
            self.arranged.emit()

    def _read(self, keys: Sequence[RowKey]) -> dict[RowKey, HistoryRow]:
        account = self._session.account
        if account is None or not keys:
            return {}
        return self._session.services.reads.tickets.rows(account.id, keys)

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
