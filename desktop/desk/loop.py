"""The loop that waits for sockets: as waitress's, without asking every connection what it wants each time."""

import contextlib
import math
import select
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from waitress import wasyncore

LOOK_EVERY_S = 1.0
"""How often the server looks after its connections at most."""


class Loop:
    """Serves the sockets of one server through `epoll`, which not every system has.

    Waitress asks all connections before each wait: with 2,000 long polls that doubles the work of every request. Here
    only those are asked that are at work: from the first event until `Channel.is_settled`.

    While nothing happens it waits until one of the connections reaches a limit of time, however long that is.
    """

    IS_AVAILABLE = hasattr(select, "epoll")

    def __init__(self, sockets: dict[int, Any], always: tuple[Any, ...], look_after: Callable[[], float]) -> None:
        """`sockets` is waitress's map, by file handle; those in `always` are asked each time.

        `look_after()` closes what has reached a limit, and returns when the next one is due, by the monotonic clock;
        infinity where none is. It is also called after connections were at work.
        """
        self._sockets = sockets
        self._always = always
        self._look_after = look_after
        self._next_look_s = math.inf
        self._touched: deque[Any] = deque()
        self._at_work: set[Any] = set()
        self._interests: dict[Any, int] = {}

    def touch(self, connection: Any) -> None:
        """Ask this connection what it wants; from any thread, followed by a pull of the server's trigger."""
        self._touched.append(connection)

    def run(self) -> None:
        """Serve until the map of sockets is empty."""
        with select.epoll() as poller:
            while self._sockets:
                self._ask(poller)
                for handle, flags in poller.poll(self._pause_s()):
                    connection = self._sockets.get(handle)
                    if connection is None:
                        continue
                    if connection not in self._always:
                        self._at_work.add(connection)
                    wasyncore.readwrite(connection, flags)

    def _pause_s(self) -> float | None:
        """Look after the connections where that is due; seconds until it is due again, None where it is not."""
        now = time.monotonic()
        if self._next_look_s <= now:
            self._next_look_s = max(self._look_after(), now + LOOK_EVERY_S)
        return None if self._next_look_s == math.inf else self._next_look_s - now

    def _ask(self, poller: "select.epoll") -> None:
        while self._touched:
            self._at_work.add(self._touched.popleft())
        if self._at_work:
            # also for those that have come to rest: their limit of time begins now
            self._next_look_s = min(self._next_look_s, time.monotonic() + LOOK_EVERY_S)
        for connection in self._always:
            self._register(poller, connection)
        for connection in list(self._at_work):
            if connection._fileno is None:
                # the system has forgotten a closed handle by itself
                self._at_work.discard(connection)
                self._interests.pop(connection, None)
                continue
            is_settled = connection.is_settled
            self._register(poller, connection)
            if is_settled:
                self._at_work.discard(connection)

    def _register(self, poller: "select.epoll", connection: Any) -> None:
        wanted = select.EPOLLIN | select.EPOLLPRI if connection.readable() else 0
        if connection.writable() and not connection.accepting:
            wanted |= select.EPOLLOUT
        handle = connection._fileno
        present = self._interests.get(connection, 0)
        if handle is None or wanted == present:
            # a worker may have closed it a moment ago
            return
        self._interests[connection] = wanted
        with contextlib.suppress(OSError):
            if present:
                poller.unregister(handle)
        with contextlib.suppress(OSError):
            if wanted:
                poller.register(handle, wanted)
