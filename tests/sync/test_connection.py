"""A wake that comes just before, during or just after a wait is never lost."""

import pytest

from desktop.domain.errors import ErrorCode, OtetError
from desktop.sync.connection import InterruptibleConnection
from tests.fakes import FakeClock, FakeConnector, FakeDesk


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(FakeClock())


def test_a_wake_before_a_wait_ends_it_at_once(desk: FakeDesk) -> None:
    connection = InterruptibleConnection(lambda: FakeConnector(desk))
    connection.wake()
    assert connection.long_poll("", 1000).changed is False
    connection.wait(1000)
    assert "wait" not in desk.calls
    assert connection.take_wake() is True
    assert connection.take_wake() is False


@pytest.mark.parametrize("has_waited", [False, True])
def test_a_wake_outside_of_a_wait_interrupts_nothing(desk: FakeDesk, has_waited: bool) -> None:
    connection = InterruptibleConnection(lambda: FakeConnector(desk))
    connector = connection.connector()
    if has_waited:
        connection.long_poll("", 0)
    connection.wake()
    desk.open_ticket("Withdrawal", "Where is it?")
    # a connector that was interrupted would let the next call, which may be a send, end without its answer
    assert connector.wait("", 0).changed is True


def test_a_broken_connection_is_closed_and_replaced(desk: FakeDesk) -> None:
    made: list[FakeConnector] = []

    def connect() -> FakeConnector:
        made.append(FakeConnector(desk))
        return made[-1]

    connection = InterruptibleConnection(connect)
    assert connection.connector() is connection.connector()
    connection.drop()
    connection.drop()
    assert made[0].is_closed
    assert connection.connector() is made[1]


def test_an_aborted_connection_stays_aborted(desk: FakeDesk) -> None:
    connection = InterruptibleConnection(lambda: FakeConnector(desk))
    connector = connection.connector()
    connection.abort()
    assert isinstance(connector, FakeConnector)
    assert connector.is_closed
    for use in (connection.connector, lambda: connection.long_poll("", 1000)):
        with pytest.raises(OtetError) as caught:
            use()
        assert caught.value.code is ErrorCode.CANCELLED
    connection.wait(1000)


def test_a_connector_made_during_an_abort_is_not_used(desk: FakeDesk) -> None:
    def connect() -> FakeConnector:
        connection.abort()
        return FakeConnector(desk)

    connection = InterruptibleConnection(connect)
    with pytest.raises(OtetError):
        connection.connector()
