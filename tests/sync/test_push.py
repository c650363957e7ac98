"""What a person sends arrives exactly once, whatever happens on the way (level A: the reference is unique there)."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.connectors.base import OutgoingMessage
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.operations import OperationState
from desktop.domain.sync_status import LinkState
from desktop.domain.tickets import Delivery
from desktop.store.read import queries
from tests.client_harness import Client, failing_disk, link_of, no_more_files, sending_key, ticket_key
from tests.fakes import Crash, FakeClock, FakeDesk, Fault, fails

UNSURE = [
    ErrorCode.OFFLINE,
    ErrorCode.TIMED_OUT,
    ErrorCode.SERVER_BUSY,
    ErrorCode.SERVER_ERROR,
    ErrorCode.SIGN_IN_TO_NETWORK,
    ErrorCode.NOT_A_HELP_DESK,
]


def test_a_ticket_arrives_and_comes_back_as_itself(client: Client, desk: FakeDesk) -> None:
    id = client.send("سلام")
    client.settle()
    assert desk.own_bodies() == ["سلام"]
    assert desk.refs() == [id]
    assert client.waiting == ()
    assert client.status.state is LinkState.UP_TO_DATE
    assert client.status.waiting == 0
    messages = queries.messages(client.database.read_connection(), client.account.id, ticket_key(1))
    assert [(m.body, m.delivery) for m in messages] == [("سلام", Delivery.SENT)]


@pytest.mark.parametrize("committed", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("code", UNSURE, ids=str)
def test_a_failure_before_or_after_the_commit_makes_exactly_one(
    client: Client, desk: FakeDesk, code: ErrorCode, committed: bool
) -> None:
    desk.next("deliver", *[fails(code, committed=committed)] * 3)
    id = client.send()
    client.engine.step()
    assert desk.refs() == ([id] if committed else [])
    client.settle()
    assert desk.refs() == [id]
    assert client.waiting == ()


def test_an_unsure_send_is_being_checked_until_it_is_sure(client: Client, desk: FakeDesk) -> None:
    desk.next("deliver", fails(ErrorCode.SERVER_ERROR))
    id = client.send()
    client.engine.step()
    operation = client.operation(id)
    assert operation is not None
    assert operation.state is OperationState.UNKNOWN
    assert operation.problem is not None
    assert operation.problem.code is ErrorCode.SERVER_ERROR
    assert client.clock.now_ms() <= operation.not_before_ms <= client.clock.now_ms() + 15 * 60_000


def test_a_lost_response_is_found_by_the_pull_that_follows(client: Client, desk: FakeDesk) -> None:
    desk.next("deliver", fails(ErrorCode.TIMED_OUT, committed=True))
    client.send()
    client.engine.step()
    assert client.waiting == ()
    assert desk.calls.count("deliver") == 1


def test_a_proxy_that_sends_twice_makes_one(client: Client, desk: FakeDesk) -> None:
    desk.next("deliver", Fault(twice=True))
    id = client.send()
    client.settle()
    assert desk.refs() == [id]


@pytest.mark.parametrize(
    "code", [ErrorCode.REFUSED, ErrorCode.TOO_LARGE, ErrorCode.TICKET_GONE, ErrorCode.TEXT_TOO_LONG], ids=str
)
def test_a_refusal_needs_the_person_and_holds_up_nobody_else(client: Client, desk: FakeDesk, code: ErrorCode) -> None:
    desk.next("deliver", fails(Problem(code, reason="no")))
    refused = client.send("refused")
    other = client.send("other")
    client.settle()
    assert desk.own_bodies() == ["other"]
    operation = client.operation(refused)
    assert operation is not None
    assert operation.state is OperationState.NEEDS_USER
    assert operation.problem is not None
    assert operation.problem == Problem(code, reason="no")
    assert client.operation(other).state is OperationState.DONE  # type: ignore[union-attr]
    client.services.tickets.try_now(refused)
    client.settle()
    assert desk.own_bodies() == ["other", "refused"]
    assert desk.refs() == [other, refused]


def test_a_poisoned_ticket_does_not_hold_up_another(client: Client, desk: FakeDesk) -> None:
    desk.policy = lambda call, out: (
        fails(ErrorCode.SERVER_ERROR) if call == "deliver" and out is not None and out.body == "poison" else None
    )
    poisoned = client.send("poison")
    client.send("one")
    client.send("two")
    for _ in range(60):
        client.clock.advance(max(client.engine.step(), 1))
    assert desk.own_bodies() == ["one", "two"]
    operation = client.operation(poisoned)
    assert operation is not None
    assert operation.state is OperationState.NEEDS_USER, "nobody is told"
    assert operation.problem is not None
    assert operation.problem.code is ErrorCode.UNCONFIRMED
    assert (client.status.waiting, client.status.needs_you) == (0, 1), "it is not waiting: nothing will send it"
    assert client.status.state is LinkState.UP_TO_DATE
    desk.policy = lambda call, out: None
    client.services.tickets.try_now(poisoned)
    client.settle()
    assert desk.own_bodies() == ["one", "two", "poison"]


def test_an_hour_without_network_makes_no_send_a_poisoned_one(client: Client, desk: FakeDesk) -> None:
    desk.policy = lambda call, out: fails(ErrorCode.TIMED_OUT)
    id = client.send()
    for _ in range(200):
        client.clock.advance(max(client.engine.step(), 1))
    assert client.operation(id).state is OperationState.UNKNOWN  # type: ignore[union-attr]
    desk.policy = lambda call, out: None
    client.settle()
    assert desk.refs() == [id]


def test_replies_keep_their_order_though_one_has_to_wait(client: Client, desk: FakeDesk) -> None:
    desk.open_ticket("Old", "Hello")
    client.settle()
    desk.next("deliver", fails(ErrorCode.SERVER_ERROR), fails(ErrorCode.TIMED_OUT), fails(ErrorCode.OFFLINE))
    for number in range(4):
        client.send(str(number), key=ticket_key(1))
    client.settle()
    assert desk.own_bodies("1") == ["Hello", "0", "1", "2", "3"]


def test_replies_to_a_create_that_still_waits_go_to_the_ticket_that_it_becomes(client: Client, desk: FakeDesk) -> None:
    desk.open_ticket("Another", "x")
    desk.next("deliver", fails(Problem(ErrorCode.OFFLINE, nothing_sent=True)))
    create = client.send("first")
    client.send("second", key=sending_key(create))
    client.engine.step()
    client.send("third", key=sending_key(create))
    client.settle()
    client.send("fourth", key=sending_key(create))
    client.settle()
    assert desk.own_bodies("2") == ["first", "second", "third", "fourth"]


def test_nothing_leaves_within_the_undo_time(client: Client, desk: FakeDesk) -> None:
    client.settle()
    id = client.send("oops", undo_s=5)
    assert 4 < client.engine.step() <= 5
    client.clock.advance(4.9)
    client.engine.step()
    assert desk.own_bodies() == []
    draft = client.services.tickets.undo(id)
    assert draft is not None
    assert (draft.id, draft.body) == (id, "oops")
    client.clock.advance(10)
    client.engine.step()
    assert desk.own_bodies() == []
    again = client.services.tickets.submit(replace(draft, body="better"), limits=desk.info, undo_s=5)
    client.clock.advance(5)
    client.engine.step()
    assert desk.own_bodies() == ["better"]
    assert client.services.tickets.undo(again) is None


def test_what_certainly_never_left_waits_in_the_queue(client: Client, desk: FakeDesk) -> None:
    desk.next("deliver", fails(Problem(ErrorCode.OFFLINE, nothing_sent=True)))
    desk.next("changes", fails(Problem(ErrorCode.OFFLINE, nothing_sent=True)))
    id = client.send()
    rest_s = client.engine.step()
    operation = client.operation(id)
    assert operation is not None
    assert operation.state is OperationState.QUEUED
    assert client.status.state is LinkState.OFFLINE
    assert client.status.retry_ms == client.clock.now_ms() + int(rest_s * 1000)
    client.settle()
    assert desk.refs() == [id]


def test_a_missing_attachment_needs_the_person(client: Client, desk: FakeDesk, tmp_path: Path) -> None:
    source = tmp_path / "proof.png"
    source.write_bytes(b"png")
    draft = client.services.drafts.attach(client.write(), source, desk.info)
    client.blobs.path(draft.files[0].sha256).unlink()
    id = client.services.tickets.submit(draft, limits=desk.info)
    client.settle()
    operation = client.operation(id)
    assert operation is not None
    assert operation.state is OperationState.NEEDS_USER
    assert operation.problem is not None
    assert operation.problem.code is ErrorCode.FILE_GONE
    assert "deliver" not in desk.calls


def test_bytes_that_cannot_be_read_for_a_moment_are_not_called_damaged(
    client: Client, desk: FakeDesk, tmp_path: Path
) -> None:
    source = tmp_path / "proof.png"
    source.write_bytes(b"the proof")
    draft = client.services.drafts.attach(client.write(), source, desk.info)
    id = client.services.tickets.submit(draft, limits=desk.info)
    with no_more_files():
        client.engine.step()
    operation = client.operation(id)
    assert operation is not None
    assert operation.problem == Problem(ErrorCode.FILE_UNREADABLE, name="proof.png")
    assert "deliver" not in desk.calls
    client.services.tickets.try_now(id)
    client.settle()
    assert list(desk.files.values()) == [b"the proof"]


def test_a_try_that_may_have_arrived_is_waited_for_when_its_file_is_gone(
    client: Client, desk: FakeDesk, tmp_path: Path
) -> None:
    source = tmp_path / "proof.png"
    source.write_bytes(b"the proof")
    draft = client.services.drafts.attach(client.write(), source, desk.info)
    id = client.services.tickets.submit(draft, limits=desk.info)
    desk.next("deliver", fails(ErrorCode.TIMED_OUT, committed=True))
    client.engine.step()
    client.blobs.path(draft.files[0].sha256).unlink()
    client.settle()
    operation = client.operation(id)
    assert operation is not None and operation.state is OperationState.DONE
    assert desk.refs() == [id]


def test_damaged_bytes_are_not_sent_and_the_file_is_named(client: Client, desk: FakeDesk, tmp_path: Path) -> None:
    source = tmp_path / "proof.png"
    source.write_bytes(b"the proof")
    draft = client.services.drafts.attach(client.write(), source, desk.info)
    client.blobs.path(draft.files[0].sha256).write_bytes(b"the pr\0\0f")
    id = client.services.tickets.submit(draft, limits=desk.info)
    client.settle()
    operation = client.operation(id)
    assert operation is not None and operation.problem is not None
    assert operation.state is OperationState.NEEDS_USER
    assert operation.problem == Problem(ErrorCode.FILE_DAMAGED, name="proof.png")
    assert "deliver" not in desk.calls
    # attached again it goes out, in a message of its own
    again = client.services.tickets.edit_again(id)
    again = client.services.drafts.attach(client.services.drafts.detach(again, 0), source, desk.info)
    client.services.tickets.submit(again, limits=desk.info)
    client.settle()
    assert list(desk.files.values()) == [b"the proof"]


def test_attachments_go_with_their_bytes_and_need_no_download(client: Client, desk: FakeDesk, tmp_path: Path) -> None:
    source = tmp_path / "گزارش.pdf"
    source.write_bytes(b"%PDF" * 1000)
    draft = client.services.drafts.attach(client.write(), source, desk.info)
    source.write_bytes(b"changed after attaching")
    client.services.tickets.submit(draft, limits=desk.info)
    client.settle()
    assert list(desk.files.values()) == [b"%PDF" * 1000]
    (message,) = queries.messages(client.database.read_connection(), client.account.id, ticket_key(1))
    path = client.services.attachments.path(message.attachments[0])
    assert path is not None
    assert path.read_bytes() == b"%PDF" * 1000


def test_a_hundred_thousand_characters_arrive_whole(client: Client, desk: FakeDesk) -> None:
    text = "سلام دنیا\u200c 😀\n" * 10_000
    text = text[:100_000]
    client.send(text)
    client.settle()
    assert desk.own_bodies() == [text]


def test_a_revoked_token_keeps_everything_and_a_new_sign_in_sends_it_once(client: Client, desk: FakeDesk) -> None:
    client.settle()
    desk.tokens.clear()
    id = client.send()
    client.engine.step()
    assert client.status.state is LinkState.SIGN_IN_AGAIN
    assert client.status.waiting == 1
    assert client.operation(id).state is OperationState.QUEUED  # type: ignore[union-attr]
    before = len(desk.calls)
    for _ in range(20):
        client.clock.advance(60)
        assert client.engine.step() > 60
    assert len(desk.calls) == before
    client.services.accounts.sign_in_again(client.account, desk.password)
    client.settle()
    assert desk.refs() == [id]
    assert link_of(client) is LinkState.UP_TO_DATE


def test_a_token_revoked_between_two_sends(client: Client, desk: FakeDesk) -> None:
    ids = [client.send(str(number)) for number in range(3)]
    desk.policy = lambda call, out: (
        fails(ErrorCode.SIGN_IN_AGAIN) if call == "deliver" and out is not None and out.body == "1" else None
    )
    client.engine.step()
    assert client.status.state is LinkState.SIGN_IN_AGAIN
    assert desk.refs() == ids[:1]
    desk.policy = lambda call, out: None
    client.services.accounts.sign_in_again(client.account, desk.password)
    client.settle()
    assert desk.refs() == ids


def test_a_busy_help_desk_is_left_alone_by_the_whole_account(client: Client, desk: FakeDesk) -> None:
    client.settle()
    desk.next("deliver", fails(Problem(ErrorCode.SERVER_BUSY, retry_after_s=120)))
    client.send("one")
    client.send("two")
    client.engine.step()
    assert client.status.state is LinkState.BUSY
    assert client.status.retry_ms >= client.clock.now_ms() + 120_000
    before = len(desk.calls)
    client.clock.advance(119)
    client.engine.wake()
    assert client.engine.step() >= 1
    assert len(desk.calls) == before
    client.engine.wake(at_once=True)
    client.settle()
    assert sorted(desk.own_bodies()) == ["one", "two"]


def test_a_disk_that_fails_after_the_send_never_makes_two(client: Client, desk: FakeDesk) -> None:
    client.settle()
    id = client.send()
    with ExitStack() as stack:

        def fill_the_disk(call: str, outgoing: OutgoingMessage | None) -> None:
            if call == "deliver":
                # the intent is committed; the receipt cannot be
                stack.enter_context(failing_disk(client))

        desk.policy = fill_the_disk
        client.engine.step()
        desk.policy = lambda call, outgoing: None
        assert desk.refs() == [id]
        assert client.operation(id).state is OperationState.INTENT  # type: ignore[union-attr]
        assert client.status.state is LinkState.STOPPED
        assert client.status.problem is not None
        assert client.status.problem.code in (ErrorCode.DISK_FULL, ErrorCode.DISK_ERROR)
        for _ in range(5):
            client.clock.advance(client.engine.step())
    client.settle()
    assert desk.refs() == [id]
    assert client.waiting == ()
    assert link_of(client) is LinkState.UP_TO_DATE


def test_a_crash_at_every_point_loses_nothing_and_makes_nothing_twice(tmp_path: Path) -> None:
    crashed = True
    at = 0
    while crashed:
        desk = FakeDesk(FakeClock())
        client = Client(tmp_path / str(at), desk)
        crashed = crash_while_sending(client, at)
        accepted = [one.id for one in client.waiting]
        drafts = client.services.drafts.all(client.account.id)
        arrived = desk.refs()
        client.restart()
        client.settle()
        try:
            assert sorted(desk.refs()) == sorted({*arrived, *accepted}), "lost or doubled"
            assert desk.own_bodies("1") == [body for body in ("one", "two") if body in desk.own_bodies("1")]
            assert client.services.drafts.all(client.account.id) == drafts
            assert len(drafts) + len(desk.refs()) in ((3,) if not crashed else (0, 1, 2, 3))
        except AssertionError as error:
            raise AssertionError(f"crash at point {at}") from error
        finally:
            client.close()
        at += 1
    assert at > 40


def crash_while_sending(client: Client, at: int) -> bool:
    client.clock.crash_in = at
    try:
        create = client.send("one")
        client.engine.step()
        client.send("two", key=sending_key(create))
        client.send("three")
        client.engine.step()
        client.engine.step()
    except Crash:
        return True
    finally:
        client.clock.crash_in = None
    return False
