"""The reader's calendar: Gregorian, Jalali or Hijri, with its names, its weeks and the days that people type."""

import re
from collections.abc import Iterable

from PySide6.QtCore import QCalendar, QDate, QLocale

from desktop.domain.language.normalisation import fold

CALENDARS = ("gregorian", "jalali", "hijri")
"""What one can choose; each is reckoned by rule, so that it needs nothing from outside."""

_SYSTEMS = {
    "gregorian": QCalendar.System.Gregorian,
    "jalali": QCalendar.System.Jalali,
    "hijri": QCalendar.System.IslamicCivil,
}
# Arabic starts with the Gregorian calendar: Arabic-speaking traders and their banks date by it, and a Hijri day
# that is reckoned by rule can be one off the announced one, so nobody gets it without having asked for it.
_USUAL = {QLocale.Language.Persian: "jalali"}
# the names that Qt has for these are not the ones that Arabic writes
_JALALI_IN_ARABIC = (
    "فروردين", "أرديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "آبان", "آذر", "دي", "بهمن", "إسفند",
)  # fmt: skip
_LANGUAGES_OF_LONG_MONTHS = frozenset({QLocale.Language.Persian, QLocale.Language.Arabic})
_ANY_YEAR = -2147483648
_WEEK, _SHOWN_WEEKS = 7, 6
_FIRST, _LAST = QDate(1900, 1, 1), QDate(2199, 12, 31)
_GREGORIAN_FROM = 1700
"""A year that no Jalali or Hijri date of these centuries has: somebody has pasted a Gregorian one."""

# in the Latin spelling of Arabic names, which nobody types
_APOSTROPHES = dict.fromkeys(map(ord, "\u02bb\u02bc\u2018\u2019'`"))
# what a month's name becomes while a day is read: a sign of its own, which nobody types
_NAMED = 0xE000
_LETTER = r"[^\W\d_]"
_PIECE = re.compile(rf"[0-9]+|[\ue000-\ue00f]|{_LETTER}+")
_SMALL_WORDS = frozenset({"de", "del", "of", "the"})


def usual_calendar(locale: QLocale) -> str:
    """The calendar that readers of this language expect."""
    return _USUAL.get(locale.language(), "gregorian")


class ReaderCalendar:
    """One of `CALENDARS` as a reader of some language sees it. Words come in Latin digits: `Formats` turns them.

    `first_day` and `weekend` are days of the week as Qt counts them, Monday 1 to Sunday 7.
    """

    def __init__(self, name: str, locale: QLocale) -> None:
        """Any other name, such as "auto", is the language's usual calendar."""
        self.name = name if name in CALENDARS else usual_calendar(locale)
        self._calendar = QCalendar(_SYSTEMS[self.name])
        self._locale = locale
        self.first_day = locale.firstDayOfWeek().value
        self.weekend = frozenset(range(1, _WEEK + 1)) - {day.value for day in locale.weekdays()}

    def parts(self, date: QDate) -> tuple[int, int, int]:
        """Year, month and day of a date."""
        return date.year(self._calendar), date.month(self._calendar), date.day(self._calendar)

    def date(self, year: int, month: int, day: int) -> QDate | None:
        """The date with these parts, None where the calendar has no such day."""
        date = self._calendar.dateFromParts(year, month, day)
        return date if date.isValid() else None

    def days_in_month(self, date: QDate) -> int:
        """How many days the date's month has."""
        year, month, _ = self.parts(date)
        return self._calendar.daysInMonth(month, year)

    def add_months(self, date: QDate, months: int) -> QDate:
        """The same day some months on, or the last one of a shorter month."""
        return date.addMonths(months, self._calendar)

    def text(self, date: QDate, *, with_year: bool = True) -> str:
        """The day with the month in words: 22 Nov 2026."""
        year, month, day = self.parts(date)
        if with_year:
            return f"{day} {self._month(month)} {year}"
        return f"{day} {self._month(month, alone=True)}"

    def month_title(self, date: QDate) -> str:
        """A month's heading: November 2026."""
        year, month, _ = self.parts(date)
        return f"{self._month(month, alone=True, short=False)} {year}"

    def weekdays(self) -> list[tuple[str, str]]:
        """The week's days from its first on, as a column's heading and as it is read aloud."""
        short = QLocale.FormatType.ShortFormat
        if self._locale.language() in _LANGUAGES_OF_LONG_MONTHS:
            short = QLocale.FormatType.NarrowFormat
        order = [(self.first_day - 1 + place) % _WEEK + 1 for place in range(_WEEK)]
        return [(self._locale.standaloneDayName(day, short), self._locale.standaloneDayName(day)) for day in order]

    def weekday(self, date: QDate) -> str:
        """The name of the date's day of the week."""
        return self._locale.standaloneDayName(date.dayOfWeek())

    def is_weekend(self, date: QDate) -> bool:
        """Whether the reader's country rests on that day."""
        return date.dayOfWeek() in self.weekend

    def sheet(self, date: QDate) -> list[QDate]:
        """Six whole weeks that hold the date's month, from the first day of a week on."""
        first = date.addDays(1 - self.parts(date)[2])
        first = first.addDays(-((first.dayOfWeek() - self.first_day) % _WEEK))
        return [first.addDays(day) for day in range(_SHOWN_WEEKS * _WEEK)]

    def read(self, text: str, today: QDate) -> QDate | None:
        """The day that somebody typed: 1405/9/1, 1 Azar 1405, 22.11.2026, 22/11 … in any digits; None if it is none.

        Without a year it is `today`'s. A Gregorian date in figures is one in every calendar.
        """
        pieces = _PIECE.findall(self._months_as_numbers(_plain(text)))
        numbers = [piece for piece in pieces if piece not in _SMALL_WORDS]
        named = [place for place, piece in enumerate(numbers) if _NAMED < ord(piece[0]) <= _NAMED + 12]
        if not 2 <= len(numbers) <= 3 or len(named) > 1:
            return None
        if not all(piece.isdecimal() for place, piece in enumerate(numbers) if place not in named):
            return None
        month = ord(numbers.pop(named[0])) - _NAMED if named else None
        return self._from_numbers(numbers, month, today)

    def _from_numbers(self, numbers: list[str], month: int | None, today: QDate) -> QDate | None:
        years = [number for number in numbers if len(number) == 4]
        if len(years) > 1 or any(len(number) > 2 for number in numbers if number not in years):
            return None
        year = int(years[0]) if years else self.parts(today)[0]
        if years and numbers[0] != years[0] and numbers[-1] != years[0]:
            return None
        month_first = bool(years and numbers[0] == years[0]) or self._writes_month_first()
        rest = [int(number) for number in numbers if number not in years]
        if len(rest) != (2 if month is None else 1):
            return None
        if month is None:
            month, day = rest if month_first else reversed(rest)
        else:
            day = rest[0]
        if self.name != "gregorian" and year >= _GREGORIAN_FROM:
            date = QDate(year, month, day)
        else:
            date = self._calendar.dateFromParts(year, month, day)
        return date if date.isValid() and _FIRST <= date <= _LAST else None

    def _writes_month_first(self) -> bool:
        form = self._locale.dateFormat(QLocale.FormatType.ShortFormat)
        return form.find("M") < form.find("d")

    def _months_as_numbers(self, folded: str) -> str:
        names = {name: month for month in range(1, 13) for name in self._names(month)}
        for name in sorted(names, key=len, reverse=True):
            folded = re.sub(rf"(?<!{_LETTER}){re.escape(name)}(?!{_LETTER})", chr(_NAMED + names[name]), folded)
        return folded

    def _names(self, month: int) -> Iterable[str]:
        shapes = ((alone, short) for alone in (True, False) for short in (True, False))
        return {_plain(self._month(month, alone=alone, short=short)).strip(" .") for alone, short in shapes}

    def _month(self, month: int, *, alone: bool = False, short: bool = True) -> str:
        if self.name == "jalali" and self._locale.language() is QLocale.Language.Arabic:
            return _JALALI_IN_ARABIC[month - 1]
        # the short names of other calendars' months say nothing to most readers
        short = short and self.name == "gregorian" and self._locale.language() not in _LANGUAGES_OF_LONG_MONTHS
        form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
        name = self._calendar.standaloneMonthName if alone else self._calendar.monthName
        return name(self._locale, month, _ANY_YEAR, form)


def _plain(text: str) -> str:
    return fold(text).translate(_APOSTROPHES)
