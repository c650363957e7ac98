"""Progress of transfers, throttled for display."""

from collections.abc import Callable

from desktop.domain.clock import Clock

_LEAST_S = 0.1


class ProgressThrottle:
    """Passes (bytes done, bytes in all) on after each 100 ms or 1 %, and always the end."""

    def __init__(self, clock: Clock, tell: Callable[[int, int], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._told_s = clock.monotonic_s() - _LEAST_S
        self._told_bytes = -1

    def __call__(self, done: int, total: int) -> None:
        """Bytes that have gone over, of all."""
        now_s = self._clock.monotonic_s()
        step = max(total // 100, 1)
        is_end = done >= total and self._told_bytes != done
        if is_end or now_s - self._told_s >= _LEAST_S or done - self._told_bytes > step:
            self._told_s, self._told_bytes = now_s, done
            self._tell(done, total)
