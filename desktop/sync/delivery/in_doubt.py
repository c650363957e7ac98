"""Sends that the help desk may still be carrying out, measured by the monotonic clock."""

from desktop.domain.clock import Clock

QUARANTINE_S = 120.0
"""Longer than a help desk or proxy keeps working on a request that the app has given up."""


class InDoubtTracker:
    """Since when each operation is in doubt, and since when the help desk knows its reference.

    Only monotonic time counts. What an earlier process left in doubt counts from when this one first saw it, so that
    a jump of the wall clock over a restart cannot end a quarantine.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open_s: dict[str, float] = {}
        self._first_s: dict[str, float] = {}

    def on_send(self, operation_id: str) -> None:
        """A try is about to be sent; the first one makes the reference known."""
        self._first_s.setdefault(operation_id, self._clock.monotonic_s())

    def mark_unknown(self, operation_id: str) -> None:
        """A try has just ended without an answer that tells whether it arrived."""
        self._open_s[operation_id] = self._clock.monotonic_s()

    def track(self, operation_id: str) -> None:
        """It is in doubt: since now, unless an earlier moment is known. When its reference became known is not."""
        if operation_id not in self._open_s:
            self._open_s[operation_id] = self._clock.monotonic_s()

    def is_open(self, operation_id: str) -> bool:
        """Whether an earlier try may have arrived, or may still arrive."""
        return operation_id in self._open_s

    def left_s(self, operation_id: str, quarantine_s: float) -> float:
        """Seconds until an earlier try must have ended, and a look-up must see it."""
        if operation_id not in self._open_s:
            return 0.0
        return max(0.0, self._open_s[operation_id] + quarantine_s - self._clock.monotonic_s())

    def is_key_alive(self, operation_id: str, life_s: float) -> bool:
        """Whether the help desk remembers the reference now, and still will if this try is carried out late."""
        first_s = self._first_s.get(operation_id)
        if first_s is None:
            return not self.is_open(operation_id)
        return self._clock.monotonic_s() < first_s + life_s - QUARANTINE_S

    def resolve(self, operation_id: str) -> None:
        """It is known whether it arrived."""
        self._open_s.pop(operation_id, None)
        self._first_s.pop(operation_id, None)
