"""Answers that the person has not been told of yet: each is told once, ever."""

from collections.abc import Iterable

from desktop.domain.tickets import Answer
from desktop.services.context import Context
from desktop.store import marks, queries


class Alerts:
    """What is still to be announced."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def pending(self, account_id: int) -> tuple[Answer, ...]:
        """Answers not announced yet, oldest first."""
        return queries.pending_answers(self._context.database.reader(), account_id)

    def shown(self, answers: Iterable[Answer]) -> None:
        """Remember that these were announced. Raises DISK_FULL and its like."""
        ids = [answer.message_id for answer in answers]
        if ids:
            with self._context.database.write() as tx:
                marks.alerts_shown(tx, ids)
