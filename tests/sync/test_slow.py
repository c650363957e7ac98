"""A line that breaks is slow while something passes, and offline only while nothing does."""

import pytest

from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.sync_status import LinkState
from desktop.sync.traffic import PASSING_S
from tests.client_harness import Client, link_of
from tests.fakes import FakeDesk, Fault
from tests.sync.rounds import until_still

BROKEN = Problem(ErrorCode.OFFLINE)
NO_NETWORK = Problem(ErrorCode.OFFLINE, nothing_sent=True)


def breaks(problem: Problem, *, after: int) -> Fault:
    """A call that breaks after a number of bytes have come."""
    return Fault(OtetError(problem), down=after)


def ask(client: Client) -> None:
    client.engine.wake()
    client.engine.step()


def states(client: Client) -> list[LinkState]:
    """Each state that was shown, without repetition."""
    seen = [status.state for status in client.statuses]
    return [state for before, state in zip([None, *seen], seen, strict=False) if state is not before]


def test_a_connection_that_breaks_while_something_comes_is_slow(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    desk.next("changes", breaks(BROKEN, after=500))
    ask(client)
    assert link_of(client) is LinkState.SLOW
    until_still(client)


@pytest.mark.parametrize("problem", [BROKEN, Problem(ErrorCode.TIMED_OUT)], ids=lambda problem: problem.code.value)
def test_one_over_which_nothing_came_is_offline(client: Client, desk: FakeDesk, problem: Problem) -> None:
    until_still(client)
    desk.next("changes", breaks(problem, after=0))
    ask(client)
    assert link_of(client) is LinkState.OFFLINE


def test_without_a_network_it_is_offline_at_once(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    desk.next("changes", breaks(NO_NETWORK, after=500))
    ask(client)
    assert link_of(client) is LinkState.OFFLINE


def test_it_is_not_offline_any_more_when_something_comes(client: Client, desk: FakeDesk) -> None:
    """Not only when a try has succeeded, which may take long."""
    until_still(client)
    desk.next("changes", breaks(BROKEN, after=0), breaks(BROKEN, after=10))
    ask(client)
    before = len(client.statuses)
    ask(client)
    assert {status.state for status in client.statuses[before:]} == {LinkState.SLOW}
    ask(client)
    assert link_of(client) is LinkState.UP_TO_DATE


def test_what_came_long_ago_says_nothing(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    desk.next("changes", breaks(BROKEN, after=500), breaks(BROKEN, after=0), breaks(BROKEN, after=0))
    ask(client)
    client.clock.advance(PASSING_S)
    ask(client)
    assert link_of(client) is LinkState.SLOW
    client.clock.advance(0.1)
    ask(client)
    assert link_of(client) is LinkState.OFFLINE


def test_a_slow_line_is_tried_again_soon(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    for _ in range(8):
        desk.next("changes", breaks(BROKEN, after=500))
        ask(client)
    assert client.engine.step() <= 5


@pytest.mark.parametrize(
    "code", [ErrorCode.CERTIFICATE, ErrorCode.PROXY_REFUSED, ErrorCode.SIGN_IN_TO_NETWORK], ids=lambda code: code.value
)
def test_a_line_that_leads_elsewhere_is_not_offline(client: Client, desk: FakeDesk, code: ErrorCode) -> None:
    """There is a connection, only not to the help desk."""
    until_still(client)
    desk.next("changes", breaks(Problem(code), after=0))
    ask(client)
    assert link_of(client) is LinkState.STOPPED


def test_one_thing_is_said_at_a_time(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    client.statuses.clear()
    desk.next("changes", breaks(BROKEN, after=500), breaks(BROKEN, after=500))
    for _ in range(3):
        ask(client)
    assert states(client) == [LinkState.SLOW, LinkState.UP_TO_DATE]
