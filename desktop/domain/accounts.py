"""Accounts, and what their help desk offers."""

from enum import Enum

from desktop.domain.availability import LanguageHours
from desktop.values import dataclass


class Guarantee(str, Enum):
    """How far a help desk guarantees exactly-once delivery; A is the strongest (see `sync.delivery.policy`)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


BUILT_IN_ADDRESS = "built-in"
"""Stands for the built-in help desk, whose port changes at every start."""


@dataclass(frozen=True)
class Account:
    """A user at a help desk. `address` is a base URL, or `BUILT_IN_ADDRESS`."""

    id: int
    connector: str
    address: str
    username: str
    display_name: str

    @property
    def is_built_in(self) -> bool:
        """Whether its help desk is the one that this app runs itself."""
        return self.address == BUILT_IN_ADDRESS


@dataclass(frozen=True)
class SignedIn:
    """What a help desk answers to a password: the token that replaces it."""

    token: str
    username: str
    display_name: str


@dataclass(frozen=True)
class Choice:
    """A department or status: the help desk's id, its canonical English name, and its name per language code."""

    id: str
    name: str
    labels: tuple[tuple[str, str], ...] = ()

    def label(self, language: str) -> str:
        """Its name in `language` (such as "fa"), else the canonical name."""
        return dict(self.labels).get(language, self.name)


class StatusKind(str, Enum):
    """What a status means for the user, whatever the help desk calls it."""

    OPEN = "open"
    ANSWERED = "answered"
    SOLVED = "solved"
    CLOSED = "closed"


@dataclass(frozen=True)
class Status(Choice):
    """A status with its meaning. A reply reopens `SOLVED`; nothing can be added to `CLOSED`."""

    kind: StatusKind = StatusKind.OPEN


@dataclass(frozen=True)
class DeskInfo:
    """A help desk's departments, statuses, limits and rules. Sizes in bytes, lengths in characters.

    `desk_id` stays the same wherever the help desk moves; "" where it has none. `longest_wait_s` is the longest long
    poll that it takes, `wait_beat_s` how often that shows that it is still there (0: it does not). `gzip_upload_bytes`
    is the largest form that it takes compressed (before its compression; 0: none), `upload_part_bytes` the largest part
    of a file that may come ahead of its message (0: files come with it).
    `tag` names this state of it, "" where the help desk gives it no name.
    """

    name: str
    departments: tuple[Choice, ...] = ()
    statuses: tuple[Status, ...] = ()
    attachment_limit_bytes: int = 25 * 1024 * 1024
    attachments_per_message: int = 20
    text_limit: int = 100_000
    subject_limit: int = 200
    reply_reopens: bool = True
    languages: tuple[LanguageHours, ...] = ()
    email_address: str = ""
    email_alerts: bool | None = None
    guarantee: Guarantee = Guarantee.D
    is_demo: bool = False
    desk_id: str = ""
    longest_wait_s: int = 25
    wait_beat_s: int = 0
    gzip_upload_bytes: int = 0
    upload_part_bytes: int = 0
    tag: str = ""

    def department(self, id: str) -> Choice | None:
        """The department with that id."""
        return next((item for item in self.departments if item.id == id), None)

    def status(self, id: str) -> Status | None:
        """The status with that id."""
        return next((item for item in self.statuses if item.id == id), None)


@dataclass(frozen=True)
class KnownAccount:
    """An account on this computer, signed in or not, with its help desk's name and the numbers of unsent texts.

    `waiting` messages are sent without the user, `needs_you` are those that wait for the user's decision.
    """

    account: Account
    desk_name: str
    drafts: int
    waiting: int
    needs_you: int = 0
