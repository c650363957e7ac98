"""Whether a draft may be submitted now, and if not, why: the one rule behind the green button."""

from dataclasses import dataclass
from enum import Enum

from desktop.domain.accounts import DeskInfo
from desktop.domain.drafts import Draft
from desktop.domain.errors import DraftField, OtetError, Problem
from desktop.domain.validation import check_sendable, missing_fields
from desktop.ui.editor.draft_autosave import SaveState


class Hold(Enum):
    """What Submit waits for."""

    NOTHING = "nothing"
    NO_DRAFT = "no_draft"
    MISSING = "missing"
    UNFIT = "unfit"
    COPYING = "copying"
    PASTED = "pasted"
    NOT_SAVED = "not_saved"


@dataclass(frozen=True)
class Gate:
    """The verdict. `missing` names the blank fields; `problem` says what is wrong with the rest."""

    hold: Hold
    missing: tuple[DraftField, ...] = ()
    problem: Problem | None = None

    @property
    def is_open(self) -> bool:
        """Whether Submit may be pressed."""
        return self.hold is Hold.NOTHING

    def wrong(self, field: DraftField) -> bool:
        """Whether the hold stands at that field."""
        return field in self.missing or (self.problem is not None and self.problem.draft_field is field)


def judge(
    draft: Draft | None,
    limits: DeskInfo,
    *,
    is_copying: bool,
    has_pasted: bool,
    keeping: SaveState,
    problem: Problem | None,
) -> Gate:
    """Required text first, then limits, then what only needs a moment, a decision or a freer disk."""
    if draft is None:
        return Gate(Hold.NO_DRAFT)
    if missing := missing_fields(draft):
        return Gate(Hold.MISSING, missing)
    try:
        check_sendable(draft, limits)
    except OtetError as error:
        return Gate(Hold.UNFIT, problem=error.problem)
    if keeping is SaveState.FAILED:
        return Gate(Hold.NOT_SAVED, problem=problem)
    if is_copying:
        return Gate(Hold.COPYING)
    return Gate(Hold.PASTED) if has_pasted else Gate(Hold.NOTHING)
