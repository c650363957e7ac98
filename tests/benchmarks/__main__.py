"""`python3 -m desktop bench [NAME]`: runs one measurement, or those that take about a minute one after another."""

import os
import subprocess
import sys

from desktop.command_line import BENCHMARKS
from tests.benchmarks.figures import say

MODULES = {
    "start": ("start_bench",),
    "search": ("search_bench", "keystroke_bench"),
    "list": ("list_bench", "fling_bench"),
    "window": ("window_bench",),
    "drafts": ("draft_bench",),
    "statement": ("statement_bench",),
    "alerts": ("alert_latency",),
    "bookings": ("book_latency",),
    "desk": ("desk_load",),
}
SHORT = ("start", "search", "list", "drafts", "statement")


def run(name: str, *words: str) -> int:
    """Run one, each of its parts in a process of its own; returns the first exit code that is not 0."""
    say(f"{name}: {BENCHMARKS[name]}")
    # without the compiled files every start would compile hundreds of modules
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    for module in MODULES[name]:
        command = [sys.executable, "-m", f"tests.benchmarks.{module}", *words]
        if code := subprocess.run(command, env=environment, check=False).returncode:
            return code
    return 0


def main(words: list[str]) -> int:
    """Run what is named, with its arguments, else all of `SHORT`; returns the first exit code that is not 0."""
    if words:
        return run(*words)
    return next((code for code in map(run, SHORT) if code), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
