"""Bytes of the database flip, anywhere: everything a person wrote is there afterwards, and nothing raises."""

import contextlib
import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.domain.accounts import Choice, DeskInfo
from desktop.domain.drafts import Draft
from desktop.domain.errors import OtetError
from desktop.domain.filters import HistoryFilter
from desktop.domain.operations import File
from desktop.domain.references.evidence import Evidence
from desktop.domain.remote import Page, RemoteWallet
from desktop.domain.tickets import RowKey, RowKind
from desktop.store import accounts, drafts, mirror, outbox
from desktop.store.database import Database, WholeCheck
from desktop.store.read import money, queries
from tests.simulation import counters
from tests.store.store_harness import CHIP, NOON, StillClock, StoreHarness, a_file, a_ticket, an_answer, file, own

PLACES, PLACES_AT_NIGHT = 1_200, 20_000
REGIONS = ("header", "freelist", "leaf", "wal")
PAGE = 4096


@dataclass
class Image:
    """A profile as a crash leaves it: database, journal, spool; and what was written in it."""

    database: bytes
    wal: bytes
    spool: dict[str, bytes]
    free_pages: list[int]
    drafts: dict[str, tuple[str, str, tuple[Evidence, ...], tuple[File, ...]]]
    sends: dict[str, tuple[str, str, tuple[Evidence, ...], tuple[File, ...]]]


def write(world: StoreHarness) -> None:
    """A bit of everything: mirrored, begun, waiting, refused, and room that was freed."""
    info = DeskInfo("Broker", departments=(Choice("2", "Technical"),))
    world.do(lambda tx: accounts.keep_info(tx, world.account, info))
    for number in range(12):
        world.page(
            a_ticket(str(number), created_ms=NOON + number),
            own(f"{number}0", str(number)),
            an_answer(f"{number}1", str(number), body="پاسخ " * 60, files=(a_file(),)),
        )
    wallet = RemoteWallet("w1", "1001", "USDT", "TRC20", Decimal("12.50"))
    money = Page("", False, wallets=(wallet,))
    world.do(lambda tx: mirror.apply(tx, world.account, money, NOON))
    for number in range(8):
        world.draft(f"gone{number}", body="x" * 9000)
    with world.database.write() as tx:
        for number in range(8):
            drafts.discard(tx, f"gone{number}")
    seven = world.ticket_id("7")
    world.send("s0", body="sent long ago")
    world.arrived("s0", "90", "900")
    world.draft("d1", body="half a thought", files=(file(),), caret=4, evidence=(CHIP,))
    world.draft("d2", ticket_id=seven, body="half a reply")
    world.draft("d3", body="متن بلند " * 900)
    world.send("s1", body="a create", files=(file("b.png", 5, "b" * 64),), evidence=(CHIP, CHIP))
    world.send("r1", parent_id="s1", body="on it", evidence=(CHIP,))
    world.send("r2", ticket_id=seven, body="a reply " * 700)
    world.send("r3", ticket_id=world.ticket_id("8"), body="refused")
    world.refused("r3")
    world.begin("s1")


def image_of(world: StoreHarness) -> Image:
    texts = {
        draft.id: (draft.subject, draft.body, draft.evidence, draft.files) for draft in drafts.all(world.reader, 1)
    }
    sends = {one.id: (one.subject, one.body, one.evidence, one.files) for one in outbox.unfinished(world.reader, 1)}
    path = world.folder / "otet.sqlite"
    wal = path.with_name("otet.sqlite-wal").read_bytes()
    crashed = path.read_bytes()
    assert len(wal) > 10 * PAGE
    spool = {copy.name: copy.read_bytes() for copy in (world.folder / "spool").iterdir()}
    with world.database.write() as tx:
        tx.execute("SELECT 1")
    world.database.read_connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    assert len(crashed) <= len(whole)
    return Image(whole, wal, spool, free_pages(whole), texts, sends)


def free_pages(data: bytes) -> list[int]:
    """The pages of the freelist: trunks and leaves."""
    found: list[int] = []
    trunk = int.from_bytes(data[32:36], "big")
    while trunk:
        page = data[(trunk - 1) * PAGE : trunk * PAGE]
        count = int.from_bytes(page[4:8], "big")
        found += [trunk, *(int.from_bytes(page[8 + 4 * at : 12 + 4 * at], "big") for at in range(count))]
        trunk = int.from_bytes(page[:4], "big")
    return found


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Image]]:
    """The same profile, once closed well and once killed before anything reached the main file."""
    made = {}
    for name in ("whole", "journal"):
        world = StoreHarness(tmp_path_factory.mktemp(name) / "profile")
        if name == "journal":
            world.database.read_connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = (world.folder / "otet.sqlite").read_bytes()
        write(world)
        made[name] = image_of(world)
        if name == "journal":
            made[name].database = before
        world.close()
    made["whole"].wal = b""
    yield made


def flip(dice: random.Random, data: bytearray, start: int, end: int) -> None:
    for _ in range(dice.choice((1, 2, 8, 64))):
        data[dice.randrange(start, end)] ^= dice.randrange(1, 256)


def harm(dice: random.Random, region: str, images: dict[str, Image]) -> tuple[Image, bytes, bytes]:
    image = images["journal" if region == "wal" else "whole"]
    data, wal = bytearray(image.database), bytearray(image.wal)
    if region == "header":
        flip(dice, data, 0, 100)
    elif region == "freelist":
        page = dice.choice(image.free_pages)
        flip(dice, data, (page - 1) * PAGE, page * PAGE)
    elif region == "leaf":
        page = dice.randrange(len(data) // PAGE)
        flip(dice, data, page * PAGE, (page + 1) * PAGE if dice.random() < 0.5 else len(data))
    else:
        flip(dice, wal, 0, len(wal))
    return image, bytes(data), bytes(wal)


def lay_down(folder: Path, image: Image, data: bytes, wal: bytes) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "spool").mkdir(parents=True)
    (folder / "otet.sqlite").write_bytes(data)
    if wal:
        (folder / "otet.sqlite-wal").write_bytes(wal)
    for name, content in image.spool.items():
        (folder / "spool" / name).write_bytes(content)


def read_everything(database: Database) -> None:
    """What the screens read."""
    connection = database.read_connection()
    account = accounts.current(connection)
    assert account is not None
    accounts.info(connection, account.id)
    keys = queries.history_keys(connection, account.id, HistoryFilter())
    queries.history_rows(connection, account.id, keys)
    for key in keys:
        queries.ticket(connection, account.id, key)
        queries.messages(connection, account.id, key)
    queries.counts(connection, account.id)
    queries.pending_answers(connection, account.id)
    money.wallets(connection, account.id)
    money.transactions(connection, account.id)
    money.verification(connection, account.id)
    queries.messages(connection, account.id, RowKey(RowKind.OUTBOX, "s1"))


def lost(database: Database, image: Image) -> list[str]:
    """What is not there, or says something else than it said."""
    connection = database.read_connection()
    texts = {one.id: (one.subject, one.body, one.evidence, one.files) for one in drafts.all(connection, 1)}
    sends = {one.id: (one.subject, one.body, one.evidence, one.files) for one in outbox.unfinished(connection, 1)}
    return [
        id
        for wanted, found in ((image.drafts, texts), (image.sends, sends))
        for id in wanted
        if wanted[id] != found.get(id)
    ]


def unasked(database: Database, image: Image) -> list[str]:
    """Sends that nobody accepted under that reference and that would go out by themselves."""
    found = outbox.unfinished(database.read_connection(), 1)
    strange = [one for one in found if one.id not in image.sends and one.state.value != "needs_user"]
    # a harmed journal forgets that one was through: it goes out under its own reference, as after a crash
    return [one.id for one in strange if (one.id, one.state.value, one.attempts) != ("s0", "intent", 1)]


def test_flipped_bytes(tmp_path: Path, images: dict[str, Image], nightly: bool) -> None:
    places = PLACES_AT_NIGHT if nightly else PLACES
    folder = tmp_path / "profile"
    missing = repaired = 0
    for seed in range(places):
        dice = random.Random(seed)
        image, data, wal = harm(dice, REGIONS[seed % len(REGIONS)], images)
        lay_down(folder, image, data, wal)
        database = Database.open(folder, StillClock())
        try:
            read_everything(database)
            gone = lost(database, image)
            assert not gone, f"seed {seed} ({REGIONS[seed % len(REGIONS)]}): {gone}"
            assert not unasked(database, image), f"seed {seed}"
            missing += len(gone)
            repaired += database.recovered is not None
            if database.recovered is not None:
                assert database.recovered.read_bytes() == data
            if not database.read_only:  # a version number from the future is not damage: such a file is only read
                with database.write() as tx:
                    drafts.keep(tx, Draft("new", 1, body="life goes on"))
        finally:
            database.close()
    assert places // 10 < repaired < places
    counters.add("damaged databases", places, lost=missing, uncaught=0)


def test_flipped_bytes_that_are_found_behind_the_window(
    tmp_path: Path, images: dict[str, Image], nightly: bool
) -> None:
    """Opened after a look at the precious tables only: what is written meanwhile is safe too."""
    folder = tmp_path / "profile"
    found = 0
    for seed in range(PLACES if nightly else PLACES // 4):
        dice = random.Random(seed)
        image, data, wal = harm(dice, REGIONS[seed % len(REGIONS)], images)
        lay_down(folder, image, data, wal)
        database = Database.open(folder, StillClock(), is_checked_later=True)
        is_kept = False
        try:
            if not database.read_only:
                with contextlib.suppress(OtetError):
                    with database.write() as tx:
                        drafts.keep(tx, Draft("new", 1, body="life goes on"))
                    is_kept = True
                found += WholeCheck(database).run() is not None
        finally:
            database.close()
        database = Database.open(folder, StillClock(), is_checked_later=True)
        try:
            read_everything(database)
            assert not lost(database, image), f"seed {seed} ({REGIONS[seed % len(REGIONS)]})"
            assert not unasked(database, image), f"seed {seed}"
            if is_kept:
                new = drafts.get(database.read_connection(), "new")
                assert new is not None, f"seed {seed}"
                assert new.body == "life goes on", f"seed {seed}"
        finally:
            database.close()
    assert found > 10


def test_every_single_byte_of_the_header(tmp_path: Path, images: dict[str, Image]) -> None:
    image = images["whole"]
    for place in range(100):
        data = bytearray(image.database)
        data[place] ^= 0xFF
        lay_down(tmp_path / "profile", image, bytes(data), b"")
        database = Database.open(tmp_path / "profile", StillClock())
        read_everything(database)
        assert lost(database, image) == [], place
        database.close()


def test_nothing_but_the_spool_is_left(tmp_path: Path, images: dict[str, Image]) -> None:
    image = images["whole"]
    lay_down(tmp_path / "profile", image, os.urandom(len(image.database)), b"")
    database = Database.open(tmp_path / "profile", StillClock())
    assert lost(database, image) == []
    assert database.restored == (len(image.drafts), len(image.sends))
    replies = {
        one.id: outbox.remote_ticket(database.read_connection(), one.id)
        for one in outbox.unfinished(database.read_connection(), 1)
    }
    assert (replies["r2"], replies["r3"]) == ("7", "8")
    check = sqlite3.connect(tmp_path / "profile" / "otet.sqlite")
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()
    database.close()
