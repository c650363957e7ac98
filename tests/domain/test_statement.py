"""Balances over time, totals and the order of amounts: exact whatever the order, the size and the rates."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.money.arithmetic import exponent, rounded, total
from desktop.domain.money.statement import BalanceChange, amount_key, balances, change
from desktop.domain.money.totals import total_history, wallet_totals
from desktop.domain.money.wallets import Rates, Wallet

WHOLE = st.integers(-(10**24) + 1, 10**24 - 1)
AMOUNTS = st.builds(lambda whole, places: Decimal(whole).scaleb(-places), WHOLE, st.integers(0, 18))
RATES = st.builds(lambda whole, places: Decimal(whole).scaleb(-places), st.integers(1, 10**12), st.integers(0, 9))
MOMENTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=12, unique=True).map(sorted)
MOVES = st.lists(st.builds(BalanceChange, st.just(1), st.integers(0, 10_500), AMOUNTS), max_size=25)


def fraction(value: Decimal) -> Fraction:
    return Fraction(*value.as_integer_ratio())


@given(st.lists(AMOUNTS, max_size=30), st.integers())
def test_a_key_sorts_as_its_amount_does(amounts: list[Decimal], seed: int) -> None:
    Random(seed).shuffle(amounts)
    assert [fraction(value) for value in sorted(amounts, key=amount_key)] == sorted(map(fraction, amounts))


@pytest.mark.parametrize(("one", "other"), [("1.5", "1.50"), ("0", "0.00"), ("-2", "-2.000"), ("10", "1E+1")])
def test_equal_amounts_have_equal_keys(one: str, other: str) -> None:
    assert amount_key(Decimal(one)) == amount_key(Decimal(other))


@given(AMOUNTS, MOVES, MOMENTS, st.integers())
def test_the_line_is_the_sum_of_what_was_booked_by_then(
    start: Decimal, moves: list[BalanceChange], moments: list[int], seed: int
) -> None:
    now = total([start, *(move.change for move in moves)])
    Random(seed).shuffle(moves)
    found = balances(now, moves, moments)
    assert found[-1] == now, "the line ends at the balance that is shown"
    for moment, value in zip(moments[:-1], found[:-1], strict=True):
        booked = sum((fraction(move.change) for move in moves if move.date_ms <= moment), fraction(start))
        assert fraction(value) == booked


def test_a_fee_is_taken_besides_the_amount() -> None:
    assert change(Decimal("-150.00"), Decimal("1.00")) == Decimal("-151.00")
    assert change(Decimal("250.00"), Decimal("6.25")) == Decimal("243.75")
    assert change(Decimal("99.01"), None) == Decimal("99.01")


WALLETS = st.lists(st.tuples(st.sampled_from(["USD", "EUR", "USDT", "BTC", "IRR"]), AMOUNTS), max_size=8).map(
    lambda rows: [Wallet(at, f"W{at}", currency, "", value) for at, (currency, value) in enumerate(rows, 1)]
)


@given(WALLETS, st.dictionaries(st.sampled_from(["EUR", "USDT", "BTC", "IRR"]), RATES), st.integers())
def test_totals_lose_nothing_and_never_mix_silently(
    wallets: list[Wallet], quotes: dict[str, Decimal], seed: int
) -> None:
    rates = Rates("USD", 1, tuple(quotes.items()))
    found = wallet_totals(wallets, rates)
    assert sum(fraction(value) for _, value in found.per_currency) == sum(fraction(one.balance) for one in wallets)
    mixed = list(wallets)
    Random(seed).shuffle(mixed)
    again = wallet_totals(mixed, rates)
    assert (again.total, sorted(again.per_currency)) == (found.total, sorted(found.per_currency))
    priced = {name: fraction(quotes.get(name, Decimal(name == "USD"))) for name, _ in found.per_currency}
    if len(found.per_currency) > 1:
        missing = [name for name, value in found.per_currency if value and not priced[name]]
        assert (found.total is None) == bool(missing)
        assert list(found.unpriced) == missing
        if found.total is not None:
            assert fraction(found.total) == sum(fraction(one.balance) * priced[one.currency] for one in wallets)
            shown = rounded(found.total, "USD")
            assert abs(fraction(shown) - fraction(found.total)) <= Fraction(1, 200), "rounded to a cent, for showing"
    elif wallets:
        assert (found.total, found.currency, found.rates) == (
            total(one.balance for one in wallets),
            *(
                found.per_currency[0][0],
                None,
            ),
        )


@given(WALLETS)
def test_without_rates_different_currencies_are_never_one_sum(wallets: list[Wallet]) -> None:
    found = wallet_totals(wallets, None)
    assert (found.total is None) == (len({one.currency for one in wallets}) != 1)


@given(AMOUNTS, st.sampled_from(["USD", "USDT", "BTC", "JPY", "IRR"]))
def test_rounding_for_show_is_half_to_even_in_the_currency_s_unit(value: Decimal, currency: str) -> None:
    step = Fraction(1, 10 ** exponent(currency))
    units = fraction(rounded(value, currency)) / step
    off = abs(units - fraction(value) / step)
    assert units.denominator == 1
    assert off < Fraction(1, 2) or (off == Fraction(1, 2) and units % 2 == 0)


def test_the_line_of_all_wallets_is_at_one_day_s_rates() -> None:
    wallets = [Wallet(1, "a", "USD", "", Decimal(100)), Wallet(2, "b", "EUR", "", Decimal(10))]
    moves = [BalanceChange(1, 50, Decimal(40)), BalanceChange(2, 60, Decimal(10)), BalanceChange(9, 70, Decimal(5))]
    rates = Rates("USD", 1, (("EUR", Decimal("1.5")),))
    assert total_history(wallets, rates, moves, [49, 55, 90]) == (Decimal("60.0"), Decimal("100.0"), Decimal("115.0"))
    assert total_history(wallets, None, moves, [49, 90]) is None
    assert total_history(wallets[:1], None, moves[:1], [49, 90]) == (Decimal(60), Decimal(100))


def test_a_currency_that_is_spent_but_has_no_rate_leaves_no_line() -> None:
    """Now it is nothing and needs no rate; last week it was something."""
    wallets = [Wallet(1, "a", "USD", "", Decimal(100)), Wallet(2, "b", "XAU", "", Decimal(0))]
    rates = Rates("USD", 1)
    assert wallet_totals(wallets, rates).total == 100
    assert total_history(wallets, rates, [BalanceChange(2, 60, Decimal(-3))], [50, 90]) is None
