"""The history list's model: the order of all rows, and the values of those that are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer, Signal

from desktop.domain.errors import OtetError
from desktop.domain.filters import HistoryFilter
from desktop.domain.tickets import HistoryRow, RowId, RowKey, row_id, row_key
from desktop.services.tickets import is_at_once
from desktop.store.changes import Changes, Kind
from desktop.ui.kit.list_difference import Step, difference, replacement
from desktop.ui.kit.row_model import ArrangedRows, Index
from desktop.ui.session import Session
from desktop.ui.tickets.history.rows_query import Arrangement, RowsQuery, Wanted

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""Gives the `HistoryRow` itself, None while it cannot be read."""
FIRST_KEYS = 200
"""Lists with fewer rows are read in the window's thread; of a longer one, which is new, so many rows come first."""
FIRST_FOUND = 50
"""A search shows so many tickets before it looks for the rest."""
PAGE = 32
REMEMBERED = 512
TOGETHER_MS = 60
"""Changes that follow one another this closely are read once: the first sync commits many times a second."""
SHOWN_KINDS = (Kind.TICKET, Kind.DRAFT, Kind.OPERATION, Kind.ACCOUNT, Kind.SEARCH)


class HistoryModel(ArrangedRows[RowId], QAbstractListModel):
    """Rows of one account that meet a filter.

    The window's thread reads no order but the first rows of one that an index holds, and the values of rows that are
    looked at. All else is read in the searches' thread: words that are searched for, conditions, long orders.

    Signals: `arranged` rows came, went or moved; `loaded` the order is complete; `progressed` one of `is_searching`,
    `is_complete` and `error` may have changed.
    """

    arranged = Signal()
    loaded = Signal()
    progressed = Signal()

    def __init__(self, session: Session, describe: Callable[[HistoryRow], str], parent: QObject | None = None) -> None:
        """`describe` says a row in words, for a screen reader."""
        super().__init__(parent)
        self._session = session
        self._describe = describe
        self._filter = HistoryFilter()
        self._rows: OrderedDict[RowKey, HistoryRow] = OrderedDict()
        self._shown: Wanted | None = None
        self._is_searching = self._is_stale = False
        self._is_complete = True
        self._error: OtetError | None = None
        self._query = RowsQuery(session, self._came, self)
        self._together = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._together.timeout.connect(self.reload)
        session.signals.changed.connect(self._changed)

    @property
    def filter(self) -> HistoryFilter:
        """What is shown."""
        return self._filter

    @property
    def is_searching(self) -> bool:
        """Whether nothing is known yet of what meets the filter: the rows, if any, are those of the one before."""
        return self._is_searching

    @property
    def is_complete(self) -> bool:
        """Whether all rows that meet the filter were found."""
        return self._is_complete

    @property
    def is_reading(self) -> bool:
        """Whether rows are being read, be it only to see what changed."""
        return self._query.is_busy

    @property
    def error(self) -> OtetError | None:
        """Why the order could not be read when it was last tried."""
        return self._error

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
        """Show what meets `filter`, in place of what is being searched for now."""
        if filter == self._filter:
            return
        self._filter = filter
        wanted = self._wanted()
        if wanted is None or wanted != self._shown or is_at_once(filter):
            self._show_wanted()
            return
        # back to words whose rows are still here
        self._query.cancel()
        self._is_searching, self._is_complete, self._error = False, False, None
        self._read_again(wanted)
        self.progressed.emit()

    def reload(self) -> None:
        """Read order and values again.

        Rows of another account are replaced at once. A list that is shown already stays as it is until what changed
        in it has been found.
        """
        self._together.stop()
        self._forget_values()
        wanted = self._wanted()
        if wanted is None or wanted != self._shown or (is_at_once(self._filter) and len(self.order) < FIRST_KEYS):
            self._show_wanted()
        else:
            self._read_again(wanted)

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

    def _changed(self, changes: Changes) -> None:
        if not changes.has(*SHOWN_KINDS) or self._together.isActive():
            return
        self._together.start()

    def _wanted(self) -> Wanted | None:
        account = self._session.account
        return (account.id, self._filter) if account is not None else None

    def _show_wanted(self) -> None:
        """Show the first rows at once where an index holds them, and have the rest read."""
        wanted = self._wanted()
        if self._is_searching and wanted is not None and self._query.wanted == wanted:
            # news must not begin a search again that has found nothing yet
            self._is_stale = True
            return
        self._error, self._is_stale = None, False
        if wanted is not None and not is_at_once(wanted[1]):
            if self._shown is None or self._shown[0] != wanted[0]:
                self._take([], None)
            self._is_searching, self._is_complete = True, False
            self._query.start(wanted, self.order, FIRST_FOUND)
            self.progressed.emit()
            return
        self._query.cancel()
        self._shown = wanted
        first = self._session.services.tickets.history_order(*wanted, FIRST_KEYS) if wanted is not None else []
        self._take(first, difference(self.order, first) if len(self.order) <= FIRST_KEYS else None)
        self._is_searching, self._is_complete = False, len(first) < FIRST_KEYS
        if wanted is not None and not self._is_complete:
            self._query.start(wanted, self.order, None)
        self._tell()

    def _read_again(self, wanted: Wanted) -> None:
        """Have the whole order read. News do not stop a read that runs: during the first sync none would ever end."""
        self._is_stale = self._query.is_busy
        if not self._is_stale:
            self._query.start(wanted, self.order, None)

    def _came(self, part: Arrangement | OtetError) -> None:
        self._error = part if isinstance(part, OtetError) else None
        if not isinstance(part, OtetError):
            self._shown = part.wanted
            self._take(part.found.order, part.steps if part.before == self.order else None)
            self._remember(part.found.rows)
            self._is_complete = part.found.is_complete
        elif self._is_searching:
            # what is shown was found for other words
            self._shown = None
            self._take([], None)
        self._is_searching = False
        self._tell()
        if self._is_stale and self._shown is not None and not self._query.is_busy:
            self._is_stale = False
            self._query.start(self._shown, self.order, None)

    def _tell(self) -> None:
        self.progressed.emit()
        if self._is_complete and self._error is None:
            self.loaded.emit()

    def _take(self, order: list[RowId], steps: Sequence[Step] | None) -> None:
        """Show this order; without the steps that lead there, what differs is replaced as a whole."""
        steps = replacement(self.order, order) if steps is None else steps
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
