"""Whether a draft may be sent now, and if not, why: the one rule behind the button, its tooltip and Ctrl+Enter."""

from enum import Enum

from desktop.domain.accounts import DeskInfo
from desktop.domain.drafts import Draft
from desktop.domain.errors import DraftField, OtetError, Problem
from desktop.domain.validation import check_sendable, missing_fields
from desktop.ui.editor.draft_autosave import SaveState
from desktop.values import dataclass


class Obstacle(Enum):
    """What keeps a draft from being sent."""

    NONE = "none"
    CLOSED = "closed"
    NO_DRAFT = "no_draft"
    MISSING = "missing"
    INVALID = "invalid"
    NOT_SAVED = "not_saved"
    COPYING = "copying"
    PASTED = "pasted"


@dataclass(frozen=True)
class SendCheck:
    """The result of `check_send`. `missing` names the blank fields; `problem` says what INVALID or NOT_SAVED means."""

    obstacle: Obstacle
    missing: tuple[DraftField, ...] = ()
    problem: Problem | None = None

    @property
    def is_allowed(self) -> bool:
        """Whether the draft may be sent."""
        return self.obstacle is Obstacle.NONE

    def concerns(self, field: DraftField) -> bool:
        """Whether the obstacle is what that field holds."""
        return field in self.missing or (self.problem is not None and self.problem.draft_field is field)


def check_send(
    draft: Draft | None,
    limits: DeskInfo,
    *,
    state: SaveState = SaveState.SAVED,
    problem: Problem | None = None,
    is_closed: bool = False,
    is_copying: bool = False,
    has_pasted: bool = False,
) -> SendCheck:
    """Check a draft against the help desk's limits and the state of its autosave.

    The first obstacle counts, in this order: the ticket takes no replies (`is_closed`), required text, limits, a text
    that the disk refused with `problem`, files being copied, and a pasted text that is not a file yet (`has_pasted`).
    """
    if draft is None or is_closed:
        return SendCheck(Obstacle.CLOSED if is_closed else Obstacle.NO_DRAFT)
    if missing := missing_fields(draft):
        return SendCheck(Obstacle.MISSING, missing)
    try:
        check_sendable(draft, limits)
    except OtetError as error:
        return SendCheck(Obstacle.INVALID, problem=error.problem)
    if state is SaveState.FAILED:
        return SendCheck(Obstacle.NOT_SAVED, problem=problem)
    if is_copying:
        return SendCheck(Obstacle.COPYING)
    return SendCheck(Obstacle.PASTED if has_pasted else Obstacle.NONE)
