"""Kills a real process of the app with SIGKILL at every executed line and counts both ends afterwards.

`python -m tests.simulation.kill_points --point 137` does one kill again and says what it found;
`--seed`, `--behaviour` and `--defect` choose the plan of letters, the help desk and a seeded defect.
"""

import argparse
import gc
import importlib
import json
import mimetypes
import shutil
import signal
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.secrets import Secrets
from desktop.services.accounts import Accounts
from tests.simulation import defects, forks, helpdesk
from tests.simulation.letters import Life
from tests.simulation.watched import Lines

KINDS = ("lost", "twice", "wrong")


@dataclass
class Result:
    """What a number of kills came to; `bad` names each point at which something was found."""

    points: int = 0
    lost: int = 0
    twice: int = 0
    wrong: int = 0
    bad: list[str] = field(default_factory=list)

    def note(self, name: str, found: dict[str, list[str]]) -> None:
        """One more kill."""
        self.points += 1
        for kind in KINDS:
            setattr(self, kind, getattr(self, kind) + len(found[kind]))
        if any(found.values()):
            self.bad.append(f"{name}: {found}")


class Range:
    """One help desk and one profile from which every run begins. Everything that has threads runs in a fork of it."""

    def __init__(self, folder: Path, behaviour: str, seed: int, defect: str = "") -> None:
        self.folder = folder
        self.behaviour = behaviour
        self.seed = seed
        self.defect = defect
        self.desk = helpdesk.start(behaviour)
        self.base = folder / "base"
        forks.run(self._make_base)
        # what the app loads when it first needs it, loaded once for all processes that come of this one
        importlib.import_module("requests_toolbelt")
        mimetypes.init()
        gc.freeze()

    def places(self) -> list[str]:
        """Every point of a run that nobody kills, as file and line, one a executed line."""
        folder = self._profile("whole")
        status, said = forks.run(lambda tell: self._victim(folder, "whole", 0, tell))
        assert status == 0, f"the run that nobody kills failed: {said}"
        places = [line.partition(" ")[2] for line in said if line.startswith("place ")]
        found = self._survive(folder, "whole", said)
        assert not any(found.values()), found
        return places

    def kill(self, point: int) -> dict[str, list[str]]:
        """Kill one process there, let another go on, and count."""
        name = f"point-{point}"
        folder = self._profile(name)
        status, said = forks.run(lambda tell: self._victim(folder, name, point, tell))
        if status != -signal.SIGKILL:
            return {"lost": [], "twice": [], "wrong": [f"ended with {status} before point {point}: {said[-3:]}"]}
        found = self._survive(folder, name, said)
        shutil.rmtree(folder)
        return found

    def _profile(self, name: str) -> Path:
        return Path(shutil.copytree(self.base, self.folder / name))

    def _make_base(self, tell: forks.Tell) -> None:
        life = self._life(self.base, "base")
        accounts = Accounts(
            life.context, Secrets(str(self.base), use_key_store=False), lambda kind, address, token="": life.connect()
        )
        life.begin(accounts.sign_in("roundup", self.desk.url, "demo", "password"))
        life.settle()
        life.close()

    def _life(self, folder: Path, name: str) -> Life:
        return Life(folder, self.desk.url, name, self.behaviour, self.seed)

    def _victim(self, folder: Path, name: str, point: int, tell: forks.Tell) -> None:
        defects.seed(self.defect)
        lines = Lines(point)
        lines.start()
        life = self._life(folder, name)
        life.work(lambda what, letter, count: tell(f"promise {what} {letter} {count}"))
        life.close()
        lines.stop()
        for place in lines.places:
            tell(f"place {place}")

    def _survive(self, folder: Path, name: str, said: list[str]) -> dict[str, list[str]]:
        words = [line.split() for line in said if line.startswith("promise ")]
        promises = [(what, int(letter), int(count)) for _, what, letter, count in words]
        seen: list[str] = self.desk.report(name)["seen"]

        def survive(tell: forks.Tell) -> None:
            defects.seed(self.defect)
            life = self._life(folder, name)
            found = life.check_promises(promises, seen)
            life.work(lambda *promise: None)
            tell("found " + json.dumps(found.value()))
            tell("found " + json.dumps(life.check_end(self.desk.report(name)).value()))
            life.close()

        status, told = forks.run(survive)
        found: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for line in told:
            if line.startswith("found "):
                for kind, words_found in json.loads(line.removeprefix("found ")).items():
                    found[kind] += words_found
        if status != 0:
            found["wrong"].append(f"the next life ended with {status}: {told[-3:]}")
        return found


def chosen(places: list[str], most: int) -> list[int]:
    """Points for a run that cannot kill at all of them: the first time of every line, and of the rest an even part."""
    everything = range(1, len(places) + 1)
    if not 0 < most < len(places):
        return list(everything)
    first = {place: point for point, place in reversed(list(zip(everything, places, strict=True)))}
    taken = set(first.values())
    rest = [point for point in everything if point not in taken]
    more = max(0, most - len(taken))
    return sorted(taken | {rest[index * len(rest) // more] for index in range(more)})


def explore(folder: Path, args: argparse.Namespace) -> Result:
    """Kill at the points that the arguments name, or at every one of this worker's share."""
    ground = Range(folder, args.behaviour, args.seed, args.defect)
    places = ground.places()
    result = Result()
    points: Iterable[int] = args.point or chosen(places, args.points)[args.share :: args.stride]
    for point in points:
        found = ground.kill(point)
        place = places[point - 1] if point <= len(places) else "beyond the end"
        replay = f"--point {point} --seed {args.seed} --behaviour {args.behaviour!r}"
        replay += f" --defect {args.defect!r}" if args.defect else ""
        result.note(f"python -m tests.simulation.kill_points {replay} ({place})", found)
        if len(result.bad) >= args.enough:
            break
    return result


def main(arguments: list[str]) -> int:
    """Run and print the result, as JSON for the process that adds up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--point", type=int, action="append", help="only here; may be given again")
    parser.add_argument("--seed", type=int, default=0, help="which plan of letters")
    parser.add_argument("--behaviour", choices=helpdesk.BEHAVIOURS, default="well", help="of the help desk")
    parser.add_argument("--defect", choices=["", *defects.SEEDED], default="", help="a defect put in on purpose")
    parser.add_argument("--points", type=int, default=0, help="at most so many; every line at least once")
    parser.add_argument("--share", type=int, default=0, help="of --stride workers, this is the one with that number")
    parser.add_argument("--stride", type=int, default=1, help="how many workers share the points")
    parser.add_argument("--enough", type=int, default=20, help="stop after so many bad points")
    parser.add_argument("--on-disk", action="store_true", help="real files on the disk instead of memory")
    args = parser.parse_args(arguments)
    with forks.room(on_disk=args.on_disk) as name:
        result = explore(Path(name), args)
    report: dict[str, Any] = vars(result)
    sys.stdout.write(json.dumps(report) + "\n")
    return 1 if result.bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
