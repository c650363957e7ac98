"""Records that this version cannot read: shown as what they are, counted, kept, and read by a later version."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.remote import Page, RecordKind, RemoteMessage, RemoteTicket, RemoteTransaction, UnreadableRecord
from desktop.domain.sync_status import LinkState
from desktop.domain.tickets import PLACEHOLDER_SNIPPET, Delivery, Message, RowKey, RowKind, Side
from desktop.store import cursors, unreadable
from desktop.store.read import money, queries
from tests.client_harness import Client, ticket_key
from tests.fakes import FakeDesk

RAW = '{"id": "m9", "ticket": "1", "side": "robot", "created": -1, "body": "سلام"}'
BAD = UnreadableRecord(RecordKind.MESSAGE, RAW, "m9", "1")
READ = RemoteMessage("m9", "1", Side.SUPPORT, "Sara", 1_700_000_000_500, "سلام")


@pytest.fixture
def with_ticket(client: Client, desk: FakeDesk) -> Client:
    desk.open_ticket("Withdrawal", "Where is it?")
    client.settle()
    return client


def thread(client: Client) -> tuple[Message, ...]:
    return queries.messages(client.database.read_connection(), client.account.id, ticket_key(1))


def told(client: Client) -> list[bool]:
    """Be told of what is new: whether each is a placeholder."""
    found = client.services.alerts.claim(client.account.id)
    return [answer.is_placeholder for answer in found.answers]


def update(client: Client) -> None:
    """Another version of the app starts on the same profile."""
    with client.database.write() as tx:
        tx.execute("UPDATE account SET read_by = '0.0.0'")
    client.restart()


def pull(client: Client) -> None:
    client.engine.wake()
    client.settle()


def test_an_unreadable_message_has_a_placeholder_and_counts_as_an_answer(with_ticket: Client, desk: FakeDesk) -> None:
    desk.spoil(BAD)
    pull(with_ticket)
    shown = thread(with_ticket)[-1]
    assert (shown.is_placeholder, shown.raw, shown.side, shown.unread) == (True, RAW, Side.SUPPORT, True)
    connection, account = with_ticket.database.read_connection(), with_ticket.account.id
    assert queries.unread_total(connection, account) == 1
    row = queries.history_rows(connection, account, [RowKey(RowKind.TICKET, "1")])[RowKey(RowKind.TICKET, "1")]
    assert (row.snippet, row.unread) == (PLACEHOLDER_SNIPPET, 1)
    assert told(with_ticket) == [True]
    status = with_ticket.status
    assert (status.state, status.unreadable) == (LinkState.UP_TO_DATE, 1)


def test_the_same_again_changes_nothing(with_ticket: Client, desk: FakeDesk) -> None:
    desk.spoil(BAD)
    pull(with_ticket)
    assert told(with_ticket) == [True]
    desk.spoil(BAD)
    pull(with_ticket)
    with_ticket.restart()
    pull(with_ticket)
    assert (len(thread(with_ticket)), told(with_ticket), with_ticket.status.unreadable) == (2, [], 1)


def test_a_later_version_reads_it_in_its_place_and_tells_once(with_ticket: Client, desk: FakeDesk) -> None:
    desk.spoil(BAD)
    pull(with_ticket)
    assert told(with_ticket) == [True]
    with_ticket.services.tickets.mark_read(1)
    desk.rereads[RAW] = Page("", False, messages=(READ,))
    with_ticket.restart()
    pull(with_ticket)
    assert thread(with_ticket)[-1].is_placeholder, "the same version does not try again"
    for _ in range(2):
        update(with_ticket)
        pull(with_ticket)
    shown = thread(with_ticket)[-1]
    assert (shown.body, shown.author, shown.is_placeholder, shown.unread) == ("سلام", "Sara", False, True)
    assert len(thread(with_ticket)) == 2
    assert told(with_ticket) == [False]
    assert with_ticket.status.unreadable == 0
    assert unreadable.texts(with_ticket.database.read_connection(), with_ticket.account.id) == ()


def test_it_is_read_again_without_a_network(with_ticket: Client, desk: FakeDesk) -> None:
    desk.spoil(BAD)
    pull(with_ticket)
    desk.rereads[RAW] = Page("", False, messages=(READ,))
    update(with_ticket)

    def offline(call: str, outgoing: object) -> None:
        raise OtetError(Problem(ErrorCode.OFFLINE, nothing_sent=True))

    desk.policy = offline
    with_ticket.engine.step()
    assert thread(with_ticket)[-1].body == "سلام"


def test_the_help_desk_mends_it(with_ticket: Client, desk: FakeDesk) -> None:
    desk.spoil(BAD)
    pull(with_ticket)
    desk.messages["m9"] = READ
    desk.log.append(("message", "m9"))
    pull(with_ticket)
    assert [one.body for one in thread(with_ticket)] == ["Where is it?", "سلام"]
    assert with_ticket.status.unreadable == 0


def test_a_message_without_an_id_is_shown_and_gets_its_id_later(with_ticket: Client, desk: FakeDesk) -> None:
    raw = '{"id": "a b", "ticket": "1"}'
    desk.spoil(UnreadableRecord(RecordKind.MESSAGE, raw, "", "1"))
    pull(with_ticket)
    assert thread(with_ticket)[-1].raw == raw
    desk.rereads[raw] = Page("", False, messages=(replace(READ, id="ab"),))
    assert told(with_ticket) == [True]
    update(with_ticket)
    pull(with_ticket)
    assert [one.body for one in thread(with_ticket)] == ["Where is it?", "سلام"]
    assert told(with_ticket) == [False]


def test_a_message_that_came_again_under_a_good_id_is_not_there_twice(with_ticket: Client, desk: FakeDesk) -> None:
    raw = '{"id": "a b", "ticket": "1"}'
    desk.spoil(UnreadableRecord(RecordKind.MESSAGE, raw, "", "1"))
    desk.messages["m9"] = READ
    desk.log.append(("message", "m9"))
    pull(with_ticket)
    desk.rereads[raw] = Page("", False, messages=(READ,))
    update(with_ticket)
    pull(with_ticket)
    assert [one.body for one in thread(with_ticket)] == ["Where is it?", "سلام"]
    assert queries.unread_total(with_ticket.database.read_connection(), with_ticket.account.id) == 1


@pytest.mark.parametrize(
    "record",
    [
        UnreadableRecord(RecordKind.MESSAGE, '{"id": "m9"}', "m9"),
        UnreadableRecord(RecordKind.MESSAGE, "5"),
        UnreadableRecord(RecordKind.TICKET, '{"id": null}'),
        UnreadableRecord(RecordKind.WALLET, '{"balance": "NaN"}', "w1"),
        UnreadableRecord(RecordKind.TRANSACTION, '{"amount": 1.5}', "t1"),
        UnreadableRecord(RecordKind.VERIFICATION, '{"level": "x"}', "verification"),
        UnreadableRecord(RecordKind.RATES, '{"EUR": "0"}', "rates"),
        UnreadableRecord(RecordKind.REMOVED, "null", owner="tickets"),
    ],
    ids=lambda record: f"{record.kind.value} {record.raw}",
)
def test_nothing_disappears_silently(with_ticket: Client, desk: FakeDesk, record: UnreadableRecord) -> None:
    desk.spoil(record)
    pull(with_ticket)
    connection, account = with_ticket.database.read_connection(), with_ticket.account.id
    assert with_ticket.status.unreadable == 1
    assert unreadable.texts(connection, account, (record.kind,)) == (record.raw,)
    assert unreadable.count(connection, account, (record.kind,)) == 1
    desk.rereads[record.raw] = Page("", False)
    update(with_ticket)
    pull(with_ticket)
    assert with_ticket.status.unreadable == 0


def test_messages_of_an_unreadable_ticket_are_found_under_what_can_be_read_of_it(
    client: Client, desk: FakeDesk
) -> None:
    part = RemoteTicket("t9", "9", "Withdrawal", "", "", 0, 0)
    desk.spoil(UnreadableRecord(RecordKind.TICKET, '{"id": "t9"}', "t9", ticket=part))
    desk.messages["m9"] = replace(READ, ticket="t9")
    desk.log.append(("message", "m9"))
    client.settle()
    head = queries.ticket(client.database.read_connection(), client.account.id, ticket_key(1))
    assert head is not None
    assert (head.subject, head.number, head.created_ms > 0) == ("Withdrawal", "9", True)
    assert [one.body for one in thread(client)] == ["سلام"]
    assert client.status.unreadable == 1


def test_a_known_ticket_is_not_overwritten_by_what_can_be_read_of_it(with_ticket: Client, desk: FakeDesk) -> None:
    part = RemoteTicket("1", "1", "", "", "", 0, 0)
    desk.spoil(UnreadableRecord(RecordKind.TICKET, '{"id": "1"}', "1", ticket=part))
    pull(with_ticket)
    head = queries.ticket(with_ticket.database.read_connection(), with_ticket.account.id, ticket_key(1))
    assert head is not None and head.subject == "Withdrawal"


def test_a_message_that_was_read_before_stays_as_it_was(with_ticket: Client, desk: FakeDesk) -> None:
    desk.spoil(UnreadableRecord(RecordKind.MESSAGE, '{"id": "m1"}', "m1", "1"))
    pull(with_ticket)
    assert [(one.body, one.is_placeholder) for one in thread(with_ticket)] == [("Where is it?", False)]
    assert with_ticket.status.unreadable == 1


def test_an_own_message_that_cannot_be_read_is_shown_as_it_was_sent(client: Client, desk: FakeDesk) -> None:
    id = client.send("what I wrote")
    client.engine.step()
    message = desk.messages.pop("m1")
    desk.log[:] = [("ticket", "1")] * len(desk.log)
    with client.database.write() as tx:
        tx.execute("UPDATE operation SET message_id = NULL")
        tx.execute("DELETE FROM message")
    desk.spoil(UnreadableRecord(RecordKind.MESSAGE, '{"id": "m1"}', message.id, message.ticket, Side.OWN, ref=id))
    pull(client)
    assert [(one.body, one.delivery) for one in thread(client)] == [("what I wrote", Delivery.SENT)]
    assert client.status.unreadable == 1


def test_files_that_cannot_be_read_are_counted_beside_those_that_can(with_ticket: Client, desk: FakeDesk) -> None:
    raw = '{"id": "m9", "files": [{}, 5]}'
    desk.messages["m9"] = replace(READ, unreadable_files=2)
    desk.log.append(("message", "m9"))
    desk.spoil(UnreadableRecord(RecordKind.FILE, raw, "m9", "1", parts=2))
    pull(with_ticket)
    shown = thread(with_ticket)[-1]
    assert (shown.body, shown.unreadable_files, shown.raw) == ("سلام", 2, raw)
    assert with_ticket.status.unreadable == 2
    desk.messages["m9"] = READ
    desk.log.append(("message", "m9"))
    pull(with_ticket)
    assert (thread(with_ticket)[-1].unreadable_files, with_ticket.status.unreadable) == (0, 0)


def test_what_support_takes_away_does_not_count_any_more(with_ticket: Client, desk: FakeDesk) -> None:
    desk.spoil(BAD)
    pull(with_ticket)
    desk.remove("message", "m9")
    pull(with_ticket)
    assert with_ticket.status.unreadable == 0
    assert thread(with_ticket)[-1].raw == RAW


def test_a_transaction_that_can_be_read_later_comes_into_the_statement(with_ticket: Client, desk: FakeDesk) -> None:
    raw = '{"id": "t1", "amount": 5}'
    desk.spoil(UnreadableRecord(RecordKind.TRANSACTION, raw, "t1"))
    pull(with_ticket)
    read = RemoteTransaction("t1", "w1", "", 1, "", "", "", Decimal(5), "USD", None, "done")
    desk.rereads[raw] = Page("", False, transactions=(read,))
    update(with_ticket)
    pull(with_ticket)
    assert money.transaction_count(with_ticket.database.read_connection(), with_ticket.account.id) == 1
    assert with_ticket.status.unreadable == 0


def test_a_hostile_help_desk_cannot_fill_the_disk(
    with_ticket: Client, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unreadable, "MOST", 30)
    monkeypatch.setattr(unreadable, "MOST_CHARACTERS", 2000)
    monkeypatch.setattr(unreadable, "LONGEST", 500)
    rng = Random(1)
    for number in range(60):
        desk.spoil(UnreadableRecord(RecordKind.WALLET, f"{number} {'x' * rng.randrange(1000)}", f"w{number}"))
    pull(with_ticket)
    connection, account = with_ticket.database.read_connection(), with_ticket.account.id
    kept = unreadable.texts(connection, account)
    assert sum(map(len, kept)) <= 2000
    assert all(len(text) <= 500 for text in kept)
    assert connection.execute("SELECT count(*) FROM unreadable").fetchone()[0] == 30
    assert with_ticket.status.unreadable == 60, "and yet every one of them counts"
    monkeypatch.undo()
    desk.rereads |= {raw: Page("", False) for raw in desk.unreadable}
    desk.unreadable.clear()
    desk.log[:] = [item for item in desk.log if item[0] != "unreadable"]
    update(with_ticket)
    with_ticket.engine.step()
    pull(with_ticket)
    assert with_ticket.status.unreadable == 0
    assert cursors.get(with_ticket.database.read_connection(), account)


def test_what_cannot_be_read_is_no_sign_of_an_older_copy(with_ticket: Client, desk: FakeDesk) -> None:
    desk.capabilities = replace(desk.capabilities, can_recall=True)
    desk.spoil(BAD)
    pull(with_ticket)
    with_ticket.restart()
    pull(with_ticket)
    assert with_ticket.status.state is LinkState.UP_TO_DATE
