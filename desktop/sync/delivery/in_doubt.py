"""Knows which sends may still be at work at the help desk, by a clock that nobody can set."""

from desktop.domain.clock import Clock

QUARANTINE_S = 120.0
"""Longer than a help desk or proxy may still be working on a request that the app has given up."""


class InDoubtTracker:
    """Since when the fate of an operation is open, and since when its reference is known as a key there.

    Only monotonic time counts, so what an earlier process left open is open since this one first saw it: a jump of
    the wall clock over a restart must not end a quarantine.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open_s: dict[str, float] = {}
        self._first_s: dict[str, float] = {}

    def leaves(self, operation_id: str) -> None:
        """A try is about to leave; the first one makes the reference known."""
        self._first_s.setdefault(operation_id, self._clock.monotonic_s())

    def doubt(self, operation_id: str) -> None:
        """A try has ended without an answer that settles it, just now."""
        self._open_s[operation_id] = self._clock.monotonic_s()

    def mark(self, operation_id: str) -> None:
        """It is open, since now unless that is known already; how long its key was known there is not."""
        if operation_id not in self._open_s:
            self._open_s[operation_id] = self._clock.monotonic_s()

    def is_open(self, operation_id: str) -> bool:
        """Whether an earlier try may have arrived, or may yet."""
        return operation_id in self._open_s

    def left_s(self, operation_id: str, quarantine_s: float) -> float:
        """Seconds until an earlier try must have ended, and a look-up must see it."""
        if operation_id not in self._open_s:
            return 0.0
        return max(0.0, self._open_s[operation_id] + quarantine_s - self._clock.monotonic_s())

    def is_key_alive(self, operation_id: str, life_s: float) -> bool:
        """Whether a try now meets the key of every try before it, and still does if it is carried out late."""
        first_s = self._first_s.get(operation_id)
        if first_s is None:
            return not self.is_open(operation_id)
        return self._clock.monotonic_s() < first_s + life_s - QUARANTINE_S

    def settled(self, operation_id: str) -> None:
        """Its fate is known: it is there, or certainly not."""
        self._open_s.pop(operation_id, None)
        self._first_s.pop(operation_id, None)
