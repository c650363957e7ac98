"""Who makes a request: tokens and browser sessions, both kept as SHA-256 digests in the class `apitoken`."""

import hashlib
import secrets
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from roundup import date

from desktop.desk.routes import ANONYMOUS, SIGNED_IN

COOKIE = "otet_desk_session"
SESSION_LIFE_H = 14
"""An agent's working day; signing in again is asked for after it."""
TOKEN, SESSION, PASSWORD = "token", "session", "password"
_LONGEST_TOKEN = 200
_TIMEOUT_S = 1.0
_BY_DIGEST = (
    "select u.id, u._username, u._roles, u._language, t._kind, t._expires from _apitoken t, _user u"
    " where t._digest = {arg} and t.__retired__ = 0 and u.id = t._user and u.__retired__ = 0"
)
_BY_NAME = "select id, _username, _roles, _language, _password from _user where _username = {arg} and __retired__ = 0"


@dataclass(frozen=True)
class Caller:
    """Who makes a request, and by which credential."""

    user: str = ""
    name: str = "anonymous"
    roles: frozenset[str] = frozenset({ANONYMOUS})
    language: str = ""
    credential: str = ""
    digest: str = ""
    """Of the token or session."""

    @property
    def is_known(self) -> bool:
        """Whether this is anybody."""
        return bool(self.user)


NOBODY = Caller()


class Callers:
    """Reads users, tokens and sessions from the database of one tracker. Thread-safe."""

    def __init__(self, tracker: Any) -> None:
        self._tracker = tracker
        self._lock = threading.Lock()
        config = tracker.config
        self._file = Path(config.DATABASE) / "db" if config.RDBMS_BACKEND == "sqlite" else None
        self._connection: sqlite3.Connection | None = None

    def by_headers(self, authorization: str, cookie: str) -> Caller:
        """Who has this token or session; nobody where it is unknown, revoked or expired.

        A request with an `Authorization` is never answered by its cookie.
        """
        if authorization:
            scheme, _, token = authorization.partition(" ")
            return self._by_secret(token.strip(), TOKEN) if scheme.lower() == "bearer" else NOBODY
        return self._by_secret(_session_in(cookie), SESSION)

    def _by_secret(self, secret: str, credential: str) -> Caller:
        if not 0 < len(secret) <= _LONGEST_TOKEN:
            return NOBODY
        digest = hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
        rows = self._rows(_BY_DIGEST, digest)
        if not rows:
            return NOBODY
        user, name, roles, language, kind, expires = rows[0]
        if (kind or TOKEN) != credential or _is_past(expires):
            return NOBODY
        return _caller(user, name, roles, language, credential, digest)

    def by_name(self, name: str) -> tuple[Caller, str]:
        """A user by name, and the encoded password; nobody and "" where there is none."""
        rows = self._rows(_BY_NAME, name)
        if not rows or name == "anonymous":
            return NOBODY, ""
        user, name, roles, language, encoded = rows[0]
        return _caller(user, name, roles, language, PASSWORD, ""), encoded or ""

    def _rows(self, sql: str, value: str) -> list[Any]:
        if self._file is None:
            with closing(self._tracker.open("admin")) as db:
                db.sql(sql.format(arg=db.arg), (value,))
                return list(db.cursor.fetchall())
        with self._lock:
            if self._connection is None:
                address = f"file:{quote(str(self._file))}?mode=rw"
                self._connection = sqlite3.connect(  # noqa: TID251 - a database of the help desk's own
                    address, uri=True, timeout=_TIMEOUT_S, check_same_thread=False, isolation_level=None
                )
                self._connection.execute("pragma query_only = 1")
            return self._connection.execute(sql.format(arg="?"), (value,)).fetchall()


class Sessions:
    """Browser sessions: started by a sign-in, ended by a sign-out, a new password, or time."""

    def __init__(self, tracker: Any) -> None:
        self._tracker = tracker

    def start(self, user: str) -> str:
        """Keep a new session of this user; what its cookie holds. The caller holds the write lock."""
        token = secrets.token_urlsafe(32)
        digest = hashlib.sha256(token.encode()).hexdigest()
        with closing(self._tracker.open("admin")) as db:
            now = date.Date(".")
            for item in db.apitoken.find(user=user):
                if db.apitoken.get(item, "expires") < now:
                    db.apitoken.destroy(item)
            expires = now + date.Interval(f"{SESSION_LIFE_H}:00")
            db.apitoken.create(user=user, digest=digest, label="browser", kind=SESSION, expires=expires)
            db.commit()
        return token

    def end(self, digest: str) -> None:
        """Forget a session. The caller holds the write lock."""
        with closing(self._tracker.open("admin")) as db, suppress(KeyError):
            db.apitoken.destroy(db.apitoken.lookup(digest))
            db.commit()


def session_cookie(token: str, path: str, *, is_secure: bool) -> tuple[str, str]:
    """The header that gives a browser its session; an empty token takes it away."""
    age = SESSION_LIFE_H * 3600 if token else 0
    # Lax: a link in a mail opens its page; no form of another site carries it
    flags = "; HttpOnly; SameSite=Lax" + ("; Secure" if is_secure else "")
    return "Set-Cookie", f"{COOKIE}={token}; Path={path}; Max-Age={age}{flags}"


def _session_in(cookie: str) -> str:
    for part in cookie.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            return value
    return ""


def _caller(user: object, name: str, roles: str | None, language: str | None, credential: str, digest: str) -> Caller:
    held = frozenset(role.strip().lower() for role in (roles or "").split(",")) & SIGNED_IN
    if "agent" not in held:
        held -= {"finance"}  # the back office is a part of support
    return Caller(str(user), name, held, language or "", credential, digest) if held else NOBODY


def _is_past(expires: object) -> bool:
    now = date.Date(".")
    if isinstance(expires, str):
        return expires < str(now.serialise())
    return expires is None or bool(date.Date(expires) < now)


def user_of(callers: Callers, headers: Mapping[str, str]) -> str | None:
    """The id of the user whose token or session these headers carry; their names as waitress writes them.

    Checks no password. None also where the database does not answer within a second.
    """
    try:
        caller = callers.by_headers(headers.get("AUTHORIZATION", ""), headers.get("COOKIE", ""))
    except sqlite3.Error:
        return None
    return caller.user or None
