"""Records from a help desk: values that connectors make and the store writes to the mirror."""

from decimal import Decimal
from enum import Enum

from desktop.domain.folds import Fold
from desktop.domain.money.wallets import Rates, Verification
from desktop.domain.sync_status import HistoryProgress
from desktop.domain.tickets import Side
from desktop.values import dataclass


@dataclass(frozen=True)
class RemoteTicket:
    """A ticket: the help desk's id, the number people quote, ids of department and status, times in ms UTC.

    `ref` is the id of the operation that made it, "" where nobody knows; two tickets with one are the same text twice.
    """

    id: str
    number: str
    subject: str
    department: str
    status: str
    created_ms: int
    updated_ms: int
    ref: str = ""


@dataclass(frozen=True)
class RemoteFile:
    """An attachment's place at the help desk. Size in bytes."""

    id: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class RemoteMessage:
    """A message of a ticket; `ref` is the operation's id where this app sent it.

    `folds` are the quoted parts of `body`; `unreadable_files` counts files that are not among `files`.
    """

    id: str
    ticket: str
    side: Side
    author: str
    created_ms: int
    body: str
    files: tuple[RemoteFile, ...] = ()
    ref: str = ""
    folds: tuple[Fold, ...] = ()
    unreadable_files: int = 0


class RecordKind(str, Enum):
    """What an unreadable record would have been. FILE is a message of which only some files cannot be read."""

    TICKET = "ticket"
    MESSAGE = "message"
    FILE = "file"
    WALLET = "wallet"
    TRANSACTION = "transaction"
    VERIFICATION = "verification"
    RATES = "rates"
    REMOVED = "removed"


@dataclass(frozen=True)
class UnreadableRecord:
    """A record that this version cannot read, or only in part; `raw` is the JSON text of it.

    `id` is the help desk's id, "" where it has none that is usable. `owner` is the remote id of a message's ticket, ""
    where nobody knows, or the list of `removed` that an entry was in. `ticket` is what could be read of a ticket.
    `created_ms` is 0 where it is not known. `parts` counts what cannot be read in it.
    """

    kind: RecordKind
    raw: str
    id: str = ""
    owner: str = ""
    side: Side = Side.SUPPORT
    ref: str = ""
    created_ms: int = 0
    parts: int = 1
    ticket: RemoteTicket | None = None


@dataclass(frozen=True)
class RemoteWallet:
    """A wallet at the help desk."""

    id: str
    number: str
    currency: str
    network: str
    balance: Decimal


@dataclass(frozen=True)
class RemoteTransaction:
    """A booking at the help desk; `wallet` is the remote wallet's id."""

    id: str
    wallet: str
    reference: str
    date_ms: int
    account: str
    method: str
    kind: str
    amount: Decimal
    currency: str
    fee: Decimal | None
    state: str


@dataclass(frozen=True)
class Page:
    """Changes after a cursor: apply in this order, then store `cursor`; ask again while `more`.

    What is removed was here before and was taken away by the help desk. What is unreadable is kept as it came.
    `mark` is a fingerprint of the help desk's history up to `cursor`, "" where it gives none. `history` says what of
    the past is still to come, None where nothing is or the help desk begins with the oldest.
    """

    cursor: str
    more: bool
    tickets: tuple[RemoteTicket, ...] = ()
    messages: tuple[RemoteMessage, ...] = ()
    wallets: tuple[RemoteWallet, ...] = ()
    transactions: tuple[RemoteTransaction, ...] = ()
    verification: Verification | None = None
    rates: Rates | None = None
    removed_tickets: tuple[str, ...] = ()
    removed_messages: tuple[str, ...] = ()
    unreadable: tuple[UnreadableRecord, ...] = ()
    mark: str = ""
    history: HistoryProgress | None = None


@dataclass(frozen=True)
class Receipt:
    """Proof that an operation is at the help desk: remote ids of ticket and message, and of its files in order."""

    ticket: str
    message: str
    files: tuple[str, ...] = ()
