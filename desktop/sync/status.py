"""Puts into one value whether the app and the help desk agree, and tells when that changes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.store import accounts, rows, unreadable
from desktop.store.database import Database
from desktop.sync.failures import LOCAL_CODES


@dataclass(frozen=True)
class Failure:
    """Why the engine leaves the help desk alone, after how many failures, and until when (monotonic seconds)."""

    problem: Problem
    failures: int
    until_s: float

    @property
    def state(self) -> LinkState:
        """The word for it."""
        code = self.problem.code
        if code is ErrorCode.SIGN_IN_AGAIN:
            return LinkState.SIGN_IN_AGAIN
        if code in (ErrorCode.SERVER_BUSY, ErrorCode.SERVER_ERROR):
            return LinkState.BUSY
        return LinkState.STOPPED if code in LOCAL_CODES or code is ErrorCode.ROLLED_BACK else LinkState.OFFLINE


class StatusPublisher:
    """Publishes the state of one account whenever it differs from what was published last."""

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

    def restored(self) -> None:
        """The help desk was found to be an older copy that lacks nothing of the user's."""
        self._restored_ms = self._clock.now_ms()

    def agreed(self) -> None:
        """App and help desk agree as of now."""
        self._agreed_ms = self._clock.now_ms()

    @property
    def has_agreed(self) -> bool:
        """Whether they have agreed since the engine was made."""
        return self._agreed_ms > 0

    def publish(self, trouble: Failure | None, *, working: bool) -> None:
        """Read the store and tell."""
        connection = self._database.read_connection()
        synced_ms = max(self._agreed_ms, accounts.synced_ms(connection, self._account_id))
        waiting, needs_you = rows.unfinished_counts(connection, self._account_id)
        counts = SyncStatus(
            LinkState.STARTING,
            waiting=waiting,
            needs_you=needs_you,
            unreadable=unreadable.count(connection, self._account_id),
        )
        self._tell(trouble, working, synced_ms, counts)

    def publish_blindly(self, trouble: Failure | None) -> None:
        """Tell without the store, which may be what fails."""
        self._tell(trouble, False, self._last.synced_ms, self._last)

    def _tell(self, trouble: Failure | None, working: bool, synced_ms: int, counts: SyncStatus) -> None:
        link = _link(trouble, working, synced_ms)
        value = replace(
            counts, state=link, synced_ms=synced_ms, retry_ms=0, problem=None, restored_ms=self._restored_ms
        )
        if trouble is not None:
            retry_ms = 0
            if link is not LinkState.SIGN_IN_AGAIN:
                rest_s = max(0.0, trouble.until_s - self._clock.monotonic_s())
                retry_ms = self._clock.now_ms() + int(rest_s * 1000)
            value = replace(value, retry_ms=retry_ms, problem=trouble.problem)
        if value != self._last:
            self._last = value
            self._on_status(value)


def _link(trouble: Failure | None, working: bool, synced_ms: int) -> LinkState:
    # a try after a failure does not flicker: the word changes when the try has succeeded
    if trouble is not None:
        return trouble.state
    if working:
        return LinkState.SYNCING
    return LinkState.UP_TO_DATE if synced_ms else LinkState.STARTING
