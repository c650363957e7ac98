"""A call that comes just before, during or just after a wait is never lost."""

import pytest

from desktop.domain.errors import ErrorCode, OtetError
from desktop.sync.connection import InterruptibleConnection
from tests.fakes import FakeClock, FakeConnector, FakeDesk


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(FakeClock())


def test_a_call_before_the_wait_ends_it_before_it_begins(desk: FakeDesk) -> None:
    line = InterruptibleConnection(lambda: FakeConnector(desk))
    line.call()
    assert line.wait("", 1000).changed is False
    line.pause(1000)
    assert "wait" not in desk.calls
    assert line.answer() is True
    assert line.answer() is False


@pytest.mark.parametrize("has_waited", [False, True])
def test_a_call_outside_of_a_wait_interrupts_nothing(desk: FakeDesk, has_waited: bool) -> None:
    line = InterruptibleConnection(lambda: FakeConnector(desk))
    connector = line.connector()
    if has_waited:
        line.wait("", 0)
    line.call()
    desk.open_ticket("Withdrawal", "Where is it?")
    # a connector that was interrupted would let the next call, which may be a send, end without its answer
    assert connector.wait("", 0).changed is True


def test_a_broken_connection_is_closed_and_replaced(desk: FakeDesk) -> None:
    made: list[FakeConnector] = []

    def connect() -> FakeConnector:
        made.append(FakeConnector(desk))
        return made[-1]

    line = InterruptibleConnection(connect)
    assert line.connector() is line.connector()
    line.drop()
    line.drop()
    assert made[0].is_closed
    assert line.connector() is made[1]


def test_a_line_that_is_cut_stays_cut(desk: FakeDesk) -> None:
    line = InterruptibleConnection(lambda: FakeConnector(desk))
    connector = line.connector()
    line.cut()
    assert isinstance(connector, FakeConnector)
    assert connector.is_closed
    for use in (line.connector, lambda: line.wait("", 1000)):
        with pytest.raises(OtetError) as caught:
            use()
        assert caught.value.code is ErrorCode.CANCELLED
    line.pause(1000)


def test_a_line_cut_while_the_connection_is_made_is_not_used(desk: FakeDesk) -> None:
    line = InterruptibleConnection(lambda: (line.cut(), FakeConnector(desk))[1])
    with pytest.raises(OtetError):
        line.connector()
