"""The one place that reads the computer's clocks, so that tests can own time."""

import time
from typing import Protocol


class Clock(Protocol):
    """Wall time for people, monotonic time for waiting."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""

    def monotonic_s(self) -> float:
        """Seconds that only ever grow."""


class SystemClock:
    """The computer's own clocks."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        return time.time_ns() // 1_000_000  # noqa: TID251 - this is the clock

    def monotonic_s(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()
