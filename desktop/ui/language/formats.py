"""Dates, times, numbers, money and names as the reader writes them, safe inside right-to-left sentences."""

import re
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime, QTimeZone
from PySide6.QtGui import Qt

from desktop.domain.clock import Clock
from desktop.domain.money import arithmetic
from desktop.ui.language.calendars import ReaderCalendar
from desktop.ui.language.counts import CountWords

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"

LONGEST_LINE, LONGEST_PATH = 1000, 5000
"""A line is elided long before, but only after all of it was laid out."""

_LOCALES = {"en": "en_GB", "fa": "fa_IR", "ar": "ar_SA", "es": "es_ES"}
_RIGHT_TO_LEFT = frozenset({"fa", "ar"})
_MINUTE_MS, _HOUR_MS = 60_000, 3_600_000
_QUARTER_MS, _LONG_AGO_MS = 15 * 60_000, 2 * 86_400_000
_MOST_DATES = 2000
_LEAST_DECIMALS, _MOST_OF_CASH = 2, 3
_ZEROS = {"latin": "0", "persian": "\u06f0", "arabic": "\u0660"}
_LOCALE_OF_DIGITS = {"latin": "en_GB", "persian": "fa_IR", "arabic": "ar_SA"}
# Spain groups by points where Mexico has its decimals: blanks mislead neither
_SPANISH = str.maketrans({",": "\u00a0", ".": ","})
_KILO, _MEGA, _GIGA = 1024, 1024**2, 1024**3


_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LIARS = re.compile("[\u202a\u202b\u202e\u2067]")


def _tame(text: str) -> str:
    """`text` without signs that turn it round or end an isolate around it; our own, which are balanced, stay."""
    if not _TURNING.search(text):
        return text
    depth = 0
    for sign in text:
        depth += (sign in (LRI, FSI)) - (sign == PDI)
        if depth < 0:
            break
    return text if depth == 0 and not _LIARS.search(text) else text.translate(_TURNS)


def cut(text: str, longest: int) -> str:
    """`text`, or its beginning and an ellipsis."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def ltr(text: str) -> str:
    """An id, amount, address or number, kept left-to-right whatever stands around it; cut after `LONGEST_PATH`."""
    text = cut(text, LONGEST_PATH)
    return f"{LRI}{_tame(text)}{PDI}" if text else ""


def isolate(text: str) -> str:
    """Somebody's own words, kept in their own direction whatever stands around them; cut after `LONGEST_LINE`."""
    text = cut(text, LONGEST_LINE)
    return f"{FSI}{_tame(text)}{PDI}" if text else ""


_TIP_START, _TIP_END = '<p style="white-space:pre-wrap">', "</p>"


def tip(text: str) -> str:
    """What a tooltip shows as exactly `text`: left to itself Qt reads what looks like markup, and opens its images."""
    if not Qt.mightBeRichText(text):
        return text
    # the tables of HTML are large, and few texts look like markup
    from html import escape

    return f"{_TIP_START}{escape(text)}{_TIP_END}"


def tip_text(tip: str) -> str:
    """The text that `tip` was made of."""
    if not tip.startswith(_TIP_START):
        return tip
    from html import unescape

    return unescape(tip.removeprefix(_TIP_START).removesuffix(_TIP_END))


class Formats:
    """How the reader writes. One object for the whole run; `use` turns it to another language.

    Moments are ms UTC, shown in the reader's zone. Counts and dates take the reader's digits, while
    ids and money keep Latin digits, because they are compared with what a bank or a wallet shows.
    """

    def __init__(
        self,
        clock: Clock,
        language: str = "en",
        *,
        digits: str = "auto",
        calendar: str = "auto",
        zone: QTimeZone | None = None,
    ):
        self._clock = clock
        self.counts = CountWords()
        self._zone = zone or QTimeZone(QTimeZone.Initialization.LocalTime)
        self.use(language, digits, calendar)

    def use(
        self, language: str, digits: str = "auto", calendar: str = "auto", *, computer: QLocale | None = None
    ) -> None:
        """Write for a reader of `language` ("en", "fa", …).

        `digits` are "auto", "latin", "persian" or "arabic", `calendar` is "auto" or one of `calendars.CALENDARS`.
        The language is written as in the country that the `computer` is set to, where that speaks it.
        """
        self._dates_of, self._dates = 0, dict[int, str]()
        self.language = language
        self.is_rtl = language in _RIGHT_TO_LEFT
        self.locale = _locale(language, computer)
        self.calendar = ReaderCalendar(calendar, self.locale)
        self.numbers = _numbers(self.locale, digits)
        self._to_digits = _digits_to(self.numbers.zeroDigit())

    def number(self, value: int) -> str:
        """A count, with grouping: 1,234 or ۱٬۲۳۴."""
        return self.numbers.toString(value)

    def percent(self, value: int) -> str:
        """A whole per cent value."""
        return f"{self.numbers.toString(value)}{self.numbers.percent()}"

    def size(self, size_bytes: int) -> str:
        """A file's size in the largest fitting unit, one decimal from megabytes on."""
        if size_bytes < _KILO:
            text = self.digits(self.counts.bytes(size_bytes))
        elif size_bytes < _MEGA:
            value = self.number(round(size_bytes / _KILO))
            text = QCoreApplication.translate("Formats", "{n} KB").format(n=value)
        elif size_bytes < _GIGA:
            value = self.numbers.toString(size_bytes / _MEGA, "f", 1)
            text = QCoreApplication.translate("Formats", "{n} MB").format(n=value)
        else:
            value = self.numbers.toString(size_bytes / _GIGA, "f", 1)
            text = QCoreApplication.translate("Formats", "{n} GB").format(n=value)
        return isolate(text)

    def amount(self, value: Decimal, currency: str = "") -> str:
        """An amount exactly as booked: never rounded, with the currency's cents, Latin digits, left-to-right."""
        shown = f"{value:,.{_decimals(value, currency)}f}".replace("-", "\u2212")
        return ltr(shown.translate(_SPANISH) if self.language == "es" else shown)

    def money(self, value: Decimal, currency: str) -> str:
        """An amount with its currency code: 99.01 USD."""
        return ltr(f"{self.amount(value, currency)[1:-1]}\u00a0{currency}")

    def time(self, moment_ms: int) -> str:
        """The time of day: 12:03."""
        return self.digits(self.moment(moment_ms).time().toString("HH:mm"))

    def date(self, moment_ms: int, *, short: bool = False) -> str:
        """The day with the month in words: 22 Nov 2026; `short` leaves this year's number out."""
        return self.written(self.moment(moment_ms).date(), short=short)

    def written(self, date: QDate, *, short: bool = False) -> str:
        """As `date`, of a day of the reader's own."""
        year, this_year = (self.calendar.parts(day)[0] for day in (date, self.today()))
        return self.digits(self.calendar.text(date, with_year=not short or year != this_year))

    def date_time(self, moment_ms: int) -> str:
        """Day and time, for tables: 21 Nov, 12:03; with the year where it is not this one."""
        comma = QCoreApplication.translate("Formats", "{date}, {time}")
        return comma.format(date=self.date(moment_ms, short=True), time=self.time(moment_ms))

    def day(self, moment_ms: int) -> str:
        """A heading for a day's messages: Today, Yesterday, then the date, with the year where it is not this one."""
        days = self.moment(moment_ms).date().daysTo(self.today())
        if days == 0:
            return QCoreApplication.translate("Formats", "Today")
        if days == 1:
            return QCoreApplication.translate("Formats", "Yesterday")
        return self.date(moment_ms, short=True)

    def when(self, moment_ms: int) -> str:
        """How long ago, as short as it stays clear: just now, 5 min, 12:03, then as `day`."""
        now_ms = self._clock.now_ms()
        age_ms = now_ms - moment_ms
        if -_MINUTE_MS < age_ms < _MINUTE_MS:  # clocks of two computers are never quite the same
            return QCoreApplication.translate("Formats", "just now")
        if 0 <= age_ms < _HOUR_MS:
            return self.digits(self.counts.minutes(age_ms // _MINUTE_MS))
        if age_ms >= _LONG_AGO_MS:
            # within one day in every zone; many rows have the same one
            quarter, now = moment_ms // _QUARTER_MS, now_ms // _QUARTER_MS
            if self._dates_of != now or len(self._dates) > _MOST_DATES:
                # the computer's own zone may be another one by now
                self._dates_of, self._dates = now, {}
            if quarter not in self._dates:
                self._dates[quarter] = self.day(moment_ms)
            return self._dates[quarter]
        days = self.moment(moment_ms).date().daysTo(self.today())
        return self.time(moment_ms) if days == 0 else self.day(moment_ms)

    def as_of(self, moment_ms: int) -> str:
        """The moment in a sentence such as "as of 12:03": the time alone only when it was today."""
        today = self.moment(moment_ms).date() == self.today()
        return self.time(moment_ms) if today else self.date_time(moment_ms)

    def duration(self, minutes: int) -> str:
        """A span until something happens, rounded to what a person plans by."""
        if minutes < 60:
            return self.digits(self.counts.minutes(max(minutes, 1)))
        if minutes < 48 * 60:
            return self.digits(self.counts.hours(round(minutes / 60)))
        return self.digits(self.counts.days(round(minutes / (24 * 60))))

    def week_span(self, start_minute: int, end_minute: int, now_ms: int) -> str:
        """A weekly time in minutes since Monday 00:00 UTC, said in the reader's own: Sunday 19:45–23:59."""
        monday = QDateTime.fromMSecsSinceEpoch(now_ms, QTimeZone(QTimeZone.Initialization.UTC))
        monday = QDateTime(monday.date().addDays(1 - monday.date().dayOfWeek()), QTime(0, 0), monday.timeZone())
        start_ms = monday.toMSecsSinceEpoch() + start_minute * _MINUTE_MS
        # an end that is a whole day's is said as the last minute, as the broker says it
        end_ms = monday.toMSecsSinceEpoch() + (end_minute - (end_minute % (24 * 60) == 0)) * _MINUTE_MS
        day = self.locale.dayName(self.moment(start_ms).date().dayOfWeek())
        words = QCoreApplication.translate("Formats", "{day} {start}–{end}")
        return words.format(day=day, start=self.time(start_ms), end=self.time(end_ms))

    def digits(self, text: str) -> str:
        """`text` with all its digits as the reader writes them; not for ids and amounts."""
        return text.translate(self._to_digits)

    def now_ms(self) -> int:
        """The clock's now, for widgets that count down."""
        return self._clock.now_ms()

    def moment(self, moment_ms: int) -> QDateTime:
        """A moment in the reader's zone."""
        return QDateTime.fromMSecsSinceEpoch(moment_ms, self._zone)

    def today(self) -> QDate:
        """The day it is for the reader."""
        return self.moment(self._clock.now_ms()).date()


def _locale(language: str, computer: QLocale | None) -> QLocale:
    locale = QLocale(_LOCALES.get(language, "en_GB"))
    if computer is not None and computer.language() is locale.language():
        locale = QLocale(computer.language(), computer.territory())
    locale.setNumberOptions(QLocale.NumberOption.DefaultNumberOptions)
    return locale


def _numbers(locale: QLocale, digits: str) -> QLocale:
    if digits not in _ZEROS or locale.zeroDigit() == _ZEROS[digits]:
        return locale
    return QLocale(_LOCALE_OF_DIGITS[digits])


def _digits_to(zero: str) -> dict[int, str]:
    return {ord(other) + value: chr(ord(zero) + value) for other in _ZEROS.values() for value in range(10)}


def _decimals(value: Decimal, currency: str) -> int:
    """As many as were booked, but for noughts beyond the smallest unit; cents always, where the currency has them."""
    unit = arithmetic.exponent(currency) if currency else None
    # a coin's six or more decimals are shown where they say something
    least = unit if unit is not None and unit <= _MOST_OF_CASH else _LEAST_DECIMALS
    if not value.is_finite():
        return least
    _, digits, exponent = value.as_tuple()
    booked = max(least, -int(exponent))
    if unit is None or booked <= unit or any(digits[-(booked - unit) :]):
        return booked
    return max(least, unit)
