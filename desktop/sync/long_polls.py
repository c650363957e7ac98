"""Waits at the help desk for changes, as long as the line and the help desk bear it."""

from collections.abc import Callable

from desktop.domain.accounts import DeskInfo
from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, OtetError
from desktop.store import accounts, cursors
from desktop.store.database import Database
from desktop.sync.connection import InterruptibleConnection
from desktop.sync.failures import NETWORK_CODES
from desktop.sync.pull_timer import PullTimer
from desktop.sync.traffic import Traffic
from desktop.sync.wait_length import Beat, WaitLength


class LongPolls:
    """One long poll at a time; engine's thread only."""

    def __init__(
        self,
        database: Database,
        account_id: int,
        clock: Clock,
        connection: InterruptibleConnection,
        pull_timer: PullTimer,
        traffic: Traffic,
        is_saving: Callable[[], bool],
    ) -> None:
        """`is_saving` tells that the line costs money: signs of life are done without then."""
        self._database = database
        self._account_id = account_id
        self._clock = clock
        self._connection = connection
        self._pull_timer = pull_timer
        self._traffic = traffic
        self._is_saving = is_saving
        self._length = WaitLength()
        self._beat = Beat()

    def longest_s(self) -> float:
        """How long a rest is at most: as long as the line and the help desk bear a long poll, or between two polls."""
        if not self._connection.can_wait:
            return self._pull_timer.poll_s(is_saving=self._is_saving())
        info = self._info()
        return self._length.next_s(float(info.longest_wait_s) if info is not None else self._pull_timer.poll_s())

    @property
    def is_watched(self) -> bool:
        """Whether a line that dies is noticed by the missing signs of life, within half a minute."""
        return self._connection.can_wait and self._beat_s() > 0

    def run(self, seconds: float) -> bool:
        """Wait up to `seconds`; whether app and help desk agree after it. Raises what the connection does."""
        started_s = self._clock.monotonic_s()
        if self._wait(seconds):
            # whether it is true, the pull that follows finds out
            return False
        if self._connection.is_woken:
            self._pull_timer.endured()
            return False
        if self._clock.monotonic_s() - started_s < seconds / 2:
            # refused, as there are more waiters than the help desk takes: that answer says nothing
            self._pull_timer.soon()
            return False
        self._pull_timer.endured()
        self._length.endured(seconds)
        return True

    def _wait(self, seconds: float) -> bool:
        """Whether the help desk says that something has changed."""
        started_s, received = self._clock.monotonic_s(), self._traffic.received
        cursor = cursors.get(self._database.read_connection(), self._account_id)
        beat_s = self._beat_s()
        is_silent = False
        try:
            changed = self._connection.long_poll(cursor, seconds, beat_s).changed
        except OtetError as error:
            is_silent = bool(beat_s) and error.code is ErrorCode.TIMED_OUT
            if not is_silent and (error.code in NETWORK_CODES or error.code is ErrorCode.SERVER_ERROR):
                self._length.cut(self._clock.monotonic_s() - started_s, seconds)
            raise
        finally:
            if beat_s:
                self._beat.ended(in_silence=is_silent, has_come=self._traffic.received > received)
        self._pull_timer.wanted |= changed
        self._pull_timer.promised = changed
        return changed

    def _beat_s(self) -> float:
        info = self._info()
        return 0.0 if info is None or self._is_saving() else self._beat.wanted_s(float(info.wait_beat_s))

    def _info(self) -> DeskInfo | None:
        return accounts.info(self._database.read_connection(), self._account_id)
