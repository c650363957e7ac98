"""Limits of how often something may be tried: token buckets by key, in memory."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

KEYS = 20_000


class Buckets:
    """A token bucket for each key: `capacity` tries at once, and one more every `refill_s` seconds. Thread-safe."""

    def __init__(self, capacity: int, refill_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity = capacity
        self._refill_s = refill_s
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, key: Hashable) -> int:
        """Take one try; 0, or the seconds to wait where none is left."""
        with self._lock:
            now = self._clock()
            left = self._left(key, now)
            if left < 1:
                return max(1, math.ceil((1 - left) * self._refill_s))
            self._keep(key, left - 1, now)
            return 0

    def give_back(self, key: Hashable) -> None:
        """Return a try that turned out not to count."""
        with self._lock:
            now = self._clock()
            self._keep(key, self._left(key, now) + 1, now)

    def _left(self, key: Hashable, now: float) -> float:
        left, since = self._held.get(key, (float(self._capacity), now))
        return min(self._capacity, left + (now - since) / self._refill_s)

    def _keep(self, key: Hashable, left: float, now: float) -> None:
        self._held.pop(key, None)
        if left < self._capacity:
            self._held[key] = (left, now)
        while len(self._held) > KEYS:
            self._held.popitem(last=False)
