"""What `python3 -m desktop` does in a checkout before the app: set up, then hand over to `.venv`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from desktop.bootstrap import setup
from desktop.command_line import CHECKOUT_COMMANDS

# a file's tests stay together, as they share a help desk; one process more than cores, as many tests wait for a window
# or a help desk; a later `-n 0` undoes it
PROCESSES = min((os.cpu_count() or 1) + 1, 4)
SIDE_BY_SIDE = ("-n", str(PROCESSES), "--dist", "loadfile", "--no-loadscope-reorder")

FAST = ("-m", "not slow", "tests/domain", "tests/services", "tests/store", "tests/connectors", "tests/house")
"""What `--fast` stands for: no window, no server, nothing that takes seconds by itself."""


def run(arguments: list[str], options: argparse.Namespace) -> int:
    """Set up, then run the tests, a measurement or the app in the checkout's own Python. Returns its exit code.

    `options` is what `command_line.parse` read from `arguments`; its `yes` lets set-up use sudo without asking.
    """
    is_for_checkout = options.command in CHECKOUT_COMMANDS
    try:
        setup.ensure(("app", "test") if is_for_checkout else ("app",), agreed=options.yes)
    except setup.SetupError as error:
        setup.say(str(error))
        return 1
    if options.command == "test":
        checks = ["-m", "desktop.bootstrap.checks", *SIDE_BY_SIDE, *pytest_arguments(options.arguments)]
        return _hand_over(checks, offscreen=True)
    if options.command == "bench":
        return _hand_over(["-m", "tests.benchmarks", *filter(None, [options.name]), *options.arguments], offscreen=True)
    return _hand_over(["-m", "desktop", *arguments])


def pytest_arguments(words: list[str]) -> list[str]:
    """What pytest gets for the words behind `test`: `--fast` names the tests of the inner loop."""
    return [part for word in words for part in (FAST if word == "--fast" else (word,))]


def _hand_over(arguments: list[str], *, offscreen: bool = False) -> int:
    environment = dict(os.environ)
    if offscreen:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.chdir(setup.ROOT)
    command = [str(setup.PYTHON), *arguments]
    if not setup.WINDOWS:  # Windows has no exec: its shell would take the prompt back at once
        sys.stderr.flush()
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)
