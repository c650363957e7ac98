"""Sends one accepted operation, so that it arrives exactly once whatever happens on the way."""

import logging
from collections.abc import Callable
from math import ceil
from random import Random

from desktop.connectors.base import Connector, OutgoingMessage
from desktop.domain.accounts import Guarantee
from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.operations import Operation, OperationKind, OperationState
from desktop.domain.remote import Receipt
from desktop.store import outbox
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.recovery import last_run
from desktop.sync.backoff import next_delay_s
from desktop.sync.delivery.in_doubt import QUARANTINE_S, InDoubtTracker
from desktop.sync.failures import REFUSALS, retry_after_s, was_never_sent
from desktop.sync.progress import ProgressThrottle

_log = logging.getLogger(__name__)
_TICKET_COMES_S = 10.0
# with the delays between them about half an hour in which the help desk fails at this one and takes others
_MOST_ERRORS = 12


class Push:
    """The delivery rules, by what the help desk guarantees.

    A: the reference is unique there, so an operation of unknown fate is simply sent again.
    B: so is a new ticket while its key lives there; after that, and for replies, as C.
    C: first wait out the quarantine, then look the reference up; only if it is not there, send again.
    D, or nothing to look up: an operation of unknown fate is never sent again by itself; the user decides.
    """

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        *,
        clock: Clock,
        rng: Random,
        quiet: InDoubtTracker,
        on_progress: Callable[[str, int, int], None],
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._clock = clock
        self._rng = rng
        self._quiet = quiet
        self._on_progress = on_progress

    def push_one(self, connector: Connector, operation: Operation) -> Problem | None:
        """Try one due operation; what comes back is why it could not be settled, None if it was.

        Errors of this computer's store are raised; the operation is then found again as INTENT.
        """
        is_sure = self._is_sure(connector, operation)
        if operation.attempts and not is_sure:
            settled, problem = self._settle(connector, operation)
            if settled:
                return problem
        if unfit := self._unfit_file(operation):
            # an earlier try, made while the file was well, may have arrived: only `_settle` has looked for it
            refuse = self._refused if operation.attempts and is_sure else self._refused_surely
            return refuse(connector, operation, unfit)
        ticket = outbox.remote_ticket(self._database.read_connection(), operation.id)
        if operation.kind is OperationKind.REPLY and not ticket:
            # its create has arrived, but the ticket has not come back yet
            self._queue(operation, Problem(ErrorCode.SERVER_ERROR), _TICKET_COMES_S)
            return None
        started = self._begin(operation)
        if started is None:
            return None
        self._quiet.leaves(operation.id)
        throttle = ProgressThrottle(self._clock, lambda done, total: self._on_progress(operation.id, done, total))
        try:
            receipt = connector.deliver(self._outgoing(started, ticket), throttle)
        except OtetError as error:
            return self._failed(connector, started, error.problem)
        self._done(started, receipt)
        return None

    def _begin(self, operation: Operation) -> Operation | None:
        """Commit the intent before a byte leaves; None if the user took it back, or holds it back, by now."""
        with self._database.write() as tx:
            outbox.begin(tx, operation.id, operation.not_before_ms)
            started = outbox.get(tx, operation.id)
        return started if started is not None and started.state is OperationState.INTENT else None

    def _settle(self, connector: Connector, operation: Operation) -> tuple[bool, Problem | None]:
        """Without a unique reference: learn what became of an earlier try, and whether that settles it."""
        problem = operation.problem or Problem(ErrorCode.TIMED_OUT)
        if operation.state is OperationState.UNKNOWN:
            self._quiet.mark(operation.id)
        if rest_s := self._quiet.left_s(operation.id, _quarantine_s(connector)):
            # try again, a restart, or a wall clock that jumped over the quarantine
            self._hold(operation, problem, rest_s)
            return True, None
        if not connector.capabilities.can_look_up:
            if operation.state is OperationState.UNKNOWN:
                self._ask(operation, problem, twice=True)
                return True, None
            return False, None
        return self._look_up(connector, operation, problem)

    def _look_up(self, connector: Connector, operation: Operation, problem: Problem) -> tuple[bool, Problem | None]:
        try:
            receipt = connector.look_up(operation.id)
        except OtetError as error:
            return True, self._not_answered(operation, error.problem)
        if receipt is not None:
            self._done(operation, receipt)
            return True, None
        if problem.code in REFUSALS:
            self._refuse(operation, problem)
            return True, None
        if last_run.is_copy(problem):
            # the profile that this one was copied from may send it at any time
            self._ask(operation, problem, twice=True)
            return True, None
        if _errors(problem) >= _MOST_ERRORS:
            self._refuse(operation, Problem(ErrorCode.GAVE_UP, {"cause": problem.code.value}))
            return True, None
        self._quiet.settled(operation.id)
        return False, None

    def _failed(self, connector: Connector, operation: Operation, problem: Problem) -> Problem | None:
        if was_never_sent(problem):
            delay_s = 0.0
            if problem.code is not ErrorCode.SIGN_IN_AGAIN:
                delay_s = next_delay_s(operation.attempts, rng=self._rng)
            # that this try did not arrive says nothing of an earlier one
            wait = self._hold if self._quiet.is_open(operation.id) else self._queue
            wait(operation, problem, delay_s)
            return problem
        if problem.code is ErrorCode.REF_CONFLICT:
            self._conflict(operation, problem)
            return None
        if problem.code in REFUSALS:
            return self._refused(connector, operation, problem)
        if not self._is_sure(connector, operation) and not connector.capabilities.can_look_up:
            self._ask(operation, problem, twice=True)
        else:
            self._doubt(connector, operation, problem)
        return problem

    def _refused(self, connector: Connector, operation: Operation, problem: Problem) -> Problem | None:
        rest_s = self._quiet.left_s(operation.id, QUARANTINE_S)
        if self._is_sure(connector, operation):
            if rest_s:
                # an earlier try may still make it: the user is asked when nothing can arrive behind their back
                self._hold(operation, problem, rest_s)
                return None
        elif connector.capabilities.can_look_up:
            # such a help desk may have kept the ticket and refused only a part of it
            if connector.capabilities.look_up_lag_s:
                self._doubt(connector, operation, problem)
                return None
            try:
                receipt = connector.look_up(operation.id)
            except OtetError:
                self._doubt(connector, operation, problem)
                return None
            if receipt is not None:
                self._done(operation, receipt)
                return None
        self._refuse(operation, problem)
        return None

    def _refused_surely(self, _connector: Connector, operation: Operation, problem: Problem) -> None:
        self._refuse(operation, problem)

    def _doubt(self, connector: Connector, operation: Operation, problem: Problem) -> None:
        self._quiet.doubt(operation.id)
        counted = _counted(operation, problem)
        delay_s = next_delay_s(operation.attempts, retry_after_s=retry_after_s(problem), rng=self._rng)
        if not self._is_sure(connector, operation):
            delay_s = max(delay_s, _quarantine_s(connector))
        elif _errors(counted) >= _MOST_ERRORS:
            self._ask(operation, counted)
            return
        self._hold(operation, counted, delay_s)

    def _not_answered(self, operation: Operation, problem: Problem) -> Problem:
        """A look-up failed: nothing was sent, and nothing is known but what was known before."""
        known = operation.problem
        stays = known is not None and (known.code in REFUSALS or _errors(known) or last_run.is_copy(known))
        kept = known if known is not None and stays else problem
        self._hold(operation, kept, next_delay_s(operation.attempts, rng=self._rng))
        return problem

    def _is_sure(self, connector: Connector, operation: Operation) -> bool:
        """Whether the same reference sent again cannot make a second one there."""
        capabilities = connector.capabilities
        if capabilities.guarantee is Guarantee.A:
            return True
        is_keyed = capabilities.guarantee is Guarantee.B and operation.kind is OperationKind.CREATE
        return is_keyed and self._quiet.is_key_alive(operation.id, capabilities.key_life_s)

    def _queue(self, operation: Operation, problem: Problem, delay_s: float) -> None:
        with self._database.write() as tx:
            outbox.back_to_queue(tx, operation.id, problem, self._clock.now_ms() + int(delay_s * 1000))

    def _hold(self, operation: Operation, problem: Problem, delay_s: float) -> None:
        with self._database.write() as tx:
            outbox.unknown(tx, operation.id, problem, self._clock.now_ms() + ceil(delay_s * 1000))

    def _ask(self, operation: Operation, problem: Problem, *, twice: bool = False) -> None:
        """Stop trying although nobody knows whether it arrived; `twice`: sent again, it could arrive twice."""
        facts = {"cause": problem.code.value, **({"twice": 1} if twice else {})}
        self._refuse(operation, Problem(ErrorCode.UNCONFIRMED, facts))

    def _refuse(self, operation: Operation, problem: Problem) -> None:
        _log.warning("send %s needs the user: %s", operation.id, problem.for_log())
        with self._database.write() as tx:
            outbox.refused(tx, operation.id, problem)
        self._quiet.settled(operation.id)

    def _conflict(self, operation: Operation, problem: Problem) -> None:
        """Nothing can arrive under this key any more, so there is nothing to wait for either."""
        with self._database.write() as tx:
            outbox.conflict(tx, operation.id, problem)
        self._quiet.settled(operation.id)

    def _done(self, operation: Operation, receipt: Receipt) -> None:
        with self._database.write() as tx:
            outbox.done(tx, operation.id, receipt)
        self._quiet.settled(operation.id)

    def _unfit_file(self, operation: Operation) -> Problem | None:
        """Why a file of it cannot be sent: its bytes are gone from this computer, unreadable, or not those any more."""
        for file in operation.files:
            try:
                is_here = self._blobs.has(file.sha256)
                is_intact = is_here and self._blobs.is_intact(file.sha256)
            except OSError:
                # a disk that fails for a moment says nothing about the bytes
                return Problem(ErrorCode.FILE_UNREADABLE, {"name": file.name})
            if not is_here:
                return Problem(ErrorCode.FILE_GONE, {"name": file.name})
            if not is_intact:
                return Problem(ErrorCode.FILE_DAMAGED, {"name": file.name})
        return None

    def _outgoing(self, operation: Operation, ticket: str) -> OutgoingMessage:
        return OutgoingMessage(
            ref=operation.id,
            kind=operation.kind,
            ticket=ticket,
            department=operation.department,
            subject=operation.subject,
            body=operation.body,
            files=tuple((file, self._blobs.path(file.sha256)) for file in operation.files),
        )


def _quarantine_s(connector: Connector) -> float:
    return QUARANTINE_S + connector.capabilities.look_up_lag_s


def _errors(problem: Problem) -> int:
    """How many times the help desk has failed at it."""
    return int(problem.facts.get("errors", 0))


def _counted(operation: Operation, problem: Problem) -> Problem:
    """The problem with the count of the help desk's failures so far."""
    errors = (_errors(operation.problem) if operation.problem else 0) + (problem.code is ErrorCode.SERVER_ERROR)
    return Problem(problem.code, {**problem.facts, "errors": errors}) if errors else problem
