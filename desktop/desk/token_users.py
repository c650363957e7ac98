"""Looks up whose token a request carries."""

import contextlib
import importlib
import threading
from collections.abc import Mapping
from typing import Any


class TokenUsers:
    """Returns the id of the user whom a bearer token names; every thread has a database connection of its own."""

    def __init__(self, tracker: Any) -> None:
        self._tracker = tracker
        self._tokens = importlib.import_module("desktokens")
        self._local = threading.local()

    def __call__(self, headers: Mapping[str, str]) -> str | None:
        """Look up the user; `headers` are named as in waitress: AUTHORIZATION."""
        token = self._tokens.bearer({"HTTP_AUTHORIZATION": headers.get("AUTHORIZATION", "")})
        if not token:
            return None
        if not hasattr(self._local, "db"):
            self._local.db = self._tracker.open("admin")
        db = self._local.db
        try:
            with contextlib.suppress(self._tokens.LoginError):
                return str(self._tokens.user_of(db, token))
            return None
        finally:
            # rows are read anew the next time
            db.rollback()
