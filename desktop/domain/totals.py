"""What all wallets come to: added up exactly at rates that somebody named, or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.domain.money import product, total, total_by_currency
from desktop.domain.statement import Move, balances
from desktop.domain.wallets import Rates, Wallet


@dataclass(frozen=True)
class Overview:
    """`total` in `currency` is exact, and None where a rate is missing; `rates` are those that it took.

    `unpriced` are the currencies that rates, where there are any, do not know.
    """

    per_currency: tuple[tuple[str, Decimal], ...]
    total: Decimal | None
    currency: str
    rates: Rates | None = None
    unpriced: tuple[str, ...] = ()


def overview(wallets: Iterable[Wallet], rates: Rates | None) -> Overview:
    """One currency needs no rates; several are added only when every one of them has its rate."""
    sums = tuple(total_by_currency((wallet.currency, wallet.balance) for wallet in wallets).items())
    if len(sums) < 2:
        currency, value = sums[0] if sums else ("", None)
        return Overview(sums, value, currency)
    # nothing of a currency is worth nothing at any rate
    if rates is None:
        return Overview(sums, None, "")
    unpriced = tuple(name for name, value in sums if value and rates.quote(name) is None)
    if unpriced:
        return Overview(sums, None, "", unpriced=unpriced)
    return Overview(sums, converted(sums, rates), rates.base, rates)


def converted(sums: Iterable[tuple[str, Decimal]], rates: Rates) -> Decimal:
    """The exact worth of amounts in the rates' base; those without a rate must be zero."""
    return total(product(value, rates.quote(currency) or Decimal(0)) for currency, value in sums)


def line(
    wallets: Sequence[Wallet], rates: Rates | None, moves: Iterable[Move], moments: Sequence[int]
) -> tuple[Decimal, ...] | None:
    """What all wallets came to at each moment, at today's rates; None where they cannot be added."""
    now = overview(wallets, rates)
    if now.total is None:
        return None
    by_wallet: dict[int, list[Move]] = {wallet.id: [] for wallet in wallets}
    for move in moves:
        by_wallet.get(move.wallet_id, []).append(move)
    lines = [(wallet.currency, balances(wallet.balance, by_wallet[wallet.id], moments)) for wallet in wallets]
    if now.rates is None:
        return tuple(total(values[at] for _, values in lines) for at in range(len(moments)))
    used = now.rates
    if any(used.quote(currency) is None and any(values) for currency, values in lines):
        return None
    return tuple(converted(((currency, values[at]) for currency, values in lines), used) for at in range(len(moments)))
