"""A course of work of a real help desk, recorded: each request to the disk, and what was promised when.

The help desk runs as `desktop.desk.serve` does, over real HTTP, with its worker for mails, in a process of its own.
Customers, agents, mails and an operator use it one after the other, so that a promise stands where it was made.
"""

import email.message
import hashlib
import json
import os
import pickle
import queue
import shutil
import sqlite3
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from email.policy import SMTP
from pathlib import Path
from random import Random
from typing import Any

from desktop.desk import home as homes
from desktop.desk import people, serve
from desktop.desk.tracker import store
from desktop.desk.tracker.mail import inbox, send
from tests.desk.running import Agent, Person
from tests.simulation import child_process, desk_defects
from tests.simulation.disk import Disk
from tests.simulation.recorder import Event, Recorder

NEXT_FILE = 998
"""The number of the next text and the next attachment: after two of each Roundup makes a new folder."""
NAMINGS = ("rename", "second link")
CUSTOMER = "sara.ahmadi@otet.example"
MAIL_PAUSE_S = 0.01
LONGEST_S = 30.0
PEOPLE = {"demo": Person, "rachel": Agent}


@dataclass(frozen=True)
class Promise:
    """`kind` names the check in `Image`: submission, answer, mail and so on; `id` says which one, in its own terms."""

    kind: str
    id: str
    text: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)


@dataclass
class Course:
    """What a help desk did; `before` is the disk without the files that stayed as they were, which are in `place`."""

    place: Path
    before: Disk
    events: list[Event]
    promises: list[Promise]
    mails: dict[str, bytes]
    """Every mail that was in a Maildir at the end, by folder and name."""


class Base:
    """A help desk's folder from which courses begin, with people who are signed in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.place = folder / "base"
        os.umask(0o077)
        # hashing of passwords is slow on purpose, and nothing here is about it
        homes.SETTINGS["password_pbkdf2_default_rounds"] = 10_000
        homes.ready(self.place / "tracker")
        database = sqlite3.connect(self.place / "tracker" / "db" / "db")
        with database:
            database.execute("UPDATE ids SET num = ? WHERE name IN ('msg', 'file')", (NEXT_FILE,))
        database.close()
        self.keys = homes.Keys.read(self.place / "tracker")

    def record(self, work: "Callable[[Desk], None]", *, pages: int = 0, defect: str = "") -> Course:
        """Let a help desk on a copy of the folder do some work."""
        place, log = self._folder / "course", self._folder / "log"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.place, place)
        before = Disk.of(place)

        def live(tell: child_process.Tell) -> None:
            desk_defects.plant(defect)
            _checkpoint_after(pages)
            recorder = Recorder(place)
            recorder.start()
            desk = Desk(place, recorder, self.keys)
            desk.run(work, lambda: log.write_bytes(pickle.dumps((recorder.events, desk.promises, mails_in(place)))))

        status, said = child_process.run(live)
        assert status == 0, (said, (self._folder / "course.log").read_text(errors="replace")[-3000:])
        events, promises, mails = pickle.loads(log.read_bytes())
        touched = {event.path for event in events} | {event.data.decode() for event in events if event.what in NAMINGS}
        before.forget(lambda path: path not in touched)
        return Course(place, before, events, promises, mails)


def _checkpoint_after(pages: int) -> None:
    """Have SQLite checkpoint after so many pages, and the worker for mails look often."""
    send.LOOK_EVERY_S = MAIL_PAUSE_S
    fit = store.fit

    def fit_and_checkpoint(db: Any) -> None:
        fit(db)
        db.sql(f"pragma wal_autocheckpoint={pages}")

    if pages:
        store.fit = fit_and_checkpoint


class Desk:
    """The help desk in this process, and everybody who uses it."""

    def __init__(self, place: Path, recorder: Recorder, keys: homes.Keys) -> None:
        self.place = place
        self.promises: list[Promise] = []
        self._recorder = recorder
        self._keys = keys
        self._url = ""
        self._people: dict[str, Person] = {}

    def run(self, work: "Callable[[Desk], None]", finish: Callable[[], Any]) -> None:
        """Serve until the work is done, which ends this process."""
        their_input, _ours = os.pipe()
        their_line, their_output = os.pipe()
        log = os.open(self.place.with_name("course.log"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for ours, theirs in ((their_input, 0), (their_output, 1), (log, 2)):
            os.dup2(ours, theirs)

        def use() -> None:
            status = 1
            try:
                with os.fdopen(their_line) as line:
                    self._url = f"http://127.0.0.1:{json.loads(line.readline())['port']}/desk"
                work(self)
                finish()
                status = 0
            except BaseException:
                os.write(log, traceback.format_exc().encode())
            finally:
                os._exit(status)

        threading.Thread(target=use).start()
        serve.main([str(self.place)])

    def person(self, name: str) -> Person:
        """Somebody who signs in at the first time, which is a promise too: the token is good from then on."""
        if name not in self._people:
            password = self._keys.demo if name == "demo" else self._keys.agents[name]
            person = self._people[name] = PEOPLE[name](self._url, name, password)
            self._promise(Promise("token", hashlib.sha256(person.token.encode()).hexdigest()))
        return self._people[name]

    def _promise(self, promise: Promise) -> None:
        self.promises.append(promise)
        self._recorder.note("promise", len(self.promises) - 1, 0)

    def submit(self, ref: str, text: str, files: dict[str, bytes], **facts: str) -> dict[str, Any]:
        """A customer's ticket or reply; what was answered with 201."""
        attached = [(name, data, "application/octet-stream") for name, data in files.items()]
        answer = self.person("demo").submit(files=attached, ref=ref, content=text, **facts)
        assert answer.status_code == 201, answer.text
        taken: dict[str, Any] = answer.json()["data"]
        self._promise(Promise("submission", ref, text, files, taken))
        return taken

    def answer(self, ticket: str, text: str) -> None:
        """An agent's answer, of which the page says that it was sent."""
        agent = self.person("rachel")
        assert isinstance(agent, Agent)
        agent.answer(ticket, text)
        self._promise(Promise("answer", ticket, text))

    def mail(self, name: str, text: str, files: dict[str, bytes], sender: str = CUSTOMER) -> None:
        """A mail; promised from when it lies in the Maildir, whoever put it there."""
        mail = email.message.EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = sender, "support@otet.example", f"About {name}"
        mail["Message-ID"] = f"<{name}@example.com>"
        mail.set_content(text)
        for file, data in files.items():
            mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=file)
        inbox.folder(self.place).put(mail.as_bytes(), name)
        self._promise(Promise("mail" if sender == CUSTOMER else "unclear_mail", name, text, files))

    def wait(self, is_done: Callable[[sqlite3.Connection], bool]) -> None:
        """Until the worker for mails has brought the database to that."""
        never: queue.Queue[None] = queue.Queue()
        connection = sqlite3.connect(f"file:{self.place}/tracker/db/db?mode=ro", uri=True)
        for _ in range(int(LONGEST_S / MAIL_PAUSE_S)):
            if is_done(connection):
                connection.close()
                return
            try:
                never.get(timeout=MAIL_PAUSE_S)
            except queue.Empty:
                continue
        raise AssertionError("the mails are not dealt with")

    def operate(self, name: str) -> None:
        """An operator adds a customer with a wallet, and is told that it is done."""
        with people.opened(self.place) as opened:
            opened.add(name, "customer", f"{name}@example.com", name.title(), "es")
        self._promise(Promise("person", name))
        with people.opened(self.place) as opened:
            opened.keep_book({"username": name, "wallets": [{"number": f"W-{name}", "currency": "USD"}]})
        self._promise(Promise("wallet", f"W-{name}"))


def mails_in(place: Path) -> dict[str, bytes]:
    """The mails in both Maildirs, by the folder's name and their own; `tmp` is where they are not whole."""
    return {
        f"{folder}/{path.name}": path.read_bytes()
        for folder in ("inbox-mail", "outbox-mail")
        for path in (place / folder).glob("*/*")
        if path.parent.name != "tmp"
    }


def no_mail_waits(connection: sqlite3.Connection) -> bool:
    """Whether every answer has gone out by mail."""
    return not connection.execute("SELECT 1 FROM _mailjob WHERE _state = 'new'").fetchone()


def texts(rng: Random) -> str:
    """A text of several sectors."""
    return rng.choice(["Where is my withdrawal?", "برداشت من کجاست؟", "¿Dónde está mi retiro?"]) + " " + "x" * 900


def whole_work(seed: int) -> Callable[[Desk], None]:
    """Everything that a help desk promises to anybody."""

    def work(desk: Desk) -> None:
        rng = Random(seed)

        def data(size: int) -> bytes:
            return rng.randbytes(size)

        first = desk.submit(f"power-{seed}-0", texts(rng) + " (0)", {"a.bin": data(700)}, title="One", department="1")
        ticket = str(first["issue"])
        desk.submit(f"power-{seed}-1", texts(rng) + " (1)", {"b.bin": data(5000), "c.bin": data(1)}, issue=ticket)
        desk.answer(ticket, texts(rng) + " (2)")
        desk.wait(no_mail_waits)
        desk.mail("mail-a", texts(rng) + " (3)", {"d.bin": data(3000)})
        desk.mail("mail-b", texts(rng) + " (4)", {})
        desk.mail("mail-c", texts(rng) + " (7)", {}, sender=f"somebody@example.com, {CUSTOMER}")
        desk.operate("paula")
        desk.submit(f"power-{seed}-2", texts(rng) + " (5)", {}, title="Two")
        desk.wait(
            lambda connection: not list((desk.place / "inbox-mail" / "new").iterdir()) and no_mail_waits(connection)
        )
        desk.submit(f"power-{seed}-3", texts(rng) + " (6)", {"e.bin": data(2000)}, issue=ticket)

    return work


def short_work(desk: Desk) -> None:
    """Three messages, enough to begin a new folder, and a mail."""
    rng = Random(1)
    for number in range(3):
        files = {f"{number}.bin": rng.randbytes(1500)}
        desk.submit(f"short-work-{number}", texts(rng) + f" ({number})", files, title=f"Subject {number}")
    desk.mail("mail-a", texts(rng) + " (3)", {"d.bin": rng.randbytes(900)})
    desk.wait(lambda connection: not list((desk.place / "inbox-mail" / "new").iterdir()))
