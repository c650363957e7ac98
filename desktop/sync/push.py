"""Sends one accepted operation, so that it arrives exactly once whatever happens on the way."""

from random import Random

from desktop.connectors.base import PARTS_MISSING, Connector, OutgoingMessage
from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.operations import Operation, OperationKind, OperationState
from desktop.domain.remote import Receipt
from desktop.store import accounts, outbox
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.sync.delivery.in_doubt import InDoubtTracker
from desktop.sync.delivery.levels import policy_for
from desktop.sync.delivery.outcomes import Outcomes
from desktop.sync.failures import NETWORK_CODES, REFUSALS, was_never_sent
from desktop.sync.progress import ProgressThrottle
from desktop.sync.uploads import Uploads

_TICKET_DELAY_S = 10.0
_GO_NO_FURTHER = NETWORK_CODES | {ErrorCode.SIGN_IN_AGAIN, ErrorCode.SERVER_BUSY}
_LEAST_ASKED_BYTES = 4096


class Push:
    """One try at a time. What becomes of a try without a clear answer, a `DeliveryPolicy` decides."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        account_id: int,
        *,
        clock: Clock,
        rng: Random,
        in_doubt: InDoubtTracker,
        uploads: Uploads,
    ) -> None:
        """`uploads` sends large files ahead of their message; its `on_progress` gets the bytes of messages too."""
        self._uploads = uploads
        self._database = database
        self._blobs = blobs
        self._account_id = account_id
        self._clock = clock
        self._on_progress = uploads.on_progress
        self._in_doubt = in_doubt
        self._outcomes = Outcomes(database, clock, rng, in_doubt)

    def push_one(self, connector: Connector, operation: Operation) -> Problem | None:
        """Try one due operation; what comes back is why it could not be settled, None if it was.

        Errors of this computer's store are raised; the operation is then found again as INTENT.
        """
        policy = policy_for(connector, operation, self._outcomes)
        if operation.attempts:
            step = policy.before_retry(operation)
            if not step.may_send:
                return step.problem
        if unfit := self._unfit_file(operation):
            policy.on_unfit_file(operation, unfit)
            return None
        ticket = outbox.remote_ticket(self._database.read_connection(), operation.id)
        if operation.kind is OperationKind.REPLY and not ticket:
            # its create has arrived, but the ticket has not come back yet
            self._outcomes.queue(operation, Problem(ErrorCode.SERVER_ERROR), _TICKET_DELAY_S)
            return None
        if operation.state is OperationState.UNKNOWN and _is_worth_asking(connector, operation):
            try:
                receipt = connector.find_receipt(self.outgoing(operation))
            except OtetError as error:
                if error.code in _GO_NO_FURTHER:
                    self._outcomes.look_up_failed(operation, error.problem)
                    return error.problem
                receipt = None
            if receipt is not None:
                self._delivered(operation, receipt)
                return None
        started = self._begin(operation)
        return None if started is None else self._deliver(connector, started)

    def _begin(self, operation: Operation) -> Operation | None:
        """Commit the intent before a byte is sent; None if the user undid or delayed the send meanwhile."""
        with self._database.write() as tx:
            outbox.begin(tx, operation.id, operation.not_before_ms)
            started = outbox.get(tx, operation.id)
        return started if started is not None and started.state is OperationState.INTENT else None

    def _deliver(self, connector: Connector, operation: Operation) -> Problem | None:
        self._in_doubt.on_send(operation.id)
        throttle = ProgressThrottle(self._clock, lambda done, total: self._on_progress(operation.id, done, total))
        try:
            outgoing = self.outgoing(operation)
            # what went ahead has been counted, and the rest is no more than a text
            receipt = connector.deliver(outgoing, _no_progress if outgoing.in_parts else throttle)
        except OtetError as error:
            return self._failed(connector, operation, error.problem)
        self._delivered(operation, receipt)
        return None

    def _delivered(self, operation: Operation, receipt: Receipt) -> None:
        self._outcomes.delivered(operation, receipt)
        self._uploads.done(operation.id)

    def _failed(self, connector: Connector, operation: Operation, problem: Problem) -> Problem | None:
        policy = policy_for(connector, operation, self._outcomes)
        if problem.reason == PARTS_MISSING:
            self._uploads.begin_again(operation.id)
            self._outcomes.retry_unsent(operation, problem)
        elif was_never_sent(problem):
            self._outcomes.retry_unsent(operation, problem)
        elif problem.code is ErrorCode.REF_CONFLICT:
            self._outcomes.conflict(operation, problem)
            return None
        elif problem.code in REFUSALS:
            policy.on_refused(operation, problem)
            return None
        else:
            policy.on_unknown(operation, problem)
        return problem

    def _unfit_file(self, operation: Operation) -> Problem | None:
        """Why one of its files cannot be sent: the bytes are gone from this computer, unreadable, or have changed."""
        for file in operation.files:
            try:
                is_here = self._blobs.has(file.sha256)
                is_intact = is_here and self._blobs.is_intact(file.sha256)
            except OSError:
                # a disk that fails for a moment says nothing about the bytes
                return Problem(ErrorCode.FILE_UNREADABLE, name=file.name)
            if not is_here:
                return Problem(ErrorCode.FILE_GONE, name=file.name)
            if not is_intact:
                return Problem(ErrorCode.FILE_DAMAGED, name=file.name)
        return None

    def outgoing(self, operation: Operation) -> OutgoingMessage:
        """An operation as it is handed to a connector."""
        ticket = outbox.remote_ticket(self._database.read_connection(), operation.id)
        info = accounts.info(self._database.read_connection(), self._account_id)
        return OutgoingMessage(
            ref=operation.id,
            kind=operation.kind,
            ticket=ticket,
            department=operation.department,
            subject=operation.subject,
            body=operation.body,
            files=tuple((file, self._blobs.path(file.sha256)) for file in operation.files),
            gzip_bytes=info.gzip_upload_bytes if info is not None else 0,
            in_parts=self._uploads.is_complete(operation.id),
        )


def _no_progress(_done: int, _total: int) -> None:
    """Nothing worth showing."""


def _is_worth_asking(connector: Connector, operation: Operation) -> bool:
    """Whether a question costs less than sending again what may have arrived."""
    size = len(operation.body) + sum(file.size for file in operation.files)
    return connector.capabilities.can_find_receipts and size >= _LEAST_ASKED_BYTES
