"""Drafts: what a user is writing."""

from desktop.domain.operations import File
from desktop.domain.references.evidence import Evidence, with_evidence
from desktop.values import dataclass


@dataclass(frozen=True)
class Draft:
    """An unsent text. A draft with a `ticket_id` (or `parent_id`, a create still waiting) is a reply.

    `department` is a department's id or "". `caret` counts UTF-16 units into `body`, as Qt does.
    """

    id: str
    account_id: int
    ticket_id: int | None = None
    parent_id: str | None = None
    department: str = ""
    subject: str = ""
    body: str = ""
    caret: int = 0
    files: tuple[File, ...] = ()
    created_ms: int = 0
    updated_ms: int = 0
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_reply(self) -> bool:
        """Whether it continues a ticket."""
        return self.ticket_id is not None or self.parent_id is not None

    @property
    def message(self) -> str:
        """The text that support reads, with its evidence."""
        return with_evidence(self.body, self.evidence)
