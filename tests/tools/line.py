"""A TCP proxy that behaves like a bad line: latency, a low rate, dropped connections, stalls and blackouts, by seed.

Its log of what passed is an oracle: it says what the two ends could have known, and counts the bytes of a request.
"""

import itertools
import queue
import random
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from math import inf
from urllib.parse import urlsplit

SEGMENT_BYTES = 1400
"""The most that passes at once, as on a line whose packets are so large."""
_BUFFER_BYTES = 16 * 1024
_LEAST_NAME = 4
_RESET = struct.pack("ii", 1, 0)
_Segments = queue.Queue[tuple[float, bytes]]
"""What is on its way, each with the monotonic moment at which it comes out."""


class What(Enum):
    """What happened on the line. `count` is in bytes for UP and DOWN, else 0."""

    OPENED = "opened"
    UP = "up"
    DOWN = "down"
    STALLED = "stalled"
    DROPPED = "dropped"
    CLOSED = "closed"
    BLACKOUT = "blackout"
    RESTORED = "restored"


@dataclass(frozen=True)
class Event:
    """One entry of the log; `at_s` is monotonic, `connection` counts from 1 (0: the whole line)."""

    at_s: float
    what: What
    connection: int = 0
    count: int = 0


@dataclass(frozen=True)
class Conditions:
    """How bad the line is. Ranges are drawn from evenly, one value a connection.

    `latency_s` is the delay each way; `up_bytes_s` and `down_bytes_s` are shared by all connections. `dropped` and
    `stalled` are shares of the connections: they are reset, or stand still for `stall_s`, once so many bytes of
    `after_bytes` have passed in both directions.
    """

    latency_s: tuple[float, float] = (0.0, 0.0)
    up_bytes_s: float = inf
    down_bytes_s: float = inf
    dropped: float = 0.0
    stalled: float = 0.0
    stall_s: float = 0.0
    after_bytes: tuple[int, int] = (0, 40_000)


@dataclass(frozen=True)
class Passed:
    """What passed in a part of the log. `up` is what the client sent."""

    up: int
    down: int
    connections: int
    dropped: int

    @property
    def total(self) -> int:
        """Bytes in both directions."""
        return self.up + self.down


class Line:
    """The proxy in front of the server at `target`, an http address; `url` is where to find it.

    In what the client sends, the line's own name is replaced by the server's: a help desk answers to its name only.
    """

    def __init__(self, target: str, conditions: Conditions | None = None, seed: int = 0) -> None:
        place = urlsplit(target)
        self._target = (place.hostname or "", place.port or 80)
        self._listener = _listening()
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}{place.path}"
        self._names = (urlsplit(self.url).netloc.encode(), place.netloc.encode())
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._log: list[Event] = []
        self._connections: set[_Connection] = set()
        self._count = 0
        self._is_closing = threading.Event()
        self._is_passing = threading.Event()
        self._is_passing.set()
        self.conditions = conditions or Conditions()
        threading.Thread(target=self._accept, name="line", daemon=True).start()

    @property
    def conditions(self) -> Conditions:
        """How bad the line is; new values hold for new connections, the rates at once."""
        return self._conditions

    @conditions.setter
    def conditions(self, value: Conditions) -> None:
        self._conditions = value
        self._rates = {What.UP: _Rate(value.up_bytes_s), What.DOWN: _Rate(value.down_bytes_s)}

    @property
    def log(self) -> tuple[Event, ...]:
        """Everything so far, in order."""
        with self._lock:
            return tuple(self._log)

    def mark(self) -> int:
        """A place in the log, for `passed`."""
        with self._lock:
            return len(self._log)

    def passed(self, mark: int = 0) -> Passed:
        """What passed since `mark`."""
        events = self.log[mark:]
        sums = {what: sum(event.count for event in events if event.what is what) for what in (What.UP, What.DOWN)}
        counts = {what: sum(event.what is what for event in events) for what in (What.OPENED, What.DROPPED)}
        return Passed(sums[What.UP], sums[What.DOWN], counts[What.OPENED], counts[What.DROPPED])

    def silence_s(self, begin_s: float, end_s: float) -> float:
        """The longest time between two monotonic moments in which no byte passed."""
        moments = [one.at_s for one in self.log if one.what in (What.UP, What.DOWN) and begin_s < one.at_s < end_s]
        edges = [begin_s, *moments, end_s]
        return max(after - before for before, after in itertools.pairwise(edges))

    def blackout(self, *, half_open: bool = False) -> None:
        """Let nothing pass until `restore`; connections that are `half_open` never pass anything again."""
        self._is_passing.clear()
        self.note(What.BLACKOUT)
        if half_open:
            with self._lock:
                for connection in self._connections:
                    connection.is_half_open = True

    def restore(self) -> None:
        """End a blackout."""
        self.note(What.RESTORED)
        self._is_passing.set()

    def drop_all(self) -> None:
        """Reset every connection."""
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            connection.drop()

    def close(self) -> None:
        """End everything."""
        self._is_closing.set()
        self._is_passing.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.drop_all()

    # For the line's own threads

    def note(self, what: What, connection: int = 0, count: int = 0) -> None:
        """Write into the log."""
        with self._lock:
            self._log.append(Event(time.monotonic(), what, connection, count))

    def carry(self, direction: What, count: int) -> None:
        """Take the time that `count` bytes need at the line's rate, and wait until a blackout is over."""
        self.pause(self._rates[direction].take(count))
        self._is_passing.wait()

    def pause(self, seconds: float) -> None:
        """Wait, unless the line is closed."""
        if seconds > 0:
            self._is_closing.wait(seconds)

    def forget(self, connection: "_Connection") -> None:
        """The connection has ended."""
        with self._lock:
            self._connections.discard(connection)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                connection = self._new_connection(near)
                threading.Thread(target=connection.run, args=(self._target, self._names), daemon=True).start()

    def _new_connection(self, near: socket.socket) -> "_Connection":
        conditions, draw = self._conditions, self._random
        latency_s = draw.uniform(*conditions.latency_s)
        after_bytes = draw.randint(*conditions.after_bytes)
        chance = draw.random()
        drop_at = after_bytes if chance < conditions.dropped else inf
        is_stalled = conditions.dropped <= chance < conditions.dropped + conditions.stalled
        stall = (after_bytes, conditions.stall_s) if is_stalled else (inf, 0.0)
        self._count += 1
        connection = _Connection(self, self._count, near, latency_s, drop_at, stall)
        with self._lock:
            self._connections.add(connection)
        self.note(What.OPENED, connection.number)
        return connection


class _Rate:
    """So many bytes a second, one after another."""

    def __init__(self, bytes_s: float) -> None:
        self._bytes_s = bytes_s
        self._free_s = 0.0
        self._lock = threading.Lock()

    def take(self, count: int) -> float:
        """The seconds until `count` more bytes are through."""
        with self._lock:
            now_s = time.monotonic()
            self._free_s = max(now_s, self._free_s) + count / self._bytes_s
            return self._free_s - now_s


class _Connection:
    """One client's connection and its continuation to the server."""

    def __init__(
        self, line: Line, number: int, near: socket.socket, latency_s: float, drop_at: float, stall: tuple[float, float]
    ) -> None:
        """`drop_at` bytes in both directions the connection is reset; `stall` is after how many bytes, and seconds."""
        self.number = number
        self.is_half_open = False
        self._line = line
        self._near = near
        self._far: socket.socket | None = None
        self._latency_s = latency_s
        self._drop_at = drop_at
        self._stall_at, self._stall_s = stall
        self._passed = 0
        self._open_directions = 2
        self._lock = threading.Lock()

    def run(self, target: tuple[str, int], names: tuple[bytes, bytes]) -> None:
        """Connect to the server, and pass bytes until both directions have ended."""
        # the handshake crosses the line as well
        self._line.pause(2 * self._latency_s)
        self._line.carry(What.UP, 0)
        try:
            self._far = socket.create_connection(target)
        except OSError:
            self.drop()
            return
        ways = (
            (What.UP, self._near, self._far, _Renaming(*names)),
            (What.DOWN, self._far, self._near, _Renaming(b"", b"")),
        )
        for direction, source, sink, renaming in ways:
            segments: _Segments = queue.Queue(64)
            for work, arguments in (
                (self._take_in, (direction, source, renaming, segments)),
                (self._hand_out, (direction, sink, segments)),
            ):
                threading.Thread(target=work, args=arguments, daemon=True).start()

    def drop(self) -> None:
        """Reset both ends."""
        for end in (self._near, self._far):
            if end is not None:
                with suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
        self._line.forget(self)

    def _take_in(
        self,
        direction: What,
        source: socket.socket,
        renaming: "_Renaming",
        segments: "queue.Queue[tuple[float, bytes]]",
    ) -> None:
        with suppress(OSError):
            while data := source.recv(SEGMENT_BYTES):
                self._line.carry(direction, len(data))
                if self.is_half_open:
                    continue
                self._count(direction, len(data))
                segments.put((time.monotonic() + self._latency_s, renaming.passed(data)))
        segments.put((time.monotonic() + self._latency_s, b""))

    def _hand_out(self, direction: What, sink: socket.socket, segments: "_Segments") -> None:
        with suppress(OSError):
            while True:
                due_s, data = segments.get()
                self._line.pause(due_s - time.monotonic())
                if not data:
                    break
                if not self.is_half_open:
                    # first the log: whoever has read the bytes finds them there
                    self._line.note(direction, self.number, len(data))
                    sink.sendall(data)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)
        self._end_direction()

    def _count(self, direction: What, count: int) -> None:
        with self._lock:
            before, self._passed = self._passed, self._passed + count
        if self._passed >= self._drop_at:
            self._drop_at = inf
            self._line.note(What.DROPPED, self.number)
            self.drop()
            raise ConnectionResetError(direction.value)
        if before < self._stall_at <= self._passed:
            self._line.note(What.STALLED, self.number)
            self._line.pause(self._stall_s)

    def _end_direction(self) -> None:
        with self._lock:
            self._open_directions -= 1
            is_over = not self._open_directions
        if is_over and not self.is_half_open:
            for end in (self._near, self._far):
                if end is not None:
                    end.close()
            self._line.note(What.CLOSED, self.number)
            self._line.forget(self)


class _Renaming:
    """Replaces one name by another of the same stream, also where it lies across two segments."""

    def __init__(self, old: bytes, new: bytes) -> None:
        self._old, self._new = old, new
        self._kept = b""

    def passed(self, data: bytes) -> bytes:
        """What can go on now; a beginning of the name waits for the rest of it."""
        if not self._old:
            return data
        data = (self._kept + data).replace(self._old, self._new)
        # fewer bytes are more likely the end of a message, which nothing may follow
        longest = min(len(self._old) - 1, len(data))
        length = next((n for n in range(longest, _LEAST_NAME, -1) if data.endswith(self._old[:n])), 0)
        self._kept = data[len(data) - length :]
        return data[: len(data) - length]


def _listening() -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # what a sender's kernel has handed over must not be more than a line holds
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    return listener


@contextmanager
def line_to(url: str, conditions: Conditions | None = None, seed: int = 0) -> Iterator[Line]:
    """A line to the server at `url`, closed at the end."""
    line = Line(url, conditions, seed)
    try:
        yield line
    finally:
        line.close()
