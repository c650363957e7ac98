"""Ends migrations half-way, by SIGKILL at every executed line and by cutting the power, and opens what is left.

`python -m tests.simulation.migrations --version 1 --point 40` (or `--step 12 --variant torn-0`) does one again.
Version 0 is the first start of all. One more script than there is stands for the next release.
"""

import argparse
import gc
import pickle
import shutil
import signal
import sqlite3
import sys
from pathlib import Path
from random import Random
from types import CodeType

from desktop.domain.errors import OtetError
from desktop.store import migrate
from desktop.store.database import FILE_NAME, Database
from tests.fakes import FakeClock
from tests.simulation import child_process, workers
from tests.simulation.baseline import Result
from tests.simulation.disk import Disk
from tests.simulation.kill_points import chosen
from tests.simulation.power_cuts import variants
from tests.simulation.recorder import Event, Recorder, is_possible
from tests.simulation.traced_lines import Lines

_NEXT = """CREATE TABLE later (body TEXT NOT NULL, length INTEGER NOT NULL);
INSERT INTO later SELECT body, length(body) FROM draft;
ALTER TABLE draft ADD COLUMN colour TEXT NOT NULL DEFAULT 'none';
UPDATE draft SET subject = subject || '!';
CREATE INDEX later_length ON later (length);
"""
_DATA = """INSERT INTO account (connector, address, username, display_name) VALUES ('roundup', 'a', 'trader', 'T');
INSERT INTO draft (id, account_id, department, subject, body, caret, created_ms, updated_ms)
VALUES ('kept', 1, '', 'Subject', 'A long letter', 0, 1, 1);
"""


def steps() -> list[tuple[int, str]]:
    """Every script there is, and the next one."""
    known = migrate.scripts()
    return [*known, (len(known) + 1, _NEXT)]


def watched(code: CodeType) -> bool:
    """The lines of opening and migrating."""
    return Path(code.co_filename).name in ("migrate.py", "database.py") and not code.co_name.startswith("<")


class Migrations:
    """A profile of an older version, opened by the newest."""

    def __init__(self, folder: Path, version: int) -> None:
        self.folder = folder
        self.version = version
        self.steps = steps()
        self.base = folder / "base"
        self.base.mkdir()
        if version:
            self._make_base()
        self.schemas = {number: self._schema(number) for number in (version, len(self.steps))}
        # what Python learns from it, each fork would learn anew
        for _ in range(2):
            self.open(self._copy("warm")).close()
        gc.freeze()

    def _make_base(self) -> None:
        connection = sqlite3.connect(self.base / FILE_NAME, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        migrate.migrate(connection, self.steps[:1])
        connection.executescript(_DATA)
        migrate.migrate(connection, self.steps[: self.version])
        connection.close()

    def _schema(self, version: int) -> list[tuple[str, ...]]:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        migrate.migrate(connection, self.steps[:version])
        found = _schema_of(connection)
        connection.close()
        return found

    def open(self, folder: Path) -> Database:
        """Open it as the next release will."""
        found = self.steps
        migrate.scripts = lambda folder=None: found
        return Database.open(folder, FakeClock())

    def places(self) -> list[str]:
        """Every executed line of a migration that nobody disturbs."""

        def whole(tell: child_process.Tell) -> None:
            lines = Lines(0, watched)
            folder = self._copy("whole")
            lines.start()
            self.open(folder).close()
            lines.stop()
            for place in lines.places:
                tell(place)

        status, said = child_process.run(whole)
        assert status == 0, said
        return said

    def kill(self, point: int) -> list[str]:
        """End it there; what is wrong with what is left."""
        folder = self._copy("killed")

        def victim(tell: child_process.Tell) -> None:
            lines = Lines(point, watched)
            lines.start()
            self.open(folder).close()

        status, said = child_process.run(victim)
        if status != -signal.SIGKILL:
            return [f"ended with {status}: {said}"]
        return self.faults_of(folder)

    def record(self) -> tuple[Disk, list[Event]]:
        """The disk before a migration, and each request to it."""
        folder = self._copy("power")
        log = self.folder / "log"

        def work(tell: child_process.Tell) -> None:
            recorder = Recorder(folder)
            recorder.start()
            self.open(folder).close()
            log.write_bytes(pickle.dumps(recorder.events))

        before = Disk.of(folder)
        status, said = child_process.run(work)
        assert status == 0, said
        events: list[Event] = pickle.loads(log.read_bytes())
        return before, events

    def image(self, disk: Disk, variant: str, rng: Random) -> list[str]:
        """What is wrong after a power cut."""
        place = self.folder / "image"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for path, data in disk.image(variant.partition("-")[0], rng).items():
            target = place / Path(path).relative_to(self.folder / "power")
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(data)
        return self.faults_of(place)

    def faults_of(self, folder: Path) -> list[str]:
        """Old or new, never mixed, with the letter in it; and opened again, it is new."""

        def look(tell: child_process.Tell) -> None:
            for fault in [*self._faults_before(folder), *self._faults_after(folder)]:
                tell(fault)

        status, said = child_process.here(look)
        return said if status == 0 else [f"ended with {status}: {said}"]

    def _faults_before(self, folder: Path) -> list[str]:
        path = folder / FILE_NAME
        if not path.exists():
            return [] if self.version == 0 else ["the file has gone"]
        # on a copy: the first to open it may have to roll something back
        copy = shutil.copytree(folder, self.folder / "look", dirs_exist_ok=True)
        connection = sqlite3.connect(copy / FILE_NAME)
        version, found = migrate.version(connection), _schema_of(connection)
        connection.close()
        shutil.rmtree(copy)
        if found != self.schemas.get(version):
            # the first start may end between any two releases' scripts, each is one transaction
            return [] if found == self._schema(version) else [f"version {version} is mixed"]
        return []

    def _faults_after(self, folder: Path) -> list[str]:
        try:
            database = self.open(folder)
        except OtetError as error:
            return [f"cannot be opened: {error}"]
        connection = database.read_connection()
        faults = []
        if database.recovered is not None:
            faults.append("had to be set aside")
        if migrate.version(connection) != len(self.steps) or _schema_of(connection) != self.schemas[len(self.steps)]:
            faults.append("is not the newest")
        if [row[0] for row in connection.execute("PRAGMA integrity_check")] != ["ok"]:
            faults.append("is damaged")
        kept = [tuple(row) for row in connection.execute("SELECT subject, body FROM draft")]
        if kept != ([("Subject!", "A long letter")] if self.version else []):
            faults.append(f"holds {kept}")
        database.close()
        return faults

    def _copy(self, name: str) -> Path:
        place = self.folder / name
        shutil.rmtree(place, ignore_errors=True)
        return Path(shutil.copytree(self.base, place))


def _schema_of(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    return sorted(tuple(row) for row in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))


def explore(folder: Path, args: argparse.Namespace) -> Result:
    """Kills, then power cuts, from one version."""
    ground = Migrations(folder, args.version)
    result = Result()
    replay = f"python -m tests.simulation.migrations --version {args.version}"

    def note(words: str, faults: list[str]) -> None:
        result.note(f"{replay} {words}", {"lost": faults, "twice": [], "wrong": []})

    if args.step is None:
        places = ground.places()
        for point in args.point or chosen(places, args.points)[args.share :: args.stride]:
            note(f"--point {point} ({places[point - 1]})", ground.kill(point))
    if args.point or not is_possible():
        return result
    disk, events = ground.record()
    for step, event in enumerate(events):
        disk.do(event)
        if step % args.stride != args.share or (args.step is not None and step != args.step):
            continue
        # with one image a step the kinds take turns
        kinds = variants(args.images) if args.images > 1 else [variants(4)[step % 4]]
        for variant in [args.variant] if args.variant else kinds:
            note(f"--step {step} --variant {variant}", ground.image(disk, variant, Random(f"{step}/{variant}")))
    return result


def main(arguments: list[str]) -> int:
    """Run and print the result, as JSON for the process that adds up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", type=int, default=1, choices=range(len(steps())), help="of the profile")
    parser.add_argument("--point", type=int, action="append", help="kill only at this line")
    parser.add_argument("--points", type=int, default=0, help="at most so many; every line at least once")
    parser.add_argument("--step", type=int, help="cut the power only after this request")
    parser.add_argument("--variant", default="", help="only this image: all, none, random-N, torn-N")
    parser.add_argument("--images", type=int, default=4, help="how many a step")
    return workers.explore_share(explore, parser, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
