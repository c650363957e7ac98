"""The transport against servers and networks that mean no good."""

import gzip
import io
import logging
import socket
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from desktop.connectors.address import parse_address
from desktop.connectors.http.transport import Call, Transport
from desktop.domain.errors import ErrorCode, OtetError
from tests.connectors.servers import Script, Server, Visit, serving

pytestmark = pytest.mark.slow

TOKEN = "canary-Q7x2token"
GET = Call("GET", "/x")
POST = Call("POST", "/x", data=b"{}")


@pytest.fixture
def serve() -> Iterator[Callable[..., tuple[Server, Transport]]]:
    """Starts a server with a script, and a transport to it."""
    open_ends: list[Callable[[], object]] = []

    def start(script: Script, timeout_s: float = 20.0) -> tuple[Server, Transport]:
        running = serving(script)
        server = running.__enter__()
        transport = Transport(parse_address(server.url), TOKEN, timeout_s=timeout_s)
        open_ends.extend([transport.close, lambda: running.__exit__(None, None, None)])
        return server, transport

    yield start
    for end in open_ends:
        end()


Serve = Callable[..., tuple[Server, Transport]]


def failure(transport: Transport, call: Call = GET) -> OtetError:
    with pytest.raises(OtetError) as raised:
        transport.call(call)
    assert TOKEN not in str(raised.value) + repr(raised.value.problem)
    assert raised.value.__cause__ is None
    return raised.value


def answering(body: bytes = b'{"data":{}}', **how: object) -> Script:
    def script(visit: Visit) -> None:
        while visit.read() is not None:
            visit.answer(body, **how)  # type: ignore[arg-type]

    return script


def test_a_call_arrives_with_what_it_needs_and_nothing_else(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    server, transport = serve(answering(Set_Cookie="a=b"))
    transport.call(Call("GET", "/x", {"q": "سلام & b"}))
    transport.call(POST)
    first, second = server.requests
    assert first.target == "/x?q=%D8%B3%D9%84%D8%A7%D9%85+%26+b"
    assert first.headers["origin"] == server.url
    assert first.headers["authorization"] == f"Bearer {TOKEN}"
    assert first.headers["x-requested-with"] == "otet-desk"
    assert (second.method, second.body) == ("POST", b"{}")
    assert "cookie" not in second.headers
    assert server.visits == 1


@pytest.mark.parametrize("call", [GET, POST], ids=["GET", "POST"])
def test_nothing_is_ever_repeated(serve: Serve, call: Call) -> None:
    def drop_after_reading(visit: Visit) -> None:
        visit.read()

    server, transport = serve(drop_after_reading)
    error = failure(transport, call)
    assert error.code is ErrorCode.OFFLINE
    assert not error.problem.nothing_sent
    assert len(server.requests) == 1


def test_a_connection_that_was_closed_in_between_is_made_anew(serve: Serve) -> None:
    def once(visit: Visit) -> None:
        visit.read()
        visit.answer(b'{"data":{}}')

    server, transport = serve(once)
    for _ in range(5):
        transport.call(POST)
        assert server.closed.acquire(timeout=10)
    assert len(server.requests) == 5


def test_never_connected_is_told_apart() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    transport = Transport(parse_address(f"http://127.0.0.1:{port}"), TOKEN)
    error = failure(transport, POST)
    assert error.code is ErrorCode.OFFLINE
    assert error.problem.nothing_sent
    transport.close()


def test_a_name_that_does_not_exist() -> None:
    transport = Transport(parse_address("https://no-such-host.invalid"), TOKEN)
    error = failure(transport, POST)
    assert error.code is ErrorCode.OFFLINE
    assert error.problem.nothing_sent
    transport.close()


def header_drip(visit: Visit) -> None:
    visit.read()
    visit.send(b"HTTP/1.1 200 OK\r\nX-A: ")
    visit.drip(b"x")


def endless_headers(visit: Visit) -> None:
    visit.read()
    visit.send(b"HTTP/1.1 200 OK\r\n")
    visit.drip(b"X-A: b\r\n")


def body_drip(visit: Visit) -> None:
    visit.read()
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8000000\r\n\r\n")
    visit.drip(b" ")


def endless_body(visit: Visit) -> None:
    visit.read()
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")
    visit.drip(b" ")


def chunk_drip(visit: Visit) -> None:
    visit.read()
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
    visit.drip(b"1\r\n \r\n")


def redirect_drip(visit: Visit) -> None:
    visit.read()
    visit.send(b"HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Length: 8000000\r\n\r\n")
    visit.drip(b" ")


def silence(visit: Visit) -> None:
    visit.read()
    visit.until_gone()


@pytest.mark.parametrize(
    "script", [header_drip, endless_headers, body_drip, endless_body, chunk_drip, redirect_drip, silence]
)
@pytest.mark.parametrize("call", [GET, POST], ids=["GET", "POST"])
def test_no_drip_holds_a_call_beyond_its_time(serve: Serve, script: Script, call: Call) -> None:
    _, transport = serve(script, timeout_s=0.4)
    error = failure(transport, call)
    # The body of a redirect is not waited for at all.
    assert error.code is (ErrorCode.SERVER_ERROR if script is redirect_drip else ErrorCode.TIMED_OUT)
    assert not error.problem.nothing_sent


def test_a_server_that_stops_reading_ends_the_upload(serve: Serve) -> None:
    def deaf(visit: Visit) -> None:
        visit.head()
        visit._server.stopping.wait()

    class Endless(io.RawIOBase):
        len = 50_000_000

        def read(self, size: int = -1) -> bytes:
            return bytes(size)

    _, transport = serve(deaf, timeout_s=0.4)
    assert failure(transport, Call("POST", "/x", data=Endless())).code is ErrorCode.TIMED_OUT


@cache
def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(megabytes)), packer.flush()])


@pytest.mark.parametrize(
    "how",
    [
        {"body": bomb(100), "Content_Encoding": "gzip"},
        {"body": gzip.compress(bomb(100)), "Content_Encoding": "gzip, gzip"},
        {"body": b" " * (8 * 1024 * 1024 + 1)},
        {"body": b"[" * 1_000_000},
        {"body": b'{"data":{"x":1,"x":2}'},
        {"body": b"not gzip", "Content_Encoding": "gzip"},
        {"body": b"\xff\xfe{}"},
        {"body": b"[1e400]"},
        {"body": b""},
        {"body": b'{"data":{}}', "type": "application/octet-stream"},
    ],
    ids=["bomb", "bomb in bomb", "too long", "deep", "cut", "no gzip", "no UTF-8", "no object", "empty", "type"],
)
def test_what_is_not_our_json_is_an_error_of_bounded_cost(serve: Serve, how: dict[str, object]) -> None:
    _, transport = serve(answering(**how))  # type: ignore[arg-type]
    assert failure(transport).code is ErrorCode.SERVER_ERROR
    signing_in = Call("GET", "/x", signing_in=True)
    assert failure(transport, signing_in).code in (ErrorCode.NOT_A_HELP_DESK, ErrorCode.SERVER_ERROR)


def test_a_redirect_with_a_bomb_in_it_is_not_unpacked(serve: Serve) -> None:
    def script(visit: Visit) -> None:
        visit.read()
        visit.answer(bomb(300), status=302, Location="/y", Content_Encoding="gzip")

    bomb(300)
    _, transport = serve(script)
    tracemalloc.start()
    assert failure(transport, POST).code is ErrorCode.SERVER_ERROR
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize("length", ["10000000000000", "5", "-3", "many"])
def test_a_wrong_content_length(serve: Serve, length: str) -> None:
    def script(visit: Visit) -> None:
        visit.read()
        visit.answer(b'{"data":{"long":"enough"}}', Content_Length=length)

    _, transport = serve(script, timeout_s=5.0)
    if length in ("-3", "many"):
        # Read to the end of the connection instead: nothing is missing.
        transport.call(GET)
    else:
        assert failure(transport).code in (ErrorCode.OFFLINE, ErrorCode.SERVER_ERROR)


def garbage(visit: Visit) -> None:
    visit.read()
    visit.send(b"\x00\xff not http at all\r\n\r\n")


def half_a_head(visit: Visit) -> None:
    visit.read()
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Ty")


def thousand_headers(visit: Visit) -> None:
    visit.read()
    visit.send(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n{}")


def long_header(visit: Visit) -> None:
    visit.read()
    visit.send(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n{}")


@pytest.mark.parametrize("script", [garbage, half_a_head, thousand_headers, long_header])
def test_what_is_not_http(serve: Serve, script: Script) -> None:
    _, transport = serve(script, timeout_s=5.0)
    error = failure(transport, POST)
    assert error.code in (ErrorCode.OFFLINE, ErrorCode.SERVER_ERROR)
    assert not error.problem.nothing_sent


@pytest.mark.parametrize("type", ["text/html", "text/html; charset=utf-8", "TEXT/HTML", "application/xhtml+xml"])
def test_a_page_instead_of_json_is_the_network_asking(serve: Serve, type: str) -> None:
    _, transport = serve(answering(b"<html>Welcome to Airport</html>", type=type))
    assert failure(transport).code is ErrorCode.SIGN_IN_TO_NETWORK
    assert failure(transport, POST).code is ErrorCode.SIGN_IN_TO_NETWORK
    assert failure(transport, Call("POST", "/x", signing_in=True)).code is ErrorCode.NOT_A_HELP_DESK


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("call", [GET, POST], ids=["GET", "POST"])
def test_nothing_follows_a_redirect_to_elsewhere(serve: Serve, status: int, call: Call) -> None:
    portal, _ = serve(answering())
    server, transport = serve(answering(status=status, Location=f"{portal.url}/login"))
    assert failure(transport, call).code is ErrorCode.SIGN_IN_TO_NETWORK
    assert (portal.visits, len(server.requests)) == (0, 1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirected_write_is_not_sent_again(serve: Serve, status: int) -> None:
    server, transport = serve(answering(status=status, Location="/y"))
    for method in ("POST", "PUT", "DELETE"):
        assert failure(transport, Call(method, "/x")).code is ErrorCode.SERVER_ERROR
    assert len(server.requests) == 3


def test_a_read_follows_within_the_same_origin(serve: Serve) -> None:
    def script(visit: Visit) -> None:
        while (request := visit.read()) is not None:
            if request.target.startswith("/x"):
                visit.answer(status=302, Location="/y?b=2")
            else:
                visit.answer(b'{"data":{"found":"it"}}')

    server, transport = serve(script)
    assert transport.call(Call("GET", "/x", {"a": "1"})).fields("data").text("found") == "it"
    assert [request.target for request in server.requests] == ["/x?a=1", "/y?b=2"]


def test_a_circle_of_redirects_ends(serve: Serve) -> None:
    server, transport = serve(answering(status=302, Location="/x"))
    assert failure(transport).code is ErrorCode.SERVER_ERROR
    assert len(server.requests) < 10


@pytest.mark.parametrize(
    "location", ["", "http://[", "//evil.example/x", "https://127.0.0.1/x", "javascript:x", "http://a:b@c"]
)
def test_odd_places_to_go(serve: Serve, location: str) -> None:
    _, transport = serve(answering(status=302, Location=location))
    assert failure(transport).code in (ErrorCode.SIGN_IN_TO_NETWORK, ErrorCode.SERVER_ERROR)


def test_an_early_refusal_of_a_large_upload_is_heard(serve: Serve) -> None:
    def script(visit: Visit) -> None:
        visit.head()
        visit.take(1000)
        visit.answer(b"<html>", status=413, type="text/html", Connection="close")
        visit.take(10_000_000)

    _, transport = serve(script)
    assert failure(transport, Call("POST", "/x", data=bytes(5_000_000))).code is ErrorCode.TOO_LARGE


@pytest.mark.parametrize("script", [silence, header_drip, body_drip, chunk_drip])
def test_close_ends_what_is_under_way(serve: Serve, script: Script) -> None:
    server, transport = serve(script, timeout_s=100.0)
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(failure, transport, GET)
        assert server.arrived.wait(10)
        transport.close()
        assert under_way.result(10).code is ErrorCode.CANCELLED
    assert failure(transport).code is ErrorCode.CANCELLED
    assert len(server.requests) == 1


def test_close_ends_a_connection_that_nobody_accepts() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        # The queue of a listener that never accepts fills up; what comes then waits for ever.
        queue = [socket.socket() for _ in range(4)]
        for sock in queue:
            sock.setblocking(False)
            sock.connect_ex(address)
        transport = Transport(parse_address(f"http://127.0.0.1:{address[1]}"), TOKEN, timeout_s=100.0)
        started = threading.Event()

        def call() -> OtetError:
            started.set()
            return failure(transport, POST)

        with ThreadPoolExecutor(1) as pool:
            under_way = pool.submit(call)
            assert started.wait(10)
            transport.close()
            error = under_way.result(8)
        for sock in queue:
            sock.close()
    assert error.code is ErrorCode.CANCELLED
    assert error.problem.nothing_sent


def test_the_token_is_in_no_log(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    _, transport = serve(answering(status=500))
    failure(transport, Call("POST", "/x", headers={"Authorization": "Basic canary-password"}))
    failure(transport)
    assert "canary" not in caplog.text
    assert TOKEN not in repr(vars(transport).get("_session"))


@pytest.mark.parametrize("token", ["a b", "a\r\nX-Evil: 1", "توکن", "x" * 2001])
def test_a_token_that_cannot_be_sent_is_never_quoted(token: str) -> None:
    with pytest.raises(OtetError) as raised:
        Transport(parse_address("https://help.example.com"), token)
    assert raised.value.code is ErrorCode.SIGN_IN_AGAIN
    assert token not in str(raised.value)
