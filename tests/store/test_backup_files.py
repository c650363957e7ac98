"""The second copies: there for all that is written and not sent, gone with it, private, and believed when checked."""

import json
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.operations import OperationState
from desktop.domain.remote import Receipt
from desktop.store import accounts, drafts, outbox
from desktop.store.recovery.backup_files import BackupFolder
from tests.store.store_harness import StoreHarness, a_ticket, file, own


def names(harness: StoreHarness) -> set[str]:
    return {path.stem for path in (harness.folder / "spool").iterdir()}


def spooled(harness: StoreHarness, name: str) -> dict[str, object]:
    record = json.loads((harness.folder / "spool" / f"{name}.json").read_text(encoding="utf-8"))["record"]
    assert isinstance(record, dict)
    return record


def tamper(harness: StoreHarness, *statements: str) -> None:
    """Change the file as no program of ours does."""
    harness.close()
    connection = sqlite3.connect(harness.folder / "otet.sqlite")
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    harness.reopen()


def test_a_copy_lives_as_long_as_what_it_copies(harness: StoreHarness) -> None:
    harness.page(a_ticket("7"), own())
    seven = harness.ticket_id("7")
    harness.draft("d1", ticket_id=seven, body="half", files=(file(),))
    assert names(harness) == {"account-1", "d1"}
    assert spooled(harness, "d1")["kind"] == "draft"
    harness.send("d1", ticket_id=seven, body="whole", files=(file(),))
    assert spooled(harness, "d1")["kind"] == "operation"
    harness.begin("d1")
    harness.do(lambda tx: outbox.done(tx, "d1", Receipt("7", "71")))
    assert names(harness) == {"account-1"}
    harness.draft("d2")
    harness.do(lambda tx: drafts.discard(tx, "d2"))
    harness.send("s1")
    harness.refused("s1")
    harness.do(lambda tx: outbox.discard(tx, "s1"))
    harness.send("s2")
    harness.do(lambda tx: outbox.to_draft(tx, "s2", new_id=lambda: "n-s2"))
    assert names(harness) == {"account-1", "s2"}
    assert spooled(harness, "s2")["kind"] == "draft"
    harness.do(lambda tx: accounts.forget(tx, harness.account))
    assert names(harness) == set()


def test_a_create_is_kept_until_its_replies_know_their_ticket(harness: StoreHarness) -> None:
    harness.send("s1")
    harness.send("r1", parent_id="s1")
    harness.arrived("s1", "9", "90")
    assert names(harness) == {"account-1", "s1", "r1"}
    harness.page(a_ticket("9", ref="s1"), own("90", "9", ref="s1"))
    assert names(harness) == {"account-1", "r1"}
    assert spooled(harness, "r1")["ticket"] is not None


def test_only_the_owner_reads_them(harness: StoreHarness) -> None:
    before = os.umask(0)
    try:
        harness.draft("d1")
        harness.send("s1")
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (harness.folder / "spool").iterdir()}
    assert (modes, stat.S_IMODE((harness.folder / "spool").stat().st_mode)) == ({0o600}, 0o700)


def test_a_send_is_on_the_disk_before_it_counts_as_accepted(
    harness: StoreHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    harness.draft("d1")
    assert flushed == [], "typing waits for one flush, the database's own"
    harness.send("d1")
    assert flushed == ["d1.json.new", "spool"]
    harness.draft("d2")
    harness.close()
    assert flushed[2:] == ["d2.json", "spool"]
    harness.reopen()


def test_sends_that_a_damaged_journal_lost_come_back(harness: StoreHarness) -> None:
    harness.page(a_ticket("7"), own())
    harness.send("s1", body="first")
    harness.send("r1", parent_id="s1", body="on it")
    harness.send("r2", ticket_id=harness.ticket_id("7"), body="a reply", files=(file(),))
    harness.draft("d1", body="half a thought")
    before = outbox.unfinished(harness.reader, 1)
    tamper(harness, "DELETE FROM operation", "DELETE FROM operation_file", "UPDATE draft SET body = 'half a thing'")
    found = outbox.unfinished(harness.reader, 1)
    assert [(one.id, one.body, one.files, one.ticket_id) for one in found] == [
        (one.id, one.body, one.files, one.ticket_id) for one in before
    ]
    assert {one.state for one in found} == {OperationState.INTENT}
    assert [draft.body for draft in drafts.all(harness.reader, 1)] == ["half a thought"]


def test_what_was_never_written_by_a_program_is_damage(harness: StoreHarness) -> None:
    harness.page(a_ticket("7"), own())
    harness.send("s1", body="first")
    for statement in (
        "UPDATE operation SET state = 'queueD'",
        "UPDATE message SET side = 'owm'",
        "UPDATE ticket SET created_ms = 1e300",
        "UPDATE ticket SET updated_ms = 9007199254740992",
        "UPDATE message SET body = x'00'",
        "INSERT INTO wallet VALUES (1, 1, 'w', '1', 'USDT', '', '12.3.4')",
        "UPDATE operation SET ticket_id = 77",
    ):
        tamper(harness, statement)
        assert harness.database.recovered is not None, statement
        assert [one.body for one in outbox.unfinished(harness.reader, 1)] == ["first"]
        harness.page(a_ticket("7"), own())


def test_a_harmed_copy_is_not_believed(harness: StoreHarness) -> None:
    harness.draft("d1", body="true words")
    harness.close()
    path = harness.folder / "spool" / "d1.json"
    path.write_bytes(path.read_bytes().replace(b"true", b"lies"))
    harness.reopen()
    assert [draft.body for draft in drafts.all(harness.reader, 1)] == ["true words"]
    assert spooled(harness, "d1")["row"]["body"] == "true words"  # type: ignore[index]


def test_a_failed_commit_leaves_the_copies_as_they_were(harness: StoreHarness) -> None:
    harness.draft("d1", body="first")
    with harness.database.write() as tx:
        pages = tx.execute("PRAGMA page_count").fetchone()[0]
        tx.execute(f"PRAGMA max_page_count = {pages}")
    for id in ("d1", "d2"):
        with pytest.raises(OtetError) as raised:
            harness.draft(id, body="x" * 3_000_000)
        assert raised.value.code is ErrorCode.DISK_FULL
    assert names(harness) == {"account-1", "d1"}
    assert spooled(harness, "d1")["row"]["body"] == "first"  # type: ignore[index]


def test_a_spool_that_cannot_be_written_stops_nothing(harness: StoreHarness) -> None:
    folder = harness.folder / "spool"
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    harness.send("s1", body="sent all the same")
    assert harness.operation("s1").body == "sent all the same"
    folder.unlink()
    harness.draft("d1")
    assert names(harness) >= {"s1", "d1"}, "what could not be copied is copied as soon as that works"


def test_names_stay_in_the_folder(tmp_path: Path) -> None:
    spool = BackupFolder(tmp_path / "spool")
    for name in ("../../etc/passwd", "a/b", "", ".", "CON", "x" * 300, "ن"):
        assert spool.write(name, {"kind": "draft", "name": name}, durable=True)
    assert {record["name"] for record in BackupFolder(tmp_path / "spool").load().values()} == set(spool.names())
    assert [path.name for path in tmp_path.iterdir()] == ["spool"]
