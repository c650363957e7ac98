"""What tests put in place of the outside world: a clock, and a help desk in memory that can fail in every known way."""

import hashlib
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.connectors.base import PARTS_MISSING, Capabilities, OutgoingMessage, Progress, WaitResult
from desktop.connectors.http.failures import from_status
from desktop.domain.accounts import Choice, DeskInfo, Guarantee, SignedIn, Status, StatusKind
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.operations import File
from desktop.domain.remote import Page, Receipt, RemoteFile, RemoteMessage, RemoteTicket, UnreadableRecord
from desktop.domain.tickets import Side

START_MS = 1_700_000_000_000


class Crash(BaseException):
    """The process ends here: nothing but the files survives."""


class FakeClock:
    """Time that moves when the test says so. `crash_in` counts points of the program's way down to a crash."""

    def __init__(self) -> None:
        self._now_ms = START_MS
        self._monotonic_s = 1000.0
        self.crash_in: int | None = None
        self.points = 0

    def now_ms(self) -> int:
        self.point()
        return self._now_ms

    def monotonic_s(self) -> float:
        self.point()
        return self._monotonic_s

    def advance(self, seconds: float) -> None:
        self._now_ms += round(seconds * 1000)
        self._monotonic_s += seconds

    def jump(self, seconds: float) -> None:
        """Somebody sets the wall clock."""
        self._now_ms += round(seconds * 1000)

    def point(self) -> None:
        """A place where the process may end: a reading of the clock, a commit, either end of a request."""
        self.points += 1
        if self.crash_in is not None:
            self.crash_in -= 1
            if self.crash_in < 0:
                self.crash_in = None
                raise Crash


@dataclass(frozen=True)
class Fault:
    """What one call meets: an error before or after the help desk has done its part.

    `twice` is a proxy that sends the request two times; `ghost_s` a request that is carried out that much later.
    """

    error: BaseException | None = None
    committed: bool = False
    twice: bool = False
    delay_s: float | None = None
    down: int = 0
    """Bytes that come before it."""


def fails(what: ErrorCode | Problem, *, committed: bool = False) -> Fault:
    """A call that ends in an error."""
    return Fault(OtetError(what), committed)


@dataclass
class FakeDesk:
    """The help desk: what it holds, and what goes wrong next. One person, one token at a time."""

    clock: FakeClock
    capabilities: Capabilities = field(default_factory=lambda: Capabilities(Guarantee.A, can_wait=True))
    password: str = "secret"
    tokens: set[str] = field(default_factory=lambda: {"token-0"})
    info: DeskInfo = field(
        default_factory=lambda: DeskInfo(
            "Fake",
            departments=(Choice("7", "Technical"),),
            statuses=(Status("1", "open", kind=StatusKind.OPEN), Status("2", "answered", kind=StatusKind.ANSWERED)),
            guarantee=Guarantee.A,
        )
    )
    tickets: dict[str, RemoteTicket] = field(default_factory=dict)
    messages: dict[str, RemoteMessage] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    unreadable: dict[str, UnreadableRecord] = field(default_factory=dict)
    rereads: dict[str, Page] = field(default_factory=dict)
    log: list[tuple[str, str]] = field(default_factory=list)
    removed: set[tuple[str, str]] = field(default_factory=set)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    parts: dict[tuple[str, str], bytes] = field(default_factory=dict)
    faults: dict[str, deque[Fault]] = field(default_factory=dict)
    policy: Callable[[str, OutgoingMessage | None], Fault | None] = lambda call, outgoing: None
    calls: list[str] = field(default_factory=list)
    delayed_requests: list[tuple[float, OutgoingMessage, list[bytes]]] = field(default_factory=list)
    hung: threading.Event = field(default_factory=threading.Event)
    hangs_on: str = ""
    waiters_full: bool = False
    promises_news: bool = False
    gives_marks: bool = False
    polls: int = 0
    news: threading.Condition = field(default_factory=threading.Condition)

    def next(self, call: str, *faults: Fault) -> None:
        """What the next calls of that name meet."""
        self.faults.setdefault(call, deque()).extend(faults)

    def meet(self, call: str, outgoing: OutgoingMessage | None = None) -> Fault:
        self.clock.point()
        self.calls.append(call)
        self.release_delayed_requests()
        queue = self.faults.get(call)
        return queue.popleft() if queue else self.policy(call, outgoing) or Fault()

    def release_delayed_requests(self) -> None:
        """Carry out the requests that the client gave up long ago."""
        now_s = self.clock.monotonic_s()
        due = [ghost for ghost in self.delayed_requests if ghost[0] <= now_s]
        self.delayed_requests = [ghost for ghost in self.delayed_requests if ghost[0] > now_s]
        for _, outgoing, contents in due:
            self.carry_out(outgoing, contents)

    def carry_out(self, outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
        """Create the ticket or message; at level A a reference is unique."""
        if self.capabilities.guarantee is Guarantee.A and outgoing.ref in self.receipts:
            self.check_same(outgoing)
            return self.receipts[outgoing.ref]
        if outgoing.ticket:
            ticket = self.tickets[outgoing.ticket]
        else:
            id = str(len(self.tickets) + 1)
            now_ms = self.clock.now_ms()
            ticket = RemoteTicket(id, id, outgoing.subject, outgoing.department, "1", now_ms, now_ms, outgoing.ref)
        files = [(file, data) for (file, _), data in zip(outgoing.files, contents, strict=True)]
        message = self.write(
            ticket, Side.OWN, outgoing.body, ref=outgoing.ref, files=[(file.name, data) for file, data in files]
        )
        receipt = Receipt(ticket.id, message.id, tuple(file.id for file in message.files))
        self.receipts.setdefault(outgoing.ref, receipt)
        self.digests.setdefault(outgoing.ref, digest(outgoing))
        self.clock.point()
        return receipt

    def check_same(self, outgoing: OutgoingMessage) -> None:
        """Refuse a reference that arrived earlier with other content."""
        if self.digests.get(outgoing.ref, digest(outgoing)) != digest(outgoing):
            body = b'{"error": {"status": 409, "code": "ref_conflict", "msg": "This reference has other content."}}'
            raise from_status(409, {}, body, 0, signing_in=False)

    def write(
        self,
        ticket: RemoteTicket,
        side: Side,
        body: str,
        *,
        ref: str = "",
        files: list[tuple[str, bytes]] | None = None,
    ) -> RemoteMessage:
        """A message on a ticket, by whomever."""
        now_ms = self.clock.now_ms()
        kept = []
        for name, data in files or []:
            id = f"f{len(self.files) + 1}"
            self.files[id] = data
            kept.append(RemoteFile(id, name, "application/octet-stream", len(data)))
        author = "Trader" if side is Side.OWN else "Sara"
        id = f"m{len(self.messages) + 1}"
        message = RemoteMessage(id, ticket.id, side, author, now_ms, body, tuple(kept), ref)
        status = "1" if side is Side.OWN else "2"
        with self.news:
            self.tickets[ticket.id] = replace(ticket, updated_ms=now_ms, status=status)
            self.messages[id] = message
            self.log += [("ticket", ticket.id), ("message", id)]
            self.news.notify_all()
        return message

    def answer(self, number: str, body: str, *files: tuple[str, bytes]) -> RemoteMessage:
        """Support answers."""
        return self.write(self.tickets[number], Side.SUPPORT, body, files=list(files))

    def open_ticket(self, subject: str, body: str) -> RemoteTicket:
        """A ticket that came another way, such as by mail."""
        id = str(len(self.tickets) + 1)
        now_ms = self.clock.now_ms()
        self.write(RemoteTicket(id, id, subject, "", "1", now_ms, now_ms), Side.OWN, body)
        return self.tickets[id]

    def remove(self, kind: str, id: str) -> None:
        """Support takes a ticket or a message away."""
        with self.news:
            self.removed.add((kind, id))
            self.log.append((kind, id))
            self.news.notify_all()

    def spoil(self, record: UnreadableRecord) -> None:
        """Something that the app cannot read changes."""
        with self.news:
            self.unreadable[record.raw] = record
            self.log.append(("unreadable", record.raw))
            self.news.notify_all()

    def own_bodies(self, ticket: str = "") -> list[str]:
        """What the person's messages say, in the order in which the help desk got them."""
        return [m.body for m in self.messages.values() if m.side is Side.OWN and ticket in ("", m.ticket)]

    def refs(self) -> list[str]:
        """The references of all messages: each once if all is well."""
        return [message.ref for message in self.messages.values() if message.ref]

    def page(self, cursor: str, limit: int) -> Page:
        """The log after a cursor, each thing once and as it is now."""
        start = int(cursor or 0)
        with self.news:
            items = list(dict.fromkeys(self.log[start : start + limit]))
            end = min(start + limit, len(self.log))
            page = self._page_of(str(end), end < len(self.log), items)
            return page if page.more else replace(page, mark=self.mark(page.cursor))

    def mark(self, cursor: str) -> str:
        """A name for the log up to a cursor, "" where this help desk gives none."""
        made = {
            **{("ticket", id): ticket.created_ms for id, ticket in self.tickets.items()},
            **{("message", id): message.created_ms for id, message in self.messages.items()},
        }
        until = repr([(item, made.get(item)) for item in self.log[: int(cursor or 0)][-50:]])
        return hashlib.sha256(until.encode()).hexdigest()[:16] if self.gives_marks else ""

    def recall(self, tickets: Sequence[str], messages: Sequence[str]) -> Page:
        """What is here of these."""
        with self.news:
            known = [("ticket", id) for id in tickets if id in self.tickets]
            known += [("message", id) for id in messages if id in self.messages]
            return self._page_of("", False, known)

    def _page_of(self, cursor: str, more: bool, items: list[tuple[str, str]]) -> Page:
        here = [item for item in items if item not in self.removed]
        gone = [item for item in items if item in self.removed]
        return Page(
            cursor,
            more,
            tickets=tuple(self.tickets[id] for kind, id in here if kind == "ticket"),
            messages=tuple(self.messages[id] for kind, id in here if kind == "message"),
            removed_tickets=tuple(id for kind, id in gone if kind == "ticket"),
            removed_messages=tuple(id for kind, id in gone if kind == "message"),
            unreadable=tuple(self.unreadable[raw] for kind, raw in here if kind == "unreadable"),
        )


def digest(outgoing: OutgoingMessage) -> str:
    """What a reference stands for: its whole content."""
    files = [(file.name, file.sha256) for file, _ in outgoing.files]
    content = (outgoing.kind.value, outgoing.ticket, outgoing.department, outgoing.subject, outgoing.body, files)
    return hashlib.sha256(repr(content).encode()).hexdigest()


class FakeConnection:
    """What a connection to the fake help desk meets, whatever is asked."""

    def __init__(self, desk: FakeDesk, token: str = "token-0") -> None:
        self.desk = desk
        self.token = token
        self.capabilities = desk.capabilities
        self.is_closed = False
        self._is_interrupted = False
        self._on_bytes: Callable[[int, int], None] = lambda up, down: None

    def observe(self, on_bytes: Callable[[int, int], None]) -> None:
        self._on_bytes = on_bytes

    def interrupt(self) -> None:
        with self.desk.news:
            self._is_interrupted = True
            self.desk.news.notify_all()

    def close(self) -> None:
        with self.desk.news:
            self.is_closed = True
            self.desk.news.notify_all()

    def _meet(self, call: str) -> None:
        fault = self.desk.meet(call)
        if fault.down:
            self._on_bytes(0, fault.down)
        _hang(self, call)
        if fault.error is not None:
            raise fault.error

    def _authorised(self, call: str) -> None:
        self._meet(call)
        self._check_token()

    def _check_token(self) -> None:
        if self.token not in self.desk.tokens:
            raise OtetError(ErrorCode.SIGN_IN_AGAIN)


class FakeConnector(FakeConnection):
    """One connection to the fake help desk."""

    def sign_in(self, username: str, password: str, device: str) -> SignedIn:
        self._meet("sign_in")
        if password != self.desk.password:
            raise OtetError(ErrorCode.WRONG_PASSWORD)
        self.token = f"token-{len(self.desk.tokens) + 1}"
        self.desk.tokens.add(self.token)
        return SignedIn(self.token, username, username.title())

    def sign_out(self) -> None:
        self._meet("sign_out")
        self.desk.tokens.discard(self.token)

    def about(self, known: DeskInfo | None = None) -> DeskInfo:
        self._authorised("about")
        return self.desk.info

    def deliver(self, outgoing: OutgoingMessage, progress: Progress) -> Receipt:
        desk = self.desk
        contents = [path.read_bytes() for _, path in outgoing.files]
        if outgoing.in_parts and outgoing.ref not in desk.receipts:
            contents = [desk.parts.get((outgoing.ref, file.sha256), b"") for file, _ in outgoing.files]
            if [len(data) for data in contents] != [file.size for file, _ in outgoing.files]:
                raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason=PARTS_MISSING, status=409))
        for (file, _), data in zip(outgoing.files, contents, strict=True):
            assert hashlib.sha256(data).hexdigest() == file.sha256
        fault = desk.meet("deliver", outgoing)
        _hang(self, "deliver")
        total = len(outgoing.body) + sum(map(len, contents))
        for done in range(0, 101):
            progress(total * done // 100, total)
        if fault.delay_s is not None:
            desk.delayed_requests.append((desk.clock.monotonic_s() + fault.delay_s, outgoing, contents))
        if fault.error is not None and not fault.committed:
            raise fault.error
        self._check_token()
        receipt = desk.carry_out(outgoing, contents)
        if fault.twice:
            receipt = desk.carry_out(outgoing, contents)
        if fault.error is not None:
            raise fault.error
        return receipt

    def kept_bytes(self, ref: str, file: File) -> int:
        self._authorised("kept_bytes")
        return len(self.desk.parts.get((ref, file.sha256), b""))

    def send_part(self, ref: str, file: File, place: Path, offset: int, length: int) -> int:
        fault = self.desk.meet("send_part")
        _hang(self, "send_part")
        self._check_token()
        if fault.error is not None and not fault.committed:
            raise fault.error
        here = self.desk.parts.get((ref, file.sha256), b"")
        data = place.read_bytes()[offset : offset + length]
        assert len(data) == length
        if offset <= len(here):
            here = here[:offset] + data
            self.desk.parts[(ref, file.sha256)] = here
        if fault.error is not None:
            raise fault.error
        return len(here)

    def look_up(self, ref: str) -> Receipt | None:
        self._authorised("look_up")
        return self.desk.receipts.get(ref)

    def find_receipt(self, outgoing: OutgoingMessage) -> Receipt | None:
        self._authorised("find_receipt")
        is_same = self.desk.digests.get(outgoing.ref) == digest(outgoing)
        return self.desk.receipts.get(outgoing.ref) if is_same else None

    def changes(self, cursor: str, limit: int) -> Page:
        try:
            self._authorised("changes")
        finally:
            self._is_interrupted = False
        return self.desk.page(cursor, limit)

    def recall(self, tickets: Sequence[str], messages: Sequence[str]) -> Page:
        self._authorised("recall")
        return self.desk.recall(tickets, messages)

    def is_same_history(self, cursor: str, mark: str) -> bool:
        self._authorised("is_same_history")
        return self.desk.mark(cursor) == mark

    def reparse(self, record: UnreadableRecord) -> Page:
        return self.desk.rereads.get(record.raw, Page("", False, unreadable=(record,)))

    def wait(self, cursor: str, timeout_s: float, beat_s: float = 0.0) -> WaitResult:
        self._authorised("wait")
        desk = self.desk
        if desk.promises_news:
            return WaitResult("x", changed=True)
        if desk.waiters_full:
            return WaitResult(cursor, changed=False)
        with desk.news:
            desk.polls += 1
            desk.news.notify_all()
            desk.news.wait_for(
                lambda: self._is_interrupted or self.is_closed or len(desk.log) > int(cursor or 0), timeout_s
            )
            desk.polls -= 1
            interrupted, self._is_interrupted = self._is_interrupted, False
            if self.is_closed:
                raise OtetError(ErrorCode.CANCELLED)
            return WaitResult(str(len(desk.log)), changed=not interrupted and len(desk.log) > int(cursor or 0))

    def download(self, file_id: str, name: str, target: Path, progress: Progress, most_bytes: int = 0) -> None:
        fault = self.desk.meet("download")
        _hang(self, "download")
        self._check_token()
        data = self.desk.files[file_id]
        with target.open("ab") as out:
            end = min(len(data), out.tell() + most_bytes) if most_bytes else len(data)
            while out.tell() < end:
                if fault.error is not None and out.tell() >= len(data) // 2:
                    raise fault.error
                out.write(data[out.tell() : min(end, out.tell() + max(1, len(data) // 4))])
                out.flush()
                progress(out.tell(), len(data))

    def set_email_alerts(self, wanted: bool) -> None:
        self._authorised("set_email_alerts")
        self.desk.info = replace(self.desk.info, email_alerts=wanted)

    def search(self, text: str, department: str, ticket_number: str) -> tuple[str, ...]:
        self._authorised("search")
        return tuple(id for id, ticket in self.desk.tickets.items() if text in ticket.subject)


def _hang(connector: FakeConnection, call: str) -> None:
    """A server that never answers; closing the connection ends it, and interrupting it where a call can be."""
    desk = connector.desk
    if desk.hangs_on != call:
        return
    with desk.news:
        desk.hung.set()
        desk.news.wait_for(
            lambda: connector.is_closed or (call in ("changes", "send_part") and connector._is_interrupted)
        )
    raise OtetError(ErrorCode.CANCELLED)
