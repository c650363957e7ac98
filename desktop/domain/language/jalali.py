"""Dates of the Solar Hijri calendar, where Qt is not available."""

from datetime import date

_FIRST = date(622, 3, 22).toordinal() - 1
_CYCLE, _LEAPS = 2820, 683


def jalali(day: date) -> tuple[int, int, int]:
    """Year, month and day in Iran of a Gregorian day, by the same cycle of leap years as Qt's calendar."""
    passed = day.toordinal() - _FIRST
    year = passed * _CYCLE // (365 * _CYCLE + _LEAPS)
    while _begin(year + 1) < passed:
        year += 1
    while _begin(year) >= passed:
        year -= 1
    rest = passed - _begin(year) - 1
    month, of_month = divmod(rest, 31) if rest < 186 else divmod(rest - 186, 30)
    return year, month + (1 if rest < 186 else 7), of_month + 1


def _begin(year: int) -> int:
    """How many days had passed before the first day of `year`."""
    return 365 * (year - 1) + (year + 2345) * _LEAPS // _CYCLE - 2346 * _LEAPS // _CYCLE
