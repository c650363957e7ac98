"""Cuts the power of a real help desk at every request to the disk, and opens what may be found then with a help desk.

`python -m tests.simulation.desk_power_cuts --seed 1` tries one course of work; `--defect NAME` a short one, with a
defect put in. Threads take part, so that a second run is not the same in every byte: an image that is bad is
kept, and the report says where.
"""

import argparse
import logging
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from roundup import instance

from tests.simulation import desk_defects, workers
from tests.simulation.desk_course import NAMINGS, NEXT_FILE, Base, Course, Promise, mails_in, short_work, whole_work
from tests.simulation.power_cuts import variants

TELLING = ("note", *NAMINGS, "sync folder")
SOUND = [("ok",)]


@dataclass
class Result:
    """What a number of images came to; `bad` says what was wrong and where the image is kept.

    `found` is what was wrong with each of the defects that were put in.
    """

    images: int = 0
    damaged: int = 0
    lost: int = 0
    bad: list[str] = field(default_factory=list)
    found: dict[str, list[str]] = field(default_factory=dict)


class Image:
    """A help desk that starts again on what a power cut has left."""

    def __init__(self, course: Course, tracker: Any) -> None:
        self._course = course
        self._tracker = tracker
        self._files = {name: data for promise in course.promises for name, data in promise.files.items()}
        self._texts = [promise.text for promise in course.promises if promise.text]
        self._whole_mails = set(course.mails.values())
        self._db: Any = None
        self._folders: set[str] = set()
        known = set(course.before.latest) | {event.path for event in course.events}
        known |= {event.data.decode() for event in course.events if event.what in NAMINGS}
        self._untouched = {str(path) for path in course.place.rglob("*")} - known

    def write(self, image: dict[str, bytes]) -> None:
        """Put the files there, beside those that nothing in the course has touched."""
        for folder in ("tracker/db", "inbox-mail", "outbox-mail"):
            self._clear(f"{self._course.place}/{folder}")
        for path, data in image.items():
            place = path.rpartition("/")[0]
            if place not in self._folders:
                os.makedirs(place, exist_ok=True)  # noqa: PTH103
                self._folders.add(place)
            with open(path, "wb") as file:  # noqa: PTH123
                file.write(data)

    def _clear(self, folder: str) -> None:
        """Remove what is not part of every image."""
        if not os.path.isdir(folder):  # noqa: PTH112
            return
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    self._clear(entry.path)
                elif entry.path not in self._untouched:
                    os.unlink(entry.path)  # noqa: PTH108
        if not os.listdir(folder):  # noqa: PTH208
            os.rmdir(folder)  # noqa: PTH106
            self._folders.discard(folder)

    def faults(self, promises: list[Promise], *, is_to_go_on: bool) -> list[str]:
        """What is wrong; the first word says whether the help desk is damaged or something was lost.

        To go on means to open the home from the beginning and to take in something new; otherwise only the database
        is opened, which costs half.
        """
        try:
            db = self._opened(anew=is_to_go_on)
        except Exception as error:
            self._db = None
            return [f"damaged: cannot be opened: {type(error).__name__}: {error}"]
        try:
            db.sql("pragma integrity_check")
            if [tuple(row) for row in db.cursor.fetchall()] != SOUND:
                return ["damaged: integrity_check"]
            found = [*self._half_rows(db), *self._broken_promises(db, promises), *self._mails(db)]
            return found or (self._goes_on(db) if is_to_go_on else [])
        except (sqlite3.DatabaseError, OSError, LookupError, ValueError) as error:
            return [f"damaged: {type(error).__name__}: {error}"]
        finally:
            db.rollback()
            db.sql_close()

    def _opened(self, *, anew: bool) -> Any:
        if anew or self._db is None:
            self._db = self._tracker.open("admin")
        else:
            self._db.conn, self._db.cursor = self._db.sql_open_connection()
            self._db.clearCache()
        return self._db

    def _half_rows(self, db: Any) -> Iterator[str]:
        """Rows whose file is missing, empty, or has other bytes than were sent."""
        for klass in (db.msg, db.file):
            for item in klass.getnodeids(retired=False):
                if int(item) < NEXT_FILE:
                    continue
                try:
                    content = klass.get(item, "content") if klass is db.msg else db.file.get(item, "binary_content")
                except OSError as error:
                    yield f"lost: {klass.classname}{item} has a row and no file: {error}"
                    continue
                if klass is db.msg:
                    whole = any(text in content for text in self._texts)
                else:
                    whole = self._files.get(db.file.get(item, "name")) == content
                if not whole:
                    yield f"lost: {klass.classname}{item} has other bytes than were sent: {content[:40]!r}"

    def _broken_promises(self, db: Any, promises: list[Promise]) -> Iterator[str]:
        for promise in promises:
            if not getattr(self, f"_{promise.kind}")(db, promise):
                yield f"lost: {promise.kind} {promise.id}"

    def _submission(self, db: Any, promise: Promise) -> bool:
        """The message, its ticket and files, and the row that makes a second try a repeat."""
        answer = promise.answer
        key = f"{db.user.lookup('demo')}:{promise.id}"
        return (
            self._has_key(db.submission, key)
            and str(answer["message"]) in db.issue.get(str(answer["issue"]), "messages")
            and db.msg.get(str(answer["message"]), "content") == promise.text
            and db.msg.get(str(answer["message"]), "files") == [str(item) for item in answer["files"]]
        )

    def _answer(self, db: Any, promise: Promise) -> bool:
        return any(promise.text == db.msg.get(item, "content") for item in db.issue.get(promise.id, "messages"))

    def _mail(self, db: Any, promise: Promise) -> bool:
        """It waits, or it was taken in with everything in it."""
        if (self._course.place / "inbox-mail" / "new" / promise.id).exists():
            return True
        taken = db.msg.filter(None, {}, exact_match_spec={"messageid": f"<{promise.id}@example.com>"})
        return bool(taken) and all(
            promise.text in db.msg.get(item, "content") and len(db.msg.get(item, "files")) == len(promise.files)
            for item in taken
        )

    def _unclear_mail(self, _db: Any, promise: Promise) -> bool:
        """Nobody can say whose it is; its bytes are kept, wherever they lie."""
        return any(f"<{promise.id}@example.com>".encode() in mail for mail in mails_in(self._course.place).values())

    def _token(self, db: Any, promise: Promise) -> bool:
        return self._has_key(db.apitoken, promise.id)

    def _person(self, db: Any, promise: Promise) -> bool:
        return self._has_key(db.user, promise.id)

    def _wallet(self, db: Any, promise: Promise) -> bool:
        return bool(db.wallet.filter(None, {}, exact_match_spec={"number": promise.id}))

    @staticmethod
    def _has_key(klass: Any, key: str) -> bool:
        try:
            klass.lookup(key)
        except KeyError:
            return False
        return True

    def _mails(self, db: Any) -> Iterator[str]:
        """A mail in a Maildir is whole; an answer that counts as sent by mail is in one."""
        there = mails_in(self._course.place)
        for name, content in there.items():
            if content not in self._whole_mails:
                yield f"lost: {name} is not whole: {content[:40]!r}"
        for job in db.mailjob.filter(None, {"state": "sent"}):
            if f"outbox-mail/{int(job):09}.eml" not in there:
                yield f"lost: mail {job} counts as sent and is nowhere"
        for item in db.heldmail.filter(None, {"state": "waiting"}):
            if not (self._course.place / "inbox-mail" / "held" / (db.heldmail.get(item, "file") or "")).is_file():
                yield f"lost: heldmail{item} waits for somebody and is nowhere"

    @staticmethod
    def _goes_on(db: Any) -> list[str]:
        """Whether the help desk takes in something new, whatever a transaction that never ended has left."""
        file = db.file.create(name="after.bin", type="application/octet-stream", content=b"after the cut")
        message = db.msg.create(author="1", content="After the cut", files=[file])
        db.commit()
        kept = (db.msg.get(message, "content"), db.file.get(file, "binary_content"))
        return [] if kept == ("After the cut", b"after the cut") else [f"damaged: it does not go on: {kept}"]


def _steps(course: Course) -> Iterator[tuple[int, list[Promise]]]:
    """After each request: how many promises were made; the course's disk moves along."""
    made: list[Promise] = []
    for step, event in enumerate(course.events):
        if event.what == "note":
            made = [*made, course.promises[event.note[1]]]
        else:
            course.before.do(event)
        yield step, made


def cut(course: Course, args: argparse.Namespace, result: Result, *, is_short: bool = False) -> Result:
    """Add every image of this worker's share, each different one once; keep those that are bad.

    A short look is only at the moments after a promise, a name or a flush of names, and keeps nothing.
    """
    tracker = instance.open(str(course.place / "tracker"), optimize=1)
    image = Image(course, tracker)
    seen: set[int] = set()
    for step, promises in _steps(course):
        if step % args.stride != args.share or (is_short and course.events[step].what not in TELLING):
            continue
        for variant in variants(args.images):
            files = course.before.image(variant.partition("-")[0], Random(f"{args.seed}/{step}/{variant}"))
            mark = hash((frozenset(files.items()), len(promises)))
            if mark in seen:
                continue
            seen.add(mark)
            image.write(files)
            result.images += 1
            if not (faults := image.faults(promises, is_to_go_on=result.images % 8 == 0)):
                continue
            is_damaged = faults[0].startswith("damaged")
            result.damaged += is_damaged
            result.lost += not is_damaged
            where = f"; kept in {_kept(image, files, course.place)}" if not is_short else ""
            result.bad.append(f"after request {step}, {variant}: {faults}{where}")
            if len(result.bad) >= args.enough:
                return result
    return result


def _kept(image: Image, files: dict[str, bytes], place: Path) -> Path:
    """Where a bad image can be looked at, as it was found: opening it has changed it."""
    image.write(files)
    return Path(shutil.copytree(place, Path(tempfile.mkdtemp(prefix="otet-power-cut-")) / "desk"))


def explore(folder: Path, args: argparse.Namespace) -> Result:
    """Some courses of work without a defect, or the short one with each of the defects asked for."""
    logging.disable(logging.CRITICAL)
    base = Base(folder)
    result = Result()
    for name in filter(None, args.defect.split(",")):
        found = cut(base.record(short_work, defect=name), args, Result(), is_short=True)
        result.images += found.images
        result.found[name] = found.bad
    for seed in () if args.defect else range(args.seed, args.seed + args.courses):
        # every other course checkpoints often, so that the main file is written amid everything else
        cut(base.record(whole_work(seed), pages=6 if seed % 2 else 0), args, result)
    return result


def main(arguments: list[str]) -> int:
    """Run and print the result, as JSON for the process that adds up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="which texts and images the first course has")
    parser.add_argument("--courses", type=int, default=1, help="how many courses of work")
    parser.add_argument("--defect", default="", help=f"defects, separated by commas: {', '.join(desk_defects.DEFECTS)}")
    parser.add_argument("--images", type=int, default=8, help="how many a step")
    parser.add_argument("--enough", type=int, default=20, help="stop after so many bad images")
    return workers.explore_share(explore, parser, arguments)


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main(sys.argv[1:]))
