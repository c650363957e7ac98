"""Tickets and messages as a user sees them: the mirror plus the outbox."""

from enum import Enum
from typing import NamedTuple

from desktop.domain.errors import Problem
from desktop.domain.folds import Fold
from desktop.values import dataclass


class Side(str, Enum):
    """Who wrote a message."""

    OWN = "own"
    SUPPORT = "support"


class Delivery(str, Enum):
    """The delivery state of an own message."""

    WAITING = "waiting"
    SENDING = "sending"
    CHECKING = "checking"
    SENT = "sent"
    NEEDS_YOU = "needs_you"


class RemoteState(int, Enum):
    """Whether a mirrored record still exists at the help desk."""

    PRESENT = 0
    REMOVED = 1
    ROLLED_BACK = 2


class DownloadState(str, Enum):
    """Whether an attachment's bytes are on this computer."""

    NOT_DOWNLOADED = "remote"
    REQUESTED = "wanted"
    DOWNLOADED = "here"
    FAILED = "failed"


@dataclass(frozen=True)
class Attachment:
    """A file of a message. `id` is 0 while it only exists in the outbox; `sha256` is known when it is here."""

    id: int
    name: str
    media_type: str
    size: int
    download_state: DownloadState
    sha256: str = ""


@dataclass(frozen=True)
class Message:
    """One message of a thread. `key` is stable across restarts and unique in the thread.

    `arrivals` says how often support has it. A placeholder stands for a message that this version cannot read; `raw`
    is the text of it, or of a message of which `unreadable_files` files cannot be read, as it came.
    """

    key: str
    side: Side
    author: str
    created_ms: int
    body: str
    attachments: tuple[Attachment, ...] = ()
    delivery: Delivery | None = None
    problem: Problem | None = None
    operation_id: str = ""
    unread: bool = False
    not_before_ms: int = 0
    remote_state: RemoteState = RemoteState.PRESENT
    arrivals: int = 1
    folds: tuple[Fold, ...] = ()
    is_placeholder: bool = False
    unreadable_files: int = 0
    raw: str = ""


class MessagePlace(NamedTuple):
    """Where a mirrored message stands in its thread: messages are in this order."""

    created_ms: int
    id: int


@dataclass(frozen=True)
class MessagePage:
    """Messages of a thread that follow one another, oldest first.

    `hidden` is how many stand before them, `hidden_unread_ms` when the newest unread one of those was written (0 for
    none), `start` the place of the first of them (None if none is mirrored).
    """

    messages: tuple[Message, ...] = ()
    hidden: int = 0
    hidden_unread_ms: int = 0
    start: MessagePlace | None = None


PLACEHOLDER_SNIPPET = "\ufffd"
"""The snippet of a ticket whose newest message is a placeholder; who shows it says so in words."""


class RowKind(str, Enum):
    """What a row of the history list stands for."""

    TICKET = "ticket"
    DRAFT = "draft"
    OUTBOX = "sending"


class RowKey(NamedTuple):
    """Names a history row: a ticket's local id as text, a draft's id, or a create operation's id."""

    kind: RowKind
    id: str


RowId = int | RowKey
"""A history row in short, for lists of a hundred thousand: a ticket's local id, or the key of anything else."""


def row_id(key: RowKey) -> RowId:
    """The short form of a row's key."""
    return int(key.id) if key.kind is RowKind.TICKET else key


def row_key(id: RowId) -> RowKey:
    """The key that a short form stands for."""
    return RowKey(RowKind.TICKET, str(id)) if isinstance(id, int) else id


@dataclass(frozen=True)
class HistoryRow:
    """One row of the history list. `department` and `status` are ids; `snippet_side` says whose words it quotes.

    `has_draft` marks a ticket that an unsent reply is being written to.
    """

    key: RowKey
    number: str
    subject: str
    snippet: str
    snippet_side: Side
    department: str
    status: str
    activity_ms: int
    unread: int = 0
    delivery: Delivery | None = None
    has_attachments: bool = False
    has_draft: bool = False
    remote_state: RemoteState = RemoteState.PRESENT


class DuplicateTicket(NamedTuple):
    """A ticket with the same reference as another: its local id, and its number."""

    id: int
    number: str


@dataclass(frozen=True)
class Ticket:
    """The head of a thread. `key` is TICKET, or OUTBOX while support does not have it yet.

    `original` is set on a duplicate; `duplicates` are those of an original that support can be asked to close.
    """

    key: RowKey
    number: str
    subject: str
    department: str
    status: str
    created_ms: int
    activity_ms: int
    unread: int = 0
    remote_state: RemoteState = RemoteState.PRESENT
    original: DuplicateTicket | None = None
    duplicates: tuple[DuplicateTicket, ...] = ()


@dataclass(frozen=True)
class Answer:
    """An answer whose notification was not shown yet; each is shown once. `body` is without collapsed parts."""

    message_id: int
    ticket_id: int
    number: str
    subject: str
    author: str
    body: str
    created_ms: int
    is_placeholder: bool = False


@dataclass(frozen=True)
class PendingNotifications:
    """Notifications to show now: the count, the first few answers, and the ticket if they have the same one."""

    count: int
    answers: tuple[Answer, ...] = ()
    oldest_ms: int = 0
    ticket_id: int | None = None


@dataclass(frozen=True)
class MissingMessage:
    """A message of the user's own that the help desk does not have any more."""

    subject: str
    body: str
    created_ms: int
