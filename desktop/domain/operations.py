"""Outbox items and their states."""

from enum import Enum

from desktop.domain.errors import Problem
from desktop.domain.references.evidence import Evidence
from desktop.values import dataclass

AHEAD_BYTES = 64 * 1024
"""Files of more than this go ahead of their message, part by part, where a help desk takes parts."""


class OperationKind(str, Enum):
    """A new ticket, or a message on one."""

    CREATE = "create"
    REPLY = "reply"


class OperationState(str, Enum):
    """QUEUED → INTENT (committed before bytes leave) → DONE, UNKNOWN or NEEDS_USER."""

    QUEUED = "queued"
    INTENT = "intent"
    UNKNOWN = "unknown"
    NEEDS_USER = "needs_user"
    DONE = "done"


@dataclass(frozen=True)
class File:
    """A file kept in the blob store under its SHA-256. Size in bytes."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Operation:
    """One accepted send. `id` is the reference the help desk keeps unique; the payload never changes.

    `ticket_id` is the local ticket of a reply; `parent_id` the create that a reply waits for.
    `not_before_ms` holds it back (undo, back-off). `problem` is why it waits or needs the user.
    `body` is all that support gets to read; it ends with `evidence` as text.
    """

    id: str
    account_id: int
    seq: int
    kind: OperationKind
    state: OperationState
    ticket_id: int | None
    parent_id: str | None
    department: str
    subject: str
    body: str
    files: tuple[File, ...]
    created_ms: int
    not_before_ms: int
    attempts: int
    problem: Problem | None = None
    evidence: tuple[Evidence, ...] = ()
