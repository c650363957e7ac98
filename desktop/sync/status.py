"""Computes the sync status of one account, and publishes it when it changes."""

from collections.abc import Callable
from dataclasses import replace

from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.sync_status import HistoryProgress, LinkState, SyncStatus
from desktop.store import accounts, rows, unreadable
from desktop.store.database import Database
from desktop.sync.failures import LINE_CODES
from desktop.values import dataclass


@dataclass(frozen=True)
class Failure:
    """The problem that stops an account, the number of failures in a row, and when the next try is (monotonic).

    `is_passing`: something came from the help desk shortly before it, or has come since.
    """

    problem: Problem
    failures: int
    until_s: float
    is_passing: bool = False

    @property
    def state(self) -> LinkState:
        """The state that is shown for it."""
        code = self.problem.code
        if code is ErrorCode.SIGN_IN_AGAIN:
            return LinkState.SIGN_IN_AGAIN
        if code in (ErrorCode.SERVER_BUSY, ErrorCode.SERVER_ERROR):
            return LinkState.BUSY
        if code in LINE_CODES:
            return LinkState.SLOW if self.is_passing else LinkState.OFFLINE
        return LinkState.STOPPED


class StatusPublisher:
    """Calls `on_status` whenever the status of one account differs from the last one. Engine's thread only."""

    def __init__(
        self, database: Database, account_id: int, clock: Clock, on_status: Callable[[SyncStatus], None]
    ) -> None:
        self._database = database
        self._account_id = account_id
        self._clock = clock
        self._on_status = on_status
        self._last = SyncStatus(LinkState.STARTING)
        self._agreed_ms = 0
        self._restored_ms = 0
        self._history: HistoryProgress | None = None

    def record_restored(self) -> None:
        """The help desk was restored from an older backup, which lacks nothing that the user wrote."""
        self._restored_ms = self._clock.now_ms()

    def record_history(self, progress: HistoryProgress | None) -> None:
        """What of the past is still to come, None if nothing is."""
        self._history = progress

    def record_agreement(self) -> None:
        """App and help desk are in agreement as of now."""
        self._agreed_ms = self._clock.now_ms()

    @property
    def has_agreed(self) -> bool:
        """Whether there was an agreement since the engine was made."""
        return self._agreed_ms > 0

    def publish(self, failure: Failure | None, *, working: bool, is_watched: bool = True) -> None:
        """Publish the state with the counts of the store, and `SyncStatus.is_watched`. Raises what the store raises."""
        connection = self._database.read_connection()
        synced_ms = max(self._agreed_ms, accounts.synced_ms(connection, self._account_id))
        waiting, needs_you = rows.unfinished_counts(connection, self._account_id)
        counts = SyncStatus(
            LinkState.STARTING,
            waiting=waiting,
            needs_you=needs_you,
            unreadable=unreadable.count(connection, self._account_id),
            history=self._history,
            is_watched=is_watched,
        )
        self._publish(failure, working or self._history is not None, synced_ms, counts)

    def publish_without_store(self, failure: Failure | None, *, working: bool = False) -> None:
        """Publish with the last counts: the store may be what fails."""
        self._publish(failure, working, self._last.synced_ms, self._last)

    def _publish(self, failure: Failure | None, working: bool, synced_ms: int, counts: SyncStatus) -> None:
        state = _state(failure, working, synced_ms)
        value = replace(
            counts, state=state, synced_ms=synced_ms, retry_ms=0, problem=None, restored_ms=self._restored_ms
        )
        if failure is not None:
            retry_ms = 0
            if state is not LinkState.SIGN_IN_AGAIN:
                rest_s = max(0.0, failure.until_s - self._clock.monotonic_s())
                retry_ms = self._clock.now_ms() + int(rest_s * 1000)
            value = replace(value, retry_ms=retry_ms, problem=failure.problem)
        if value != self._last:
            self._last = value
            self._on_status(value)


def _state(failure: Failure | None, working: bool, synced_ms: int) -> LinkState:
    # a retry does not flicker: the state changes when the retry has succeeded
    if failure is not None:
        return failure.state
    if working:
        return LinkState.SYNCING
    return LinkState.UP_TO_DATE if synced_ms else LinkState.STARTING
