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
from tests.store.store_harness import NOON, OFFLINE, REFUSED, StoreHarness, Told, a_ticket, an_answer, file, own


def test_accept_freezes_the_draft_in_one_transaction(harness: StoreHarness, told: Told) -> None:
    draft = harness.draft(files=(file(), file("b.png", 5, "b" * 64)), department="2")
    told.clear()
    harness.do(lambda tx: outbox.accept(tx, draft, operation_id="d1", now_ms=NOON + 5, not_before_ms=NOON + 5000))
    operation = harness.operation("d1")
    assert operation.kind is OperationKind.CREATE
    assert operation.state is OperationState.QUEUED
    assert (operation.subject, operation.body, operation.department) == (draft.subject, draft.body, "2")
    assert operation.files == draft.files
    assert (operation.created_ms, operation.not_before_ms, operation.attempts) == (NOON + 5, NOON + 5000, 0)
    assert drafts.get(harness.reader, "d1") is None
    assert told.items == {(Kind.DRAFT, "d1"), (Kind.OPERATION, "d1")}


def test_accepting_the_same_id_again_changes_nothing(harness: StoreHarness) -> None:
    first = harness.send()
    harness.begin("d1")
    before = harness.operation("d1")
    again = replace(Draft("d1", harness.account), subject=first.subject, body=first.body)
    harness.do(lambda tx: outbox.accept(tx, again, operation_id="d1", now_ms=NOON + 9, not_before_ms=0))
    assert harness.operation("d1") == before
    with pytest.raises(OtetError) as raised:
        harness.do(
            lambda tx: outbox.accept(
                tx, replace(again, body="another text"), operation_id="d1", now_ms=NOON + 9, not_before_ms=0
            )
        )
    assert raised.value.code is ErrorCode.ALREADY_SENT
    assert harness.operation("d1") == before
    assert harness.operation("d1").body == first.body
    assert len(outbox.unfinished(harness.reader, harness.account)) == 1


def test_accept_that_fails_leaves_the_draft(harness: StoreHarness) -> None:
    draft = harness.draft()
    with pytest.raises(ZeroDivisionError), harness.database.write() as tx:
        outbox.accept(tx, draft, operation_id="d1", now_ms=NOON, not_before_ms=0)
        raise ZeroDivisionError
    assert drafts.get(harness.reader, "d1") == draft
    assert outbox.get(harness.reader, "d1") is None


def test_begin_counts_and_only_from_what_waits(harness: StoreHarness) -> None:
    harness.send()
    assert (harness.begin("d1").state, harness.operation("d1").attempts) == (OperationState.INTENT, 1)
    assert harness.begin("d1").attempts == 1, "an intent is not begun again"
    harness.do(lambda tx: outbox.unknown(tx, "d1", OFFLINE, NOON))
    assert harness.begin("d1").attempts == 2
    harness.do(lambda tx: outbox.refused(tx, "d1", REFUSED))
    assert harness.begin("d1").state is OperationState.NEEDS_USER


def test_problems_come_back_as_they_were(harness: StoreHarness) -> None:
    harness.send()
    harness.begin("d1")
    harness.do(lambda tx: outbox.unknown(tx, "d1", OFFLINE, NOON + 7))
    assert harness.operation("d1").problem == OFFLINE
    assert harness.operation("d1").not_before_ms == NOON + 7
    harness.do(lambda tx: outbox.refused(tx, "d1", REFUSED))
    assert harness.operation("d1").problem == REFUSED


def test_done_is_final(harness: StoreHarness, told: Told) -> None:
    harness.send()
    harness.arrived("d1")
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
        harness.do(late)
    assert harness.operation("d1").state is OperationState.DONE
    assert told.items == set()
    assert harness.due() is None


@pytest.mark.parametrize(
    ("prepare", "state"),
    [("needs_user", OperationState.QUEUED), ("queued", OperationState.QUEUED), ("unknown", OperationState.UNKNOWN)],
)
def test_retry_keeps_the_key_and_does_not_wait(harness: StoreHarness, prepare: str, state: OperationState) -> None:
    harness.send(not_before_ms=NOON + 9)
    if prepare != "queued":
        harness.begin("d1")
    if prepare == "needs_user":
        harness.do(lambda tx: outbox.refused(tx, "d1", REFUSED))
    if prepare == "unknown":
        harness.do(lambda tx: outbox.unknown(tx, "d1", OFFLINE, NOON + 9))
    assert harness.do(lambda tx: outbox.retry(tx, "d1"))
    operation = harness.operation("d1")
    assert (operation.state, operation.not_before_ms, operation.problem) == (state, 0, None)
    assert harness.due() == "d1"


def test_retry_leaves_what_is_leaving_alone(harness: StoreHarness) -> None:
    harness.send()
    harness.begin("d1")
    assert not harness.do(lambda tx: outbox.retry(tx, "d1"))
    assert harness.operation("d1").state is OperationState.INTENT


def test_due_respects_the_time(harness: StoreHarness) -> None:
    harness.send(not_before_ms=NOON + 5000)
    assert harness.due(NOON + 4999) is None
    assert outbox.next_due_ms(harness.reader, harness.account) == NOON + 5000
    assert harness.due(NOON + 5000) == "d1"


def test_next_due_is_none_without_anything_to_wait_for(harness: StoreHarness) -> None:
    assert outbox.next_due_ms(harness.reader, harness.account) is None
    harness.send()
    harness.begin("d1")
    assert outbox.next_due_ms(harness.reader, harness.account) is None, "what is leaving is not waited for"


def test_a_ticket_is_first_in_first_out(harness: StoreHarness) -> None:
    harness.page(a_ticket("7"), a_ticket("8"))
    seven, eight = harness.ticket_id("7"), harness.ticket_id("8")
    harness.send("r1", ticket_id=seven, not_before_ms=NOON + 100)
    harness.send("r2", ticket_id=seven)
    harness.send("r3", ticket_id=eight)
    assert harness.due() == "r3", "another ticket does not wait, a later reply to the same one does"
    harness.arrived("r3", "8", "81")
    assert harness.due() is None
    assert outbox.next_due_ms(harness.reader, harness.account) == NOON + 100
    assert harness.due(NOON + 100) == "r1"
    harness.begin("r1")
    assert harness.due(NOON + 100) is None
    harness.do(lambda tx: outbox.done(tx, "r1", Receipt("7", "72")))
    assert harness.due(NOON + 100) == "r2"


def test_what_needs_the_person_holds_back_its_own_thread_only(harness: StoreHarness) -> None:
    harness.page(a_ticket("7"))
    seven = harness.ticket_id("7")
    harness.send("r1", ticket_id=seven)
    harness.send("r2", ticket_id=seven)
    harness.send("d2")
    harness.refused("r1")
    assert harness.due() == "d2"
    harness.arrived("d2", "9", "90")
    assert harness.due() is None
    harness.do(lambda tx: outbox.discard(tx, "r1"))
    assert harness.due() == "r2"


def test_replies_wait_for_their_create_and_for_each_other(harness: StoreHarness) -> None:
    harness.send("d1", not_before_ms=NOON + 50)
    harness.send("r1", parent_id="d1")
    harness.send("r2", parent_id="d1")
    assert harness.due() is None
    harness.begin("d1")
    assert harness.due(NOON + 50) is None
    harness.do(lambda tx: outbox.done(tx, "d1", Receipt("7", "70")))
    assert harness.due(NOON + 50) == "r1", "the receipt is enough: the mirror need not know the ticket yet"
    assert outbox.remote_ticket(harness.reader, "r1") == "7"
    assert outbox.remote_ticket(harness.reader, "d1") == ""
    harness.begin("r1")
    assert harness.due(NOON + 50) is None


def test_a_thread_stays_one_when_its_create_is_mirrored(harness: StoreHarness) -> None:
    harness.send("d1")
    harness.send("r1", parent_id="d1")
    harness.arrived("d1")
    harness.begin("r1")
    harness.page(a_ticket("7", ref="d1"), own("70", ref="d1"))
    seven = harness.ticket_id("7")
    harness.send("r2", ticket_id=seven)
    assert harness.operation("r1").ticket_id == seven
    assert harness.due() is None, "the reply written on the create goes before one written on its ticket"
    harness.do(lambda tx: outbox.done(tx, "r1", Receipt("7", "71")))
    assert harness.due() == "r2"
    assert outbox.remote_ticket(harness.reader, "r2") == "7"


def test_a_reply_accepted_after_the_create_was_mirrored_knows_the_ticket(harness: StoreHarness) -> None:
    harness.send("d1")
    draft = harness.draft("r1", parent_id="d1")
    harness.arrived("d1")
    harness.page(a_ticket("7", ref="d1"))
    harness.do(lambda tx: outbox.accept(tx, draft, operation_id="r1", now_ms=NOON, not_before_ms=0))
    assert harness.operation("r1").ticket_id == harness.ticket_id("7")


def test_recover_doubts_what_was_leaving(harness: StoreHarness) -> None:
    harness.send("d1")
    harness.send("d2")
    harness.begin("d1")
    harness.reopen()
    assert harness.do(lambda tx: outbox.recover(tx, harness.account, NOON + 120_000)) == 1
    operation = harness.operation("d1")
    assert (operation.state, operation.not_before_ms) == (OperationState.UNKNOWN, NOON + 120_000)
    assert harness.operation("d2").state is OperationState.QUEUED
    assert harness.do(lambda tx: outbox.recover(tx, harness.account, 0)) == 0


def test_a_jump_of_the_clock_holds_nothing_for_years(harness: StoreHarness, told: Told) -> None:
    harness.send("d1", not_before_ms=NOON + 10**12)
    harness.send("d2", not_before_ms=NOON)
    told.clear()
    assert harness.do(lambda tx: outbox.hold_until(tx, harness.account, NOON + 900)) == 1
    assert [one.not_before_ms for one in outbox.unfinished(harness.reader, harness.account)] == [NOON + 900, NOON]
    assert told.items == {(Kind.OPERATION, "d1")}


def test_what_is_through_or_of_another_account_does_not_wait_beyond(harness: StoreHarness) -> None:
    harness.send("d1", not_before_ms=NOON + 10**12)
    assert outbox.waits_beyond(harness.reader, harness.account, NOON + 10**12 - 1)
    assert not outbox.waits_beyond(harness.reader, harness.account, NOON + 10**12)
    other = harness.do(lambda tx: accounts.add(tx, "roundup", "https://a.example", "nasrin", "Nasrin"))
    assert not outbox.waits_beyond(harness.reader, other, NOON)
    harness.arrived("d1")
    assert not outbox.waits_beyond(harness.reader, harness.account, NOON)


@pytest.mark.parametrize("give_up", ["discard", "edit again"])
def test_no_other_text_goes_under_a_key_that_has_left(harness: StoreHarness, give_up: str) -> None:
    draft = harness.draft()
    harness.send()
    harness.refused("d1")
    if give_up == "discard":
        assert harness.do(lambda tx: outbox.discard(tx, "d1"))
    else:
        again = harness.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "d2"))
        assert again is not None
    # the composer of the first text may still be open
    more = replace(draft, body="and something else")
    for work in (
        lambda tx: drafts.keep(tx, more),
        lambda tx: outbox.accept(tx, more, operation_id="d1", now_ms=NOON, not_before_ms=0),
    ):
        with pytest.raises(OtetError) as raised:
            harness.do(work)
        assert raised.value.code is ErrorCode.ALREADY_SENT
    assert drafts.get(harness.reader, "d1") is None
    assert outbox.get(harness.reader, "d1") is None
    harness.send("d3", body="and something else")
    assert harness.due() == "d3"


def test_a_key_that_never_left_can_be_used_again(harness: StoreHarness) -> None:
    draft = harness.draft()
    harness.send()
    harness.do(lambda tx: outbox.refused(tx, "d1", REFUSED))
    assert harness.do(lambda tx: outbox.discard(tx, "d1"))
    harness.do(lambda tx: drafts.keep(tx, draft))
    harness.do(lambda tx: outbox.accept(tx, draft, operation_id="d1", now_ms=NOON, not_before_ms=0))
    assert harness.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "n-d1")) is not None
    harness.send("d1", body="another text")
    assert harness.due() == "d1"


def test_counts_what_is_not_through(harness: StoreHarness) -> None:
    assert outbox.waiting_count(harness.reader, harness.account) == 0
    for id in ("d1", "d2", "d3"):
        harness.send(id)
    harness.arrived("d1")
    harness.refused("d2")
    assert outbox.waiting_count(harness.reader, harness.account) == 2
    assert [one.id for one in outbox.unfinished(harness.reader, harness.account)] == ["d2", "d3"]


def test_receipt_after_the_mirror_joins_both(harness: StoreHarness) -> None:
    """The help desk keeps no reference, and the pull came before the receipt was written down."""
    harness.send("d1")
    harness.begin("d1")
    harness.page(a_ticket("7"), own("70"))
    assert len(harness.keys()) == 2, "nothing tells yet that they are the same"
    harness.do(lambda tx: outbox.done(tx, "d1", Receipt("7", "70")))
    assert queries.ticket_of_operation(harness.reader, "d1") == harness.ticket_id("7")
    assert harness.operation("d1").ticket_id == harness.ticket_id("7")
    assert harness.keys() == [f"ticket {harness.ticket_id('7')}"]
    assert [message.key for message in harness.thread(RowKind.TICKET, harness.ticket_id("7"))] == ["d1"]


def test_a_reply_tells_its_ticket(harness: StoreHarness, told: Told) -> None:
    harness.page(a_ticket("7"), an_answer())
    seven = harness.ticket_id("7")
    harness.send("r1", ticket_id=seven)
    told.clear()
    harness.begin("r1")
    assert told.items == {(Kind.OPERATION, "r1"), (Kind.TICKET, str(seven))}


def test_late_save_of_a_sent_draft(harness: StoreHarness) -> None:
    draft = harness.draft()
    harness.send()
    harness.do(lambda tx: drafts.keep(tx, replace(draft, caret=2, updated_ms=NOON + 1)))
    assert drafts.all(harness.reader, harness.account) == ()
    with pytest.raises(OtetError) as raised:
        harness.do(lambda tx: drafts.keep(tx, replace(draft, body="more")))
    assert raised.value.code is ErrorCode.ALREADY_SENT
