"""Long polls show that the line is there; where they cannot, nothing is called up to date without a reserve."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.connectors.base import WaitResult
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.sync_status import LinkState
from tests.client_harness import Client, link_of
from tests.fakes import FakeConnector, FakeDesk
from tests.sync.rounds import until_still

BEAT_S = 12
SILENCE_S = 30
Poll = Callable[[FakeConnector, float, float], bool]


@pytest.fixture
def desk(desk: FakeDesk) -> FakeDesk:
    """A help desk whose long polls are long, and show that they are there."""
    desk.info = replace(desk.info, longest_wait_s=300, wait_beat_s=BEAT_S)
    return desk


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The signs of life that each long poll asks for; each of them comes to its end."""
    found: list[float] = []

    def wait(connector: FakeConnector, cursor: str, timeout_s: float, beat_s: float = 0.0) -> WaitResult:
        found.append(beat_s)
        if beat_s:
            connector._on_bytes(0, 1)
        connector.desk.clock.advance(timeout_s)
        return WaitResult(cursor, changed=False)

    monkeypatch.setattr(FakeConnector, "wait", wait)
    return found


def silent(has_come: bool) -> Callable[[FakeConnector, str, float, float], WaitResult]:
    """A long poll over a line that dies, after something came of it or before."""

    def wait(connector: FakeConnector, cursor: str, timeout_s: float, beat_s: float = 0.0) -> WaitResult:
        if has_come:
            connector._on_bytes(0, 1)
        connector.desk.clock.advance(2 * beat_s or timeout_s)
        raise OtetError(ErrorCode.TIMED_OUT)

    return wait


def rest(client: Client) -> None:
    """Work, then wait."""
    until_still(client)
    client.engine.rest(client.engine.step())


def test_each_wait_asks_for_them(client: Client, asked: list[float]) -> None:
    for _ in range(4):
        rest(client)
    assert asked == [BEAT_S] * 4
    assert client.status.is_watched


@pytest.mark.usefixtures("asked")
def test_a_wait_that_ends_in_silence_is_not_up_to_date(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rest(client)
    rest(client)
    monkeypatch.setattr(FakeConnector, "wait", silent(has_come=True))
    began_s = client.clock.monotonic_s()
    rest(client)
    assert client.clock.monotonic_s() - began_s <= SILENCE_S
    assert link_of(client) is LinkState.SYNCING


@pytest.mark.usefixtures("asked")
def test_where_something_holds_them_back_it_is_done_without(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rest(client)
    rest(client)
    monkeypatch.setattr(FakeConnector, "wait", silent(has_come=False))
    for _ in range(3):
        client.clock.advance(60)
        rest(client)
    client.clock.advance(60)
    until_still(client)
    assert (link_of(client), client.status.is_watched) == (LinkState.UP_TO_DATE, False)


def test_a_help_desk_without_them_is_not_watched(client: Client, desk: FakeDesk, asked: list[float]) -> None:
    desk.info = replace(desk.info, wait_beat_s=0)
    client.engine = client.new_engine()
    for _ in range(3):
        rest(client)
    assert asked == [0.0, 0.0, 0.0]
    assert (link_of(client), client.status.is_watched) == (LinkState.UP_TO_DATE, False)
