"""Small servers that behave badly on purpose, down to the single byte."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

DRIP_S = 0.02


@dataclass
class Request:
    """What arrived: `headers` with lower-case names."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class Visit:
    """One connection of a client."""

    def __init__(self, sock: socket.socket, server: "Server") -> None:
        self._sock = sock
        self._server = server
        self._reader = sock.makefile("rb")

    def head(self) -> Request | None:
        """The next request's head, its body not read; None when the client has gone."""
        line = self._reader.readline().decode()
        if not line.strip():
            return None
        method, target, _ = line.split()
        headers: dict[str, str] = {}
        while (line := self._reader.readline().decode().strip()) != "":
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        request = Request(method, target, headers, b"")
        self._server.requests.append(request)
        return request

    def read(self) -> Request | None:
        """The next request, whole."""
        request = self.head()
        if request is not None:
            request.body = self._reader.read(int(request.headers.get("content-length", "0")))
            self._server.arrived.set()
        return request

    def take(self, count: int) -> bytes:
        """`count` bytes of a body."""
        return self._reader.read(count)

    def send(self, data: bytes) -> None:
        """Raw bytes."""
        self._sock.sendall(data)

    def answer(self, body: bytes = b"{}", *, status: int = 200, type: str = "application/json", **headers: str) -> None:
        """A well-formed answer; header names are written with _ for -."""
        lines = [f"HTTP/1.1 {status} X", f"Content-Type: {type}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if "Content_Length" not in headers:
            lines.append(f"Content-Length: {len(body)}")
        self.send("\r\n".join([*lines, "", ""]).encode() + body)

    def drip(self, data: bytes) -> None:
        """The same bytes again and again, one at a time, until the client has had enough."""
        while not self._server.stopping.wait(DRIP_S):
            for byte in data:
                self.send(bytes([byte]))
                if self._server.stopping.wait(DRIP_S):
                    return

    def until_gone(self) -> None:
        """Say nothing until the client leaves."""
        self._server.arrived.set()
        while self._reader.read(1):
            continue
        self._server.left.set()


Script = Callable[[Visit], None]


@dataclass
class Server:
    """A server that runs `script` for every connection, and what it was sent."""

    script: Script
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    visits: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)
    closed: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    _open: list[socket.socket] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        self.port: int = self._listener.getsockname()[1]
        self._acceptor = threading.Thread(target=self._accept)
        self._acceptor.start()

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self.stopping.set()
        self._acceptor.join()
        self._listener.close()
        for sock in self._open:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                sock, _ = self._listener.accept()
            except TimeoutError:
                continue
            self.visits += 1
            self._open.append(sock)
            thread = threading.Thread(target=self._serve, args=(sock,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        with suppress(OSError, ValueError), sock:
            sock.settimeout(None)
            if self.tls is None:
                self._run(sock)
            else:
                with self.tls.wrap_socket(sock, server_side=True) as wrapped:
                    self._run(wrapped)
        self.closed.release()

    def _run(self, sock: socket.socket) -> None:
        visit = Visit(sock, self)
        try:
            self.script(visit)
        finally:
            visit._reader.close()


@contextmanager
def serving(script: Script, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A running server, stopped at the end."""
    server = Server(script, tls)
    try:
        yield server
    finally:
        server.stop()
