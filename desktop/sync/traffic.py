"""What passes between this computer and one help desk: when something last came, and how much it was."""

from math import inf

from desktop.domain.clock import Clock

PASSING_S = 20.0
"""Where something came no longer ago than this, the line is bad, but it is there."""


class Traffic:
    """Counts the bytes of the engine's requests; engine's thread only.

    `up` and `down` are what passed since `take` was last called, as requests and answers have it: without what the
    system adds to send it. `received` is what came since the start.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._came_s = -inf
        self.up = self.down = self.received = 0

    def note(self, up: int, down: int) -> None:
        """So many bytes were sent, and so many came."""
        self.up += up
        self.down += down
        self.received += down
        if down:
            self._came_s = self._clock.monotonic_s()

    @property
    def is_passing(self) -> bool:
        """Whether anything came within the last `PASSING_S`."""
        return self._clock.monotonic_s() - self._came_s <= PASSING_S

    def take(self) -> int:
        """The bytes in both directions since the last time."""
        total, self.up, self.down = self.up + self.down, 0, 0
        return total
