"""Has the kernel refuse single calls of a real process, or kill it there, and counts both ends afterwards.

`python -m tests.simulation.syscall_faults --fault fdatasync:ENOSPC:7` does one again: at the seventh such call of a
life the disk is full (or `EIO`: broken, or `KILL`: the process is gone).
"""

import argparse
import errno
import signal
import sys
from collections import Counter
from pathlib import Path

from tests.simulation import child_process, helpdesk, syscall_gate, workers
from tests.simulation.baseline import Baseline, Found, Result, findings, misnamed

CALLS = ("openat", "mkdir", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "unlink")
FAULTS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "KILL": -signal.SIGKILL}
USUAL = 40


class Kernel(Baseline):
    """A ground on which calls fail."""

    def calls(self) -> dict[str, list[int]]:
        """Which of its calls a life that nobody disturbs makes in the profile, counted by name."""
        folder = str(self.profile("whole"))
        count = Counter[str]()
        found: dict[str, list[int]] = {call: [] for call in CALLS}

        def look(request: syscall_gate.Request) -> int:
            count[request.call] += 1
            if request.path().startswith(folder):
                found[request.call].append(count[request.call])
            return 0

        status, said = syscall_gate.run(lambda tell: self._work("whole", tell), CALLS, look)
        assert status == 0, said
        return found

    def fail(self, call: str, fault: str, number: int) -> Found:
        """Have one call fail and count."""
        name = f"{call}-{fault}-{number}"
        self.profile(name)
        asked = 0

        def decide(request: syscall_gate.Request) -> int:
            nonlocal asked
            asked += 1
            return FAULTS[fault] if asked == number else 0

        status, said = syscall_gate.run(lambda tell: self._work(name, tell), [call], decide)
        end = -signal.SIGKILL if fault == "KILL" else 0
        found = findings(status, said, is_expected=lambda code: code == end)
        if asked < number:
            found["wrong"].append("a life that does not get as far as that call")
        found["wrong"] += misnamed(said)
        for kind, words in self.survive(name, said).items():
            found[kind] += words
        self.away(name)
        return found

    def _work(self, name: str, tell: child_process.Tell) -> None:
        life = self.patient_life(name)
        life.work(lambda what, planned, count: tell(f"promise {what} {planned} {count}"))
        tell(" ".join(["told", *life.told]))
        life.close()


def schedule(calls: dict[str, list[int]], usual: int) -> list[tuple[str, str, int]]:
    """Every fault at every call; of a call that is made very often an even part, another one for each fault."""
    faults = []
    for call, numbers in calls.items():
        step = max(1, len(numbers) // usual) if usual else 1
        for index, fault in enumerate(FAULTS):
            faults += [(call, fault, number) for number in numbers[index % step :: step]]
    return faults


def explore(folder: Path, args: argparse.Namespace) -> Result:
    """Every fault of this worker's share."""
    ground = Kernel(folder, args.behaviour, args.seed)
    result = Result()
    if args.fault:
        faults = [(call, fault, int(number)) for call, fault, number in (one.split(":") for one in args.fault)]
    else:
        faults = schedule(ground.calls(), args.usual)[args.share :: args.stride]
    for call, fault, number in faults:
        found = ground.fail(call, fault, number)
        replay = f"--fault {call}:{fault}:{number} --seed {args.seed} --behaviour {args.behaviour!r}"
        result.note(f"python -m tests.simulation.syscall_faults {replay}", found)
        if len(result.bad) >= args.enough:
            break
    return result


def main(arguments: list[str]) -> int:
    """Run and print the result, as JSON for the process that adds up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fault", action="append", help="only CALL:FAULT:NUMBER; may be given again")
    parser.add_argument("--seed", type=int, default=0, help="which plan of letters")
    parser.add_argument("--behaviour", choices=helpdesk.BEHAVIOURS, default="well", help="of the help desk")
    parser.add_argument("--usual", type=int, default=USUAL, help="about how many of each call; 0 is all")
    parser.add_argument("--enough", type=int, default=20, help="stop after so many bad ones")
    return workers.explore_share(explore, parser, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
