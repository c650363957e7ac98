"""What can happen to a client, as rules that Hypothesis plays in any order."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from desktop.domain.accounts import Guarantee
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.operations import Operation, OperationKind, OperationState
from desktop.domain.references.evidence import without_evidence
from desktop.domain.tickets import RowKey, RowKind, Side
from desktop.sync.failures import LOCAL_CODES
from tests.client_harness import sending_key
from tests.fakes import Crash
from tests.simulation.hostile import World
from tests.simulation.oracle import Oracle, Text, word
from tests.simulation.process import Process, first_desk, shared_memory, start
from tests.simulation.recovery import Recovery
from tests.simulation.user_model import UserModel, resting_on

NUMBER = st.integers(0, 30)
_EXPECTED = LOCAL_CODES | {ErrorCode.ALREADY_SENT, ErrorCode.BLANK_FIELD}


class Setting(RuleBasedStateMachine):
    """The client and the help desk, and how an action may end."""

    client: Process
    has_begun = False

    @initialize(level=st.sampled_from(Guarantee), seed=st.integers(0, 3))
    def begin(self, level: Guarantee, seed: int) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=shared_memory()))
        self.rng = Random(seed)
        self.world = World()
        self.desk = first_desk(self.world, self.rng, level)
        self.client = start(self.folder / "profile", self.desk, self.rng)
        self.has_begun = True
        self.oracle = Oracle(self.client, self.desk)
        self.person = UserModel(self.client, self.oracle, self.rng)
        self.count = 0
        self.full_for = 0
        self.rows: dict[str, list[tuple[object, ...]]] = {}
        self.read()

    def act(self, action: Callable[[], object]) -> None:
        """One action, and what the person finds afterwards."""
        try:
            action()
        except Crash:
            self.client.crash(self.rng)
            self.person.start_again()
        except OtetError as error:
            if error.code not in _EXPECTED:
                raise
            self.person.look_again()
        self.world.crash_in = None
        self.full_for -= 1
        if self.full_for <= 0:
            self.client.disk.is_full = False
            self.client.disk.bad = 0.0
        self.oracle.observe()
        self.read()

    def send_if_open(self, name: str) -> None:
        """Send a text, unless an action before this one closed it."""
        if name in self.person.open:
            self.person.send(name)

    def steps(self, times: int) -> None:
        """The engine works, and the person signs in where that is asked."""

        def step() -> None:
            for _ in range(times):
                if self.rng.random() < 0.5:
                    self.person.sign_in()
                self.desk.time_passes(self.client.engine.step())

        self.act(step)

    def read(self) -> None:
        """What is on disk now, once for all that must hold of it."""
        connection = self.client.database.read_connection()
        self.rows = {
            table: [tuple(row) for row in connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1")]
            for table, columns in _COLUMNS.items()
        }

    def new_text(self, key: RowKey | None) -> None:
        self.count += 1
        name = f"text{self.count}"
        drafts, account_id = self.client.services.drafts, self.client.account.id
        draft = drafts.new(account_id) if key is None else drafts.new_reply(account_id, key)
        draft = replace(draft, body=f"{name} .", subject=f"Subject {name}" if key is None else "")
        draft = replace(draft, evidence=resting_on(self.count))
        self.oracle.texts[name] = Text({draft.message}, may_be_gone=True)
        self.person.open[name] = draft
        self.act(lambda: self.person.save(name))

    def key(self, number: int) -> RowKey:
        """One of the tickets that are mirrored."""
        ids = [row[0] for row in self.rows["ticket"]]
        return RowKey(RowKind.TICKET, str(ids[number % len(ids)]))

    def pick(self, number: int, **states: object) -> Operation | None:
        """One of the operations that are not through."""
        waiting = [one for one in self.client.waiting if not states or one.state in states.values()]
        return waiting[number % len(waiting)] if waiting else None

    def teardown(self) -> None:
        if not self.has_begun:
            return
        try:
            Recovery(self.client, self.desk, self.oracle, self.person).run()
        finally:
            self.client.close()
            shutil.rmtree(self.folder)


_COLUMNS = {
    "ticket": "id, remote_id, unread",
    "operation": "id, body, state, attempts, problem, not_before_ms, seq, ticket_id, parent_id, remote_ticket",
    "draft": "id, body, evidence",
    "message": "id, remote_id, side, body, unread, ticket_id",
    "operation_file": "operation_id, sha256",
    "draft_file": "draft_id, sha256",
}


class Writing(Setting):
    """What the person does with texts that are not sent."""

    def open_name(self, number: int) -> str:
        return list(self.person.open)[number % len(self.person.open)]

    @rule()
    def begin_ticket(self) -> None:
        self.new_text(None)

    @rule(number=NUMBER)
    def begin_reply(self, number: int) -> None:
        self.new_text(self.key(number))

    @rule(number=NUMBER)
    def begin_reply_to_what_waits(self, number: int) -> None:
        creates = [one for one in self.client.waiting if one.kind is OperationKind.CREATE]
        self.new_text(sending_key(creates[number % len(creates)].id) if creates else None)

    @precondition(lambda self: self.client and self.person.open)
    @rule(number=NUMBER)
    def type_on(self, number: int) -> None:
        self.act(lambda: self.person.type_on(self.open_name(number)))

    @precondition(lambda self: self.client and self.person.open)
    @rule(number=NUMBER)
    def attach(self, number: int) -> None:
        name = self.open_name(number)

        def attach() -> None:
            made = self.client.services.drafts.attach_bytes(self.person.open[name], "a.png", b"bytes", self.desk.info)
            self.person.open[name] = made
            self.oracle.texts[name].may_be_gone = False

        self.act(attach)

    @precondition(lambda self: self.client and any(draft.files for draft in self.person.open.values()))
    @rule(number=NUMBER)
    def detach(self, number: int) -> None:
        names = [name for name, draft in self.person.open.items() if draft.files]
        name = names[number % len(names)]

        def detach() -> None:
            self.person.open[name] = self.client.services.drafts.detach(self.person.open[name], 0)

        self.act(detach)

    @precondition(lambda self: self.client and self.person.open)
    @rule(number=NUMBER)
    def throw_draft_away(self, number: int) -> None:
        name = self.open_name(number)
        draft = self.person.open.pop(name)
        self.oracle.texts[name].may_be_gone = True
        self.act(lambda: self.client.services.drafts.discard(draft.id))


class Sending(Setting):
    """What the person does with texts that are on their way."""

    @rule(number=NUMBER, undo_s=st.sampled_from([0, 5]), twice=st.booleans())
    def submit(self, number: int, undo_s: int, twice: bool) -> None:
        if self.person.open:
            name = list(self.person.open)[number % len(self.person.open)]
            self.act(lambda: self.person.send(name, undo_s=undo_s, twice=twice))

    @precondition(lambda self: self.client and self.person.open)
    @rule(number=NUMBER, at=NUMBER)
    def die_while_submitting(self, number: int, at: int) -> None:
        name = list(self.person.open)[number % len(self.person.open)]
        self.world.crash_in = at
        self.act(lambda: self.person.send(name))

    @rule(number=NUMBER, reply=st.booleans(), kind=st.integers(0, 60), times=st.integers(1, 3))
    def write_and_send_into_bad_weather(self, number: int, reply: bool, kind: int, times: int) -> None:
        self.client.disk.is_full = False
        self.new_text(self.key(number) if reply else None)
        name = list(self.person.open)[-1] if self.person.open else ""
        self.desk.planned["deliver"] = kind
        if name:
            self.act(lambda: self.person.send(name))
        self.steps(times)

    @rule(number=NUMBER, kind=st.integers(0, 60))
    def send_on_in_bad_weather(self, number: int, kind: int) -> None:
        self.desk.planned["deliver"] = kind
        for name in list(self.person.open)[:3]:
            self.act(partial(self.send_if_open, name))
        self.steps(2)

    @rule(number=NUMBER)
    def save_too_late(self, number: int) -> None:
        if operation := self.pick(number):
            draft = self.client.services.drafts.new(self.client.account.id)
            body, evidence = without_evidence(operation.body, operation.evidence)
            late = replace(draft, id=operation.id, subject=operation.subject, body=body, evidence=evidence)
            self.act(lambda: self.client.services.drafts.keep(late))

    @rule(number=NUMBER)
    def undo(self, number: int) -> None:
        if operation := self.pick(number):
            self.act(lambda: self.client.services.tickets.undo(operation.id))
            self.person.look_again()

    @rule(number=NUMBER)
    def try_now(self, number: int) -> None:
        if operation := self.pick(number):
            self.act(lambda: self.person.try_again(operation))

    @precondition(lambda self: self.client and any(row[2] == "needs_user" for row in self.rows["operation"]))
    @rule(number=NUMBER)
    def edit_again(self, number: int) -> None:
        if operation := self.pick(number, only=OperationState.NEEDS_USER):
            self.act(lambda: self.client.services.tickets.edit_again(operation.id))
            self.person.look_again()

    @precondition(lambda self: self.client and any(row[2] == "needs_user" for row in self.rows["operation"]))
    @rule(number=NUMBER)
    def throw_send_away(self, number: int) -> None:
        if operation := self.pick(number, only=OperationState.NEEDS_USER):
            self.oracle.texts[word(operation.body)].may_be_gone = True
            self.act(lambda: self.client.services.tickets.discard(operation.id))
            self.person.look_again()

    @rule()
    def see_alerts(self) -> None:
        self.act(lambda: self.person.see_alerts(read=False))

    @rule(at=NUMBER)
    def die_while_seeing_alerts(self, at: int) -> None:
        self.world.crash_in = at
        self.act(lambda: self.person.see_alerts(read=False))

    @rule()
    def read_ticket(self) -> None:
        self.act(lambda: self.person.see_alerts(read=True))

    @rule()
    def sign_in(self) -> None:
        self.act(self.person.sign_in)


class SimulatedEvent(Setting):
    """What the engine, the computer, the network and support do."""

    @rule(times=st.integers(1, 3))
    def step(self, times: int) -> None:
        self.steps(times)

    @rule()
    def step_until_quiet(self) -> None:
        self.steps(8)

    @rule()
    def step_at_once(self) -> None:
        self.client.engine.wake(at_once=True)
        self.act(self.client.engine.step)

    @rule(at=st.integers(0, 60))
    def die_while_stepping(self, at: int) -> None:
        self.client.engine.wake(at_once=True)
        self.world.crash_in = at
        self.act(self.client.engine.step)

    @rule(seconds=st.sampled_from([0.5, 5, 60, 200, 900]))
    def time_passes(self, seconds: float) -> None:
        self.act(lambda: self.desk.time_passes(seconds))

    @rule(seconds=st.sampled_from([-10 * 365 * 86400, -3600, 100, 3600, 10 * 365 * 86400]))
    def clock_jumps(self, seconds: float) -> None:
        self.act(lambda: self.world.jump(seconds))

    @rule()
    def die(self) -> None:
        def end() -> None:
            raise Crash

        self.act(end)

    @rule()
    def computer_starts_again(self) -> None:
        self.world.reboot()
        self.die()

    @rule(actions=st.integers(1, 5))
    def disk_fills(self, actions: int) -> None:
        self.client.disk.is_full = True
        self.full_for = actions

    @rule(actions=st.integers(1, 5), bad=st.sampled_from([0.1, 0.5]))
    def disk_fails_at_times(self, actions: int, bad: float) -> None:
        self.client.disk.bad = bad
        self.full_for = actions

    @rule(kind=st.integers(0, 60))
    def delivery_meets(self, kind: int) -> None:
        self.desk.planned["deliver"] = kind

    @rule(kind=st.integers(0, 11))
    def question_meets(self, kind: int) -> None:
        self.desk.planned["ask"] = kind

    @rule(number=NUMBER)
    def poison(self, number: int) -> None:
        if not self.desk.poison and (operation := self.pick(number)):
            self.desk.poison.add(operation.body)

    @rule(number=NUMBER)
    def key_is_taken(self, number: int) -> None:
        if operation := self.pick(number):
            self.desk.take_key(operation, self.client.database.read_connection())

    @rule()
    def token_is_revoked(self) -> None:
        self.desk.tokens.clear()


class Support(Setting):
    """What support does."""

    def ticket(self, number: int) -> str:
        there = [id for id in self.desk.tickets if id not in self.desk.deleted]
        return there[number % len(there)]

    @rule(number=NUMBER)
    def answer(self, number: int) -> None:
        ticket = self.desk.tickets[self.ticket(number)]
        body = f"answer{len(self.oracle.answers)}"
        self.oracle.answers[body] = ticket.id
        self.desk.write(ticket, Side.SUPPORT, body)

    @rule(number=NUMBER)
    def close(self, number: int) -> None:
        self.desk.close_ticket(self.ticket(number))

    @rule(number=NUMBER)
    def delete(self, number: int) -> None:
        ticket = self.ticket(number)
        has_own = any(place == ticket for place, _, _ in self.desk.executed)
        # a look-up cannot see what support has deleted, and one ticket is left to write to
        if len(self.desk.deleted) + 1 < len(self.desk.tickets) and not has_own:
            self.desk.remove_ticket(ticket)
