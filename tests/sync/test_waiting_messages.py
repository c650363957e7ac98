"""A message that waits, for hours too, can be edited and discarded; a try that just begins and that are never both."""

import threading

import pytest

from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.operations import OperationState
from desktop.store import outbox
from tests.client_harness import Client, ticket_key
from tests.fakes import FakeDesk, fails

OFFLINE = fails(Problem(ErrorCode.OFFLINE, nothing_sent=True, reason="NameResolutionError"))


def offline_for_hours(client: Client, desk: FakeDesk) -> None:
    desk.policy = lambda call, out: OFFLINE
    for _ in range(60):
        client.clock.advance(max(client.engine.step(), 60))


def test_after_hours_without_network_a_ticket_goes_back_into_the_composer(client: Client, desk: FakeDesk) -> None:
    client.settle()
    desk.policy = lambda call, out: OFFLINE
    draft = client.write("Withdrawal", "pay to the old IBAN")
    draft = client.services.drafts.attach_bytes(draft, "scan.pdf", b"%PDF", desk.info)
    id = client.services.tickets.submit(draft, limits=desk.info)
    offline_for_hours(client, desk)
    assert client.operation(id).attempts  # type: ignore[union-attr]
    back = client.services.tickets.edit_again(id)
    assert (back.subject, back.body, back.files) == (draft.subject, draft.body, draft.files)
    assert client.waiting == ()
    desk.policy = lambda call, out: None
    client.settle()
    assert desk.refs() == []
    again = client.services.tickets.submit(back, limits=desk.info)
    client.settle()
    assert desk.refs() == [again]


def test_after_hours_without_network_a_reply_goes_back_or_is_discarded(client: Client, desk: FakeDesk) -> None:
    desk.open_ticket("Old", "Hello")
    client.settle()
    desk.policy = lambda call, out: OFFLINE
    first, second = client.send("first", key=ticket_key(1)), client.send("second", key=ticket_key(1))
    offline_for_hours(client, desk)
    client.services.tickets.discard(first)
    assert client.services.tickets.undo(second).ticket_id == 1  # type: ignore[union-attr]
    assert client.waiting == ()
    desk.policy = lambda call, out: None
    client.settle()
    assert desk.own_bodies("1") == ["Hello"]


@pytest.mark.parametrize("seed", range(20))
def test_a_try_and_a_change_of_mind_are_never_both(client: Client, desk: FakeDesk, seed: int) -> None:
    client.settle()
    id = client.send("race")
    begun: list[bool] = []
    taken: list[object] = []
    start = threading.Barrier(2)

    def begin() -> None:
        start.wait()
        with client.database.write() as tx:
            begun.append(outbox.begin(tx, id, client.clock.now_ms()))

    def take_back() -> None:
        start.wait()
        taken.append(client.services.tickets.undo(id))

    threads = [threading.Thread(target=work) for work in (begin, take_back)[:: 1 if seed % 2 else -1]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert begun[0] is not (taken[0] is not None)


@pytest.mark.parametrize("act", ["edit_again", "discard"])
def test_what_is_being_checked_cannot_be_changed(client: Client, desk: FakeDesk, act: str) -> None:
    client.settle()
    desk.policy = lambda call, out: fails(ErrorCode.TIMED_OUT)
    id = client.send("may have arrived")
    client.engine.step()
    assert client.operation(id).state is OperationState.UNKNOWN  # type: ignore[union-attr]
    with pytest.raises(OtetError) as caught:
        getattr(client.services.tickets, act)(id)
    assert caught.value.code is ErrorCode.ALREADY_SENT


def test_checking_what_was_given_up_makes_no_second_one(client: Client, desk: FakeDesk) -> None:
    client.settle()
    desk.policy = lambda call, out: fails(ErrorCode.SERVER_ERROR, committed=True) if call == "deliver" else None
    id = client.send("arrived, and no answer says so")
    for _ in range(40):
        client.clock.advance(max(client.engine.step(), 1))
        operation = client.operation(id)
        if operation is not None and operation.state is OperationState.NEEDS_USER:
            break
    desk.policy = lambda call, out: None
    client.services.tickets.check(id)
    client.settle()
    assert client.waiting == ()
    assert desk.refs() == [id]
