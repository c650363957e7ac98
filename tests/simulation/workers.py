"""Runs a harness as several processes and adds up what they found."""

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.simulation import child_process

ROOT = Path(__file__).resolve().parents[2]
WORKERS = max(1, min(2, os.cpu_count() or 1))


def run(module: str, *options: str, timeout_s: float, workers: int = WORKERS) -> dict[str, Any]:
    """Start `python -m module` once for each share; numbers are added, lists joined. Fails if one does not report."""
    command = [sys.executable, "-m", module, *options]
    processes = [
        subprocess.Popen(
            [*command, "--share", str(share), "--stride", str(workers)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        for share in range(workers)
    ]
    total: dict[str, Any] = {}
    try:
        for process in processes:
            said, complaint = process.communicate(timeout=timeout_s)
            assert said.strip(), f"{' '.join(command)} ended with {process.returncode}: {complaint[-2000:]}"
            for name, value in json.loads(said.splitlines()[-1]).items():
                total[name] = total[name] + value if name in total else value
    finally:
        for process in processes:
            # with what it has forked, which would hold its pipes open for as long as it hangs
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    return total


def explore_share(
    explore: Callable[[Path, argparse.Namespace], Any], parser: argparse.ArgumentParser, arguments: list[str]
) -> int:
    """What one of `run`'s processes does: explore its share and print the result, for the one that adds up."""
    parser.add_argument("--share", type=int, default=0, help="of --stride workers, this is the one with that number")
    parser.add_argument("--stride", type=int, default=1, help="how many workers share the work")
    args = parser.parse_args(arguments)
    with child_process.room() as name:
        result = explore(Path(name), args)
    sys.stdout.write(json.dumps(vars(result)) + "\n")
    return 1 if result.bad else 0
