"""A draft may be sent when its required fields hold something that can be seen, and nothing else is in the way."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.accounts import DeskInfo
from desktop.domain.drafts import Draft
from desktop.domain.errors import DraftField, ErrorCode, Problem
from desktop.domain.operations import File
from desktop.ui.editor.draft_autosave import SaveState
from desktop.ui.editor.send_rule import Obstacle, SendCheck, check_send

INFO = DeskInfo("Desk", text_limit=10, subject_limit=5, attachments_per_message=1)
FULL = Draft("d", 1, subject="Fee", body="Why?")
BLANKS = ["", " ", "\t\n", "\u00a0", "\u200c", "\u200f\u200e", "\u2028", "\u3000", "\u2066\u2069", "\ufeff", "\u3164"]


def checked(draft: Draft | None, state: SaveState = SaveState.SAVED, *, is_copying: bool = False) -> SendCheck:
    problem = Problem(ErrorCode.DISK_FULL) if state is SaveState.FAILED else None
    return check_send(draft, INFO, is_copying=is_copying, state=state, problem=problem)


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_what_cannot_be_seen_is_missing(blank: str) -> None:
    assert checked(replace(FULL, subject=blank)).missing == (DraftField.SUBJECT,)
    assert checked(replace(FULL, body=blank)).missing == (DraftField.BODY,)
    both = checked(replace(FULL, subject=blank, body=blank))
    assert both.obstacle is Obstacle.MISSING and both.missing == (DraftField.SUBJECT, DraftField.BODY)
    assert not both.is_allowed


@pytest.mark.parametrize("text", ["a", "س", "۱", "?", "🙂", " a ", "\u200cا"], ids=ascii)
def test_what_can_be_seen_may_be_sent(text: str) -> None:
    assert checked(replace(FULL, subject=text, body=text)).is_allowed


def test_the_type_is_optional_and_files_alone_are_no_description() -> None:
    assert checked(replace(FULL, department="")).is_allowed
    file = File("a.png", "image/png", 3, "0" * 64)
    assert checked(replace(FULL, body="", files=(file,))).missing == (DraftField.BODY,)


@pytest.mark.parametrize(
    ("draft", "field"),
    [(replace(FULL, subject="x" * 6), DraftField.SUBJECT), (replace(FULL, body="x" * 13), DraftField.BODY)],
)
def test_too_long_is_held_with_the_number_of_letters(draft: Draft, field: DraftField) -> None:
    check = checked(draft)
    assert check.obstacle is Obstacle.INVALID and check.concerns(field)
    assert check.problem is not None and check.problem.code is ErrorCode.TEXT_TOO_LONG
    assert check.problem.over == (1 if field is DraftField.SUBJECT else 3)


def test_too_many_files_are_held() -> None:
    file = File("a.png", "image/png", 3, "0" * 64)
    check = checked(replace(FULL, files=(file, file)))
    assert check.problem is not None and check.problem.code is ErrorCode.TOO_MANY_FILES


def test_copying_files_and_a_full_disk_hold_too() -> None:
    assert checked(FULL, is_copying=True).obstacle is Obstacle.COPYING
    failed = checked(FULL, SaveState.FAILED)
    assert failed.obstacle is Obstacle.NOT_SAVED and not failed.is_allowed
    assert failed.problem is not None and failed.problem.code is ErrorCode.DISK_FULL
    assert checked(FULL, SaveState.SAVING).is_allowed
    assert not checked(None).is_allowed


REPLY = Draft("r", 1, ticket_id=7, body="Thanks")
TWO_FILES = (File("a.png", "image/png", 3, "0" * 64),) * 2
FULL_DISK = Problem(ErrorCode.DISK_FULL)


@pytest.mark.parametrize(
    ("draft", "given", "obstacle"),
    [
        (None, {}, Obstacle.NO_DRAFT),
        (FULL, {}, Obstacle.NONE),
        (REPLY, {}, Obstacle.NONE),
        (replace(FULL, subject=""), {}, Obstacle.MISSING),
        (replace(REPLY, body=" "), {}, Obstacle.MISSING),
        (replace(REPLY, body="x" * 11), {}, Obstacle.INVALID),
        (replace(REPLY, files=TWO_FILES), {}, Obstacle.INVALID),
        (REPLY, {"state": SaveState.SAVING}, Obstacle.NONE),
        (REPLY, {"state": SaveState.FAILED, "problem": FULL_DISK}, Obstacle.NOT_SAVED),
        (REPLY, {"is_copying": True}, Obstacle.COPYING),
        (REPLY, {"has_pasted": True}, Obstacle.PASTED),
        (REPLY, {"is_copying": True, "has_pasted": True}, Obstacle.COPYING),
        (REPLY, {"is_closed": True}, Obstacle.CLOSED),
        # what would remain when the first obstacle is gone does not hide it
        (None, {"is_closed": True}, Obstacle.CLOSED),
        (replace(REPLY, body=""), {"is_closed": True, "is_copying": True}, Obstacle.CLOSED),
        (replace(REPLY, body=""), {"is_copying": True, "has_pasted": True}, Obstacle.MISSING),
        (replace(REPLY, body=""), {"state": SaveState.FAILED, "problem": FULL_DISK}, Obstacle.MISSING),
        (replace(REPLY, body="x" * 11), {"state": SaveState.FAILED, "problem": FULL_DISK}, Obstacle.INVALID),
        (REPLY, {"state": SaveState.FAILED, "problem": FULL_DISK, "is_copying": True}, Obstacle.NOT_SAVED),
    ],
)
def test_the_first_obstacle_counts(draft: Draft | None, given: dict[str, Any], obstacle: Obstacle) -> None:
    check = check_send(draft, INFO, **given)
    assert check.obstacle is obstacle
    assert check.is_allowed is (obstacle is Obstacle.NONE)
    assert (check.problem is not None) is (obstacle in (Obstacle.INVALID, Obstacle.NOT_SAVED))
    assert bool(check.missing) is (obstacle is Obstacle.MISSING)
