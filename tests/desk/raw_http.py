"""HTTP by hand over a socket, and the help desk's server with an application of the tests."""

import select
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from waitress import wasyncore

from desktop.desk.connections import Limits
from desktop.desk.server import Server

BODY_LIMIT_BYTES = 4 * 1024 * 1024
KNOWN = b"Authorization: Bearer known\r\n"


def user_of(headers: Mapping[str, str]) -> str | None:
    if headers.get("AUTHORIZATION") == "Bearer broken":
        raise OSError("the database cannot be read")
    return {"Bearer known": "7", "Bearer other": "8"}.get(headers.get("AUTHORIZATION", ""))


@dataclass
class App:
    """Answers with the length of the body; holds requests for /held until it is told to go on."""

    go_on: threading.Event = field(default_factory=threading.Event)
    seen: list[tuple[str, str, int]] = field(default_factory=list)
    """Path, client address and length of the body of each request."""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = len(environ["wsgi.input"].read())
        path = environ["PATH_INFO"]
        self.seen.append((path, environ["REMOTE_ADDR"], length))
        if path == "/held":
            self.go_on.wait(20)
        # larger than what the two sockets hold
        body = b"x" * 24_000_000 if path == "/big" else f"{path} {length}".encode()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]


@contextmanager
def serving(app: Any, *, is_behind_proxy: bool = False, **limits: Any) -> Iterator[tuple[Server, int]]:
    """Serve in a thread; the server and its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    server = Server(app, listener, user_of, BODY_LIMIT_BYTES, is_behind_proxy=is_behind_proxy, limits=Limits(**limits))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server, port
    finally:
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join(10)
        server.close_threads()
    assert not thread.is_alive()


C = TypeVar("C", bound="Client")


class Client:
    """One connection."""

    def __init__(self, port: int, source: str = "127.0.0.1") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 20, source_address=(source, 0))
        self._read = b""
        self.host = "x"

    def __enter__(self: C) -> C:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def ask(self, path: str = "/", headers: bytes = b"", body: bytes = b"") -> tuple[int, bytes]:
        """Send one request and read its answer."""
        self.send_request(path, headers, body)
        return self.answer()

    def send_request(self, path: str, headers: bytes = b"", body: bytes = b"") -> None:
        """Send one request: GET, or POST where there is a body."""
        length = f"Content-Length: {len(body)}\r\n" if body else ""
        first = f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\nHost: {self.host}\r\n{length}"
        self.send(first.encode() + headers + b"\r\n" + body)

    def head(self) -> bytes:
        """Read to the end of a head."""
        while b"\r\n\r\n" not in self._read:
            self._more()
        head, _, self._read = self._read.partition(b"\r\n\r\n")
        return head

    def answer(self) -> tuple[int, bytes]:
        """Read one answer: its status and body."""
        head = self.head()
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        return int(head.split()[1]), self.body(length)

    def body(self, length: int) -> bytes:
        """Read that number of bytes of a body."""
        while len(self._read) < length:
            self._more()
        body, self._read = self._read[:length], self._read[length:]
        return body

    def is_answered(self, within_s: float = 0) -> bool:
        """Whether an answer, or the end of the connection, has come in."""
        poller = select.poll()
        poller.register(self.socket, select.POLLIN)
        return bool(poller.poll(within_s * 1000))

    def ends_within(self, seconds: float, drip: bytes = b"", every_s: float = 0.1) -> bool:
        """Whether the server closes the connection; one byte of `drip` is sent every now and then meanwhile."""
        deadline = time.monotonic() + seconds
        pending = memoryview(drip)
        while time.monotonic() < deadline:
            try:
                if select.select([self.socket], [], [], every_s)[0] and not self.socket.recv(65536):
                    return True
                if pending:
                    self.socket.send(pending[:1])
                    pending = pending[1:]
            except OSError:
                return True
        return False

    def _more(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("closed by the server")
        self._read += data
