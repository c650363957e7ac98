"""Wakes the threads that wait for something to do, so that none of them has to look again and again.

Whatever makes work calls `notify`: a commit of this process (`store`), a mail that was fetched (`mail/fetch.py`), and
`desktop/desk/watch.py` for what other programs change. All functions may be called from any thread.
"""

import threading
import time
from collections.abc import Callable
from types import TracebackType


class Signal:
    """Tells all who listen that something has changed; what has is for them to find out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: tuple[Callable[[], object], ...] = ()

    def subscribe(self, call: Callable[[], object]) -> None:
        """Have `call` called by each `notify`, in its thread; it must not wait for anything."""
        with self._lock:
            self._calls = (*self._calls, call)

    def unsubscribe(self, call: Callable[[], object]) -> None:
        """Have it called no more."""
        with self._lock:
            self._calls = tuple(one for one in self._calls if one != call)

    def notify(self) -> None:
        """Wake everybody who listens, now or at the next wait."""
        for call in self._calls:
            call()


COMMITS = Signal()
"""Something was committed to the database, by this process or another."""
MAIL = Signal()
"""A mail was put into the inbox, or the settings for mail changed."""


class Stop(threading.Event):
    """An event that ends threads: setting it also wakes those that wait for a signal."""

    def set(self) -> None:
        """Set it, and wake everybody."""
        super().set()
        COMMITS.notify()
        MAIL.notify()


class Listener:
    """Waits for signals, in one thread. A context: it listens from its beginning to its end."""

    def __init__(self, *signals: Signal, shortest_s: float = 0.0) -> None:
        """`shortest_s` lies between two returns of `wait`, however many signals there are."""
        self._signals = signals
        self._shortest_s = shortest_s
        self._event = threading.Event()
        self._returned_s = -shortest_s

    def __enter__(self) -> "Listener":
        for one in self._signals:
            one.subscribe(self._event.set)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self._signals:
            one.unsubscribe(self._event.set)

    def wait(self, stop: threading.Event, longest_s: float | None) -> None:
        """Return at the next signal, or after `longest_s` seconds (None: never), or when `stop` is set.

        A signal since the last return counts. One that comes while the thread works is not lost.
        """
        if not stop.is_set():
            self._event.wait(None if longest_s is None else max(0.0, longest_s))
        rest_s = self._returned_s + self._shortest_s - time.monotonic()
        if rest_s > 0:
            stop.wait(rest_s)
        self._event.clear()
        self._returned_s = time.monotonic()
