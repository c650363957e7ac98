"""What was accepted is sent in order, once, and never lost, whatever state it is in."""

from dataclasses import replace

import pytest

from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.operations import OperationKind, OperationState
from desktop.domain.remote import Receipt
from desktop.domain.tickets import RowKind
from desktop.store import accounts, drafts, outbox
from desktop.store.changes import Kind
from desktop.store.read import queries
from tests.store.world import NOON, OFFLINE, REFUSED, Told, World, a_ticket, an_answer, file, own


def test_accept_freezes_the_draft_in_one_transaction(world: World, told: Told) -> None:
    draft = world.draft(files=(file(), file("b.png", 5, "b" * 64)), department="2")
    told.clear()
    world.do(lambda tx: outbox.accept(tx, draft, operation_id="d1", now_ms=NOON + 5, not_before_ms=NOON + 5000))
    operation = world.operation("d1")
    assert operation.kind is OperationKind.CREATE
    assert operation.state is OperationState.QUEUED
    assert (operation.subject, operation.body, operation.department) == (draft.subject, draft.body, "2")
    assert operation.files == draft.files
    assert (operation.created_ms, operation.not_before_ms, operation.attempts) == (NOON + 5, NOON + 5000, 0)
    assert drafts.get(world.reader, "d1") is None
    assert told.items == {(Kind.DRAFT, "d1"), (Kind.OPERATION, "d1")}


def test_accepting_the_same_id_again_changes_nothing(world: World) -> None:
    first = world.send()
    world.begin("d1")
    before = world.operation("d1")
    again = replace(Draft("d1", world.account), subject=first.subject, body=first.body)
    world.do(lambda tx: outbox.accept(tx, again, operation_id="d1", now_ms=NOON + 9, not_before_ms=0))
    assert world.operation("d1") == before
    with pytest.raises(OtetError) as raised:
        world.do(
            lambda tx: outbox.accept(
                tx, replace(again, body="another text"), operation_id="d1", now_ms=NOON + 9, not_before_ms=0
            )
        )
    assert raised.value.code is ErrorCode.ALREADY_SENT
    assert world.operation("d1") == before
    assert world.operation("d1").body == first.body
    assert len(outbox.unfinished(world.reader, world.account)) == 1


def test_accept_that_fails_leaves_the_draft(world: World) -> None:
    draft = world.draft()
    with pytest.raises(ZeroDivisionError), world.database.write() as tx:
        outbox.accept(tx, draft, operation_id="d1", now_ms=NOON, not_before_ms=0)
        raise ZeroDivisionError
    assert drafts.get(world.reader, "d1") == draft
    assert outbox.get(world.reader, "d1") is None


def test_begin_counts_and_only_from_what_waits(world: World) -> None:
    world.send()
    assert (world.begin("d1").state, world.operation("d1").attempts) == (OperationState.INTENT, 1)
    assert world.begin("d1").attempts == 1, "an intent is not begun again"
    world.do(lambda tx: outbox.unknown(tx, "d1", OFFLINE, NOON))
    assert world.begin("d1").attempts == 2
    world.do(lambda tx: outbox.refused(tx, "d1", REFUSED))
    assert world.begin("d1").state is OperationState.NEEDS_USER


def test_problems_come_back_as_they_were(world: World) -> None:
    world.send()
    world.begin("d1")
    world.do(lambda tx: outbox.unknown(tx, "d1", OFFLINE, NOON + 7))
    assert world.operation("d1").problem == OFFLINE
    assert world.operation("d1").not_before_ms == NOON + 7
    world.do(lambda tx: outbox.refused(tx, "d1", REFUSED))
    assert world.operation("d1").problem == REFUSED


def test_done_is_final(world: World, told: Told) -> None:
    world.send()
    world.arrived("d1")
    told.clear()
    for late in (
        lambda tx: outbox.unknown(tx, "d1", OFFLINE, NOON),
        lambda tx: outbox.refused(tx, "d1", REFUSED),
        lambda tx: outbox.back_to_queue(tx, "d1", OFFLINE, NOON),
        lambda tx: outbox.begin(tx, "d1", 10**15),
        lambda tx: outbox.done(tx, "d1", Receipt("8", "80")),
        lambda tx: outbox.retry(tx, "d1"),
        lambda tx: outbox.discard(tx, "d1"),
    ):
        world.do(late)
    assert world.operation("d1").state is OperationState.DONE
    assert told.items == set()
    assert world.due() is None


@pytest.mark.parametrize(
    ("prepare", "state"),
    [("needs_user", OperationState.QUEUED), ("queued", OperationState.QUEUED), ("unknown", OperationState.UNKNOWN)],
)
def test_retry_keeps_the_key_and_does_not_wait(world: World, prepare: str, state: OperationState) -> None:
    world.send(not_before_ms=NOON + 9)
    if prepare != "queued":
        world.begin("d1")
    if prepare == "needs_user":
        world.do(lambda tx: outbox.refused(tx, "d1", REFUSED))
    if prepare == "unknown":
        world.do(lambda tx: outbox.unknown(tx, "d1", OFFLINE, NOON + 9))
    assert world.do(lambda tx: outbox.retry(tx, "d1"))
    operation = world.operation("d1")
    assert (operation.state, operation.not_before_ms, operation.problem) == (state, 0, None)
    assert world.due() == "d1"


def test_retry_leaves_what_is_leaving_alone(world: World) -> None:
    world.send()
    world.begin("d1")
    assert not world.do(lambda tx: outbox.retry(tx, "d1"))
    assert world.operation("d1").state is OperationState.INTENT


def test_due_respects_the_time(world: World) -> None:
    world.send(not_before_ms=NOON + 5000)
    assert world.due(NOON + 4999) is None
    assert outbox.next_due_ms(world.reader, world.account) == NOON + 5000
    assert world.due(NOON + 5000) == "d1"


def test_next_due_is_none_without_anything_to_wait_for(world: World) -> None:
    assert outbox.next_due_ms(world.reader, world.account) is None
    world.send()
    world.begin("d1")
    assert outbox.next_due_ms(world.reader, world.account) is None, "what is leaving is not waited for"


def test_a_ticket_is_first_in_first_out(world: World) -> None:
    world.page(a_ticket("7"), a_ticket("8"))
    seven, eight = world.ticket_id("7"), world.ticket_id("8")
    world.send("r1", ticket_id=seven, not_before_ms=NOON + 100)
    world.send("r2", ticket_id=seven)
    world.send("r3", ticket_id=eight)
    assert world.due() == "r3", "another ticket does not wait, a later reply to the same one does"
    world.arrived("r3", "8", "81")
    assert world.due() is None
    assert outbox.next_due_ms(world.reader, world.account) == NOON + 100
    assert world.due(NOON + 100) == "r1"
    world.begin("r1")
    assert world.due(NOON + 100) is None
    world.do(lambda tx: outbox.done(tx, "r1", Receipt("7", "72")))
    assert world.due(NOON + 100) == "r2"


def test_what_needs_the_person_holds_back_its_own_thread_only(world: World) -> None:
    world.page(a_ticket("7"))
    seven = world.ticket_id("7")
    world.send("r1", ticket_id=seven)
    world.send("r2", ticket_id=seven)
    world.send("d2")
    world.refused("r1")
    assert world.due() == "d2"
    world.arrived("d2", "9", "90")
    assert world.due() is None
    world.do(lambda tx: outbox.discard(tx, "r1"))
    assert world.due() == "r2"


def test_replies_wait_for_their_create_and_for_each_other(world: World) -> None:
    world.send("d1", not_before_ms=NOON + 50)
    world.send("r1", parent_id="d1")
    world.send("r2", parent_id="d1")
    assert world.due() is None
    world.begin("d1")
    assert world.due(NOON + 50) is None
    world.do(lambda tx: outbox.done(tx, "d1", Receipt("7", "70")))
    assert world.due(NOON + 50) == "r1", "the receipt is enough: the mirror need not know the ticket yet"
    assert outbox.remote_ticket(world.reader, "r1") == "7"
    assert outbox.remote_ticket(world.reader, "d1") == ""
    world.begin("r1")
    assert world.due(NOON + 50) is None


def test_a_thread_stays_one_when_its_create_is_mirrored(world: World) -> None:
    world.send("d1")
    world.send("r1", parent_id="d1")
    world.arrived("d1")
    world.begin("r1")
    world.page(a_ticket("7", ref="d1"), own("70", ref="d1"))
    seven = world.ticket_id("7")
    world.send("r2", ticket_id=seven)
    assert world.operation("r1").ticket_id == seven
    assert world.due() is None, "the reply written on the create goes before one written on its ticket"
    world.do(lambda tx: outbox.done(tx, "r1", Receipt("7", "71")))
    assert world.due() == "r2"
    assert outbox.remote_ticket(world.reader, "r2") == "7"


def test_a_reply_accepted_after_the_create_was_mirrored_knows_the_ticket(world: World) -> None:
    world.send("d1")
    draft = world.draft("r1", parent_id="d1")
    world.arrived("d1")
    world.page(a_ticket("7", ref="d1"))
    world.do(lambda tx: outbox.accept(tx, draft, operation_id="r1", now_ms=NOON, not_before_ms=0))
    assert world.operation("r1").ticket_id == world.ticket_id("7")


def test_recover_doubts_what_was_leaving(world: World) -> None:
    world.send("d1")
    world.send("d2")
    world.begin("d1")
    world.reopen()
    assert world.do(lambda tx: outbox.recover(tx, world.account, NOON + 120_000)) == 1
    operation = world.operation("d1")
    assert (operation.state, operation.not_before_ms) == (OperationState.UNKNOWN, NOON + 120_000)
    assert world.operation("d2").state is OperationState.QUEUED
    assert world.do(lambda tx: outbox.recover(tx, world.account, 0)) == 0


def test_a_jump_of_the_clock_holds_nothing_for_years(world: World, told: Told) -> None:
    world.send("d1", not_before_ms=NOON + 10**12)
    world.send("d2", not_before_ms=NOON)
    told.clear()
    assert world.do(lambda tx: outbox.hold_until(tx, world.account, NOON + 900)) == 1
    assert [one.not_before_ms for one in outbox.unfinished(world.reader, world.account)] == [NOON + 900, NOON]
    assert told.items == {(Kind.OPERATION, "d1")}


def test_what_is_through_or_of_another_account_does_not_wait_beyond(world: World) -> None:
    world.send("d1", not_before_ms=NOON + 10**12)
    assert outbox.waits_beyond(world.reader, world.account, NOON + 10**12 - 1)
    assert not outbox.waits_beyond(world.reader, world.account, NOON + 10**12)
    other = world.do(lambda tx: accounts.add(tx, "roundup", "https://a.example", "nasrin", "Nasrin"))
    assert not outbox.waits_beyond(world.reader, other, NOON)
    world.arrived("d1")
    assert not outbox.waits_beyond(world.reader, world.account, NOON)


@pytest.mark.parametrize("give_up", ["discard", "edit again"])
def test_no_other_text_goes_under_a_key_that_has_left(world: World, give_up: str) -> None:
    draft = world.draft()
    world.send()
    world.refused("d1")
    if give_up == "discard":
        assert world.do(lambda tx: outbox.discard(tx, "d1"))
    else:
        again = world.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "d2"))
        assert again is not None
    # the composer of the first text may still be open
    more = replace(draft, body="and something else")
    for work in (
        lambda tx: drafts.keep(tx, more),
        lambda tx: outbox.accept(tx, more, operation_id="d1", now_ms=NOON, not_before_ms=0),
    ):
        with pytest.raises(OtetError) as raised:
            world.do(work)
        assert raised.value.code is ErrorCode.ALREADY_SENT
    assert drafts.get(world.reader, "d1") is None
    assert outbox.get(world.reader, "d1") is None
    world.send("d3", body="and something else")
    assert world.due() == "d3"


def test_a_key_that_never_left_can_be_used_again(world: World) -> None:
    draft = world.draft()
    world.send()
    world.do(lambda tx: outbox.refused(tx, "d1", REFUSED))
    assert world.do(lambda tx: outbox.discard(tx, "d1"))
    world.do(lambda tx: drafts.keep(tx, draft))
    world.do(lambda tx: outbox.accept(tx, draft, operation_id="d1", now_ms=NOON, not_before_ms=0))
    assert world.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "n-d1")) is not None
    world.send("d1", body="another text")
    assert world.due() == "d1"


def test_counts_what_is_not_through(world: World) -> None:
    assert outbox.waiting_count(world.reader, world.account) == 0
    for id in ("d1", "d2", "d3"):
        world.send(id)
    world.arrived("d1")
    world.refused("d2")
    assert outbox.waiting_count(world.reader, world.account) == 2
    assert [one.id for one in outbox.unfinished(world.reader, world.account)] == ["d2", "d3"]


def test_receipt_after_the_mirror_joins_both(world: World) -> None:
    """The help desk keeps no reference, and the pull came before the receipt was written down."""
    world.send("d1")
    world.begin("d1")
    world.page(a_ticket("7"), own("70"))
    assert len(world.keys()) == 2, "nothing tells yet that they are the same"
    world.do(lambda tx: outbox.done(tx, "d1", Receipt("7", "70")))
    assert queries.ticket_of_operation(world.reader, "d1") == world.ticket_id("7")
    assert world.operation("d1").ticket_id == world.ticket_id("7")
    assert world.keys() == [f"ticket {world.ticket_id('7')}"]
    assert [message.key for message in world.thread(RowKind.TICKET, world.ticket_id("7"))] == ["d1"]


def test_a_reply_tells_its_ticket(world: World, told: Told) -> None:
    world.page(a_ticket("7"), an_answer())
    seven = world.ticket_id("7")
    world.send("r1", ticket_id=seven)
    told.clear()
    world.begin("r1")
    assert told.items == {(Kind.OPERATION, "r1"), (Kind.TICKET, str(seven))}


def test_late_save_of_a_sent_draft(world: World) -> None:
    draft = world.draft()
    world.send()
    world.do(lambda tx: drafts.keep(tx, replace(draft, caret=2, updated_ms=NOON + 1)))
    assert drafts.all(world.reader, world.account) == ()
    with pytest.raises(OtetError) as raised:
        world.do(lambda tx: drafts.keep(tx, replace(draft, body="more")))
    assert raised.value.code is ErrorCode.ALREADY_SENT
