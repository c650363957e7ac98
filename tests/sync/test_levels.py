"""Help desks that promise less than a unique reference: look up after a quarantine, or ask the person."""

from dataclasses import replace

import pytest

from desktop.domain.accounts import Guarantee
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.operations import OperationState
from desktop.domain.sync_status import LinkState
from desktop.sync.delivery.in_doubt import QUARANTINE_S
from tests.client_harness import Client, at_level, link_of, ticket_key
from tests.fakes import Crash, FakeDesk, Fault, fails


def state(client: Client, id: str) -> OperationState:
    operation = client.operation(id)
    assert operation is not None
    return operation.state


@pytest.fixture(params=[Guarantee.B, Guarantee.C], ids=str)
def looked_up(desk: FakeDesk, request: pytest.FixtureRequest) -> FakeDesk:
    return at_level(desk, request.param, can_look_up=True)


@pytest.fixture
def blind(desk: FakeDesk) -> FakeDesk:
    return at_level(desk, Guarantee.D)


def test_an_unsure_send_is_looked_up_after_the_quarantine(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    desk.next("deliver", fails(ErrorCode.SERVER_ERROR))
    id = client.send()
    client.engine.step()
    client.clock.advance(QUARANTINE_S - 1)
    client.services.tickets.try_now(id)
    client.engine.step()
    assert desk.calls.count("deliver") == 1, "sent again within the quarantine"
    client.settle()
    assert "look_up" in desk.calls
    assert desk.refs() == [id]


def test_what_a_look_up_did_not_find_is_as_if_it_had_never_left(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    desk.next("deliver", fails(ErrorCode.TIMED_OUT), fails(Problem(ErrorCode.OFFLINE, nothing_sent=True)))
    id = client.send()
    client.engine.step()
    client.clock.advance(QUARANTINE_S)
    while desk.calls.count("deliver") < 2:
        client.engine.wake(at_once=True)
        client.engine.step()
    assert state(client, id) is OperationState.QUEUED, "nothing about it is open"
    client.settle()
    assert desk.refs() == [id]


def test_a_network_that_returns_does_not_end_the_quarantine(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    client.settle()
    desk.next("deliver", fails(ErrorCode.TIMED_OUT))
    id = client.send()
    client.engine.step()
    desk.policy = lambda call, out: fails(Problem(ErrorCode.OFFLINE, nothing_sent=True))
    client.engine.wake()
    client.engine.step()
    assert client.status.state is LinkState.OFFLINE
    desk.policy = lambda call, out: None
    client.engine.wake()
    client.engine.step()
    client.engine.step()
    assert link_of(client) is LinkState.UP_TO_DATE
    assert "look_up" not in desk.calls, "nothing can be learned of it yet"
    assert state(client, id) is OperationState.UNKNOWN
    client.settle()
    assert desk.refs() == [id]


def test_a_look_up_that_fails_is_not_tried_again_and_again(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    client.settle()
    desk.next("deliver", fails(ErrorCode.TIMED_OUT))
    id = client.send()
    client.engine.step()
    client.clock.advance(QUARANTINE_S + 1)
    desk.policy = lambda call, out: fails(ErrorCode.SERVER_ERROR) if call == "look_up" else None
    client.engine.step()
    operation = client.operation(id)
    assert desk.calls.count("look_up") == 1
    assert operation is not None
    assert operation.state is OperationState.UNKNOWN
    assert operation.not_before_ms > client.clock.now_ms(), "a look-up that failed waits before the next"
    assert desk.calls.count("deliver") == 1


def test_a_ghost_that_is_carried_out_later_makes_no_second_one(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    desk.policy = lambda call, out: None
    desk.next("deliver", Fault(fails(ErrorCode.TIMED_OUT).error, delay_s=QUARANTINE_S - 10))
    id = client.send()
    client.settle()
    client.clock.advance(1000)
    client.settle()
    desk.release_delayed_requests()
    assert desk.refs() == [id]
    assert client.waiting == ()


def test_a_jump_of_the_clock_does_not_end_the_quarantine(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    desk.next("deliver", Fault(fails(ErrorCode.TIMED_OUT).error, delay_s=QUARANTINE_S - 10))
    id = client.send()
    client.engine.step()
    client.clock.jump(10 * 365 * 86400)
    client.engine.step()
    assert desk.calls.count("deliver") == 1
    client.settle()
    assert desk.refs() == [id]


def test_a_refusal_is_looked_up_before_the_person_is_asked(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    desk.next("deliver", fails(ErrorCode.REFUSED, committed=True), fails(ErrorCode.REFUSED))
    arrived, refused = client.send("arrived"), client.send("refused")
    client.engine.step()
    assert state(client, arrived) is OperationState.DONE
    assert state(client, refused) is OperationState.NEEDS_USER
    assert desk.own_bodies() == ["arrived"]


def test_a_crash_while_sending_waits_out_the_quarantine(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    desk.next("deliver", Fault(Crash(), committed=True))
    id = client.send()
    with pytest.raises(Crash):
        client.engine.step()
    desk.policy = lambda call, out: fails(ErrorCode.SERVER_ERROR) if call == "changes" else None
    client.restart()
    client.engine.step()
    client.clock.advance(QUARANTINE_S - 1)
    client.engine.step()
    assert desk.calls.count("deliver") == 1
    desk.policy = lambda call, out: None
    client.settle()
    assert desk.refs() == [id]


def test_a_ghost_of_a_crashed_process_makes_no_second_one(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    desk.next("deliver", Fault(Crash(), delay_s=QUARANTINE_S - 10))
    id = client.send()
    with pytest.raises(Crash):
        client.engine.step()
    client.restart()
    client.settle()
    client.clock.advance(QUARANTINE_S)
    desk.release_delayed_requests()
    assert desk.refs() == [id]


def test_the_quarantine_outlives_a_restart(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    desk.next("deliver", Fault(fails(ErrorCode.TIMED_OUT).error, delay_s=QUARANTINE_S - 10))
    id = client.send()
    client.engine.step()
    client.restart()
    client.clock.advance(QUARANTINE_S - 20)
    client.engine.step()
    assert desk.calls.count("deliver") == 1
    client.settle()
    desk.release_delayed_requests()
    assert desk.refs() == [id]


def test_a_look_up_that_fails_decides_nothing(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    desk.next("deliver", fails(ErrorCode.SERVER_ERROR))
    desk.next("look_up", fails(ErrorCode.SERVER_ERROR), fails(ErrorCode.TIMED_OUT), fails(ErrorCode.OFFLINE))
    id = client.send()
    client.settle()
    assert desk.calls.count("look_up") == 4
    assert desk.refs() == [id]


def test_without_a_look_up_the_person_decides(blind: FakeDesk, client: Client) -> None:
    desk = blind
    desk.next("deliver", fails(ErrorCode.TIMED_OUT))
    id = client.send("unsure")
    client.send("other")
    client.settle()
    operation = client.operation(id)
    assert operation is not None
    assert operation.state is OperationState.NEEDS_USER
    assert operation.problem is not None
    assert operation.problem.code is ErrorCode.UNCONFIRMED
    assert desk.own_bodies() == ["other"]
    client.services.tickets.try_now(id)
    client.settle()
    assert desk.own_bodies() == ["other", "unsure"]


def test_without_a_look_up_a_crash_while_sending_asks_the_person(blind: FakeDesk, client: Client) -> None:
    desk = blind
    desk.next("deliver", Fault(Crash()))
    id = client.send()
    with pytest.raises(Crash):
        client.engine.step()
    client.restart()
    client.settle()
    client.clock.advance(1000)
    client.settle()
    assert state(client, id) is OperationState.NEEDS_USER
    assert desk.calls.count("deliver") == 1


def test_what_never_left_goes_by_itself_even_there(blind: FakeDesk, client: Client) -> None:
    desk = blind
    desk.next("deliver", fails(Problem(ErrorCode.OFFLINE, nothing_sent=True)))
    id = client.send()
    client.settle()
    assert desk.refs() == [id]


def test_a_restart_and_a_jump_of_the_clock_do_not_end_the_quarantine(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    desk.next("deliver", Fault(fails(ErrorCode.TIMED_OUT).error, delay_s=QUARANTINE_S - 10))
    id = client.send()
    client.engine.step()
    client.clock.jump(10 * 365 * 86400)
    client.restart()
    client.engine.step()
    assert desk.calls.count("deliver") == 1
    assert "look_up" not in desk.calls
    client.settle()
    desk.release_delayed_requests()
    assert desk.refs() == [id]


def test_a_look_up_is_believed_when_it_must_see_what_arrived(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    client.settle()
    lag_s = 300.0
    desk.capabilities = replace(desk.capabilities, look_up_lag_s=lag_s)
    client.restart()
    desk.next("deliver", fails(ErrorCode.SERVER_ERROR))
    desk.policy = lambda call, out: fails(ErrorCode.SERVER_ERROR) if call == "changes" else None
    id = client.send()
    client.engine.step()
    desk.policy = lambda call, out: None
    client.clock.advance(QUARANTINE_S + lag_s - 5)
    client.engine.wake(at_once=True)
    client.engine.step()
    client.engine.step()
    assert "look_up" not in desk.calls
    client.settle()
    assert desk.refs() == [id]


def test_a_refusal_is_checked_behind_a_slow_index(looked_up: FakeDesk, client: Client) -> None:
    desk = looked_up
    client.settle()
    desk.capabilities = replace(desk.capabilities, look_up_lag_s=300.0)
    client.restart()
    desk.next("deliver", fails(ErrorCode.REFUSED), fails(ErrorCode.REFUSED, committed=True))
    desk.policy = lambda call, out: fails(ErrorCode.SERVER_ERROR) if call == "changes" else None
    refused, kept = client.send("refused"), client.send("kept")
    client.engine.step()
    desk.policy = lambda call, out: None
    assert state(client, refused) is OperationState.UNKNOWN
    client.settle()
    client.clock.advance(500)
    client.settle()
    assert state(client, refused) is OperationState.NEEDS_USER
    assert state(client, kept) is OperationState.DONE
    assert desk.calls.count("deliver") == 2


@pytest.fixture
def keyed(desk: FakeDesk) -> FakeDesk:
    at_level(desk, Guarantee.B, can_look_up=True)
    desk.capabilities = replace(desk.capabilities, key_life_s=7200.0)
    return desk


def test_while_its_key_lives_a_create_is_simply_sent_again(keyed: FakeDesk, client: Client) -> None:
    client.settle()
    keyed.next("deliver", fails(ErrorCode.SERVER_ERROR), fails(ErrorCode.TIMED_OUT))
    client.send()
    started_s = client.clock.monotonic_s()
    client.settle()
    assert keyed.calls.count("deliver") == 3
    assert "look_up" not in keyed.calls
    assert client.clock.monotonic_s() - started_s < QUARANTINE_S


def test_a_key_that_may_be_forgotten_is_looked_up(keyed: FakeDesk, client: Client) -> None:
    client.settle()
    keyed.next("deliver", fails(ErrorCode.SERVER_ERROR, committed=True))
    # the way stays closed until the key may be gone
    keyed.policy = lambda call, out: fails(ErrorCode.TIMED_OUT) if call == "changes" else None
    id = client.send()
    client.engine.step()
    client.clock.advance(7200 - QUARANTINE_S)
    # and what arrived is not told by the changes, so that only a look-up can
    pages = keyed.page
    keyed.page = lambda cursor, limit: replace(pages(cursor, limit), messages=())  # type: ignore[method-assign]
    keyed.policy = lambda call, out: None
    client.settle()
    assert keyed.calls.count("look_up") == 1
    assert keyed.calls.count("deliver") == 1
    assert keyed.refs() == [id]


def test_a_reply_has_no_key(keyed: FakeDesk, client: Client) -> None:
    keyed.open_ticket("Old", "question")
    client.settle()
    keyed.next("deliver", fails(ErrorCode.SERVER_ERROR))
    id = client.send(key=ticket_key(1))
    client.settle()
    assert keyed.calls.count("look_up") == 1
    assert keyed.refs() == [id]


def test_a_text_of_the_same_composer_is_not_taken_for_one_that_was_given_up(blind: FakeDesk, client: Client) -> None:
    """A help desk may know the first text by that key: what is written afterwards is a text of its own."""
    client.settle()
    draft = client.write("Subject", "first")
    client.services.tickets.submit(draft, limits=blind.info)
    blind.next("deliver", fails(ErrorCode.TIMED_OUT, committed=True))
    blind.next("changes", fails(ErrorCode.SERVER_ERROR))
    client.engine.step()
    assert state(client, draft.id) is OperationState.NEEDS_USER
    client.services.tickets.discard(draft.id)
    more = replace(draft, body="second")
    for use in (client.services.drafts.keep, lambda text: client.services.tickets.submit(text, limits=blind.info)):
        with pytest.raises(OtetError) as raised:
            use(more)
        assert raised.value.code is ErrorCode.ALREADY_SENT
    client.services.tickets.submit(replace(more, id="another"), limits=blind.info)
    client.settle()
    assert blind.own_bodies() == ["first", "second"]
