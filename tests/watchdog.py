"""Ends a process of tests whose test does not end, so that the run goes on and names the test.

pytest-timeout raises in the main thread, once, which helps only where that thread runs Python of the test: what it
raises within an event loop is printed and forgotten by Qt, and a thread that waits in C (closing a pipe that another
thread reads, for one) never gets there.
"""

import faulthandler
import os
from dataclasses import dataclass
from typing import TextIO

import pytest

GRACE_S = 60
"""How much later than a test's own time limit its process is ended."""
LONGEST_S = 2700
"""For tests that have no time limit of their own; about three times what the longest takes."""
ENDING_S = 300
"""For the end of a process after its last test."""


@dataclass(frozen=True)
class Watchdog:
    """Writes the stacks of all threads to `output` and ends the process, from a thread that needs nothing of Python.

    The process that hands out the tests reports the test as crashed and starts another process for the rest.
    """

    output: TextIO

    def watch(self, item: pytest.Item) -> None:
        """Begin to measure the time of this test, in place of the one before."""
        faulthandler.dump_traceback_later(limit_s(item) + GRACE_S, exit=True, file=self.output)

    def wait(self) -> None:
        """Between tests a process may wait for others, though not for ever: what a test left may hold it up too."""
        faulthandler.dump_traceback_later(LONGEST_S, exit=True, file=self.output)

    def end(self) -> None:
        """No test follows."""
        faulthandler.dump_traceback_later(ENDING_S, exit=True, file=self.output)


def create() -> Watchdog:
    """A watchdog that writes to this process's standard error, which tests may have redirected later."""
    return Watchdog(os.fdopen(os.dup(2), "w"))


def limit_s(item: pytest.Item) -> float:
    """The test's own time limit in seconds, or `LONGEST_S` where it has none."""
    marker = item.get_closest_marker("timeout")
    given = float((marker.args[0] if marker is not None else item.config.getini("timeout")) or 0)
    return min(given, LONGEST_S) or LONGEST_S
