"""What the person and support do in a schedule; each action may end in a full disk or in the end of the process."""

from contextlib import suppress
from dataclasses import replace
from random import Random

from desktop.domain.accounts import Guarantee
from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.operations import AHEAD_BYTES, Operation, OperationState
from desktop.domain.references.evidence import Evidence, EvidenceKind
from desktop.domain.sync_status import LinkState
from desktop.domain.tickets import Answer, RowKey, RowKind, Side
from tests.client_harness import sending_key
from tests.simulation.hostile import HostileDesk
from tests.simulation.oracle import Oracle, Text, word
from tests.simulation.process import Process

_ATTACHED = b"a picture of the problem"
_LARGE = _ATTACHED * (1 + AHEAD_BYTES // len(_ATTACHED))
"""Large enough to go ahead of its message, where the help desk takes parts."""


def resting_on(number: int) -> tuple[Evidence, ...]:
    """The evidence of a text: every third has one, every ninth two."""
    value = {"value": f"OTM-{number:06}"}
    chips = (Evidence.of(EvidenceKind.ORDER, value), Evidence.of(EvidenceKind.TRANSACTION, {"id": f"{number}"}))
    return chips[: (number % 3 == 0) + (number % 9 == 0)]


class UserModel:
    """Writes, submits, changes their mind, and clicks twice."""

    def __init__(self, client: Process, oracle: Oracle, rng: Random) -> None:
        self._client = client
        self._truth = oracle
        self._rng = rng
        self._count = 0
        # composers that are open, by the text's word: what is typed and perhaps not yet on disk
        self.open: dict[str, Draft] = {}

    def write(self) -> None:
        """Begin a ticket or a reply."""
        drafts = self._client.services.drafts
        self._count += 1
        name = f"text{self._count}"
        key = self._rng.choice([None, *self._rows()])
        account_id = self._client.account.id
        draft = drafts.new(account_id) if key is None else drafts.new_reply(account_id, key)
        draft = replace(draft, body=f"{name} .", subject=f"Subject {name}" if key is None else "")
        draft = replace(draft, evidence=resting_on(self._count))
        self._truth.texts[name] = Text({draft.message}, may_be_gone=True)
        self.open[name] = draft
        self.save(name)
        if self._rng.random() < 0.1:
            data = _LARGE if self._count % 2 else _ATTACHED
            self.open[name] = drafts.attach_bytes(self.open[name], "a.png", data, self._client.desk.info)

    def type_on(self, name: str = "") -> None:
        """Change a text that is open."""
        if self.open:
            name = name or self._rng.choice(list(self.open))
            self.open[name] = replace(self.open[name], body=f"{self.open[name].body}.")
            self._truth.texts[name].bodies.add(self.open[name].message)
            self.save(name)

    def submit(self) -> None:
        """Send a text that is open; now and then with two clicks, or with a save that comes too late."""
        if not self.open or self._rng.random() < 0.6:
            self.write()
        name = list(self.open)[-1] if self._rng.random() < 0.7 else self._rng.choice(list(self.open))
        self.send(name, undo_s=self._rng.choice([0, 0, 5]), twice=self._rng.random() < 0.3)

    def send(self, name: str, *, undo_s: float = 0, twice: bool = False) -> None:
        """Submit that text."""
        draft = self.open[name]
        self._truth.texts[name].bodies.add(draft.message)
        tickets, limits = self._client.services.tickets, self._client.desk.info
        try:
            tickets.submit(draft, limits=limits, undo_s=undo_s)
            self._truth.accept(draft.id, draft.message)
            del self.open[name]
            if twice:
                tickets.submit(draft, limits=limits, undo_s=undo_s)
            if self._rng.random() < 0.2:
                self._client.services.drafts.keep(draft)
        except OtetError as error:
            if error.code is ErrorCode.BLANK_FIELD:
                # its create was taken back, and the person is asked for a subject
                self.open[name] = replace(self.open[name], subject=f"Subject {name}")
                return
            if error.code is not ErrorCode.ALREADY_SENT:
                raise
            # it had been accepted although a failure was reported, and was changed afterwards
            self.look_again()

    def undo(self) -> None:
        """Take one back."""
        for operation in self._shuffled():
            if not operation.attempts:
                self._client.services.tickets.undo(operation.id)
                break
        self.look_again()

    def decide(self, *, finally_: bool = False) -> None:
        """Answer for one that needs the person."""
        for operation in self._shuffled():
            if operation.state is not OperationState.NEEDS_USER:
                continue
            problem = operation.problem
            hopeless = problem is not None and problem.code in (ErrorCode.TICKET_GONE, ErrorCode.REF_CONFLICT)
            poisoned = operation.body in self._client.desk.poison  # type: ignore[attr-defined]
            choice = self._rng.random()
            if finally_ and (hopeless or poisoned):
                choice = max(choice, 0.6)
            if choice < 0.6:
                self.try_again(operation)
            elif choice < 0.85:
                self._client.services.tickets.edit_again(operation.id)
            else:
                self._truth.texts[word(operation.body)].may_be_gone = True
                self._client.services.tickets.discard(operation.id)
            break
        self.look_again()

    def try_again(self, operation: Operation) -> None:
        """Have one go out now, whatever it waits for."""
        unconfirmed = operation.problem is not None and operation.problem.code is ErrorCode.UNCONFIRMED
        if unconfirmed and self._client.desk.level is Guarantee.D:  # type: ignore[attr-defined]
            self._truth.more_tries[operation.id] += 1
        self._client.services.tickets.try_now(operation.id)

    def hurry(self) -> None:
        """Try now what waits."""
        for operation in self._shuffled()[:1]:
            if operation.state is not OperationState.NEEDS_USER:
                self._client.services.tickets.try_now(operation.id)
        self._client.engine.wake(at_once=True)

    def sign_in(self) -> None:
        """Type the password, if asked to."""
        statuses = self._client.statuses
        if statuses and statuses[-1].state is LinkState.SIGN_IN_AGAIN:
            # the help desk may be out of reach, or the disk full
            with suppress(OtetError):
                self._client.services.accounts.sign_in_again(self._client.account, self._client.desk.password)

    def see_alerts(self, *, read: bool | None = None) -> None:
        """Be told of what is new, or read a ticket."""
        pending = self._pending()
        read = self._rng.random() < 0.5 if read is None else read
        try:
            if not read:
                self._client.services.alerts.shown(pending)
            elif pending:
                self._client.services.tickets.mark_read(pending[0].ticket_id)
        finally:
            self._client.clock.crash_in = None
            left = {answer.message_id for answer in self._pending()}
            self._truth.told.update(answer.body for answer in pending if answer.message_id not in left)

    def look_again(self) -> None:
        """See what has become of everything, as after a start."""
        self._client.clock.crash_in = None
        sent = self._truth.observe()
        drafts = self._client.services.drafts.all(self._client.account.id)
        on_disk = {word(draft.body): draft for draft in drafts}
        self.open = {name: draft for name, draft in self.open.items() if name not in sent} | on_disk

    def start_again(self) -> None:
        """After the end of the process only what is on disk can be seen."""
        self.open = {}
        self.look_again()

    def save(self, name: str) -> None:
        """A pause in typing."""
        text = self._truth.texts[name]
        try:
            kept = self._client.services.drafts.keep(self.open[name])
        except OtetError as error:
            if error.code is not ErrorCode.ALREADY_SENT:
                raise
            text.bodies.discard(self.open.pop(name).message)
            self.look_again()
            return
        self.open[name] = kept
        text.bodies, text.may_be_gone = {kept.message}, False

    def _pending(self) -> tuple[Answer, ...]:
        return self._client.services.alerts.pending(self._client.account.id)

    def _rows(self) -> list[RowKey]:
        """Where a reply can be written: mirrored tickets, and creates that still wait."""
        tickets = self._client.database.read_connection().execute("SELECT id FROM ticket ORDER BY id").fetchall()
        waiting = [sending_key(one.id) for one in self._client.waiting if one.kind.value == "create"]
        return [*(RowKey(RowKind.TICKET, str(row["id"])) for row in tickets), *waiting * 2]

    def _shuffled(self) -> list[Operation]:
        waiting = list(self._client.waiting)
        self._rng.shuffle(waiting)
        return waiting


class Support:
    """Answers, closes and deletes."""

    def __init__(self, desk: HostileDesk, oracle: Oracle, rng: Random) -> None:
        self._desk = desk
        self._truth = oracle
        self._rng = rng

    def act(self) -> None:
        """Do one of these to any ticket."""
        open_ = [id for id in self._desk.tickets if id not in self._desk.deleted]
        ticket = self._rng.choice(open_)
        choice = self._rng.random()
        crash_in, self._desk.world.crash_in = self._desk.world.crash_in, None
        if choice < 0.06 and len(open_) > 1 and self._is_settled(ticket):
            self._desk.note("ticket deleted")
            self._desk.remove_ticket(ticket)
        elif choice < 0.12 and ticket not in self._desk.closed:
            self._desk.note("ticket closed")
            self._desk.close_ticket(ticket)
        else:
            body = f"answer{len(self._truth.answers)}"
            self._truth.answers[body] = ticket
            self._desk.write(self._desk.tickets[ticket], Side.SUPPORT, body)
        self._desk.world.crash_in = crash_in

    def _is_settled(self, ticket: str) -> bool:
        # a look-up cannot see what support has deleted
        refs = [ref for place, ref, _ in self._desk.executed if place == ticket]
        return not refs or self._desk.level is Guarantee.A
