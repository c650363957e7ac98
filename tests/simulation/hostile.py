"""A help desk that does its worst within what its level promises, on the way there, on the way back, and by itself."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import NoReturn

from desktop.connectors.base import Capabilities, OutgoingMessage, Progress, WaitResult
from desktop.connectors.http.failures import from_status
from desktop.domain.accounts import DeskInfo, Guarantee, SignedIn
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.operations import File, Operation, OperationKind
from desktop.domain.remote import Page, Receipt, RemoteTicket
from desktop.domain.tickets import Side
from desktop.store import outbox
from desktop.store.rows import Queryable
from tests.fakes import FakeClock, FakeConnector, FakeDesk, digest
from tests.simulation.fault_plan import DEADLINE_S, DELIVERIES, DUPLICATES, QUESTIONS, refuse, refused_after_commit

LONGEST_GHOST_S = 60.0
LONGEST_LAG_S = 300.0
PART_BYTES = 30_000
KEY_LIVES_S = [180.0, 400.0, 7200.0]
OPEN, ANSWERED, CLOSED = "1", "2", "3"


class World(FakeClock):
    """The computer's clocks, which jump and start again, and the true time, which does neither."""

    def __init__(self) -> None:
        super().__init__()
        self.true_s = 0.0

    def advance(self, seconds: float) -> None:
        super().advance(seconds)
        self.true_s += seconds

    def reboot(self) -> None:
        """The monotonic clock starts anew."""
        self._monotonic_s = 30.0


@dataclass(frozen=True)
class DelayedRequest:
    """A request that is carried out after the client has given it up."""

    at_s: float
    outgoing: OutgoingMessage
    contents: tuple[bytes, ...]


ELSEWHERE = "other"
"""How texts begin that were written on another computer."""


class HostileDesk(FakeDesk):
    """What one person's help desk holds, what it promises, and how bad the weather is (0 to 1)."""

    def __init__(self, world: World, rng: Random, level: Guarantee) -> None:
        super().__init__(world)
        self.world = world
        self.rng = rng
        self.level = level
        self.bad = 0.0
        # what the next delivery and the next question meet, by number; chance decides where none is planned
        self.planned: dict[str, int] = {}
        self.happened: Counter[str] = Counter()
        self.journal: list[str] = []
        self.delayed: list[DelayedRequest] = []
        self.executed: list[tuple[str, str, str]] = []
        self.times: Counter[str] = Counter()
        self.first_s: dict[str, float] = {}
        self.closed: set[str] = set()
        self.deleted: set[str] = set()
        self.poison: set[str] = set()
        self.lag_s = rng.choice([0.0, 10.0, LONGEST_LAG_S]) if level in (Guarantee.B, Guarantee.C) else 0.0
        self.key_life_s = rng.choice(KEY_LIVES_S) if level is Guarantee.B else 0.0
        self.capabilities = Capabilities(
            level,
            key_life_s=self.key_life_s,
            look_up_lag_s=self.lag_s,
            can_wait=rng.random() < 0.5,
            can_look_up=level in (Guarantee.B, Guarantee.C),
            can_send_parts=level is Guarantee.A,
        )
        self.info = replace(self.info, guarantee=level, upload_part_bytes=PART_BYTES)
        self._keys: dict[str, tuple[float, Receipt]] = {}

    def note(self, what: str) -> None:
        """Count and remember what went wrong."""
        self.happened[what] += 1
        self.journal.append(what)

    def time_passes(self, seconds: float) -> None:
        for delayed_request in sorted(self.delayed, key=lambda one: one.at_s):
            wait_s = max(0.0, delayed_request.at_s - self.world.true_s)
            if wait_s <= seconds:
                self.world.advance(wait_s)
                # a sum that was rounded down would leave it to the end of all the seconds
                self.world.true_s = max(self.world.true_s, delayed_request.at_s)
                self.release_delayed_requests()
                seconds -= wait_s
        self.world.advance(seconds)
        self.release_delayed_requests()

    def release_delayed_requests(self) -> None:
        """Carry out what is due of the requests that nobody waits for any more."""
        due = sorted(
            (delayed_request for delayed_request in self.delayed if delayed_request.at_s <= self.world.true_s),
            key=lambda one: one.at_s,
        )
        for delayed_request in due:
            self.delayed.remove(delayed_request)
            try:
                self.carry_out(delayed_request.outgoing, list(delayed_request.contents))
            except OtetError:
                self.journal.append("ghost refused")

    def haunt(self, outgoing: OutgoingMessage, contents: list[bytes]) -> None:
        at_s = self.world.true_s + self.rng.uniform(0, LONGEST_GHOST_S)
        self.delayed.append(DelayedRequest(at_s, outgoing, tuple(contents)))

    def carry_out(self, outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
        """Create the ticket or message, or say what became of it before, as far as this level remembers."""
        known = self._remembered(outgoing)
        if known is not None:
            self.check_same(outgoing)
            return known
        if outgoing.ticket and (outgoing.ticket in self.closed or outgoing.ticket in self.deleted):
            refuse(self, "closed" if outgoing.ticket in self.closed else "gone")
        crash_in, self.world.crash_in = self.world.crash_in, None
        receipt = self._create(outgoing, contents)
        self.world.crash_in = crash_in
        self.receipts.setdefault(outgoing.ref, receipt)
        self.digests.setdefault(outgoing.ref, digest(outgoing))
        self._keys[outgoing.ref] = (self.world.true_s + self.key_life_s, receipt)
        self.first_s.setdefault(outgoing.ref, self.world.true_s)
        self.times[outgoing.ref] += 1
        self.executed.append((receipt.ticket, outgoing.ref, outgoing.body))
        self.journal.append(f"made {outgoing.ref[-4:]}")
        return receipt

    def _remembered(self, outgoing: OutgoingMessage) -> Receipt | None:
        if self.level is Guarantee.A:
            return self.receipts.get(outgoing.ref)
        if self.level is Guarantee.B and outgoing.kind is OperationKind.CREATE:
            until_s, receipt = self._keys.get(outgoing.ref, (0.0, None))
            return receipt if self.world.true_s < until_s else None
        return None

    def _create(self, outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
        if outgoing.ticket:
            ticket = self.tickets[outgoing.ticket]
        else:
            id = str(len(self.tickets) + 1)
            now_ms = self.world.now_ms()
            ref = "" if self.level is Guarantee.D else outgoing.ref
            ticket = RemoteTicket(id, id, outgoing.subject, outgoing.department, OPEN, now_ms, now_ms, ref)
        files = [(file.name, data) for (file, _), data in zip(outgoing.files, contents, strict=True)]
        ref = "" if self.level is Guarantee.D else outgoing.ref
        message = self.write(ticket, Side.OWN, outgoing.body, ref=ref, files=files)
        return Receipt(ticket.id, message.id, tuple(file.id for file in message.files))

    def take_key(self, operation: Operation, connection: Queryable) -> None:
        """Other content arrives under the reference of a send, as from an older copy of the profile."""
        ticket = outbox.remote_ticket(connection, operation.id)
        is_known = ticket in self.tickets if operation.kind is OperationKind.REPLY else True
        if self.level is Guarantee.A and operation.id not in self.receipts and is_known:
            self.note("key taken")
            words = f"{ELSEWHERE}{len(self.messages)}"
            outgoing = OutgoingMessage(operation.id, operation.kind, ticket, operation.department, words, words)
            crash_in, self.world.crash_in = self.world.crash_in, None
            self.receipts[outgoing.ref] = self._create(outgoing, [])
            self.digests[outgoing.ref] = digest(outgoing)
            self.world.crash_in = crash_in

    def page(self, cursor: str, limit: int) -> Page:
        """As ever, without what was deleted; in bad weather less than was asked for."""
        if self.rng.random() < self.bad:
            limit = self.rng.randint(1, 3)
        page = super().page(cursor, limit)
        return replace(
            page,
            tickets=tuple(ticket for ticket in page.tickets if ticket.id not in self.deleted),
            messages=tuple(message for message in page.messages if message.ticket not in self.deleted),
        )

    def remove_ticket(self, ticket: str) -> None:
        """Support deletes a ticket."""
        self.deleted.add(ticket)

    def close_ticket(self, ticket: str) -> None:
        """Support closes a ticket for good."""
        self.closed.add(ticket)
        self.tickets[ticket] = replace(self.tickets[ticket], status=CLOSED)
        self.log.append(("ticket", ticket))


class HostileConnector(FakeConnector):
    """One connection through the weather; every failure is what the real connector makes of the same bytes."""

    desk: HostileDesk

    def sign_in(self, username: str, password: str, device: str) -> SignedIn:
        self._suffer("sign_in")
        self.token = f"token-{len(self.desk.calls)}"
        self.desk.tokens = {self.token}
        return SignedIn(self.token, username, username.title())

    def deliver(self, outgoing: OutgoingMessage, progress: Progress) -> Receipt:
        desk = self.desk
        contents = [path.read_bytes() for _, path in outgoing.files]
        self._meet("deliver")
        if outgoing.in_parts and outgoing.ref not in desk.receipts:
            contents = [desk.parts.get((outgoing.ref, file.sha256), b"") for file, _ in outgoing.files]
            if [len(data) for data in contents] != [file.size for file, _ in outgoing.files]:
                self.status(409, body=b'{"error": {"status": 409, "code": "parts_missing", "msg": "Not here."}}')
        desk.time_passes(desk.rng.uniform(0, 2))
        self._check_token()
        progress(1, 2)
        if outgoing.body in desk.poison:
            desk.note("poison")
            self.status(500)
        kinds = DELIVERIES + self._more_kinds(outgoing)
        planned = desk.planned.pop("deliver", None)
        if planned is None and desk.rng.random() >= desk.bad:
            receipt = desk.carry_out(outgoing, contents)
        else:
            kind = desk.rng.choice(kinds) if planned is None else kinds[planned % len(kinds)]
            desk.note(kind.__name__)
            receipt = kind(self, outgoing, contents)
        desk.clock.point()
        progress(2, 2)
        return receipt

    def kept_bytes(self, ref: str, file: File) -> int:
        self._suffer("kept_bytes")
        return len(self.desk.parts.get((ref, file.sha256), b""))

    def send_part(self, ref: str, file: File, place: Path, offset: int, length: int) -> int:
        desk = self.desk
        self._suffer("send_part")
        if desk.rng.random() < desk.bad / 10:
            desk.note("parts swept")
            desk.parts.clear()
        here = desk.parts.get((ref, file.sha256), b"")
        if offset <= len(here):
            here = desk.parts[(ref, file.sha256)] = here[:offset] + place.read_bytes()[offset : offset + length]
        if desk.rng.random() < desk.bad / 3:
            desk.note("answer to a part lost")
            self.gives_up()
        return len(here)

    def look_up(self, ref: str) -> Receipt | None:
        self._suffer("look_up")
        desk = self.desk
        seen_s = desk.first_s.get(ref)
        if seen_s is None or seen_s + desk.lag_s > desk.world.true_s:
            return None
        return desk.receipts[ref]

    def changes(self, cursor: str, limit: int) -> Page:
        self._suffer("changes")
        return self.desk.page(cursor, limit)

    def about(self, known: DeskInfo | None = None) -> DeskInfo:
        self._suffer("about")
        return self.desk.info

    def wait(self, cursor: str, timeout_s: float, beat_s: float = 0.0) -> WaitResult:
        raise AssertionError("schedules step, they do not rest")

    def _more_kinds(self, outgoing: OutgoingMessage) -> "list[Callable[..., Receipt]]":
        """What this level survives and others cannot, whatever the client does."""
        level = self.desk.level
        if level is Guarantee.A or (level is Guarantee.B and outgoing.kind is OperationKind.CREATE):
            return DUPLICATES
        return [refused_after_commit] if level is Guarantee.C else []

    def _suffer(self, call: str) -> None:
        """A question on its way, which changes nothing at the help desk."""
        desk = self.desk
        self._meet(call)
        desk.time_passes(desk.rng.uniform(0, 1))
        # mostly the deliveries suffer: while questions fail nothing is even tried
        planned = desk.planned.pop("ask", None)
        if planned is not None or desk.rng.random() < desk.bad / 3:
            kind = desk.rng.choice(QUESTIONS) if planned is None else QUESTIONS[planned % len(QUESTIONS)]
            desk.note(kind.__name__)
            kind(self)
        if call != "sign_in":
            self._check_token()
        desk.clock.point()

    def _meet(self, call: str) -> None:
        self.desk.clock.point()
        self.desk.calls.append(call)
        self.desk.journal.append(call)

    def _check_token(self) -> None:
        if self.token not in self.desk.tokens:
            self.status(401)

    def status(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"<html>no</html>") -> NoReturn:
        raise from_status(status, headers or {}, body, self.desk.world.now_ms(), signing_in=False)

    def gives_up(self) -> NoReturn:
        self.desk.time_passes(DEADLINE_S)
        raise OtetError(Problem(ErrorCode.TIMED_OUT, reason="ReadTimeoutError"))
