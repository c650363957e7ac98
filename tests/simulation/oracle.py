"""What the person was promised and what the help desk really did: compared at any moment, and strictly at the end."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop.domain.accounts import Guarantee
from desktop.domain.references.evidence import loaded, with_evidence
from desktop.domain.tickets import Delivery, RowKey, RowKind, Side
from desktop.store.read import queries
from tests.simulation.hostile import ELSEWHERE, HostileDesk
from tests.simulation.process import Process


class Lost(AssertionError):
    """Something the person wrote, or an answer, is nowhere."""


class Doubled(AssertionError):
    """Something is there twice, or was carried out twice."""


class Reordered(AssertionError):
    """A later message of a ticket came before an earlier one."""


class Stuck(AssertionError):
    """The network works, the person has said yes to everything, and yet it does not go."""


class PromiseBroken(AssertionError):
    """The person is shown a better state than the truth."""


@dataclass
class Text:
    """One text by its first word. `bodies` is what may be on disk of it and its evidence.

    `may_be_gone` says that the person threw it away.
    """

    bodies: set[str]
    may_be_gone: bool = False
    ids: set[str] = field(default_factory=set)


def word(body: str) -> str:
    """The word that a text is known by however often it is edited."""
    return body.split(" ", 1)[0]


_ROWS = (
    "SELECT id, body, 'draft' AS state, 0 AS attempts, evidence FROM draft "
    "UNION ALL SELECT id, body, state, attempts, '' FROM operation ORDER BY body, id"
)


class Oracle:
    """Keeps account outside of the program that is tested."""

    def __init__(self, client: Process, desk: HostileDesk) -> None:
        self._client = client
        self._desk = desk
        self.texts: dict[str, Text] = {}
        # in the order of acceptance; None for what was taken back or edited under another id
        self.accepted: dict[str, str | None] = {}
        self.more_tries: Counter[str] = Counter()
        self.answers: dict[str, str] = {}
        self.told: Counter[str] = Counter()

    def accept(self, id: str, body: str) -> None:
        """A text was accepted for sending under that id."""
        if self.accepted.get(id) != body:
            self.accepted.pop(id, None)
            self.accepted[id] = body
        self.texts[word(body)].bodies = {body}

    def observe(self) -> set[str]:
        """See what was accepted, or withdrawn, although an error was reported; returns the words of all sends."""
        sent = {}
        for row in self._client.database.read_connection().execute("SELECT id, body FROM operation ORDER BY seq"):
            sent[row["id"]] = word(row["body"])
            if self.accepted.get(row["id"]) is None:
                self.accept(row["id"], row["body"])
        for id in self.accepted.keys() - sent.keys():
            self.accepted[id] = None
        return set(sent.values())

    def check(self) -> None:
        """Hold at any moment, whatever goes wrong: nothing lost, nothing twice, no state better than the truth."""
        self._check_times()
        self.check_done()
        found: dict[str, list[tuple[str, str, str, int]]] = {}
        for row in self._client.database.read_connection().execute(_ROWS):
            body = with_evidence(row["body"], loaded(row["evidence"]))
            found.setdefault(word(body), []).append((row["id"], body, row["state"], row["attempts"]))
        for name, text in self.texts.items():
            here = found.pop(name, [])
            if not here and not text.may_be_gone:
                raise Lost(f"{name} is nowhere on this computer")
            if len(here) > 1:
                raise Doubled(f"{name} is here as {[(id[-4:], state) for id, _, state, _ in here]}")
            for id, body, state, attempts in here:
                if body not in text.bodies:
                    raise Lost(f"{name} reads {body!r}, not {sorted(text.bodies)}")
                self._check_state(id, state, attempts)
        if found:
            raise Doubled(f"nobody wrote {sorted(found)}")

    def check_done(self) -> None:
        """Hold at any moment: no text counts as sent that is shown nowhere."""
        other = (
            self._client.database.read_connection()
            .execute(
                "SELECT o.id, o.body, m.body FROM operation AS o JOIN message AS m ON m.id = o.message_id "
                "WHERE o.body <> m.body"
            )
            .fetchall()
        )
        if other:
            raise Lost(f"{[tuple(row) for row in other]} is shown as something else")

    def _check_times(self) -> None:
        for ref, times in self._desk.times.items():
            if times > 1 + self.more_tries[ref]:
                raise Doubled(f"{ref[-4:]} was carried out {times} times")

    def _check_state(self, id: str, state: str, attempts: int) -> None:
        times = self._desk.times[id]
        if state == "done" and not times:
            raise PromiseBroken(f"{id[-4:]} is shown as sent and never arrived")
        if times and (state == "draft" or (state == "queued" and not attempts)):
            raise PromiseBroken(f"{id[-4:]} has arrived and is shown as {state}")

    def check_end(self) -> None:
        """Hold once everything works again and the person has decided about everything."""
        self.check()
        waiting = self._client.waiting
        if waiting:
            raise Stuck(f"{[(one.id[-4:], one.state.value) for one in waiting]}")
        for id, body in self.accepted.items():
            if body is not None and not self._desk.times[id]:
                raise Lost(f"{word(body)} never arrived")
        self.check_order()
        self._check_answers()
        self._check_shown()

    def check_order(self) -> None:
        """Hold at any moment: on each ticket in the order of acceptance, and as accepted."""
        order = list(self.accepted)
        last: dict[str, int] = {}
        seen: set[str] = set()
        for ticket, ref, body in self._desk.executed:
            if ref in seen or self.accepted.get(ref) is None:
                continue
            if self.accepted[ref] != body:
                raise PromiseBroken(f"{ref[-4:]} arrived as {body!r}")
            seen.add(ref)
            place = order.index(ref)
            if place < last.get(ticket, -1):
                raise Reordered(f"{word(body)} on ticket {ticket}")
            last[ticket] = place

    def _read_elsewhere(self) -> set[str]:
        """Answers above a message that the user wrote on another computer."""
        messages = list(self._desk.messages.values())
        others = [one for one in messages if one.side is Side.OWN and one.body.startswith(ELSEWHERE)]
        return {
            one.body
            for one in messages
            if one.side is Side.SUPPORT
            and any(other.ticket == one.ticket and other.created_ms >= one.created_ms for other in others)
        }

    def _check_answers(self) -> None:
        desk = self._desk
        due = {body for body, ticket in self.answers.items() if ticket not in desk.deleted} - self._read_elsewhere()
        if missing := due - set(self.told):
            raise Lost(f"nobody was told of {sorted(missing)}")
        if twice := [body for body, times in self.told.items() if times > 1]:
            raise Doubled(f"told twice: {twice}")
        mirrored = Counter(
            row[0] for row in self._client.database.read_connection().execute("SELECT remote_id FROM message")
        )
        wanted = {id for id, message in desk.messages.items() if message.ticket not in desk.deleted}
        if wanted - set(mirrored):
            raise Lost(f"not mirrored: {sorted(wanted - set(mirrored))}")

    def _check_shown(self) -> None:
        connection, account_id = self._client.database.read_connection(), self._client.account.id
        is_sure = self._desk.level is not Guarantee.D
        for row in connection.execute("SELECT id, remote_id FROM ticket").fetchall():
            if row["remote_id"] in self._desk.deleted:
                continue
            shown = queries.messages(connection, account_id, RowKey(RowKind.TICKET, str(row["id"])))
            bodies = [message.body for message in shown]
            true = [message.body for message in self._desk.messages.values() if message.ticket == row["remote_id"]]
            # without a mark on the message a try that was repeated by the person's wish is there twice, and shown so
            if sorted(bodies) != sorted(true) and (is_sure or set(bodies) != set(true)):
                raise PromiseBroken(f"ticket {row['remote_id']} shows {bodies}, not {true}")
            unsent = [one.body for one in shown if one.side is Side.OWN and one.delivery is not Delivery.SENT]
            if unsent:
                raise PromiseBroken(f"{unsent} arrived and is not shown as sent")


def counted(errors: Iterable[AssertionError]) -> dict[str, int]:
    """How many failures of each kind."""
    kinds = {"lost": Lost, "doubled": Doubled, "reordered": Reordered, "stuck": Stuck, "untrue": PromiseBroken}
    found = list(errors)
    return {name: sum(isinstance(error, kind) for error in found) for name, kind in kinds.items()}
