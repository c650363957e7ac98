"""The list of tickets, drafts and waiting messages: its order, its filters, and the search for words."""

import contextlib
import itertools
from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace

from desktop.background import Cancellation
from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.domain.money.wallets import Transaction
from desktop.domain.tickets import HistoryRow, RowId, RowKey, RowKind, row_id, row_key
from desktop.services.context import Context
from desktop.store.read import found, queries, transaction_refs
from desktop.store.read.search import cancellable
from desktop.values import dataclass

MOST_FOUND = 500
"""The most tickets that a search for words finds."""
FIRST_VALUES = 32
"""The number of rows at the top whose values are read with their order."""


@dataclass(frozen=True)
class FoundRows:
    """An order of rows, whether it is complete, and the values of its first `FIRST_VALUES` rows."""

    order: list[RowId]
    is_complete: bool
    rows: Mapping[RowKey, HistoryRow]


def is_at_once(filter: HistoryFilter) -> bool:
    """Whether the first rows that meet `filter` can be read from an index, however many tickets there are."""
    return replace(filter, only=None).is_empty and filter.only is not QuickFilter.OPEN


class History:
    """What the list holds and in which order; all of it works offline. By any thread."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def keys(self, account_id: int, filter: HistoryFilter, limit: int | None = None) -> list[RowKey]:
        """The rows that meet every condition, newest activity first; works offline."""
        return [row_key(id) for id in self.order(account_id, filter, limit)]

    def order(self, account_id: int, filter: HistoryFilter, limit: int | None = None) -> list[RowId]:
        """The same rows in short, for lists that may be very long."""
        if not filter.content.strip():
            return queries.history_order(self._context.database.read_connection(), account_id, filter, limit=limit)
        *_, (order, _) = self._matching(account_id, filter, Cancellation(), MOST_FOUND)
        return order[:limit]

    def meets(self, account_id: int, filter: HistoryFilter, key: RowKey) -> bool:
        """Whether a row is among those of `keys`; reads that row only, whatever is searched for."""
        matches: list[int] = []
        if key.kind is RowKind.TICKET:
            ticket_id, words = int(key.id), filter.content
            matches = [ticket_id] if not words.strip() or self._context.search.holds(ticket_id, words) else []
        connection = self._context.database.read_connection()
        return row_id(key) in queries.history_order(connection, account_id, filter, matches=matches)

    def find(
        self, account_id: int, filter: HistoryFilter, cancellation: Cancellation, *, first: int | None = None
    ) -> Generator[FoundRows, None, None]:
        """The rows as `order` gives them, in at most two parts: of a long order, `first` rows come before.

        A search for words comes to an end with `MOST_FOUND` tickets. The database is read as the parts are asked for,
        by one thread, and the iterator is to be closed. Raises `Cancelled`.
        """
        connection = self._context.database.read_connection()
        with cancellable(connection, cancellation):
            for order, is_complete in self._orders(account_id, filter, cancellation, first):
                cancellation.check()
                rows = queries.history_rows(connection, account_id, [row_key(id) for id in order[:FIRST_VALUES]])
                if filter.content.strip():
                    rows = found.quoting(connection, account_id, rows, filter.content)
                yield FoundRows(order, is_complete, rows)

    def _orders(
        self, account_id: int, filter: HistoryFilter, cancellation: Cancellation, first: int | None
    ) -> Iterator[tuple[list[RowId], bool]]:
        """Orders of rows, each with whether it is complete."""
        if filter.content.strip():
            yield from self._matching(account_id, filter, cancellation, first or MOST_FOUND)
            return
        if first is not None:
            order = self.order(account_id, filter, first)
            yield order, len(order) < first
            if len(order) < first:
                return
        yield self.order(account_id, filter), True

    def _matching(
        self, account_id: int, filter: HistoryFilter, cancellation: Cancellation, first: int
    ) -> Iterator[tuple[list[RowId], bool]]:
        """The rows that hold words, of the `first` tickets that do, then of all, each with whether it is complete."""
        connection = self._context.database.read_connection()
        fitting: list[int] = []
        is_told = first >= MOST_FOUND
        with contextlib.closing(self._context.search.matches(account_id, filter.content, cancellation)) as matching:
            count = first
            while True:
                batch = list(itertools.islice(matching, count))
                matches = fitting + batch
                order = queries.history_order(connection, account_id, filter, matches=matches)
                # what other conditions leave out does not count: many may hold the words, and few meet the rest
                shown = {id for id in order if isinstance(id, int)}
                fitting = [id for id in matches if id in shown]
                if len(batch) < count or len(fitting) >= MOST_FOUND:
                    yield order, True
                    return
                if order and not is_told:
                    is_told = True
                    yield order, False
                count = max(MOST_FOUND - len(fitting), first)

    def mentioning(self, account_id: int, transaction: Transaction) -> tuple[RowKey, ...]:
        """What speaks of a transaction: drafts and waiting sends, then tickets, newest first; works offline."""
        # what recognises numbers in texts is not loaded at the start
        from desktop.domain.references.mentions import number

        words = number(transaction.reference) or f"Transaction Id {transaction.remote_id}"
        among = self._context.search.search(account_id, words)
        return transaction_refs.tickets_mentioning(
            self._context.database.read_connection(), account_id, transaction, among
        )
