"""Submit accepts whole and at once; afterwards the person keeps every way back that is honest."""

from dataclasses import replace

import pytest

from desktop.domain.drafts import Draft
from desktop.domain.errors import DraftField, ErrorCode, OtetError, Problem
from desktop.domain.filters import HistoryFilter
from desktop.domain.operations import OperationState
from desktop.domain.tickets import RowKind
from desktop.store.changes import Changes, Kind
from tests.client_harness import Client, failing_disk, sending_key, ticket_key
from tests.fakes import FakeDesk, fails


def refused(client: Client, desk: FakeDesk) -> str:
    desk.next("deliver", fails(ErrorCode.REFUSED))
    id = client.send("refused")
    client.settle()
    return id


def test_submit_takes_the_draft_and_wakes_the_engine_in_one_step(client: Client, desk: FakeDesk) -> None:
    draft = client.write()
    told: list[Changes] = []
    client.database.subscribe(told.append)
    wakes = client.wakes
    id = client.services.tickets.submit(draft, limits=desk.info, undo_s=5)
    assert id == draft.id
    assert client.services.drafts.all(client.account.id) == ()
    (operation,) = client.services.tickets.unfinished(client.account.id)
    assert (operation.state, operation.not_before_ms) == (OperationState.QUEUED, client.clock.now_ms() + 5000)
    (changes,) = told
    assert changes.has(Kind.DRAFT)
    assert changes.has(Kind.OPERATION)
    assert client.wakes == wakes + 1


def test_a_draft_that_was_never_on_disk_can_be_submitted(client: Client, desk: FakeDesk) -> None:
    draft = replace(client.services.drafts.new(client.account.id), subject="s", body="b")
    client.services.tickets.submit(draft, limits=desk.info)
    client.settle()
    assert desk.own_bodies() == ["b"]


def test_submitting_twice_sends_once(client: Client, desk: FakeDesk) -> None:
    draft = client.write()
    for _ in range(3):
        client.services.tickets.submit(draft, limits=desk.info)
        client.settle()
    assert len(desk.refs()) == 1


def test_the_files_on_disk_go_along_even_if_the_window_has_not_heard_of_them(client: Client, desk: FakeDesk) -> None:
    draft = client.write()
    client.services.drafts.attach_bytes(draft, "a", b"1", desk.info)
    client.services.tickets.submit(draft, limits=desk.info)
    client.settle()
    assert list(desk.files.values()) == [b"1"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"body": "\u200c \u2066"}, ErrorCode.BLANK_FIELD),
        ({"subject": ""}, ErrorCode.BLANK_FIELD),
        ({"body": "x" * 100_001}, ErrorCode.TEXT_TOO_LONG),
    ],
    ids=["blank body", "blank subject", "long"],
)
def test_what_may_not_be_sent_stays_a_draft(
    client: Client, desk: FakeDesk, change: dict[str, str], code: ErrorCode
) -> None:
    draft = client.write()
    changed: Draft = replace(draft, **change)  # type: ignore[arg-type]
    with pytest.raises(OtetError) as caught:
        client.services.tickets.submit(changed, limits=desk.info)
    assert caught.value.code is code
    assert client.waiting == ()
    assert client.services.drafts.get(draft.id) == draft


def test_a_full_disk_at_submit_keeps_the_draft(client: Client, desk: FakeDesk) -> None:
    draft = client.write(body="x" * 20_000)
    with failing_disk(client), pytest.raises(OtetError) as caught:
        client.services.tickets.submit(draft, limits=desk.info)
    assert caught.value.code in (ErrorCode.DISK_FULL, ErrorCode.DISK_ERROR)
    assert client.services.drafts.get(draft.id) == draft
    assert client.waiting == ()


def test_undo_gives_back_text_files_and_department(client: Client, desk: FakeDesk) -> None:
    draft = client.services.drafts.keep(replace(client.write(), department="7", caret=3))
    draft = client.services.drafts.attach_bytes(draft, "a", b"1", desk.info)
    client.services.tickets.submit(draft, limits=desk.info, undo_s=5)
    back = client.services.tickets.undo(draft.id)
    assert back is not None
    assert replace(back, updated_ms=0) == replace(draft, updated_ms=0)
    assert client.services.drafts.all(client.account.id) == (back,)
    assert client.waiting == ()
    assert client.services.tickets.undo(draft.id) is None


def test_a_refused_text_can_be_changed_and_sent_under_a_new_reference(client: Client, desk: FakeDesk) -> None:
    id = refused(client, desk)
    draft = client.services.tickets.edit_again(id)
    assert (draft.id != id, draft.body) == (True, "refused")
    assert client.waiting == ()
    new = client.services.tickets.submit(replace(draft, body="better"), limits=desk.info)
    client.settle()
    assert desk.refs() == [new]
    assert desk.own_bodies() == ["better"]
    with pytest.raises(OtetError) as caught:
        client.services.tickets.edit_again(id)
    assert caught.value.code is ErrorCode.ALREADY_SENT


def test_a_refused_reply_holds_up_its_ticket_until_the_person_gives_it_up(client: Client, desk: FakeDesk) -> None:
    desk.open_ticket("Old", "question")
    client.settle()
    desk.next("deliver", fails(ErrorCode.TOO_LARGE))
    first = client.send("first", key=ticket_key(1))
    client.send("second", key=ticket_key(1))
    client.engine.step()
    client.clock.advance(1000)
    client.engine.step()
    assert desk.own_bodies("1") == ["question"]
    client.services.tickets.discard(first)
    client.settle()
    assert desk.own_bodies("1") == ["question", "second"]


def test_what_support_has_cannot_be_given_up(client: Client, desk: FakeDesk) -> None:
    id = client.send()
    client.settle()
    for act in (client.services.tickets.discard, client.services.tickets.edit_again):
        with pytest.raises(OtetError) as caught:
            act(id)
        assert caught.value.code is ErrorCode.ALREADY_SENT
    client.settle()
    assert desk.refs() == [id]


def test_try_now_does_not_wait_for_the_back_off(client: Client, desk: FakeDesk) -> None:
    client.settle()
    desk.next("deliver", *[fails(ErrorCode.SERVER_ERROR)] * 11)
    id = client.send()
    while desk.calls.count("deliver") < 11:
        client.clock.advance(max(client.engine.step(), 1))
    operation = client.operation(id)
    assert operation is not None
    assert operation.not_before_ms > client.clock.now_ms()
    client.services.tickets.try_now(id)
    client.engine.step()
    assert desk.refs() == [id]


def test_history_shows_drafts_sends_and_tickets_and_searches_offline(client: Client, desk: FakeDesk) -> None:
    desk.open_ticket("Wallet", "واریز به کیف پول")
    client.settle()
    client.clock.advance(1)
    draft = client.write("Draft", "text")
    client.clock.advance(1)
    sending = client.send("waits", undo_s=60)
    history = client.services.history.keys
    assert history(client.account.id, HistoryFilter()) == [
        sending_key(sending),
        (RowKind.DRAFT, draft.id),
        ticket_key(1),
    ]
    desk.policy = lambda call, outgoing: fails(ErrorCode.OFFLINE)
    assert ticket_key(1) in history(client.account.id, HistoryFilter(content="كيف"))
    assert ticket_key(1) not in history(client.account.id, HistoryFilter(content="nothing like it"))


def test_other_text_than_was_accepted_is_never_taken_for_sent(client: Client, desk: FakeDesk) -> None:
    # the disk reported a failure behind the commit, and the person went on typing
    draft = client.write(body="first")
    client.services.tickets.submit(draft, limits=desk.info)
    with pytest.raises(OtetError) as raised:
        client.services.tickets.submit(replace(draft, body="second"), limits=desk.info)
    assert raised.value.code is ErrorCode.ALREADY_SENT
    client.settle()
    assert desk.own_bodies() == ["first"]


def test_a_reply_that_is_open_while_its_create_is_taken_back_goes_as_a_ticket(client: Client, desk: FakeDesk) -> None:
    create = client.send("create", undo_s=5)
    reply = client.write(body="reply", key=sending_key(create))
    assert client.services.tickets.undo(create) is not None
    client.services.tickets.submit(reply, limits=desk.info)
    client.settle()
    assert desk.own_bodies() == ["reply"]
    assert [ticket.subject for ticket in desk.tickets.values()] == ["Subject"]


def test_a_second_click_on_such_a_reply_changes_nothing(client: Client, desk: FakeDesk) -> None:
    create = client.send("create", undo_s=5)
    reply = client.write(body="reply", key=sending_key(create))
    assert client.services.tickets.undo(create) is not None
    first = client.services.tickets.submit(reply, limits=desk.info)
    accepted = client.operation(first)
    assert client.services.tickets.submit(reply, limits=desk.info) == first
    assert client.operation(first) == accepted
    client.settle()
    assert desk.own_bodies() == ["reply"]


def test_such_a_reply_that_was_never_on_disk_asks_for_a_subject(client: Client, desk: FakeDesk) -> None:
    create = client.send("create", undo_s=5)
    reply = replace(client.services.drafts.new_reply(client.account.id, sending_key(create)), body="reply")
    client.services.tickets.undo(create)
    with pytest.raises(OtetError) as raised:
        client.services.tickets.submit(reply, limits=desk.info)
    assert raised.value.problem == Problem(ErrorCode.BLANK_FIELD, draft_field=DraftField.SUBJECT)
    client.services.tickets.submit(replace(reply, subject="Mine"), limits=desk.info)
    client.settle()
    assert [ticket.subject for ticket in desk.tickets.values()] == ["Mine"]
