"""Files going out and coming in when the other side or the disk does not play along."""

import re
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from desktop.connectors.base import OutgoingMessage
from desktop.connectors.roundup import RoundupConnector
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.operations import File, OperationKind
from tests.connectors.servers import Script, Server, Visit, serving

pytestmark = pytest.mark.slow

DATA = bytes(range(256)) * 500
RECEIPT = b'{"data":{"issue":"1","message":"2","files":["3"],"repeat":false}}'
Serve = Callable[[Script], tuple[Server, RoundupConnector]]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server, and a connector to it."""
    with ExitStack() as stack:

        def start(script: Script) -> tuple[Server, RoundupConnector]:
            server = stack.enter_context(serving(script))
            connector = RoundupConnector(server.url, "token", timeout_s=5.0)
            stack.callback(connector.close)
            return server, connector

        yield start


def no_progress(done: int, total: int) -> None:
    pass


def whole_file(visit: Visit) -> None:
    """A server that knows no ranges."""
    while visit.read() is not None:
        visit.answer(DATA, type="application/octet-stream")


def ranged(data: bytes, *, shift: int = 0, stop: int | None = None, total: str = "") -> Script:
    """A server of ranges, which may lie about where it starts, or break off."""

    def script(visit: Visit) -> None:
        while (request := visit.read()) is not None:
            start = int(re.fullmatch(r"bytes=(\d+)-", request.headers["range"])[1])  # type: ignore[index]
            part = data[start:]
            told = f"bytes {start + shift}-{len(data) - 1 + shift}/{total or len(data)}"
            visit.answer(
                part[:stop],
                status=206,
                type="application/octet-stream",
                Content_Range=told,
                Content_Length=str(len(part)),
            )
            if stop is not None:
                return

    return script


@pytest.mark.parametrize("here", [0, 1, 60_000, len(DATA), len(DATA) + 5])
def test_a_server_without_ranges_sends_all_of_it(serve: Serve, tmp_path: Path, here: int) -> None:
    _, connector = serve(whole_file)
    target = tmp_path / "t"
    target.write_bytes(b"?" * here)
    connector.download("1", "a", target, no_progress)
    assert target.read_bytes() == DATA


def test_broken_off_again_and_again_it_gets_there(serve: Serve, tmp_path: Path) -> None:
    server, connector = serve(ranged(DATA, stop=30_000))
    target = tmp_path / "t"
    for _ in range(10):
        try:
            connector.download("1", "a", target, no_progress)
        except OtetError as error:
            assert error.code is ErrorCode.OFFLINE
        else:
            break
    assert target.read_bytes() == DATA
    starts = [int(request.headers["range"][6:-1]) for request in server.requests]
    assert starts == sorted(set(starts))
    assert {request.headers["accept-encoding"] for request in server.requests} == {"identity"}


def test_a_part_from_elsewhere_is_never_put_in(serve: Serve, tmp_path: Path) -> None:
    _, connector = serve(ranged(DATA, shift=7))
    target = tmp_path / "t"
    target.write_bytes(DATA[:1000])
    with pytest.raises(OtetError) as raised:
        connector.download("1", "a", target, no_progress)
    assert raised.value.code is ErrorCode.SERVER_ERROR
    assert target.read_bytes() == DATA[:1000]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"type": "text/html"}, ErrorCode.SIGN_IN_TO_NETWORK),
        ({"Content_Encoding": "gzip"}, ErrorCode.SERVER_ERROR),
        ({"Content_Length": str(10**12)}, ErrorCode.TOO_LARGE),
        ({"status": 404, "type": "text/html"}, ErrorCode.FILE_GONE),
        ({"status": 403, "type": "text/html"}, ErrorCode.FILE_GONE),
        ({"status": 401}, ErrorCode.SIGN_IN_AGAIN),
        ({"status": 503}, ErrorCode.SERVER_BUSY),
        ({"status": 204}, ErrorCode.SERVER_ERROR),
        ({"status": 302, "Location": "https://evil.example/"}, ErrorCode.SIGN_IN_TO_NETWORK),
        ({"status": 206, "Content_Range": "bytes 0-9/100"}, ErrorCode.SERVER_ERROR),
        ({"status": 206, "Content_Range": "lines 1-2/3"}, ErrorCode.SERVER_ERROR),
        ({"status": 206}, ErrorCode.SERVER_ERROR),
    ],
)
def test_what_is_no_file(serve: Serve, tmp_path: Path, how: dict[str, object], code: ErrorCode) -> None:
    def script(visit: Visit) -> None:
        while visit.read() is not None:
            visit.answer(b"some body", **how)  # type: ignore[arg-type]

    _, connector = serve(script)
    with pytest.raises(OtetError) as raised:
        connector.download("1", "a", tmp_path / "t", no_progress)
    assert raised.value.code is code
    assert not (tmp_path / "t").exists()


def test_more_than_was_told_is_not_taken(serve: Serve, tmp_path: Path) -> None:
    def script(visit: Visit) -> None:
        visit.read()
        visit.answer(DATA, status=206, Content_Range="bytes 0-99/100", Content_Length=str(len(DATA)))

    _, connector = serve(script)
    with pytest.raises(OtetError) as raised:
        connector.download("1", "a", tmp_path / "t", no_progress)
    assert raised.value.code is ErrorCode.SERVER_ERROR
    assert (tmp_path / "t").stat().st_size <= 100


def test_a_target_that_cannot_be_written_is_the_disks_fault(serve: Serve, tmp_path: Path) -> None:
    _, connector = serve(whole_file)
    for target in (tmp_path, tmp_path / "none" / "t"):
        with pytest.raises(OtetError) as raised:
            connector.download("1", "a", target, no_progress)
        assert raised.value.code is ErrorCode.DISK_ERROR


def test_a_full_disk_is_told_as_such(serve: Serve) -> None:
    _, connector = serve(whole_file)
    with pytest.raises(OtetError) as raised:
        connector.download("1", "a", Path("/dev/full"), no_progress)
    assert raised.value.code is ErrorCode.DISK_FULL


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("گزارش.pdf", "%DA%AF%D8%B2%D8%A7%D8%B1%D8%B4.pdf"),
        ("a b?c#d%.txt", "a%20b%3Fc%23d%25.txt"),
        ("..", "file"),
        ("", "file"),
        ("../../x", ".._.._x"),
    ],
)
def test_a_name_never_leads_elsewhere(serve: Serve, tmp_path: Path, name: str, step: str) -> None:
    server, connector = serve(whole_file)
    connector.download("12", name, tmp_path / "t", no_progress)
    assert server.requests[0].target == f"/file12/{step}"


def outgoing(path: Path, size: int, name: str = "a.bin") -> OutgoingMessage:
    file = File(name, "application/octet-stream", size, "")
    return OutgoingMessage("ref-12345678", OperationKind.CREATE, "", "", "Subject", "Text", [(file, path)])


def sparse(folder: Path, size: int) -> Path:
    path = folder / "sparse"
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_a_large_file_goes_through_a_small_memory(serve: Serve, tmp_path: Path) -> None:
    def script(visit: Visit) -> None:
        request = visit.head()
        assert request is not None
        left = int(request.headers["content-length"])
        while left:
            left -= len(visit.take(min(left, 65536)))
        visit.answer(RECEIPT)

    size = 100 * 1024 * 1024
    server, connector = serve(script)
    steps: list[tuple[int, int]] = []
    tracemalloc.start()
    receipt = connector.deliver(outgoing(sparse(tmp_path, size), size), lambda *step: steps.append(step))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert receipt.files == ("3",)
    assert peak < 8 * 1024 * 1024
    total = int(server.requests[0].headers["content-length"])
    assert all(0 <= done <= told == total for done, told in steps)
    assert steps[-1] == (total, total)
    assert "transfer-encoding" not in server.requests[0].headers


@pytest.mark.parametrize("part", range(20))
def test_a_token_that_ends_during_an_upload(serve: Serve, tmp_path: Path, part: int) -> None:
    size = 1_000_000

    def script(visit: Visit) -> None:
        visit.head()
        visit.take(size * part // 20)
        visit.answer(b'{"error":{"status":401,"msg":"no"}}', status=401, Connection="close")
        # A server that hung up with bytes unread would take its own answer back.
        visit.until_gone()

    _, connector = serve(script)
    with pytest.raises(OtetError) as raised:
        connector.deliver(outgoing(sparse(tmp_path, size), size), no_progress)
    assert raised.value.code is ErrorCode.SIGN_IN_AGAIN


@pytest.mark.parametrize("part", range(5))
def test_a_line_that_breaks_during_an_upload_tells_nothing(serve: Serve, tmp_path: Path, part: int) -> None:
    size = 5_000_000

    def script(visit: Visit) -> None:
        visit.head()
        visit.take(size * part // 5)

    _, connector = serve(script)
    with pytest.raises(OtetError) as raised:
        connector.deliver(outgoing(sparse(tmp_path, size), size), no_progress)
    assert raised.value.code is ErrorCode.OFFLINE
    assert not raised.value.problem.nothing_sent


@pytest.mark.parametrize("name", ["سلام دنیا.pdf", "a'b;c.txt", "عکس\u200cها (۱).jpeg"])
def test_names_of_parts_are_utf_8(serve: Serve, tmp_path: Path, name: str) -> None:
    def script(visit: Visit) -> None:
        visit.read()
        visit.answer(RECEIPT)

    server, connector = serve(script)
    (tmp_path / "f").write_bytes(b"x")
    connector.deliver(outgoing(tmp_path / "f", 1, name), no_progress)
    assert f'filename="{name}"'.encode() in server.requests[0].body


@pytest.mark.parametrize("name", ['x"; filename="y', "a\r\nX-Evil: 1\r\n\r\nb"])
def test_no_name_breaks_out_of_its_header(serve: Serve, tmp_path: Path, name: str) -> None:
    def script(visit: Visit) -> None:
        visit.read()
        visit.answer(RECEIPT)

    server, connector = serve(script)
    (tmp_path / "f").write_bytes(b"x")
    connector.deliver(outgoing(tmp_path / "f", 1, name), no_progress)
    heads = [line for line in server.requests[0].body.split(b"\r\n") if b'name="file"' in line]
    assert len(heads) == 1
    assert heads[0].count(b'filename="') == 1
    assert b"\r\nX-Evil" not in server.requests[0].body
