"""Support hours by language."""

from datetime import datetime, timedelta, timezone

from desktop.values import dataclass

WEEK_MINUTES = 7 * 24 * 60


@dataclass(frozen=True)
class Window:
    """An opening time in UTC: minutes since Monday 00:00, start inclusive, end exclusive."""

    start_minute: int
    end_minute: int


@dataclass(frozen=True)
class LanguageHours:
    """A language code and its weekly windows in UTC; no window at all means round the clock."""

    language: str
    windows: tuple[Window, ...] = ()

    @property
    def is_always_open(self) -> bool:
        """Open 24 hours, 7 days."""
        return not self.windows

    def is_open(self, now: datetime) -> bool:
        """Whether someone answers in this language at `now` (any time zone)."""
        return self.is_always_open or self.opens_at(now) == now

    def opens_at(self, now: datetime) -> datetime:
        """The next moment somebody answers: `now` itself while open. In UTC otherwise."""
        if self.is_always_open:
            return now
        moment = now.astimezone(timezone.utc)
        monday = (moment - timedelta(days=moment.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
        minute = (moment - monday).total_seconds() / 60
        if any(window.start_minute <= minute < window.end_minute for window in self.windows):
            return now
        starts = [window.start_minute for window in self.windows]
        later = [start for start in starts if start > minute]
        start = min(later) if later else min(starts) + WEEK_MINUTES
        return monday + timedelta(minutes=start)
