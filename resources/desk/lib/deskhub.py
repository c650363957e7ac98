"""Wakes the apps that wait for news, and sees to it that waiting never uses up the server."""

import threading
import time

MAX_WAITERS = 12
LOOK_EVERY_S = 0.5


class Hub:
    """Counts commits and lets callers wait for the next one; one wait a token, a bounded number in all."""

    def __init__(self, max_waiters=MAX_WAITERS):
        self.max_waiters = max_waiters
        self._changed = threading.Condition()
        self._commits = 0
        self._waiters = {}
        self._closed = False

    @property
    def commits(self):
        """How many commits there have been; hand it to `wait`."""
        return self._commits

    def announce(self):
        """Something was committed: everybody looks."""
        with self._changed:
            self._commits += 1
            self._changed.notify_all()

    def close(self):
        """The server stops: everybody goes home."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def enter(self, token):
        """Take a place for this token, ending its older wait; None when all places are taken."""
        with self._changed:
            if token not in self._waiters and len(self._waiters) >= self.max_waiters:
                return None
            place = object()
            self._waiters[token] = place
            self._changed.notify_all()
            return place

    def leave(self, token, place):
        """Give the place back."""
        with self._changed:
            if self._waiters.get(token) is place:
                del self._waiters[token]

    def wait(self, token, place, seen, deadline):
        """Wait for a commit after `seen`, or a look-around is due. False when this wait is over."""
        with self._changed:
            if self._commits == seen:
                left = min(LOOK_EVERY_S, deadline - time.monotonic())
                if left > 0:
                    self._changed.wait(left)
            return not self._closed and self._waiters.get(token) is place and time.monotonic() < deadline


HUB = Hub()
