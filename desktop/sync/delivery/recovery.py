"""Puts the outbox right after a crash, a failed write, a jump of the clock, or a time without network."""

from desktop.domain.accounts import Guarantee
from desktop.domain.clock import Clock
from desktop.domain.operations import OperationState
from desktop.store import accounts, outbox
from desktop.store.database import Database
from desktop.sync.backoff import LONGEST_S
from desktop.sync.delivery.in_doubt import QUARANTINE_S, InDoubtTracker
from desktop.sync.failures import NETWORK_CODES


class Recovery:
    """What has to be done before the outbox can be trusted."""

    def __init__(self, database: Database, account_id: int, clock: Clock, quiet: InDoubtTracker) -> None:
        self._database = database
        self._account_id = account_id
        self._clock = clock
        self._quiet = quiet

    def recover(self, hold_s: float) -> None:
        """Intents that nobody is working on become unknown; they wait `hold_s`, or the quarantine if that is longer."""
        info = accounts.info(self._database.read_connection(), self._account_id)
        # not knowing what the help desk guarantees counts as the least
        if info is None or info.guarantee is not Guarantee.A:
            hold_s = max(hold_s, QUARANTINE_S)
        for operation in outbox.unfinished(self._database.read_connection(), self._account_id):
            # may still be at work there; how long ago an earlier process let it go no wall clock can be trusted to tell
            if operation.state is OperationState.INTENT:
                self._quiet.doubt(operation.id)
            elif operation.state is OperationState.UNKNOWN:
                self._quiet.mark(operation.id)
        with self._database.write() as tx:
            outbox.recover(tx, self._account_id, self._clock.now_ms() + int(hold_s * 1000))

    def clamp(self) -> None:
        """Nothing waits longer than the longest back-off, wherever the wall clock was when it began to wait."""
        latest_ms = self._clock.now_ms() + int(LONGEST_S * 1000)
        if outbox.waits_beyond(self._database.read_connection(), self._account_id, latest_ms):
            with self._database.write() as tx:
                outbox.hold_until(tx, self._account_id, latest_ms)

    def release(self, guarantee: Guarantee) -> None:
        """The help desk answers: what only waited for the network goes now, unless it must stay quiet."""
        now_ms = self._clock.now_ms()
        for operation in outbox.unfinished(self._database.read_connection(), self._account_id):
            waits = operation.problem is not None and operation.problem.code in NETWORK_CODES
            safe = operation.state is OperationState.QUEUED or (
                operation.state is OperationState.UNKNOWN and guarantee is Guarantee.A
            )
            if waits and safe and operation.not_before_ms > now_ms:
                with self._database.write() as tx:
                    outbox.retry(tx, operation.id)
