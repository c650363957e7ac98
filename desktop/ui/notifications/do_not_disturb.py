"""When the person wants no alerts: within quiet hours, and while they are paused."""

from PySide6.QtCore import QDateTime, QTime

from desktop.settings import Settings
from desktop.ui.language.formats import Formats

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
    start, end = settings.quiet_from, settings.quiet_to
    time = formats.moment(now_ms).time()
    minute = time.hour() * 60 + time.minute()
    if start <= end:
        return start <= minute < end
    return minute >= start or minute < end


def tomorrow_ms(formats: Formats) -> int:
    """The coming day's `MORNING`, as the reader's clock shows it."""
    now = formats.moment(formats.now_ms())
    morning = QDateTime(now.date().addDays(1), QTime(MORNING // 60, MORNING % 60), now.timeZone())
    return morning.toMSecsSinceEpoch()


def clock_time(formats: Formats, minute: int) -> str:
    """A minute of the day as a clock shows it: 07:00."""
    return formats.digits(f"{minute // 60 % 24:02}:{minute % 60:02}")
