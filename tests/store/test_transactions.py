"""A hundred thousand bookings: every order is read from an index, every page by ids, and filters find what is meant."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.money.statement import Order, SortBy, StatementFilter, amount_key, change
from desktop.domain.money.wallets import Transaction
from desktop.domain.remote import Page, RemoteTransaction, RemoteWallet
from desktop.store import mirror
from desktop.store.database import Database
from desktop.store.read import money, transactions
from tests.store.store_harness import StoreHarness

pytestmark = pytest.mark.slow

MANY = 100_000
DAY_MS = 86_400_000
START = 1_700_000_000_000
METHODS = ("USD - trc20", "Visa", "MT5 51207", "کارت به کارت", "IB rebate")
KINDS = ("deposit", "withdrawal", "transfer", "rebate")
STATES = ("done", "done", "done", "pending", "rejected")
PAGE_STEPS = 40_000
"""SQLite's steps that a page may take: some hundred a row, whatever the table's length."""
AMOUNTS = st.builds(
    lambda whole, places: Decimal(whole).scaleb(-places), st.integers(-(10**24) + 1, 10**24 - 1), st.integers(0, 18)
)


def fill(harness: StoreHarness, count: int) -> None:
    """As many bookings in two wallets, written as one big answer of the help desk would be."""
    rng = Random(count)
    wallets = (
        RemoteWallet("w1", "Wallet USD 122", "USD", "", Decimal("10.00")),
        RemoteWallet("w2", "Wallet BTC 7", "BTC", "", Decimal("1.5")),
    )
    harness.do(lambda tx: mirror.apply(tx, harness.account, Page("1", True, wallets=wallets), START))
    with harness.database.write() as tx:
        tx.executemany(
            "INSERT INTO booking (account_id, remote_id, wallet_remote, reference, date_ms, account, method, kind, "
            "amount, currency, fee, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    harness.account,
                    f"t{at}",
                    "w1" if at % 3 else "w2",
                    f"TX{at:06}",
                    START + rng.randrange(1000) * DAY_MS,
                    f"Wallet {'USD 122' if at % 3 else 'BTC 7'}",
                    METHODS[rng.randrange(len(METHODS))],
                    KINDS[rng.randrange(len(KINDS))],
                    f"{Decimal(rng.randrange(-10_000_00, 10_000_00)).scaleb(-2):f}",
                    "USD" if at % 3 else "BTC",
                    None if at % 4 else f"{Decimal(rng.randrange(500)).scaleb(-2):f}",
                    STATES[rng.randrange(len(STATES))],
                )
                for at in range(count)
            ),
        )


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreHarness]:
    """Read only by the tests that share it."""
    made = StoreHarness(tmp_path_factory.mktemp("large"))
    fill(made, MANY)
    yield made
    made.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[StoreHarness]:
    made = StoreHarness(tmp_path)
    fill(made, 400)
    yield made
    made.close()


def steps_of(database: Database, read: Callable[[], object]) -> int:
    """How many steps of SQLite's machine a read takes, in hundreds."""
    count = 0

    def one() -> int:
        nonlocal count
        count += 1
        return 0

    database.read_connection().set_progress_handler(one, 100)
    try:
        read()
    finally:
        database.read_connection().set_progress_handler(None, 0)
    return count * 100


def plan_of(harness: StoreHarness, read: Callable[[], object]) -> str:
    """What SQLite says of how it answers the last query of a read."""
    asked: list[str] = []
    harness.reader.set_trace_callback(asked.append)
    try:
        read()
    finally:
        harness.reader.set_trace_callback(None)
    return " / ".join(str(row["detail"]) for row in harness.reader.execute(f"EXPLAIN QUERY PLAN {asked[-1]}"))


def wallet(harness: StoreHarness, number: int) -> int:
    return money.wallets(harness.reader, harness.account)[number].id


@pytest.mark.parametrize("one", [False, True], ids=["all", "one wallet"])
@pytest.mark.parametrize("by", list(SortBy))
def test_every_order_comes_from_an_index(large: StoreHarness, by: SortBy, one: bool) -> None:
    filter = StatementFilter(wallet_id=wallet(large, 0) if one else None)
    for ascending in (False, True):
        order = Order(by, ascending)
        plan = plan_of(large, partial(transactions.order_of, large.reader, large.account, filter, order))
        assert re.search("SEARCH b USING (COVERING )?INDEX booking_", plan) and "TEMP B-TREE" not in plan, plan


def test_the_reads_of_the_window_s_thread_are_bounded(large: StoreHarness) -> None:
    for one in (None, wallet(large, 0), wallet(large, 1)):
        for by in (SortBy.DATE, SortBy.AMOUNT):
            filter, order = StatementFilter(wallet_id=one), Order(by)
            assert transactions.is_at_once(filter, order)

            def first(filter: StatementFilter = filter, order: Order = order) -> object:
                return transactions.order_of(large.reader, large.account, filter, order, limit=100)

            assert steps_of(large.database, first) < PAGE_STEPS
    ids = transactions.order_of(large.reader, large.account, StatementFilter(), Order(SortBy.METHOD))
    assert len(ids) == len(set(ids)) == MANY
    for start in (0, 50_000, MANY - 50):
        page = ids[start : start + 50]
        assert steps_of(large.database, partial(transactions.rows, large.reader, large.account, page)) < PAGE_STEPS
        assert list(transactions.rows(large.reader, large.account, page)) == list(page)
    for read in (
        lambda: transactions.kinds(large.reader, large.account),
        lambda: transactions.earliest_ms(large.reader, large.account),
        lambda: transactions.earliest_ms(large.reader, large.account, wallet_id=wallet(large, 0)),
        lambda: transactions.by_remote_id(large.reader, large.account, "t77777"),
        lambda: money.transactions(large.reader, large.account, limit=8),
    ):
        assert steps_of(large.database, read) < PAGE_STEPS


def test_the_line_of_some_days_reads_those_days_only(large: StoreHarness) -> None:
    since_ms = START + 990 * DAY_MS
    plan = plan_of(large, lambda: list(transactions.balance_changes(large.reader, large.account, since_ms=since_ms)))
    assert "booking_date" in plan and "TEMP B-TREE" not in plan, plan
    assert steps_of(
        large.database, lambda: list(transactions.balance_changes(large.reader, large.account, since_ms=since_ms))
    ) < (10 * PAGE_STEPS)


def every(harness: StoreHarness) -> list[Transaction]:
    return list(money.transactions(harness.reader, harness.account, limit=1000))


@pytest.mark.parametrize("by", list(SortBy))
def test_orders_mean_what_they_say(small: StoreHarness, by: SortBy) -> None:
    def key(row: Transaction) -> tuple[object, ...]:
        keys: dict[SortBy, tuple[object, ...]] = {
            SortBy.DATE: (row.date_ms, row.id),
            SortBy.ACCOUNT: (row.account.lower(), row.date_ms, row.id),
            SortBy.METHOD: (row.method.lower().encode(), row.date_ms, row.id),
            SortBy.AMOUNT: (row.currency, row.amount, row.id),
            SortBy.FEE: (row.currency, -1 if row.fee is None else row.fee, row.id),
        }
        return keys[by]

    expected = [row.id for row in sorted(every(small), key=key)]
    found = transactions.order_of(small.reader, small.account, StatementFilter(), Order(by, ascending=True))
    assert list(found) == expected
    assert list(transactions.order_of(small.reader, small.account, StatementFilter(), Order(by))) == expected[::-1]


@pytest.mark.parametrize(
    ("filter", "meets"),
    [
        (StatementFilter(kind="rebate"), lambda row: row.kind == "rebate"),
        (StatementFilter(from_ms=START + 500 * DAY_MS), lambda row: row.date_ms >= START + 500 * DAY_MS),
        (StatementFilter(until_ms=START + 500 * DAY_MS), lambda row: row.date_ms < START + 500 * DAY_MS),
        (StatementFilter(least=Decimal("2500")), lambda row: abs(row.amount) >= 2500),
        (StatementFilter(most=Decimal("2500.5")), lambda row: abs(row.amount) <= Decimal("2500.5")),
        (StatementFilter(least=Decimal(10), most=Decimal(5000)), lambda row: 10 <= abs(row.amount) <= 5000),
        (StatementFilter(least=Decimal(0)), lambda row: True),
        (StatementFilter(text="visa"), lambda row: row.method == "Visa"),
        (StatementFilter(text="كارت به كارت"), lambda row: row.method == "کارت به کارت"),
        (StatementFilter(text="btc ۵۱۲۰۷"), lambda row: row.account.endswith("BTC 7") and row.method == "MT5 51207"),
        (StatementFilter(text="tx000123"), lambda row: row.reference == "TX000123"),
        (StatementFilter(text="%"), lambda row: False),
        (StatementFilter(text="' OR 1=1 --"), lambda row: False),
    ],
)
def test_filters_mean_what_they_say(
    small: StoreHarness, filter: StatementFilter, meets: Callable[[Transaction], bool]
) -> None:
    found = set(transactions.order_of(small.reader, small.account, filter, Order()))
    assert found == {row.id for row in every(small) if meets(row)}


def test_an_amount_is_found_as_it_is_shown(small: StoreHarness) -> None:
    row = next(row for row in every(small) if abs(row.amount) > 1000)
    for typed in (f"{abs(row.amount):,.2f}", f"{abs(row.amount):.2f}"):
        assert row.id in transactions.order_of(small.reader, small.account, StatementFilter(text=typed), Order())


@given(st.lists(AMOUNTS, min_size=1, max_size=20))
def test_the_key_in_sql_is_the_one_in_python(amounts: list[Decimal]) -> None:
    harness = KEYS.world
    with harness.database.write() as tx:
        tx.execute("DELETE FROM booking")
        for at, amount in enumerate(amounts):
            fee = abs(amount)
            money = (amount, "USD", fee)
            row = RemoteTransaction(str(at), "w", "", 1, "a", "m", "k", *money, "done")
            mirror.apply(tx, harness.account, Page("1", True, transactions=(row,)), START)
    found = harness.reader.execute("SELECT amount, amount_key, fee_key FROM booking ORDER BY id").fetchall()
    assert [(row["amount_key"], row["fee_key"]) for row in found] == [
        (amount_key(amount), amount_key(abs(amount))) for amount in amounts
    ]
    assert [Decimal(row["amount"]) for row in found] == amounts


class KEYS:
    """A database for many examples: hypothesis runs them within one call of a fixture."""

    world: StoreHarness


@pytest.fixture(autouse=True, scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    KEYS.world = StoreHarness(tmp_path_factory.mktemp("keys"))
    yield
    KEYS.world.close()


def test_moves_are_of_what_is_done(small: StoreHarness) -> None:
    found = list(transactions.balance_changes(small.reader, small.account, since_ms=0))
    done = [row for row in every(small) if row.state == "done"]
    assert [(move.date_ms, move.change) for move in found] == [
        (row.date_ms, change(row.amount, row.fee)) for row in done
    ]
    only = list(transactions.balance_changes(small.reader, small.account, since_ms=0, wallet_id=wallet(small, 1)))
    assert only == [move for move in found if move.wallet_id == wallet(small, 1)]


def test_a_booking_by_the_help_desk_s_name(small: StoreHarness) -> None:
    found = transactions.by_remote_id(small.reader, small.account, "t17")
    assert found is not None and (found.remote_id, found.reference) == ("t17", "TX000017")
    assert transactions.by_remote_id(small.reader, small.account, "nothing") is None
    assert transactions.kinds(small.reader, small.account) == tuple(sorted(KINDS))
