"""What one round of the engine does and when the next one comes, to the second."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.connectors.base import WaitResult
from desktop.domain.accounts import Guarantee
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.filters import HistoryFilter
from desktop.domain.money.wallets import Rates, Verification
from desktop.domain.operations import OperationState
from desktop.domain.remote import Page, Receipt, RemoteWallet
from desktop.domain.sync_status import LinkState
from desktop.store import accounts, cursors
from desktop.store.changes import Changes
from tests.client_harness import Client, at_level, sending_key
from tests.fakes import FakeClock, FakeConnector, FakeDesk, Fault, fails
from tests.sync.rounds import LONGEST, in_pages_of, left_ms, only, operation, until_still


@pytest.fixture
def client(tmp_path: Path, desk: FakeDesk) -> Iterator[Client]:
    """A client whose every wait is as long as it may be."""
    made = Client(tmp_path, desk)
    made.rng = LONGEST
    made.restart()
    yield made
    made.close()


@pytest.mark.parametrize(("can_wait", "every_s"), [(True, 1800), (False, 25)])
def test_changes_are_asked_for_that_often_and_not_sooner(
    client: Client, desk: FakeDesk, can_wait: bool, every_s: float
) -> None:
    desk.capabilities = replace(desk.capabilities, can_wait=can_wait)
    client.restart()
    until_still(client)
    asked = desk.calls.count("changes")
    client.clock.advance(every_s - 0.5)
    client.engine.step()
    assert desk.calls.count("changes") == asked
    client.clock.advance(0.5)
    client.engine.step()
    assert desk.calls.count("changes") == asked + 1


def test_a_round_without_anything_to_do_lasts_twenty_five_seconds(client: Client) -> None:
    until_still(client)
    assert client.engine.step() == 25


def test_a_help_desk_that_turns_waiters_away_is_asked_after_one_two_four_up_to_fifteen_seconds(
    client: Client, desk: FakeDesk
) -> None:
    until_still(client)
    desk.waiters_full = True
    rests = []
    for _ in range(7):
        client.engine.rest(client.engine.step())
        rests.append(client.engine.step())
        client.clock.advance(rests[-1])
    assert rests == [1, 2, 4, 8, 15, 15, 15]
    desk.waiters_full = False
    client.engine.step()
    desk.open_ticket("By mail", "hello")
    client.engine.rest(25)
    client.engine.step()
    desk.waiters_full = True
    client.engine.rest(client.engine.step())
    assert client.engine.step() == 1, "news begin the count anew"


@pytest.mark.parametrize(("share", "is_turned_away"), [(0.3, True), (0.6, False)])
def test_a_long_poll_that_ends_in_its_first_half_says_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, share: float, is_turned_away: bool
) -> None:
    until_still(client)
    before = client.status.synced_ms

    def wait(connector: FakeConnector, cursor: str, timeout_s: float, beat_s: float = 0.0) -> WaitResult:
        assert timeout_s == 25
        client.clock.advance(timeout_s * share)
        return WaitResult(cursor, changed=False)

    monkeypatch.setattr(FakeConnector, "wait", wait)
    client.engine.rest(400)
    assert client.engine.step() == (1 if is_turned_away else 25)
    assert (client.status.synced_ms > before) is not is_turned_away


def test_a_rest_of_less_than_a_second_is_not_worth_a_request(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    client.engine.rest(0.01)
    client.engine.rest(0)
    assert "wait" not in desk.calls


def test_the_next_page_is_asked_for_at_once(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    for number in range(1500):
        desk.open_ticket(f"Ticket {number}", "question")
    client.engine.wake()
    asked = desk.calls.count("changes")
    assert client.engine.step() == 0
    assert desk.calls.count("changes") == asked + 1
    until_still(client)
    assert cursors.get(client.database.read_connection(), client.account.id) == str(len(desk.log))
    assert client.status.state is LinkState.UP_TO_DATE


def test_the_next_page_does_not_wait_for_words_to_be_indexed(client: Client, desk: FakeDesk) -> None:
    for number in range(30):
        desk.open_ticket(f"Ticket {number}", "question")
    client.engine.wake()
    until_still(client)
    in_pages_of(desk, 10)
    for id, ticket in desk.tickets.items():
        desk.tickets[id] = replace(ticket, status="2")
        desk.log.append(("ticket", id))
    client.engine.wake()
    assert [client.engine.step() for _ in range(4)] == [0, 0, 25, 25]
    assert cursors.get(client.database.read_connection(), client.account.id) == str(len(desk.log))


@pytest.mark.parametrize(("seconds_each", "largest"), [(0.001, 200), (0.0001, 800), (0.0, 5000)])
def test_the_index_follows_in_pieces_of_a_tenth_of_a_second(
    client: Client, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch, seconds_each: float, largest: int
) -> None:
    """A send must not wait for words to be indexed."""
    used: list[int] = []

    def index_pending(budget: int) -> int:
        used.append(budget)
        client.clock.advance(seconds_each * budget)
        return 20 - len(used)

    until_still(client)
    monkeypatch.setattr(client.search, "index_pending", index_pending)
    for _ in range(20):
        client.engine.step()
    assert max(used[10:]) == largest


def test_not_even_one_word_stays_unindexed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    until_still(client)
    left = iter([3, 1, 0])
    monkeypatch.setattr(client.search, "index_pending", lambda budget: next(left))
    assert [client.engine.step() for _ in range(3)] == [0, 0, 25]


def test_no_transaction_of_a_page_is_long(client: Client, desk: FakeDesk) -> None:
    for number in range(400):
        desk.open_ticket(f"Ticket {number}", "question")
    sizes: list[int] = []

    def told(changes: Changes) -> None:
        sizes.append(len(changes.items))

    client.database.subscribe(told)
    client.engine.wake()
    until_still(client)
    assert max(sizes) <= 51
    assert len(client.services.history.keys(client.account.id, HistoryFilter())) == 400


def test_a_page_grows_again_by_a_quarter_and_never_shrinks_to_nothing(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    for number in range(400):
        desk.open_ticket(f"Ticket {number}", "question")
    limits: list[int] = []
    page = desk.page

    def asked(cursor: str, limit: int) -> Page:
        limits.append(limit)
        if len(limits) < 10:
            raise fails(ErrorCode.TIMED_OUT).error  # type: ignore[misc]
        return page(cursor, limit)

    desk.page = asked  # type: ignore[method-assign]
    client.engine.wake()
    for _ in range(40):
        client.clock.advance(client.engine.step())
    assert limits[:10] == [100, 50, *[25] * 8]
    assert limits[10:15] == [31, 38, 47, 58, 72]
    assert cursors.get(client.database.read_connection(), client.account.id) == str(len(desk.log))


def test_agreement_is_written_down_once_a_minute(client: Client) -> None:
    until_still(client)

    def synced_ms() -> int:
        return accounts.synced_ms(client.database.read_connection(), client.account.id)

    first = synced_ms()
    for after_s, is_written in ((59.999, False), (0.001, True), (0, False), (-3600, True)):
        before = synced_ms()
        client.clock.advance(after_s)
        client.engine.wake()
        until_still(client)
        assert (synced_ms() != before) is is_written, after_s
    assert synced_ms() == first + 60_000 - 3_600_000


@pytest.mark.parametrize(
    "news",
    [
        {"wallets": (RemoteWallet("w1", "1", "USD", "", Decimal(5)),)},
        {"verification": Verification(1, 50, ())},
        {"rates": Rates("USD", 5, (("EUR", Decimal(2)),))},
        {"removed_tickets": ("1",)},
        {"removed_messages": ("m1",)},
    ],
    ids=lambda news: next(iter(news)),
)
def test_news_of_one_kind_alone_are_kept(client: Client, desk: FakeDesk, news: dict[str, object]) -> None:
    desk.open_ticket("Old", "question")
    client.engine.wake()
    until_still(client)
    told: list[Changes] = []
    client.database.subscribe(told.append)
    page = desk.page
    desk.page = lambda cursor, limit: replace(page(cursor, limit), **news)  # type: ignore[method-assign, arg-type]
    client.engine.wake()
    until_still(client)
    assert told


def test_a_page_that_goes_nowhere_is_not_asked_for_for_ever(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    desk.page = lambda cursor, limit: Page(cursor, more=True)  # type: ignore[method-assign]
    client.engine.wake()
    until_still(client)


def test_a_send_that_never_left_waits_its_second_and_no_longer(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    desk.next("deliver", fails(Problem(ErrorCode.OFFLINE, nothing_sent=True)))
    desk.policy = only("changes", fails(ErrorCode.TIMED_OUT))
    id = client.send()
    client.engine.step()
    assert operation(client, id).state is OperationState.QUEUED
    assert left_ms(client, id) == 1000


def test_a_send_of_unknown_fate_waits_twice_as_long_each_time(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    desk.policy = only("deliver", fails(ErrorCode.SERVER_ERROR))
    id = client.send()
    waits = []
    for _ in range(4):
        client.engine.step()
        waits.append(left_ms(client, id))
        client.clock.advance(waits[-1] / 1000)
    assert waits == [1000, 2000, 4000, 8000]


def test_after_a_new_sign_in_the_send_goes_at_once(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    desk.policy = only("deliver", fails(ErrorCode.SIGN_IN_AGAIN))
    id = client.send()
    client.engine.step()
    assert operation(client, id).state is OperationState.QUEUED
    assert left_ms(client, id) == 0
    assert client.status.retry_ms == 0, "no try comes by itself"


@pytest.mark.parametrize("level", [Guarantee.A, Guarantee.C], ids=str)
def test_the_person_is_asked_after_twelve_failures_of_the_help_desk(
    client: Client, desk: FakeDesk, level: Guarantee
) -> None:
    at_level(desk, level, can_look_up=level is Guarantee.C)
    client.restart()
    desk.policy = only("deliver", fails(ErrorCode.SERVER_ERROR))
    id = client.send()
    for _ in range(400):
        if operation(client, id).state is OperationState.NEEDS_USER:
            break
        client.clock.advance(max(client.engine.step(), 0.01))
    assert operation(client, id).state is OperationState.NEEDS_USER
    assert desk.calls.count("deliver") == 12


def test_a_failure_of_another_kind_does_not_count_as_the_help_desks(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    desk.next("deliver", fails(ErrorCode.SERVER_ERROR), fails(ErrorCode.TIMED_OUT), fails(ErrorCode.SERVER_ERROR))
    id = client.send()
    counts = []
    for wait_s in (1, 2, 4):
        client.engine.step()
        problem = operation(client, id).problem
        assert problem is not None
        counts.append(problem.server_errors)
        client.clock.advance(wait_s)
    assert counts == [1, 1, 2]


def test_a_reply_to_a_ticket_that_has_no_number_yet_waits_ten_seconds(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    carry_out = desk.carry_out
    # the help desk has it, and neither its receipt nor its changes say where
    desk.carry_out = lambda *sent: replace(carry_out(*sent), ticket="")  # type: ignore[method-assign]
    desk.page = lambda cursor, limit: Page(cursor, more=False)  # type: ignore[method-assign]
    create = client.send("create")
    client.engine.step()
    reply = client.send("reply", key=sending_key(create))
    client.engine.step()
    assert operation(client, reply).state is OperationState.QUEUED
    assert left_ms(client, reply) == 10_000
    assert desk.calls.count("deliver") == 1


@pytest.mark.parametrize(("level", "hold_ms"), [(Guarantee.A, 0), (Guarantee.C, 120_000), (Guarantee.D, 120_000)])
def test_what_was_leaving_at_the_end_of_a_process_waits_out_the_quarantine(
    client: Client, desk: FakeDesk, level: Guarantee, hold_ms: int
) -> None:
    at_level(desk, level, can_look_up=level is Guarantee.C)
    client.restart()
    until_still(client)
    desk.next("deliver", Fault(KeyboardInterrupt()))
    id = client.send()
    with pytest.raises(KeyboardInterrupt):
        client.engine.step()
    assert operation(client, id).state is OperationState.INTENT

    def connect() -> FakeConnector:
        raise OtetError(Problem(ErrorCode.OFFLINE, nothing_sent=True))

    client.connect = connect  # type: ignore[method-assign]
    client.restart()
    client.engine.step()
    assert operation(client, id).state is OperationState.UNKNOWN
    assert left_ms(client, id) == hold_ms


def test_nothing_waits_longer_than_a_quarter_of_an_hour(client: Client) -> None:
    until_still(client)
    id = client.send(undo_s=5000)
    assert left_ms(client, id) == 5_000_000
    client.engine.step()
    assert left_ms(client, id) == 900_000
    client.clock.advance(1)
    client.engine.step()
    assert left_ms(client, id) == 899_000


def test_a_refusal_is_remembered_while_its_look_up_fails(client: Client, desk: FakeDesk) -> None:
    at_level(desk, Guarantee.C, can_look_up=True)
    client.restart()
    until_still(client)
    desk.next("deliver", fails(ErrorCode.TOO_LARGE))
    desk.next("look_up", fails(ErrorCode.SERVER_ERROR), fails(ErrorCode.TIMED_OUT))
    id = client.send()
    client.engine.step()
    problems = []
    for _ in range(30):
        problem = operation(client, id).problem
        assert problem is not None
        problems.append(problem.code)
        client.clock.advance(max(client.engine.step(), 1))
    assert set(problems) == {ErrorCode.TOO_LARGE}
    assert operation(client, id).state is OperationState.NEEDS_USER
    assert desk.calls.count("deliver") == 1


def test_the_clock_of_the_state_is_that_of_the_last_agreement(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    agreed_ms = client.clock.now_ms()
    assert client.status.synced_ms == agreed_ms
    client.clock.advance(10)
    desk.policy = lambda call, outgoing: fails(ErrorCode.TIMED_OUT)
    client.engine.wake()
    client.engine.step()
    assert (client.status.state, client.status.synced_ms) == (LinkState.OFFLINE, agreed_ms)
    assert client.status.retry_ms == client.clock.now_ms() + 1000
    client.clock.advance(0.6)
    client.engine.step()
    assert client.status.retry_ms == client.clock.now_ms() + 400


def test_a_receipt_alone_settles_a_send(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    desk.page = lambda cursor, limit: Page(cursor, more=False)  # type: ignore[method-assign]
    id = client.send()
    client.engine.step()
    assert operation(client, id).state is OperationState.DONE
    assert desk.receipts == {id: Receipt("1", "m1")}


def test_a_fresh_clock_means_nothing_was_agreed(tmp_path: Path) -> None:
    client = Client(tmp_path / "another", FakeDesk(FakeClock()))
    client.desk.policy = lambda call, outgoing: fails(ErrorCode.TIMED_OUT)
    client.engine.step()
    assert client.status.synced_ms == 0
    client.close()
