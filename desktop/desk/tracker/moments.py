"""Moments as numbers; Roundup's own `Date.timestamp()` counts the fraction of a second twice."""

import calendar

from desktop.desk.tracker.roundup_types import Date


def epoch_s(moment: Date) -> float:
    """Seconds since 1970 UTC, with their fraction."""
    whole = (moment.year, moment.month, moment.day, moment.hour, moment.minute, 0)
    found: float = calendar.timegm(whole) + moment.second
    return found
