"""Ends a connection to a mail server that lasts too long, or whose program is to stop."""

import socket
import threading

LOOK_EVERY_S = 0.2


class ConnectionGuard:
    """A context in which sockets are shut down once `limit_s` has passed or `stop` is set.

    A server that sends one byte now and then never runs into the time limit of a single read.
    """

    def __init__(self, limit_s: float, stop: threading.Event | None = None) -> None:
        self._limit_s = limit_s
        self._stop = stop or threading.Event()
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self.is_cut = False
        self._thread = threading.Thread(target=self._watch, name="connection guard", daemon=True)

    def __enter__(self) -> "ConnectionGuard":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        for one in self._sockets:
            one.close()

    def watch(self, connection: socket.socket) -> socket.socket:
        """Watch a connected socket, also where it is wrapped into TLS later; returns it."""
        with self._lock:
            if not self.is_cut:
                # a copy of the handle: wrapping takes the handle away from the socket itself
                self._sockets.append(connection.dup())
                return connection
        connection.close()
        raise TimeoutError("stopped")

    def _watch(self) -> None:
        left_s: float = self._limit_s
        while not self._done.wait(min(LOOK_EVERY_S, max(left_s, 0))):
            left_s -= LOOK_EVERY_S
            if self._stop.is_set() or left_s <= 0:
                self._cut()
                return

    def _cut(self) -> None:
        with self._lock:
            self.is_cut = True
            for one in self._sockets:
                try:
                    one.shutdown(2)
                except OSError:
                    continue  # it has ended by itself
