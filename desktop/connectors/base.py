"""The protocol that every connector implements."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from desktop.domain.accounts import DeskInfo, Guarantee, SignedIn
from desktop.domain.operations import File, OperationKind
from desktop.domain.remote import Page, Receipt, UnreadableRecord
from desktop.values import dataclass

PARTS_MISSING = "parts_missing"
Progress = Callable[[int, int], None]
"""Called with (bytes done, bytes in all); may be called from the connector's thread only."""


@dataclass(frozen=True)
class Capabilities:
    """What a help desk guarantees and can do.

    `key_life_s`: how long a create's reference is unique there (level B). `look_up_lag_s`: how long a look-up may not
    yet see what has arrived, such as one that goes through a search index.
    """

    guarantee: Guarantee
    key_life_s: float = 0.0
    look_up_lag_s: float = 0.0
    can_wait: bool = False
    can_look_up: bool = False
    can_recall: bool = False
    can_find_receipts: bool = False
    can_send_parts: bool = False


@dataclass(frozen=True)
class OutgoingMessage:
    """A message to deliver. `ref` is the same on every try; `ticket` is a reply's remote ticket, "" for a new one.

    `gzip_bytes` is `DeskInfo.gzip_upload_bytes`. `in_parts`: the bytes of its files are there already, by `send_part`.
    """

    ref: str
    kind: OperationKind
    ticket: str
    department: str
    subject: str
    body: str
    files: Sequence[tuple[File, Path]] = ()
    gzip_bytes: int = 0
    in_parts: bool = False


@dataclass(frozen=True)
class WaitResult:
    """The result of a long poll: whether something newer than the requested cursor exists."""

    cursor: str
    changed: bool


class Connector(Protocol):
    """A help desk over the network. Every call raises `OtetError` and nothing else.

    Calls come from one thread at a time, but `interrupt` may come from any.
    A `deliver` that raises OFFLINE, TIMED_OUT, SERVER_BUSY, SERVER_ERROR, SIGN_IN_TO_NETWORK, PROXY_REFUSED or
    CANCELLED says nothing about whether it arrived; REFUSED, TOO_LARGE, TICKET_GONE and SIGN_IN_AGAIN say that it
    did not, and so does any error with the fact `sent=0`: never connected, CERTIFICATE, FILE_GONE or FILE_UNREADABLE
    of an attachment. REF_CONFLICT says that other content arrived earlier under this `ref`, and that this content
    never will. SERVER_ERROR with the reason PARTS_MISSING: it did not arrive, and its parts have to be sent again.
    SERVER_BUSY carries `retry_after_s` where the help desk named a time.
    """

    capabilities: Capabilities

    def sign_in(self, username: str, password: str, device: str) -> SignedIn:
        """Exchange a password for a revocable token, and use that token from here on."""

    def sign_out(self) -> None:
        """Revoke the token."""

    def about(self, known: DeskInfo | None = None) -> DeskInfo:
        """What the help desk offers to this user; `known`, which costs less, where that is still true."""

    def deliver(self, outgoing: OutgoingMessage, progress: Progress) -> Receipt:
        """Send a ticket or reply; the same `ref` again returns the first receipt."""

    def kept_bytes(self, ref: str, file: File) -> int:
        """How many bytes of a file of the message `ref` came in earlier parts. Only where `can_send_parts`."""

    def send_part(self, ref: str, file: File, place: Path, offset: int, length: int) -> int:
        """Send `length` bytes of the file at `place` ahead of its message; how many are there now, from its start on.

        Whatever it raises, the message has not arrived. CANCELLED where it was interrupted; FILE_UNREADABLE. Only where
        `can_send_parts`.
        """

    def look_up(self, ref: str) -> Receipt | None:
        """The receipt of an earlier `deliver`, None if it did not arrive; only where `can_look_up`."""

    def find_receipt(self, outgoing: OutgoingMessage) -> Receipt | None:
        """The receipt of an earlier `deliver` of exactly this; None says nothing. Only where `can_find_receipts`."""

    def changes(self, cursor: str, limit: int) -> Page:
        """What changed after `cursor` ("" all there is, the newest first if it can), at most about `limit` changes.

        CANCELLED where it was interrupted.
        """

    def recall(self, tickets: Sequence[str], messages: Sequence[str]) -> Page:
        """What the help desk has of these (200 of each at most); without what it never had. Only where `can_recall`."""

    def is_same_history(self, cursor: str, mark: str) -> bool:
        """Whether its history up to `cursor` is the one that had this `Page.mark`; only where there was one."""

    def reparse(self, record: UnreadableRecord) -> Page:
        """A page of one kept record, parsed again without the network; `unreadable` where that fails again."""

    def wait(self, cursor: str, timeout_s: float, beat_s: float = 0.0) -> WaitResult:
        """Return when something newer than `cursor` exists, after `timeout_s`, or when interrupted (changed=False).

        With `beat_s`, which is `DeskInfo.wait_beat_s`, TIMED_OUT where nothing came for more than twice as long.
        """

    def download(self, file_id: str, name: str, target: Path, progress: Progress, most_bytes: int = 0) -> None:
        """Fetch an attachment into `target`, going on from the bytes there already; FILE_GONE where there is none.

        `most_bytes`: fetch about this many more bytes, where the help desk can give a part; 0 or elsewhere, all of it.
        """

    def set_email_alerts(self, wanted: bool) -> None:
        """Set whether the help desk mails this user about answers; only where `DeskInfo.email_alerts` is not None."""

    def search(self, text: str, department: str, ticket_number: str) -> tuple[str, ...]:
        """Remote ticket ids, for what is not mirrored here."""

    def observe(self, on_bytes: Callable[[int, int], None]) -> None:
        """Call `on_bytes` with the bytes sent and received whenever some pass, in the thread of the request."""

    def interrupt(self) -> None:
        """End a `wait`, `changes` or `send_part` that is under way, or the next one, at once. From any thread."""

    def close(self) -> None:
        """Abort what is under way and close every connection. From any thread."""
