"""What is read of a request before its sender is known."""

import pytest

from desktop.desk.bodies import UNKNOWN_BODY_BYTES
from tests.desk.polling import until
from tests.desk.raw_http import BODY_LIMIT_BYTES, KNOWN, App, Client, serving

FORGED = b"Authorization: Bearer forged\r\nCookie: session=forged\r\n"
BASIC = b"Authorization: Basic eDp5\r\n"
EXPECTING = b"Expect: 100-continue\r\n"
MEGABYTE = 1024 * 1024


def chunked(size: int, piece: int = 1000) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (piece, b"x" * piece) for _ in range(size // piece)) + b"0\r\n\r\n"


@pytest.mark.parametrize("who", [b"", BASIC, FORGED])
@pytest.mark.parametrize("size", [UNKNOWN_BODY_BYTES + 1, 3 * MEGABYTE, 900 * MEGABYTE])
def test_a_strangers_large_body_is_refused_before_it_is_read(who: bytes, size: int) -> None:
    app = App()
    with serving(app) as (_, port), Client(port) as client:
        client.send(b"POST / HTTP/1.1\r\nHost: x\r\n%sContent-Length: %d\r\n\r\n" % (who, size))
        assert client.answer()[0] == 413
        assert client.ends_within(10)
    assert not app.seen


@pytest.mark.parametrize("who", [b"", BASIC, FORGED])
def test_a_strangers_endless_chunks_are_refused(who: bytes) -> None:
    app = App()
    with serving(app) as (_, port), Client(port) as client:
        client.send(b"POST / HTTP/1.1\r\nHost: x\r\n%sTransfer-Encoding: chunked\r\n\r\n" % who)
        client.send(chunked(200_000))
        assert client.answer()[0] == 413
    assert not app.seen


@pytest.mark.parametrize("who", [b"", FORGED])
def test_the_refusal_reaches_a_sender_who_sends_everything_first(who: bytes) -> None:
    with serving(App()) as (_, port), Client(port) as client:
        assert client.ask("/", who, b"x" * 3 * MEGABYTE)[0] == 413


def test_what_a_stranger_may_send_and_what_a_known_caller_may() -> None:
    app = App()
    with serving(app) as (_, port), Client(port) as client:
        assert client.ask("/form", b"", b"x" * UNKNOWN_BODY_BYTES)[0] == 200
        assert client.ask("/upload", KNOWN, b"x" * 3 * MEGABYTE) == (200, b"/upload %d" % (3 * MEGABYTE))
        client.send(b"POST /chunks HTTP/1.1\r\nHost: x\r\n" + KNOWN + b"Transfer-Encoding: chunked\r\n\r\n")
        client.send(chunked(1_000_000))
        assert client.answer() == (200, b"/chunks 1000000")
        assert client.ask("/after")[0] == 200
        client.send(b"POST / HTTP/1.1\r\nHost: x\r\n%sContent-Length: %d\r\n\r\n" % (KNOWN, BODY_LIMIT_BYTES + 1))
        assert client.answer()[0] == 413


def test_only_a_known_caller_is_told_to_go_on() -> None:
    head = b"POST /upload HTTP/1.1\r\nHost: x\r\n%sExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n"
    with serving(App()) as (_, port), Client(port) as known, Client(port) as small:
        known.send(head % KNOWN)
        assert known.head() == b"HTTP/1.1 100 Continue"
        known.send(b"x" * 100_000)
        assert known.answer() == (200, b"/upload 100000")
        for who in (b"", FORGED):
            with Client(port) as other_customer:
                other_customer.send(head % who)
                assert other_customer.answer()[0] == 413
        small.send((head % b"").replace(b"100000", b"10"))
        assert small.head() == b"HTTP/1.1 100 Continue"
        small.send(b"x" * 10)
        assert small.answer() == (200, b"/upload 10")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 40_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"X: x\r\n" * 8_000 + b"\r\n", 431),
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1;" + b"x" * 20_000, 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"x: y\r\n" * 5_000, 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ],
)
def test_a_malformed_or_oversized_head_is_refused(request_: bytes, status: int) -> None:
    app = App()
    with serving(app) as (_, port), Client(port) as client:
        client.send(request_)
        assert client.answer()[0] == status
        assert client.ends_within(10)
    assert not app.seen


def test_who_cannot_be_looked_up_is_unknown_and_answered(caplog: pytest.LogCaptureFixture) -> None:
    broken = b"Authorization: Bearer broken\r\n"
    with serving(App()) as (_, port), Client(port) as client:
        assert client.ask("/small", broken, b"x" * 10) == (200, b"/small 10")
        assert client.ask("/large", broken, b"x" * 100_000)[0] == 413
    assert "could not be looked up" in caplog.text


def test_who_leaves_in_the_middle_of_a_body_leaves_nothing_behind() -> None:
    app = App()
    with serving(app) as (server, port):
        for who in (b"", KNOWN):
            with Client(port) as client:
                client.send(b"POST / HTTP/1.1\r\nHost: x\r\n%sContent-Length: 60000\r\n\r\nx" % who)
                assert until(lambda: len(server.active_channels) == 1)
            assert until(lambda: not server.active_channels)
    assert not app.seen
