"""HTTP for connectors: to one origin only, bounded in time and size, abortable from any thread."""

import logging
import math
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from http.client import HTTPException
from http.cookiejar import DefaultCookiePolicy
from typing import Any, cast
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
from requests.adapters import BaseAdapter
from urllib3.exceptions import HTTPError

from desktop import __version__
from desktop.connectors.address import BaseAddress, is_loopback
from desktop.connectors.http.deadline import AbortableAdapter, Aborted, AbortReason, RequestDeadline
from desktop.connectors.http.failures import from_exception, from_status
from desktop.connectors.http.json import MAX_BYTES, JsonObject, Malformed, read_json
from desktop.connectors.http.scheme import may_be_scheme, spoken_instead
from desktop.domain.clock import Clock, SystemClock
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.values import dataclass

TIMEOUT_S = 18.0
"""The longest silence: a dead connection is noticed, and a help desk that is at work has answered by then."""
CONNECT_TO_SIGN_IN_S = 5.0
"""Somebody looks on while signing in, and the address may be a wrong one."""
CHUNK = 64 * 1024
_CHUNKED = 4096
_ERROR_BYTES = 64 * 1024
_MAX_REDIRECTS = 3
_REDIRECTS = {301, 302, 303, 307, 308}
_TOKEN = re.compile(r"[!-~]{1,2000}")
_JSON = re.compile(r"application/([a-z0-9.-]+\+)?json\s*(;|$)", re.IGNORECASE)
_HTML = re.compile(r"(text/html|application/xhtml\+xml)\s*(;|$)", re.IGNORECASE)
# Its lines below that quote whole addresses, with the words that a user searched for.
logging.getLogger("urllib3").setLevel(logging.ERROR)

_BROKEN = (requests.RequestException, HTTPError, HTTPException, OSError, Aborted)


class _Session(requests.Session):
    """A session that leaves redirects alone: the parent reads a redirect's whole body, however large it unpacks."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """No redirect is ever followed here."""


@dataclass(frozen=True)
class Call:
    """One request. `data` is bytes, or something with `read` and `len` that is streamed; `signing_in` changes what
    a page of somebody else's means; `interruptible` calls end at `Transport.interrupt`. `has_beat`: whatever comes
    shows that the answer is on its way, and `timeout_s` counts from there.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    data: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    signing_in: bool = False
    timeout_s: float = 0.0
    interruptible: bool = False
    has_beat: bool = False


class Response:
    """A success whose body is still on its way."""

    def __init__(self, response: requests.Response, deadline: RequestDeadline, call: Call) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self._response = response
        self._deadline = deadline
        self._call = call

    def chunks(self) -> Iterator[bytes]:
        """The decoded body, piece by piece, while its time lasts."""
        for chunk in self._pieces():
            self._deadline.check()
            yield chunk
        # A body without a declared length also ends when this side aborts the request.
        self._deadline.check()

    def _pieces(self) -> Iterator[bytes]:
        # Whatever has come: reading whole blocks would throw away the last one each time a bad line breaks, and look
        # like silence on a slow one.
        raw = self._response.raw
        if raw.chunked:
            yield from self._response.iter_content(_CHUNKED)
            return
        came = raw.tell()
        while piece := cast(bytes, raw.read1(CHUNK, decode_content=True)):
            self._deadline.received(raw.tell() - came)
            came = raw.tell()
            yield piece

    def body(self, limit: int) -> bytes:
        """The whole decoded body; SERVER_ERROR as soon as it is over `limit` bytes."""
        body = bytearray()
        for chunk in self.chunks():
            body += chunk
            if len(body) > limit:
                raise OtetError(Problem(ErrorCode.SERVER_ERROR, status=self.status, reason="too large"))
        return bytes(body)

    def explanation(self) -> bytes:
        """The beginning of the body of a failure, as far as it came: the status says enough without it."""
        body = bytearray()
        try:
            for chunk in self.chunks():
                body += chunk
                if len(body) >= _ERROR_BYTES:
                    break
        except _BROKEN:
            return b""
        return bytes(body)

    def fields(self) -> JsonObject:
        """The object in the body; what is not JSON of ours is some other server's page, and no success."""
        self.refuse_page()
        if not _JSON.match(self.headers.get("Content-Type", "")):
            raise not_ours(self._call, "type")
        body = self.body(MAX_BYTES)
        try:
            return JsonObject(read_json(body))
        except Malformed:
            raise not_ours(self._call, "malformed") from None

    def refuse_page(self) -> None:
        """Raise where a web page came instead: a network that wants a sign-in first answers every address so."""
        if _HTML.match(self.headers.get("Content-Type", "")):
            raise _elsewhere(self._call)


def not_ours(call: Call, reason: str) -> OtetError:
    """The error for a success that is not what was agreed."""
    if call.signing_in:
        return OtetError(Problem(ErrorCode.NOT_A_HELP_DESK, reason=reason))
    return OtetError(Problem(ErrorCode.SERVER_ERROR, reason=reason))


def _elsewhere(call: Call) -> OtetError:
    return OtetError(ErrorCode.NOT_A_HELP_DESK if call.signing_in else ErrorCode.SIGN_IN_TO_NETWORK)


class Transport:
    """The connection to one base address. Safe from several threads; every failure is an OtetError.

    `proxies` are the system's, as `requests` takes them; neither the environment nor `.netrc` is read.
    """

    def __init__(
        self,
        base: BaseAddress,
        token: str = "",
        *,
        proxies: Mapping[str, str] | None = None,
        clock: Clock | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self.base = base
        self._token = ""
        self._clock = clock or SystemClock()
        self._timeout_s = timeout_s
        self._lock = threading.Condition()
        self._live: set[RequestDeadline] = set()
        self._waiting: RequestDeadline | None = None
        self._is_interrupted = False
        self._closed = False
        self._on_bytes: Callable[[int, int], None] = lambda up, down: None
        self._session = _new_session(base, proxies or {})
        if token:
            self.use_token(token)

    @property
    def has_token(self) -> bool:
        """Whether somebody is signed in."""
        return bool(self._token)

    def use_token(self, token: str) -> None:
        """Send `token` from here on, to this origin only; "" for none. SIGN_IN_AGAIN for what cannot be one."""
        # Checked, because `requests` would quote a header that it cannot send in its exception.
        if token and not _TOKEN.fullmatch(token):
            raise OtetError(ErrorCode.SIGN_IN_AGAIN)
        self._token = token

    def observe(self, on_bytes: Callable[[int, int], None]) -> None:
        """Call `on_bytes` with the bytes sent and received whenever some pass, in the thread of the request."""
        self._on_bytes = on_bytes

    def call(self, call: Call) -> JsonObject:
        """Send it and read the answer's JSON object."""
        with self.open(call) as answer:
            return answer.fields()

    @contextmanager
    def open(self, call: Call) -> Iterator[Response]:
        """Send it; the answer is a success, and can be read inside the `with`. 304 is one if the call asked for it."""
        with self._deadline(call) as deadline:
            try:
                with self._send(call, deadline) as response:
                    answer = Response(response, deadline, call)
                    is_known = answer.status == 304 and "If-None-Match" in call.headers
                    if not (200 <= answer.status < 300 or is_known):
                        body, now_ms = answer.explanation(), self._clock.now_ms()
                        raise from_status(answer.status, answer.headers, body, now_ms, signing_in=call.signing_in)
                    yield answer
            except _BROKEN as error:
                raise from_exception(deadline, error) from None

    def explained(self, error: OtetError) -> OtetError:
        """WRONG_SCHEME where an address says https and the other side speaks http, or the other way round.

        For an `error` met while signing in: it takes up to `PROBE_S` to find out, and sends nothing of the call.
        """
        if self._session.proxies or not may_be_scheme(error):
            return error
        speaks = spoken_instead(self.base, error)
        if not speaks:
            return error
        is_here = is_loopback(self.base.host)
        return OtetError(Problem(ErrorCode.WRONG_SCHEME, speaks_https=speaks == "https", is_loopback=is_here))

    def pause(self, seconds: float) -> None:
        """Wait for `seconds`, or until `interrupt` or `close`."""
        with self._lock:
            self._lock.wait_for(lambda: self._is_interrupted or self._closed, seconds)

    def interrupt(self) -> None:
        """End the interruptible call that is under way, or the next one. From any thread."""
        with self._lock:
            self._is_interrupted = True
            self._lock.notify_all()
            if self._waiting is not None:
                self._waiting.abort(AbortReason.INTERRUPTED)

    def take_interrupt(self) -> bool:
        """Whether `interrupt` was called since the last time this was asked."""
        with self._lock:
            interrupted, self._is_interrupted = self._is_interrupted, False
            return interrupted

    def close(self) -> None:
        """Abort whatever is under way; every later call is CANCELLED. From any thread."""
        with self._lock:
            self._closed = True
            self._lock.notify_all()
            for deadline in self._live:
                deadline.abort(AbortReason.CLOSED)
        self._session.close()

    @contextmanager
    def _deadline(self, call: Call) -> Iterator[RequestDeadline]:
        timeout_s, connect_s = (
            call.timeout_s or self._timeout_s,
            CONNECT_TO_SIGN_IN_S if call.signing_in else math.inf,
        )
        with RequestDeadline(
            self._clock, timeout_s, connect_s=connect_s, on_bytes=self._on_bytes, is_renewed=call.has_beat
        ) as deadline:
            with self._lock:
                self._live.add(deadline)
                if self._closed:
                    deadline.abort(AbortReason.CLOSED)
                if call.interruptible:
                    self._waiting = deadline
                    # `interrupt` came before there was anything to abort; it counts all the same.
                    if self._is_interrupted:
                        deadline.abort(AbortReason.INTERRUPTED)
            try:
                yield deadline
            finally:
                with self._lock:
                    self._live.discard(deadline)
                    if self._waiting is deadline:
                        self._waiting = None

    def _send(self, call: Call, deadline: RequestDeadline) -> requests.Response:
        headers = {"Origin": self.base.origin, **({"Authorization": f"Bearer {self._token}"} if self._token else {})}
        timeout_s = call.timeout_s or self._timeout_s
        url = self.base.url + call.path
        query: Mapping[str, str] | None = call.query
        for _ in range(_MAX_REDIRECTS + 1):
            deadline.check()
            response = self._session.request(
                call.method,
                url,
                params=query,
                data=call.data,
                headers={**headers, **call.headers},
                # for each step of connecting, the handshake of TLS among them; the deadline limits the rest
                timeout=(min(timeout_s, CONNECT_TO_SIGN_IN_S) if call.signing_in else timeout_s, None),
                allow_redirects=False,
                stream=True,
            )
            self._on_bytes(0, _head_bytes(response))
            if deadline.reason is None and response.status_code not in _REDIRECTS:
                return response
            response.close()
            # An abort while the head was received looks like the end of a shorter head.
            deadline.check()
            path = self._redirected(call, url, response.headers.get("Location", ""))
            url, query = self.base.origin + path, None
        raise not_ours(call, "redirects")

    def _redirected(self, call: Call, url: str, location: str) -> str:
        try:
            target = urljoin(url, location)
            parts = urlsplit(target)
        except ValueError:
            raise _elsewhere(call) from None
        if not self.base.is_origin_of(target):
            raise _elsewhere(call)
        # Sending a write again to where a redirect points could do it twice.
        if call.method != "GET":
            raise not_ours(call, "redirects")
        return urlunsplit(("", "", parts.path, parts.query, ""))


def _head_bytes(response: requests.Response) -> int:
    """About how many bytes the head of an answer had."""
    return 19 + sum(len(name) + len(value) + 4 for name, value in response.headers.items())


def _new_session(base: BaseAddress, proxies: Mapping[str, str]) -> requests.Session:
    session = _Session()
    session.trust_env = False
    # What stays on this computer goes through nobody else's hands.
    session.proxies = {} if is_loopback(base.host) else dict(proxies)
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.update(
        {
            "User-Agent": f"otet-desk/{__version__}",
            "X-Requested-With": "otet-desk",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        }
    )
    # HTTP/1.1 keeps connections alive without being asked
    del session.headers["Connection"]
    # Only this origin has an adapter: a request to anywhere else cannot even be started.
    session.adapters.clear()
    adapter: BaseAdapter = AbortableAdapter(base.scheme)
    session.mount(f"{base.origin}/", adapter)
    return session
