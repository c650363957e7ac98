"""An operation that is taken back, edited or discarded: nothing of it is lost, and no key gets another text."""

from dataclasses import replace

import pytest

from desktop.domain.operations import OperationState
from desktop.domain.remote import Receipt
from desktop.store import drafts, outbox
from tests.store.store_harness import NOON, OFFLINE, StoreHarness, file


def test_take_back_gives_the_draft_it_was(harness: StoreHarness) -> None:
    draft = harness.draft(files=(file(),), caret=4, department="3")
    harness.send(files=(file(),), caret=4, department="3")
    taken = harness.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "n-d1"))
    assert taken is not None
    assert replace(taken, updated_ms=0) == replace(draft, updated_ms=0)
    assert drafts.get(harness.reader, "d1") == taken
    assert outbox.get(harness.reader, "d1") is None


@pytest.mark.parametrize("state", ["intent", "unknown", "done", "missing"])
def test_what_is_leaving_or_may_have_arrived_is_not_taken_back(harness: StoreHarness, state: str) -> None:
    if state != "missing":
        harness.send()
        harness.begin("d1")
    if state == "unknown":
        harness.do(lambda tx: outbox.unknown(tx, "d1", OFFLINE, 0))
    if state == "done":
        harness.do(lambda tx: outbox.done(tx, "d1", Receipt("7", "70")))
    before = outbox.get(harness.reader, "d1")
    assert harness.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "n-d1")) is None
    assert not harness.do(lambda tx: outbox.discard(tx, "d1"))
    assert outbox.get(harness.reader, "d1") == before
    assert drafts.all(harness.reader, harness.account) == ()


def test_what_waits_for_hours_is_taken_back_under_a_new_id(harness: StoreHarness) -> None:
    harness.send(files=(file(),), caret=4, department="3")
    for _ in range(3):
        harness.begin("d1")
        harness.do(lambda tx: outbox.back_to_queue(tx, "d1", OFFLINE, 0))
    taken = harness.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "d2"))
    assert taken is not None
    assert (taken.id, taken.body, taken.files, taken.caret, taken.department) == (
        "d2", "کیف پول من", (file(),), 4, "3",
    )  # fmt: skip
    assert outbox.get(harness.reader, "d1") is None
    # the help desk may know the key, so no other text may go out under it
    assert drafts.is_key_retired(harness.reader, "d1")


def test_a_send_that_was_accepted_again_is_held_back_as_asked(harness: StoreHarness) -> None:
    harness.send()
    harness.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "n-d1"))
    harness.send(not_before_ms=NOON + 5000)
    assert not harness.do(lambda tx: outbox.begin(tx, "d1", NOON))
    assert harness.operation("d1").state is OperationState.QUEUED
    assert harness.do(lambda tx: outbox.begin(tx, "d1", NOON + 5000))


def test_edit_again_makes_a_draft_under_a_new_id(harness: StoreHarness) -> None:
    harness.send(files=(file(),), caret=3)
    harness.refused("d1")
    draft = harness.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "d2"))
    assert draft is not None
    assert (draft.id, draft.body, draft.files, draft.caret) == ("d2", "کیف پول من", (file(),), 3)
    assert outbox.get(harness.reader, "d1") is None
    assert harness.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "d3")) is None
    assert [one.id for one in drafts.all(harness.reader, harness.account)] == ["d2"]


@pytest.mark.parametrize("is_refused", [False, True])
def test_what_waits_or_needs_the_user_can_be_discarded(harness: StoreHarness, is_refused: bool) -> None:
    harness.send()
    if is_refused:
        harness.refused("d1")
    assert harness.do(lambda tx: outbox.discard(tx, "d1"))
    assert outbox.get(harness.reader, "d1") is None
    assert not harness.do(lambda tx: outbox.discard(tx, "d1"))


@pytest.mark.parametrize("way", ["take_back", "edit_again", "discard"])
def test_replies_on_a_create_that_leaves_become_drafts(harness: StoreHarness, way: str) -> None:
    harness.send("d1", department="2")
    harness.send("r1", parent_id="d1", subject="", body="first reply", files=(file(),))
    harness.draft("r2", parent_id="d1", subject="", body="half a reply")
    if way == "take_back":
        assert harness.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "n-d1"))
    else:
        harness.refused("d1")
    if way == "edit_again":
        harness.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "d9"))
    if way == "discard":
        harness.do(lambda tx: outbox.discard(tx, "d1"))
    found = {draft.id: draft for draft in drafts.all(harness.reader, harness.account)}
    assert found["r1"].body == "first reply"
    assert found["r1"].files == (file(),)
    assert found["r2"].body == "half a reply"
    assert {found[id].subject for id in ("r1", "r2")} == {"برداشت"}
    assert {found[id].parent_id for id in ("r1", "r2")} == {None}
    assert {"draft r1", "draft r2"} <= set(harness.keys())
    assert outbox.unfinished(harness.reader, harness.account) == ()
