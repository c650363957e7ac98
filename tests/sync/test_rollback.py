"""A help desk restored from an older copy, and what support takes away: nothing here is lost, nothing goes astray."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.filters import HistoryFilter
from desktop.domain.operations import OperationState
from desktop.domain.sync_status import LinkState
from desktop.domain.tickets import Delivery, Message, RemoteState, RowKey, Side
from desktop.store.read import queries
from tests.client_harness import Client, link_of, ticket_key
from tests.fakes import FakeClock, FakeDesk, fails

KEPT = ("tickets", "messages", "files", "log", "receipts", "removed")


@pytest.fixture
def desk() -> FakeDesk:
    desk = FakeDesk(FakeClock())
    desk.capabilities = replace(desk.capabilities, can_recall=True)
    return desk


@pytest.fixture
def client(tmp_path: Path, desk: FakeDesk) -> Iterator[Client]:
    made = Client(tmp_path / "profile", desk)
    made.settle()
    yield made
    made.close()


def copy_of(desk: FakeDesk) -> dict[str, object]:
    return {name: deepcopy(getattr(desk, name)) for name in KEPT}


def put_back(desk: FakeDesk, copy: dict[str, object]) -> None:
    """Somebody puts the copy back."""
    for name, value in copy.items():
        setattr(desk, name, deepcopy(value))


def restore(client: Client, copy: dict[str, object]) -> None:
    """The same, and the connection, a long poll, breaks meanwhile."""
    put_back(client.desk, copy)
    client.desk.next("wait", fails(Problem(ErrorCode.OFFLINE, nothing_sent=True)))
    client.engine.rest(30)
    client.clock.advance(30)


def run(client: Client, rounds: int = 12) -> None:
    for _ in range(rounds):
        client.clock.advance(min(client.engine.step(), 120.0))


def thread(client: Client, key: RowKey) -> list[Message]:
    return list(queries.messages(client.database.read_connection(), client.account.id, key))


def texts(client: Client) -> set[str]:
    """Every word that can be read here."""
    keys = client.services.history.keys(client.account.id, HistoryFilter())
    return {message.body for key in keys for message in thread(client, key)}


def sent_on(client: Client, subject: str) -> list[str]:
    """What the help desk has of the person's on tickets of that subject."""
    ids = {ticket.id for ticket in client.desk.tickets.values() if ticket.subject == subject}
    return [one.body for one in client.desk.messages.values() if one.ticket in ids and one.side is Side.OWN]


def write_on(client: Client, subject: str, body: str) -> str:
    id = client.services.tickets.submit(client.write(subject, body), limits=client.desk.info)
    client.settle()
    return id


@pytest.fixture(autouse=True, params=[False, True], ids=["by records", "by marks"])
def _marks(request: pytest.FixtureRequest, desk: FakeDesk) -> None:
    """A help desk that is compared by its records, and one that gives its history marks."""
    desk.gives_marks = request.param


def lose(client: Client) -> dict[str, object]:
    """One ticket is in the copy; then three more things are written and answered, which it does not have."""
    write_on(client, "old", "in the copy")
    client.desk.answer("1", "an old answer")
    client.settle()
    copy = copy_of(client.desk)
    write_on(client, "lost", "a lost ticket")
    client.desk.answer("2", "a lost answer")
    client.send("a lost reply", key=ticket_key(2))
    client.settle()
    client.send("a lost reply to the old", key=ticket_key(1))
    client.settle()
    return copy


def strangers(desk: FakeDesk) -> None:
    """Other things get the ids that the copy had not given yet."""
    for number in range(4):
        desk.clock.advance(60)
        desk.open_ticket(f"stranger {number}", f"by mail {number}")


def test_nothing_is_sent_or_overwritten_until_the_person_has_looked(client: Client) -> None:
    copy = lose(client)
    before = texts(client)
    client.send("waits for the lost one", key=ticket_key(2))
    restore(client, copy)
    strangers(client.desk)
    delivered = list(client.desk.messages)
    run(client)
    assert client.status.state is LinkState.STOPPED
    assert client.status.problem is not None
    assert client.status.problem == Problem(ErrorCode.ROLLED_BACK, messages=3)
    assert list(client.desk.messages) == delivered, "a message went to a ticket that is another now"
    assert texts(client) == before | {"waits for the lost one"}
    assert [one.body for one in client.services.tickets.missing(client.account.id)] == [
        "a lost ticket",
        "a lost reply",
        "a lost reply to the old",
    ]
    client.restart()
    run(client)
    assert client.status.problem.code is ErrorCode.ROLLED_BACK, "a restart is no decision"
    assert list(client.desk.messages) == delivered


def test_what_is_missing_is_sent_again_once_when_the_person_says_so(client: Client) -> None:
    copy = lose(client)
    before = texts(client)
    client.send("waits for the lost one", key=ticket_key(2))
    restore(client, copy)
    strangers(client.desk)
    run(client)
    assert client.services.tickets.settle_rollback(client.account.id, send_again=True) == 3
    client.settle()
    assert client.status.state is LinkState.UP_TO_DATE
    assert sent_on(client, "lost") == ["a lost ticket", "a lost reply", "waits for the lost one"]
    assert sent_on(client, "old") == ["in the copy", "a lost reply to the old"]
    assert len(set(client.desk.refs())) == len(client.desk.refs())
    assert [sent_on(client, f"stranger {number}") for number in range(4)] == [[f"by mail {n}"] for n in range(4)]
    # everything can still be read, the answer that only this computer has too
    assert before <= texts(client)
    assert {"by mail 0", "by mail 3", "a lost answer"} <= texts(client)
    rows = client.services.history.keys(client.account.id, HistoryFilter())
    found = queries.history_rows(client.database.read_connection(), client.account.id, rows)
    absent = [row.subject for row in found.values() if row.remote_state is RemoteState.ROLLED_BACK]
    assert absent == ["lost"]
    assert client.services.tickets.missing(client.account.id) == ()
    client.restart()
    client.settle()
    assert client.status.state is LinkState.UP_TO_DATE


def test_what_is_missing_can_stay_here_only(client: Client) -> None:
    copy = lose(client)
    waiting = client.send("waits for the lost one", key=ticket_key(2))
    restore(client, copy)
    strangers(client.desk)
    run(client)
    delivered = client.desk.own_bodies()
    before = texts(client)
    assert client.services.tickets.settle_rollback(client.account.id, send_again=False) == 0
    run(client)
    assert client.desk.own_bodies() == delivered
    assert before <= texts(client)
    operation = client.operation(waiting)
    assert operation is not None and operation.problem is not None
    assert (operation.state, operation.problem.code) == (OperationState.NEEDS_USER, ErrorCode.TICKET_GONE)
    draft = client.services.tickets.start_new_ticket(waiting)
    assert (draft.subject, draft.body, draft.is_reply) == ("lost", "waits for the lost one", False)
    # answers that get the ids of lost ones are told of all the same
    client.desk.answer("2", "to the stranger")
    client.engine.wake()
    run(client)
    assert "to the stranger" in [answer.body for answer in client.services.alerts.pending(client.account.id)]


def test_a_copy_that_lacks_messages_only_is_seen_too(client: Client) -> None:
    write_on(client, "old", "in the copy")
    copy = copy_of(client.desk)
    client.send("a lost reply", key=ticket_key(1))
    client.settle()
    restore(client, copy)
    run(client)
    assert client.status.state is LinkState.STOPPED
    assert [one.body for one in client.services.tickets.missing(client.account.id)] == ["a lost reply"]


def test_a_copy_that_was_put_right_goes_on_by_itself(client: Client) -> None:
    copy = lose(client)
    whole = copy_of(client.desk)
    restore(client, copy)
    run(client)
    assert client.status.state is LinkState.STOPPED
    put_back(client.desk, whole)
    client.engine.wake()
    client.settle()
    assert link_of(client) is LinkState.UP_TO_DATE
    assert client.services.tickets.missing(client.account.id) == ()
    assert {message.remote_state for message in thread(client, ticket_key(2))} == {RemoteState.PRESENT}


def test_a_help_desk_that_only_grew_is_trusted(client: Client) -> None:
    lose(client)
    strangers(client.desk)
    for _ in range(3):
        client.restart()
        client.settle()
        assert client.status.state is LinkState.UP_TO_DATE
    # once for a connection, then now and then: no request more for each round
    asked = client.desk.calls.count("recall")
    for _ in range(10):
        client.engine.step()
    assert client.desk.calls.count("recall") == asked


def test_a_demo_made_anew_in_which_nothing_was_written_is_nothing_to_ask_about(client: Client) -> None:
    client.desk.info = replace(client.desk.info, is_demo=True)
    client.desk.open_ticket("made by the demo", "hello")
    client.clock.advance(90_000)
    client.engine.wake()
    client.settle()
    copy = copy_of(client.desk)
    restore(client, {name: type(value)() for name, value in copy.items()})
    client.desk.open_ticket("made by the next demo", "hello again")
    client.engine.wake()
    client.settle()
    assert client.status.state is LinkState.UP_TO_DATE
    assert texts(client) == {"hello", "hello again"}


def test_what_support_takes_away_stays_here_and_says_so(client: Client) -> None:
    write_on(client, "one", "first")
    write_on(client, "two", "second")
    client.desk.answer("1", "an answer")
    client.engine.wake()
    client.settle()
    client.desk.remove("ticket", "2")
    client.desk.remove("message", "m3")
    client.engine.wake()
    client.settle()
    assert client.status.state is LinkState.UP_TO_DATE
    connection = client.database.read_connection()
    ticket = queries.ticket(connection, client.account.id, ticket_key(2))
    assert ticket is not None and ticket.remote_state is RemoteState.REMOVED
    assert [(one.body, one.remote_state) for one in thread(client, ticket_key(1))] == [
        ("first", RemoteState.PRESENT),
        ("an answer", RemoteState.REMOVED),
    ]
    assert [one.delivery for one in thread(client, ticket_key(1))] == [Delivery.SENT, None]
    # a removal is none of those that mean an older copy
    client.restart()
    client.settle()
    assert client.status.state is LinkState.UP_TO_DATE
    client.desk.removed.clear()
    client.desk.log.append(("ticket", "2"))
    client.engine.wake()
    client.settle()
    ticket = queries.ticket(client.database.read_connection(), client.account.id, ticket_key(2))
    assert ticket is not None and ticket.remote_state is RemoteState.PRESENT


def test_a_reply_to_what_is_gone_needs_the_person_and_keeps_its_text(client: Client) -> None:
    write_on(client, "one", "first")
    client.desk.next("deliver", fails(ErrorCode.TICKET_GONE))
    reply = client.send("more of it", key=ticket_key(1))
    run(client)
    operation = client.operation(reply)
    assert operation is not None and operation.state is OperationState.NEEDS_USER
    draft = client.services.tickets.start_new_ticket(reply)
    assert (draft.subject, draft.body, draft.ticket_id) == ("one", "more of it", None)
    assert client.operation(reply) is None
    client.services.tickets.submit(draft, limits=client.desk.info)
    client.settle()
    assert sent_on(client, "one") == ["first", "more of it"]
    assert len(client.desk.tickets) == 2


def test_a_history_that_is_the_same_is_not_compared_record_by_record(client: Client, desk: FakeDesk) -> None:
    write_on(client, "one", "two")
    client.settle()
    desk.calls.clear()
    client.engine.wake()
    client.clock.advance(1800)
    client.settle()
    assert desk.calls.count("recall") == (0 if desk.gives_marks else 1)
    assert desk.calls.count("is_same_history") == (1 if desk.gives_marks else 0)
