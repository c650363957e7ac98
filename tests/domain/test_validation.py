"""Which texts may be sent."""

import pytest

from desktop.domain.accounts import DeskInfo
from desktop.domain.drafts import Draft
from desktop.domain.errors import DraftField, ErrorCode, OtetError, Problem
from desktop.domain.operations import File
from desktop.domain.validation import check_sendable, is_blank, missing_fields

INVISIBLE = ["", " ", "\n\t\r", "\u200c", "\u200b\ufeff", "\u202e\u2066\u2069", "\u00a0\u3000", "\u00ad"]
INVISIBLE += ["\u2800\u3164", "\ufe0f", "\x00\x1f", "\u061c\u200f"]
VISIBLE = ["a", " ۱ ", "\u200cس", "ـ", "👍", "\u202e.", "\ue000"]


@pytest.mark.parametrize("text", INVISIBLE, ids=ascii)
def test_what_nobody_can_see_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", VISIBLE, ids=ascii)
def test_what_somebody_can_see_is_not(text: str) -> None:
    assert not is_blank(text)


def test_a_new_ticket_needs_both_fields_and_a_reply_only_its_text() -> None:
    draft = Draft("d", 1)
    assert missing_fields(draft) == (DraftField.SUBJECT, DraftField.BODY)
    assert missing_fields(Draft("d", 1, subject="s", body="\u200c")) == (DraftField.BODY,)
    assert missing_fields(Draft("d", 1, ticket_id=4)) == (DraftField.BODY,)
    assert missing_fields(Draft("d", 1, parent_id="c", body="b")) == ()


@pytest.mark.parametrize(
    ("draft", "problem"),
    [
        (Draft("d", 1, subject="s"), Problem(ErrorCode.BLANK_FIELD, draft_field=DraftField.BODY)),
        (
            Draft("d", 1, subject="s" * 203, body="b"),
            Problem(ErrorCode.TEXT_TOO_LONG, draft_field=DraftField.SUBJECT, over=3, limit=200),
        ),
        (
            Draft("d", 1, ticket_id=1, body="b" * 100_001),
            Problem(ErrorCode.TEXT_TOO_LONG, draft_field=DraftField.BODY, over=1, limit=100_000),
        ),
        (
            Draft("d", 1, subject="s", body="b", files=(File("n", "t", 1, "0"),) * 21),
            Problem(ErrorCode.TOO_MANY_FILES, limit=20),
        ),
    ],
    ids=["blank", "subject", "body", "files"],
)
def test_what_the_help_desk_would_refuse_is_refused_here_and_says_where(draft: Draft, problem: Problem) -> None:
    with pytest.raises(OtetError) as caught:
        check_sendable(draft, DeskInfo("d"))
    assert caught.value.problem == problem


def test_the_limits_themselves_may_be_reached() -> None:
    check_sendable(Draft("d", 1, subject="س" * 200, body="ب" * 100_000), DeskInfo("d"))
