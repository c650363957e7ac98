"""The engine neither turns without need nor rests while there is something to do."""

import pytest

from desktop.connectors.base import WaitResult
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.sync_status import LinkState
from desktop.store import cursors
from desktop.sync.engine import EngineThread
from tests.client_harness import Client
from tests.fakes import FakeConnector, FakeDesk, fails
from tests.sync.rounds import LONGEST, only, until_still


@pytest.fixture(autouse=True)
def calm(client: Client) -> None:
    """Every wait is as long as it may be, and all is well."""
    client.rng = LONGEST
    client.restart()
    until_still(client)


@pytest.fixture
def polls(client: Client, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each long poll was to be; it ends without news, after that time."""
    asked: list[float] = []

    def wait(connector: FakeConnector, cursor: str, timeout_s: float, beat_s: float = 0.0) -> WaitResult:
        asked.append(timeout_s)
        client.clock.advance(timeout_s)
        return WaitResult(cursor, changed=False)

    monkeypatch.setattr(FakeConnector, "wait", wait)
    return asked


def test_it_rests_exactly_until_the_next_send_is_due(client: Client, desk: FakeDesk) -> None:
    client.send(undo_s=0.5)
    assert client.engine.step() == 0.5
    client.clock.advance(0.5)
    until_still(client)
    assert len(desk.refs()) == 1


def test_a_rest_of_a_second_is_a_long_poll(client: Client, polls: list[float]) -> None:
    client.engine.rest(1)
    client.engine.rest(2)
    client.engine.rest(25)
    assert polls == [1, 2, 25]


def test_a_whole_long_poll_forgets_those_that_were_turned_away(
    client: Client, desk: FakeDesk, request: pytest.FixtureRequest
) -> None:
    desk.waiters_full = True
    for _ in range(3):
        client.engine.rest(25)
        client.clock.advance(client.engine.step())
        client.engine.step()
    polls: list[float] = request.getfixturevalue("polls")
    client.engine.rest(25)
    assert polls == [25]
    request.getfixturevalue("monkeypatch").undo()
    client.engine.rest(25)
    assert client.engine.step() == 1


def test_a_busy_help_desk_is_not_asked_in_circles(client: Client, desk: FakeDesk) -> None:
    desk.next("deliver", fails(Problem(ErrorCode.SERVER_BUSY, retry_after_s=50)))
    client.send()
    assert client.engine.step() == 51


@pytest.mark.parametrize(
    ("code", "is_new"),
    [
        (ErrorCode.SERVER_BUSY, False),
        (ErrorCode.DISK_FULL, False),
        (ErrorCode.OFFLINE, True),
        (ErrorCode.SIGN_IN_AGAIN, True),
    ],
)
def test_a_new_connection_is_made_only_where_the_old_one_may_lead_elsewhere(
    client: Client, desk: FakeDesk, code: ErrorCode, is_new: bool
) -> None:
    until_still(client)
    before = len(client.connections)
    desk.next("changes", fails(code))
    for _ in range(2):
        client.engine.wake(at_once=True)
        client.engine.step()
    assert client.status.problem is None
    assert (len(client.connections) > before) is is_new


def test_a_network_that_returns_brings_every_page(client: Client, desk: FakeDesk) -> None:
    for number in range(2500):
        desk.open_ticket(f"Ticket {number}", "question")
    desk.policy = lambda call, outgoing: fails(Problem(ErrorCode.OFFLINE, nothing_sent=True))
    client.engine.wake()
    client.engine.step()
    assert client.status.state is LinkState.OFFLINE
    desk.policy = lambda call, outgoing: None
    client.engine.wake()
    until_still(client)
    assert cursors.get(client.database.read_connection(), client.account.id) == str(len(desk.log))


def test_an_index_that_cannot_be_written_is_not_tried_in_circles(
    client: Client, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(budget: int) -> int:
        raise OtetError(ErrorCode.DISK_FULL)

    monkeypatch.setattr(client.search, "index_pending", full)
    desk.open_ticket("By mail", "hello")
    client.engine.wake()
    client.engine.step()
    assert client.engine.step() == 25
    assert client.status.state is LinkState.UP_TO_DATE


def test_a_bug_while_changes_are_fetched_does_not_leave_them_there(client: Client, desk: FakeDesk) -> None:
    page = desk.page

    def broken(cursor: str, limit: int) -> object:
        desk.page = page  # type: ignore[method-assign]
        raise ZeroDivisionError

    desk.open_ticket("By mail", "hello")
    desk.page = broken  # type: ignore[method-assign, assignment]
    client.engine.wake()
    with pytest.raises(ZeroDivisionError):
        client.engine.step()
    until_still(client)
    assert cursors.get(client.database.read_connection(), client.account.id) == str(len(desk.log))


def test_a_send_on_its_way_is_seen(client: Client) -> None:
    client.statuses.clear()
    client.send()
    until_still(client)
    assert [(status.state, status.waiting) for status in client.statuses] == [
        (LinkState.SYNCING, 1),
        (LinkState.UP_TO_DATE, 0),
    ]


def test_a_call_from_the_window_does_not_break_into_what_the_help_desk_asked_for(
    client: Client, desk: FakeDesk
) -> None:
    desk.next("deliver", fails(Problem(ErrorCode.SERVER_BUSY, retry_after_s=50)))
    client.send()
    client.engine.step()
    calls = len(desk.calls)
    thread = EngineThread(client.engine)
    thread.wake()
    client.engine.step()
    assert len(desk.calls) == calls
    thread.wake(at_once=True)
    client.engine.step()
    assert len(desk.calls) > calls


def test_nothing_is_tried_in_a_folder_that_cannot_be_written(client: Client, desk: FakeDesk) -> None:
    client.database.read_only_reason = ErrorCode.NEWER_DATABASE
    calls = len(desk.calls)
    desk.policy = only("changes", fails(ErrorCode.TIMED_OUT))
    client.engine.wake()
    client.engine.step()
    assert len(desk.calls) == calls
    assert client.status.problem is not None
    assert client.status.problem.code is ErrorCode.NEWER_DATABASE
    assert client.status.state is LinkState.STOPPED
