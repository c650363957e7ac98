"""Cuts the power at every request to the disk, rebuilds what may be found then, and opens it with the real store.

`python -m tests.simulation.power_cuts --step 91 --variant random-2` rebuilds one image and says what is wrong with it;
`--seed`, `--pages` and `--defect` choose the plan of letters, how often SQLite checkpoints, and a seeded defect.
"""

import argparse
import pickle
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from desktop.domain.errors import OtetError
from tests.simulation import child_process, defects, workers
from tests.simulation.baseline import Baseline
from tests.simulation.disk import Disk
from tests.simulation.recorder import Event, Recorder
from tests.simulation.workload import AppRun

# the search index is thrown away and made again, so it may lie about its flushes
SEARCH = "/search.sqlite"


@dataclass
class Result:
    """What a number of images came to; `bad` says how to see each of them again."""

    images: int = 0
    damaged: int = 0
    lost: int = 0
    bad: list[str] = field(default_factory=list)


@dataclass
class Course:
    """One recorded run: what was there before, and each request to the disk."""

    folder: Path
    seed: int
    before: Disk
    events: list[Event]

    @classmethod
    def record(cls, folder: Path, seed: int, pages: int, defect: str) -> "Course":
        """Let a real process write, send and receive."""
        ground = Baseline(folder, "well", seed, defect)
        profile, log = ground.profile("power"), folder / "log"
        before = Disk.of(profile)

        def work(tell: child_process.Tell) -> None:
            recorder = Recorder(profile)
            recorder.start()
            life = ground.life("power")
            numbers = {planned.id: planned.number for planned in life.letters}
            life.on_progress = lambda ref, *_: recorder.note("left", numbers[ref], 0) if ref in numbers else None
            if pages and life.database._writer is not None:
                life.database._writer.execute(f"PRAGMA wal_autocheckpoint = {pages}")
            life.work(recorder.note)
            life.close()
            log.write_bytes(pickle.dumps(recorder.events))

        status, said = child_process.run(work)
        assert status == 0, said
        events: list[Event] = pickle.loads(log.read_bytes())
        return cls(profile, seed, before, [event for event in events if SEARCH not in event.path])

    def steps(self) -> Iterator[tuple[int, Disk, list[tuple[str, int, int]]]]:
        """After each request: the disk and what was promised."""
        notes: list[tuple[str, int, int]] = []
        for step, event in enumerate(self.events):
            if event.what == "note":
                notes = [*notes, event.note]
            else:
                self.before.do(event)
            yield step, self.before, notes


def variants(count: int) -> list[str]:
    """The names of `count` images a step."""
    random = [f"{kind}-{number}" for number in range((count - 1) // 2) for kind in ("random", "torn")]
    return ["all", "none", *random][:count]


def faults_of(image: dict[str, bytes], course: Course, folder: Path, notes: list[tuple[str, int, int]]) -> list[str]:
    """Open an image as the app does, and look for everything that was promised."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in image.items():
        place = folder / Path(path).relative_to(course.folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    try:
        life = AppRun(folder, "", "", "well", course.seed)
    except OtetError as error:
        return [f"damaged: cannot be opened: {error}"]
    try:
        if life.database.recovered is not None:
            return ["damaged: had to be set aside"]
        if [row[0] for row in life.database.read_connection().execute("PRAGMA integrity_check")] != ["ok"]:
            return ["damaged: integrity_check"]
        left = [life.letters[number].id for what, number, _ in notes if what == "left"]
        found = life.check_promises([note for note in notes if note[0] != "left"], left)
        return [*found.lost, *found.twice, *found.wrong]
    except OtetError as error:
        return [f"damaged: cannot be read: {error}"]
    finally:
        life.close()


def explore(folder: Path, args: argparse.Namespace) -> Result:
    """Every image of this worker's share, each different one once."""
    course = Course.record(folder, args.seed, args.pages, args.defect)
    result = Result()
    seen: set[int] = set()
    for step, disk, notes in course.steps():
        if step % args.stride != args.share or step < len(course.events) - args.last:
            continue
        if args.step is not None and step != args.step:
            continue
        for variant in [args.variant] if args.variant else variants(args.images):
            image = disk.image(variant.partition("-")[0], Random(f"{args.seed}/{step}/{variant}"))
            mark = hash((frozenset(image.items()), len(notes)))
            if mark in seen:
                continue
            seen.add(mark)
            result.images += 1
            if faults := faults_of(image, course, folder / "image", notes):
                is_damaged = faults[0].startswith("damaged")
                result.damaged += is_damaged
                result.lost += not is_damaged
                replay = f"--step {step} --variant {variant} --seed {args.seed} --pages {args.pages}"
                replay += f" --defect {args.defect!r}" if args.defect else ""
                result.bad.append(f"python -m tests.simulation.power_cuts {replay}: {faults}")
            if len(result.bad) >= args.enough:
                return result
    return result


def main(arguments: list[str]) -> int:
    """Run and print the result, as JSON for the process that adds up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, help="only after this request")
    parser.add_argument("--last", type=int, default=sys.maxsize, help="only after the last so many requests")
    parser.add_argument("--variant", default="", help="only this image: all, none, random-N, torn-N")
    parser.add_argument("--seed", type=int, default=0, help="which plan of letters")
    parser.add_argument("--pages", type=int, default=0, help="checkpoint after so many pages")
    parser.add_argument("--defect", choices=["", *defects.DISK], default="", help="a defect put in on purpose")
    parser.add_argument("--images", type=int, default=8, help="how many a step")
    parser.add_argument("--enough", type=int, default=20, help="stop after so many bad images")
    return workers.explore_share(explore, parser, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
