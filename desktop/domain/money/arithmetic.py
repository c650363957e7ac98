"""Exact decimal arithmetic for money: parsed from plain text, added without rounding, never a float."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal, Inexact, InvalidOperation

MAX_WHOLE_DIGITS, MAX_DECIMALS = 24, 18

_PLAIN = re.compile(rf"-?[0-9]{{1,{MAX_WHOLE_DIGITS}}}(\.[0-9]{{1,{MAX_DECIMALS}}})?")
# the default context keeps 28 digits and rounds the rest away without a word; this one refuses instead
_EXACT = Context(prec=96, traps=[Inexact, InvalidOperation])
_DISPLAY = Context(prec=96, rounding=ROUND_HALF_EVEN)
_USUAL_EXPONENT = 2
# ISO 4217 where it is not 2, but for the rial and the toman, whose fractions nobody books; then the coins' own units
_EXPONENTS = {
    **dict.fromkeys(("IRR", "IRT", "JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "XPF", "PYG", "RWF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("USDT", "USDC", "TRX", "XRP", "ADA"), 6),
    **dict.fromkeys(("BTC", "BCH", "LTC", "DOGE"), 8),
    **dict.fromkeys(("SOL", "TON"), 9),
    **dict.fromkeys(("ETH", "BNB", "DAI"), 18),
}


class NotMoney(ValueError):  # noqa: N818 - it says what the text is
    """The text is not a plain decimal amount; the message says why and never quotes it."""


def exponent(currency: str) -> int:
    """How many decimals the currency's smallest unit has: USD 2, USDT 6, BTC 8, JPY 0; 2 where it is not known."""
    return _EXPONENTS.get(currency.strip().upper(), _USUAL_EXPONENT)


def parse(text: str) -> Decimal:
    """The amount that a help desk wrote: "-1234.50". Raises `NotMoney` for anything else, such as 1e3 or NaN."""
    if _PLAIN.fullmatch(text) is None:
        raise NotMoney(f"not a plain amount of at most {MAX_WHOLE_DIGITS} digits and {MAX_DECIMALS} decimals")
    return Decimal(text)


def kept(text: str) -> Decimal:
    """The amount whose `str` is in the database, where it went in as a `Decimal`."""
    return Decimal(text)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum; raises `decimal.Inexact` rather than round."""
    result = Decimal(0)
    for amount in amounts:
        result = _EXACT.add(result, amount)
    return result


def minus(amount: Decimal) -> Decimal:
    """The amount with the other sign, exactly: a bare `-amount` rounds to 28 digits."""
    return amount.copy_negate() if amount else amount.copy_abs()


def product(amount: Decimal, rate: Decimal) -> Decimal:
    """The exact worth of an amount at a rate; raises `decimal.Inexact` rather than round."""
    return _EXACT.multiply(amount, rate)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount in whole smallest units of the currency, half to even: for showing what was converted, only."""
    return amount.quantize(Decimal(1).scaleb(-exponent(currency)), context=_DISPLAY)


def total_by_currency(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """The exact sum of each currency, in the order in which the currencies first come."""
    sums: dict[str, Decimal] = {}
    for currency, amount in amounts:
        sums[currency] = _EXACT.add(sums.get(currency, Decimal(0)), amount)
    return sums
