"""Keeps databases open between requests: to define the help desk's classes for each costs 4 ms of the processor."""

import contextlib
import logging
import threading
from pathlib import Path

from desktop.desk.tracker.roundup_types import Database, Tracker

LOG = logging.getLogger("roundup.desk")
_KEPT = threading.local()
"""What a thread has given back: its `databases`, by tracker."""


def take(tracker: Tracker, user: str) -> Database:
    """A database as this user, open and without a transaction. Its `close` gives it back to this thread.

    Only of a tracker whose schema does not change while it runs (`optimize`); of another one it is a new one.
    """
    if not tracker.optimize:
        return tracker.open(user)
    databases = _databases()
    kept = databases.pop(id(tracker), None)
    if kept is not None:
        if kept.is_current():
            kept.db.setCurrentUser(user)
            return kept.db
        kept.close()
    return _Kept(tracker, user).db


def _databases() -> "dict[int, _Kept]":
    if not hasattr(_KEPT, "databases"):
        _KEPT.databases = {}
    found: dict[int, _Kept] = _KEPT.databases
    return found


class _Kept:
    """An open database that is given back rather than closed."""

    def __init__(self, tracker: Tracker, user: str) -> None:
        self._tracker = tracker
        self._file = Path(tracker.config.DATABASE) / "db"
        self._identity = self._identify()
        self.db = tracker.open(user)
        self.close = self.db.close
        self.db.close = self._give_back

    def is_current(self) -> bool:
        """Whether the file is still the one that was opened, which may have been restored from a backup since."""
        return self._identity == self._identify()

    def _identify(self) -> object:
        if self._tracker.config.RDBMS_BACKEND != "sqlite":
            return None
        with contextlib.suppress(OSError):
            found = self._file.stat()
            return found.st_dev, found.st_ino
        return None

    def _give_back(self) -> None:
        databases = _databases()
        other = databases.setdefault(id(self._tracker), self)
        if other is not self or not self._is_clean():
            if other is self:
                del databases[id(self._tracker)]
            self.close()

    def _is_clean(self) -> bool:
        """End what is left of the request; whether nothing is."""
        db = self.db
        try:
            db.rollback()
            # a statement that was not read to its end would keep its snapshot
            db.cursor = db.conn.cursor()
            return not (db.Session or db.Otk or db.conn.in_transaction)
        except Exception:
            LOG.exception("a database is closed that cannot be used again")
            return False
