"""What a statement of 100,000 bookings costs, each against counting the same rows.

python -m tests.benchmarks.statement_bench [count]
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from desktop.domain.money.statement import Order, SortBy, StatementFilter, balances
from desktop.store.read import money, transactions
from tests.benchmarks.figures import line, say, timed
from tests.store.store_harness import StoreHarness
from tests.store.test_transactions import START, fill

_DAY_MS = 86_400_000
_TIMES = 15


def main(count: int, folder: Path) -> None:
    """Print the window's reads (first rows, a page) and the background's (whole orders, a line)."""
    world = StoreHarness(folder)
    fill(world, count)
    connection, account = world.reader, world.account
    wallet = money.wallets(connection, account)[0]

    def floor() -> object:
        return connection.execute("SELECT count(*) FROM booking WHERE account_id = ?", (account,)).fetchone()

    def order(by: SortBy, limit: int = -1, **narrow: str) -> Callable[[], object]:
        filter = StatementFilter(**narrow)  # type: ignore[arg-type]
        return lambda: transactions.order_of(connection, account, filter, Order(by), limit=limit)

    ids = transactions.order_of(connection, account, StatementFilter(), Order())
    middle = ids[len(ids) // 2 : len(ids) // 2 + 50]
    moments = [START + day * _DAY_MS for day in range(910, 1000)]

    def drawn() -> object:
        moves = transactions.balance_changes(connection, account, since_ms=moments[0], wallet_id=wallet.id)
        return balances(wallet.balance, moves, moments)

    floors = [timed(floor) for _ in range(_TIMES)]
    say(line("floor: count(*)", floors))
    for name, work in (
        ("window: first 100 by date", order(SortBy.DATE, 100)),
        ("window: first 100 by amount", order(SortBy.AMOUNT, 100)),
        ("window: a page of 50 by id", lambda: transactions.rows(connection, account, middle)),
        ("background: all by date", order(SortBy.DATE)),
        ("background: all by amount", order(SortBy.AMOUNT)),
        ("background: all by method", order(SortBy.METHOD)),
        ("background: words", order(SortBy.DATE, text="tx04 visa")),
        ("background: line of 90 days", drawn),
    ):
        say(line(name, [timed(work) for _ in range(_TIMES)], floors))
    world.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, Path(place))
