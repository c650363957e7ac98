"""What the window reads of the store. Every call reads what is committed now, from any thread; none of them writes.

All may raise `OtetError` (DISK_ERROR, DATABASE_DAMAGED) where the database cannot be read.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.domain.errors import ErrorCode
from desktop.domain.money.statement import BalanceChange, Order, StatementFilter
from desktop.domain.money.wallets import Rates, Transaction, Verification, Wallet
from desktop.domain.operations import Operation
from desktop.domain.remote import RecordKind
from desktop.domain.tickets import HistoryRow, MessagePage, MessagePlace, RowKey, Ticket
from desktop.store import accounts, outbox, rows, unreadable, usage
from desktop.store.database import Database
from desktop.store.read import found, money, queries, transaction_refs, transactions
from desktop.store.read.queries import Counts
from desktop.values import dataclass

__all__ = ["Counts", "MoneyReads", "Reads", "StateReads", "TicketReads"]


class TicketReads:
    """Tickets, their messages and what waits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ticket(self, account_id: int, key: RowKey) -> Ticket | None:
        """The head of a thread; None for a draft, and where there is none."""
        return queries.ticket(self._database.read_connection(), account_id, key)

    def newest_messages(self, account_id: int, key: RowKey, *, limit: int, most: int) -> MessagePage:
        """The newest messages of a thread, with what waits to be sent: `limit`, or from the first unread one on.

        There are at most `most` of these.
        """
        return queries.newest_messages(self._database.read_connection(), account_id, key, limit=limit, most=most)

    def messages_from(self, account_id: int, key: RowKey, start: MessagePlace | None, *, limit: int) -> MessagePage:
        """A thread from a place on, None for all of it, with what waits to be sent; the newest `limit` of that."""
        return queries.messages_from(self._database.read_connection(), account_id, key, start, limit=limit)

    def earlier_messages(self, account_id: int, key: RowKey, end: MessagePlace, *, limit: int) -> MessagePage:
        """The last `limit` messages of a thread before a place."""
        return queries.earlier_messages(self._database.read_connection(), account_id, key, end, limit=limit)

    def rows(self, account_id: int, keys: Sequence[RowKey], query: str = "") -> dict[RowKey, HistoryRow]:
        """The history list's values for these rows; rows that are gone are left out.

        Their snippets quote a place with the words of `query`, if there are any.
        """
        connection = self._database.read_connection()
        read = queries.history_rows(connection, account_id, keys)
        return found.quoting(connection, account_id, read, query) if query.strip() else read

    def counts(self, account_id: int) -> Counts:
        """Unread answers, open tickets, drafts, waiting messages."""
        return queries.counts(self._database.read_connection(), account_id)

    def undelivered(self, account_id: int) -> tuple[int, int]:
        """How many messages go out by themselves, and how many wait for the user's decision."""
        return rows.unfinished_counts(self._database.read_connection(), account_id)

    def unread(self, account_id: int) -> int:
        """How many answers are unread."""
        return queries.unread_total(self._database.read_connection(), account_id)

    def count(self, account_id: int) -> int:
        """How many tickets are mirrored."""
        return queries.ticket_count(self._database.read_connection(), account_id)

    def by_number(self, account_id: int, number: str) -> int | None:
        """The local id of the ticket with that number at the help desk."""
        return queries.ticket_by_number(self._database.read_connection(), account_id, number)

    def unfinished(self, account_id: int) -> tuple[Operation, ...]:
        """What was accepted and is not at the help desk yet, oldest first."""
        return outbox.unfinished(self._database.read_connection(), account_id)

    def newest_needing_user(self, account_id: int) -> Operation | None:
        """The message that was last given up until the user decides."""
        return queries.newest_needing_user(self._database.read_connection(), account_id)


class MoneyReads:
    """Wallets, transactions and verification."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def wallets(self, account_id: int) -> tuple[Wallet, ...]:
        """In the help desk's order."""
        return money.wallets(self._database.read_connection(), account_id)

    def rates(self, account_id: int) -> Rates | None:
        """What currencies are worth, None where the help desk does not say."""
        return money.rates(self._database.read_connection(), account_id)

    def verification(self, account_id: int) -> Verification | None:
        """How far the customer is verified, None where the help desk does not say."""
        return money.verification(self._database.read_connection(), account_id)

    def latest(self, account_id: int, limit: int) -> tuple[Transaction, ...]:
        """The newest transactions of all wallets."""
        return money.transactions(self._database.read_connection(), account_id, limit=limit)

    def order(self, account_id: int, filter: StatementFilter, order: Order, limit: int = -1) -> tuple[int, ...]:
        """The ids of the transactions that meet `filter`, in that order; slow where `is_indexed` says no."""
        return transactions.order_of(self._database.read_connection(), account_id, filter, order, limit=limit)

    @staticmethod
    def is_indexed(filter: StatementFilter, order: Order) -> bool:
        """Whether the first ids of this order can be read from an index at once."""
        return transactions.is_at_once(filter, order)

    def transactions(self, account_id: int, ids: Sequence[int]) -> dict[int, Transaction]:
        """The values of these transactions by id; those that are gone are left out."""
        return transactions.rows(self._database.read_connection(), account_id, ids)

    def transaction(self, account_id: int, remote_id: str) -> Transaction | None:
        """The transaction with that id at the help desk."""
        return transactions.by_remote_id(self._database.read_connection(), account_id, remote_id)

    def by_reference(self, account_id: int, reference: str) -> Transaction | None:
        """The transaction with that reference, or with that number behind the usual letters."""
        return transaction_refs.by_reference(self._database.read_connection(), account_id, reference)

    def named_in(self, account_id: int, text: str) -> tuple[Transaction, ...]:
        """The transactions whose references stand in a text."""
        return transaction_refs.transactions_named(self._database.read_connection(), account_id, text)

    def kinds(self, account_id: int) -> tuple[str, ...]:
        """The kinds of transactions that occur."""
        return transactions.kinds(self._database.read_connection(), account_id)

    def balance_changes(self, account_id: int, *, since_ms: int, wallet_id: int | None) -> Iterator[BalanceChange]:
        """What finished transactions since then did to their wallets, newest first."""
        return transactions.balance_changes(
            self._database.read_connection(), account_id, since_ms=since_ms, wallet_id=wallet_id
        )

    def earliest_ms(self, account_id: int, wallet_id: int | None) -> int | None:
        """When the first transaction was."""
        return transactions.earliest_ms(self._database.read_connection(), account_id, wallet_id=wallet_id)


class StateReads:
    """How complete the data on this computer is, and where it lies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def folder(self) -> Path:
        """The folder of the profile."""
        return self._database.path.parent

    @property
    def read_only_reason(self) -> ErrorCode | None:
        """Why nothing can be written, None where it can."""
        return self._database.read_only_reason

    def synced_ms(self, account_id: int) -> int:
        """When the mirror was last known to be complete, 0 for never."""
        return accounts.synced_ms(self._database.read_connection(), account_id)

    def used_bytes(self, account_id: int, now_ms: int) -> int:
        """How many bytes were sent and received in the month of `now_ms`."""
        return usage.of_month(self._database.read_connection(), account_id, now_ms)

    def unreadable_count(self, account_id: int, kinds: Sequence[RecordKind] = tuple(RecordKind)) -> int:
        """How many records of the help desk could not be read."""
        return unreadable.count(self._database.read_connection(), account_id, kinds)

    def unreadable_texts(self, account_id: int, kinds: Sequence[RecordKind] = tuple(RecordKind)) -> tuple[str, ...]:
        """These records as they came."""
        return unreadable.texts(self._database.read_connection(), account_id, kinds)


@dataclass(frozen=True)
class Reads:
    """All reads, by what they are about."""

    tickets: TicketReads
    money: MoneyReads
    state: StateReads

    @staticmethod
    def of(database: Database) -> "Reads":
        """The reads of a database."""
        return Reads(TicketReads(database), MoneyReads(database), StateReads(database))
