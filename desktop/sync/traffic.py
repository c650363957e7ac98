"""What passes between this computer and one help desk: when something last came, and how much it was."""

from math import inf

from desktop.domain.clock import Clock
from desktop.store import usage
from desktop.store.database import Database

PASSING_S = 20.0
"""Where something came no longer ago than this, the line is bad, but it is there."""


_KEPT_BYTES, _KEPT_EVERY_S = 256 * 1024, 3600.0


class Traffic:
    """Counts the bytes of the engine's requests, without what the system adds to send them; engine's thread only.

    `received` is what came since the start.
    """

    def __init__(self, database: Database, account_id: int, clock: Clock) -> None:
        self._database = database
        self._account_id = account_id
        self._clock = clock
        self._came_s = -inf
        self._kept_s = clock.monotonic_s()
        self._count = self.received = 0

    def note(self, up: int, down: int) -> None:
        """Count bytes that were sent and that came."""
        self._count += up + down
        self.received += down
        if down:
            self._came_s = self._clock.monotonic_s()

    @property
    def is_passing(self) -> bool:
        """Whether anything came within the last `PASSING_S`."""
        return self._clock.monotonic_s() - self._came_s <= PASSING_S

    def keep_now_and_then(self) -> None:
        """Store what was counted once it is worth a write, or an hour has passed. Raises what the store raises."""
        if self._count >= _KEPT_BYTES or (self._count and self._clock.monotonic_s() - self._kept_s >= _KEPT_EVERY_S):
            self.keep()

    def keep(self) -> None:
        """Store what was counted."""
        if self._count and not self._database.read_only:
            with self._database.write() as tx:
                usage.add(tx, self._account_id, self._clock.now_ms(), self._count)
            self._count = 0
            self._kept_s = self._clock.monotonic_s()
