"""When the person wants no alerts: within quiet hours, and while they are paused."""

from desktop.settings import Settings
from desktop.ui.formats import Formats

HOUR_MS = 3_600_000
MORNING = 8 * 60
"""When "until tomorrow" ends, in minutes of the day."""


def is_paused(settings: Settings, now_ms: int) -> bool:
    """Whether alerts are paused by hand."""
    return now_ms < settings.paused_until_ms


def is_quiet(settings: Settings, formats: Formats) -> bool:
    """Whether an alert has to wait now."""
    now_ms = formats.now_ms()
    if is_paused(settings, now_ms):
        return True
    if not settings.quiet:
        return False
    minute, start, end = formats.minute_of_day(now_ms), settings.quiet_from, settings.quiet_to
    if start <= end:
        return start <= minute < end
    return minute >= start or minute < end
