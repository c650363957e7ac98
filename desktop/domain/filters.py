"""Filters of the history list."""

from enum import Enum

from desktop.values import dataclass


class QuickFilter(str, Enum):
    """The sets that the dashboard counts, each shown alone."""

    UNREAD = "unread"
    OPEN = "open"
    DRAFTS = "drafts"
    WAITING = "waiting"


@dataclass(frozen=True)
class HistoryFilter:
    """All conditions together; "" and None mean any. `ticket_id` is a number or its beginning, in any digits.

    `since_ms` and `until_ms` (not included) bound the newest activity, which is the date that the list shows.
    """

    department: str = ""
    content: str = ""
    ticket_id: str = ""
    status: str = ""
    only: QuickFilter | None = None
    since_ms: int | None = None
    until_ms: int | None = None
    has_attachments: bool = False

    def holds(self, activity_ms: int) -> bool:
        """Whether a moment lies within the wanted time."""
        since_ms, until_ms = self.since_ms, self.until_ms
        return (since_ms is None or since_ms <= activity_ms) and (until_ms is None or activity_ms < until_ms)

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return self == HistoryFilter()
