"""Stands in front of the help desk: refuses strangers, takes writers one at a time, says 503 where the disk is busy."""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.parse import urlsplit

Environ = dict[str, Any]
App = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

PREFIX = "/desk"
READING = ("GET", "HEAD", "OPTIONS")
RETRY_AFTER_S = 2

_LOG = logging.getLogger("roundup.desk")
_REASONS = {302: "Found", 403: "Forbidden", 404: "Not Found", 503: "Service Unavailable"}


class Gate:
    """The WSGI application that waitress calls."""

    def __init__(self, app: App, port: int, writing: AbstractContextManager[Any], public: str = "") -> None:
        """`writing` is held around every request that may write; `public` is the address behind a proxy."""
        self._app = app
        self._writing = writing
        # a page of another site reaches 127.0.0.1 through the person's browser; its Host or Origin gives it away
        here = (f"127.0.0.1:{port}", f"localhost:{port}")
        outside = (urlsplit(public).netloc,) if public else ()
        self._name = outside[0] if outside else ""
        self._hosts = here + outside
        self._origins = (*(f"http://{host}" for host in here), *(f"https://{host}" for host in outside))
        self._is_closing = False

    def close(self) -> None:
        """Answer 503 from now on."""
        self._is_closing = True

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Let one request through, or say why not."""
        refusal = self._refusal(environ)
        if refusal:
            return _answer(start_response, *refusal)
        path = environ["PATH_INFO"]
        if path in ("", "/", PREFIX):
            return _answer(start_response, 302, "The help desk is one folder down.", location=f"{PREFIX}/")
        if not path.startswith(f"{PREFIX}/"):
            return _answer(start_response, 404, "There is nothing here.")
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = PREFIX, path[len(PREFIX) :]
        if self._name:
            # checked above; Roundup knows itself by one name only
            environ["HTTP_HOST"] = self._name
        try:
            with nullcontext() if environ["REQUEST_METHOD"] in READING else self._writing:
                return self._app(environ, start_response)
        except (sqlite3.OperationalError, OSError):
            _LOG.exception("not now: %s", path)
            return _answer(start_response, 503, "The help desk cannot do this right now.")

    def _refusal(self, environ: Environ) -> tuple[int, str] | None:
        if environ.get("HTTP_HOST") not in self._hosts:
            return 403, "This help desk answers to its own name only."
        if environ.get("HTTP_ORIGIN", self._origins[0]) not in self._origins:
            return 403, "This help desk answers its own pages only."
        # a browser says so where another page, also one of another port here, asks without an Origin
        is_foreign = environ.get("HTTP_SEC_FETCH_SITE", "none") not in ("none", "same-origin")
        followed = environ["REQUEST_METHOD"] == "GET" and environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
        if is_foreign and not (followed and environ.get("HTTP_SEC_FETCH_DEST", "document") == "document"):
            return 403, "This help desk answers its own pages only."
        if self._is_closing:
            return 503, "The help desk is closing."
        return None


def _answer(start_response: Callable[..., Any], status: int, words: str, location: str = "") -> Iterable[bytes]:
    body = json.dumps({"error": {"status": status, "msg": words}}).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    if location:
        headers.append(("Location", location))
    if status == 503:
        headers.append(("Retry-After", str(RETRY_AFTER_S)))
    start_response(f"{status} {_REASONS[status]}", headers)
    return [body]
