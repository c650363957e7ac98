"""Slow lines: whatever flows is waited for, in both directions, and what has stopped is given up."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from desktop.connectors.base import OutgoingMessage
from desktop.connectors.roundup import RoundupConnector
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.operations import File, OperationKind
from tests.connectors.servers import Script, Server, Visit, serving
from tests.tools.line import Conditions, Line, line_to

pytestmark = pytest.mark.slow

TIMEOUT_S = 0.6
RECEIPT = b'{"data":{"issue":"1","message":"2","files":["3"],"repeat":false}}'
PAGE = b'{"data":{"cursor":"9","more":false,"tickets":[],"x":"%s"}}' % (b"x" * 60_000)
Serve = Callable[[Script, Conditions], tuple[Server, Line, RoundupConnector]]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server, a line to it, and a connector that bears little silence."""
    with ExitStack() as stack:

        def start(script: Script, conditions: Conditions) -> tuple[Server, Line, RoundupConnector]:
            server = stack.enter_context(serving(script))
            line = stack.enter_context(line_to(server.url, conditions))
            connector = RoundupConnector(line.url, "token", timeout_s=TIMEOUT_S)
            stack.callback(connector.close)
            return server, line, connector

        yield start


def no_progress(done: int, total: int) -> None:
    pass


def paging(visit: Visit) -> None:
    while visit.read() is not None:
        visit.answer(PAGE)


def taking(visit: Visit) -> None:
    while visit.read() is not None:
        visit.answer(RECEIPT, status=201)


def with_file(tmp_path: Path, size: int) -> OutgoingMessage:
    place = tmp_path / "a.png"
    place.write_bytes(bytes(size))
    file = File("a.png", "image/png", size, "")
    return OutgoingMessage("ref-of-this", OperationKind.CREATE, "", "", "Subject", "Body", ((file, place),))


def test_an_answer_that_flows_is_never_cut(serve: Serve) -> None:
    _, line, connector = serve(paging, Conditions(down_bytes_s=30_000))
    assert connector.changes("", 10).cursor == "9"
    assert line.passed().down > 60_000, "which takes more than three times as long as silence is borne"


def test_an_upload_that_flows_is_never_cut(serve: Serve, tmp_path: Path) -> None:
    server, line, connector = serve(taking, Conditions(up_bytes_s=150_000))
    assert connector.deliver(with_file(tmp_path, 400_000), no_progress).message == "2"
    assert (len(server.requests), line.passed().connections) == (1, 1)


def test_a_line_that_stands_still_is_given_up(serve: Serve, tmp_path: Path) -> None:
    _, line, connector = serve(paging, Conditions(down_bytes_s=30_000))
    threading.Timer(0.5, lambda: line.blackout(half_open=True)).start()
    with pytest.raises(OtetError) as raised:
        connector.changes("", 10)
    assert raised.value.code is ErrorCode.TIMED_OUT
    line.restore()


def test_an_upload_that_was_given_up_does_not_go_on_beside_the_next(serve: Serve, tmp_path: Path) -> None:
    _, line, connector = serve(taking, Conditions(up_bytes_s=100_000))
    outgoing = with_file(tmp_path, 300_000)
    threading.Timer(0.5, lambda: line.blackout(half_open=True)).start()
    with pytest.raises(OtetError) as raised:
        connector.deliver(outgoing, no_progress)
    assert raised.value.code is ErrorCode.TIMED_OUT
    line.restore()
    mark = line.mark()
    assert connector.deliver(outgoing, no_progress).message == "2"
    assert line.passed(mark).up < 310_000


def test_a_small_request_without_an_answer_is_given_up_in_time(serve: Serve) -> None:
    """That its few bytes were acknowledged at once says nothing about the time since."""
    _, line, connector = serve(lambda visit: visit.until_gone(), Conditions())
    began_s = time.monotonic()
    with pytest.raises(OtetError) as raised:
        connector.changes("", 10)
    assert raised.value.code is ErrorCode.TIMED_OUT
    assert time.monotonic() - began_s < 3 * TIMEOUT_S
    assert line.passed().up > 200
