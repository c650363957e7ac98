"""The time and the socket of one call, where no server can show the moment that matters."""

import socket
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

from desktop.connectors.http.deadline import Aborted, AbortReason, RequestDeadline
from desktop.domain.clock import SystemClock

pytestmark = pytest.mark.slow


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    left, right = socket.socketpair()
    right.settimeout(10)
    with left, right:
        yield left, right


def test_a_cut_that_came_before_the_socket_shuts_it_all_the_same(pair: tuple[socket.socket, socket.socket]) -> None:
    left, right = pair
    with RequestDeadline(SystemClock(), 100.0) as deadline:
        deadline.abort(AbortReason.CLOSED)
        deadline.attach(left)
        assert right.recv(1) == b""
        with pytest.raises(Aborted):
            deadline.check()


def test_a_cut_after_the_end_touches_nothing(pair: tuple[socket.socket, socket.socket]) -> None:
    left, right = pair
    with RequestDeadline(SystemClock(), 100.0) as deadline:
        deadline.attach(left)
    deadline.abort(AbortReason.CLOSED)
    left.sendall(b"x")
    assert right.recv(1) == b"x"


def test_the_first_reason_stands(pair: tuple[socket.socket, socket.socket]) -> None:
    with RequestDeadline(SystemClock(), 0.0) as deadline:
        deadline.attach(pair[0])
        assert pair[1].recv(1) == b""
        deadline.abort(AbortReason.INTERRUPTED)
    assert deadline.reason is AbortReason.DEADLINE


class Clock:
    """Moves when the test says so."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def now_ms(self) -> int:
        return round(self.now_s * 1000)

    def monotonic_s(self) -> float:
        return self.now_s


def expire(deadline: RequestDeadline, clock: Clock, after_s: float) -> bool:
    """Let time go by and the timer ring; whether the request was ended."""
    clock.now_s += after_s
    deadline._expire()
    return deadline.reason is AbortReason.DEADLINE


def test_what_flows_is_never_cut(pair: tuple[socket.socket, socket.socket]) -> None:
    clock = Clock()
    with RequestDeadline(clock, 25.0) as deadline:
        deadline.attach(pair[0])
        for _ in range(1000):
            deadline.received(2500)
            assert not expire(deadline, clock, 24)
        assert expire(deadline, clock, 25), "then it was silent"


def test_what_drips_is_cut(pair: tuple[socket.socket, socket.socket]) -> None:
    clock = Clock()
    with RequestDeadline(clock, 25.0) as deadline:
        deadline.attach(pair[0])
        seconds = 0
        while not expire(deadline, clock, 1):
            deadline.received(50)
            seconds += 1
        assert 45 <= seconds <= 55, "half of what a line has to carry buys half of the time"


@pytest.fixture
def slow_reader() -> Iterator[tuple[socket.socket, socket.socket]]:
    """A TCP connection, whose far end reads when the test says so."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        near = socket.create_connection(listener.getsockname())
        far, _ = listener.accept()
    with near, far:
        far.settimeout(10)
        yield near, far


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not say what was acknowledged")
def test_what_the_other_side_acknowledges_moves_the_deadline(slow_reader: tuple[socket.socket, socket.socket]) -> None:
    near, far = slow_reader
    clock = Clock()
    with RequestDeadline(clock, 25.0) as deadline:
        deadline.attach(near)
        near.setblocking(False)
        handed = 0
        with suppress(BlockingIOError):
            while True:
                handed += near.send(bytes(65536))
        deadline.handed_over(handed)
        assert not expire(deadline, clock, 24)
        left = handed
        while left > 100_000:
            for _ in range(20):
                left -= len(far.recv(16384))
            assert not expire(deadline, clock, 24), "the kernel has had all of it for long, the other side has not"
        assert expire(deadline, clock, 50), "nobody reads any more"


def test_an_old_try_is_really_ended(slow_reader: tuple[socket.socket, socket.socket]) -> None:
    near, far = slow_reader
    with RequestDeadline(SystemClock(), 100.0) as deadline:
        deadline.attach(near)
        near.setblocking(False)
        with suppress(BlockingIOError):
            while True:
                near.send(bytes(65536))
        deadline.abort(AbortReason.CLOSED)
    near.close()
    # what the system still held would go on for minutes on a slow line, beside the next try
    with pytest.raises(ConnectionResetError):
        while far.recv(65536):
            continue
