"""Notifies the apps that wait for a change (long polls), from one thread, whatever their number."""

import contextlib
import heapq
import itertools
import logging
import math
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from desktop.desk.tracker import wakeups
from desktop.desk.tracker.roundup_types import Database, Date, Tracker

RETRY_S = 0.5
"""Before another try where the database could not be read."""
MAX_WAITS_PER_USER = 8
MAX_WAITS = 3500
"""Fewer than the server has connections."""
MOST_ROWS = 5000
EVERYBODY_PER_S = 100
"""How many waits a second end because of a change that concerns everybody: each app asks for the change right after."""
SAME_TOKEN_S = 0.2
"""The shortest time between two answers to a token that waits without fetching the changes."""
CLOSING_S = 1.0

LOG = logging.getLogger("roundup.desk")


class Reply(Protocol):
    """What a wait ends with: one of the two, once."""

    def answer(self, data: object) -> None:
        """Answer with this."""

    def run_again(self) -> None:
        """Let the help desk answer as it would answer now."""


class Wait:
    """One long poll: of whom, since which change, until when.

    `is_allowed()` says whether its caller is still that user. `park` hands over what the wait ends with:
    `answer(data)` or `run_again()`, exactly one of them and once, unless `leave` comes first.
    """

    def __init__(
        self, hub: "Hub", user: str, token: str, since: int, timeout_s: float, is_allowed: Callable[[], bool]
    ) -> None:
        self.user = user
        self.token = token
        self.since = since
        self.deadline = time.monotonic() + timeout_s
        self.is_allowed = is_allowed
        self.newest = since
        """The id of the newest change, where one has been seen."""
        self.reply: Reply | None = None
        """The parked request; None until it has left its worker."""
        self._hub = hub

    def park(self, reply: Reply) -> None:
        """Answer through `reply` from now on."""
        self._hub.park(self, reply)

    def leave(self) -> None:
        """Give the place back without an answer."""
        self._hub.leave(self)


class Hub:
    """Keeps the waits: one for each token and a bounded number for each user, so that no user takes another's place."""

    def __init__(self, max_waits_per_user: int = MAX_WAITS_PER_USER, max_waits: int = MAX_WAITS) -> None:
        self._max_waits_per_user = max_waits_per_user
        self._max_waits = max_waits
        self._changed = threading.Condition()
        self._by_token: dict[str, Wait] = {}
        self._by_user: dict[str, set[Wait]] = {}
        self._fresh: list[Wait] = []
        """Parked, and not yet compared with the newest change."""
        self._ended: list[Wait] = []
        """Ended by a newer wait of their token."""
        self._deadlines: list[tuple[float, int, Wait]] = []
        self._numbers = itertools.count()
        self._has_news = False
        self._is_closed = False
        self._seen: int | None = None
        self._ended_at_once: dict[str, float] = {}
        """When a wait of a token last ended because something had changed before it began."""
        self._is_finished = threading.Event()

    def announce(self) -> None:
        """Wake the notifier: something was committed. From any thread."""
        with self._changed:
            self._has_news = True
            self._changed.notify()

    def enter(self, user: str, token: str, since: int, timeout_s: float, is_allowed: Callable[[], bool]) -> Wait | None:
        """Take a place and return its `Wait`, ending the token's older one; None when all of the user's are taken."""
        wait = Wait(self, user, token, since, timeout_s, is_allowed)
        with self._changed:
            older = self._by_token.get(token)
            if self._is_closed or (older is None and self._is_full(user)):
                return None
            if older is not None:
                self._remove(older)
                if older.reply is not None:
                    self._ended.append(older)
                    self._changed.notify()
            self._by_token[token] = wait
            self._by_user.setdefault(user, set()).add(wait)
            return wait

    def park(self, wait: Wait, reply: Reply) -> None:
        """Let the notifier answer this wait."""
        with self._changed:
            wait.reply = reply
            if self._by_token.get(wait.token) is wait and not self._is_closed:
                self._fresh.append(wait)
                heapq.heappush(self._deadlines, (wait.deadline, next(self._numbers), wait))
            else:
                self._ended.append(wait)
            self._changed.notify()

    def leave(self, wait: Wait) -> None:
        """Give a place back; nothing happens to one that has been given back."""
        with self._changed:
            self._remove(wait)
            if wait in self._ended:
                self._ended.remove(wait)

    def count(self) -> int:
        """How many places are taken."""
        with self._changed:
            return len(self._by_token)

    def close(self) -> None:
        """End every wait at once, and let nobody wait any more; returns when they are answered, or after 1 s."""
        with self._changed:
            self._is_closed = True
            self._ended.extend(wait for wait in self._by_token.values() if wait.reply is not None)
            self._by_token.clear()
            self._by_user.clear()
            self._changed.notify()
        self._is_finished.wait(CLOSING_S)

    def run(self, tracker: Tracker) -> None:
        """Notify until closed: the body of the one notifier thread."""
        changes = _Changes(tracker)
        wakeups.COMMITS.subscribe(self.announce)
        while not self._is_finished.is_set():
            self._sleep()
            try:
                self._turn(changes)
            except Exception:
                LOG.exception("waiting apps could not be notified; trying again")
                changes.close()
                self.announce()
                self._is_finished.wait(RETRY_S)
            with self._changed:
                if self._is_closed and not self._ended:
                    self._is_finished.set()
        wakeups.COMMITS.unsubscribe(self.announce)
        changes.close()

    def _sleep(self) -> None:
        with self._changed:
            if not (self._has_news or self._fresh or self._ended):
                # a deadline of a wait that has ended, or ends before it, is none
                while self._deadlines and self._deadlines[0][0] > _end_of(self._deadlines[0][2], self._by_token):
                    heapq.heappop(self._deadlines)
                pause = self._deadlines[0][0] - time.monotonic() if self._deadlines else None
                if pause is None or pause > 0:
                    self._changed.wait(pause)
            self._has_news = False

    def _turn(self, changes: "_Changes") -> None:
        """Look once at what changed, and end the waits it concerns, and those whose time is over."""
        with self._changed:
            fresh, self._fresh = self._fresh, []
            ended, self._ended = self._ended, []
            is_anybody_here = bool(self._by_token)
        for wait in ended:
            self._answer(wait)
        try:
            # first what is new for all who were here, then each newcomer by itself: nothing falls between the two
            if is_anybody_here:
                self._end_concerned(changes)
            else:
                self._seen = None
            while fresh:
                self._compare(fresh[-1], changes.newest(fresh[-1].user))
                fresh.pop()
        finally:
            with self._changed:
                self._fresh.extend(fresh)
            self._end_overdue()

    def _end_concerned(self, changes: "_Changes") -> None:
        if self._seen is None:
            self._seen = changes.newest_of_all()
            return
        rows = changes.since(self._seen)
        if not rows:
            return
        self._seen = rows[-1][0]
        newest = {str(owner): change for change, owner in rows if owner is not None}
        with self._changed:
            concerned = [(wait, newest[user]) for user in newest for wait in self._by_user.get(user, ())]
            everybody = [wait for wait in self._by_token.values() if wait.user not in newest]
            if len(rows) == MOST_ROWS:
                self._has_news = True
        for wait, change in concerned:
            if wait.reply is not None and change > wait.since and self._take(wait):
                wait.newest = max(wait.newest, change)
                self._answer(wait)
        for_all = max((change for change, owner in rows if owner is None), default=0)
        self._spread([wait for wait in everybody if for_all > wait.newest], for_all)

    def _compare(self, wait: Wait, newest: int) -> None:
        """End a wait at once when something had changed before it began; not more often than `SAME_TOKEN_S`."""
        if newest <= wait.since:
            return
        now = time.monotonic()
        wait.newest = newest
        due = self._ended_at_once.get(wait.token, 0) + SAME_TOKEN_S
        if due > now:
            self._end_at(wait, due)
        elif self._take(wait):
            if len(self._ended_at_once) > MAX_WAITS:
                self._ended_at_once = {
                    token: at for token, at in self._ended_at_once.items() if at + SAME_TOKEN_S > now
                }
            self._ended_at_once[wait.token] = now
            self._answer(wait)

    def _end_at(self, wait: Wait, moment: Date) -> None:
        with self._changed:
            wait.deadline = min(wait.deadline, moment)
            heapq.heappush(self._deadlines, (wait.deadline, next(self._numbers), wait))

    def _spread(self, waits: list[Wait], change: int) -> None:
        """Let these waits end one after the other, for thousands that ask at once would keep out everybody else."""
        now = time.monotonic()
        for place, wait in enumerate(waits):
            wait.newest = change
            self._end_at(wait, now + place / EVERYBODY_PER_S)

    def _end_overdue(self) -> None:
        now = time.monotonic()
        while True:
            with self._changed:
                if not self._deadlines or self._deadlines[0][0] > now:
                    return
                wait = heapq.heappop(self._deadlines)[2]
            if wait.reply is not None and wait.deadline <= now and self._take(wait):
                self._answer(wait)

    def _answer(self, wait: Wait) -> None:
        reply = wait.reply
        if reply is None:
            return
        try:
            is_allowed = wait.is_allowed()
        except Exception:
            LOG.exception("a waiting caller could not be looked up")
            is_allowed = False
        if is_allowed:
            data = {"cursor": str(wait.newest), "changed": wait.newest > wait.since}
            self._run(lambda: reply.answer(data))
        else:
            # signed out meanwhile: the help desk says so as it does everywhere
            self._run(reply.run_again)

    def _run(self, end: Callable[[], None]) -> None:
        try:
            end()
        except Exception:
            LOG.exception("a waiting app could not be answered")

    def _is_full(self, user: str) -> bool:
        return len(self._by_user.get(user, ())) >= self._max_waits_per_user or len(self._by_token) >= self._max_waits

    def _take(self, wait: Wait) -> bool:
        """Remove a wait in order to end it; False when somebody else has."""
        with self._changed:
            return self._remove(wait)

    def _remove(self, wait: Wait) -> bool:
        if self._by_token.get(wait.token) is not wait:
            return False
        del self._by_token[wait.token]
        self._by_user[wait.user].discard(wait)
        if not self._by_user[wait.user]:
            del self._by_user[wait.user]
        return True


def _end_of(wait: Wait, present: dict[str, Wait]) -> float:
    """When a wait ends at the latest, by the monotonic clock; minus infinity for one that has ended."""
    return wait.deadline if present.get(wait.token) is wait else -math.inf


class _Changes:
    """The table of changes, read through a connection of its own that is opened when needed."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        self._db: Database | None = None

    def newest(self, user: str) -> int:
        """The id of the newest change that concerns this user, or 0."""
        rows = self._rows(
            "select max(id) from _change where _owner={0} union all select max(id) from _change where _owner is null",
            int(user),
        )
        return max(row[0] or 0 for row in rows)

    def newest_of_all(self) -> int:
        """The id of the newest change, or 0."""
        return self._rows("select max(id) from _change")[0][0] or 0

    def since(self, change: int) -> list[tuple[int, int | None]]:
        """The changes after this one, as (id, owner) by id; at most `MOST_ROWS`."""
        return self._rows(f"select id, _owner from _change where id>{{0}} order by id limit {MOST_ROWS}", change)

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        if self._db is not None:
            db, self._db = self._db, None
            with contextlib.suppress(Exception):
                db.close()

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        if self._db is None:
            self._db = self._tracker.open("admin")
        self._db.sql(query.format(self._db.arg), values)
        rows = self._db.cursor.fetchall()
        # no snapshot is kept open until the next question
        self._db.rollback()
        found: list[tuple[Any, ...]] = rows
        return found


HUB = Hub()
"""Notifies the apps of this process."""
