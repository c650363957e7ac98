"""Looks up whose token or session a request carries."""

import contextlib
import importlib
import threading
from collections.abc import Mapping
from typing import Any

SESSION_COOKIE = "roundup_session_"


class TokenUsers:
    """Returns the id of the user whom headers name; every thread has a database connection of its own."""

    def __init__(self, tracker: Any) -> None:
        self._tracker = tracker
        self._tokens = importlib.import_module("desktokens")
        self._local = threading.local()

    def __call__(self, headers: Mapping[str, str]) -> str | None:
        """Look up the user; `headers` are named as in waitress: AUTHORIZATION, COOKIE."""
        token = self._tokens.bearer({"HTTP_AUTHORIZATION": headers.get("AUTHORIZATION", "")})
        sessions = [] if "AUTHORIZATION" in headers else _session_ids(headers.get("COOKIE", ""))
        if not token and not sessions:
            return None
        if not hasattr(self._local, "db"):
            self._local.db = self._tracker.open("admin")
        db = self._local.db
        try:
            # a token, name or session that is not known is a KeyError in Roundup
            with contextlib.suppress(self._tokens.LoginError, KeyError):
                if token:
                    return str(self._tokens.user_of(db, token))
                return str(db.user.lookup(db.getSessionManager().get(sessions[0], "user")))
            return None
        finally:
            # rows are read anew the next time
            db.rollback()


def _session_ids(cookies: str) -> list[str]:
    pairs = [one.strip().partition("=") for one in cookies.split(";")]
    return [value.strip('"') for name, _, value in pairs if SESSION_COOKIE in name]
