"""Amounts as people type them and as the desk keeps them: decimal text with the currency's places, never a float."""

import re
from collections.abc import Iterable
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Any

PLACES = {
    "USD": 2, "EUR": 2, "GBP": 2, "AED": 2, "TRY": 2, "IRR": 0, "JPY": 0,
    "USDT": 6, "USDC": 6, "TRX": 6, "BTC": 8, "ETH": 18, "LTC": 8,
}  # fmt: skip
"""The currencies wallets are opened in, and the most decimals of each."""
UNLISTED_PLACES = 18
# the default context rounds to 28 digits without a word; this one refuses instead
_EXACT = Context(prec=96, traps=[Inexact, InvalidOperation])
_KEPT = re.compile(r"-?[0-9]{1,24}(?:\.[0-9]{1,18})?")
_PLAIN = re.compile(r"([0-9]{1,15})(?:\.([0-9]{1,18}))?")
_DIGITS = {ord(zero) + number: str(number) for zero in "٠۰" for number in range(10)}
# marks of direction come along with pasted numbers
_MARKS = (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
# the Arabic decimal sign is a point, a typographic minus a minus
_SIGNS = {0x066B: ".", 0x2212: "-", **dict.fromkeys(_MARKS)}


class InvalidInputError(Exception):
    """What somebody typed cannot be; `key` names the sentence that says so, `field` where it was typed."""

    def __init__(self, key: str, field: str = "", **facts: Any) -> None:
        super().__init__(key)
        self.key = key
        self.field = field
        self.facts = facts


def folded(text: str) -> str:
    """Digits of any script as 0-9, without blanks and marks of direction."""
    return "".join(text.translate(_DIGITS).translate(_SIGNS).split())


def places(currency: str) -> int:
    """How many decimals this currency has at most."""
    return PLACES.get(currency, UNLISTED_PLACES)


def amount(text: str, currency: str, field: str) -> Decimal:
    """What somebody typed as an amount, more than nothing; raises `InvalidInputError`."""
    value = _positive(text, currency, field)
    if not value:
        raise InvalidInputError("amount_zero", field)
    return value


def fee(text: str, currency: str, field: str) -> Decimal | None:
    """What somebody typed as a fee; None where nothing was."""
    return _positive(text, currency, field) if folded(text) else None


def rate(text: str, field: str) -> Decimal:
    """What somebody typed as the worth of one unit; raises `InvalidInputError`."""
    value = _number(text, field, "amount_missing")
    if not value:
        raise InvalidInputError("amount_zero", field)
    return value


def _positive(text: str, currency: str, field: str) -> Decimal:
    value = _number(text, field, "amount_missing")
    most = places(currency)
    if _decimals(value) > most:
        raise InvalidInputError("too_many_places" if most else "no_places", field, currency=currency, n=most)
    return value


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0  # it says so in letters of what is no number


def _number(text: str, field: str, missing: str) -> Decimal:
    plain = folded(text)
    if not plain:
        raise InvalidInputError(missing, field)
    if plain[0] in "+-":
        raise InvalidInputError("amount_sign", field)
    if not _PLAIN.fullmatch(plain):
        raise InvalidInputError("amount_unreadable", field, text=text.strip()[:40])
    return Decimal(plain)


def kept(text: str | None) -> Decimal | None:
    """An amount as the desk keeps it, None where the text is none."""
    return Decimal(text) if text and _KEPT.fullmatch(text) else None


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    result = Decimal(0)
    for value in amounts:
        result = _EXACT.add(result, value)
    return result


def written(value: Decimal, currency: str) -> str:
    """An amount as it is kept and shown: cents where there are any, more places where they say something."""
    most = places(currency)
    if _decimals(value) > most:
        return f"{value:f}"
    whole, point, decimals = f"{value.quantize(Decimal(1).scaleb(-most), context=_EXACT):f}".partition(".")
    least = min(2, most)
    return whole + point + decimals[:least] + decimals[least:].rstrip("0")
