"""Turns unsuccessful responses and broken requests into our error codes."""

import re
import ssl
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

import requests
from urllib3.exceptions import DecodeError, ReadTimeoutError

from desktop.connectors.base import PARTS_MISSING
from desktop.connectors.http.deadline import AbortReason, RequestDeadline
from desktop.connectors.http.json import JsonObject, Malformed, read_json
from desktop.domain.errors import ErrorCode, OtetError, Problem

LONGEST_RETRY_S = 15 * 60
_SAID = 500
_TICKET_GONE = {"not_yours", "closed", "gone"}
_REFUSALS = {"blank", "text_too_long", "unknown_department", "bad_ref", "bad_request"}
_REFUSING = {400, 403, 405, 415, 422}
# (signed in, while signing in)
_BY_STATUS = {
    401: (ErrorCode.SIGN_IN_AGAIN, ErrorCode.WRONG_PASSWORD),
    407: (ErrorCode.PROXY_REFUSED, ErrorCode.PROXY_REFUSED),
    429: (ErrorCode.SERVER_BUSY, ErrorCode.TOO_MANY_ATTEMPTS),
    503: (ErrorCode.SERVER_BUSY, ErrorCode.SERVER_BUSY),
    511: (ErrorCode.SIGN_IN_TO_NETWORK, ErrorCode.SIGN_IN_TO_NETWORK),
}
# Roundup answers its own internal failures, such as a locked database, with 400 and these words.
_TRANSIENT_400 = "An error occurred"
# urllib3 tells what a proxy answered to CONNECT in words only.
_TUNNEL = re.compile(r"Tunnel connection failed: ([0-9]{3})")
# OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED
_OUTSIDE_VALIDITY = {9, 10}


def from_status(status: int, headers: Mapping[str, str], body: bytes, now_ms: int, *, signing_in: bool) -> OtetError:
    """The error for a status that is no success."""
    code, said = _our_words(body)
    if status in _BY_STATUS:
        code_of_status, wait_s = _BY_STATUS[status][signing_in], retry_after_s(headers, now_ms)
        return OtetError(Problem(code_of_status, retry_after_s=wait_s, said=_words(said)))
    if status >= 500 or status == 408:
        wait_s = retry_after_s(headers, now_ms)
        return OtetError(Problem(ErrorCode.SERVER_ERROR, status=status, retry_after_s=wait_s))
    if signing_in and (said is None or status in (404, 405)):
        return OtetError(Problem(ErrorCode.NOT_A_HELP_DESK, status=status))
    return _refusal(status, code, said)


def _refusal(status: int, code: str, said: str | None) -> OtetError:
    if status == 413 or code == "too_large":
        return OtetError(Problem(ErrorCode.TOO_LARGE, said=_words(said)))
    if code in _TICKET_GONE:
        return OtetError(Problem(ErrorCode.TICKET_GONE, reason=code, said=_words(said)))
    if status == 409 and code == "ref_conflict":
        return OtetError(Problem(ErrorCode.REF_CONFLICT, said=_words(said)))
    if status == 409 and code == PARTS_MISSING:
        return OtetError(Problem(ErrorCode.SERVER_ERROR, status=status, reason=code))
    # Only a refusal in the help desk's own words is for good: anything between could have made up the rest.
    is_transient = said is None or (status == 400 and said.startswith(_TRANSIENT_400))
    if status in _REFUSING and (code in _REFUSALS or not is_transient):
        return OtetError(Problem(ErrorCode.REFUSED, reason=code, said=_words(said)))
    return OtetError(Problem(ErrorCode.SERVER_ERROR, status=status))


def _words(said: str | None) -> str:
    """The help desk's own words, bounded."""
    return (said or "").strip()[:_SAID]


def _our_words(body: bytes) -> tuple[str, str | None]:
    """(code, message) of `{"error": {...}}`; message None where the body is nothing of the sort."""
    try:
        error = JsonObject(read_json(body)).fields("error")
        return error.id("code", ""), error.text("msg", "")
    except Malformed:
        return "", None


def retry_after_s(headers: Mapping[str, str], now_ms: int) -> int | None:
    """The wait that `Retry-After` asks for, at most 15 minutes; None where it says nothing sensible."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:9]), LONGEST_RETRY_S) if len(value.lstrip("0")) <= 9 else LONGEST_RETRY_S
    until = _http_date(value)
    if until is None:
        return None
    # The server's own clock where it shows one: this computer's may be years off.
    now = _http_date(headers.get("Date", "")) or datetime.fromtimestamp(now_ms / 1000, timezone.utc)
    return int(min(max((until - now).total_seconds(), 0), LONGEST_RETRY_S))


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def from_exception(deadline: RequestDeadline, error: Exception) -> OtetError:
    """The error for a request that broke. `nothing_sent` where nothing of it can have left this computer.

    Only the name of the foreign exception is kept: its text can quote an address with what a user searched for.
    """
    nothing_sent = not deadline.sent
    reason = type(_root(error)).__name__
    if deadline.reason in (AbortReason.CLOSED, AbortReason.INTERRUPTED):
        return OtetError(Problem(ErrorCode.CANCELLED, nothing_sent=nothing_sent))
    if isinstance(error, requests.exceptions.ContentDecodingError | DecodeError):
        return OtetError(Problem(ErrorCode.SERVER_ERROR, reason=reason))
    if nothing_sent and (problem := _certificate_problem(error) or _proxy_problem(error)):
        return OtetError(problem)
    if deadline.sent and (deadline.reason is AbortReason.DEADLINE or _is_timeout(error)):
        return OtetError(Problem(ErrorCode.TIMED_OUT, reason=reason))
    return OtetError(Problem(ErrorCode.OFFLINE, reason=reason, nothing_sent=nothing_sent))


def _certificate_problem(error: Exception) -> Problem | None:
    """Why the other side could not be believed; None where a handshake only broke off, as on a bad line."""
    for cause in _causes(error):
        reason, is_outside_validity = "", False
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason, is_outside_validity = cause.verify_message or "certificate", cause.verify_code in _OUTSIDE_VALIDITY
        elif isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            reason = cause.reason or "tls"
        if reason:
            return Problem(
                ErrorCode.CERTIFICATE, reason=reason, is_outside_validity=is_outside_validity, nothing_sent=True
            )
    return None


def _proxy_problem(error: Exception) -> Problem | None:
    """What the system's proxy, and not the help desk, has against it."""
    # the only scheme that is ever asked for and not there is the one of such a proxy
    if isinstance(error, requests.exceptions.InvalidSchema):
        return Problem(ErrorCode.PROXY_REFUSED, proxy="socks", nothing_sent=True)
    found = (_TUNNEL.search(str(cause)) for cause in _causes(error) if isinstance(cause, OSError))
    if any(match is not None and match[1] == "407" for match in found):
        return Problem(ErrorCode.PROXY_REFUSED, proxy="password", nothing_sent=True)
    return None


def _is_timeout(error: Exception) -> bool:
    return any(isinstance(cause, TimeoutError | requests.Timeout | ReadTimeoutError) for cause in _causes(error))


def _root(error: Exception) -> BaseException:
    return list(_causes(error))[-1]


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it wraps; `requests` and `urllib3` wrap in arguments rather than in causes."""
    seen: list[BaseException] = []
    waiting: list[BaseException] = [error]
    while waiting:
        cause = waiting.pop(0)
        if any(cause is known for known in seen):
            continue
        seen.append(cause)
        yield cause
        inner = [*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__]
        waiting += [item for item in inner if isinstance(item, BaseException)]
