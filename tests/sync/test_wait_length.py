"""How long the app waits for news in one request: as long as the line and the help desk bear it."""

from dataclasses import replace

import pytest

from desktop.connectors.base import WaitResult
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.sync.wait_length import WaitLength
from tests.client_harness import Client
from tests.fakes import FakeConnector, FakeDesk


def test_it_doubles_up_to_what_the_help_desk_takes() -> None:
    length = WaitLength()
    asked = []
    for _ in range(7):
        asked.append(length.next_s(300))
        length.endured(asked[-1])
    assert asked == [25, 50, 100, 200, 300, 300, 300]
    assert length.next_s(25) == 25


def test_it_stays_below_what_was_cut_and_tries_more_now_and_then() -> None:
    length = WaitLength()
    for _ in range(3):
        length.endured(length.next_s(300))
    length.cut(60, 200)
    asked = []
    for _ in range(30):
        asked.append(length.next_s(300))
        length.endured(asked[-1])
    assert asked[:12] == [48] * 12
    assert asked[12:24] == [60] * 12
    assert asked[24] == 75
    length.cut(0.1, 75)
    assert length.next_s(300) == 25, "a line that breaks at once says nothing about short waits"


def test_a_wait_that_was_shorter_for_another_reason_proves_nothing() -> None:
    length = WaitLength()
    length.endured(3)
    assert length.next_s(300) == 25


@pytest.fixture
def asked(client: Client, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each wait was to be; one longer than a minute is cut after a minute."""
    desk.info = replace(desk.info, longest_wait_s=300)
    client.settle()
    seconds: list[float] = []

    def wait(connector: FakeConnector, cursor: str, timeout_s: float, beat_s: float = 0.0) -> WaitResult:
        seconds.append(timeout_s)
        client.clock.advance(min(timeout_s, 60))
        if timeout_s > 60:
            raise OtetError(Problem(ErrorCode.OFFLINE))
        return WaitResult(cursor, changed=False)

    monkeypatch.setattr(FakeConnector, "wait", wait)
    return seconds


def test_the_engine_learns_what_the_line_bears(client: Client, asked: list[float]) -> None:
    for _ in range(60):
        rest_s = client.engine.step()
        client.engine.rest(rest_s)
        if len(asked) >= 8:
            break
        client.clock.advance(0 if rest_s >= 25 else rest_s)
    assert asked[:3] == [25, 50, 100]
    assert set(asked[3:8]) == {48.0}


def test_a_help_desk_that_names_no_limit_is_asked_as_before(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.settle()
    seconds: list[float] = []

    def wait(connector: FakeConnector, cursor: str, timeout_s: float, beat_s: float = 0.0) -> WaitResult:
        seconds.append(timeout_s)
        client.clock.advance(timeout_s)
        return WaitResult(cursor, changed=False)

    monkeypatch.setattr(FakeConnector, "wait", wait)
    for _ in range(4):
        client.engine.rest(client.engine.step())
    assert seconds == [25, 25, 25, 25]
