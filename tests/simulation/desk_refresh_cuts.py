"""Cuts the power while an older home of the help desk is brought up to date, and starts it again on what is left.

`python -m tests.simulation.desk_refresh_cuts --defect NAME` does it with a defect put in.
"""

import argparse
import json
import os
import pickle
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from desktop import durable_files
from desktop.desk import home as homes
from tests.simulation import child_process, workers
from tests.simulation.disk import Disk
from tests.simulation.power_cuts import variants
from tests.simulation.recorder import Event, Recorder

CONFIG_FILE = "config.ini"
STALE = "detectors/older.py"
RETIRED = ("lib/deskmail.py", "lib/texts/pages.json", "detectors/deskflow.py", "extensions/deskpages.py")
"""What homes of earlier versions hold of the program that is in the app's package now."""
AGAIN_EVERY = 60
"""Of the images that say that they are not up to date: one in so many is brought up to date, which takes long."""


@dataclass
class Result:
    """What a number of images came to; `found` is what was wrong with each of the defects that were put in."""

    images: int = 0
    wrong: int = 0
    bad: list[str] = field(default_factory=list)
    found: dict[str, list[str]] = field(default_factory=dict)


def _files_not_flushed() -> None:
    durable_files.flush_file = lambda path: None


def _folders_not_flushed() -> None:
    durable_files.flush_folder = lambda path: None


DEFECTS: dict[str, Callable[[], None]] = {
    "files not flushed": _files_not_flushed,
    "folders not flushed": _folders_not_flushed,
}


def _make_older(home: Path) -> None:
    """Make a home, and make it look as an older version of the app would have left it."""
    homes.ready(home)
    for name, _ in homes.overlay_files():
        (home / name).write_text("raise RuntimeError('of an older version')\n")
    for name in (*homes.REPLACED_FILES, STALE, *RETIRED):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("raise RuntimeError('a rule that works against ours')\n")
    files = [*(name for name, _ in homes.overlay_files()), STALE, *RETIRED]
    homes.write_private(home / homes.STAMP_FILE, json.dumps({"format": homes.FORMAT, "digest": "old", "files": files}))


def _faults(home: Path, *, is_started: bool) -> list[str]:
    """What is wrong with a home that is up to date, or says so."""
    if is_started:
        try:
            homes.ready(home)
        except Exception as error:
            return [f"does not start: {type(error).__name__}: {error}"]
    found = [name for name, source in homes.overlay_files() if _bytes(home / name) != source.read_bytes()]
    return found + [name for name in (*homes.REPLACED_FILES, STALE, *RETIRED) if (home / name).exists()]


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


@dataclass
class Course:
    """One recorded refresh: the disk before it, each request to it, and Roundup's settings before and after."""

    before: Disk
    events: list[Event]
    settings: set[bytes]


def _record(home: Path, older: Path, log: Path, defect: str) -> Course:
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(older, home)
    before = Disk.of(home)

    def refresh(tell: child_process.Tell) -> None:
        if defect:
            DEFECTS[defect]()
        recorder = Recorder(home)
        recorder.start()
        homes.ready(home)
        log.write_bytes(pickle.dumps(recorder.events))

    status, said = child_process.run(refresh)
    assert status == 0, said
    events: list[Event] = pickle.loads(log.read_bytes())
    # the database is none of this; it stays where it is
    before.forget(lambda path: path.startswith(f"{home}/db/"))
    return Course(before, events, {_bytes(older / CONFIG_FILE), _bytes(home / CONFIG_FILE)})


def _write(image: dict[str, bytes], home: Path) -> None:
    for path in [path for path in home.rglob("*") if path.is_file() and "db" not in path.relative_to(home).parts]:
        path.unlink()
    for place, data in image.items():
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        Path(place).write_bytes(data)


def _cut(home: Path, course: Course, args: argparse.Namespace, first: int = 0) -> Result:
    result = Result()
    seen: set[int] = set()
    digest = homes.digest().encode()
    for step, event in enumerate(course.events):
        course.before.do(event)
        if step < first:
            continue
        for variant in variants(args.images):
            image = course.before.image(variant.partition("-")[0], Random(f"{step}/{variant}"))
            mark = hash(frozenset(image.items()))
            if mark in seen:
                continue
            seen.add(mark)
            result.images += 1
            stamp = image.get(f"{home}/{homes.STAMP_FILE}", b"")
            is_started = digest not in stamp
            faults = [] if image.get(f"{home}/{CONFIG_FILE}") in course.settings else ["Roundup has no settings"]
            if not (faults or (is_started and result.images % AGAIN_EVERY)):
                _write(image, home)
                faults = _faults(home, is_started=is_started)
            if faults:
                result.wrong += 1
                result.bad.append(f"after request {step}, {variant}: {faults}")
            if len(result.bad) >= args.enough:
                return result
    return result


def explore(folder: Path, args: argparse.Namespace) -> Result:
    """One refresh without a defect, then one with each of the defects asked for."""
    os.umask(0o077)
    older, home, log = folder / "older", folder / "home", folder / "log"
    _make_older(older)
    result = _cut(home, _record(home, older, log, ""), args)
    for name in filter(None, args.defect.split(",")):
        course = _record(home, older, log, name)
        # before the stamp is written there is nothing that such a home could wrongly say
        first = next(step for step, event in enumerate(course.events) if homes.STAMP_FILE in event.path)
        result.found[name] = _cut(home, course, args, first).bad
    return result


def main(arguments: list[str]) -> int:
    """Run and print the result, as JSON for the process that adds up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--defect", default="", help=f"defects, separated by commas: {', '.join(DEFECTS)}")
    parser.add_argument("--images", type=int, default=3, help="how many a step")
    parser.add_argument("--enough", type=int, default=5, help="stop after so many bad images")
    return workers.explore_share(explore, parser, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
