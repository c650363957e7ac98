"""Money is exact from the wire to the sum, whatever its size."""

from decimal import Context, Decimal, Inexact

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.money import arithmetic

_WIDE = Context(prec=96)

amounts = st.decimals(min_value=-(10**24) + 1, max_value=10**24 - 1, places=18, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [("USD", 2), ("EUR", 2), ("USDT", 6), ("usdt", 6), (" BTC ", 8), ("JPY", 0), ("IRR", 0), ("KWD", 3), ("ETH", 18)],
)
def test_the_smallest_unit_of_a_currency_is_known(currency: str, decimals: int) -> None:
    assert arithmetic.exponent(currency) == decimals


def test_an_unknown_currency_has_cents() -> None:
    assert arithmetic.exponent("ZZZ") == 2
    assert arithmetic.exponent("") == 2


@pytest.mark.parametrize("text", ["0", "-0.01", "99.01", "000.10", "9" * 24 + "." + "9" * 18])
def test_a_plain_amount_is_read_digit_by_digit(text: str) -> None:
    assert str(arithmetic.parse(text)) == str(Decimal(text))


@pytest.mark.parametrize(
    "text",
    [
        *("", " 1", "1 ", "+1", "1.", ".5", "1,5", "1e3", "1E+3", "NaN", "Infinity", "-", "--1", "1_000", "۱۲", "1\n"),
        *("1" * 25, "0." + "1" * 19),
    ],
)
def test_anything_else_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(arithmetic.NotMoney) as told:
        arithmetic.parse(text)
    assert "plain amount" in str(told.value)
    assert len(text) < 5 or text not in str(told.value)


@given(st.lists(st.tuples(st.sampled_from(["USD", "BTC", "IRR"]), amounts), max_size=12))
def test_sums_are_exact_where_pythons_own_context_would_round(booked: list[tuple[str, Decimal]]) -> None:
    sums = arithmetic.total_by_currency(booked)
    assert set(sums) == {currency for currency, _ in booked}
    for currency, total in sums.items():
        units = sum(int(amount.scaleb(18, _WIDE)) for name, amount in booked if name == currency)
        assert int(total.scaleb(18, _WIDE)) == units
        assert arithmetic.total(amount for name, amount in booked if name == currency) == total


def test_currencies_keep_the_order_in_which_they_come() -> None:
    booked = [("USDT", Decimal(1)), ("USD", Decimal(2)), ("USDT", Decimal("0.000001"))]
    assert list(arithmetic.total_by_currency(booked).items()) == [("USDT", Decimal("1.000001")), ("USD", Decimal(2))]


def test_a_sum_too_long_to_be_exact_is_refused_not_rounded() -> None:
    with pytest.raises(Inexact):
        arithmetic.total([Decimal("1E+100"), Decimal("0.01")])


@given(amounts)
def test_what_was_kept_is_read_as_it_was(amount: Decimal) -> None:
    assert arithmetic.kept(str(amount)).as_tuple() == amount.as_tuple()


@given(amounts)
def test_turning_a_sign_keeps_every_digit(amount: Decimal) -> None:
    turned = arithmetic.minus(amount)
    assert turned.as_tuple().digits == amount.as_tuple().digits
    assert turned.as_tuple().exponent == amount.as_tuple().exponent
    assert arithmetic.total([amount, turned]) == 0
    assert str(arithmetic.minus(Decimal("0.00"))) == "0.00"
