"""The history list's model: finds the rows that meet a filter, and shows what changed in them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import OtetError
from desktop.domain.filters import HistoryFilter
from desktop.domain.tickets import HistoryRow, RowId
from desktop.services.history import is_at_once
from desktop.store.changes import Changes, Kind
from desktop.ui.kit.list_difference import Step, difference, replacement
from desktop.ui.session import Session
from desktop.ui.tickets.history.rows import HistoryRows
from desktop.ui.tickets.history.rows_query import Arrangement, RowsQuery, Wanted

FIRST_KEYS = 200
"""Shorter lists are read in the window's thread; of a longer one that is new, this many rows are shown first."""
FIRST_FOUND = 50
"""The number of tickets that a search shows before it looks for the rest."""
TOGETHER_MS = 60
"""Changes that follow one another this closely are read once: the first sync commits many times a second."""
SHOWN_KINDS = (Kind.TICKET, Kind.DRAFT, Kind.OPERATION, Kind.ACCOUNT, Kind.SEARCH)


class HistoryModel(HistoryRows):
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
        super().__init__(session, describe, parent)
        self._filter = HistoryFilter()
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
    def words(self) -> str:
        """What the rows shown were found by."""
        return self._shown[1].content.strip() if self._shown is not None else ""

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
        self._show_found(wanted)
        first = self._session.services.history.order(*wanted, FIRST_KEYS) if wanted is not None else []
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
            self._show_found(part.wanted)
            self._take(part.found.order, part.steps if part.before == self.order else None)
            self._remember(part.found.rows)
            self._is_complete = part.found.is_complete
        elif self._is_searching:
            # what is shown was found for other words
            self._show_found(None)
            self._take([], None)
        self._is_searching = False
        self._tell()
        if self._is_stale and self._shown is not None and not self._query.is_busy:
            self._is_stale = False
            self._query.start(self._shown, self.order, None)

    def _show_found(self, wanted: Wanted | None) -> None:
        """Show what was found for this: for other words the rows quote other places."""
        before, self._shown = self.words, wanted
        if self.words != before:
            self._forget_values()

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
