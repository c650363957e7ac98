"""Answers that the person has not been told of yet: each is told once, ever."""

from collections.abc import Iterable

from desktop.domain.tickets import Answer, Untold
from desktop.services.context import Context
from desktop.store import marks, queries


class Alerts:
    """What is still to be announced."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def pending(self, account_id: int) -> tuple[Answer, ...]:
        """Answers not announced yet, oldest first."""
        return queries.pending_answers(self._context.database.reader(), account_id)

    def is_settled(self, account_id: int) -> bool:
        """Whether what is pending is all that there is: no pull is in the middle of bringing more."""
        return not queries.holds_half_a_pull(self._context.database.reader(), account_id)

    def take(self, account_id: int, reading: int | None = None) -> Untold:
        """What is to be told now, remembered as told before it is, so that it is never told twice.

        Answers of the ticket that the person is `reading` count as told. Raises DISK_FULL and its like.
        """
        if not queries.untold(self._context.database.reader(), account_id).count:
            return Untold(0)
        with self._context.database.write() as tx:
            found = queries.untold(tx, account_id, besides=reading)
            marks.alerts_told(tx, account_id)
        return found

    def shown(self, answers: Iterable[Answer]) -> None:
        """Remember that these were announced. Raises DISK_FULL and its like."""
        ids = [answer.message_id for answer in answers]
        if ids:
            with self._context.database.write() as tx:
                marks.alerts_shown(tx, ids)
