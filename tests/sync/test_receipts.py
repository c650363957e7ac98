"""Before a large upload is sent again, the help desk is asked whether it has arrived, which costs little."""

from dataclasses import replace

import pytest

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.operations import OperationState
from desktop.domain.remote import Page
from tests.client_harness import Client
from tests.fakes import FakeDesk, fails

PICTURE = bytes(range(256)) * 100


@pytest.fixture(autouse=True)
def _finds_receipts(client: Client, desk: FakeDesk) -> None:
    desk.capabilities = replace(desk.capabilities, can_find_receipts=True)
    client.restart()
    # otherwise the next page of changes says it
    desk.page = lambda cursor, limit: Page(cursor or "0", False)  # type: ignore[method-assign]


def send(client: Client, data: bytes = PICTURE) -> str:
    draft = client.services.drafts.attach_bytes(client.write(), "a.png", data, client.desk.info)
    return client.services.tickets.submit(draft, limits=client.desk.info)


def state(client: Client, id: str) -> OperationState:
    found = client.operation(id)
    assert found is not None
    return found.state


def test_what_arrived_is_not_sent_again(client: Client, desk: FakeDesk) -> None:
    desk.next("deliver", fails(ErrorCode.TIMED_OUT, committed=True))
    id = send(client)
    client.settle()
    assert (desk.calls.count("deliver"), desk.calls.count("find_receipt")) == (1, 1)
    assert state(client, id) is OperationState.DONE
    assert len(desk.refs()) == 1


def test_what_did_not_arrive_is_sent_again(client: Client, desk: FakeDesk) -> None:
    desk.next("deliver", fails(ErrorCode.TIMED_OUT))
    id = send(client)
    client.settle()
    assert (desk.calls.count("deliver"), desk.calls.count("find_receipt")) == (2, 1)
    assert state(client, id) is OperationState.DONE


@pytest.mark.parametrize("problem", [Problem(ErrorCode.SERVER_ERROR, status=500), Problem(ErrorCode.REFUSED)])
def test_a_help_desk_that_cannot_say_gets_it_again(client: Client, desk: FakeDesk, problem: Problem) -> None:
    desk.next("deliver", fails(ErrorCode.TIMED_OUT, committed=True))
    desk.next("find_receipt", fails(problem))
    send(client)
    client.settle()
    assert (desk.calls.count("deliver"), len(desk.refs())) == (2, 1)


def test_without_an_answer_nothing_is_sent(client: Client, desk: FakeDesk) -> None:
    desk.next("deliver", fails(ErrorCode.TIMED_OUT, committed=True))
    desk.next("find_receipt", *[fails(ErrorCode.OFFLINE)] * 3)
    id = send(client)
    client.settle()
    assert (desk.calls.count("deliver"), desk.calls.count("find_receipt")) == (1, 4)
    assert state(client, id) is OperationState.DONE


def test_other_content_under_the_reference_is_no_receipt(client: Client, desk: FakeDesk) -> None:
    desk.next("deliver", fails(ErrorCode.TIMED_OUT, committed=True))
    id = send(client)
    client.engine.step()
    desk.digests[id] = "of something else"
    client.settle()
    assert desk.calls.count("deliver") == 2
    operation = client.operation(id)
    assert operation is not None and operation.problem is not None
    assert operation.problem.code is ErrorCode.REF_CONFLICT


def test_a_short_text_is_simply_sent_again(client: Client, desk: FakeDesk) -> None:
    desk.next("deliver", fails(ErrorCode.TIMED_OUT, committed=True))
    client.send("two lines\nof text")
    client.settle()
    assert (desk.calls.count("deliver"), desk.calls.count("find_receipt"), len(desk.refs())) == (2, 0, 1)


def test_what_never_left_is_not_asked_about(client: Client, desk: FakeDesk) -> None:
    desk.next("deliver", fails(Problem(ErrorCode.OFFLINE, nothing_sent=True)))
    send(client)
    client.settle()
    assert (desk.calls.count("deliver"), desk.calls.count("find_receipt")) == (2, 0)
