"""Lets a real process run out of files, of memory, or of room on the disk, and counts both ends afterwards.

`python -m tests.simulation.limits --limit files:12` does one again; `memory` counts steps of 64 KiB above what the
process starts with, `room` is the size in KiB that no file may exceed until the person has been told.
"""

import argparse
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from tests.simulation import child_process, workers
from tests.simulation.baseline import Baseline, Found, Result, misnamed

LIMITS = {"files": range(6, 41), "memory": range(0, 480, 8), "room": range(32, 260, 4)}
LETS_IT_FINISH = {"files": 40}
_MEMORY_STEP = 64 * 1024
# as good as a kill: nothing half done is left behind
_ENDS = {
    "files": ("failed OtetError", "failed AssertionError"),
    "memory": (
        "failed MemoryError",
        "failed RuntimeError: can't start new thread",
        "failed OtetError",
        "failed Assert",
    ),
    "room": (),
}


def _no_more_files(count: int) -> Callable[[], None]:
    resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))
    return lambda: None


def _no_more_memory(count: int) -> Callable[[], None]:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + count * _MEMORY_STEP
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return lambda: None


def _no_more_room(count: int) -> Callable[[], None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count * 1024, before[1]))
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before)


_SET = {"files": _no_more_files, "memory": _no_more_memory, "room": _no_more_room}


class Narrow(Baseline):
    """A ground on which something is scarce."""

    def run(self, kind: str, count: int) -> Found:
        """A life that may come to an end of its own, another that goes on, and the counting."""
        name = f"{kind}-{count}"
        self.profile(name)
        status, said = child_process.run(lambda tell: self._work(name, kind, count, tell))
        found = self.survive(name, said)
        end = next((line for line in said if line.startswith("failed ")), "")
        may_end = end.startswith(_ENDS[kind]) and LETS_IT_FINISH.get(kind) != count
        is_stuck = kind == "memory" and status == -signal.SIGALRM
        if status != 0 and not is_stuck and not (status == 3 and may_end):
            found["wrong"].append(f"ended with {status}: {end}")
        if kind == "room":
            found["wrong"] += misnamed(said)
        self.away(name)
        return found

    def _work(self, name: str, kind: str, count: int, tell: child_process.Tell) -> None:
        if kind == "memory":
            # Python waits for ever for a thread that had no memory to begin: the person ends such an app
            signal.alarm(4)
        more = _SET[kind](count)
        life = self.patient_life(name)
        life.on_trouble = more
        try:
            life.work(lambda what, planned, part: tell(f"promise {what} {planned} {part}"))
        finally:
            tell(" ".join(["told", *life.told]))
        life.close()


def explore(folder: Path, args: argparse.Namespace) -> Result:
    """Every limit of this worker's share."""
    ground = Narrow(folder, "well", args.seed)
    result = Result()
    limits = [f"{kind}:{count}" for kind, counts in LIMITS.items() for count in counts][args.share :: args.stride]
    for limit in args.limit or limits:
        kind, _, count = limit.partition(":")
        found = ground.run(kind, int(count))
        result.note(f"python -m tests.simulation.limits --limit {limit} --seed {args.seed}", found)
    return result


def main(arguments: list[str]) -> int:
    """Run and print the result, as JSON for the process that adds up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", action="append", help="only KIND:COUNT; may be given again")
    parser.add_argument("--seed", type=int, default=0, help="which plan of letters")
    return workers.explore_share(explore, parser, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
