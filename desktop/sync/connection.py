"""The one connector that the engine talks through, and the two calls that other threads may make into it."""

import threading
from collections.abc import Callable

from desktop.connectors.base import Connector, WaitResult
from desktop.domain.errors import ErrorCode, OtetError


class InterruptibleConnection:
    """Makes the connector when it is needed, lets go of a broken one, and is woken or cut off from any thread."""

    def __init__(self, connect: Callable[[], Connector]) -> None:
        self._connect = connect
        self._lock = threading.Lock()
        self._connector: Connector | None = None
        self._is_cut = False
        self._called = threading.Event()
        self._is_waiting = False

    def connector(self) -> Connector:
        """The connector; raises what making one raises, and CANCELLED once the line is cut."""
        if self._connector is None:
            made = self._connect()
            with self._lock:
                self._connector = made
        if self._is_cut:
            raise OtetError(ErrorCode.CANCELLED)
        return self._connector

    def drop(self) -> None:
        """Let go of the connector: the next one may have a new token or address."""
        with self._lock:
            connector, self._connector = self._connector, None
        if connector is not None:
            connector.close()

    def wait(self, cursor: str, timeout_s: float) -> WaitResult:
        """A long poll that `call` ends at once."""
        connector = self.connector()
        # `call` raises the flag first and looks at _is_waiting second, this does it the other way round:
        # whichever comes first, one of the two sees the other
        self._is_waiting = True
        try:
            if self._called.is_set():
                return WaitResult(cursor, changed=False)
            return connector.wait(cursor, timeout_s)
        finally:
            self._is_waiting = False

    def pause(self, seconds: float) -> None:
        """Wait without the network until `call` or the time is over."""
        self._called.wait(seconds)

    def call(self) -> None:
        """End a `wait` or `pause`, or the next one. From any thread."""
        self._called.set()
        if self._is_waiting:
            self._interrupt()

    @property
    def is_called(self) -> bool:
        """Whether `call` came since `answer`."""
        return self._called.is_set()

    def answer(self) -> bool:
        """Take note of a `call`; whether there was one."""
        called = self._called.is_set()
        self._called.clear()
        return called

    def cut(self) -> None:
        """End what is under way, for good. From any thread."""
        self._is_cut = True
        self._called.set()
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
