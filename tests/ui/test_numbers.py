"""Digits and money in four languages, read back to what they were."""

import inspect
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop.domain.language.normalisation import fold
from desktop.domain.money import arithmetic
from desktop.settings import Settings
from desktop.ui.kit.appearance import LANGUAGES, Appearance
from desktop.ui.language.formats import LRI, PDI, Formats
from tests.fakes import FakeClock

FOUR = ("en", "fa", "ar", "es")
DIGITS = {"latin": "0123456789", "persian": "۰۱۲۳۴۵۶۷۸۹", "arabic": "٠١٢٣٤٥٦٧٨٩"}
USUAL = {"en": "latin", "fa": "persian", "ar": "arabic", "es": "latin"}
CURRENCIES = ("USD", "USDT", "BTC", "JPY", "IRR", "KWD", "ETH", "XYZ")

languages, choices = st.sampled_from(FOUR), st.sampled_from(("auto", *DIGITS))


Appear = Callable[[Formats, Settings], None]


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appear]:
    """Turns the whole application to a language; at the end it speaks English again."""
    made: list[Appearance] = []

    def appear(formats: Formats, chosen: Settings) -> None:
        made.append(Appearance(qapp, formats))
        made[-1].apply(chosen)

    yield appear
    for one in reversed(made):
        one.apply(Settings(language="en", theme="light"))
        one.deleteLater()


def formats(language: str, digits: str = "auto") -> Formats:
    return Formats(FakeClock(), language, digits=digits)


def value_of(shown: str) -> int:
    return int("".join(sign for sign in fold(shown) if sign.isdecimal()))


@settings(deadline=None)
@given(st.integers(0, 2**62), languages, choices)
def test_a_count_is_read_back_in_any_digits(count: int, language: str, digits: str) -> None:
    f = formats(language, digits)
    shown = f.number(count)
    assert value_of(shown) == count
    wanted = DIGITS[USUAL[language] if digits == "auto" else digits]
    assert {sign for sign in shown if sign.isdecimal()} <= set(wanted)
    assert {sign for sign in f.percent(count) if sign.isdecimal()} <= set(wanted)


@settings(deadline=None)
@given(st.text(max_size=40), languages, choices, choices)
def test_digits_change_nothing_else_and_go_both_ways(text: str, language: str, digits: str, other: str) -> None:
    there = formats(language, digits).digits(text)
    assert len(there) == len(text)
    assert fold(formats(language, "latin").digits(there)) == fold(text)
    assert formats(language, digits).digits(formats(language, other).digits(there)) == there
    assert all(one == two for one, two in zip(text, there, strict=True) if not one.isdecimal())


@pytest.mark.parametrize("language", FOUR)
@pytest.mark.parametrize("digits", ["auto", *DIGITS])
def test_the_time_of_day_has_24_hours_in_the_chosen_digits(language: str, digits: str) -> None:
    f = formats(language, digits)
    zero = DIGITS[USUAL[language] if digits == "auto" else digits]
    for hour in range(24):
        moment_ms = (hour * 60 + 7) * 60_000 - f.moment(0).offsetFromUtc() * 1000
        assert f.time(moment_ms) == "".join(zero[int(sign)] if sign != ":" else sign for sign in f"{hour:02}:07")


amounts = st.decimals(-(10**24) + 1, 10**24 - 1, places=18) | st.decimals(-(10**9), 10**9, places=2)


def read(shown: str, language: str) -> Decimal:
    """An amount as a person of that language reads it."""
    text = shown.strip(LRI + PDI).replace("\u2212", "-")
    group, point = ("\u00a0", ",") if language == "es" else (",", ".")
    whole, _, rest = text.replace(group, "").partition(point)
    return Decimal(f"{whole}.{rest}" if rest else whole)


@settings(deadline=None)
@given(amounts, languages, choices, st.sampled_from(CURRENCIES))
def test_money_never_loses_a_digit_and_is_read_back(value: Decimal, language: str, digits: str, currency: str) -> None:
    f = formats(language, digits)
    shown = f.amount(value, currency)
    assert shown[0] + shown[-1] == LRI + PDI
    assert set(shown[1:-1]) <= set("0123456789.,\u2212\u00a0"), "the digits of a bank, whatever was chosen for counts"
    assert read(shown, language) == value
    assert f.money(value, currency) == f"{shown[:-1]}\u00a0{currency}{PDI}"
    _, _, decimals = shown[1:-1].partition("," if language == "es" else ".")
    unit = arithmetic.exponent(currency)
    assert len(decimals) >= (unit if unit <= 3 else 2)
    assert len(decimals) <= unit or decimals.rstrip("0")[unit:], "no noughts beyond the smallest unit"


@pytest.mark.parametrize(
    ("value", "currency", "shown"),
    [
        ("1250", "USD", "1,250.00\u00a0USD"),
        ("1250.00", "JPY", "1,250\u00a0JPY"),
        ("1250.5", "JPY", "1,250.5\u00a0JPY"),
        ("1.5", "KWD", "1.500\u00a0KWD"),
        ("0.1", "BTC", "0.10\u00a0BTC"),
        ("0.00512300", "BTC", "0.00512300\u00a0BTC"),
        ("0.0051230000", "BTC", "0.00512300\u00a0BTC"),
        ("524.03", "USDT", "524.03\u00a0USDT"),
        ("0.00", "JPY", "0\u00a0JPY"),
        ("0E-12", "USD", "0.00\u00a0USD"),
        ("99.010000", "USD", "99.01\u00a0USD"),
        ("-0.000001", "USDT", "\u22120.000001\u00a0USDT"),
        ("1500000", "IRR", "1,500,000\u00a0IRR"),
        ("0.001", "USD", "0.001\u00a0USD"),
    ],
)
def test_a_currency_shows_its_cents_and_all_that_was_booked(value: str, currency: str, shown: str) -> None:
    assert formats("fa").money(Decimal(value), currency) == f"{LRI}{shown}{PDI}"


def test_spanish_groups_by_blanks_so_that_nobody_takes_them_for_decimals() -> None:
    assert formats("es").money(Decimal("1234567.5"), "USD") == f"{LRI}1\u00a0234\u00a0567,50\u00a0USD{PDI}"
    assert formats("es").money(Decimal(1250), "JPY") == f"{LRI}1\u00a0250\u00a0JPY{PDI}"


def takes_a_count(words: object) -> bool:
    return inspect.isfunction(words) and list(inspect.signature(words).parameters) == ["self", "count"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("digits", ["auto", *DIGITS])
def test_every_count_in_words_follows_the_digits(appearance: Appear, language: str, digits: str) -> None:
    f = formats(language)
    appearance(f, Settings(language=language, digits=digits, theme="light"))
    said = [name for name, words in vars(type(f.counts)).items() if takes_a_count(words)]
    assert {"minutes", "hours", "days", "bytes", "unread", "waiting"} <= set(said)
    wanted = set(DIGITS[USUAL[language] if digits == "auto" else digits])
    for name in said:
        for count in (3, 11, 100, 1234):
            words = getattr(f.counts, name)(count)
            assert value_of(words) == count
            assert {sign for sign in words if sign.isdecimal()} <= wanted, name
            assert "(" not in words and "%" not in words, f"no plural form of {name}: {words}"
    appearance(formats("en"), Settings(language="en", theme="light"))
    assert QLocale().zeroDigit() == "0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_times_gone_by_have_plural_forms(appearance: Appear, language: str) -> None:
    clock = FakeClock()
    f = Formats(clock, language)
    appearance(f, Settings(language=language, theme="light"))
    now_ms = clock.now_ms()
    for minutes in range(1, 60):
        said = f.when(now_ms - minutes * 60_000)
        # one and two are words of their own in Arabic
        assert value_of(said) == minutes if minutes > 2 or language != "ar" else "دقيق" in said
        assert "(" not in said
    assert not any(sign.isdecimal() for sign in f.when(now_ms) + f.day(now_ms) + f.day(now_ms - 86_400_000))
    assert len({f.when(now_ms), f.day(now_ms), f.day(now_ms - 86_400_000)}) == 3
    assert f.day(now_ms - 2 * 86_400_000) == f.date(now_ms - 2 * 86_400_000, short=True)
