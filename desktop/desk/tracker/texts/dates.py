"""Numbers, days and times as the app writes them for a reader of each language; Persian counts by Jalali years."""

import calendar
from typing import NamedTuple

Day = tuple[int, int, int]
"""A year, month and day of the Gregorian calendar."""

_DIGITS = {"fa": "۰۱۲۳۴۵۶۷۸۹", "ar": "٠١٢٣٤٥٦٧٨٩"}
_GROUPS = {"en": ",", "fa": "٬", "ar": "٬", "es": "."}
_PERCENT = {"fa": "٪", "ar": "٪\u061c"}
_COMMA = {"fa": "، ", "ar": "، "}
_MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    "fa": "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic",
}
_SMALLEST_SPANISH_GROUPED = 10_000
_CYCLE, _LEAP_YEARS = 33, (1, 5, 9, 13, 17, 22, 26, 30)
"""The years of a cycle that have a 366th day; so reckoned, the calendar is right from 1244 to 1472."""
_SOME_YEAR, _ITS_FIRST_DAY = 1403, (2024, 3, 20)
_LONG_MONTHS, _LONG = 6, 31


class _Written(NamedTuple):
    year: int
    month: int
    day: int


def digits(text: str, language: str) -> str:
    """`text` with its digits as this language writes them; not for ids and amounts."""
    own = _DIGITS.get(language)
    return text.translate({ord("0") + value: digit for value, digit in enumerate(own)}) if own else text


def number(value: int, language: str) -> str:
    """A count, with grouping: 1,234 or ۱٬۲۳۴."""
    plain = str(value) if language == "es" and abs(value) < _SMALLEST_SPANISH_GROUPED else f"{value:,}"
    return digits(plain.replace(",", _GROUPS[language]), language)


def percent(value: int, language: str) -> str:
    """A whole per cent value."""
    return number(value, language) + _PERCENT.get(language, "%")


def year(day: Day, language: str) -> int:
    """The year that this day belongs to for the reader."""
    return _written(day, language).year


def day(day: Day, language: str, *, without_year: int = 0) -> str:
    """The day with the month in words: 22 Nov 2026; the year is left out where it is `without_year`."""
    written = _written(day, language)
    words = f"{written.day} {_MONTHS[language].split()[written.month - 1]}"
    return digits(words if written.year == without_year else f"{words} {written.year}", language)


def moment(day_: Day, clock: tuple[int, int], language: str, *, without_year: int = 0) -> str:
    """A day and the hour and minute: 22 Nov 2026, 09:01."""
    time = digits(f"{clock[0]:02}:{clock[1]:02}", language)
    return day(day_, language, without_year=without_year) + _COMMA.get(language, ", ") + time


def _written(day: Day, language: str) -> _Written:
    return _jalali(_ordinal(*day)) if language == "fa" else _Written(*day)


def _ordinal(year: int, month: int, day: int) -> int:
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    return days + sum(calendar.monthrange(year, one)[1] for one in range(1, month)) + day


def _jalali(ordinal: int) -> _Written:
    year = _SOME_YEAR + (ordinal - _ordinal(*_ITS_FIRST_DAY)) // 366
    while ordinal >= _new_year(year + 1):
        year += 1
    while ordinal < _new_year(year):
        year -= 1
    passed = ordinal - _new_year(year)
    if passed < _LONG_MONTHS * _LONG:
        return _Written(year, passed // _LONG + 1, passed % _LONG + 1)
    passed -= _LONG_MONTHS * _LONG
    return _Written(year, _LONG_MONTHS + passed // (_LONG - 1) + 1, passed % (_LONG - 1) + 1)


def _new_year(year: int) -> int:
    """The ordinal of a Jalali year's first day."""
    leaps = _leap_years_before(year) - _leap_years_before(_SOME_YEAR)
    return _ordinal(*_ITS_FIRST_DAY) + (year - _SOME_YEAR) * 365 + leaps


def _leap_years_before(year: int) -> int:
    cycle, place = divmod(year, _CYCLE)
    return cycle * len(_LEAP_YEARS) + sum(leap < place for leap in _LEAP_YEARS)
