"""Submit is open exactly when both starred fields hold something that can be seen, and nothing else is in the way."""

from dataclasses import replace

import pytest

from desktop.domain.accounts import DeskInfo
from desktop.domain.drafts import Draft
from desktop.domain.errors import DraftField, ErrorCode, Problem
from desktop.domain.operations import File
from desktop.ui.editor.draft_autosave import SaveState
from desktop.ui.tickets.composer.submit_rule import Gate, Hold, judge

INFO = DeskInfo("Desk", text_limit=10, subject_limit=5, attachments_per_message=1)
FULL = Draft("d", 1, subject="Fee", body="Why?")
BLANKS = ["", " ", "\t\n", "\u00a0", "\u200c", "\u200f\u200e", "\u2028", "\u3000", "\u2066\u2069", "\ufeff", "\u3164"]


def verdict(draft: Draft | None, keeping: SaveState = SaveState.SAVED, *, is_copying: bool = False) -> Gate:
    problem = Problem(ErrorCode.DISK_FULL) if keeping is SaveState.FAILED else None
    return judge(draft, INFO, is_copying=is_copying, has_pasted=False, keeping=keeping, problem=problem)


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_what_cannot_be_seen_is_missing(blank: str) -> None:
    assert verdict(replace(FULL, subject=blank)).missing == (DraftField.SUBJECT,)
    assert verdict(replace(FULL, body=blank)).missing == (DraftField.BODY,)
    both = verdict(replace(FULL, subject=blank, body=blank))
    assert both.hold is Hold.MISSING and both.missing == (DraftField.SUBJECT, DraftField.BODY)
    assert not both.is_open


@pytest.mark.parametrize("text", ["a", "س", "۱", "?", "🙂", " a ", "\u200cا"], ids=ascii)
def test_what_can_be_seen_opens_the_gate(text: str) -> None:
    assert verdict(replace(FULL, subject=text, body=text)).is_open


def test_the_type_is_optional_and_files_alone_are_no_description() -> None:
    assert verdict(replace(FULL, department="")).is_open
    file = File("a.png", "image/png", 3, "0" * 64)
    assert verdict(replace(FULL, body="", files=(file,))).missing == (DraftField.BODY,)


@pytest.mark.parametrize(
    ("draft", "field"),
    [(replace(FULL, subject="x" * 6), DraftField.SUBJECT), (replace(FULL, body="x" * 13), DraftField.BODY)],
)
def test_too_long_is_held_with_the_number_of_letters(draft: Draft, field: DraftField) -> None:
    gate = verdict(draft)
    assert gate.hold is Hold.UNFIT and gate.wrong(field)
    assert gate.problem is not None and gate.problem.code is ErrorCode.TEXT_TOO_LONG
    assert gate.problem.over == (1 if field is DraftField.SUBJECT else 3)


def test_too_many_files_are_held() -> None:
    file = File("a.png", "image/png", 3, "0" * 64)
    gate = verdict(replace(FULL, files=(file, file)))
    assert gate.problem is not None and gate.problem.code is ErrorCode.TOO_MANY_FILES


def test_copying_files_and_a_full_disk_hold_too() -> None:
    assert verdict(FULL, is_copying=True).hold is Hold.COPYING
    failed = verdict(FULL, SaveState.FAILED)
    assert failed.hold is Hold.NOT_SAVED and not failed.is_open
    assert failed.problem is not None and failed.problem.code is ErrorCode.DISK_FULL
    assert verdict(FULL, SaveState.SAVING).is_open
    assert not verdict(None).is_open
