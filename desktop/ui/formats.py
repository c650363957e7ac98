"""Dates, times, numbers, money and names as the reader writes them, safe inside right-to-left sentences."""

from decimal import Decimal
from html import escape

from PySide6.QtCore import QCalendar, QCoreApplication, QDate, QDateTime, QLocale, QObject, QTime, QTimeZone
from PySide6.QtGui import Qt

from desktop.domain.clock import Clock

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"

_LOCALES = {"en": "en_GB", "fa": "fa_IR", "ar": "ar_SA", "es": "es_ES"}
_RIGHT_TO_LEFT = frozenset({"fa", "ar"})
_MINUTE_MS, _HOUR_MS = 60_000, 3_600_000
_LEAST_DECIMALS = 2
_KILO, _MEGA, _GIGA = 1024, 1024**2, 1024**3


_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Signs that turn text round or end an isolate: within one they could only lie about what stands there."""


def ltr(text: str) -> str:
    """An id, amount, address or number, kept left-to-right whatever stands around it."""
    return f"{LRI}{text.translate(_TURNS)}{PDI}" if text else ""


def isolate(text: str) -> str:
    """Somebody's own words, kept in their own direction whatever stands around them."""
    return f"{FSI}{text.translate(_TURNS)}{PDI}" if text else ""


def tip(text: str) -> str:
    """What a tooltip shows as exactly `text`: left to itself Qt reads what looks like markup, and opens its images."""
    if not Qt.mightBeRichText(text):
        return text
    return f'<p style="white-space:pre-wrap">{escape(text)}</p>'


class CountWords(QObject):
    """Words that depend on a count: Qt's tool for translators reads plural forms from `tr` only."""

    def days(self, count: int) -> str:
        """A span of whole days."""
        return self.tr("%Ln day(s)", None, count)

    def waiting(self, count: int) -> str:
        """How many messages have not gone out."""
        return self.tr("%Ln waiting to send", None, count)

    def answers(self, count: int) -> str:
        """The title of a summary."""
        return self.tr("%Ln answers from support", None, count)

    def unread(self, count: int) -> str:
        """Messages of support that the person has not seen."""
        return self.tr("%Ln unread message(s)", None, count)

    def drafts(self, count: int) -> str:
        """Texts that were begun."""
        return self.tr("%Ln draft(s)", None, count)

    def messages(self, count: int) -> str:
        """Messages that wait to be sent."""
        return self.tr("%Ln waiting message(s)", None, count)

    def own_messages(self, count: int) -> str:
        """Messages that the person wrote."""
        return self.tr("%Ln of your messages", None, count)


class Formats:
    """How the reader writes. One object for the whole run; `use` turns it to another language.

    Moments are ms UTC, shown in the reader's zone. Counts and dates take the reader's digits, while
    ids and money keep Latin digits, because they are compared with what a bank or a wallet shows.
    """

    def __init__(self, clock: Clock, language: str = "en", *, digits: str = "auto", zone: QTimeZone | None = None):
        self._clock = clock
        self.counts = CountWords()
        self._zone = zone or QTimeZone(QTimeZone.Initialization.LocalTime)
        self.use(language, digits)

    def use(self, language: str, digits: str = "auto") -> None:
        """Write for a reader of `language` ("en", "fa", …); `digits` is "auto" or "latin"."""
        self.language = language
        self.is_rtl = language in _RIGHT_TO_LEFT
        self.locale = QLocale(_LOCALES.get(language, "en_GB"))
        self.locale.setNumberOptions(QLocale.NumberOption.DefaultNumberOptions)
        self._latin = digits == "latin"
        jalali = language == "fa"
        self._calendar = QCalendar(QCalendar.System.Jalali if jalali else QCalendar.System.Gregorian)

    def number(self, value: int) -> str:
        """A count, with grouping: 1,234 or ۱٬۲۳۴."""
        return self._digits(self.locale.toString(value))

    def percent(self, value: int) -> str:
        """A whole per cent value."""
        return self._digits(f"{self.locale.toString(value)}{self.locale.percent()}")

    def size(self, size_bytes: int) -> str:
        """A file's size in the largest fitting unit, one decimal from megabytes on."""
        if size_bytes < _KILO:
            text = QCoreApplication.translate("Formats", "{n} bytes").format(n=self.number(size_bytes))
        elif size_bytes < _MEGA:
            value = self.number(round(size_bytes / _KILO))
            text = QCoreApplication.translate("Formats", "{n} KB").format(n=value)
        elif size_bytes < _GIGA:
            value = self._digits(self.locale.toString(size_bytes / _MEGA, "f", 1))
            text = QCoreApplication.translate("Formats", "{n} MB").format(n=value)
        else:
            value = self._digits(self.locale.toString(size_bytes / _GIGA, "f", 1))
            text = QCoreApplication.translate("Formats", "{n} GB").format(n=value)
        return isolate(text)

    def amount(self, value: Decimal) -> str:
        """An amount exactly as booked: never rounded, at least two decimals, Latin digits, left-to-right."""
        decimals = max(_LEAST_DECIMALS, -int(value.as_tuple().exponent)) if value.is_finite() else _LEAST_DECIMALS
        return ltr(f"{value:,.{decimals}f}".replace("-", "\u2212"))

    def money(self, value: Decimal, currency: str) -> str:
        """An amount with its currency code: 99.01 USD."""
        return ltr(f"{self.amount(value)[1:-1]}\u00a0{currency}")

    def time(self, moment_ms: int) -> str:
        """The time of day: 12:03."""
        return self._digits(self.locale.toString(self.moment(moment_ms).time(), "HH:mm"))

    def date(self, moment_ms: int, *, short: bool = False) -> str:
        """The day with the month in words: 22 Nov 2026; `short` leaves this year's number out."""
        moment = self.moment(moment_ms)
        form = "d MMMM" if self.language == "fa" else "d MMM"
        this_year = moment.date().year(self._calendar) == self._today().year(self._calendar)
        form += "" if short and this_year else " yyyy"
        return self._digits(self._calendar.dateTimeToString(form, moment, moment.date(), moment.time(), self.locale))

    def date_time(self, moment_ms: int) -> str:
        """Day and time, for tables: 21 Nov, 12:03; with the year where it is not this one."""
        comma = QCoreApplication.translate("Formats", "{date}, {time}")
        return comma.format(date=self.date(moment_ms, short=True), time=self.time(moment_ms))

    def day(self, moment_ms: int) -> str:
        """A heading for a day's messages: Today, Yesterday, then the date."""
        days = self.moment(moment_ms).date().daysTo(self._today())
        if days == 0:
            return QCoreApplication.translate("Formats", "Today")
        if days == 1:
            return QCoreApplication.translate("Formats", "Yesterday")
        return self.date(moment_ms)

    def when(self, moment_ms: int) -> str:
        """How long ago, as short as it stays clear: just now, 5 min, 12:03, Yesterday, then the date."""
        age_ms = self._clock.now_ms() - moment_ms
        if 0 <= age_ms < _MINUTE_MS:
            return QCoreApplication.translate("Formats", "just now")
        if 0 <= age_ms < _HOUR_MS:
            minutes = self.number(age_ms // _MINUTE_MS)
            return QCoreApplication.translate("Formats", "{n} min").format(n=minutes)
        days = self.moment(moment_ms).date().daysTo(self._today())
        return self.time(moment_ms) if days == 0 else self.day(moment_ms)

    def as_of(self, moment_ms: int) -> str:
        """The moment in a sentence such as "as of 12:03": the time alone only when it was today."""
        today = self.moment(moment_ms).date() == self._today()
        return self.time(moment_ms) if today else self.date_time(moment_ms)

    def duration(self, minutes: int) -> str:
        """A span until something happens, rounded to what a person plans by."""
        if minutes < 60:
            return QCoreApplication.translate("Formats", "{n} min").format(n=self.number(max(minutes, 1)))
        if minutes < 48 * 60:
            hours = self.number(round(minutes / 60))
            return QCoreApplication.translate("Formats", "{n} h").format(n=hours)
        return self._digits(self.counts.days(round(minutes / (24 * 60))))

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
        """Digits of `text` as the reader writes them, for counts within sentences."""
        zero = self.locale.zeroDigit()
        if zero == "0" or self._latin:
            return text
        return "".join(chr(ord(zero) + int(sign)) if "0" <= sign <= "9" else sign for sign in text)

    def now_ms(self) -> int:
        """The clock's now, for widgets that count down."""
        return self._clock.now_ms()

    def moment(self, moment_ms: int) -> QDateTime:
        """A moment in the reader's zone."""
        return QDateTime.fromMSecsSinceEpoch(moment_ms, self._zone)

    def _today(self) -> QDate:
        return self.moment(self._clock.now_ms()).date()

    def _digits(self, text: str) -> str:
        if not self._latin:
            return text
        zero = ord(self.locale.zeroDigit())
        return "".join(chr(ord("0") + ord(sign) - zero) if zero <= ord(sign) <= zero + 9 else sign for sign in text)
