"""The time and the socket of one call, where no server can show the moment that matters."""

import socket
from collections.abc import Iterator

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


def test_bytes_on_their_way_have_their_time(pair: tuple[socket.socket, socket.socket]) -> None:
    left, right = pair
    with RequestDeadline(SystemClock(), 0.0, outgoing_bytes=10_000_000) as deadline:
        deadline.attach(left)
        left.sendall(b"x")
        assert right.recv(1) == b"x"
        assert deadline.reason is None
