"""The WSGI application of the help desk: decides who asks, whether the thing asked for exists, and signs people in.

Everything here happens before any of Roundup's code runs and outside the write lock: the host and origin, the caller by
token or session, the table of `routes`, the size and fields of the body, and the form's nonce. What is left is handed
to the overlay's `Client`, which takes the write lock around the part that writes.
"""

import base64
import binascii
import logging
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any
from urllib.parse import quote, unquote

from desktop.desk import callers, forms, routes
from desktop.desk.answers import Answer, Text, language_of
from desktop.desk.callers import NOBODY, PASSWORD, SESSION, TOKEN, Caller, Callers, Sessions
from desktop.desk.forms import Field, FormError
from desktop.desk.hosts import HostGuard
from desktop.desk.limits import Buckets
from desktop.desk.nonces import Nonces
from desktop.desk.routes import Body, Kind, Row
from desktop.desk.signin import PasswordCheck, Verdict

Environ = dict[str, Any]
Start = Callable[..., Any]
Dispatch = Callable[[Environ, Start, Any], Iterable[bytes]]
"""Hands one request to Roundup: environment, start_response, form."""

PREFIX = "/desk"
CALLS, CALL_REFILL_S = 3000, 0.1
"""Requests of one user, or of one address that nobody is signed in at: at once, and seconds until one more is free."""
_OVERRIDES = ("HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_HTTP_METHOD", "HTTP_X_METHOD_OVERRIDE")
_CREDENTIALS = {
    Kind.WIRE: (TOKEN,),
    Kind.FILE: (TOKEN, SESSION),
    Kind.HEALTH: (TOKEN, SESSION),
    Kind.PAGE: (SESSION,),
}
_NOT_NOW = Answer(503, "The help desk cannot do this right now.")
_NOT_HERE = Answer(404, "There is nothing here.")
_FOREIGN = Answer(403, "This form was not sent from a page of this help desk.")
_UNKNOWN = Answer(401, "Sign in first.")

_NAME_OF_A_FILE = re.compile(r"(file[0-9]+/).*", re.DOTALL)

_LOG = logging.getLogger("roundup.desk")


class _RefusedError(Exception):
    """The request ends with this answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.words)
        self.answer = answer


@dataclass(frozen=True)
class Security:
    """What the gate decides by."""

    hosts: HostGuard
    callers: Callers
    sessions: Sessions
    passwords: PasswordCheck
    nonces: Nonces
    writing: Callable[[], AbstractContextManager[Any]]
    """Holds the write lock; raises an OSError where it cannot be had in time."""
    text: Text


@dataclass
class _Request:
    """One request on its way through the gate."""

    environ: Environ
    path: str
    found: routes.Found
    caller: Caller = NOBODY

    @property
    def method(self) -> str:
        return str(self.environ["REQUEST_METHOD"])

    @property
    def kind(self) -> Kind:
        return self.found.rows[0].kind


class Gate:
    """The WSGI application that waitress calls."""

    def __init__(self, security: Security, dispatch: Dispatch, *, calls: int = CALLS) -> None:
        self._security = security
        self._dispatch = dispatch
        self._calls = Buckets(calls, CALL_REFILL_S)
        self._is_closing = False

    def close(self) -> None:
        """Answer 503 from now on."""
        self._is_closing = True

    def user_of(self, headers: Mapping[str, str]) -> str | None:
        """The id of the user whose token or session these headers carry; their names as waitress writes them."""
        return callers.user_of(self._security.callers, headers)

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """Answer one request."""
        started = _Started(start_response)
        caller = NOBODY
        try:
            request = self._request(environ)
            caller = request.caller = self._caller(request)
            return self._serve(request, started)
        except _RefusedError as stop:
            answer = stop.answer
        except FormError as refused:
            code = "too_large" if refused.status == 413 else ""
            kept = forms.text_of(refused.fields, "@note")
            answer = Answer(refused.status, str(refused), code, kept=kept)
        except (sqlite3.OperationalError, OSError):
            if started.is_done:
                raise
            _LOG.exception("not now: %s", _place(environ))
            answer = _NOT_NOW
        except Exception:  # the edge of the help desk: whatever failed, the caller is answered
            if started.is_done:
                raise
            _LOG.exception("failed: %s", _place(environ))
            answer = Answer(500, "The help desk failed; its log says why.")
        return self._refuse(environ, start_response, answer, caller)

    def _refuse(self, environ: Environ, start: Start, answer: Answer, caller: Caller) -> Iterable[bytes]:
        if answer.status == 302 or _is_app(environ):
            body = answer.as_json(start)
        else:
            language = language_of(caller.language, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
            body = answer.as_page(start, self._security.text, language, f"{PREFIX}/")
        return [] if environ["REQUEST_METHOD"] == "HEAD" else body

    def _request(self, environ: Environ) -> _Request:
        """Find what is asked for, by host, path and method alone."""
        hosts = self._security.hosts
        words = hosts.refusal(environ)
        if words:
            raise _RefusedError(Answer(403, words))
        if self._is_closing:
            raise _RefusedError(Answer(503, "The help desk is closing."))
        path = environ["PATH_INFO"]
        if path in ("", "/", PREFIX):
            raise _RefusedError(Answer(302, "The help desk is one folder down.", headers=[("Location", f"{PREFIX}/")]))
        # WSGI hands the path on as Latin-1
        path = path.encode("latin-1", "replace").decode("utf-8", "replace")
        found = None
        if path.startswith(f"{PREFIX}/") and not any(name in environ for name in _OVERRIDES):
            found = routes.find(environ["REQUEST_METHOD"], path[len(PREFIX) + 1 :])
        if found is None:
            raise _RefusedError(_NOT_HERE)
        return _Request(environ, path[len(PREFIX) + 1 :], found)

    def _caller(self, request: _Request) -> Caller:
        """Who asks, by a credential that this kind of row takes."""
        environ, kind = request.environ, request.kind
        authorization = environ.get("HTTP_AUTHORIZATION", "")
        if kind is Kind.TOKEN:
            return self._by_basic(environ, authorization)
        if kind is Kind.STATIC:
            return NOBODY
        caller = self._security.callers.by_headers(authorization, environ.get("HTTP_COOKIE", ""))
        if caller.credential not in _CREDENTIALS.get(kind, (SESSION,)):
            if caller.is_known:
                raise _RefusedError(_NOT_HERE if kind is not Kind.WIRE else _UNKNOWN)
            if kind is Kind.WIRE or (kind is Kind.FILE and _is_app(environ)) or authorization:
                raise _RefusedError(_UNKNOWN)
        wait = self._calls.take(caller.user or (address_of(environ),))
        if wait:
            raise _RefusedError(Answer(429, "Too many requests.", retry_after_s=wait))
        return caller

    def _by_basic(self, environ: Environ, authorization: str) -> Caller:
        name, password = _basic(authorization)
        if not name:
            raise _RefusedError(Answer(401, "A new token needs the user name and the password."))
        verdict = self._security.passwords.check(name, password, address_of(environ))
        if verdict.is_busy:
            raise _RefusedError(Answer(503, _NOT_NOW.words, retry_after_s=verdict.retry_after_s))
        if verdict.retry_after_s:
            raise _RefusedError(Answer(429, "Too many sign-ins.", retry_after_s=verdict.retry_after_s))
        if not verdict.caller.is_known:
            raise _RefusedError(Answer(401, "The user name or the password is wrong."))
        return verdict.caller

    def _serve(self, request: _Request, start: Start) -> Iterable[bytes]:
        """Read what is sent, choose the row, and answer."""
        environ, caller = request.environ, request.caller
        if not caller.is_known and forms.content_length(environ) > forms.UNKNOWN_CALLER_BYTES:
            return self._give_back(request, start)
        first = request.found.rows[0]
        may_any = any(row.roles & caller.roles for row in request.found.rows)
        if caller.is_known and not may_any:
            raise _RefusedError(_NOT_HERE)
        fields = forms.query_of(environ, first)
        row, refusal = first, ""
        if request.method not in ("GET", "HEAD"):
            if caller.credential != TOKEN and request.kind is not Kind.TOKEN and not self._is_own_form(environ):
                raise _RefusedError(_FOREIGN)
            row, sent, refusal = self._form(request)
            fields = [*sent, *fields]
        try:
            if row.kind is Kind.SIGN_IN and not refusal:
                return self._sign_in(request, fields, start)
            if row.kind is Kind.SIGN_OUT and not refusal:
                return self._sign_out(request, start)
            return self._hand_on(request, row, fields, start, refusal)
        finally:
            forms.close(fields)

    def _give_back(self, request: _Request, start: Start) -> Iterable[bytes]:
        """Show what stood in a large form whose session ended on its way; nothing else is read of a stranger's."""
        environ, first = request.environ, request.found.rows[0]
        if first.kind is not Kind.PAGE or first.body is Body.NONE:
            raise FormError(413, "Sign in first.")
        if not self._is_own_form(environ):
            raise _RefusedError(_FOREIGN)
        fields = forms.beginning_of(environ, first.body)
        row = routes.of_action(request.found.rows, [one.text for one in fields if one.name == "@action"])
        if row is None:
            raise FormError(413, "Sign in first.")
        return self._hand_on(request, row, [one for one in fields if row.takes(one.name)], start, "expired")

    def _is_own_form(self, environ: Environ) -> bool:
        return self._security.hosts.is_own_form(environ)

    def _form(self, request: _Request) -> tuple[Row, list[Field], str]:
        """The row that a form is for, its fields, and why it is not acted upon ("" where it is)."""
        caller = request.caller
        if caller.credential in (TOKEN, PASSWORD) and not request.environ.get("HTTP_X_REQUESTED_WITH"):
            raise _RefusedError(Answer(403, "The header X-Requested-With is missing."))
        may_inflate = caller.is_known and request.kind is Kind.WIRE
        fields = forms.form_of(request.environ, request.found.rows[0].body, may_inflate=may_inflate)
        actions = [one.text for one in fields if one.name == "@action"]
        row = routes.of_action(request.found.rows, actions)
        if row is None or (caller.is_known and not row.roles & caller.roles):
            forms.close(fields)
            raise _RefusedError(_NOT_HERE)
        fields = forms.checked(fields, row)
        if row.kind not in (Kind.PAGE, Kind.SIGN_IN, Kind.SIGN_OUT):
            return row, fields, ""
        nonce = forms.text_of(fields, "@csrf")
        sessions = {caller.digest, ""} if row.kind is Kind.SIGN_IN else {caller.digest}
        is_good = any(self._security.nonces.is_good(nonce, session) for session in sessions)
        may = bool(row.roles & caller.roles)
        return row, fields, "" if may and is_good else "expired"

    def _sign_in(self, request: _Request, fields: list[Field], start: Start) -> Iterable[bytes]:
        environ, security = request.environ, self._security
        name, password = forms.text_of(fields, "__login_name"), forms.text_of(fields, "__login_password")
        verdict = security.passwords.check(name, password, address_of(environ))
        if verdict.is_busy:
            raise _RefusedError(Answer(503, _NOT_NOW.words, retry_after_s=verdict.retry_after_s))
        if not verdict.caller.is_known:
            return self._refuse_sign_in(request, fields, start, verdict)
        with security.writing():
            if request.caller.digest:
                security.sessions.end(request.caller.digest)
            token = security.sessions.start(verdict.caller.user)
        target = security.hosts.own_path(forms.text_of(fields, "__came_from"))
        if not _is_page(unquote(target.partition("?")[0])):
            target = f"{PREFIX}/"
        return self._go_to(environ, target, token, start)

    def _refuse_sign_in(
        self, request: _Request, fields: list[Field], start: Start, verdict: Verdict
    ) -> Iterable[bytes]:
        row = request.found.rows[0]
        shown = [one for one in fields if one.name != "__login_password"]
        if not verdict.retry_after_s:
            return self._hand_on(request, row, shown, start, "wrong_login")
        return self._hand_on(request, row, shown, start, "too_many_logins", verdict.retry_after_s)

    def _sign_out(self, request: _Request, start: Start) -> Iterable[bytes]:
        with self._security.writing():
            self._security.sessions.end(request.caller.digest)
        return self._go_to(request.environ, f"{PREFIX}/", "", start)

    def _go_to(self, environ: Environ, target: str, token: str, start: Start) -> Iterable[bytes]:
        is_secure = self._security.hosts.is_secure(environ)
        cookie = callers.session_cookie(token, f"{PREFIX}/", is_secure=is_secure)
        headers = [("Location", quote(target, safe="/?&=%#@+,;:!$'()*~")), cookie]
        return Answer(303, "See the page.", headers=headers).as_json(start)

    def _hand_on(
        self, request: _Request, row: Row, fields: list[Field], start: Start, refusal: str, retry_after_s: int = 0
    ) -> Iterable[bytes]:
        """Let Roundup answer, with the caller and the row decided here."""
        environ, caller = request.environ, request.caller
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = PREFIX, request.path
        environ["CONTENT_LENGTH"] = "0"
        environ["desk.caller"] = caller
        environ["desk.row"] = row
        environ["desk.parts"] = request.found.parts
        environ["desk.refusal"] = refusal
        environ["desk.retry_after_s"] = retry_after_s
        environ["desk.nonce"] = lambda: self._security.nonces.make(caller.digest)
        return self._dispatch(environ, start, forms.storage(fields))


class _Started:
    """A start_response that knows whether it was called."""

    def __init__(self, start_response: Start) -> None:
        self._start_response = start_response
        self.is_done = False

    def __call__(self, *words: Any) -> Any:
        self.is_done = True
        return self._start_response(*words)


def _place(environ: Mapping[str, Any]) -> str:
    """What was asked for, for the log: the names of files are people's words."""
    return _NAME_OF_A_FILE.sub(r"\1", str(environ.get("PATH_INFO", "")))


def _is_app(environ: Mapping[str, Any]) -> bool:
    is_wire = environ["PATH_INFO"].startswith((f"{PREFIX}/rest/", "rest/"))
    return is_wire or "HTTP_AUTHORIZATION" in environ or environ.get("HTTP_X_REQUESTED_WITH") == "otet-desk"


def _is_page(path: str) -> bool:
    found = routes.find("GET", path[len(PREFIX) + 1 :]) if path.startswith(f"{PREFIX}/") else None
    return found is not None and found.rows[0].kind in (Kind.PAGE, Kind.FILE)


def address_of(environ: Mapping[str, Any]) -> str:
    """The client's address, of IPv6 its network; behind a proxy waitress has put it there from the proxy's header."""
    address = str(environ.get("REMOTE_ADDR", ""))
    try:
        return str(ip_network((address, 64), strict=False)) if ":" in address else address
    except ValueError:
        return address


def _basic(authorization: str) -> tuple[str, str]:
    scheme, _, challenge = authorization.partition(" ")
    if scheme.lower() != "basic" or len(challenge) > 4096:
        return "", ""
    try:
        name, _, password = base64.b64decode(challenge.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return name, password
