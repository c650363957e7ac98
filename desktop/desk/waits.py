"""Parks the long polls of known callers, so that the help desk's worker threads run only what is to be answered now."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any, Protocol
from urllib.parse import parse_qs

from desktop.desk.channel import PARK, Wait
from desktop.desk.server import UserOf
from desktop.desk.tracker.wire.api import LONGEST_WAIT_S

Environ = dict[str, Any]
App = Callable[..., Iterable[bytes]]
"""A WSGI application; what it takes besides the two arguments of one is passed on."""

PATH = "rest/desk/wait"
USUAL_WAIT_S = 25
HEADERS = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-cache"),
    ("X-Content-Type-Options", "nosniff"),
]


class Hub(Protocol):
    """What gives places to those who wait (`tracker/notifier.py`)."""

    def enter(self, user: str, token: str, since: int, timeout_s: int, is_allowed: Callable[[], bool]) -> Wait | None:
        """Take a place; None when there is none for this user."""


class Waits:
    """A WSGI application in front of Roundup, behind the gate. What it does not park, Roundup's route answers at once.

    `PATH_INFO` begins after the help desk's own prefix. Runs in worker threads.
    """

    def __init__(self, app: App, hub: Hub, user_of: UserOf) -> None:
        self._app = app
        self._hub = hub
        self._user_of = user_of

    def __call__(self, environ: Environ, start_response: Callable[..., Any], *form: Any) -> Iterable[bytes]:
        """Park the request, or pass it on."""
        park = environ.get(PARK)
        if park is not None and environ["REQUEST_METHOD"] == "GET" and environ["PATH_INFO"].lstrip("/") == PATH:
            wait = self._enter(environ)
            if wait is not None:
                park(wait, has_beat=parse_qs(environ.get("QUERY_STRING", "")).get("beat") == ["1"])
                start_response("200 OK", list(HEADERS))
                return []
        return self._app(environ, start_response, *form)

    def _enter(self, environ: Environ) -> Wait | None:
        query = parse_qs(environ.get("QUERY_STRING", ""))
        since, timeout_s = _number(query, "since", 0), _number(query, "timeout", USUAL_WAIT_S)
        if since is None or not timeout_s:
            return None
        headers = {name: environ["HTTP_" + name] for name in ("AUTHORIZATION", "COOKIE") if environ.get("HTTP_" + name)}
        user = self._user_of(headers)
        if user is None:
            return None
        token = hashlib.sha256(headers.get("AUTHORIZATION", f"user {user}").encode()).hexdigest()
        return self._hub.enter(
            user, token, since, min(LONGEST_WAIT_S, timeout_s), lambda: self._user_of(headers) == user
        )


def _number(query: dict[str, list[str]], name: str, default: int) -> int | None:
    """Return a whole number; None where Roundup's route has to judge it."""
    values = query.get(name, [])
    if not values:
        return default
    value = values[0]
    return int(value) if len(values) == 1 and value.isascii() and value.isdigit() and len(value) <= 18 else None
