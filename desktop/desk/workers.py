"""The threads that run the help desk's requests, with a bound on how many each caller may have in them."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from waitress.task import ThreadedTaskDispatcher


class Workers:
    """A number of threads and the queue in front of them; keys are addresses or users."""

    def __init__(self, threads: int, most: int, most_per_key: int) -> None:
        """`most` requests may wait or run, `most_per_key` of one caller."""
        self.dispatcher: Any = ThreadedTaskDispatcher()
        self.dispatcher.set_thread_count(threads)
        self._most = most
        self._most_per_key = most_per_key
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()

    def add(self, channel: Any, key: str) -> bool:
        """Run the channel's first request when its turn comes; False, and nothing is done, when there is no room."""
        with self._lock:
            if self._counts.total() >= self._most or self._counts[key] >= self._most_per_key:
                return False
            self._counts[key] += 1
        self.dispatcher.add_task(_Task(channel, lambda: self._done(key)))
        return True

    def _done(self, key: str) -> None:
        with self._lock:
            self._counts[key] -= 1
            if self._counts[key] <= 0:
                del self._counts[key]


class _Task:
    """A request that is counted until it has run."""

    def __init__(self, channel: Any, done: Callable[[], None]) -> None:
        self._channel = channel
        self._done = done

    def service(self) -> None:
        """Run it; called by a worker."""
        try:
            self._channel.service()
        finally:
            self._done()

    def cancel(self) -> None:
        """Give it up at the end of the server."""
        self._channel.cancel()
        self._done()
