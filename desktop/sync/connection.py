"""The engine's one connector, and the two calls by which other threads interrupt it."""

import threading
from collections.abc import Callable
from math import inf
from typing import TypeVar

from desktop.connectors.base import Connector, WaitResult
from desktop.domain.errors import ErrorCode, OtetError

_Value = TypeVar("_Value")
# a request that lasts longer is another one's business: nothing is timed that far ahead
_LONGEST_TIMER_S = 60.0


class InterruptibleConnection:
    """Makes the connector when it is first needed, drops a broken one, and ends waits and reads from any thread.

    `wake` and `abort` may be called from any thread; everything else belongs to the engine's thread.
    """

    def __init__(
        self, connect: Callable[[], Connector], on_bytes: Callable[[int, int], None] = lambda up, down: None
    ) -> None:
        """`connect` makes a connector, which may raise SIGN_IN_AGAIN; `on_bytes` as in `Connector.observe`."""
        self._connect = connect
        self._on_bytes = on_bytes
        self._lock = threading.Lock()
        self._connector: Connector | None = None
        self._is_aborted = False
        self._woken = threading.Event()
        self._is_waiting = False

    def connector(self) -> Connector:
        """The connector; raises what making one raises, and CANCELLED after `abort`."""
        if self._connector is None:
            made = self._connect()
            made.observe(self._on_bytes)
            with self._lock:
                self._connector = made
        if self._is_aborted:
            raise OtetError(ErrorCode.CANCELLED)
        return self._connector

    @property
    def present(self) -> Connector | None:
        """The connector, if there is one."""
        return self._connector

    @property
    def can_wait(self) -> bool:
        """Whether there is a connector, and its help desk takes long polls."""
        return self._connector is not None and self._connector.capabilities.can_wait

    def drop(self) -> None:
        """Close the connector: the next one may have a new token or address."""
        with self._lock:
            connector, self._connector = self._connector, None
        if connector is not None:
            connector.close()

    def long_poll(self, cursor: str, timeout_s: float, beat_s: float = 0.0) -> WaitResult:
        """Wait at the help desk for changes after `cursor`, as `Connector.wait`; `wake` ends it at once."""
        connector = self.connector()
        # `wake` sets the event first and reads _is_waiting second, this does it the other way round:
        # whichever comes first, one of the two sees the other
        self._is_waiting = True
        try:
            if self._woken.is_set():
                return WaitResult(cursor, changed=False)
            return connector.wait(cursor, timeout_s, beat_s)
        finally:
            self._is_waiting = False

    def read(self, call: Callable[[Connector], _Value], due_s: float = inf) -> _Value | None:
        """The value of an interruptible `call`; None if `wake`, or something due in `due_s` seconds, has ended it."""
        connector = self.connector()
        is_due = threading.Event()

        def end() -> None:
            is_due.set()
            connector.interrupt()

        timer = threading.Timer(max(0.0, due_s), end) if due_s <= _LONGEST_TIMER_S else None
        # the order is that of `long_poll`
        self._is_waiting = True
        try:
            if self._woken.is_set():
                return None
            if timer is not None:
                timer.daemon = True
                timer.start()
            return call(connector)
        except OtetError as error:
            is_ended = self._woken.is_set() or is_due.is_set()
            if error.code is ErrorCode.CANCELLED and is_ended and not self._is_aborted:
                return None
            raise
        finally:
            self._is_waiting = False
            if timer is not None:
                timer.cancel()

    def wait(self, timeout_s: float) -> None:
        """Wait without the network, until `wake` or the time-out."""
        self._woken.wait(timeout_s)

    def wake(self) -> None:
        """End a `long_poll`, `read` or `wait`, or the next one. From any thread."""
        self._woken.set()
        if self._is_waiting:
            self._interrupt()

    @property
    def is_woken(self) -> bool:
        """Whether `wake` was called since the last `take_wake`."""
        return self._woken.is_set()

    def take_wake(self) -> bool:
        """Reset a `wake`; return whether there was one."""
        woken = self._woken.is_set()
        self._woken.clear()
        return woken

    def abort(self) -> None:
        """End what is under way, for good. From any thread."""
        self._is_aborted = True
        self._woken.set()
        with self._lock:
            connector = self._connector
        if connector is not None:
            connector.interrupt()
            connector.close()

    def _interrupt(self) -> None:
        with self._lock:
            connector = self._connector
        if connector is not None:
            connector.interrupt()
