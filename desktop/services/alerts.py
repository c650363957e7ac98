"""Answers that the person has not been told of yet: each is told once, ever."""

from collections.abc import Iterable

from desktop.domain.tickets import Answer, PendingNotifications
from desktop.services.context import Context
from desktop.store import read_state
from desktop.store.read import queries


class Alerts:
    """What is still to be announced."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def pending(self, account_id: int) -> tuple[Answer, ...]:
        """Answers not announced yet, oldest first."""
        return queries.pending_answers(self._context.database.read_connection(), account_id)

    def is_settled(self, account_id: int) -> bool:
        """Whether what is pending is all that there is: no pull is in the middle of bringing more."""
        return not queries.is_pull_incomplete(self._context.database.read_connection(), account_id)

    def claim(self, account_id: int, reading: int | None = None) -> PendingNotifications:
        """What is to be told now, remembered as told before it is, so that it is never told twice.

        Answers of the ticket that the person is `reading` count as told. Raises DISK_FULL and its like.
        """
        if not queries.pending_notifications(self._context.database.read_connection(), account_id).count:
            return PendingNotifications(0)
        with self._context.database.write() as tx:
            found = queries.pending_notifications(tx, account_id, besides=reading)
            read_state.mark_all_notified(tx, account_id)
        return found

    def shown(self, answers: Iterable[Answer]) -> None:
        """Remember that these were announced. Raises DISK_FULL and its like."""
        ids = [answer.message_id for answer in answers]
        if ids:
            with self._context.database.write() as tx:
                read_state.mark_notified(tx, ids)
