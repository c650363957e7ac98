"""Dates, counts and per cent values of the help desk's pages: written as the app writes them."""

import pytest
from PySide6.QtCore import QDate, QLocale

from desktop.desk.tracker.texts import LANGUAGES, dates, sentence
from desktop.ui.language.calendars import ReaderCalendar
from desktop.ui.language.formats import _LOCALES, _digits_to, _locale

FIRST, LAST = QDate(1995, 1, 1), QDate(2050, 12, 31)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_is_written_as_in_the_app(language: str) -> None:
    locale = QLocale(_LOCALES[language])
    calendar, own = ReaderCalendar("auto", locale), _digits_to(locale.zeroDigit())
    day = FIRST
    while day <= LAST:
        gregorian = (day.year(), day.month(), day.day())
        assert dates.day(gregorian, language) == calendar.text(day).translate(own)
        assert dates.year(gregorian, language) == calendar.parts(day)[0]
        day = day.addDays(1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", [0, 7, 100, 1234, 12345, 1234567])
def test_numbers_are_written_as_in_the_app(language: str, value: int) -> None:
    locale = _locale(language, None)
    assert dates.number(value, language) == locale.toString(value)
    assert dates.percent(value, language) == locale.toString(value) + locale.percent()


def test_a_moment_leaves_the_year_out_where_it_is_this_one() -> None:
    day, clock = (2026, 11, 22), (9, 1)
    assert dates.moment(day, clock, "en") == "22 Nov 2026, 09:01"
    assert dates.moment(day, clock, "en", without_year=2026) == "22 Nov, 09:01"
    assert dates.moment(day, clock, "fa", without_year=2026) == "۱ آذر ۱۴۰۵، ۰۹:۰۱"
    assert dates.moment(day, clock, "fa", without_year=1405) == "۱ آذر، ۰۹:۰۱"


def test_counts_in_sentences_have_the_readers_digits_and_names_keep_theirs() -> None:
    assert sentence("minutes", "fa", n=15) == "۱۵ دقیقه پیش"
    assert sentence("minutes", "ar", n=15) == "قبل ١٥ دقيقة"
    assert sentence("minutes", "en", n=1) == "1 minute ago"
    assert "12" in sentence("held_taken", "fa", number="12")
