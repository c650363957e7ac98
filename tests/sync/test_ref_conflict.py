"""A key under which the help desk has other content: the text stays, needs the user, and goes out under a new key."""

from dataclasses import replace

import pytest

from desktop.connectors.base import OutgoingMessage
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.operations import OperationKind, OperationState
from desktop.domain.tickets import Delivery
from desktop.store import drafts
from desktop.store.read import queries
from tests.client_harness import Client, sending_key, ticket_key
from tests.fakes import Crash, FakeDesk, Fault, fails


def earlier(desk: FakeDesk, ref: str, body: str = "what went before", ticket: str = "") -> None:
    """Other content arrives under the key first."""
    kind = OperationKind.REPLY if ticket else OperationKind.CREATE
    desk.carry_out(OutgoingMessage(ref, kind, ticket, "", "" if ticket else "Earlier", body), [])


def needs_user(client: Client, id: str) -> bool:
    operation = client.operation(id)
    return (
        operation is not None
        and operation.state is OperationState.NEEDS_USER
        and operation.problem is not None
        and operation.problem.code is ErrorCode.REF_CONFLICT
    )


@pytest.mark.parametrize("pulled_first", [False, True], ids=["409 first", "pulled first"])
def test_other_content_under_the_key_of_a_ticket_needs_the_user(
    client: Client, desk: FakeDesk, pulled_first: bool
) -> None:
    id = client.send("what I wrote")
    earlier(desk, id)
    if pulled_first:
        desk.next("deliver", fails(ErrorCode.SERVER_ERROR))
        client.engine.step()
    client.settle()
    assert needs_user(client, id)
    assert desk.own_bodies() == ["what went before"]
    connection, account = client.database.read_connection(), client.account.id
    (shown,) = queries.messages(connection, account, sending_key(id))
    assert (shown.body, shown.delivery) == ("what I wrote", Delivery.NEEDS_YOU)
    assert [one.body for one in queries.messages(connection, account, ticket_key(1))] == ["what went before"]
    client.restart()
    client.settle()
    assert needs_user(client, id)


def test_sending_again_uses_a_new_key(client: Client, desk: FakeDesk) -> None:
    id = client.send("what I wrote")
    earlier(desk, id)
    client.settle()
    delivered = desk.calls.count("deliver")
    client.services.tickets.try_now(id)
    client.settle()
    assert desk.calls.count("deliver") == delivered
    draft = client.services.tickets.edit_again(id)
    assert draft.id != id and not draft.is_reply
    again = client.services.tickets.submit(draft, limits=desk.info)
    client.settle()
    assert client.waiting == ()
    assert desk.own_bodies() == ["what went before", "what I wrote"]
    assert desk.refs() == [id, again]
    assert drafts.is_key_retired(client.database.read_connection(), id)
    with pytest.raises(OtetError):
        client.services.drafts.keep(replace(draft, id=id))


def test_a_reply_whose_key_is_taken_is_shown_beside_what_took_it(client: Client, desk: FakeDesk) -> None:
    client.send("first")
    client.settle()
    id = client.send("second", key=ticket_key(1))
    earlier(desk, id, ticket="1")
    client.settle()
    assert needs_user(client, id)
    shown = queries.messages(client.database.read_connection(), client.account.id, ticket_key(1))
    assert [one.body for one in shown] == ["first", "what went before", "second"]
    assert [one.delivery for one in shown] == [Delivery.SENT, Delivery.SENT, Delivery.NEEDS_YOU]


def test_replies_written_on_a_ticket_whose_key_is_taken_do_not_go_to_the_other_one(
    client: Client, desk: FakeDesk
) -> None:
    desk.next("deliver", fails(ErrorCode.SERVER_ERROR), fails(ErrorCode.SERVER_ERROR))
    id = client.send("what I wrote")
    client.send("and one thing more", key=sending_key(id))
    earlier(desk, id)
    # the reply goes on waiting for its ticket, so nothing ever settles
    for _ in range(20):
        client.clock.advance(max(client.engine.step(), 1))
    assert needs_user(client, id)
    assert desk.own_bodies() == ["what went before"]
    assert len(client.waiting) == 2
    client.services.tickets.discard(id)
    (kept,) = client.services.drafts.all(client.account.id)
    assert (kept.body, kept.is_reply) == ("and one thing more", False)


def test_the_same_words_with_other_files_are_other_content(client: Client, desk: FakeDesk) -> None:
    draft = client.services.drafts.attach_bytes(client.write(body="same"), "a.png", b"bytes", desk.info)
    earlier(desk, draft.id, body="same")
    id = client.services.tickets.submit(draft, limits=desk.info)
    client.settle()
    assert needs_user(client, id)


def test_a_conflict_that_the_process_dies_over_is_found_again(client: Client, desk: FakeDesk) -> None:
    id = client.send("what I wrote")
    earlier(desk, id)
    desk.next("deliver", Fault(error=Crash()))
    with pytest.raises(Crash):
        client.engine.step()
    client.restart()
    client.settle()
    assert needs_user(client, id)


def test_another_conflict_is_checked_and_tried_again_as_before(client: Client, desk: FakeDesk) -> None:
    desk.next("deliver", fails(Problem(ErrorCode.SERVER_ERROR, status=409)))
    id = client.send("what I wrote")
    client.settle()
    assert desk.refs() == [id]
    assert client.waiting == ()
