"""Damage to the database does not take what a person wrote."""

import random
from pathlib import Path

import pytest

from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.operations import OperationState
from desktop.domain.remote import Receipt
from desktop.domain.tickets import RowKind
from desktop.store import accounts, database, drafts, outbox
from desktop.store.database import Database
from tests.store.store_harness import CHIP, StillClock, StoreHarness, a_ticket, an_answer, file, own


def page_of(harness: StoreHarness, table: str) -> int:
    """The number of the page that a table begins on."""
    query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    return int(harness.reader.execute(query, (table,)).fetchone()[0])


def break_pages(harness: StoreHarness, *pages: int) -> None:
    harness.close()
    path = harness.folder / "otet.sqlite"
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * 4096 : (page - 1) * 4096 + 64] = b"\xff" * 64
    path.write_bytes(data)
    harness.database = Database.open(harness.folder, StillClock())


@pytest.fixture
def written(harness: StoreHarness) -> StoreHarness:
    harness.page(a_ticket("7"), own(), an_answer())
    seven = harness.ticket_id("7")
    harness.draft("d1", body="half a thought", files=(file(),), caret=4, evidence=(CHIP,))
    harness.draft("d2", ticket_id=seven, body="half a reply")
    harness.send("s1", body="a create", files=(file("b.png", 5, "b" * 64),), evidence=(CHIP, CHIP))
    harness.send("r1", parent_id="s1", body="on it", evidence=(CHIP,))
    harness.send("r2", ticket_id=seven, body="a reply")
    harness.send("s0", body="sent long ago")
    harness.arrived("s0", "9", "90")
    harness.begin("r2")
    return harness


def test_everything_written_survives_a_broken_mirror(written: StoreHarness) -> None:
    before = drafts.all(written.reader, 1), outbox.unfinished(written.reader, 1)
    break_pages(written, page_of(written, "message"), page_of(written, "attachment"))
    assert written.database.recovered is not None
    assert written.database.restored == (2, 3)
    assert (drafts.all(written.reader, 1), outbox.unfinished(written.reader, 1)) == before
    assert accounts.current(written.reader) is not None
    assert (written.cursor(), accounts.synced_ms(written.reader, 1)) == ("", 0)
    written.do(lambda tx: outbox.recover(tx, 1, 0))
    assert written.operation("r2").state is OperationState.UNKNOWN
    assert outbox.remote_ticket(written.reader, "r2") == "7"


def test_what_was_restored_is_sent_and_mirrored_as_ever(written: StoreHarness) -> None:
    break_pages(written, page_of(written, "message"))
    written.do(lambda tx: outbox.recover(tx, 1, 0))
    assert written.due() == "s1"
    sent = written.operation("s1").body
    written.arrived("s1", "8", "80")
    assert written.due() in {"r1", "r2"}
    written.do(lambda tx: outbox.done(tx, "r2", Receipt("7", "72")))
    written.page(
        a_ticket("7"),
        own(),
        own("72", ref="r2", body="a reply"),
        a_ticket("8", ref="s1"),
        own("80", "8", ref="s1", body=sent),
    )
    assert [message.body for message in written.thread(RowKind.TICKET, written.ticket_id("7"))][-1] == "a reply"
    assert [message.key for message in written.thread(RowKind.TICKET, written.ticket_id("8"))] == ["s1", "r1"]


def without_copies(harness: StoreHarness) -> None:
    for path in (harness.folder / "spool").iterdir():
        path.unlink()


def test_a_reply_that_lost_its_ticket_finds_it_in_the_second_copy(written: StoreHarness) -> None:
    before = drafts.all(written.reader, 1), [operation.id for operation in outbox.unfinished(written.reader, 1)]
    break_pages(written, page_of(written, "ticket"))
    assert (drafts.all(written.reader, 1), [one.id for one in outbox.unfinished(written.reader, 1)]) == before
    assert outbox.remote_ticket(written.reader, "r2") == "7"


def test_without_a_second_copy_a_reply_that_lost_its_ticket_is_a_draft(written: StoreHarness) -> None:
    page = page_of(written, "ticket")
    without_copies(written)
    break_pages(written, page)
    found = {draft.id: draft for draft in drafts.all(written.reader, 1)}
    assert set(found) == {"d1", "d2", "r2"}
    assert found["r2"].body == "a reply"
    assert {draft.ticket_id for draft in found.values()} == {None}
    operations = outbox.unfinished(written.reader, 1)
    # nobody can say that their words are unharmed
    assert [(one.id, one.state) for one in operations] == [(id, OperationState.NEEDS_USER) for id in ("s1", "r1")]
    assert {"draft d1", "draft d2", "draft r2", "sending s1"} == set(written.keys())


def test_a_broken_outbox_comes_back_as_what_may_have_left(written: StoreHarness) -> None:
    before = outbox.unfinished(written.reader, 1)
    break_pages(written, page_of(written, "operation"))
    assert {draft.id for draft in drafts.all(written.reader, 1)} == {"d1", "d2"}
    found = outbox.unfinished(written.reader, 1)
    assert [(one.id, one.body, one.files, one.parent_id) for one in found] == [
        (one.id, one.body, one.files, one.parent_id) for one in before
    ]
    # at a help desk without unique references it is looked up before it is sent again
    assert {(one.state, one.attempts) for one in found} == {(OperationState.INTENT, 1)}


def test_a_rescue_that_fails_is_tried_again_at_the_next_start(
    written: StoreHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*connections: object) -> None:
        raise OtetError(ErrorCode.DISK_FULL)

    with monkeypatch.context() as patched:
        patched.setattr(database, "salvage", full)
        with pytest.raises(OtetError):
            break_pages(written, page_of(written, "message"))
    assert not list(written.folder.glob("*damaged*"))
    written.database = Database.open(written.folder, StillClock())
    assert written.database.restored == (2, 3)


@pytest.mark.slow
def test_any_damage_at_all(tmp_path: Path) -> None:
    harness = StoreHarness(tmp_path / "profile")
    for number in range(40):
        harness.draft(f"d{number}", body="متن " * 300)
        harness.send(f"s{number}", files=(file(),))
    harness.close()
    path = harness.folder / "otet.sqlite"
    whole = path.read_bytes()
    dice = random.Random(11)
    rescued = 0
    for _ in range(60):
        harmed = bytearray(whole)
        for _ in range(dice.choice((1, 8, 64))):
            harmed[dice.randrange(len(harmed))] ^= 1 << dice.randrange(8)
        path.write_bytes(harmed)
        opened = Database.open(harness.folder, StillClock())
        assert opened.restored == (0, 0) or opened.recovered is not None
        rescued += sum(opened.restored)
        opened.close()
        for leftover in harness.folder.glob("otet.sqlite*"):
            leftover.unlink()
    assert rescued > 0
