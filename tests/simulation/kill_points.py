"""Kills a real process of the app with SIGKILL at every executed line and counts both ends afterwards.

`python -m tests.simulation.kill_points --point 137` does one kill again and says what it found;
`--seed`, `--behaviour` and `--defect` choose the plan of letters, the help desk and a seeded defect.
"""

import argparse
import json
import signal
import sys
from pathlib import Path
from random import Random

from tests.simulation import child_process, defects, helpdesk
from tests.simulation.baseline import Baseline, Found, Result
from tests.simulation.traced_lines import Lines


class Range(Baseline):
    """A ground with lines to be killed at."""

    def places(self) -> list[str]:
        """Every point of a run that nobody kills, as file and line, one a executed line."""
        self.profile("whole")
        status, said = child_process.run(lambda tell: self._victim("whole", 0, tell))
        assert status == 0, f"the run that nobody kills failed: {said}"
        found = self.survive("whole", said)
        assert not any(found.values()), found
        return [line.partition(" ")[2] for line in said if line.startswith("place ")]

    def kill(self, point: int) -> Found:
        """Kill one process there, let another go on, and count."""
        name = f"point-{point}"
        self.profile(name)
        status, said = child_process.run(lambda tell: self._victim(name, point, tell))
        if status != -signal.SIGKILL:
            return {"lost": [], "twice": [], "wrong": [f"ended with {status} before point {point}: {said[-3:]}"]}
        found = self.survive(name, said)
        self.away(name)
        return found

    def _victim(self, name: str, point: int, tell: child_process.Tell) -> None:
        lines = Lines(point)
        lines.start()
        self.work(name, tell)
        lines.stop()
        for place in lines.places:
            tell(f"place {place}")


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
    points: list[int] = args.point or chosen(places, args.points)[args.share :: args.stride]
    if args.defect:
        # the first lines only open the files: what is to be found soon is looked for everywhere
        Random(args.seed).shuffle(points)
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
    with child_process.room(on_disk=args.on_disk) as name:
        result = explore(Path(name), args)
    sys.stdout.write(json.dumps(vars(result)) + "\n")
    return 1 if result.bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
