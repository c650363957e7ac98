"""A statement of any length: the ids of all rows in order, and the values of those that are looked at."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal

from desktop.domain.errors import OtetError
from desktop.domain.money.statement import Order, SortBy, StatementFilter
from desktop.domain.money.wallets import Transaction
from desktop.ui.kit.list_difference import Step, difference, replacement
from desktop.ui.latest_only import LatestOnlyRunner
from desktop.ui.money.transaction_cells import ACCOUNT, AMOUNT, DATE, FEE, METHOD, STATUS
from desktop.ui.money.transaction_table import BookingTable
from desktop.ui.session import Session
from desktop.values import dataclass

FIRST = 100
PAGE = 50
REMEMBERED = 400
SORTS = {
    DATE: SortBy.DATE,
    ACCOUNT: SortBy.ACCOUNT,
    METHOD: SortBy.METHOD,
    AMOUNT: SortBy.AMOUNT,
    FEE: SortBy.FEE,
}


@dataclass(frozen=True)
class _Found:
    """The ids of all rows in order, and the steps that lead there from those that were shown when it was asked."""

    before: Sequence[int]
    ids: list[int]
    steps: Sequence[Step]


class StatementModel(BookingTable):
    """Rows that meet a filter. The window's thread reads pages by their ids only; orders are made in the background.

    Signals: `arranged` rows came, went or moved; `loaded` the order is complete for what was asked last.
    """

    arranged = Signal()
    loaded = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session.formats, parent)
        self._session = session
        self._filter = StatementFilter()
        self._order_asked = Order()
        self._rows: OrderedDict[int, Transaction] = OrderedDict()
        self.failed: OtetError | None = None
        """Why the rows could not be read."""
        self.is_turning = False
        """Rows come and go: a view moves its current row by itself, and nobody has chosen."""
        self._work: LatestOnlyRunner[_Found] = LatestOnlyRunner(session, self._came, self)

    @property
    def asked(self) -> tuple[StatementFilter, Order]:
        """What the rows meet and how they are sorted."""
        return self._filter, self._order_asked

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
        """Called by a view whose heading was pressed; nothing happens for a column without an order of its own."""
        if column not in SORTS:
            return
        wanted = Order(SORTS[column], order is Qt.SortOrder.AscendingOrder)
        if wanted != self._order_asked:
            self._order_asked = wanted
            self._ask()

    def reload(self) -> None:
        """Read everything again, in place."""
        self._refresh_rows()
        self._ask(show_first=not self.order)

    def _ask(self, *, show_first: bool = True) -> None:
        """Read the order; with `show_first` its first rows are shown at once where an index holds them."""
        account = self._session.account
        if account is None:
            self._take([])
            return
        wish = (account.id, self._filter, self._order_asked)
        money = self._session.services.reads.money
        if show_first and money.is_indexed(self._filter, self._order_asked):
            self._take(list(money.order(*wish, limit=FIRST)))
        before = list(self.order)

        def work() -> _Found:
            ids = list(money.order(*wish))
            return _Found(before, ids, difference(before, ids))

        self._work.ask(work)

    def _came(self, found: _Found | OtetError) -> None:
        self.failed = found if isinstance(found, OtetError) else None
        if not isinstance(found, OtetError):
            self._take(found.ids, found.steps if found.before == self.order else None)
        self.loaded.emit()

    def _take(self, ids: list[int], steps: Sequence[Step] | None = None) -> None:
        """Show these; without the steps that lead there, what differs is replaced as a whole."""
        steps = replacement(self.order, ids) if steps is None else steps
        if steps:
            self.is_turning = True
            self.arrange(ids, steps)
            self.is_turning = False
            self.arranged.emit()

    def booking(self, row: int) -> Transaction | None:
        """What a row shows, read with its neighbours if need be."""
        if not 0 <= row < len(self.order):
            return None
        id = self.order[row]
        if id not in self._rows:
            start = row - row % PAGE
            self._rows |= self._read([one for one in self.order[start : start + PAGE] if one not in self._rows])
            while len(self._rows) > REMEMBERED:
                self._rows.popitem(last=False)
        return self._rows.get(id)

    def _read(self, ids: Sequence[int]) -> dict[int, Transaction]:
        account = self._session.account
        if account is None or not ids:
            return {}
        return self._session.services.reads.money.transactions(account.id, ids)

    def _refresh_rows(self) -> None:
        old, new = self._rows, self._read(list(self._rows))
        self._rows = OrderedDict((id, new[id]) for id in old if id in new)
        for id in [id for id, row in self._rows.items() if row != old[id]]:
            if (row := self.place(id)) >= 0:
                self.dataChanged.emit(self.index(row, 0), self.index(row, STATUS))
