"""Error codes and the one exception that carries them; the UI turns them into sentences."""

import errno
from dataclasses import KW_ONLY, field, fields
from enum import Enum
from typing import Literal

from desktop.values import dataclass

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
    PAUSED = "paused"
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


class DraftField(str, Enum):
    """A field of the composer that must hold text."""

    SUBJECT = "subject"
    BODY = "body"


_LOGGED = {"logged": True}
"""Marks a field that also goes into the log: it helps to find a cause, and never holds a text of the user."""


@dataclass(frozen=True, repr=False)
class Problem:
    """What went wrong, and what is known of it. A field with its default is unknown, or has no meaning for the code.

    Problems are stored (see `store.rows`), so a field that is renamed needs its stored name there.
    """

    code: ErrorCode
    _: KW_ONLY

    # shown to the user
    name: str = ""
    """Of a file."""
    size_bytes: int = 0
    limit_bytes: int = 0
    limit: int = 0
    """How many characters, or files, are accepted."""
    over: int = 0
    """How many characters there are beyond the limit."""
    draft_field: DraftField | None = None
    """Where the text is that is blank or too long."""
    drafts: int = 0
    """How many drafts were restored, or came with a copied profile."""
    sends: int = 0
    """The same of messages that wait."""
    messages: int = 0
    """How many messages may be missing at the help desk."""
    said: str = ""
    """The help desk's own words."""
    retry_after_s: int | None = None
    """The wait that the help desk asked for."""

    # decides which sentence is shown
    could_duplicate: bool = False
    """UNCONFIRMED: sent again, the message could arrive twice."""
    is_copy: bool = False
    """UNCONFIRMED: the message came with a copied profile, and the user has not decided yet."""
    speaks_https: bool = False
    """WRONG_SCHEME: the server wants https; otherwise http."""
    is_loopback: bool = False
    """WRONG_SCHEME: the server runs on this computer."""
    is_outside_validity: bool = field(default=False, metadata=_LOGGED)
    """CERTIFICATE: expired or not yet valid, which a wrong date of this computer would explain."""
    proxy: Literal["", "password", "socks"] = field(default="", metadata=_LOGGED)
    """PROXY_REFUSED: the proxy wants a password, or is of a kind that we cannot use."""

    # for the log, and for what is done about it
    reason: str = field(default="", metadata=_LOGGED)
    """Technical: the name of a foreign exception, a code of the help desk, what is wrong with an answer."""
    status: int = field(default=0, metadata=_LOGGED)
    """The HTTP status."""
    path: str = field(default="", metadata=_LOGGED)
    """A folder, or a file of ours."""
    nothing_sent: bool = field(default=False, metadata=_LOGGED)
    """Certainly no byte of the request left this computer."""
    server_errors: int = field(default=0, metadata=_LOGGED)
    """How many times the help desk has failed with this message."""
    cause: ErrorCode | None = field(default=None, metadata=_LOGGED)
    """What the last try ended with, where that is not the code."""

    def known(self, *, logged_only: bool = False) -> dict[str, str | int]:
        """The fields that differ from their defaults, by name; enum members as their values."""
        found = {}
        for one in fields(self)[1:]:
            value = getattr(self, one.name)
            if value != one.default and (one.metadata.get("logged") or not logged_only):
                found[one.name] = value.value if isinstance(value, Enum) else value
        return found

    def for_log(self) -> str:
        """The code and the fields that belong in the log, on one line."""
        known = self.known(logged_only=True)
        return " ".join([self.code.value, *(f"{name}={value!r}" for name, value in known.items())])

    def __repr__(self) -> str:
        known = (f"{name}={value!r}" for name, value in self.known().items())
        return f"Problem({', '.join([str(self.code), *known])})"


class OtetError(Exception):
    """The one exception that crosses packages: foreign exceptions are turned into it where they arise."""

    def __init__(self, what: ErrorCode | Problem) -> None:
        """A code where there is nothing more to say."""
        self.problem = what if isinstance(what, Problem) else Problem(what)
        super().__init__(self.problem)

    def __str__(self) -> str:
        """As in the log, because that is where the text of an exception ends."""
        return self.problem.for_log()

    @property
    def code(self) -> ErrorCode:
        """What happened."""
        return self.problem.code


def disk_code(error: OSError) -> ErrorCode:
    """DISK_FULL where there is no more room (a quota and the file system's largest file included), else DISK_ERROR."""
    return ErrorCode.DISK_FULL if error.errno in _NO_ROOM else ErrorCode.DISK_ERROR
