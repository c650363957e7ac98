"""What a person does with tickets: submit, take back, try again, read, search."""

import contextlib
import itertools
from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace

from desktop.background import Cancellation
from desktop.domain.accounts import DeskInfo, Guarantee
from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.domain.language.surrogates import encodable
from desktop.domain.money.wallets import Transaction
from desktop.domain.operations import Operation, OperationState
from desktop.domain.tickets import HistoryRow, MissingMessage, RowId, RowKey, RowKind, row_id, row_key
from desktop.domain.validation import check_sendable
from desktop.services.context import Context
from desktop.store import accounts, drafts, outbox, read_state, server_rollback
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


class Tickets:
    """Sending and reading tickets; sending is accepted here and delivered by the sync engine."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def submit(self, draft: Draft, *, limits: DeskInfo, undo_s: float = 0) -> str:
        """Accept the draft for sending and return the operation's id; from here on it cannot be lost.

        The draft goes and the operation comes in one transaction; nothing leaves for `undo_s` seconds.
        Raises BLANK_FIELD(field), TEXT_TOO_LONG(field, over, limit), TOO_MANY_FILES(limit), DISK_FULL and its like.
        """
        now_ms = self._context.clock.now_ms()
        hold_ms = int(max(undo_s, 0) * 1000)
        with self._context.database.write() as tx:
            # the text is what the person sees, the files are what is on disk (see `Drafts`)
            kept = drafts.get(tx, draft.id)
            # the create that it was written on may have been taken back meanwhile, which made it a ticket of its own
            linked = drafts.linked(tx, draft)
            head: Draft | Operation = draft
            if draft.is_reply and not linked.is_reply:
                # where it was accepted before, that tells: a second click must say the same as the first
                head = kept or outbox.get(tx, draft.id) or draft
            wanted = replace(
                linked,
                department=head.department,
                subject=encodable(head.subject),
                body=encodable(draft.body),
                files=kept.files if kept is not None else draft.files,
            )
            check_sendable(wanted, limits)
            outbox.accept(tx, wanted, operation_id=wanted.id, now_ms=now_ms, not_before_ms=now_ms + hold_ms)
        self._context.wake()
        return wanted.id

    def undo(self, operation_id: str) -> Draft | None:
        """Make a message that waits, for seconds or for days, a draft again; None when it is leaving or has left."""
        with self._context.database.write() as tx:
            draft = outbox.to_draft(tx, operation_id, new_id=self._context.new_id)
        if draft is not None and draft.id != operation_id:
            # what came after it on the same thread may go now
            self._context.wake()
        return draft

    def try_now(self, operation_id: str) -> None:
        """Do not wait for the back-off, or go on with what needed the person; the same reference is used."""
        connection = self._context.database.read_connection()
        operation = outbox.get(connection, operation_id)
        if operation is not None and not self._must_stay_quiet(operation.account_id, operation.state):
            with self._context.database.write() as tx:
                outbox.retry(tx, operation_id)
        self._context.wake()

    def pause(self, operation_id: str) -> None:
        """Hold back a message that waits, until `try_now`. Raises ALREADY_SENT when it is leaving or has left."""
        with self._context.database.write() as tx:
            is_paused = outbox.pause(tx, operation_id)
        if not is_paused:
            raise OtetError(ErrorCode.ALREADY_SENT)
        # what is under way of it ends, and what came after it on other tickets goes on
        self._context.wake()

    def check(self, operation_id: str) -> None:
        """Find out whether a message that was given up as unconfirmed has arrived.

        Where the help desk keeps references unique, the same one sent again is the question and cannot make a second
        message. Elsewhere the newest messages are fetched, and the user sees whether it is among them.
        """
        operation = outbox.get(self._context.database.read_connection(), operation_id)
        problem = operation.problem if operation is not None else None
        could_duplicate = problem is not None and problem.could_duplicate
        if operation is not None and operation.state is OperationState.NEEDS_USER and not could_duplicate:
            with self._context.database.write() as tx:
                outbox.retry(tx, operation_id)
        self._context.wake()

    def edit_again(self, operation_id: str) -> Draft:
        """Make a message that waits or needs the user a draft. Raises ALREADY_SENT when it is leaving or has left."""
        draft = self.undo(operation_id)
        if draft is None:
            raise OtetError(ErrorCode.ALREADY_SENT)
        return draft

    def discard(self, operation_id: str) -> None:
        """Throw away a message that waits or needs the user. Raises ALREADY_SENT when it is leaving or has left."""
        with self._context.database.write() as tx:
            gone = outbox.discard(tx, operation_id)
        if not gone:
            raise OtetError(ErrorCode.ALREADY_SENT)
        # what came after it on the same thread may go now
        self._context.wake()

    def start_new_ticket(self, operation_id: str) -> Draft:
        """Make a reply that found no open ticket the draft of a new one. Raises as `edit_again`."""
        with self._context.database.write() as tx:
            draft = outbox.to_draft(tx, operation_id, new_id=self._context.new_id)
            if draft is None:
                raise OtetError(ErrorCode.ALREADY_SENT)
            if draft.ticket_id is not None:
                key = RowKey(RowKind.TICKET, str(draft.ticket_id))
                ticket = queries.ticket(tx, draft.account_id, key)
                department = ticket.department if ticket is not None else ""
                subject = ticket.subject if ticket is not None else ""
                draft = replace(draft, ticket_id=None, parent_id=None, department=department, subject=subject)
                drafts.keep(tx, draft)
        return draft

    def missing(self, account_id: int) -> tuple[MissingMessage, ...]:
        """What the person wrote and the help desk has lost, because it was restored from an older copy."""
        connection = self._context.database.read_connection()
        receipts = server_rollback.unmirrored(connection, account_id)
        return server_rollback.missing(connection, account_id) + tuple(receipt.delivered for receipt in receipts)

    def settle_rollback(self, account_id: int, *, send_again: bool) -> int:
        """Go on with the older copy; what it lacks stays here and, if wanted, is sent again. Returns how many are."""
        with self._context.database.write() as tx:
            count = server_rollback.resolve(tx, account_id, self._context.clock.now_ms(), send_again=send_again)
        self._context.wake()
        return count

    def unfinished(self, account_id: int) -> tuple[Operation, ...]:
        """What was accepted and is not at the help desk yet, oldest first."""
        return outbox.unfinished(self._context.database.read_connection(), account_id)

    def mark_read(self, ticket_id: int, through_ms: int | None = None) -> None:
        """Mark everything on this ticket as read, or only what was written up to that time."""
        with self._context.database.write() as tx:
            if through_ms is None:
                read_state.mark_read(tx, ticket_id)
            else:
                read_state.mark_read(tx, ticket_id, through_ms)

    def history(self, account_id: int, filter: HistoryFilter, limit: int | None = None) -> list[RowKey]:
        """The rows that meet every condition, newest activity first; works offline."""
        return [row_key(id) for id in self.history_order(account_id, filter, limit)]

    def history_order(self, account_id: int, filter: HistoryFilter, limit: int | None = None) -> list[RowId]:
        """The same rows in short, for lists that may be very long."""
        if not filter.content.strip():
            return queries.history_order(self._context.database.read_connection(), account_id, filter, limit=limit)
        *_, (order, _) = self._matching(account_id, filter, Cancellation(), MOST_FOUND)
        return order[:limit]

    def meets(self, account_id: int, filter: HistoryFilter, key: RowKey) -> bool:
        """Whether a row is among those of `history`; reads that row only, whatever is searched for."""
        matches: list[int] = []
        if key.kind is RowKind.TICKET:
            ticket_id, words = int(key.id), filter.content
            matches = [ticket_id] if not words.strip() or self._context.search.holds(ticket_id, words) else []
        connection = self._context.database.read_connection()
        return row_id(key) in queries.history_order(connection, account_id, filter, matches=matches)

    def find(
        self, account_id: int, filter: HistoryFilter, cancellation: Cancellation, *, first: int | None = None
    ) -> Generator[FoundRows, None, None]:
        """The rows as `history_order` gives them, in at most two parts: of a long order, `first` rows come before.

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
            order = self.history_order(account_id, filter, first)
            yield order, len(order) < first
            if len(order) < first:
                return
        yield self.history_order(account_id, filter), True

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

    def _must_stay_quiet(self, account_id: int, state: OperationState) -> bool:
        # without a unique reference at the help desk an earlier try may still be running there: asking and sending
        # again before it must have ended could make a second ticket
        info = accounts.info(self._context.database.read_connection(), account_id)
        sure = info is not None and info.guarantee is Guarantee.A
        return state is OperationState.UNKNOWN and not sure
