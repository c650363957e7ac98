"""Moments as numbers; Roundup's own `Date.timestamp()` counts the fraction of a second twice."""

import calendar


def epoch_s(moment):
    """Seconds since 1970 UTC, with their fraction."""
    whole = (moment.year, moment.month, moment.day, moment.hour, moment.minute, 0)
    return calendar.timegm(whole) + moment.second
