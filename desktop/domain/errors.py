"""Error codes and the one exception that carries them; the UI turns them into sentences."""

import errno
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class ErrorCode(str, Enum):
    """What went wrong."""

    BAD_ADDRESS = "bad_address"
    INSECURE_ADDRESS = "insecure_address"
    NOT_A_HELP_DESK = "not_a_help_desk"
    WRONG_PASSWORD = "wrong_password"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    OFFLINE = "offline"
    TIMED_OUT = "timed_out"
    SERVER_BUSY = "server_busy"
    SERVER_ERROR = "server_error"
    CERTIFICATE = "certificate"
    SIGN_IN_TO_NETWORK = "sign_in_to_network"
    PROXY_REFUSED = "proxy_refused"
    SIGN_IN_AGAIN = "sign_in_again"
    REFUSED = "refused"
    REF_CONFLICT = "ref_conflict"
    UNCONFIRMED = "unconfirmed"
    GAVE_UP = "gave_up"
    TICKET_GONE = "ticket_gone"
    TOO_LARGE = "too_large"
    CANCELLED = "cancelled"
    BLANK_FIELD = "blank_field"
    TEXT_TOO_LONG = "text_too_long"
    FILE_GONE = "file_gone"
    FILE_DAMAGED = "file_damaged"
    FILE_NOT_REGULAR = "file_not_regular"
    FILE_UNREADABLE = "file_unreadable"
    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"
    TOO_MANY_FILES = "too_many_files"
    FILE_EXISTS = "file_exists"
    DISK_FULL = "disk_full"
    DISK_ERROR = "disk_error"
    READ_ONLY = "read_only"
    NEWER_DATABASE = "newer_database"
    DATABASE_DAMAGED = "database_damaged"
    REPAIRED = "repaired"
    SHARED_FOLDER = "shared_folder"
    PROFILE_COPIED = "profile_copied"
    ROLLED_BACK = "rolled_back"
    RESTORED = "restored_copy"
    KEY_STORE_UNAVAILABLE = "key_store_unavailable"
    NOT_YOUR_TICKET = "not_your_ticket"
    TICKET_NOT_HERE = "ticket_not_here"
    ALREADY_SENT = "already_sent"
    BUILT_IN_DESK_FAILED = "built_in_desk_failed"
    WRONG_SCHEME = "wrong_scheme"
    OTHER_HELP_DESK = "other_help_desk"
    ADDRESS_TAKEN = "address_taken"
    CRASHED = "crashed"
    INTERNAL = "internal"


LOGGED_FACTS = ("cause", "errors", "field", "file", "host", "id", "kind", "path", "reason", "sent", "status")
"""Facts for the log: they help to find a cause, are not for users, and contain no texts of users."""


@dataclass(frozen=True)
class Problem:
    """A code with the facts its sentence needs (names, sizes in bytes, times in ms), and `said`: the server's words."""

    code: ErrorCode
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def for_log(self) -> str:
        """The code and the facts that belong in the log, on one line."""
        return " ".join([self.code.value, *(f"{key}={self.facts[key]!r}" for key in LOGGED_FACTS if key in self.facts)])


class OtetError(Exception):
    """The one exception that crosses packages: foreign exceptions are turned into it where they arise."""

    def __init__(self, code: ErrorCode, **facts: str | int) -> None:
        """`facts` are what the sentence for people needs, such as `name=` or `limit_bytes=`."""
        super().__init__(code.value, facts)
        self.problem = Problem(code, facts)

    @property
    def code(self) -> ErrorCode:
        """What happened."""
        return self.problem.code


def disk_code(error: OSError) -> ErrorCode:
    """DISK_FULL where there is no more room (a quota and the file system's largest file included), else DISK_ERROR."""
    return ErrorCode.DISK_FULL if error.errno in _NO_ROOM else ErrorCode.DISK_ERROR
