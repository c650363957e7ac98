"""What each status means, and how long a busy help desk may make us wait."""

import pytest

from desktop.connectors.http.failures import from_status, retry_after_s
from desktop.domain.errors import ErrorCode, Problem

NOW_MS = 1_790_000_000_000  # Mon, 21 Sep 2026 14:13:20 GMT


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("7", 7),
        (" 120 ", 120),
        ("900", 900),
        ("315360000", 900),
        ("9" * 5000, 900),
        ("Mon, 21 Sep 2026 14:14:20 GMT", 60),
        ("Mon, 21 Sep 2026 14:12:20 GMT", 0),
        ("Fri, 21 Sep 2096 14:12:20 GMT", 900),
        ("Mon, 99 Sep 2026 14:12:20 GMT", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("۱۲", None),
        ("", None),
    ],
)
def test_retry_after(value: str, seconds: int | None) -> None:
    assert retry_after_s({"Retry-After": value}, NOW_MS) == seconds


def test_a_wrong_clock_here_does_not_change_the_wait() -> None:
    headers = {"Retry-After": "Mon, 21 Sep 2026 14:14:20 GMT", "Date": "Mon, 21 Sep 2026 14:14:00 GMT"}
    assert retry_after_s(headers, 0) == 20


def said(code: str, words: str = "No.") -> bytes:
    return f'{{"error":{{"status":400,"msg":"{words}","code":"{code}"}}}}'.encode()


HTML = b"<html><h1>Not here</h1></html>"


@pytest.mark.parametrize(
    ("status", "body", "problem"),
    [
        (400, said("blank"), Problem(ErrorCode.REFUSED, reason="blank", said="No.")),
        (400, said("text_too_long"), Problem(ErrorCode.REFUSED, reason="text_too_long", said="No.")),
        (400, said("unknown_department"), Problem(ErrorCode.REFUSED, reason="unknown_department", said="No.")),
        (400, said("too_large"), Problem(ErrorCode.TOO_LARGE, said="No.")),
        (400, b'{"error":{"status":400,"msg":"bad"}}', Problem(ErrorCode.REFUSED, said="bad")),
        (400, said("", "An error occurred. Please check the server log"), Problem(ErrorCode.SERVER_ERROR, status=400)),
        (400, HTML, Problem(ErrorCode.SERVER_ERROR, status=400)),
        (400, b"", Problem(ErrorCode.SERVER_ERROR, status=400)),
        (401, HTML, Problem(ErrorCode.SIGN_IN_AGAIN)),
        (403, said("not_yours"), Problem(ErrorCode.TICKET_GONE, reason="not_yours", said="No.")),
        (403, said("closed"), Problem(ErrorCode.TICKET_GONE, reason="closed", said="No.")),
        (403, HTML, Problem(ErrorCode.SERVER_ERROR, status=403)),
        (404, said("gone"), Problem(ErrorCode.TICKET_GONE, reason="gone", said="No.")),
        (404, HTML, Problem(ErrorCode.SERVER_ERROR, status=404)),
        (405, b'{"error":{"status":405,"msg":"no"}}', Problem(ErrorCode.REFUSED, said="no")),
        (407, b"", Problem(ErrorCode.PROXY_REFUSED)),
        (408, b"", Problem(ErrorCode.SERVER_ERROR, status=408)),
        (409, said("ref_conflict"), Problem(ErrorCode.REF_CONFLICT, said="No.")),
        (409, said("conflict"), Problem(ErrorCode.SERVER_ERROR, status=409)),
        (409, HTML, Problem(ErrorCode.SERVER_ERROR, status=409)),
        (400, said("ref_conflict"), Problem(ErrorCode.REFUSED, reason="ref_conflict", said="No.")),
        (409, said(""), Problem(ErrorCode.SERVER_ERROR, status=409)),
        (413, HTML, Problem(ErrorCode.TOO_LARGE)),
        (429, HTML, Problem(ErrorCode.SERVER_BUSY)),
        (500, said("blank"), Problem(ErrorCode.SERVER_ERROR, status=500)),
        (502, HTML, Problem(ErrorCode.SERVER_ERROR, status=502)),
        (503, HTML, Problem(ErrorCode.SERVER_BUSY)),
        (504, b"", Problem(ErrorCode.SERVER_ERROR, status=504)),
        (511, HTML, Problem(ErrorCode.SIGN_IN_TO_NETWORK)),
        (304, b"", Problem(ErrorCode.SERVER_ERROR, status=304)),
        (999, b"", Problem(ErrorCode.SERVER_ERROR, status=999)),
    ],
)
def test_signed_in(status: int, body: bytes, problem: Problem) -> None:
    error = from_status(status, {}, body, NOW_MS, signing_in=False)
    assert error.problem == problem


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (401, HTML, ErrorCode.WRONG_PASSWORD),
        (429, HTML, ErrorCode.TOO_MANY_ATTEMPTS),
        (400, HTML, ErrorCode.NOT_A_HELP_DESK),
        (403, HTML, ErrorCode.NOT_A_HELP_DESK),
        (404, HTML, ErrorCode.NOT_A_HELP_DESK),
        (404, b'{"error":{"status":404,"msg":"no route"}}', ErrorCode.NOT_A_HELP_DESK),
        (405, b"", ErrorCode.NOT_A_HELP_DESK),
        (500, HTML, ErrorCode.SERVER_ERROR),
        (503, HTML, ErrorCode.SERVER_BUSY),
    ],
)
def test_signing_in(status: int, body: bytes, code: ErrorCode) -> None:
    assert from_status(status, {}, body, NOW_MS, signing_in=True).code is code


@pytest.mark.parametrize("status", [429, 500, 503])
def test_the_named_wait_is_told(status: int) -> None:
    error = from_status(status, {"Retry-After": "30"}, b"", NOW_MS, signing_in=False)
    assert error.problem.retry_after_s == 30
