"""Accounts come back with everything in them, or go without a trace."""

from desktop.domain.accounts import Account, Choice, DeskInfo, Guarantee, Status, StatusKind
from desktop.domain.availability import LanguageHours, Window
from desktop.store import accounts
from desktop.store.changes import Kind
from tests.store.world import Told, World, a_ticket, an_answer, file, own

INFO = DeskInfo(
    "میز کمک",
    departments=(Choice("1", "KYC", (("fa", "احراز هویت"), ("en", "KYC"))),),
    statuses=(Status("1", "open"), Status("2", "solved", (("fa", "حل‌شده"),), kind=StatusKind.SOLVED)),
    attachment_limit_bytes=5,
    languages=(LanguageHours("en"), LanguageHours("es", (Window(9825, 10080),))),
    email_address="help@example.org",
    email_alerts=False,
    guarantee=Guarantee.A,
    is_demo=True,
)


def test_the_newest_sign_in_is_current(world: World) -> None:
    def sign_in(name: str) -> int:
        return world.do(lambda tx: accounts.add(tx, "roundup", "https://example.org", name, name.title()))

    reza = sign_in("reza")
    assert accounts.current(world.reader) == Account(reza, "roundup", "https://example.org", "reza", "Reza")
    assert world.do(lambda tx: accounts.add(tx, "roundup", "built-in", "nasrin", "Nasrin K.")) == world.account
    current = accounts.current(world.reader)
    assert current is not None
    assert (current.id, current.display_name, current.is_built_in) == (world.account, "Nasrin K.", True)
    world.do(lambda tx: accounts.sign_out(tx, world.account))
    assert accounts.current(world.reader) == accounts.get(world.reader, reza)
    world.do(lambda tx: accounts.sign_out(tx, reza))
    assert accounts.current(world.reader) is None
    assert sign_in("reza") == reza


def test_what_the_help_desk_says_of_itself(world: World, told: Told) -> None:
    assert accounts.info(world.reader, world.account) is None
    world.do(lambda tx: accounts.keep_info(tx, world.account, INFO))
    world.reopen()
    assert accounts.info(world.reader, world.account) == INFO
    assert told.items == {(Kind.DESK_INFO, "")}
    again = Told()
    world.database.subscribe(again)
    world.do(lambda tx: accounts.keep_info(tx, world.account, INFO))
    assert again.items == set()


def test_signing_out_keeps_everything(world: World) -> None:
    world.page(a_ticket(), own())
    world.draft()
    world.do(lambda tx: accounts.sign_out(tx, world.account))
    assert len(world.keys()) == 2


def test_forgetting_leaves_nothing(world: World) -> None:
    world.send("d1", files=(file(),))
    world.arrived("d1")
    world.page(a_ticket(ref="d1"), own(ref="d1"), an_answer())
    world.draft("d2", files=(file(),), ticket_id=world.ticket_id("7"))
    world.send("d3", files=(file(),))
    world.do(lambda tx: accounts.forget(tx, world.account))
    names = [row[0] for row in world.reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    left = {
        name: world.reader.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        for name in names
        if name not in {"meta", "sqlite_sequence"}
    }
    assert set(left.values()) == {0}, left
    again = world.do(lambda tx: accounts.add(tx, "roundup", "built-in", "nasrin", "Nasrin"))
    assert again > world.account, "a token kept under the old number must not fit"


def test_when_both_agreed(world: World) -> None:
    world.do(lambda tx: accounts.keep_synced(tx, world.account, 77))
    assert accounts.synced_ms(world.reader, world.account) == 77
    assert accounts.synced_ms(world.reader, 99) == 0
