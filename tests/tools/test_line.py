"""The bad line does to connections what it is told to, and its log says so."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.tools.line import Conditions, Line, What, line_to

pytestmark = pytest.mark.slow


@contextmanager
def echo_server() -> Iterator[str]:
    """Sends back whatever comes; its address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(sock: socket.socket) -> None:
        with suppress(OSError), sock:
            while data := sock.recv(65536):
                sock.sendall(data)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/desk"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@pytest.fixture
def echo() -> Iterator[str]:
    with echo_server() as url:
        yield url


def connected(line: Line) -> socket.socket:
    host, _, port = line.url.removeprefix("http://").removesuffix("/desk").partition(":")
    return socket.create_connection((host, int(port)), 10)


def echoed(sock: socket.socket, data: bytes) -> bytes:
    """What comes back of `data`, up to its length or the end of the connection."""
    with suppress(OSError):
        sock.sendall(data)
    back = b""
    with suppress(OSError):
        while len(back) < len(data) and (more := sock.recv(65536)):
            back += more
    return back


def test_a_good_line_passes_everything_and_counts_it(echo: str) -> None:
    data = bytes(range(256)) * 100
    with line_to(echo) as line, connected(line) as sock:
        assert echoed(sock, data) == data
        mark = line.mark()
        assert (line.passed().up, line.passed().down, line.passed().connections) == (len(data), len(data), 1)
        assert echoed(sock, b"more") == b"more"
        assert line.passed(mark).total == 8


def test_the_server_is_called_by_its_own_name(echo: str) -> None:
    with line_to(echo) as line, connected(line) as sock:
        own = line.url.removeprefix("http://").removesuffix("/desk").encode()
        other = echo.removeprefix("http://").removesuffix("/desk").encode()
        # the name lies across two segments
        padding = b"x" * (1400 - len(own) + 2)
        assert echoed(sock, padding + own + b"|") == padding + other + b"|"


def test_the_rate_is_shared_and_the_latency_is_added(echo: str) -> None:
    conditions = Conditions(latency_s=(0.1, 0.1), up_bytes_s=20_000)
    with line_to(echo, conditions) as line, connected(line) as one, connected(line) as two:
        began_s = time.monotonic()
        one.sendall(bytes(4000))
        two.sendall(bytes(4000))
        for sock in (one, two):
            assert len(echoed(sock, b"")) == 0
            left = 4000
            while left:
                left -= len(sock.recv(65536))
        took_s = time.monotonic() - began_s
    assert took_s >= 8000 / 20_000 + 0.2


def test_the_same_seed_drops_the_same_connections(echo: str) -> None:
    def fates(seed: int) -> list[bool]:
        with line_to(echo, Conditions(dropped=0.5, after_bytes=(100, 100)), seed) as line:
            found = []
            for _ in range(12):
                with connected(line) as sock:
                    found.append(len(echoed(sock, bytes(1000))) == 1000)
            assert line.passed().dropped == found.count(False)
            return found

    first = fates(3)
    assert first == fates(3)
    assert {*first} == {True, False}


def test_a_stall_stops_a_connection_and_no_other(echo: str) -> None:
    with line_to(echo, Conditions(stalled=1.0, stall_s=0.4, after_bytes=(3, 3))) as line, connected(line) as sock:
        assert echoed(sock, b"x") == b"x"
        line.conditions = Conditions()
        began_s = time.monotonic()
        with connected(line) as other:
            assert echoed(other, b"x") == b"x"
        assert echoed(sock, b"y") == b"y"
        assert time.monotonic() - began_s >= 0.4
    assert [event.connection for event in line.log if event.what is What.STALLED] == [1]


def test_nothing_passes_in_a_blackout(echo: str) -> None:
    with line_to(echo) as line, connected(line) as kept, connected(line) as lost:
        assert (echoed(kept, b"1"), echoed(lost, b"1")) == (b"1", b"1")
        line.blackout()
        began_s = time.monotonic()
        kept.settimeout(0.3)
        assert echoed(kept, b"2") == b""
        assert line.silence_s(began_s, time.monotonic()) >= 0.3
        line.restore()
        kept.settimeout(10)
        assert kept.recv(10) == b"2"
        line.blackout(half_open=True)
        line.restore()
        lost.settimeout(0.3)
        assert echoed(lost, b"3") == b""
        with connected(line) as fresh:
            assert echoed(fresh, b"4") == b"4"


def test_every_connection_can_be_dropped_at_once(echo: str) -> None:
    with line_to(echo) as line, connected(line) as sock:
        assert echoed(sock, b"1") == b"1"
        line.drop_all()
        assert echoed(sock, b"2") == b""
