"""The state of synchronisation, as one value."""

from enum import Enum

from desktop.domain.errors import Problem
from desktop.values import dataclass


class LinkState(str, Enum):
    """The state of the connection to the help desk.

    SLOW: it breaks off or takes long, but something passes; OFFLINE: nothing does.
    """

    STARTING = "starting"
    SYNCING = "syncing"
    UP_TO_DATE = "up_to_date"
    SLOW = "slow"
    OFFLINE = "offline"
    BUSY = "busy"
    SIGN_IN_AGAIN = "sign_in_again"
    STOPPED = "stopped"


@dataclass(frozen=True)
class HistoryProgress:
    """How far a first synchronisation has come, which goes from the newest to the oldest.

    `left` of `total` tickets, messages and transactions are still to come, `tickets_left` tickets among them;
    `since_ms` is how far back everything is here (0: only the open tickets so far).
    """

    total: int
    left: int
    tickets_left: int
    since_ms: int

    @property
    def done(self) -> int:
        """How many are here."""
        return self.total - self.left


@dataclass(frozen=True)
class SyncStatus:
    """`synced_ms` is the last complete agreement (0 never); `waiting` counts operations that go out by themselves,
    `needs_you` those that wait for the user; `unreadable` what the help desk said and this version cannot show;
    `retry_ms` is when the next try comes; `problem` is why it does not go on; `restored_ms` is when the help desk
    was last found to be an older copy that lacks nothing of the user's (0 never); `history` is None once all is here;
    `is_watched` says whether a line that dies is noticed within half a minute: otherwise UP_TO_DATE may be old.
    """

    state: LinkState
    synced_ms: int = 0
    waiting: int = 0
    retry_ms: int = 0
    problem: Problem | None = None
    unreadable: int = 0
    restored_ms: int = 0
    needs_you: int = 0
    history: HistoryProgress | None = None
    is_watched: bool = True
