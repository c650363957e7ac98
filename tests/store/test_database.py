"""The database opens in every state a disk can leave it in, and a transaction is whole or not there."""

import hashlib
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.errors import ErrorCode, OtetError
from desktop.store import accounts, drafts, outbox
from desktop.store.changes import Kind
from desktop.store.database import Database
from tests.store.store_harness import NOON, StillClock, StoreHarness, Told

ROOT = Path(__file__).resolve().parents[2]


def open_in(folder: Path) -> Database:
    return Database.open(folder, StillClock())


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def umask_000() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask_000")
def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    database = open_in(tmp_path / "a" / "profile")
    with database.write() as tx:
        accounts.add(tx, "c", "a", "u", "U")
    paths = (tmp_path / "a" / "profile").rglob("*")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in paths}
    folder = stat.S_IMODE((tmp_path / "a" / "profile").stat().st_mode)
    database.close()
    files = {"otet.sqlite": 0o600, "otet.sqlite-wal": 0o600, "otet.sqlite-shm": 0o600, "account-1.json": 0o600}
    assert modes == {**files, "spool": 0o700}
    assert folder == 0o700


def test_pragmas_that_keep_promises(database: Database) -> None:
    with database.write() as tx:
        values = [
            tx.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert values == ["wal", 2, 1]


def test_changes_are_told_after_the_commit_and_only_then(database: Database) -> None:
    seen: list[tuple[object, int]] = []
    database.subscribe(
        lambda changes: seen.append(
            (changes.items, len(drafts.all(database.read_connection(), 1)) + threading.get_ident())
        )
    )
    with database.write() as tx:
        tx.changed(Kind.DRAFT, "d1")
        tx.changed(Kind.DRAFT, "d1")
        tx.changed(Kind.WALLETS)
        assert seen == []
    assert seen == [({(Kind.DRAFT, "d1"), (Kind.WALLETS, "")}, threading.get_ident())]
    with pytest.raises(ZeroDivisionError), database.write() as tx:
        tx.changed(Kind.DRAFT, "d2")
        raise ZeroDivisionError
    with database.write() as tx:
        tx.execute("SELECT 1")
    assert len(seen) == 1


def test_a_listener_may_write(database: Database) -> None:
    told = Told()
    database.subscribe(told)

    def again(changes: object) -> None:
        if len(told.all) == 1:
            with database.write() as tx:
                tx.changed(Kind.NOTIFICATION, 1)

    database.subscribe(again)
    with database.write() as tx:
        tx.changed(Kind.DRAFT, "d")
    assert [set(changes.items) for changes in told.all] == [{(Kind.DRAFT, "d")}, {(Kind.NOTIFICATION, "1")}]


def test_a_transaction_within_a_transaction_is_a_mistake(database: Database) -> None:
    with database.write(), pytest.raises(RuntimeError, match="within"), database.write():
        pass
    with database.write() as tx:
        tx.execute("SELECT 1")


def test_readers_see_only_what_is_committed(harness: StoreHarness) -> None:
    with harness.database.write() as tx:
        tx.execute("DELETE FROM account")
        assert accounts.get(harness.reader, harness.account) is not None
    assert accounts.get(harness.reader, harness.account) is None


def test_threads_write_one_after_the_other(harness: StoreHarness) -> None:
    def count() -> None:
        for _ in range(25):
            with harness.database.write() as tx:
                value = tx.execute("SELECT value FROM meta WHERE key = 'n'").fetchone()[0]
                tx.execute("UPDATE meta SET value = ? WHERE key = 'n'", (str(int(value) + 1),))
        accounts.current(harness.reader)

    harness.do(lambda tx: tx.execute("INSERT INTO meta VALUES ('n', '0')"))
    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert harness.reader.execute("SELECT value FROM meta WHERE key = 'n'").fetchone()[0] == "100"


def test_a_broken_rule_is_our_mistake_and_stays_one(harness: StoreHarness) -> None:
    with pytest.raises(sqlite3.IntegrityError), harness.database.write() as tx:
        tx.execute("INSERT INTO draft VALUES ('x', 999, NULL, NULL, '', '', '', 0, 0, 0, '')")


def test_after_close_nothing_is_written(tmp_path: Path) -> None:
    database = open_in(tmp_path)
    database.read_connection()
    database.close()
    for use in (database.read_connection, lambda: database.write().__enter__()):
        with pytest.raises(OtetError) as raised:
            use()
        assert raised.value.code is ErrorCode.DISK_ERROR


# disk full


def test_a_full_disk_keeps_what_was_there(harness: StoreHarness, told: Told) -> None:
    draft = harness.draft("d1", body="first")
    told.clear()
    with harness.database.write() as tx:
        pages = tx.execute("PRAGMA page_count").fetchone()[0]
        tx.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OtetError) as raised:
        harness.draft("d1", body="x" * 3_000_000)
    assert raised.value.code is ErrorCode.DISK_FULL
    assert drafts.all(harness.reader, harness.account) == (draft,)
    with pytest.raises(OtetError), harness.database.write() as tx:
        outbox.accept(tx, draft, operation_id="d1", now_ms=NOON, not_before_ms=0)
        tx.execute("INSERT INTO meta VALUES ('big', ?)", ("x" * 3_000_000,))
    assert outbox.unfinished(harness.reader, harness.account) == ()
    assert drafts.all(harness.reader, harness.account) == (draft,)
    assert told.items == set()
    with harness.database.write() as tx:
        tx.execute("PRAGMA max_page_count = 1000000")
    assert harness.draft("d1", body="x" * 3_000_000) == drafts.get(harness.reader, "d1")


_FILL = """
import sys
from pathlib import Path
from tests.store.store_harness import StoreHarness
from desktop.domain.errors import ErrorCode, OtetError
from desktop.store import drafts
harness = StoreHarness(Path(sys.argv[1]))
harness.draft("d1", body="kept")
try:
    for number in range(200):
        harness.draft(f"e{number}", body="x" * 20_000)
except OtetError as error:
    print(error.code.value, drafts.get(harness.reader, "d1").body, flush=True)
"""


def test_a_really_full_file_system(tmp_path: Path) -> None:
    mount = tmp_path / "small"
    mount.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "none", mount], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("file systems cannot be mounted here")
    try:
        found = run(_FILL, mount / "profile")
        assert found.stdout.split() == ["disk_full", "kept"], found.stderr
    finally:
        subprocess.run(["umount", mount], check=True)


# read-only


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


_READ = """
import os
import sys
from pathlib import Path
from tests.store.store_harness import StillClock
from desktop.domain.errors import OtetError
from desktop.store import accounts, drafts
from desktop.store.database import Database
if os.getuid() == 0:  # rights do not bind root
    os.setresuid(65534, 65534, 65534)
database = Database.open(Path(sys.argv[1]), StillClock())
print(database.read_only_reason.value, [draft.body for draft in drafts.all(database.read_connection(), 1)])
try:
    with database.write() as tx:
        print("written")
except OtetError as error:
    print(error.code.value)
database.close()
"""


@pytest.mark.parametrize("closed_well", [True, False])
def test_a_folder_that_cannot_be_written(closed_well: bool) -> None:
    with tempfile.TemporaryDirectory() as name:  # not pytest's folder: another user must reach it
        folder = Path(name)
        folder.chmod(0o755)
        harness = StoreHarness(folder / "profile")
        harness.draft("d1", body="kept")
        if closed_well:
            harness.close()
        profile = folder / "profile"
        for path in profile.iterdir():
            path.chmod(0o444)
        profile.chmod(0o555)
        found = run(_READ, profile)
        profile.chmod(0o700)
        harness.close()
        assert found.stdout.splitlines() == ["read_only ['kept']", "read_only"], found.stderr


def test_a_newer_database_is_read_and_not_touched(harness: StoreHarness) -> None:
    harness.draft("d1", body="kept")
    harness.do(lambda tx: tx.execute("PRAGMA user_version = 9999"))
    harness.close()
    before = digest(harness.folder / "otet.sqlite")
    database = open_in(harness.folder)
    assert (database.read_only, database.read_only_reason) == (True, ErrorCode.NEWER_DATABASE)
    assert drafts.get(database.read_connection(), "d1") is not None
    with pytest.raises(OtetError) as raised, database.write():
        pass
    assert raised.value.code is ErrorCode.NEWER_DATABASE
    database.close()
    assert digest(harness.folder / "otet.sqlite") == before


# damage


def test_rubbish_is_set_aside_whole(tmp_path: Path) -> None:
    (tmp_path / "otet.sqlite").write_bytes(b"not a database at all" * 500)
    (tmp_path / "otet.sqlite-wal").write_bytes(b"rubbish")
    database = open_in(tmp_path)
    assert database.recovered == tmp_path / f"otet.sqlite.damaged-{NOON}"
    assert database.recovered.read_bytes().startswith(b"not a database")
    assert (tmp_path / f"otet.sqlite.damaged-{NOON}-wal").read_bytes() == b"rubbish"
    assert not database.read_only
    with database.write() as tx:
        accounts.add(tx, "c", "a", "u", "U")
    database.close()
    (tmp_path / "otet.sqlite").write_bytes(b"again" * 500)
    database = open_in(tmp_path)
    assert database.recovered == tmp_path / f"otet.sqlite.damaged-{NOON}-1"
    database.close()
    database = open_in(tmp_path)
    assert database.recovered is None
    database.close()


@pytest.mark.slow
def test_flipped_bytes_never_keep_the_app_from_starting(tmp_path: Path) -> None:
    harness = StoreHarness(tmp_path / "profile")
    for number in range(30):
        harness.send(f"d{number}", body="متن " * 200)
    harness.close()
    path = harness.folder / "otet.sqlite"
    whole = path.read_bytes()
    dice = random.Random(7)
    opened = 0
    for _ in range(60):
        bytes_ = bytearray(whole)
        for _ in range(dice.choice((1, 8, 64))):
            bytes_[dice.randrange(len(bytes_))] ^= 1 << dice.randrange(8)
        path.write_bytes(bytes_)
        database = open_in(harness.folder)
        if not database.read_only:
            with database.write() as tx:
                accounts.add(tx, "c", "a", "u", "U")
            opened += 1
        database.close()
        for leftover in harness.folder.glob("otet.sqlite*"):
            leftover.unlink()
    assert opened > 50


# killed


_SEND = """
import sys
from pathlib import Path
from tests.store.store_harness import StoreHarness
harness = StoreHarness(Path(sys.argv[1]))
number = 0
while True:
    harness.draft(f"d{number}")
    harness.send(f"d{number}")
    print(number, flush=True)
    number += 1
"""


@pytest.mark.parametrize("after", [0, 3, 17])
def test_killed_while_sending_loses_nothing_that_was_accepted(tmp_path: Path, after: int) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _SEND, tmp_path / "profile"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    accepted = -1
    while accepted < after:
        accepted = int(child.stdout.readline())
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read().split()
    child.wait()
    child.stdout.close()
    accepted = max([accepted, *map(int, rest)])
    database = open_in(tmp_path / "profile")
    assert database.recovered is None
    connection = database.read_connection()
    ids = [operation.id for operation in outbox.unfinished(connection, 1)]
    assert ids[: accepted + 1] == [f"d{number}" for number in range(accepted + 1)]
    # the one after the last that was told of is a draft, or accepted, or not begun, but never both
    assert not {draft.id for draft in drafts.all(connection, 1)} & set(ids)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    database.close()
