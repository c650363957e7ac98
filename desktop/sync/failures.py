"""Classes of failures: what they concern, and whether a send may have arrived."""

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
"""The network between this computer and the help desk fails."""

LINE_CODES = frozenset({ErrorCode.OFFLINE, ErrorCode.TIMED_OUT, ErrorCode.CANCELLED})
"""The line breaks, or carries nothing."""

_NEVER_SENT = frozenset(
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
"""A retry cannot help: the user has to decide."""

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
    """Whether a failed send certainly never reached the help desk."""
    return problem.code in _NEVER_SENT or (problem.code in NETWORK_CODES and problem.nothing_sent)


def is_without_network(problem: Problem) -> bool:
    """Whether no connection was made at all, other than by a refusal of the help desk's computer."""
    refused = problem.reason == ConnectionRefusedError.__name__
    return problem.code is ErrorCode.OFFLINE and problem.nothing_sent and not refused
