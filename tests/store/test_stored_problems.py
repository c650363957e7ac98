"""Problems in the database: they come back as they were, and those of other versions are read as before."""

import json
from dataclasses import fields

import pytest

from desktop.domain.errors import DraftField, ErrorCode, Problem
from desktop.store import rows

EVERYTHING = Problem(
    ErrorCode.UNCONFIRMED,
    name="رسید.pdf",
    size_bytes=2**40,
    limit_bytes=1,
    limit=2,
    over=3,
    draft_field=DraftField.BODY,
    drafts=4,
    sends=5,
    messages=6,
    said="نه",
    retry_after_s=0,
    could_duplicate=True,
    is_copy=True,
    speaks_https=True,
    is_loopback=True,
    is_outside_validity=True,
    proxy="socks",
    reason="gaierror",
    status=503,
    path="/data",
    nothing_sent=True,
    server_errors=7,
    cause=ErrorCode.TIMED_OUT,
)


def test_every_field_is_kept() -> None:
    assert EVERYTHING.known().keys() == {field.name for field in fields(Problem)} - {"code"}
    assert rows.problem(rows.problem_json(EVERYTHING)) == EVERYTHING


@pytest.mark.parametrize("code", ErrorCode)
def test_a_code_alone_is_kept(code: ErrorCode) -> None:
    assert rows.problem(rows.problem_json(Problem(code))) == Problem(code)


def test_no_problem_is_none() -> None:
    assert rows.problem_json(None) is None and rows.problem(None) is None


def test_what_no_text_can_hold_is_replaced() -> None:
    stored = rows.problem_json(Problem(ErrorCode.FILE_GONE, name="x\udfff"))
    assert rows.problem(stored) == Problem(ErrorCode.FILE_GONE, name="x\ufffd")


@pytest.mark.parametrize(
    ("code", "facts", "problem"),
    [
        ("file_gone", {"name": "a.pdf"}, Problem(ErrorCode.FILE_GONE, name="a.pdf")),
        ("refused", {"reason": "blank", "said": "No."}, Problem(ErrorCode.REFUSED, reason="blank", said="No.")),
        ("server_error", {"status": 502, "errors": 3}, Problem(ErrorCode.SERVER_ERROR, status=502, server_errors=3)),
        ("server_busy", {"retry_after_s": 30}, Problem(ErrorCode.SERVER_BUSY, retry_after_s=30)),
        (
            "certificate",
            {"reason": "certificate has expired", "dates": "expired", "sent": 0},
            Problem(ErrorCode.CERTIFICATE, reason="certificate has expired", is_outside_validity=True),
        ),
        ("proxy_refused", {"kind": "socks", "sent": 0}, Problem(ErrorCode.PROXY_REFUSED, proxy="socks")),
        (
            "unconfirmed",
            {"cause": "timed_out", "twice": 1},
            Problem(ErrorCode.UNCONFIRMED, cause=ErrorCode.TIMED_OUT, could_duplicate=True),
        ),
        ("unconfirmed", {"copy": 1}, Problem(ErrorCode.UNCONFIRMED, is_copy=True)),
        # of the first version
        (
            "timed_out",
            {"unconfirmed": 1},
            Problem(ErrorCode.UNCONFIRMED, cause=ErrorCode.TIMED_OUT, could_duplicate=True),
        ),
    ],
)
def test_what_earlier_versions_wrote_is_read(code: str, facts: dict[str, str | int], problem: Problem) -> None:
    assert rows.problem(json.dumps({"code": code, "facts": facts})) == problem


def test_earlier_versions_find_what_decides_over_a_second_message() -> None:
    problem = Problem(ErrorCode.UNCONFIRMED, could_duplicate=True, is_copy=True, server_errors=2)
    facts = json.loads(str(rows.problem_json(problem)))["facts"]
    assert facts == {"twice": True, "copy": True, "errors": 2}


@pytest.mark.parametrize(
    "facts",
    [
        {"colour": "red", "name": "a.pdf"},
        {"cause": "of a later version", "name": "a.pdf"},
        {"cause": ["timed_out"], "status": None, "name": "a.pdf"},
        {"status": "none", "retry_after_s": "soon", "name": "a.pdf"},
        {"retry_after_s": float("inf"), "limit": float("nan"), "name": "a.pdf"},
    ],
)
def test_what_this_version_cannot_read_is_left_out(facts: dict[str, object]) -> None:
    stored = json.dumps({"code": "file_gone", "facts": facts})
    assert rows.problem(stored) == Problem(ErrorCode.FILE_GONE, name="a.pdf")


@pytest.mark.parametrize(
    "stored",
    ["", "[]", "{}", "null", '{"code": "offline"}', '{"code": [], "facts": {}}', '{"code": "offline", "facts": 3}'],
)
def test_what_is_no_problem_at_all_is_one_of_ours(stored: str) -> None:
    assert rows.problem(stored) == Problem(ErrorCode.INTERNAL)
