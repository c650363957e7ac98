"""What a person types comes back as they typed it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.drafts import Draft
from desktop.domain.operations import File
from desktop.store import drafts
from desktop.store.changes import Kind
from tests.store.store_harness import NOON, StoreHarness, Told, a_ticket, file

any_text = st.text(st.characters(codec=None), max_size=60)
ms = st.integers(0, 2**53)


@st.composite
def any_draft(draw: st.DrawFn) -> Draft:
    name = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
    files = st.lists(st.builds(File, name, name, st.integers(1, 2**40), st.just("a" * 64)), max_size=3)
    return Draft(
        id=draw(st.sampled_from(["d1", "d2"])),
        account_id=1,
        department=draw(st.text("0123456789", max_size=3)),
        subject=draw(any_text),
        body=draw(any_text),
        caret=draw(st.integers(0, 10**6)),
        files=tuple(draw(files)),
        created_ms=draw(ms),
        updated_ms=draw(ms),
    )


def as_stored(text: str) -> str:
    """Halves of pairs joined, lone halves replaced, everything else as it is."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(draft=any_draft())
def test_any_draft_comes_back(harness: StoreHarness, draft: Draft) -> None:
    harness.do(lambda tx: drafts.keep(tx, draft))
    kept = drafts.get(harness.reader, draft.id)
    assert kept == replace(draft, subject=as_stored(draft.subject), body=as_stored(draft.body))
    assert kept in drafts.all(harness.reader, 1)


def test_a_lone_surrogate_becomes_the_replacement_character(harness: StoreHarness) -> None:
    harness.draft(body="a\ud800b", subject="\ud83d\ude00")
    kept = drafts.get(harness.reader, "d1")
    assert kept is not None
    assert (kept.body, kept.subject) == ("a\ufffdb", "😀")


def test_files_are_replaced_in_order(harness: StoreHarness) -> None:
    a, b, c = (file(name, 3, name * 64) for name in "abc")
    harness.draft(files=(a, b))
    harness.draft(files=(c, a))
    kept = drafts.get(harness.reader, "d1")
    assert kept is not None
    assert kept.files == (c, a)


def test_newest_first(harness: StoreHarness) -> None:
    for id, updated_ms in (("d1", 5), ("d2", 9), ("d3", 7)):
        harness.draft(id, updated_ms=updated_ms)
    assert [draft.id for draft in drafts.all(harness.reader, harness.account)] == ["d2", "d3", "d1"]
    assert drafts.all(harness.reader, harness.account + 1) == ()


def test_the_reply_begun_on_a_ticket(harness: StoreHarness, told: Told) -> None:
    harness.page(a_ticket())
    seven = harness.ticket_id("7")
    told.clear()
    harness.draft("r1", ticket_id=seven)
    assert told.items == {(Kind.DRAFT, "r1"), (Kind.TICKET, str(seven))}
    told.clear()
    harness.draft("r1", ticket_id=seven, body="more")
    assert told.items == {(Kind.DRAFT, "r1")}, "the ticket's row shows that there is a draft, not its words"
    found = drafts.reply_to(harness.reader, harness.account, ticket_id=seven)
    assert found is not None
    assert found.body == "more"
    assert drafts.reply_to(harness.reader, harness.account, ticket_id=seven + 1) is None
    assert drafts.reply_to(harness.reader, harness.account, parent_id="d1") is None


def test_the_reply_begun_on_a_create(harness: StoreHarness, told: Told) -> None:
    harness.send("d1")
    told.clear()
    harness.draft("r1", parent_id="d1")
    assert (Kind.OPERATION, "d1") in told.items
    found = drafts.reply_to(harness.reader, harness.account, parent_id="d1")
    assert found is not None
    assert found.id == "r1"


def test_a_reply_to_nothing_is_a_draft_of_its_own(harness: StoreHarness) -> None:
    """Such as one whose create was discarded in another window: it must stay in sight."""
    harness.draft("r1", parent_id="gone")
    assert harness.keys() == ["draft r1"]


def test_discard(harness: StoreHarness, told: Told) -> None:
    harness.draft(files=(file(),))
    told.clear()
    harness.do(lambda tx: drafts.discard(tx, "d1"))
    assert drafts.get(harness.reader, "d1") is None
    assert harness.reader.execute("SELECT count(*) FROM draft_file").fetchone()[0] == 0
    assert told.items == {(Kind.DRAFT, "d1")}
    told.clear()
    harness.do(lambda tx: drafts.discard(tx, "d1"))
    assert told.items == set()


def test_drafts_survive_a_restart(harness: StoreHarness) -> None:
    draft = harness.draft(created_ms=NOON - 1, caret=7)
    harness.reopen()
    assert drafts.get(harness.reader, "d1") == draft
