"""Validation of a draft before it is sent."""

import unicodedata

from desktop.domain.accounts import DeskInfo
from desktop.domain.drafts import Draft
from desktop.domain.errors import DraftField, ErrorCode, OtetError, Problem

_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
# letters and marks by category that no font draws: fillers, grapheme joiner, variation selectors, blank Braille
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code) for code in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}


def is_blank(text: str) -> bool:
    """Whether nobody can see anything in `text`: spaces, line ends, ZWNJ, bidi controls and their like."""
    return all(letter in _UNSEEN or unicodedata.category(letter) in _UNSEEN_CATEGORIES for letter in text)


def is_empty(draft: Draft) -> bool:
    """Whether a draft holds nothing that would be worth keeping."""
    return not (draft.files or draft.evidence) and is_blank(draft.subject) and is_blank(draft.body)


def missing_fields(draft: Draft) -> tuple[DraftField, ...]:
    """The required fields that hold nothing yet; a reply has no subject."""
    wanted = [(DraftField.BODY, draft.body)]
    if not draft.is_reply:
        wanted.insert(0, (DraftField.SUBJECT, draft.subject))
    return tuple(field for field, text in wanted if is_blank(text))


def check_sendable(draft: Draft, limits: DeskInfo) -> None:
    """Raise BLANK_FIELD, TEXT_TOO_LONG or TOO_MANY_FILES unless the draft may be sent."""
    for field in missing_fields(draft):
        raise OtetError(Problem(ErrorCode.BLANK_FIELD, draft_field=field))
    lengths = [(DraftField.BODY, len(draft.message), limits.text_limit)]
    if not draft.is_reply:
        lengths.insert(0, (DraftField.SUBJECT, len(draft.subject), limits.subject_limit))
    for field, length, limit in lengths:
        if length > limit:
            raise OtetError(Problem(ErrorCode.TEXT_TOO_LONG, draft_field=field, over=length - limit, limit=limit))
    if len(draft.files) > limits.attachments_per_message:
        raise OtetError(Problem(ErrorCode.TOO_MANY_FILES, limit=limits.attachments_per_message))
