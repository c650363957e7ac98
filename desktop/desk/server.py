"""The help desk's HTTP server: waitress with limits by state and address, and long polls off the worker threads.

Three kinds of threads: the loop reads and writes sockets and parses heads and bodies; workers run the application,
some for known callers and others for strangers, who so never take them all; two more look up callers.
"""

import errno
import logging
import math
import socket
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from desktop.desk.bodies import Parser
from desktop.desk.channel import Channel
from desktop.desk.connections import (
    MAX_CONNECTIONS,
    UNUSED,
    Limits,
    limit_key,
    longest_unused,
    over_budget,
    raise_file_limit,
)
from desktop.desk.loop import Loop
from desktop.desk.workers import Workers

KNOWN_THREADS = 12
"""More than cores: a write waits for the disk, and others for it."""
STRANGER_THREADS = 4
"""Signing in costs a strangers' thread half a second of a core."""
LOOKUP_THREADS = 2
MAX_STRANGERS, MAX_PER_ADDRESS, MAX_PER_USER = 512, 64, 24
"""Requests of unknown callers, of one of their addresses, and of a known user that wait or run; beyond it 503."""
MAX_UNSENT_BYTES = 256 * 1024
"""A pipelined request is run when no more than this of the answers before it is unsent."""
ACCEPTS_A_TURN = 64
HEAD_BYTES = 32 * 1024
RECEIVE_BYTES = 64 * 1024
UNSENT_BYTES = 40 * 1024 * 1024
"""Above the largest answer, so that no worker ever waits for a slow client."""

_LOG = logging.getLogger("roundup.desk")

UserOf = Callable[[Mapping[str, str]], str | None]
"""Returns the id of the user whom the token or session in these headers names; never checks passwords."""


def _log_failure(done: "Future[None]") -> None:
    if not done.cancelled() and done.exception() is not None:
        _LOG.error("a caller could not be looked up or refused", exc_info=done.exception())


def _settings(listener: socket.socket, body_limit: int) -> Any:
    return Adjustments(
        sockets=[listener],
        threads=KNOWN_THREADS,
        ident=None,
        max_request_header_size=HEAD_BYTES,
        max_request_body_size=body_limit,
        recv_bytes=RECEIVE_BYTES,
        outbuf_high_watermark=UNSENT_BYTES,
        backlog=MAX_CONNECTIONS,
        # `_make_room` sees to it that waitress's own limit, which refuses newcomers, is never reached
        connection_limit=2 * MAX_CONNECTIONS,
        cleanup_interval=1,
        asyncore_use_poll=True,
        log_socket_errors=False,
        clear_untrusted_proxy_headers=True,
    )


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Serves one WSGI application on one listening socket, from one thread that calls `run`."""

    channel_class = Channel

    def __init__(
        self,
        app: Any,
        listener: socket.socket,
        user_of: UserOf,
        body_limit: int,
        *,
        is_behind_proxy: bool = False,
        limits: Limits | None = None,
    ) -> None:
        """`body_limit` is in bytes, for known callers; `is_behind_proxy`: X-Forwarded-For of this computer is true."""
        self.is_behind_proxy = is_behind_proxy
        self.limits = limits or Limits()
        self._max_connections = min(self.limits.connections, raise_file_limit())
        self._user_of = user_of
        self._lookups = ThreadPoolExecutor(LOOKUP_THREADS, thread_name_prefix="caller")
        self._strangers = Workers(STRANGER_THREADS, MAX_STRANGERS, MAX_PER_ADDRESS)
        self._known = Workers(KNOWN_THREADS, MAX_CONNECTIONS, MAX_PER_USER)
        # a warning for each request that waits for a thread
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        where = (listener.family, listener.type, listener.proto, listener.getsockname())
        super().__init__(
            app,
            _sock=listener,
            dispatcher=self._known.dispatcher,
            adj=_settings(listener, body_limit),
            sockinfo=where,
            bind_socket=False,
        )
        self._loop = Loop(self._map, (self, self.trigger), self._look_after) if Loop.IS_AVAILABLE else None
        if self._loop is not None:
            # waitress would look after the connections whenever it is asked whether it accepts more
            self.next_channel_cleanup = math.inf

    def run(self) -> None:
        """Serve until the process ends."""
        if self._loop is not None:
            self._loop.run()
        else:
            super().run()

    def close_threads(self) -> None:
        """End the workers; what they have not begun is given up."""
        self._known.dispatcher.shutdown()
        self._strangers.dispatcher.shutdown()
        self._lookups.shutdown(wait=False, cancel_futures=True)

    # The loop's thread

    def handle_accept(self) -> None:
        """Accept what waits, and make room for it."""
        for _ in range(ACCEPTS_A_TURN):
            before = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) == before:
                break
        self._make_room()

    def maintenance(self, now: float) -> None:
        """Close what is overdue; called once a second at most, with a clock that is not needed here."""
        moment = time.monotonic()
        for channel in list(self.active_channels.values()):
            if channel.is_overdue(moment):
                channel.handle_close()
            elif channel.parked is not None:
                channel.parked.beat(moment)
        for channel in over_budget(list(self.active_channels.values()), self.limits):
            channel.handle_close()
        self._make_room()

    def _look_after(self) -> float:
        """Do what is due, and say when something may be next, by the monotonic clock."""
        now = time.monotonic()
        self.maintenance(now)
        channels = list(self.active_channels.values())
        overdue_s: float = min((one.lifetime.next_look(now, self.limits) for one in channels), default=math.inf)
        beats_s: list[float] = [parked.next_beat_s for parked in (one.parked for one in channels) if parked is not None]
        return min([overdue_s, *beats_s])

    def accept(self) -> Any:
        """Accept one connection; where the system has no file handle left, one is freed for the next time."""
        try:
            return super().accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self._close_longest_unused(list(self.active_channels.values()), self.limits.room + 1)
            raise

    def handle_error(self) -> None:
        """Log what failed while connections were accepted; waitress would close the listening socket."""
        _LOG.error("connections could not be accepted", exc_info=True)

    def handle_close(self) -> None:
        """Keep listening: what was disconnected is a client."""
        _LOG.warning("a connection ended while it was accepted", exc_info=True)

    def _make_room(self) -> None:
        channels = list(self.active_channels.values())
        if len(channels) > self._max_connections:
            self._close_longest_unused(channels, len(channels) - self._max_connections + self.limits.room)
        if self.is_behind_proxy or len(channels) <= self.limits.unused_per_address:
            # all of a proxy's connections come from one address
            return
        unused: dict[str, list[Channel]] = {}
        for channel in channels:
            if channel.connected and channel.current_state() in UNUSED:
                unused.setdefault(channel.addr[0], []).append(channel)
        for mine in unused.values():
            surplus = len(mine) - self.limits.unused_per_address
            if surplus > 0:
                self._close_longest_unused(mine, surplus + self.limits.room)

    def _close_longest_unused(self, channels: list[Channel], count: int) -> None:
        now = time.monotonic()
        for channel in channels:
            channel.update_lifetime(now)
        for channel in longest_unused(channels, count):
            channel.handle_close()

    def run_held(self, channel: Channel) -> None:
        """Run a request that waited until the answers before it were sent."""
        if channel.total_outbufs_len <= MAX_UNSENT_BYTES:
            channel.is_held = False
            if channel.connected and channel.requests:
                self.add_task(channel)

    # Any thread

    def touch(self, channel: Channel) -> None:
        """Let the loop ask this connection again what it wants."""
        if self._loop is not None:
            self._loop.touch(channel)

    def add_task(self, task: Channel) -> None:
        """Let a worker run the channel's first request: one for strangers, or one for callers with a valid token."""
        if task.total_outbufs_len > MAX_UNSENT_BYTES:
            task.is_held = True
            return
        task.count_request()
        request = task.requests[0]
        if request.error is not None or not request.has_credentials:
            self._queue(task, request)
        elif request.is_known is None:
            self._submit(self._identify_and_queue, task, request)
        else:
            self._queue(task, request)

    def add_known_task(self, channel: Channel) -> None:
        """Let a worker run the channel's first request, which has waited for a change and is not refused any more."""
        self._known.dispatcher.add_task(channel)

    def identify(self, request: Parser, then: Callable[[str | None], None]) -> None:
        """Look up who sent this request, and call `then` with the user's id, or None, in the loop's thread."""
        self._submit(self._identify, request, then)

    def _submit(self, work: Callable[..., None], *args: Any) -> None:
        self._lookups.submit(work, *args).add_done_callback(_log_failure)

    def _identify(self, request: Parser, then: Callable[[str | None], None]) -> None:
        user = None
        try:
            user = self._user_of(request.headers)
        finally:
            self.trigger.pull_trigger(lambda: then(user))

    def _identify_and_queue(self, channel: Channel, request: Parser) -> None:
        try:
            request.user = self._user_of(request.headers)
        finally:
            request.is_known = request.user is not None
            self._queue(channel, request)

    def _queue(self, channel: Channel, request: Parser) -> None:
        channel.caller = request.user or limit_key(channel.client_address(request))
        workers = self._strangers if request.user is None else self._known
        is_queued = workers.add(channel, channel.caller)
        if not is_queued:
            self._submit(channel.refuse_for_now)
