"""Totals of several wallets: exact, at the broker's rates, or none where a rate is missing."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from desktop.domain.money.arithmetic import product, total, total_by_currency
from desktop.domain.money.statement import BalanceChange, balances
from desktop.domain.money.wallets import Rates, Wallet
from desktop.values import dataclass


@dataclass(frozen=True)
class WalletTotals:
    """`total` in `currency` is exact, and None where a rate is missing; `rates` are those that it took.

    `unpriced` are the currencies that rates, where there are any, do not know.
    """

    per_currency: tuple[tuple[str, Decimal], ...]
    total: Decimal | None
    currency: str
    rates: Rates | None = None
    unpriced: tuple[str, ...] = ()


def wallet_totals(wallets: Iterable[Wallet], rates: Rates | None) -> WalletTotals:
    """The total of `wallets`. One currency needs no rates; several are added only if each has a rate."""
    sums = tuple(total_by_currency((wallet.currency, wallet.balance) for wallet in wallets).items())
    if len(sums) < 2:
        currency, value = sums[0] if sums else ("", None)
        return WalletTotals(sums, value, currency)
    # nothing of a currency is worth nothing at any rate
    if rates is None:
        return WalletTotals(sums, None, "")
    unpriced = tuple(name for name, value in sums if value and rates.quote(name) is None)
    if unpriced:
        return WalletTotals(sums, None, "", unpriced=unpriced)
    return WalletTotals(sums, converted(sums, rates), rates.base, rates)


def converted(sums: Iterable[tuple[str, Decimal]], rates: Rates) -> Decimal:
    """The exact worth of amounts in the rates' base; those without a rate must be zero."""
    return total(product(value, rates.quote(currency) or Decimal(0)) for currency, value in sums)


def total_history(
    wallets: Sequence[Wallet], rates: Rates | None, moves: Iterable[BalanceChange], moments: Sequence[int]
) -> tuple[Decimal, ...] | None:
    """The total of all wallets at each moment, at today's rates; None where they cannot be added."""
    now = wallet_totals(wallets, rates)
    if now.total is None:
        return None
    by_wallet: dict[int, list[BalanceChange]] = {wallet.id: [] for wallet in wallets}
    for move in moves:
        by_wallet.get(move.wallet_id, []).append(move)
    lines = [(wallet.currency, balances(wallet.balance, by_wallet[wallet.id], moments)) for wallet in wallets]
    if now.rates is None:
        return tuple(total(values[at] for _, values in lines) for at in range(len(moments)))
    used = now.rates
    if any(used.quote(currency) is None and any(values) for currency, values in lines):
        return None
    return tuple(converted(((currency, values[at]) for currency, values in lines), used) for at in range(len(moments)))
