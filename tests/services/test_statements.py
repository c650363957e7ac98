"""A statement as a CSV file: exact, safe to open in a spreadsheet, whole or not there at all."""

import codecs
import csv
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.money.statement import Order, SortBy, StatementFilter
from desktop.domain.remote import Page, RemoteTransaction, RemoteWallet
from desktop.services.statements import CsvExport, Words, plain
from desktop.store import mirror
from desktop.store.read import transactions
from tests.client_harness import Client

HEADINGS = ("Date (UTC)", "Account", "Method", "Kind", "Amount", "Currency", "Transaction Fee", "State", "Reference")
WORDS = Words(HEADINGS, str.upper, lambda state: f"<{state}>")
GUIDE_MS = 1_687_543_440_000


def book(client: Client, count: int, *, method: str = "USD - trc20") -> None:
    rows = tuple(
        RemoteTransaction(
            str(at),
            "w",
            f"TX{at}",
            GUIDE_MS + at * 60_000,
            "Wallet USD 122",
            method,
            "deposit" if at % 2 else "withdrawal",
            Decimal("99.01") if at % 2 else Decimal("-123456789012.12345678"),
            "USD",
            None if at % 2 else Decimal("0.00000001"),
            "done",
        )
        for at in range(1, count + 1)
    )
    wallets = (RemoteWallet("w", "Wallet USD 122", "USD", "", Decimal("1.00")),)
    with client.database.write() as tx:
        mirror.apply(tx, client.account.id, Page("1", False, wallets=wallets, transactions=rows), GUIDE_MS)


def begin(client: Client, target: Path, order: Order | None = None) -> CsvExport:
    connection, account = client.database.read_connection(), client.account.id
    ids = transactions.order_of(connection, account, StatementFilter(), order or Order(SortBy.DATE, ascending=True))
    return client.services.statements.export(account, ids, target, WORDS)


def read(target: Path) -> list[list[str]]:
    with target.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def everything(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder / "تراکنش‌ها.csv"


def test_amounts_are_plain_and_exact(client: Client, target: Path) -> None:
    book(client, 2)
    assert begin(client, target).step() == 2
    assert target.read_bytes().startswith(codecs.BOM_UTF8)
    first = ["2023-06-23 18:05:00", "Wallet USD 122", "USD - trc20", "DEPOSIT", "99.01", "USD", "", "<done>", "TX1"]
    money = ["-123456789012.12345678", "USD", "0.00000001"]
    second = ["2023-06-23 18:06:00", "Wallet USD 122", "USD - trc20", "WITHDRAWAL", *money, "<done>", "TX2"]
    assert read(target) == [list(HEADINGS), first, second]
    assert target.stat().st_mode & 0o777 == 0o600


def test_what_is_shown_is_written_in_its_order(client: Client, target: Path) -> None:
    book(client, 2500)
    export = begin(client, target, Order(SortBy.DATE))
    steps = [export.step()]
    assert not target.exists(), "it appears when it is whole"
    while steps[-1] < 2500:
        steps.append(export.step())
    assert steps == [1000, 2000, 2500]
    assert [row[-1] for row in read(target)[1:]] == [f"TX{at}" for at in range(2500, 0, -1)]
    assert everything(target.parent) == {target.name}


def test_a_cancelled_one_leaves_nothing_and_spares_what_was_there(client: Client, target: Path) -> None:
    book(client, 1500)
    target.write_text("the old one")
    export = begin(client, target)
    export.step()
    export.cancel()
    assert everything(target.parent) == {target.name}
    assert target.read_text() == "the old one"
    begun_again = begin(client, target)
    while begun_again.step() < 1500:
        pass
    assert len(read(target)) == 1501


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [1, 40_000, 120_000], ids=["at once", "while writing", "at the end"])
def test_a_full_disk_is_told_and_leaves_nothing(client: Client, target: Path, size: int) -> None:
    book(client, 1500)
    target.write_text("the old one")
    export = begin(client, target)
    with files_of_at_most(size), pytest.raises(OtetError) as told:
        while export.step() < 1500:
            pass
    assert (told.value.code, told.value.problem.path) == (ErrorCode.DISK_FULL, str(target.parent))
    assert everything(target.parent) == {target.name}
    assert target.read_text() == "the old one"


def test_a_folder_that_is_gone(client: Client, target: Path) -> None:
    book(client, 1)
    target.parent.rmdir()
    with pytest.raises(OtetError) as told:
        begin(client, target).step()
    assert told.value.code is ErrorCode.DISK_ERROR


@pytest.mark.parametrize(
    "method", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "\u00a0=1", "＝1", "\n@x"]
)
def test_people_s_words_are_no_formula(client: Client, target: Path, method: str) -> None:
    book(client, 1, method=method)
    begin(client, target).step()
    (cell,) = [row[2] for row in read(target)[1:]]
    assert cell.startswith("'")
    assert cell.replace("'", "") == method.replace("'", "")


FORMULA_SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@given(st.text(st.sampled_from("=+-@\uff1d ;,|\t\n\r\"'ab1") | st.characters(), max_size=30))
def test_no_cell_of_words_begins_as_a_formula_and_none_loses_a_letter(text: str) -> None:
    cell = plain(text)
    assert cell.replace("'", "") == text.replace("'", "")
    for separator in ";,|\t\n":
        for part in cell.split(separator):
            assert not part.strip().startswith(FORMULA_SIGNS), "however the spreadsheet splits the line"
    assert not cell.startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_spreadsheet_of_another_locale_finds_no_formula(client: Client, target: Path, separator: str) -> None:
    book(client, 1, method="trc20;=cmd|'/C calc'!A0,=1\t@SUM(1)")
    connection, account = client.database.read_connection(), client.account.id
    ids = transactions.order_of(connection, account, StatementFilter(), Order(SortBy.DATE))
    client.services.statements.export(account, ids, target, replace(WORDS, separator=separator)).step()
    for read_as in (",", ";", "\t"):
        with target.open(encoding="utf-8-sig", newline="") as file:
            for row in list(csv.reader(file, delimiter=read_as))[1:]:
                words = [cell for cell in row if "cmd" in cell or "SUM" in cell or cell.endswith("=1")]
                assert not any(cell.strip().startswith(FORMULA_SIGNS) for cell in words), read_as


def test_numbers_are_written_as_the_language_reads_them(client: Client, target: Path) -> None:
    book(client, 1)
    connection, account = client.database.read_connection(), client.account.id
    ids = transactions.order_of(connection, account, StatementFilter(), Order(SortBy.DATE))
    words = replace(WORDS, separator=";", decimal_point=",")
    client.services.statements.export(account, ids, target, words).step()
    with target.open(encoding="utf-8-sig", newline="") as file:
        (row,) = list(csv.reader(file, delimiter=";"))[1:]
    assert row[4] == "99,01"


def test_an_empty_statement_is_a_heading(client: Client, target: Path) -> None:
    assert begin(client, target).step() == 0
    assert read(target) == [list(HEADINGS)]
