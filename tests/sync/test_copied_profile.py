"""A profile from a backup goes on: what the help desk has under a key hides no text, and nothing arrives twice."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.connectors.base import Capabilities, OutgoingMessage
from desktop.domain.accounts import Guarantee
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.operations import OperationKind, OperationState
from desktop.domain.remote import Receipt
from desktop.domain.tickets import Delivery
from desktop.store import drafts, outbox
from desktop.store.read import queries
from tests.client_harness import Client, sending_key
from tests.fakes import FakeDesk, fails

LEVELS = {
    Guarantee.A: Capabilities(Guarantee.A, can_wait=True),
    Guarantee.B: Capabilities(Guarantee.B, can_wait=True, can_look_up=True, key_life_s=3600.0),
    Guarantee.C: Capabilities(Guarantee.C, can_wait=True, can_look_up=True),
    Guarantee.D: Capabilities(Guarantee.D, can_wait=True),
}


def put_back(client: Client, backup: Path) -> None:
    """The profile is lost, and last night's takes its place."""
    client.close()
    shutil.rmtree(client.folder)
    shutil.copytree(backup, client.folder)
    client._open()
    client.database.begin_run()
    client.engine = client.new_engine()


def backed_up(client: Client, tmp_path_factory: pytest.TempPathFactory) -> Path:
    client.database.begin_run()
    client.close()
    backup = tmp_path_factory.mktemp("backups") / "backup"
    shutil.copytree(client.folder, backup)
    client._open()
    client.database.begin_run()
    client.engine = client.new_engine()
    return backup


@pytest.mark.parametrize("knows_digests", [True, False], ids=["compares", "answers the first receipt"])
def test_a_draft_that_was_sent_after_the_backup_is_written_anew(
    client: Client, desk: FakeDesk, tmp_path_factory: pytest.TempPathFactory, knows_digests: bool
) -> None:
    draft = client.write("Backup", "first version")
    backup = backed_up(client, tmp_path_factory)
    client.services.tickets.submit(draft, limits=desk.info)
    client.settle()
    if not knows_digests:
        desk.digests.clear()
        desk.check_same = lambda outgoing: None  # type: ignore[method-assign]
    put_back(client, backup)
    client.settle()
    (found,) = drafts.all(client.database.read_connection(), client.account.id)
    assert found.id != draft.id
    again = client.services.drafts.keep(replace(found, body="second version"))
    client.services.tickets.submit(again, limits=desk.info)
    client.settle()
    assert client.waiting == ()
    assert desk.own_bodies() == ["first version", "second version"]


@pytest.mark.parametrize("level", [Guarantee.A, Guarantee.C])
def test_what_waited_in_the_backup_and_arrived_since_arrives_once(
    client: Client, desk: FakeDesk, tmp_path_factory: pytest.TempPathFactory, level: Guarantee
) -> None:
    desk.capabilities = LEVELS[level]
    client.settle()
    desk.next("deliver", *[fails(Problem(ErrorCode.OFFLINE, nothing_sent=True))] * 2)
    id = client.send("waits")
    client.engine.step()
    backup = backed_up(client, tmp_path_factory)
    client.settle()
    assert desk.refs() == [id]
    put_back(client, backup)
    client.settle()
    assert desk.refs() == [id]
    assert client.waiting == ()


@pytest.mark.parametrize("level", list(LEVELS))
@pytest.mark.parametrize("is_tried", [False, True], ids=["never tried", "under way when it was copied"])
def test_two_computers_with_the_same_profile_send_what_waits_once(
    client: Client, desk: FakeDesk, tmp_path_factory: pytest.TempPathFactory, level: Guarantee, is_tried: bool
) -> None:
    """The copy is the first to reach the help desk; the original, which knows of no copy, comes later."""
    desk.capabilities = LEVELS[level]
    client.settle()
    id = client.send("waits")
    if is_tried:
        with client.database.write() as tx:
            outbox.begin(tx, id, client.clock.now_ms())
    copied = Client(backed_up(client, tmp_path_factory), desk)
    copied.database.begin_run()
    desk.next("look_up", fails(ErrorCode.SERVER_ERROR))
    copied.settle(rounds=20)
    is_sure = level is Guarantee.A
    assert len(desk.own_bodies()) == int(is_sure), "nothing goes out of a copy that could arrive twice"
    if not is_sure:
        (waiting,) = copied.waiting
        assert waiting.state is OperationState.NEEDS_USER
        assert waiting.problem is not None and waiting.problem.code is ErrorCode.UNCONFIRMED
        assert waiting.problem.could_duplicate
    if not is_tried:
        client.settle()
        assert desk.own_bodies() == ["waits"]
    copied.close()


def test_the_user_can_send_it_from_the_copy_all_the_same(
    client: Client, desk: FakeDesk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk.capabilities = LEVELS[Guarantee.C]
    client.settle()
    id = client.send("waits")
    put_back(client, backed_up(client, tmp_path_factory))
    client.settle()
    assert desk.own_bodies() == []
    client.services.tickets.try_now(id)
    client.settle()
    assert desk.own_bodies() == ["waits"] and client.waiting == ()


@pytest.mark.parametrize("arrives_later", [False, True], ids=["mirrored", "mirrored later"])
def test_nothing_is_done_whose_text_is_shown_nowhere(client: Client, desk: FakeDesk, arrives_later: bool) -> None:
    """A help desk that compares nothing answers a known key with what it has under it."""
    client.settle()
    desk.check_same = lambda outgoing: None  # type: ignore[method-assign]
    id = client.send("my new IBAN is another one")
    desk.carry_out(OutgoingMessage(id, OperationKind.CREATE, "", "", "Earlier", "pay to the old one"), [])
    if not arrives_later:
        desk.next("deliver", fails(ErrorCode.SERVER_ERROR))
    client.settle()
    operation = client.operation(id)
    assert operation is not None and operation.state is OperationState.NEEDS_USER
    assert operation.problem is not None and operation.problem.code is ErrorCode.REF_CONFLICT
    connection, account = client.database.read_connection(), client.account.id
    (shown,) = queries.messages(connection, account, sending_key(id))
    assert (shown.body, shown.delivery) == ("my new IBAN is another one", Delivery.NEEDS_YOU)
    draft = client.services.tickets.edit_again(id)
    client.services.tickets.submit(draft, limits=desk.info)
    client.settle()
    assert desk.own_bodies() == ["pay to the old one", "my new IBAN is another one"]


@pytest.mark.parametrize("kept", ["Hello\r\n there ", "HELLO there", "Hello\u00a0there"])
def test_a_text_that_the_help_desk_cleaned_is_the_same(client: Client, desk: FakeDesk, kept: str) -> None:
    client.settle()
    id = client.send("Hello  there\u200b")
    with client.database.write() as tx:
        outbox.begin(tx, id, client.clock.now_ms())
        outbox.done(tx, id, Receipt("1", "m1"))
    desk.carry_out(OutgoingMessage("other", OperationKind.CREATE, "", "", "Subject", kept), [])
    client.settle()
    assert client.waiting == ()
