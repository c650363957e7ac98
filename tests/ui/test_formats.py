"""What the reader sees of numbers, money and moments, in English and Persian."""

from datetime import datetime, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QApplication

from desktop.settings import Settings
from desktop.ui.kit.appearance import Appearance
from desktop.ui.language.formats import FSI, LRI, PDI, Formats, isolate, ltr
from tests.fakes import FakeClock

NOW_MS = int(datetime(2026, 11, 22, 12, 3, tzinfo=timezone.utc).timestamp() * 1000)
MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000


def formats(language: str = "en", zone: str = "UTC", digits: str = "auto") -> Formats:
    clock = FakeClock()
    clock.jump((NOW_MS - clock.now_ms()) / 1000)
    return Formats(clock, language, digits=digits, zone=QTimeZone(zone.encode()))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("99.01", "99.01"),
        ("0", "0.00"),
        ("-1250", "\u22121,250.00"),
        ("0.00012300", "0.00012300"),
        ("1E+3", "1,000.00"),
        ("12345678901234567890.123456789012345678", "12,345,678,901,234,567,890.123456789012345678"),
    ],
)
def test_money_is_exact(value: str, shown: str) -> None:
    for language in ("en", "fa"):
        assert formats(language).amount(Decimal(value)) == f"{LRI}{shown}{PDI}"
        assert formats(language).money(Decimal(value), "USD") == f"{LRI}{shown}\u00a0USD{PDI}"


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=8, min_value=-(10**12), max_value=10**12))
def test_no_amount_loses_a_digit(value: Decimal) -> None:
    shown = formats("fa").amount(value)[1:-1].replace(",", "").replace("\u2212", "-")
    assert Decimal(shown) == value


def test_moments_in_english(qapp: QApplication) -> None:
    f = formats()
    assert f.when(NOW_MS - 5_000) == "just now"
    assert f.when(NOW_MS - 5 * MINUTE_MS) == "5 min"
    assert f.when(NOW_MS - 3 * HOUR_MS) == "09:03"
    assert f.when(NOW_MS - DAY_MS) == "Yesterday"
    assert f.when(NOW_MS - 40 * DAY_MS) == f.day(NOW_MS - 40 * DAY_MS) == "13 Oct", "this year is not said"
    assert f.when(NOW_MS - 400 * DAY_MS) == f.day(NOW_MS - 400 * DAY_MS) == "18 Oct 2025"
    assert f.when(NOW_MS + 10 * MINUTE_MS) == "12:13", "a clock that runs ahead is no reason to say nonsense"
    assert f.date_time(NOW_MS - 400 * DAY_MS) == "18 Oct 2025, 12:03", "another year is said"
    assert f.as_of(NOW_MS - HOUR_MS) == "11:03"
    assert f.as_of(NOW_MS - DAY_MS) == "21 Nov, 12:03"


def test_a_persian_reader_gets_the_persian_calendar_and_digits() -> None:
    f = formats("fa", "Asia/Tehran")
    assert f.date(NOW_MS) == "۱ آذر ۱۴۰۵"
    assert f.time(NOW_MS) == "۱۵:۳۳"
    assert f.number(12345) == "۱۲٬۳۴۵"
    assert f.percent(100) == "۱۰۰٪"
    assert f.is_rtl


@pytest.mark.parametrize(
    ("language", "this_year", "before"),
    [("fa", "۲۱ مهر", "۲۶ مهر ۱۴۰۴"), ("ar", "13 أكتوبر", "18 أكتوبر 2025"), ("es", "13 oct", "18 oct 2025")],
)
def test_a_year_is_written_only_where_it_is_another(language: str, this_year: str, before: str) -> None:
    f = formats(language, "Asia/Tehran")
    for said in (f.when, f.day):
        assert f.digits(said(NOW_MS - 40 * DAY_MS)) == f.digits(this_year)
        assert f.digits(said(NOW_MS - 400 * DAY_MS)) == f.digits(before)


def test_latin_digits_on_wish() -> None:
    f = formats("fa", digits="latin")
    assert f.number(12345) == "12,345"
    assert f.date(NOW_MS) == "1 آذر 1405"
    assert f.digits("12") == "12"
    assert formats("fa").digits("12") == "۱۲"


def test_the_reader_s_own_day_counts() -> None:
    late = int(datetime(2026, 11, 21, 22, 0, tzinfo=timezone.utc).timestamp() * 1000)
    assert formats(zone="UTC").day(late) == "Yesterday"
    assert formats(zone="Asia/Tehran").day(late) == "Today", "01:30 of the 22nd in Tehran"


def test_support_hours_in_the_reader_s_time() -> None:
    start, end = 6 * 1440 + 19 * 60 + 45, 7 * 1440
    assert formats(zone="UTC").week_span(start, end, NOW_MS) == "Sunday 19:45–23:59"
    assert formats(zone="Asia/Tehran").week_span(start, end, NOW_MS) == "Sunday 23:15–03:29"
    assert formats(zone="Asia/Tokyo").week_span(start, end, NOW_MS) == "Monday 04:45–08:59"


@pytest.mark.parametrize(
    ("size_bytes", "shown"), [(0, "0 bytes"), (1023, "1,023 bytes"), (2048, "2 KB"), (25 * 1024**2, "25.0 MB")]
)
def test_sizes(size_bytes: int, shown: str, qapp: QApplication) -> None:
    Appearance(qapp, Formats(FakeClock())).apply(Settings(language="en", theme="light"))
    assert formats().size(size_bytes) == f"{FSI}{shown}{PDI}"


def test_isolates_are_closed_and_empty_stays_empty() -> None:
    assert (ltr("A-4471"), isolate("سلام")) == (f"{LRI}A-4471{PDI}", f"{FSI}سلام{PDI}")
    assert ltr("") == isolate("") == ""
