"""What a person does with tickets: submit, take back, try again, read."""

from dataclasses import replace

from desktop.domain.accounts import DeskInfo, Guarantee
from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.language.surrogates import encodable
from desktop.domain.operations import Operation, OperationState
from desktop.domain.tickets import MissingMessage, RowKey, RowKind
from desktop.domain.validation import check_sendable
from desktop.services.context import Context
from desktop.store import accounts, drafts, outbox, read_state, server_rollback
from desktop.store.read import queries


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

    def _must_stay_quiet(self, account_id: int, state: OperationState) -> bool:
        # without a unique reference at the help desk an earlier try may still be running there: asking and sending
        # again before it must have ended could make a second ticket
        info = accounts.info(self._context.database.read_connection(), account_id)
        sure = info is not None and info.guarantee is Guarantee.A
        return state is OperationState.UNKNOWN and not sure
