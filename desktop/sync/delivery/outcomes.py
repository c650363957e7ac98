"""Records what became of a try to send: in the outbox, and in the list of sends that are in doubt."""

import logging
from dataclasses import replace
from math import ceil
from random import Random

from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.operations import Operation
from desktop.domain.remote import Receipt
from desktop.store import outbox
from desktop.store.database import Database
from desktop.sync.backoff import next_delay_s
from desktop.sync.delivery.in_doubt import InDoubtTracker
from desktop.sync.failures import REFUSALS

MAX_SERVER_ERRORS = 12
"""After this many errors of the help desk with one send, the user decides; about half an hour with the delays."""

_log = logging.getLogger(__name__)


class Outcomes:
    """Every change of state after a try. Each is one transaction; raises what the store raises."""

    def __init__(self, database: Database, clock: Clock, rng: Random, in_doubt: InDoubtTracker) -> None:
        self._database = database
        self._clock = clock
        self._rng = rng
        self.in_doubt = in_doubt

    def delivered(self, operation: Operation, receipt: Receipt) -> None:
        """It is at the help desk."""
        with self._database.write() as tx:
            outbox.done(tx, operation.id, receipt)
        self.in_doubt.resolve(operation.id)

    def queue(self, operation: Operation, problem: Problem, delay_s: float) -> None:
        """It did not arrive and goes out again after `delay_s`."""
        with self._database.write() as tx:
            outbox.back_to_queue(tx, operation.id, problem, self._clock.now_ms() + int(delay_s * 1000))

    def hold(self, operation: Operation, problem: Problem, delay_s: float) -> None:
        """Whether it arrived is unknown; it is checked or sent again after `delay_s`."""
        with self._database.write() as tx:
            outbox.unknown(tx, operation.id, problem, self._clock.now_ms() + ceil(delay_s * 1000))

    def retry_unsent(self, operation: Operation, problem: Problem) -> None:
        """The try never reached the help desk. That says nothing about an earlier one."""
        delay_s = 0.0
        if problem.code is not ErrorCode.SIGN_IN_AGAIN:
            delay_s = next_delay_s(operation.attempts, rng=self._rng)
        wait = self.hold if self.in_doubt.is_open(operation.id) else self.queue
        wait(operation, problem, delay_s)

    def retry_unknown(
        self, operation: Operation, problem: Problem, *, least_s: float = 0.0, max_errors: int | None = None
    ) -> None:
        """Whether this try arrived is unknown: go on after the back-off, or after `least_s` if that is longer.

        With `max_errors` errors of the help desk the user is asked instead.
        """
        self.in_doubt.mark_unknown(operation.id)
        problem = _counted(operation, problem)
        delay_s = next_delay_s(operation.attempts, retry_after_s=problem.retry_after_s, rng=self._rng)
        if max_errors is not None and problem.server_errors >= max_errors:
            self.ask(operation, problem)
            return
        self.hold(operation, problem, max(delay_s, least_s))

    def look_up_failed(self, operation: Operation, problem: Problem) -> None:
        """A look-up got no answer: nothing was sent, and what was known about the send stays."""
        known = operation.problem
        if known is not None and (known.code in REFUSALS or known.server_errors or known.is_copy):
            problem = known
        self.hold(operation, problem, next_delay_s(operation.attempts, rng=self._rng))

    def refuse(self, operation: Operation, problem: Problem) -> None:
        """It stays here, and the user decides."""
        _log.warning("send %s needs the user: %s", operation.id, problem.for_log())
        with self._database.write() as tx:
            outbox.refused(tx, operation.id, problem)
        self.in_doubt.resolve(operation.id)

    def ask(self, operation: Operation, problem: Problem, *, could_duplicate: bool = False) -> None:
        """Stop trying although it may have arrived; `could_duplicate`: sent again, it could arrive twice."""
        unconfirmed = Problem(ErrorCode.UNCONFIRMED, cause=problem.code, could_duplicate=could_duplicate)
        self.refuse(operation, unconfirmed)

    def conflict(self, operation: Operation, problem: Problem) -> None:
        """Other content is stored under its reference. Nothing can arrive under it any more."""
        with self._database.write() as tx:
            outbox.conflict(tx, operation.id, problem)
        self.in_doubt.resolve(operation.id)


def _counted(operation: Operation, problem: Problem) -> Problem:
    """The problem, with the number of errors of the help desk so far."""
    before = operation.problem.server_errors if operation.problem else 0
    return replace(problem, server_errors=before + (problem.code is ErrorCode.SERVER_ERROR))
