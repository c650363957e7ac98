"""The engine's one connector, and the two calls by which other threads interrupt it."""

import threading
from collections.abc import Callable

from desktop.connectors.base import Connector, WaitResult
from desktop.domain.errors import ErrorCode, OtetError


class InterruptibleConnection:
    """Makes the connector when it is first needed, drops a broken one, and ends waits from any thread.

    `wake` and `abort` may be called from any thread; everything else belongs to the engine's thread.
    """

    def __init__(self, connect: Callable[[], Connector]) -> None:
        """`connect` makes a connector; it may raise SIGN_IN_AGAIN."""
        self._connect = connect
        self._lock = threading.Lock()
        self._connector: Connector | None = None
        self._is_aborted = False
        self._woken = threading.Event()
        self._is_waiting = False

    def connector(self) -> Connector:
        """The connector; raises what making one raises, and CANCELLED after `abort`."""
        if self._connector is None:
            made = self._connect()
            with self._lock:
                self._connector = made
        if self._is_aborted:
            raise OtetError(ErrorCode.CANCELLED)
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

    def long_poll(self, cursor: str, timeout_s: float) -> WaitResult:
        """Wait at the help desk for changes after `cursor`; `wake` ends it at once."""
        connector = self.connector()
        # `wake` sets the event first and reads _is_waiting second, this does it the other way round:
        # whichever comes first, one of the two sees the other
        self._is_waiting = True
        try:
            if self._woken.is_set():
                return WaitResult(cursor, changed=False)
            return connector.wait(cursor, timeout_s)
        finally:
            self._is_waiting = False

    def wait(self, timeout_s: float) -> None:
        """Wait without the network, until `wake` or the time-out."""
        self._woken.wait(timeout_s)

    def wake(self) -> None:
        """End a `long_poll` or `wait`, or the next one. From any thread."""
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
