"""An operation that is taken back, edited or discarded: nothing of it is lost, and no key gets another text."""

from dataclasses import replace

import pytest

from desktop.domain.operations import OperationState
from desktop.domain.remote import Receipt
from desktop.store import drafts, outbox
from tests.store.world import NOON, OFFLINE, World, file


def test_take_back_gives_the_draft_it_was(world: World) -> None:
    draft = world.draft(files=(file(),), caret=4, department="3")
    world.send(files=(file(),), caret=4, department="3")
    taken = world.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "n-d1"))
    assert taken is not None
    assert replace(taken, updated_ms=0) == replace(draft, updated_ms=0)
    assert drafts.get(world.reader, "d1") == taken
    assert outbox.get(world.reader, "d1") is None


@pytest.mark.parametrize("state", ["intent", "unknown", "done", "missing"])
def test_what_is_leaving_or_may_have_arrived_is_not_taken_back(world: World, state: str) -> None:
    if state != "missing":
        world.send()
        world.begin("d1")
    if state == "unknown":
        world.do(lambda tx: outbox.unknown(tx, "d1", OFFLINE, 0))
    if state == "done":
        world.do(lambda tx: outbox.done(tx, "d1", Receipt("7", "70")))
    before = outbox.get(world.reader, "d1")
    assert world.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "n-d1")) is None
    assert not world.do(lambda tx: outbox.discard(tx, "d1"))
    assert outbox.get(world.reader, "d1") == before
    assert drafts.all(world.reader, world.account) == ()


def test_what_waits_for_hours_is_taken_back_under_a_new_id(world: World) -> None:
    world.send(files=(file(),), caret=4, department="3")
    for _ in range(3):
        world.begin("d1")
        world.do(lambda tx: outbox.back_to_queue(tx, "d1", OFFLINE, 0))
    taken = world.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "d2"))
    assert taken is not None
    assert (taken.id, taken.body, taken.files, taken.caret, taken.department) == (
        "d2", "کیف پول من", (file(),), 4, "3",
    )  # fmt: skip
    assert outbox.get(world.reader, "d1") is None
    # the help desk may know the key, so no other text may go out under it
    assert drafts.is_key_retired(world.reader, "d1")


def test_a_send_that_was_accepted_again_is_held_back_as_asked(world: World) -> None:
    world.send()
    world.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "n-d1"))
    world.send(not_before_ms=NOON + 5000)
    assert not world.do(lambda tx: outbox.begin(tx, "d1", NOON))
    assert world.operation("d1").state is OperationState.QUEUED
    assert world.do(lambda tx: outbox.begin(tx, "d1", NOON + 5000))


def test_edit_again_makes_a_draft_under_a_new_id(world: World) -> None:
    world.send(files=(file(),), caret=3)
    world.refused("d1")
    draft = world.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "d2"))
    assert draft is not None
    assert (draft.id, draft.body, draft.files, draft.caret) == ("d2", "کیف پول من", (file(),), 3)
    assert outbox.get(world.reader, "d1") is None
    assert world.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "d3")) is None
    assert [one.id for one in drafts.all(world.reader, world.account)] == ["d2"]


@pytest.mark.parametrize("is_refused", [False, True])
def test_what_waits_or_needs_the_user_can_be_discarded(world: World, is_refused: bool) -> None:
    world.send()
    if is_refused:
        world.refused("d1")
    assert world.do(lambda tx: outbox.discard(tx, "d1"))
    assert outbox.get(world.reader, "d1") is None
    assert not world.do(lambda tx: outbox.discard(tx, "d1"))


@pytest.mark.parametrize("way", ["take_back", "edit_again", "discard"])
def test_replies_on_a_create_that_leaves_become_drafts(world: World, way: str) -> None:
    world.send("d1", department="2")
    world.send("r1", parent_id="d1", subject="", body="first reply", files=(file(),))
    world.draft("r2", parent_id="d1", subject="", body="half a reply")
    if way == "take_back":
        assert world.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "n-d1"))
    else:
        world.refused("d1")
    if way == "edit_again":
        world.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "d9"))
    if way == "discard":
        world.do(lambda tx: outbox.discard(tx, "d1"))
    found = {draft.id: draft for draft in drafts.all(world.reader, world.account)}
    assert found["r1"].body == "first reply"
    assert found["r1"].files == (file(),)
    assert found["r2"].body == "half a reply"
    assert {found[id].subject for id in ("r1", "r2")} == {"برداشت"}
    assert {found[id].parent_id for id in ("r1", "r2")} == {None}
    assert {"draft r1", "draft r2"} <= set(world.keys())
    assert outbox.unfinished(world.reader, world.account) == ()
