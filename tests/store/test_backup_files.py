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
from tests.store.world import World, a_ticket, file, own


def names(world: World) -> set[str]:
    return {path.stem for path in (world.folder / "spool").iterdir()}


def spooled(world: World, name: str) -> dict[str, object]:
    record = json.loads((world.folder / "spool" / f"{name}.json").read_text(encoding="utf-8"))["record"]
    assert isinstance(record, dict)
    return record


def tamper(world: World, *statements: str) -> None:
    """Change the file as no program of ours does."""
    world.close()
    connection = sqlite3.connect(world.folder / "otet.sqlite")
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    world.reopen()


def test_a_copy_lives_as_long_as_what_it_copies(world: World) -> None:
    world.page(a_ticket("7"), own())
    seven = world.ticket_id("7")
    world.draft("d1", ticket_id=seven, body="half", files=(file(),))
    assert names(world) == {"account-1", "d1"}
    assert spooled(world, "d1")["kind"] == "draft"
    world.send("d1", ticket_id=seven, body="whole", files=(file(),))
    assert spooled(world, "d1")["kind"] == "operation"
    world.begin("d1")
    world.do(lambda tx: outbox.done(tx, "d1", Receipt("7", "71")))
    assert names(world) == {"account-1"}
    world.draft("d2")
    world.do(lambda tx: drafts.discard(tx, "d2"))
    world.send("s1")
    world.refused("s1")
    world.do(lambda tx: outbox.discard(tx, "s1"))
    world.send("s2")
    world.do(lambda tx: outbox.to_draft(tx, "s2", new_id=lambda: "n-s2"))
    assert names(world) == {"account-1", "s2"}
    assert spooled(world, "s2")["kind"] == "draft"
    world.do(lambda tx: accounts.forget(tx, world.account))
    assert names(world) == set()


def test_a_create_is_kept_until_its_replies_know_their_ticket(world: World) -> None:
    world.send("s1")
    world.send("r1", parent_id="s1")
    world.arrived("s1", "9", "90")
    assert names(world) == {"account-1", "s1", "r1"}
    world.page(a_ticket("9", ref="s1"), own("90", "9", ref="s1"))
    assert names(world) == {"account-1", "r1"}
    assert spooled(world, "r1")["ticket"] is not None


def test_only_the_owner_reads_them(world: World) -> None:
    before = os.umask(0)
    try:
        world.draft("d1")
        world.send("s1")
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (world.folder / "spool").iterdir()}
    assert (modes, stat.S_IMODE((world.folder / "spool").stat().st_mode)) == ({0o600}, 0o700)


def test_a_send_is_on_the_disk_before_it_counts_as_accepted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    world.draft("d1")
    assert flushed == [], "typing waits for one flush, the database's own"
    world.send("d1")
    assert flushed == ["d1.json.new", "spool"]
    world.draft("d2")
    world.close()
    assert flushed[2:] == ["d2.json", "spool"]
    world.reopen()


def test_sends_that_a_damaged_journal_lost_come_back(world: World) -> None:
    world.page(a_ticket("7"), own())
    world.send("s1", body="first")
    world.send("r1", parent_id="s1", body="on it")
    world.send("r2", ticket_id=world.ticket_id("7"), body="a reply", files=(file(),))
    world.draft("d1", body="half a thought")
    before = outbox.unfinished(world.reader, 1)
    tamper(world, "DELETE FROM operation", "DELETE FROM operation_file", "UPDATE draft SET body = 'half a thing'")
    found = outbox.unfinished(world.reader, 1)
    assert [(one.id, one.body, one.files, one.ticket_id) for one in found] == [
        (one.id, one.body, one.files, one.ticket_id) for one in before
    ]
    assert {one.state for one in found} == {OperationState.INTENT}
    assert [draft.body for draft in drafts.all(world.reader, 1)] == ["half a thought"]


def test_what_was_never_written_by_a_program_is_damage(world: World) -> None:
    world.page(a_ticket("7"), own())
    world.send("s1", body="first")
    for statement in (
        "UPDATE operation SET state = 'queueD'",
        "UPDATE message SET side = 'owm'",
        "UPDATE ticket SET created_ms = 1e300",
        "UPDATE ticket SET updated_ms = 9007199254740992",
        "UPDATE message SET body = x'00'",
        "INSERT INTO wallet VALUES (1, 1, 'w', '1', 'USDT', '', '12.3.4')",
        "UPDATE operation SET ticket_id = 77",
    ):
        tamper(world, statement)
        assert world.database.recovered is not None, statement
        assert [one.body for one in outbox.unfinished(world.reader, 1)] == ["first"]
        world.page(a_ticket("7"), own())


def test_a_harmed_copy_is_not_believed(world: World) -> None:
    world.draft("d1", body="true words")
    world.close()
    path = world.folder / "spool" / "d1.json"
    path.write_bytes(path.read_bytes().replace(b"true", b"lies"))
    world.reopen()
    assert [draft.body for draft in drafts.all(world.reader, 1)] == ["true words"]
    assert spooled(world, "d1")["row"]["body"] == "true words"  # type: ignore[index]


def test_a_failed_commit_leaves_the_copies_as_they_were(world: World) -> None:
    world.draft("d1", body="first")
    with world.database.write() as tx:
        pages = tx.execute("PRAGMA page_count").fetchone()[0]
        tx.execute(f"PRAGMA max_page_count = {pages}")
    for id in ("d1", "d2"):
        with pytest.raises(OtetError) as raised:
            world.draft(id, body="x" * 3_000_000)
        assert raised.value.code is ErrorCode.DISK_FULL
    assert names(world) == {"account-1", "d1"}
    assert spooled(world, "d1")["row"]["body"] == "first"  # type: ignore[index]


def test_a_spool_that_cannot_be_written_stops_nothing(world: World) -> None:
    folder = world.folder / "spool"
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    world.send("s1", body="sent all the same")
    assert world.operation("s1").body == "sent all the same"
    folder.unlink()
    world.draft("d1")
    assert names(world) >= {"s1", "d1"}, "what could not be copied is copied as soon as that works"


def test_names_stay_in_the_folder(tmp_path: Path) -> None:
    spool = BackupFolder(tmp_path / "spool")
    for name in ("../../etc/passwd", "a/b", "", ".", "CON", "x" * 300, "ن"):
        assert spool.write(name, {"kind": "draft", "name": name}, durable=True)
    assert {record["name"] for record in BackupFolder(tmp_path / "spool").load().values()} == set(spool.names())
    assert [path.name for path in tmp_path.iterdir()] == ["spool"]
