"""Attachment bytes are deleted when nothing names them any more, and never before."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.accounts import DeskInfo
from desktop.domain.drafts import Draft
from desktop.store import accounts, drafts
from desktop.store.files.sweep import QUARANTINE_MS, sweep
from desktop.store.read import queries
from tests.client_harness import Client
from tests.fakes import FakeClock, FakeDesk

LIMITS = DeskInfo("Desk")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    made = Client(tmp_path / "profile", FakeDesk(FakeClock()))
    yield made
    made.close()


def names(client: Client) -> set[str]:
    """Every file in the folder of bytes."""
    return {path.name for path in client.blobs.folder.rglob("*") if path.is_file()}


def hashes(*drafts: Draft) -> set[str]:
    return {file.sha256 for draft in drafts for file in draft.files}


def with_scan(client: Client, data: bytes = b"passport", *, account_id: int = 0) -> Draft:
    draft = client.services.drafts.new(account_id or client.account.id)
    draft = client.services.drafts.keep(replace(draft, subject="KYC", body="My passport"))
    return client.services.drafts.attach_bytes(draft, "passport.png", data, LIMITS)


def swept(client: Client) -> int:
    return sweep(client.database, client.blobs)


def test_a_discarded_scan_is_gone_from_the_folder(client: Client) -> None:
    draft = with_scan(client)
    assert swept(client) == 0
    assert names(client) == hashes(draft)
    client.services.drafts.discard(draft.id)
    assert swept(client) == 1
    assert names(client) == set()


def test_a_file_taken_off_is_gone_and_the_others_stay(client: Client) -> None:
    draft = with_scan(client)
    both = client.services.drafts.attach_bytes(draft, "bill.png", b"bill", LIMITS)
    left = client.services.drafts.detach(both, 0)
    assert swept(client) == 1
    assert names(client) == hashes(left)


def test_what_can_still_be_undone_stays(client: Client) -> None:
    draft = with_scan(client)
    client.services.drafts.hold(draft)
    client.services.drafts.hold(draft)
    client.services.drafts.discard(draft.id)
    assert swept(client) == 0
    client.services.drafts.release(draft)
    assert swept(client) == 0
    kept = client.services.drafts.keep(draft)
    client.services.drafts.release(draft)
    assert swept(client) == 0
    assert client.blobs.is_intact(kept.files[0].sha256)
    client.services.drafts.discard(draft.id)
    assert swept(client) == 1


def test_outbox_and_messages_name_their_bytes(client: Client) -> None:
    draft = with_scan(client)
    client.services.tickets.submit(draft, limits=LIMITS)
    assert swept(client) == 0
    client.settle()
    assert client.desk.files
    assert swept(client) == 0
    client.restart()
    assert swept(client) == 0
    assert names(client) == hashes(draft)


def test_each_account_keeps_its_own_and_a_removed_one_leaves_nothing(client: Client) -> None:
    with client.database.write() as tx:
        other = accounts.add(tx, "fake", "https://other.example", "someone", "Someone")
    mine, theirs = with_scan(client), with_scan(client, b"their passport", account_id=other)
    shared = with_scan(client, b"passport", account_id=other)
    assert swept(client) == 0
    with client.database.write() as tx:
        accounts.forget(tx, other)
    assert swept(client) == 1
    assert names(client) == hashes(mine) == hashes(shared) != hashes(theirs)
    with client.database.write() as tx:
        accounts.forget(tx, client.account.id)
    swept(client)
    assert names(client) == set()


def test_a_download_that_nobody_wants_any_more_leaves_nothing(client: Client) -> None:
    key = queries.download_key(client.account.id, "f1")
    part = client.blobs.partial(key)
    part.write_bytes(b"half")
    client.blobs.keep_partial(part)
    swept(client)
    assert names(client) == set()


def test_bytes_that_are_swept_before_a_draft_names_them_are_copied_again(client: Client) -> None:
    draft = with_scan(client, b"x")
    done: list[Draft] = []
    seen_before = names(client)
    with client.database.write() as tx:
        attaching = threading.Thread(
            target=lambda: done.append(client.services.drafts.attach_bytes(draft, "late.png", b"late", LIMITS))
        )
        attaching.start()
        # it copies, and then waits for this transaction in order to name what it copied
        while not (late := {name for name in names(client) - seen_before if not name.startswith("copy-")}):
            assert attaching.is_alive()
        (copied,) = late
        assert client.blobs.remove({copied} - queries.blobs_in_use(tx)) == 1
    attaching.join()
    assert [file.sha256 for file in done[0].files][-1] == copied
    assert client.blobs.is_intact(copied)


def test_a_sweep_beside_a_flood_of_attaching_loses_nothing(client: Client) -> None:
    ended = threading.Event()

    def sweeping() -> None:
        while not ended.is_set():
            swept(client)

    sweeper = threading.Thread(target=sweeping)
    sweeper.start()
    try:
        for number in range(60):
            draft = with_scan(client, f"scan {number}".encode())
            if number % 3 == 0:
                client.services.drafts.discard(draft.id)
    finally:
        ended.set()
        sweeper.join()
    swept(client)
    kept = client.services.drafts.all(client.account.id)
    assert len(kept) == 40
    assert names(client) == hashes(*kept)
    assert all(client.blobs.is_intact(name) for name in hashes(*kept))


def test_what_only_a_damaged_database_names_stays_for_a_month(client: Client, tmp_path: Path) -> None:
    draft = with_scan(client)
    aside = client.folder / f"otet.sqlite.damaged-{client.clock.now_ms()}"
    aside.write_bytes(b"\0" * 1_048_540 + b"torn" + draft.files[0].sha256.encode() + b"pages")
    client.services.drafts.discard(draft.id)
    assert swept(client) == 0
    client.clock.jump(QUARANTINE_MS / 1000)
    assert swept(client) == 1


def test_strange_files_in_the_folder_are_nobody_s_to_delete(client: Client) -> None:
    with_scan(client)
    strange = client.blobs.folder / "ab" / "notes.txt"
    strange.parent.mkdir(exist_ok=True)
    strange.write_text("mine")
    swept(client)
    assert strange.exists()


def test_a_discarded_draft_is_out_of_every_copy(client: Client) -> None:
    draft = with_scan(client)
    client.services.drafts.discard(draft.id)
    swept(client)
    client.restart()
    assert client.services.drafts.all(client.account.id) == ()
    assert drafts.get(client.database.read_connection(), draft.id) is None
