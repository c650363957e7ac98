"""Filters and orders of a statement, and balances over time; all exact."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum

from desktop.domain.money.arithmetic import minus, total
from desktop.values import dataclass

_WHOLE_DIGITS = 24
_TURNED = str.maketrans("0123456789", "jihgfedcba")


class SortBy(str, Enum):
    """What a statement can be sorted by; the five columns of the guide."""

    DATE = "date"
    ACCOUNT = "account"
    METHOD = "method"
    AMOUNT = "amount"
    FEE = "fee"


@dataclass(frozen=True)
class Order:
    """The order of rows; amounts of different currencies are never compared, so they stand by currency first."""

    by: SortBy = SortBy.DATE
    ascending: bool = False


@dataclass(frozen=True)
class StatementFilter:
    """What rows must meet. Amounts are magnitudes: 250 finds a withdrawal of 250 as well; `until_ms` is outside."""

    wallet_id: int | None = None
    text: str = ""
    kind: str = ""
    state: str = ""
    from_ms: int | None = None
    until_ms: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out but other wallets."""
        bounds = (self.from_ms, self.until_ms, self.least, self.most)
        return bool(self.text.strip() or self.kind or self.state) or any(bound is not None for bound in bounds)


@dataclass(frozen=True)
class BalanceChange:
    """What one booking that is done did to a wallet: its amount without its fee."""

    wallet_id: int
    date_ms: int
    change: Decimal


def change(amount: Decimal, fee: Decimal | None) -> Decimal:
    """What a booking does to the balance, exactly."""
    return amount if fee is None else total((amount, minus(fee)))


def balances(now: Decimal, moves: Iterable[BalanceChange], moments: Sequence[int]) -> tuple[Decimal, ...]:
    """The balance at each of the rising moments, counted back from what it is now.

    Counted back, the line ends at the balance that is shown even where a broker tells only its latest bookings.
    """
    steps: list[list[Decimal]] = [[] for _ in moments]
    last = len(moments) - 1
    for move in moves:
        # a broker's clock may be ahead of ours: what is booked later than now has happened all the same
        steps[min(bisect_left(moments, move.date_ms), last)].append(move.change)
    found = []
    balance = now
    for step in reversed(steps):
        found.append(balance)
        balance = total((balance, minus(total(step))))
    return tuple(reversed(found))


def amount_key(amount: Decimal) -> str:
    """A text that sorts as the amount does; the store's column of that name says the same in SQL."""
    whole, _, decimals = f"{abs(amount):f}".partition(".")
    key = f"{whole.zfill(_WHOLE_DIGITS)}.{decimals.rstrip('0')}"
    return f"N{key.translate(_TURNED)}~" if amount < 0 else f"P{key}"
