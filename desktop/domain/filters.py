"""What the history list is asked to show."""

from dataclasses import dataclass
from enum import Enum


class Only(str, Enum):
    """The sets that the dashboard counts, each shown alone."""

    UNREAD = "unread"
    OPEN = "open"
    DRAFTS = "drafts"
    WAITING = "waiting"


@dataclass(frozen=True)
class HistoryFilter:
    """All conditions together; "" and None mean any. `ticket_id` is a number or its beginning, in any digits."""

    department: str = ""
    content: str = ""
    ticket_id: str = ""
    status: str = ""
    only: Only | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return self == HistoryFilter()
