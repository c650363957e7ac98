"""Calendars against arithmetic of their own, over two centuries and in four languages."""

from collections.abc import Set
from datetime import date as Day

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QLocale

from desktop.ui.language.calendars import CALENDARS, ReaderCalendar, usual_calendar
from desktop.ui.language.formats import Formats
from tests.fakes import FakeClock

LANGUAGES = ("en", "fa", "ar", "es")
LOCALES = {"en": "en_GB", "fa": "fa_IR", "ar": "ar_SA", "es": "es_ES"}
DIGITS = ("auto", "latin", "persian", "arabic")
TODAY = QDate(2026, 11, 22)
JALALI_LEAP_YEARS_OF_33 = {1, 5, 9, 13, 17, 22, 26, 30}
# Qt reckons by cycles of 2820 years, which in these two years is a day off the calendar that Iran will keep
JALALI_YEARS_OFF = {1437, 1470}
NEW_YEAR_1403 = Day(2024, 3, 20).toordinal()
HIJRI_EPOCH = Day(622, 7, 19).toordinal()

days = st.dates(Day(1900, 1, 1), Day(2100, 12, 31))
names = st.sampled_from(CALENDARS)
languages = st.sampled_from(LANGUAGES)


def q(day: Day) -> QDate:
    return QDate(day.year, day.month, day.day)


def calendar(name: str, language: str = "en") -> ReaderCalendar:
    return ReaderCalendar(name, QLocale(LOCALES[language]))


def is_jalali_leap(year: int) -> bool:
    return year % 33 in JALALI_LEAP_YEARS_OF_33


def jalali(day: Day) -> tuple[int, int, int]:
    """By the 33-year rule, which agrees with the equinox from 1178 to 1633."""
    year, left = 1403, day.toordinal() - NEW_YEAR_1403
    while left < 0:
        year -= 1
        left += 365 + is_jalali_leap(year)
    while left >= 365 + is_jalali_leap(year):
        left -= 365 + is_jalali_leap(year)
        year += 1
    return (
        (year, left // 31 + 1, left % 31 + 1) if left < 186 else (year, (left - 186) // 30 + 7, (left - 186) % 30 + 1)
    )


def hijri_start(year: int, month: int) -> int:
    """The ordinal of a month's first day by the tabular rule: 30 and 29 days in turn, 11 leap years in 30."""
    return HIJRI_EPOCH + 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2


def hijri(day: Day) -> tuple[int, int, int]:
    ordinal = day.toordinal()
    year = (ordinal - HIJRI_EPOCH) * 30 // 10_631 + 1
    year += (ordinal >= hijri_start(year + 1, 1)) - (ordinal < hijri_start(year, 1))
    month = max(month for month in range(1, 13) if hijri_start(year, month) <= ordinal)
    return year, month, ordinal - hijri_start(year, month) + 1


@given(days)
def test_the_gregorian_calendar_is_pythons(day: Day) -> None:
    assert calendar("gregorian").parts(q(day)) == (day.year, day.month, day.day)


@given(days)
def test_the_jalali_calendar_is_that_of_the_33_year_rule(day: Day) -> None:
    expected = jalali(day)
    if expected[0] in JALALI_YEARS_OFF or expected in {(1436, 12, 30), (1469, 12, 30)}:
        found = calendar("jalali").parts(q(day))
        assert abs(found[0] - expected[0]) <= 1
    else:
        assert calendar("jalali").parts(q(day)) == expected


def test_leap_years_of_the_jalali_calendar() -> None:
    ours = calendar("jalali")
    leap = [year for year in range(1279, 1480) if ours.date(year, 12, 30) is not None]
    assert {1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412} <= set(leap)
    assert set(leap) ^ {year for year in range(1279, 1480) if is_jalali_leap(year)} == {1436, 1437, 1469, 1470}
    assert ours.parts(QDate(2025, 3, 20)) == (1403, 12, 30)
    assert ours.parts(QDate(2025, 3, 21)) == (1404, 1, 1)


@given(days)
def test_the_hijri_calendar_is_the_tabular_one(day: Day) -> None:
    assert calendar("hijri").parts(q(day)) == hijri(day)


@given(days, names)
def test_parts_lead_back_to_the_day(day: Day, name: str) -> None:
    ours = calendar(name)
    assert ours.date(*ours.parts(q(day))) == q(day)


@given(days, days, names)
def test_days_keep_their_order(one: Day, other: Day, name: str) -> None:
    ours = calendar(name)
    assert (ours.parts(q(one)) < ours.parts(q(other))) is (one < other)


@given(days, names)
def test_a_month_has_its_days_and_no_more(day: Day, name: str) -> None:
    ours = calendar(name)
    year, month, number = ours.parts(q(day))
    last = ours.days_in_month(q(day))
    assert 28 <= last <= 31 and number <= last
    assert ours.date(year, month, last) is not None
    assert ours.date(year, month, last + 1) is None
    assert ours.parts(q(day).addDays(last - number + 1))[2] == 1


@given(days, names, st.integers(-300, 300))
def test_months_further_on(day: Day, name: str, months: int) -> None:
    ours = calendar(name)
    year, month, number = ours.parts(q(day))
    there = ours.add_months(q(day), months)
    found = ours.parts(there)
    assert found[0] * 12 + found[1] == year * 12 + month + months
    assert found[2] == min(number, ours.days_in_month(there))


@given(days, names, languages)
def test_a_sheet_is_six_whole_weeks_around_the_month(day: Day, name: str, language: str) -> None:
    ours = calendar(name, language)
    sheet = ours.sheet(q(day))
    assert [sheet[0].daysTo(date) for date in sheet] == list(range(42))
    assert sheet[0].dayOfWeek() == ours.first_day
    in_month = [date for date in sheet if ours.parts(date)[:2] == ours.parts(q(day))[:2]]
    assert len(in_month) == ours.days_in_month(q(day))
    assert all(short for short, _ in ours.weekdays())
    assert [full for _, full in ours.weekdays()] == [ours.weekday(date) for date in sheet[:7]]


@settings(deadline=None)
@given(days, names, languages, st.sampled_from(DIGITS))
def test_what_is_written_is_read(day: Day, name: str, language: str, digits: str) -> None:
    formats = Formats(FakeClock(), language, digits=digits, calendar=name)
    assert formats.calendar.name == name
    assert formats.calendar.read(formats.written(q(day)), TODAY) == q(day)


@settings(deadline=None)
@given(days, names, languages, st.sampled_from(DIGITS), st.sampled_from("/-. "))
def test_figures_are_read_from_either_end_and_in_any_digits(
    day: Day, name: str, language: str, digits: str, between: str
) -> None:
    formats = Formats(FakeClock(), language, digits=digits, calendar=name)
    ours = formats.calendar
    year, month, number = ours.parts(q(day))
    assert ours.read(formats.digits(between.join(map(str, (year, month, number)))), TODAY) == q(day)
    iso = formats.digits(day.isoformat())
    assert ours.read(iso, TODAY) == q(day), "a Gregorian date that was pasted"
    if language in ("en", "es"):
        assert ours.read(between.join(map(str, (number, month, year))), TODAY) == q(day)


@pytest.mark.parametrize(
    ("name", "language", "text", "expected"),
    [
        ("jalali", "fa", "۱۴۰۵/۹/۱", (2026, 11, 22)),
        ("jalali", "fa", "۹/۱", (2026, 11, 22)),
        ("jalali", "fa", "١٤٠٥-٠٩-٠١", (2026, 11, 22)),
        ("jalali", "fa", " 1 آذر ", (2026, 11, 22)),
        ("jalali", "fa", "۳۰ اسفند ۱۴۰۳", (2025, 3, 20)),
        ("jalali", "fa", "۳۰ اسفند ۱۴۰۴", None),
        ("jalali", "en", "1 azar 1405", (2026, 11, 22)),
        ("jalali", "ar", "١ آذر ١٤٠٥", (2026, 11, 22)),
        ("hijri", "ar", "١١ جمادى الاخرة ١٤٤٨", (2026, 11, 22)),
        ("hijri", "en", "11 jumada ii 1448", (2026, 11, 22)),
        ("hijri", "en", "1 Rabi' I 1448", (2026, 8, 15)),
        ("gregorian", "en", "22 November 2026", (2026, 11, 22)),
        ("gregorian", "en", "Nov 22, 2026", (2026, 11, 22)),
        ("gregorian", "en", "22.11.2026", (2026, 11, 22)),
        ("gregorian", "en", "22nov2026", (2026, 11, 22)),
        ("gregorian", "en", "22/11", (2026, 11, 22)),
        ("gregorian", "es", "22 de noviembre de 2026", (2026, 11, 22)),
        ("gregorian", "fa", "۲۲ نوامبر ۲۰۲۶", (2026, 11, 22)),
        ("gregorian", "ar", "٢٢ نوفمبر", (2026, 11, 22)),
        *(("gregorian", "en", text, None) for text in ("", "22", "31/2/2026", "1405/9/1", "2026", "1/1/26", "x")),
        *(("gregorian", "en", text, None) for text in ("1 1 1 1", "22 Nov Nov", "22 Novx 2026", "2026/2026/1")),
        *(("gregorian", "en", text, None) for text in ("99/99/2026", "m1 3", "Nov", "22 2026", "12 2026 11")),
    ],
)
def test_days_as_people_type_them(name: str, language: str, text: str, expected: tuple[int, int, int] | None) -> None:
    found = calendar(name, language).read(text, TODAY)
    assert found == (QDate(*expected) if expected else None)


@settings(deadline=None)
@given(st.text(max_size=30), names, languages)
def test_nothing_that_is_typed_breaks_it(text: str, name: str, language: str) -> None:
    found = calendar(name, language).read(text, TODAY)
    assert found is None or found.isValid()


@pytest.mark.parametrize(
    ("language", "usual", "first", "weekend"),
    [
        ("en", "gregorian", 1, {6, 7}),
        ("fa", "jalali", 6, {5}),
        ("ar", "gregorian", 7, {5, 6}),
        ("es", "gregorian", 1, {6, 7}),
    ],
)
def test_each_languages_usual_calendar_and_week(language: str, usual: str, first: int, weekend: Set[int]) -> None:
    ours = calendar("auto", language)
    assert (usual_calendar(QLocale(LOCALES[language])), ours.name) == (usual, usual)
    assert (ours.first_day, ours.weekend) == (first, weekend)


@pytest.mark.parametrize(
    ("language", "computer", "first", "weekend"),
    [("en", "en_US", 7, {6, 7}), ("ar", "ar_EG", 6, {5, 6}), ("ar", "ar_MA", 1, {6, 7}), ("fa", "de_DE", 6, {5})],
)
def test_the_computers_country_rules_the_week(language: str, computer: str, first: int, weekend: Set[int]) -> None:
    formats = Formats(FakeClock(), language)
    formats.use(language, computer=QLocale(computer))
    assert (formats.calendar.first_day, formats.calendar.weekend) == (first, weekend)


@pytest.mark.parametrize(
    ("name", "language", "shown"),
    [
        ("gregorian", "en", "22 Nov 2026"),
        ("gregorian", "fa", "22 نوامبر 2026"),
        ("gregorian", "ar", "22 نوفمبر 2026"),
        ("gregorian", "es", "22 nov 2026"),
        ("jalali", "en", "1 Azar 1405"),
        ("jalali", "fa", "1 آذر 1405"),
        ("jalali", "ar", "1 آذر 1405"),
        ("jalali", "es", "1 azar 1405"),
        ("hijri", "en", "11 Jumada II 1448"),
        ("hijri", "fa", "11 جمادی‌الثانی 1448"),
        ("hijri", "ar", "11 جمادى الآخرة 1448"),
        ("hijri", "es", "11 jumada II 1448"),
    ],
)
def test_every_calendar_in_every_language(name: str, language: str, shown: str) -> None:
    assert calendar(name, language).text(TODAY) == shown


def test_arabic_writes_the_jalali_months_as_arabs_do() -> None:
    ours = calendar("jalali", "ar")
    months = [ours.month_title(ours.add_months(QDate(2026, 3, 21), month)).split()[0] for month in range(12)]
    assert months[:3] == ["فروردين", "أرديبهشت", "خرداد"] and months[11] == "إسفند"
