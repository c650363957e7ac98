"""One connection of the help desk, and the task that runs its request.

Subclasses of waitress's; `tests/desk/test_waitress.py` names everything of waitress that this relies upon.
"""

import contextlib
import json
import math
import socket
import time
from typing import Any, Protocol

from waitress.channel import HTTPChannel
from waitress.task import WSGITask

from desktop.desk.bodies import Parser, UnavailableError
from desktop.desk.connections import Lifetime, State, client_address, limit_key
from desktop.desk.tracker.wire.api import WAIT_BEAT_S

PARK = "desk.park"
"""The key of the WSGI environment under which an application finds `Task.park`; missing where an answer is due now."""


Answer = tuple[str, list[tuple[str, str]], bytes]
"""Status, headers and body."""
PADDED_BYTES = 128
"""The length of an answer that begins with blanks: room for one at each beat of the longest poll, and what it says."""
MOST_BEATS = 60


class Wait(Protocol):
    """A long poll that the notifier keeps (`tracker/notifier.py`)."""

    def park(self, request: "ParkedRequest") -> None:
        """From now on the notifier answers: by `request.answer` or `request.run_again`."""

    def leave(self) -> None:
        """Free its place; nobody is there to be answered. May be called more than once."""


class ParkedRequest:
    """A request that waits: the first one of its channel. One of `answer` and `run_again` is called, once."""

    def __init__(
        self, channel: "Channel", wait: Wait, status: str, headers: list[tuple[str, str]], *, has_beat: bool = False
    ) -> None:
        """`has_beat`: the client wants to see that the connection lives."""
        self.wait = wait
        self._beats = 0
        self.next_beat_s = time.monotonic() + WAIT_BEAT_S if has_beat else math.inf
        self._channel = channel
        self._status = status
        self._headers = [(name, value) for name, value in headers if name.lower() not in ("content-length", "etag")]

    def answer(self, data: object) -> None:
        """Answer with this JSON."""
        body = json.dumps({"data": data}, separators=(",", ":")).encode()
        self._release()
        if self._beats:
            # the head is out, and so are some of the blanks before what it says
            self._channel.prepared = body.rjust(PADDED_BYTES - self._beats)
        else:
            self._channel.prepared = self._status, self._headers, body
        if self._channel.total_outbufs_len:
            # an earlier answer that the client does not take must not hold up the notifier
            self._channel.server.add_known_task(self._channel)
        else:
            self._channel.service()

    def run_again(self) -> None:
        """Let the application answer at once."""
        if self._beats:
            # it can say nothing else any more; the client asks for the change, and gets that answer there
            self.answer({"cursor": "", "changed": True})
            return
        self._channel.may_park = False
        self._release()
        self._channel.server.add_known_task(self._channel)

    def beat(self, now: float) -> None:
        """Send a blank when it is time to, the first one behind the head; `now` is monotonic. The loop's thread."""
        if now < self.next_beat_s:
            return
        self.next_beat_s = now + WAIT_BEAT_S
        channel = self._channel
        with channel.outbuf_lock:
            # what was not taken the last time says enough
            if channel.parked is self and not channel.total_outbufs_len and self._beats < MOST_BEATS:
                head = b"" if self._beats else Task.head(channel, self._status, self._headers)
                self._beats += 1
                channel.write_now(head + b" ")

    def _release(self) -> None:
        with self._channel.outbuf_lock:
            # no beat comes after this
            self._channel.parked = None
        self._channel.server.touch(self._channel)


class _ParkedError(BaseException):
    """Takes a worker out of a request that waits; no handler of the application's or of waitress's may stop it."""


class Task(WSGITask):  # type: ignore[misc]
    """Runs the application, or sends the answer of a long poll whose wait is over."""

    _wait: Wait | None = None
    _has_beat = False
    _may_park = True

    @classmethod
    def head(cls, channel: "Channel", status: str, headers: list[tuple[str, str]]) -> bytes:
        """The head of the first request's answer, of `PADDED_BYTES`."""
        task = cls(channel, channel.requests[0])
        task.start()
        task.status, task.response_headers, task.content_length = status, list(headers), PADDED_BYTES
        head: bytes = task.build_response_header()
        return head

    def park(self, wait: Wait, *, has_beat: bool = False) -> None:
        """Let the request wait without a thread; `has_beat` as in `ParkedRequest`.

        The application goes on to answer as if nothing had changed: status and headers are kept, the body is not sent.
        """
        self._wait = wait
        # the head goes first: what a connection that ends with its answer would need is not worth it
        self._has_beat = has_beat and self.version == "1.1" and "CONNECTION" not in self.request.headers

    def get_environment(self) -> dict[str, Any]:
        """Add the client's own address, and `park`."""
        environ: dict[str, Any] = super().get_environment()
        environ["REMOTE_ADDR"] = environ["REMOTE_HOST"] = self.channel.client_address(self.request)
        if self._may_park:
            environ[PARK] = self.park
        return environ

    def execute(self) -> None:
        """Answer the request, unless it parks."""
        self._may_park, self.channel.may_park = self.channel.may_park, True
        prepared, self.channel.prepared = self.channel.prepared, None
        if isinstance(prepared, bytes):
            self.complete = self.wrote_header = True
            self.write(prepared)
            return
        if prepared is not None:
            self.status, headers, body = prepared
            self.complete = True
            self.response_headers.extend(headers)
            self.content_length = len(body)
            self.write(body)
            return
        try:
            super().execute()
        except BaseException:
            if self._wait is not None:
                self._wait.leave()
            raise
        if self._wait is not None:
            self.channel.parked = ParkedRequest(
                self.channel, self._wait, self.status, self.response_headers, has_beat=self._has_beat
            )
            raise _ParkedError

    def write(self, data: bytes) -> None:
        """Send a piece of the answer, unless the request parks."""
        if self._wait is None:
            super().write(data)


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection with limits in every state, whose long polls hold no thread."""

    parser_class = Parser
    task_class = Task
    request: Parser | None = None
    close_when_flushed: bool = False

    def __init__(self, server: Any, sock: socket.socket, addr: tuple[str, int], adj: Any, map: Any = None) -> None:
        self.lifetime = Lifetime(time.monotonic())
        self.may_park = True
        self.is_held = False
        """Whether the next request waits until the answers before it are sent."""
        self.parked: ParkedRequest | None = None
        """The first request, while it waits for a change."""
        self.prepared: Answer | bytes | None = None
        """What the first request is answered with, or the rest of it, where that is known already."""
        self._is_identifying = False
        self._lingers = self._is_lingering = False
        self._moved = self._requests_so_far = 0
        self.caller = addr[0]
        """The user, or the address of an unknown caller, whose request is the latest."""
        super().__init__(server, sock, addr, adj, map=map)
        server.touch(self)

    def client_address(self, request: Any) -> str:
        """Return the address of the client that sent this request."""
        return client_address(self.addr[0], request.headers, is_behind_proxy=self.server.is_behind_proxy)

    # The loop's thread

    def current_state(self) -> State:
        """Say what the connection is doing; any thread may change it right after."""
        if self._is_lingering:
            return State.LINGERING
        if self.total_outbufs_len:
            return State.SENDING
        if self.requests:
            return State.PARKED if self.parked else State.WORKING
        if self.request is None:
            return State.IDLE if self._requests_so_far else State.HEAD
        if self._is_identifying:
            return State.WORKING
        return State.BODY if self.request.headers_finished else State.HEAD

    def held_bytes(self) -> int:
        """How many bytes of a body and of unsent answers are kept."""
        request = self.request
        return int(self.total_outbufs_len + (request.body_bytes_received if request is not None else 0))

    def update_lifetime(self, now: float) -> None:
        """Note the present state; `now` is monotonic."""
        self.lifetime.update(now, self.current_state(), self._requests_so_far, self._moved)

    def is_overdue(self, now: float) -> bool:
        """Whether the connection has to be closed; call it once a moment, it begins the next window."""
        self.update_lifetime(now)
        return self.lifetime.is_overdue(now, self._moved, self.server.limits)

    @property
    def is_settled(self) -> bool:
        """Whether only the client or the notifier can change what this connection wants."""
        is_closing = self.will_close or self.close_when_flushed
        is_busy = self._is_identifying or self.is_held or (self.requests and self.parked is None)
        return not (is_closing or is_busy or self.total_outbufs_len)

    def readable(self) -> bool:
        """Whether to read on: also while the request is parked, so that a client who leaves is noticed."""
        if self._is_lingering:
            return True
        if self._is_identifying:
            return False
        if self.parked is not None and len(self.requests) == 1 and not self.total_outbufs_len:
            return not (self.will_close or self.close_when_flushed)
        return bool(super().readable())

    def writable(self) -> bool:
        """Whether there is anything to send, or a request that was held back can be run."""
        return not self._is_lingering and bool(super().writable() or self.is_held)

    def handle_write(self) -> None:
        """Send; then run a request that was held back, or linger instead of closing on a body under way."""
        is_lingering_next = self.close_when_flushed and self._lingers
        if is_lingering_next:
            self.close_when_flushed = False
        super().handle_write()
        if is_lingering_next and self.connected:
            if self.total_outbufs_len:
                self.close_when_flushed = True
            else:
                self._linger()
        if self.is_held:
            self.server.run_held(self)

    def write_now(self, data: bytes) -> None:
        """Send this without a task; the caller holds `outbuf_lock`."""
        self.outbufs[-1].append(data)
        self.current_outbuf_count += len(data)
        self.total_outbufs_len += len(data)
        self._flush_exception(self._flush_some)
        self.server.touch(self)

    def recv(self, buffer_size: int) -> bytes:
        """Read, and count."""
        data: bytes = super().recv(buffer_size)
        self._moved += len(data)
        return data

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Write, and count."""
        sent: int = super().send(data, do_close)
        self._moved += sent
        return sent

    def received(self, data: bytes) -> bool:
        """Take in what came, and look up the sender of a large body before more of it is read."""
        if self._is_lingering:
            return False
        taken = bool(super().received(data))
        request = self.request
        if request is not None and request.must_be_known and not self._is_identifying:
            self._is_identifying = True
            self.server.identify(request, self._identified)
        return taken

    def _identified(self, user: str | None) -> None:
        request, self._is_identifying = self.request, False
        if request is None or not self.connected:
            return
        with self.requests_lock:
            request.identify(user)
            self.caller = user or limit_key(self.client_address(request))
            if not request.completed:
                if request.expect_continue and not self.requests:
                    self.send_continue()
                return
            self.request = None
            self.requests.append(request)
            if len(self.requests) == 1:
                self.server.add_task(self)

    def _linger(self) -> None:
        # a socket closed with unread bytes resets the connection, and the answer on its way is lost
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)
            self._is_lingering = True
            return
        self.handle_close()

    def handle_close(self) -> None:
        """Close, and give back the place of a request that waits."""
        super().handle_close()
        parked, self.parked = self.parked, None
        if parked is not None:
            parked.wait.leave()
        self.server.touch(self)
        if self.request is not None:
            self.request.close()

    # Workers and the notifier

    def count_request(self) -> None:
        """Note that a request came in whole; called by the server for each."""
        self._requests_so_far += 1

    def service(self) -> None:
        """Run the first request; returns without an answer when it parks."""
        self._lingers = self.requests[0].error is not None
        try:
            super().service()
        except _ParkedError:
            parked = self.parked
            if parked is not None and self.connected:
                parked.wait.park(parked)
                self.server.pull_trigger()
            elif parked is not None:
                parked.wait.leave()

    def refuse_for_now(self) -> None:
        """Answer the first request with 503 and close."""
        self.requests[0].error = UnavailableError("Too many requests at once")
        self.service()
