"""A statement of any length: the ids of all rows in order, and the values of those that are looked at."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal

from desktop.domain.errors import OtetError
from desktop.domain.money.statement import Order, SortBy, StatementFilter
from desktop.domain.money.wallets import Transaction
from desktop.ui.kit.row_model import runs
from desktop.ui.latest_only import LatestOnlyRunner
from desktop.ui.money.transaction_cells import ACCOUNT, AMOUNT, DATE, FEE, METHOD
from desktop.ui.money.transaction_table import ROOT, BookingTable, Index
from desktop.ui.session import Session

FIRST = 100
PAGE = 50
REMEMBERED = 400
FEW_STEPS = 64
SORTS = {
    DATE: SortBy.DATE,
    ACCOUNT: SortBy.ACCOUNT,
    METHOD: SortBy.METHOD,
    AMOUNT: SortBy.AMOUNT,
    FEE: SortBy.FEE,
}


@dataclass(frozen=True)
class Step:
    """Rows `first` to `last` of the old order go, or those of the new one come."""

    comes: bool
    first: int
    last: int


def steps(old: Sequence[int], new: Sequence[int]) -> tuple[Step, ...] | None:
    """How to come from one order to the other: removals from below, then insertions; None where that is no use."""
    gone, come = set(old).difference(new), set(new).difference(old)
    if len(old) + len(new) > 2 * (len(gone) + len(come)) + 2 * FEW_STEPS or len(gone) + len(come) <= FEW_STEPS:
        kept = [id for id in old if id not in gone] if gone else list(old)
        if kept == ([id for id in new if id not in come] if come else list(new)):
            removed = list(runs([row for row, id in enumerate(old) if id in gone])) if gone else []
            added = list(runs([row for row, id in enumerate(new) if id in come])) if come else []
            if len(removed) + len(added) <= FEW_STEPS:
                there = [Step(False, first, last) for first, last in reversed(removed)]
                return (*there, *(Step(True, first, last) for first, last in added))
    return None


@dataclass(frozen=True)
class _Found:
    before: Sequence[int]
    ids: Sequence[int]
    steps: tuple[Step, ...] | None


class StatementModel(BookingTable):
    """Rows that meet a filter. The window's thread reads pages by their ids only; orders are made in the background.

    `loaded` says that the order is complete for what was asked last.
    """

    loaded = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session.formats, parent)
        self._session = session
        self._filter = StatementFilter()
        self._order = Order()
        self._ids: list[int] = []
        self._rows: OrderedDict[int, Transaction] = OrderedDict()
        self.failed: OtetError | None = None
        """Why the rows could not be read."""
        self.is_turning = False
        """Rows come and go: a view moves its current row by itself, and nobody has chosen."""
        self._work: LatestOnlyRunner[_Found] = LatestOnlyRunner(session, self._came, self)

    @property
    def asked(self) -> tuple[StatementFilter, Order]:
        """What the rows meet and how they are sorted."""
        return self._filter, self._order

    @property
    def ids(self) -> Sequence[int]:
        """Every row's booking, in order."""
        return self._ids

    @property
    def is_loading(self) -> bool:
        """Whether the rows do not yet stand for what was asked last."""
        return self._work.is_busy

    def show(self, filter: StatementFilter) -> None:
        """Show what meets `filter`."""
        if filter != self._filter:
            self._filter = filter
            self._ask()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Called by a view whose heading was pressed."""
        wanted = Order(SORTS.get(column, SortBy.DATE), order is Qt.SortOrder.AscendingOrder)
        if wanted != self._order:
            self._order = wanted
            self._ask()

    def reload(self) -> None:
        """Read everything again, in place."""
        self._refresh_rows()
        self._ask(show_first=not self._ids)

    def _ask(self, *, show_first: bool = True) -> None:
        """Read the order; with `show_first` its first rows are shown at once where an index holds them."""
        account = self._session.account
        if account is None:
            self._take([], None)
            return
        wish = (account.id, self._filter, self._order)
        money = self._session.services.reads.money
        if show_first and money.is_indexed(self._filter, self._order):
            self._take(list(money.order(*wish, limit=FIRST)), None)
        old = tuple(self._ids)

        def work() -> _Found:
            ids = money.order(*wish)
            return _Found(old, ids, steps(old, ids))

        self._work.ask(work)

    def _came(self, found: _Found | OtetError) -> None:
        self.failed = found if isinstance(found, OtetError) else None
        if not isinstance(found, OtetError):
            self._take(list(found.ids), found.steps if found.before == tuple(self._ids) else None)
        self.loaded.emit()

    def _take(self, ids: list[int], way: tuple[Step, ...] | None) -> None:
        if ids == self._ids:
            return
        self.is_turning = True
        self._turn(ids, way)
        self.is_turning = False

    def _turn(self, ids: list[int], way: tuple[Step, ...] | None) -> None:
        if way is None:
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()
            return
        for step in way:
            if step.comes:
                self.beginInsertRows(ROOT, step.first, step.last)
                self._ids[step.first : step.first] = ids[step.first : step.last + 1]
                self.endInsertRows()
            else:
                self.beginRemoveRows(ROOT, step.first, step.last)
                del self._ids[step.first : step.last + 1]
                self.endRemoveRows()

    def row_of(self, booking_id: int) -> int:
        """Where a booking stands, -1 where it is not shown."""
        try:
            return self._ids.index(booking_id)
        except ValueError:
            return -1

    def booking(self, row: int) -> Transaction | None:
        """What a row shows, read with its neighbours if need be."""
        if not 0 <= row < len(self._ids):
            return None
        id = self._ids[row]
        if id not in self._rows:
            start = row - row % PAGE
            self._rows |= self._read([one for one in self._ids[start : start + PAGE] if one not in self._rows])
            while len(self._rows) > REMEMBERED:
                self._rows.popitem(last=False)
        return self._rows.get(id)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def _read(self, ids: Sequence[int]) -> dict[int, Transaction]:
        account = self._session.account
        if account is None or not ids:
            return {}
        return self._session.services.reads.money.transactions(account.id, ids)

    def _refresh_rows(self) -> None:
        old, new = self._rows, self._read(list(self._rows))
        self._rows = OrderedDict((id, new[id]) for id in old if id in new)
        for id in [id for id, row in self._rows.items() if row != old[id]]:
            if (row := self.row_of(id)) >= 0:
                self.dataChanged.emit(self.index(row, 0), self.index(row, FEE))
