"""A help desk restored from an older copy that lacks nothing of the person's: said once, and nobody has to look."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.sync_status import LinkState
from tests.client_harness import Client, ticket_key
from tests.fakes import FakeClock, FakeDesk, fails
from tests.sync.test_rollback import copy_of, put_back, restore, run, texts, write_on


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


def lose_an_answer(client: Client) -> dict[str, object]:
    """A copy; then support answers, and the copy does not have that answer."""
    write_on(client, "old", "in the copy")
    copy = copy_of(client.desk)
    client.desk.answer("1", "a lost answer")
    client.engine.wake()
    client.settle()
    return copy


def test_nothing_of_the_persons_is_missing(client: Client) -> None:
    copy = lose_an_answer(client)
    before = texts(client)
    assert client.status.restored_ms == 0
    restore(client, copy)
    client.desk.clock.advance(60)
    client.desk.answer("1", "another answer under the same id")
    run(client)
    assert client.status.state is LinkState.UP_TO_DATE, "nobody has to look where there is nothing to see"
    assert client.status.restored_ms > 0
    assert texts(client) == before | {"another answer under the same id"}
    client.send("goes on", key=ticket_key(1))
    client.settle()
    assert client.desk.own_bodies() == ["in the copy", "goes on"]
    # and it is said once
    client.restart()
    client.settle()
    assert (client.status.state, client.status.restored_ms) == (LinkState.UP_TO_DATE, 0)


def test_a_receipt_that_the_copy_does_not_honour_is_something_missing(client: Client) -> None:
    """Delivered and not mirrored yet: no message of the mirror is missing, but one that was delivered is."""
    copy = lose_an_answer(client)
    client.desk.policy = lambda call, outgoing: (
        fails(Problem(ErrorCode.OFFLINE, nothing_sent=True)) if call == "changes" else None
    )
    client.send("delivered, then lost", key=ticket_key(1))
    run(client, 4)
    assert "delivered, then lost" in client.desk.own_bodies()
    client.desk.policy = lambda call, outgoing: None
    put_back(client.desk, copy)
    client.restart()
    client.clock.advance(120)
    run(client)
    assert client.status.problem is not None
    assert client.status.problem == Problem(ErrorCode.ROLLED_BACK, messages=1)
    assert [one.body for one in client.services.tickets.missing(client.account.id)] == ["delivered, then lost"]
    assert client.services.tickets.settle_rollback(client.account.id, send_again=True) == 1
    client.settle()
    assert "delivered, then lost" in client.desk.own_bodies()
    assert client.status.state is LinkState.UP_TO_DATE
