"""Repairs the outbox after a crash, a failed write, a jump of the clock, or a time without network."""

from desktop.domain.accounts import Guarantee
from desktop.domain.clock import Clock
from desktop.domain.operations import OperationState
from desktop.store import accounts, outbox
from desktop.store.database import Database
from desktop.sync.backoff import LONGEST_S
from desktop.sync.delivery.in_doubt import QUARANTINE_S, InDoubtTracker
from desktop.sync.failures import NETWORK_CODES


class Recovery:
    """Runs before the outbox is sent. Every method raises what the store raises."""

    def __init__(self, database: Database, account_id: int, clock: Clock, in_doubt: InDoubtTracker) -> None:
        self._database = database
        self._account_id = account_id
        self._clock = clock
        self._in_doubt = in_doubt

    def recover(self, hold_s: float) -> None:
        """Mark interrupted tries as unknown; they wait `hold_s`, or the quarantine where that is longer."""
        info = accounts.info(self._database.read_connection(), self._account_id)
        # where the guarantee is not known, the lowest is assumed
        if info is None or info.guarantee is not Guarantee.A:
            hold_s = max(hold_s, QUARANTINE_S)
        for operation in outbox.unfinished(self._database.read_connection(), self._account_id):
            # the help desk may still be carrying it out; no wall clock can be trusted to tell since when
            if operation.state is OperationState.INTENT:
                self._in_doubt.mark_unknown(operation.id)
            elif operation.state is OperationState.UNKNOWN:
                self._in_doubt.track(operation.id)
        with self._database.write() as tx:
            outbox.recover(tx, self._account_id, self._clock.now_ms() + int(hold_s * 1000))

    def clamp(self) -> None:
        """Cut waits to the longest back-off: the wall clock may have jumped since they began."""
        latest_ms = self._clock.now_ms() + int(LONGEST_S * 1000)
        if outbox.waits_beyond(self._database.read_connection(), self._account_id, latest_ms):
            with self._database.write() as tx:
                outbox.hold_until(tx, self._account_id, latest_ms)

    def release(self, guarantee: Guarantee) -> None:
        """The help desk answers: send what only waited for the network, unless it is in quarantine."""
        now_ms = self._clock.now_ms()
        for operation in outbox.unfinished(self._database.read_connection(), self._account_id):
            waits = operation.problem is not None and operation.problem.code in NETWORK_CODES
            safe = operation.state is OperationState.QUEUED or (
                operation.state is OperationState.UNKNOWN and guarantee is Guarantee.A
            )
            if waits and safe and operation.not_before_ms > now_ms:
                with self._database.write() as tx:
                    outbox.retry(tx, operation.id)
