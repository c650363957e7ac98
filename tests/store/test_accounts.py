"""Accounts come back with everything in them, or go without a trace."""

from desktop.domain.accounts import Account, Choice, DeskInfo, Guarantee, Status, StatusKind
from desktop.domain.availability import LanguageHours, Window
from desktop.store import accounts
from desktop.store.changes import Kind
from tests.store.store_harness import StoreHarness, Told, a_ticket, an_answer, file, own

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


def test_the_newest_sign_in_is_current(harness: StoreHarness) -> None:
    def sign_in(name: str) -> int:
        return harness.do(lambda tx: accounts.add(tx, "roundup", "https://example.org", name, name.title()))

    reza = sign_in("reza")
    assert accounts.current(harness.reader) == Account(reza, "roundup", "https://example.org", "reza", "Reza")
    assert harness.do(lambda tx: accounts.add(tx, "roundup", "built-in", "nasrin", "Nasrin K.")) == harness.account
    current = accounts.current(harness.reader)
    assert current is not None
    assert (current.id, current.display_name, current.is_built_in) == (harness.account, "Nasrin K.", True)
    harness.do(lambda tx: accounts.sign_out(tx, harness.account))
    assert accounts.current(harness.reader) == accounts.get(harness.reader, reza)
    harness.do(lambda tx: accounts.sign_out(tx, reza))
    assert accounts.current(harness.reader) is None
    assert sign_in("reza") == reza


def test_what_the_help_desk_says_of_itself(harness: StoreHarness, told: Told) -> None:
    assert accounts.info(harness.reader, harness.account) is None
    harness.do(lambda tx: accounts.keep_info(tx, harness.account, INFO))
    harness.reopen()
    assert accounts.info(harness.reader, harness.account) == INFO
    assert told.items == {(Kind.DESK_INFO, "")}
    again = Told()
    harness.database.subscribe(again)
    harness.do(lambda tx: accounts.keep_info(tx, harness.account, INFO))
    assert again.items == set()


def test_signing_out_keeps_everything(harness: StoreHarness) -> None:
    harness.page(a_ticket(), own())
    harness.draft()
    harness.do(lambda tx: accounts.sign_out(tx, harness.account))
    assert len(harness.keys()) == 2


def test_forgetting_leaves_nothing(harness: StoreHarness) -> None:
    harness.send("d1", files=(file(),))
    harness.arrived("d1")
    harness.page(a_ticket(ref="d1"), own(ref="d1"), an_answer())
    harness.draft("d2", files=(file(),), ticket_id=harness.ticket_id("7"))
    harness.send("d3", files=(file(),))
    harness.do(lambda tx: accounts.forget(tx, harness.account))
    names = [row[0] for row in harness.reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    left = {
        name: harness.reader.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        for name in names
        if name not in {"meta", "sqlite_sequence"}
    }
    assert set(left.values()) == {0}, left
    again = harness.do(lambda tx: accounts.add(tx, "roundup", "built-in", "nasrin", "Nasrin"))
    assert again > harness.account, "a token kept under the old number must not fit"


def test_when_both_agreed(harness: StoreHarness) -> None:
    harness.do(lambda tx: accounts.keep_synced(tx, harness.account, 77))
    assert accounts.synced_ms(harness.reader, harness.account) == 77
    assert accounts.synced_ms(harness.reader, 99) == 0
