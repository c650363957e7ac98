"""What a person does in the harnesses: a plan of letters, and one life of the app that works on it.

A life can end anywhere. The next one finds out what is there, goes on from that, and says what is missing.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from desktop.connectors.base import Capabilities, Connector
from desktop.connectors.roundup import RoundupConnector
from desktop.domain.accounts import Account, DeskInfo, Guarantee
from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.operations import File, Operation, OperationState
from desktop.domain.remote import Receipt
from desktop.domain.sync_status import SyncStatus
from desktop.domain.tickets import RowKey, RowKind
from desktop.services.attachments import Attachments
from desktop.services.context import Context
from desktop.services.drafts import Drafts
from desktop.services.tickets import Tickets
from desktop.store import accounts, outbox
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.read import queries
from desktop.store.read.search import SearchIndex
from desktop.sync.engine import Engine
from tests.fakes import FakeClock
from tests.simulation import helpdesk

ROUNDS = 400
TRIES = 5
UNDO_S = 100_000.0
DISK_CODES = {ErrorCode.DISK_FULL, ErrorCode.DISK_ERROR}
Promise = Callable[[str, int, int], None]
"""Called with what is promised from here on ("kept", "attached", "accepted"), the letter, and how much of it."""


@dataclass(frozen=True)
class PlannedMessage:
    """One text and how it comes about: `stages` are what is on the screen at each pause in typing."""

    number: int
    id: str
    to: str
    subject: str
    stages: tuple[str, ...]
    files: tuple[bytes, ...]
    is_sent: bool = True
    is_taken_back: bool = False

    @property
    def body(self) -> str:
        """The whole text."""
        return self.stages[-1]

    @property
    def hashes(self) -> list[str]:
        """What the files hash to."""
        return [hashlib.sha256(data).hexdigest() for data in self.files]


def plan(seed: int) -> tuple[PlannedMessage, ...]:
    """The letters of a seed: a create, a reply to it, one to the old ticket, a draft, a send taken back, and more."""
    rng = Random(seed)
    kinds = ["create", "parent", "ticket", "draft", "taken back"]
    kinds += [rng.choice(kinds) for _ in range(0 if seed == 0 else rng.randint(0, 3))]
    letters: list[PlannedMessage] = []
    creates: list[str] = []
    for number, kind in enumerate(kinds):
        id = f"{seed:08x}{number:024x}"
        text = rng.choice(["Where is my withdrawal?", "برداشت من کجاست؟", "Two\nlines", "x" * 900]) + f" ({number})"
        files = tuple(rng.randbytes(rng.choice([1, 700, 70_000])) for _ in range(rng.choice([0, 1, 1, 2])))
        letters.append(
            PlannedMessage(
                number,
                id,
                creates[0] if kind == "parent" else "1" if kind == "ticket" else "",
                "" if kind in ("parent", "ticket") else f"Subject {number}",
                (text[: len(text) // 2], text)[rng.choice([0, 0, 1]) :],
                files,
                is_sent=kind not in ("draft", "taken back"),
                is_taken_back=kind == "taken back",
            )
        )
        if kind == "create":
            creates.append(id)
    return tuple(letters)


class PlainConnector(RoundupConnector):
    """The same wire to a help desk that takes everything in as often as it comes."""

    capabilities = Capabilities(Guarantee.C, can_look_up=True)

    def look_up(self, ref: str) -> Receipt | None:
        from desktop.connectors.http.transport import Call

        found = self._data(Call("GET", "/rest/desk/found", {"ref": ref}))
        if "answer" not in found:
            return None
        answer = found.fields("answer")
        return Receipt(answer.id("issue"), answer.id("message"))


@dataclass
class Findings:
    """What a life found, in words; nothing in it is what everybody hopes for."""

    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def value(self) -> dict[str, list[str]]:
        """For the process that counts."""
        return {"lost": self.lost, "twice": self.twice, "wrong": self.wrong}


class AppRun:
    """One process of the app on one profile: real store, services, engine and connector, no window."""

    def __init__(self, folder: Path, url: str, token: str, behaviour: str, seed: int) -> None:
        self.clock = FakeClock()
        self.letters = plan(seed)
        self.url = url
        self._token = token
        self._behaviour = behaviour
        self._writing = ""
        self.database = Database.open(folder, self.clock)
        self.blobs = Blobs(folder / "blobs")
        self.search = SearchIndex(folder, self.database)
        self.context = Context(self.database, self.blobs, self.search, self.clock, lambda: self._writing, lambda: None)
        self.drafts, self.tickets = Drafts(self.context), Tickets(self.context)
        self.attachments = Attachments(self.context)
        self._seed = seed
        self.told: list[str] = []
        self.on_trouble: Callable[[], None] = lambda: None
        self.on_progress: Callable[[str, int, int], None] = lambda *progress: None

    def connect(self) -> Connector:
        """A connection, as impatient as the server's behaviour asks for."""
        timeout_s = helpdesk.PATIENCE_S if self._behaviour == "late" else 20.0
        made = PlainConnector if self._behaviour.startswith("plain") else RoundupConnector
        return made(self.url, self._token, timeout_s=timeout_s)

    def begin(self, account: Account) -> None:
        """Make the engine."""
        self.account = account
        self.info = accounts.info(self.database.read_connection(), account.id) or DeskInfo("")
        self.engine = Engine(
            database=self.database,
            blobs=self.blobs,
            search=self.search,
            account=account,
            connect=self.connect,
            clock=self.clock,
            rng=Random(self._seed),
            on_status=self._told,
            on_progress=lambda *progress: self.on_progress(*progress),
        )

    def work(self, promise: Promise) -> None:
        """Write and send what the plan asks for and is not there yet, with a step of the engine after each letter.

        A person who is told that the disk does not take it tries again.
        """
        account = accounts.current(self.database.read_connection())
        assert account is not None
        self.begin(account)
        for planned in self.letters:
            if planned.is_taken_back:
                self._patiently(lambda planned=planned: self._take_back(planned, promise))  # type: ignore[misc]
        for planned in self.letters:
            self._patiently(lambda planned=planned: self._write(planned, promise))  # type: ignore[misc]
            self.step()
        self.settle()

    def _patiently(self, action: Callable[[], None]) -> None:
        for _ in range(TRIES):
            try:
                action()
            except OtetError as error:
                if error.code not in DISK_CODES:
                    raise
                self._hear(error.code)
            else:
                return
        raise AssertionError(f"the disk never took it: {self.told}")

    def step(self) -> float:
        """One step; time passes as the engine asks."""
        rest_s = self.engine.step()
        self.clock.advance(rest_s)
        return rest_s

    def _told(self, status: SyncStatus) -> None:
        if status.problem is not None:
            self._hear(status.problem.code)

    def _hear(self, code: ErrorCode) -> None:
        self.told.append(code.value)
        self.on_trouble()

    def settle(self) -> None:
        """Step until nothing waits and support's file is here."""
        for _ in range(ROUNDS):
            for id, _ in self._files_there():
                self._patiently(lambda wanted=id: self.attachments.request(wanted))  # type: ignore[misc]
            for operation in self.waiting:
                if operation.problem and operation.problem.code is ErrorCode.FILE_UNREADABLE:
                    self.tickets.try_now(operation.id)
            if self.step() >= 1 and not self.waiting and not self._files_there():
                return
        raise AssertionError(f"did not settle: {self.waiting}")

    @property
    def waiting(self) -> tuple[Operation, ...]:
        """What is not at the help desk yet."""
        return outbox.unfinished(self.database.read_connection(), self.account.id)

    def _files_there(self) -> list[tuple[int, str]]:
        rows = (
            self.database.read_connection().execute("SELECT id, name FROM attachment WHERE local <> 'here'").fetchall()
        )
        return [(row["id"], row["name"]) for row in rows]

    def _write(self, planned: PlannedMessage, promise: Promise) -> None:
        if outbox.get(self.database.read_connection(), planned.id) is not None:
            if planned.is_taken_back:
                self._take_back(planned, promise)
            return
        self._writing = planned.id
        draft = self.drafts.get(planned.id) or self._new(planned)
        for stage, text in enumerate(planned.stages):
            # nobody types a text back to an earlier state
            if len(text) > len(draft.body):
                draft = self.drafts.keep(replace(draft, subject=planned.subject, body=text))
            promise("kept", planned.number, stage)
        for count, data in enumerate(planned.files):
            if count >= len(draft.files):
                draft = self.drafts.attach_bytes(draft, f"file-{count}.bin", data, self.info)
            promise("attached", planned.number, count)
        if planned.is_sent:
            self.tickets.submit(draft, limits=self.info)
            promise("accepted", planned.number, 0)
        elif planned.is_taken_back:
            self.tickets.submit(draft, limits=self.info, undo_s=UNDO_S)
            promise("accepted", planned.number, 0)
            self._take_back(planned, promise)

    def _take_back(self, planned: PlannedMessage, promise: Promise) -> None:
        if self.tickets.undo(planned.id) is not None:
            promise("taken_back", planned.number, 0)

    def _new(self, planned: PlannedMessage) -> Draft:
        if not planned.to:
            return self.drafts.new(self.account.id, department="1")
        kind = RowKind.TICKET if planned.to == "1" else RowKind.OUTBOX
        return self.drafts.new_reply(self.account.id, RowKey(kind, planned.to))

    def close(self) -> None:
        """End in good order."""
        self.search.close()
        self.database.close()

    def check_promises(self, promises: list[tuple[str, int, int]], seen: list[str]) -> Findings:
        """What earlier lives promised is there; what the help desk has seen, the outbox admits to have sent."""
        found = Findings()
        for what, number, count in promises:
            planned = self.letters[number]
            there: Operation | Draft | None = operation_of(self.database, planned) or self.drafts.get(planned.id)
            if what == "taken_back":
                if isinstance(there, Operation):
                    found.wrong.append(f"letter {number} was taken back and goes all the same")
            elif what == "accepted" and not isinstance(there, Operation) and not planned.is_taken_back:
                found.lost.append(f"letter {number} was accepted and is not in the outbox")
            elif there is None:
                found.lost.append(f"letter {number} was {what} and is nowhere")
            elif what == "kept" and not there.body.startswith(planned.stages[count]):
                found.lost.append(f"letter {number}: {there.body!r} in place of {planned.stages[count]!r}")
            elif (
                what == "attached" and [file.sha256 for file in there.files][: count + 1] != planned.hashes[: count + 1]
            ):
                found.lost.append(f"letter {number} has lost a file")
        for planned in self.letters:
            operation = operation_of(self.database, planned)
            if operation is not None and self.drafts.get(planned.id) is not None:
                found.twice.append(f"letter {planned.number} is in the outbox and still a draft")
            admits = operation is not None and (operation.attempts > 0 or operation.state is OperationState.DONE)
            if planned.id in seen and not admits:
                found.wrong.append(f"letter {planned.number} has left, and the outbox does not know")
            files = operation.files if operation is not None else files_of_draft(self.drafts, planned)
            found.lost += [f"bytes of {file.name}" for file in files if not is_whole(self.blobs, file.sha256)]
        fetched = self.database.read_connection().execute("SELECT name, sha256 FROM attachment WHERE local = 'here'")
        found.lost += [f"fetched bytes of {row['name']}" for row in fetched if not is_whole(self.blobs, row["sha256"])]
        found.wrong += wrong_downloads(self.database, self.blobs)
        return found

    def check_end(self, report: dict[str, Any]) -> Findings:
        """Both ends, after everything has come to rest."""
        found = Findings()
        self._count_there(report, found)
        self._count_here(report, found)
        connection = self.database.read_connection()
        if [row[0] for row in connection.execute("PRAGMA integrity_check")] != ["ok"]:
            found.wrong.append("the database is damaged")
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            found.wrong.append("rows point at nothing")
        return found

    def _count_there(self, report: dict[str, Any], found: Findings) -> None:
        sent = [planned for planned in self.letters if planned.is_sent]
        for planned in sent:
            there = [one for one in report["own"] if one["ref"] == planned.id]
            if not there:
                found.lost.append(f"letter {planned.number} never arrived")
            elif len(there) > 1:
                found.twice.append(f"letter {planned.number} is there {len(there)} times")
            elif (there[0]["body"], there[0]["files"]) != (planned.body, planned.hashes):
                found.wrong.append(f"letter {planned.number} arrived changed")
        strangers = {one["ref"] for one in report["own"]} - {planned.id for planned in sent}
        found.twice += [f"a letter that nobody sent: {ref}" for ref in strangers]
        for target in {planned.to for planned in sent if planned.to}:
            thread = [planned.id for planned in sent if planned.to == target]
            order = [one["ref"] for one in report["own"] if one["ref"] in thread]
            if list(dict.fromkeys(order)) != thread:
                found.wrong.append(f"out of order: {order}")

    def _count_here(self, report: dict[str, Any], found: Findings) -> None:
        connection = self.database.read_connection()
        rows = connection.execute("SELECT remote_id, ref, side FROM message").fetchall()
        mirrored = sorted(row["remote_id"] for row in rows if row["side"] == "support")
        if mirrored != sorted(report["answers"]):
            found.lost.append(f"answers {report['answers']} are here as {mirrored}")
        if any(not is_whole(self.blobs, row["sha256"]) for row in connection.execute("SELECT sha256 FROM attachment")):
            found.lost.append("bytes of an attachment")
        # the two messages of before are no news
        told = sorted(row["remote_id"] for row in connection.execute("SELECT remote_id FROM alert"))
        news = sorted(id for id in report["answers"] if id != "2")
        if told != news:
            found.wrong.append(f"alerts for {told} in place of {news}")
        drafts = {draft.id: draft for draft in self.drafts.all(self.account.id)}
        for planned in self.letters:
            here = [row for row in rows if row["ref"] == planned.id]
            draft = drafts.pop(planned.id, None)
            if planned.is_sent and len(here) != 1:
                found.wrong.append(f"letter {planned.number} is shown {len(here)} times")
            if not planned.is_sent and (
                draft is None or draft.body != planned.body or len(draft.files) != len(planned.files)
            ):
                found.lost.append(f"draft {planned.number}")
            if planned.is_sent and draft is not None:
                found.twice.append(f"letter {planned.number} was sent and is still a draft")
        shown = {row for key in self._keys() for row in queries.messages(connection, self.account.id, key)}
        if len(shown) != len(rows):
            found.wrong.append(f"{len(shown)} messages are shown of {len(rows)}")

    def _keys(self) -> list[RowKey]:
        rows = self.database.read_connection().execute("SELECT id FROM ticket").fetchall()
        return [RowKey(RowKind.TICKET, str(row["id"])) for row in rows]


def operation_of(database: Database, planned: PlannedMessage) -> Operation | None:
    """The letter as it waits or has gone."""
    return outbox.get(database.read_connection(), planned.id)


def files_of_draft(drafts: Drafts, planned: PlannedMessage) -> tuple[File, ...]:
    """The files of the letter while it is a draft."""
    draft = drafts.get(planned.id)
    return draft.files if draft is not None else ()


def is_whole(blobs: Blobs, sha256: str) -> bool:
    """Whether the bytes are there and are what their name says."""
    path = blobs.path(sha256)
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def wrong_downloads(database: Database, blobs: Blobs) -> list[str]:
    """Downloads that would go on from bytes which are not those of the file."""
    connection = database.read_connection()
    account = accounts.current(connection)
    if account is None:
        return []
    wanted = [
        (name, blobs.partial(f"{account.id}-{remote_id}"))
        for _, remote_id, name in queries.wanted_attachments(connection, account.id)
    ]
    return [
        f"half of {name} is not what was sent"
        for name, path in wanted
        if path.exists() and not helpdesk.NEWS_FILE.startswith(path.read_bytes())
    ]
