"""`python3 -m desktop bench [NAME]`: runs one measurement, or those that take about a minute one after another."""

import os
import subprocess
import sys

from desktop.command_line import BENCHMARKS
from tests.benchmarks.figures import say

SHORT = ("start", "search", "list", "thread", "drafts", "statement")


def run(name: str, *words: str) -> int:
    """Run one, each of its parts in a process of its own; returns the first exit code that is not 0."""
    what, modules = BENCHMARKS[name]
    say(f"{name}: {what}")
    # without the compiled files every start would compile hundreds of modules
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    for module in modules:
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
