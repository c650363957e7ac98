"""An export holds everything the user sees, stands whole or not at all, and leaves the profile as it was."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.errors import ErrorCode, OtetError
from desktop.services.export import Exported, FolderTakenError, TicketExport, UnknownTicketError
from desktop.store import migrate, snapshot
from desktop.store.database import FILE_NAME, Database
from tests.client_harness import Client, failing_disk, ticket_key
from tests.fakes import FakeDesk

PERSIAN = "سلام، برداشت من «TX-12» هنوز نرسیده است."


def export(client: Client, target: Path, numbers: tuple[str, ...] = (), *, replace: bool = False) -> Exported:
    with snapshot.opened(client.folder, client.clock) as database:
        return TicketExport(database, client.blobs, client.account).write(target, numbers, replace=replace)


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def files_of(folder: Path) -> dict[str, str]:
    """Every file and the SHA-256 of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("elsewhere") / "my tickets"


@pytest.fixture
def sent(client: Client, desk: FakeDesk) -> Iterator[Client]:
    """A client with an answered ticket, a reply that waits, and a draft; each with a file."""
    draft = client.write("برداشت", PERSIAN)
    client.services.drafts.attach_bytes(draft, "receipt.png", b"receipt", desk.info)
    client.services.tickets.submit(draft, limits=desk.info)
    client.settle()
    desk.answer("1", "Please wait\nuntil tomorrow.", ("terms.pdf", b"terms"))
    client.engine.wake()
    client.settle()
    reply = client.write(body="I waited.", key=ticket_key(1))
    client.services.tickets.submit(reply, limits=desk.info, undo_s=60)
    unsent = client.write("Unsent", "Half a thought")
    client.services.drafts.attach_bytes(unsent, "note.txt", b"note", desk.info)
    yield client


def test_everything_is_there_and_can_be_read_without_the_app(sent: Client, target: Path) -> None:
    done = export(sent, target)
    assert done == Exported(tickets=1, drafts=1, attachments=2, missing=1)
    index = read(target / "export.json")
    assert (index["account"]["user"], index["help_desk"]["address"]) == ("trader", "https://desk.example")
    assert [(entry["number"], entry["folder"]) for entry in index["tickets"]] == [("1", "tickets/1")]
    ticket = read(target / "tickets/1/ticket.json")
    assert [(message["from"], message["text"]) for message in ticket["messages"]] == [
        ("you", PERSIAN),
        ("support", "Please wait\nuntil tomorrow."),
        ("you", "I waited."),
    ]
    assert [message.get("delivery") for message in ticket["messages"]] == ["sent", None, "waiting"]
    (receipt,) = ticket["messages"][0]["attachments"]
    assert (target / "tickets/1" / receipt["file"]).read_bytes() == b"receipt"
    assert hashlib.sha256(b"receipt").hexdigest() == receipt["sha256"]
    (terms,) = ticket["messages"][1]["attachments"]
    assert (terms["name"], terms["file"], terms["size_bytes"]) == ("terms.pdf", None, 5)
    text = (target / "tickets/1/ticket.txt").read_text(encoding="utf-8")
    assert PERSIAN in text and "Please wait\nuntil tomorrow." in text and "(delivery: waiting)" in text
    assert "[attachment: terms.pdf, 5 bytes, not on this computer]" in text
    assert read(target / "drafts/Unsent/draft.json")["text"] == "Half a thought"
    assert (target / "drafts/Unsent/attachments/note.txt").read_bytes() == b"note"


def test_the_profile_keeps_every_byte_open_or_closed(sent: Client, target: Path) -> None:
    for is_open in (True, False):
        if not is_open:
            sent.close()
        before = files_of(sent.folder)
        export(sent, target.with_name(f"open {is_open}"))
        assert files_of(sent.folder) == before
    assert not (sent.folder / f"{FILE_NAME}-wal").exists(), "a closed database: SQLite would leave one behind"


def test_what_was_committed_while_the_app_runs_is_in_it(sent: Client, target: Path) -> None:
    sent.write("Written a moment ago", "Body")
    export(sent, target)
    assert (target / "drafts/Written a moment ago/draft.txt").exists()


def test_one_ticket_by_its_number_in_any_digits(sent: Client, desk: FakeDesk, target: Path) -> None:
    desk.open_ticket("Another", "By support")
    sent.engine.wake()
    sent.settle()
    assert export(sent, target, ("۲",)).tickets == 1
    assert [path.name for path in (target / "tickets").iterdir()] == ["2"]
    assert not (target / "drafts").exists()
    with pytest.raises(UnknownTicketError, match="77"):
        export(sent, target.with_name("none"), ("1", "77"))
    assert not target.with_name("none").exists()


def test_a_folder_with_anything_else_in_it_stays_as_it_is(sent: Client, target: Path) -> None:
    target.mkdir()
    export(sent, target)  # an empty folder is taken
    first = files_of(target)
    with pytest.raises(FolderTakenError):
        export(sent, target)
    assert files_of(target) == first
    sent.write("Newer", "Body")
    export(sent, target, replace=True)
    assert (target / "drafts/Newer/draft.json").exists()
    (target / "mine.txt").write_text("mine", encoding="utf-8")
    for taken in (target, target / "mine.txt"):
        with pytest.raises(FolderTakenError):
            export(sent, taken, replace=True)
    assert (target / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_names_that_others_chose_stay_in_the_folder_and_apart(client: Client, desk: FakeDesk, target: Path) -> None:
    draft = client.write("../../evil", "Body")
    for content in (b"1", b"2"):
        client.services.drafts.attach_bytes(draft, "A.txt", content, desk.info)
    client.services.drafts.attach_bytes(draft, "a.TXT", b"3", desk.info)
    export(client, target)
    (folder,) = (target / "drafts").iterdir()
    saved = [target / folder / entry["file"] for entry in read(folder / "draft.json")["attachments"]]
    assert [path.read_bytes() for path in saved] == [b"1", b"2", b"3"]
    assert len({path.name.casefold() for path in saved}) == 3
    assert {path.name for path in target.parent.iterdir()} == {target.name}


def test_bytes_that_were_damaged_are_not_passed_off_as_the_attachment(sent: Client, target: Path) -> None:
    blob = sent.blobs.path(hashlib.sha256(b"receipt").hexdigest())
    blob.write_bytes(b"receipT")
    assert export(sent, target).missing == 2
    assert read(target / "tickets/1/ticket.json")["messages"][0]["attachments"][0]["file"] is None
    assert not list((target / "tickets/1").glob("attachments/*"))


def test_a_full_disk_leaves_nothing_behind(sent: Client, target: Path) -> None:
    sent.services.drafts.attach_bytes(sent.write("Large", "Body"), "large", bytes(4_000_000), sent.desk.info)
    with snapshot.opened(sent.folder, sent.clock) as database:
        writer = TicketExport(database, sent.blobs, sent.account)
        with failing_disk(sent), pytest.raises(OtetError) as caught:
            writer.write(target)
    assert caught.value.code is ErrorCode.DISK_FULL
    assert list(target.parent.iterdir()) == []


def test_what_a_killed_export_left_is_deleted_by_the_next(sent: Client, target: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    left = target.with_name(f".{target.name}.{ended.pid}.part")
    (left / "tickets").mkdir(parents=True)
    export(sent, target)
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_an_older_profile_is_read_and_stays_old(tmp_path: Path, client: Client) -> None:
    steps = migrate.scripts()[:-1]
    folder = tmp_path / "older"
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as old:
        old.execute("PRAGMA journal_mode = WAL")
        migrate.migrate(old, steps)
    before = files_of(folder)
    with snapshot.opened(folder, client.clock) as database:
        assert migrate.version(database.read_connection()) == migrate.scripts()[-1][0]
    assert files_of(folder) == before


def test_a_profile_of_a_newer_version_or_a_damaged_one_is_refused(tmp_path: Path, client: Client) -> None:
    newer = tmp_path / "newer"
    Database.open(newer, client.clock).close()
    with closing(sqlite3.connect(newer / FILE_NAME)) as database:
        database.execute("PRAGMA user_version = 9999")
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / FILE_NAME).write_bytes(b"no database" * 1000)
    for folder, code in ((newer, ErrorCode.NEWER_DATABASE), (damaged, ErrorCode.DATABASE_DAMAGED)):
        before = files_of(folder)
        with pytest.raises(OtetError) as caught, snapshot.opened(folder, client.clock):
            pass
        assert caught.value.code is code
        assert files_of(folder) == before
    with pytest.raises(FileNotFoundError), snapshot.opened(tmp_path / "nothing", client.clock):
        pass
    assert not os.path.lexists(tmp_path / "nothing")
