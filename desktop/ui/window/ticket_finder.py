"""Finds a few tickets by number or words for the command palette, in the searches' thread."""

import contextlib
import itertools
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop.background import Cancellation, Cancelled
from desktop.domain.errors import OtetError
from desktop.domain.filters import HistoryFilter
from desktop.domain.tickets import HistoryRow
from desktop.ui.session import Session

MOST = 8


class TicketFinder(QObject):
    """One search at a time: a newer one cancels it."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._cancellation: Cancellation | None = None

    def find(self, words: str, came: Callable[[Sequence[HistoryRow]], object]) -> None:
        """Find at most `MOST` rows: those whose number begins so, then those that hold the words.

        `came` is called in the window's thread, or never where a newer search came first or nothing can be read: the
        list of tickets, which searches for the same, says why.
        """
        if self._cancellation is not None:
            self._cancellation.cancel()
        account = self._session.account
        if account is None:
            return
        cancellation = self._cancellation = Cancellation()
        history, returned = self._session.services.history, self._session.signals.returned.emit
        number = words.lstrip("#")
        filters = [HistoryFilter(ticket_id=number)] if number.isdecimal() else []
        filters.append(HistoryFilter(content=words))

        def work() -> None:
            rows: dict[object, HistoryRow] = {}
            with contextlib.suppress(OtetError):
                for filter in filters:
                    with contextlib.closing(history.find(account.id, filter, cancellation, first=MOST)) as parts:
                        # the first part is enough of a long order
                        for part in itertools.islice(parts, 1):
                            rows |= {key: row for key, row in part.rows.items() if key not in rows}
            with contextlib.suppress(Cancelled):
                cancellation.check()
                returned(partial(self._came, cancellation, list(rows.values())[:MOST], came))

        self._session.background.submit_search(work, cancellation)

    def _came(
        self, cancellation: Cancellation, rows: Sequence[HistoryRow], came: Callable[[Sequence[HistoryRow]], object]
    ) -> None:
        if isValid(self) and cancellation is self._cancellation:
            self._cancellation = None
            came(rows)
