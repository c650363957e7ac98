"""What is to be made of a failure: whom it concerns, and what it says about whether a send arrived."""

from desktop.domain.errors import ErrorCode, Problem

NETWORK_CODES = frozenset(
    {
        ErrorCode.OFFLINE,
        ErrorCode.TIMED_OUT,
        ErrorCode.SIGN_IN_TO_NETWORK,
        ErrorCode.PROXY_REFUSED,
        ErrorCode.CERTIFICATE,
        ErrorCode.CANCELLED,
    }
)
"""The way to the help desk is broken."""

_NEVER_LEFT = frozenset(
    {ErrorCode.SIGN_IN_AGAIN, ErrorCode.CERTIFICATE, ErrorCode.BAD_ADDRESS, ErrorCode.INSECURE_ADDRESS}
)

CURSOR, ENDLESS = "cursor", "endless"
INVALID_PAGES = frozenset({"malformed", CURSOR, ENDLESS})
"""Reasons of SERVER_ERROR where the help desk answers, but its list of changes makes no sense."""

REFUSALS = frozenset(
    {
        ErrorCode.REFUSED,
        ErrorCode.REF_CONFLICT,
        ErrorCode.TOO_LARGE,
        ErrorCode.TEXT_TOO_LONG,
        ErrorCode.TICKET_GONE,
        ErrorCode.NOT_YOUR_TICKET,
        ErrorCode.BLANK_FIELD,
        ErrorCode.TOO_MANY_FILES,
        ErrorCode.FILE_GONE,
        ErrorCode.FILE_DAMAGED,
        ErrorCode.FILE_UNREADABLE,
        ErrorCode.FILE_NOT_REGULAR,
        ErrorCode.FILE_EMPTY,
        ErrorCode.FILE_TOO_LARGE,
    }
)
"""Trying the same again cannot help: the user has to decide."""

LOCAL_CODES = frozenset(
    {
        ErrorCode.DISK_FULL,
        ErrorCode.DISK_ERROR,
        ErrorCode.READ_ONLY,
        ErrorCode.NEWER_DATABASE,
        ErrorCode.DATABASE_DAMAGED,
        ErrorCode.INTERNAL,
    }
)
"""The failure is on this computer."""


def was_never_sent(problem: Problem) -> bool:
    """Whether a failed send surely never reached the help desk (`sent` is the bytes that left, where known)."""
    return problem.code in _NEVER_LEFT or (problem.code in NETWORK_CODES and problem.facts.get("sent") == 0)


def is_without_network(problem: Problem) -> bool:
    """Whether not even a connection came about, and not because the help desk's computer said no."""
    refused = problem.facts.get("reason") == ConnectionRefusedError.__name__
    return problem.code is ErrorCode.OFFLINE and problem.facts.get("sent") == 0 and not refused


def retry_after_s(problem: Problem) -> float | None:
    """The seconds that the help desk asked for."""
    asked = problem.facts.get("retry_after_s")
    try:
        return None if asked is None else float(asked)
    except ValueError:
        return None
