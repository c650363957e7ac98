"""Requests with a deadline, over sockets that any thread can abort."""

import errno
import math
import os
import queue
import socket
import ssl
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar, Token
from enum import Enum
from http.client import HTTPResponse, IncompleteRead
from types import TracebackType
from typing import Any, cast

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util import wait_for_write

from desktop.connectors.address import is_loopback
from desktop.domain.clock import Clock

CONNECT_S = 10.0
LEAST_BYTES_S = 100
"""A line that carries less than this is as good as silent."""
_LOOK_S = 0.1
# a request of no more than this is acknowledged at once, and then it is the answer that is waited for
_AT_ONCE_BYTES = 8 * 1024
# where the system does not say what the other side has acknowledged: this much may still be on its way, so slowly
_TAIL_BYTES, _TAIL_BYTES_S = 256 * 1024, 4096


if sys.platform == "linux":
    import fcntl
    import termios

_TELLS_UNACKNOWLEDGED = sys.platform == "linux"
_DISCARD = struct.pack("HH" if sys.platform == "win32" else "ii", 1, 0)


class AbortReason(Enum):
    """Why a request was ended from this side."""

    DEADLINE = "deadline"
    CLOSED = "closed"
    INTERRUPTED = "interrupted"


class Aborted(Exception):  # noqa: N818 - it says what happened
    """The request was aborted before a socket could show it."""


class RequestDeadline:
    """The deadline and the socket of one request. Entering makes it this thread's; any thread may `abort` it.

    `requests` has no limit for a whole request: a server that sends a byte now and then holds it for ever. Here a
    timer ends it after `timeout_s` of silence. Bytes that come in, and sent ones that the other side has acknowledged,
    each buy a hundredth of a second, up to `timeout_s` from now: what flows is never cut, what drips is.
    """

    def __init__(
        self,
        clock: Clock,
        timeout_s: float,
        *,
        connect_s: float = math.inf,
        on_bytes: Callable[[int, int], None] = lambda up, down: None,
        is_renewed: bool = False,
    ) -> None:
        """`connect_s` limits the name look-up and the connection together. `is_renewed`: any byte that comes in buys
        `timeout_s` from then on.

        `on_bytes` is called with the bytes sent and received, as they pass.
        """
        self._on_bytes = on_bytes
        self._is_renewed = is_renewed
        self.reason: AbortReason | None = None
        self.sent = False
        self._clock = clock
        self._connected_by_s = clock.monotonic_s() + connect_s
        self._timeout_s = timeout_s
        self._ends_s = clock.monotonic_s() + timeout_s
        self._handed, self._acknowledged = 0, _AT_ONCE_BYTES
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._handle: socket.socket | None = None
        self._attached: object = None
        self._outer: Token[RequestDeadline | None] | None = None

    def __enter__(self) -> "RequestDeadline":
        self._outer = _current.set(self)
        with self._lock:
            self._arm()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._outer is not None:
            _current.reset(self._outer)
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            self._drop_handle()

    def check(self) -> None:
        """Raise Aborted after `abort`."""
        if self.reason is not None:
            raise Aborted

    def check_connecting(self) -> None:
        """Raise Aborted after `abort`, TimeoutError if connecting has taken too long."""
        self.check()
        if self._clock.monotonic_s() >= self._connected_by_s:
            raise TimeoutError

    def received(self, count: int) -> None:
        """Move the deadline: `count` bytes came in."""
        self._on_bytes(0, count)
        with self._lock:
            self._extend(int(self._timeout_s * LEAST_BYTES_S) + count if self._is_renewed and count else count)

    def handed_over(self, count: int) -> None:
        """Note that the system has taken `count` bytes to send them."""
        self._on_bytes(count, 0)
        with self._lock:
            self._handed += count
            if not _TELLS_UNACKNOWLEDGED:
                self._extend(count, min(self._handed, _TAIL_BYTES) / _TAIL_BYTES_S)

    def abort(self, reason: AbortReason) -> None:
        """End the request now, whatever it waits for. The first reason stands. From any thread."""
        with self._lock:
            self._abort(reason)

    def attach(self, sock: socket.socket) -> None:
        """Make `sock` the socket that `abort` shuts down."""
        with self._lock:
            if sock is self._attached:
                return
            self._drop_handle()
            # A handle of our own: TLS wraps and detaches the first object, and a number in use again must not be hit.
            self._handle = socket.fromfd(sock.fileno(), sock.family, sock.type)
            self._attached = sock
            if self.reason is not None:
                self._shut_down()

    def _arm(self) -> None:
        self._timer = threading.Timer(max(0.0, self._ends_s - self._clock.monotonic_s()), self._expire)
        self._timer.daemon = True
        self._timer.start()

    def _expire(self) -> None:
        with self._lock:
            if self._timer is None:
                return
            if _TELLS_UNACKNOWLEDGED:
                self._count_acknowledged()
            if self._clock.monotonic_s() < self._ends_s:
                self._arm()
            else:
                self._abort(AbortReason.DEADLINE)

    def _extend(self, count: int, tail_s: float = 0.0) -> None:
        latest_s = self._clock.monotonic_s() + self._timeout_s + tail_s
        self._ends_s = max(self._ends_s, min(latest_s, self._ends_s + tail_s + count / LEAST_BYTES_S))

    def _count_acknowledged(self) -> None:
        if self._handle is not None and self._handed:
            acknowledged = self._handed - _unacknowledged(self._handle)
            if acknowledged > self._acknowledged:
                self._extend(acknowledged - self._acknowledged)
                self._acknowledged = acknowledged

    def _abort(self, reason: AbortReason) -> None:
        self.reason = self.reason or reason
        self._shut_down()

    def _shut_down(self) -> None:
        if self._handle is not None:
            with suppress(OSError):
                # what is still to be sent is thrown away: an old try must not compete with the next one
                self._handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _DISCARD)
            with suppress(OSError):
                self._handle.shutdown(socket.SHUT_RDWR)

    def _drop_handle(self) -> None:
        if self._handle is not None:
            self._handle.close()
        self._handle = self._attached = None


_current: ContextVar[RequestDeadline | None] = ContextVar("request_deadline", default=None)


def _unacknowledged(sock: socket.socket) -> int:
    """How many bytes the system holds that the other side has not acknowledged."""
    held = bytearray(4)
    with suppress(OSError, ValueError):
        fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, held)
    return int.from_bytes(held, sys.byteorder)


def _resolve(host: str, port: int, deadline: RequestDeadline) -> list[tuple[Any, ...]]:
    """`getaddrinfo` that can be aborted: the system's own may block for half a minute without a network."""
    if is_loopback(host):
        return list(socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM))
    answers: queue.SimpleQueue[list[tuple[Any, ...]] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(list(socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)))
        except OSError as error:
            answers.put(error)

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    while True:
        deadline.check_connecting()
        try:
            answer = answers.get(timeout=_LOOK_S)
        except queue.Empty:
            continue
        if isinstance(answer, OSError):
            raise answer
        return answer


def _connect(address: tuple[Any, ...], deadline: RequestDeadline) -> socket.socket:
    family, kind, protocol, _, place = address
    sock = socket.socket(family, kind, protocol)
    try:
        sock.setblocking(False)
        state = sock.connect_ex(place)
        if state not in (0, errno.EINPROGRESS, errno.EWOULDBLOCK):
            raise OSError(state, os.strerror(state))
        waited_s = 0.0
        while not wait_for_write(sock, timeout=_LOOK_S):
            deadline.check_connecting()
            waited_s += _LOOK_S
            if waited_s >= CONNECT_S:
                raise TimeoutError
        state = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if state:
            raise OSError(state, os.strerror(state))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _keep_alive(sock)
    except BaseException:
        sock.close()
        raise
    return sock


def _keep_alive(sock: socket.socket) -> None:
    """Have the system notice within two minutes that the other side has gone while a long poll waits for it."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    # not every system has, or lets a program choose, all of them
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPALIVE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 3)):
        option = getattr(socket, name, None)
        if option is not None:
            with suppress(OSError):
                sock.setsockopt(socket.IPPROTO_TCP, option, value)


class _BoundedResponse(HTTPResponse):
    """Refuses a chunk of negative size: the library would read on to the end of the connection, in one piece."""

    def _safe_read(self, amt: int) -> bytes:
        if amt < 0:
            raise IncompleteRead(b"")
        data = cast(bytes, super()._safe_read(amt))  # type: ignore[misc]
        _deadline().received(len(data))
        return data


class _Abortable(HTTPConnection):
    """A connection that obeys the deadline of the calling thread."""

    response_class = _BoundedResponse
    _is_connecting = False

    def _new_conn(self) -> socket.socket:
        deadline = _deadline()
        try:
            addresses = _resolve(self._dns_host, self.port, deadline)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "no answer") from error
        failure: OSError = OSError("no address")
        for address in addresses:
            try:
                sock = _connect(address, deadline)
            except OSError as error:
                failure = error
                continue
            sock.settimeout(self.timeout)
            deadline.attach(sock)
            return sock
        if isinstance(failure, TimeoutError):
            raise ConnectTimeoutError(self, "no answer") from failure
        raise NewConnectionError(self, str(failure)) from failure

    def connect(self) -> None:
        self._is_connecting = True
        try:
            super().connect()
        finally:
            self._is_connecting = False

    def send(self, data: Any) -> None:
        # What is sent to a proxy while connecting is not part of the request itself.
        if not self._is_connecting:
            if self.sock is None:
                self.connect()
            deadline = _deadline()
            deadline.attach(self.sock)
            deadline.check()
            deadline.sent = True
            # the deadline alone decides how long anything may take
            self.sock.settimeout(None)
            super().send(data)
            deadline.handed_over(len(data) if isinstance(data, bytes | bytearray | memoryview) else 0)
            return
        super().send(data)


class _AbortableTls(_Abortable, HTTPSConnection):
    """The same over TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Abortable


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _AbortableTls


def _deadline() -> RequestDeadline:
    deadline = _current.get()
    if deadline is None:
        raise Aborted
    return deadline


class AbortableAdapter(HTTPAdapter):
    """Sends over abortable connections, with the operating system's trust store; never repeats a request."""

    def __init__(self, scheme: str) -> None:
        self._tls = _system_tls() if scheme == "https" else None
        super().__init__(pool_connections=2, pool_maxsize=2, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, **{**kwargs, **self._tls_argument()})
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **{**kwargs, **self._tls_argument()})
        manager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        # The parent would add its own list of authorities to those that the computer's owner chose.
        conn.cert_reqs = "CERT_REQUIRED"

    def _tls_argument(self) -> dict[str, Any]:
        return {} if self._tls is None else {"ssl_context": self._tls}


def _system_tls() -> ssl.SSLContext:
    # Loaded here: a help desk on this computer needs no TLS, and loading the roots costs time.
    import truststore

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
