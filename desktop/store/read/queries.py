"""Queries for the screens: the mirror with the outbox laid over it."""

from desktop.domain.folds import loaded, unfolded_line
from desktop.domain.language.normalisation import number_key
from desktop.domain.operations import Operation
from desktop.domain.tickets import (
    Answer,
    Attachment,
    PendingNotifications,
)
from desktop.store import accounts, rows
from desktop.store.read import duplicates
from desktop.store.read.history import history_keys, history_order, history_rows
from desktop.store.read.threads import (
    ATTACHMENT,
    attachment_of,
    earlier_messages,
    messages,
    messages_from,
    newest_messages,
    ticket,
    ticket_of_operation,
)
from desktop.store.rows import Queryable, placeholders
from desktop.values import dataclass

__all__ = [
    "Counts",
    "attachment",
    "blobs_in_use",
    "counts",
    "download_key",
    "download_keys",
    "earlier_messages",
    "history_keys",
    "history_order",
    "history_rows",
    "is_pull_incomplete",
    "messages",
    "messages_from",
    "newest_messages",
    "newest_needing_user",
    "pending_answers",
    "pending_notifications",
    "ticket",
    "ticket_by_number",
    "ticket_count",
    "ticket_of_operation",
    "unread_total",
    "wanted_attachments",
]


@dataclass(frozen=True)
class Counts:
    """What the dashboard counts: unread answers, tickets whose status means open, drafts, operations not through.

    `needs_you` is how many of those in `waiting` go out only after the user's decision.
    """

    unread: int = 0
    open: int = 0
    drafts: int = 0
    waiting: int = 0
    needs_you: int = 0


def newest_needing_user(connection: Queryable, account_id: int) -> Operation | None:
    """The newest operation that waits for the user's decision."""
    found = rows.operations(connection, "account_id = ? AND state = 'needs_user'", (account_id,))
    return found[-1] if found else None


def ticket_by_number(connection: Queryable, account_id: int, number: str) -> int | None:
    """The ticket with exactly that number, written in any digits, with or without "#"."""
    row = connection.execute(
        "SELECT id FROM ticket WHERE account_id = ? AND number_key = ? ORDER BY id DESC",
        (account_id, number_key(number)),
    ).fetchone()
    return int(row["id"]) if row else None


def attachment(connection: Queryable, attachment_id: int) -> Attachment | None:
    """The attachment with that id."""
    row = connection.execute(f"SELECT {ATTACHMENT} FROM attachment AS a WHERE a.id = ?", (attachment_id,)).fetchone()
    return row and attachment_of(tuple(row))


def wanted_attachments(connection: Queryable, account_id: int) -> tuple[tuple[int, str, str], ...]:
    """Id, remote id and name of what the user asked for and is not here."""
    query = "SELECT id, remote_id, name FROM attachment WHERE account_id = ? AND local = 'wanted' ORDER BY id"
    return tuple((row["id"], row["remote_id"], row["name"]) for row in connection.execute(query, (account_id,)))


def blobs_in_use(connection: Queryable) -> set[str]:
    """The SHA-256 of everything that a draft, a send or a message of any account refers to."""
    query = " UNION ".join(
        f"SELECT sha256 FROM {table} WHERE sha256 <> ''" for table in ("draft_file", "operation_file", "attachment")
    )
    return {row[0] for row in connection.execute(query)}


def download_keys(connection: Queryable) -> set[str]:
    """The `Blobs.partial` keys of downloads that were asked for, or failed and may be asked for again."""
    query = "SELECT account_id, remote_id FROM attachment WHERE local IN ('wanted', 'failed')"
    return {download_key(account_id, remote_id) for account_id, remote_id in connection.execute(query)}


def download_key(account_id: int, remote_id: str) -> str:
    """The `Blobs.partial` key of an attachment's download."""
    return f"{account_id}-{remote_id}"


def unread_total(connection: Queryable, account_id: int) -> int:
    """How many answers are unread."""
    query = "SELECT coalesce(sum(unread), 0) FROM ticket WHERE account_id = ? AND unread > 0"
    return int(connection.execute(query, (account_id,)).fetchone()[0])


def ticket_count(connection: Queryable, account_id: int) -> int:
    """How many tickets are mirrored."""
    return int(connection.execute("SELECT count(*) FROM ticket WHERE account_id = ?", (account_id,)).fetchone()[0])


def counts(connection: Queryable, account_id: int) -> Counts:
    """What the dashboard counts."""
    opened = accounts.open_statuses(connection, account_id)
    # not by groups: sorting a hundred thousand statuses takes four times as long as counting some of them
    is_open = "" if opened is None else f" AND status IN ({placeholders(opened)})"
    open_tickets = connection.execute(
        f"SELECT count(*) FROM ticket WHERE account_id = ?{duplicates.without_hidden(connection, account_id)}{is_open}",
        (account_id, *(opened or ())),
    ).fetchone()[0]
    drafts = connection.execute("SELECT count(*) FROM draft WHERE account_id = ?", (account_id,)).fetchone()[0]
    waiting, needs_you = rows.unfinished_counts(connection, account_id)
    return Counts(
        unread=unread_total(connection, account_id),
        open=open_tickets,
        drafts=drafts,
        waiting=waiting + needs_you,
        needs_you=needs_you,
    )


def pending_answers(
    connection: Queryable, account_id: int, *, besides: int | None = None, limit: int = -1
) -> tuple[Answer, ...]:
    """Answers whose notification was not shown yet, oldest first; `besides` those of one ticket."""
    found = connection.execute(
        "SELECT m.id, t.id AS ticket_id, t.number, t.subject, m.author, m.body, m.folds, m.created_ms, m.placeholder "
        "FROM alert AS a "
        "JOIN message AS m ON m.id = a.message_id JOIN ticket AS t ON t.id = m.ticket_id "
        "WHERE a.account_id = ? AND a.shown = 0 AND t.id IS NOT ? ORDER BY m.created_ms, m.id LIMIT ?",
        (account_id, besides, limit),
    )
    return tuple(
        Answer(
            message_id=row["id"],
            ticket_id=row["ticket_id"],
            number=row["number"],
            subject=row["subject"],
            author=row["author"],
            body=unfolded_line(row["body"], loaded(row["folds"], row["body"])),
            created_ms=row["created_ms"],
            is_placeholder=bool(row["placeholder"]),
        )
        for row in found
    )


def pending_notifications(
    connection: Queryable, account_id: int, *, besides: int | None = None, most: int = 3
) -> PendingNotifications:
    """The notifications to show, `besides` those of one ticket; the answers themselves only if they are few."""
    count, oldest_ms, first, last = connection.execute(
        "SELECT count(*), min(m.created_ms), min(m.ticket_id), max(m.ticket_id) FROM alert AS a "
        "JOIN message AS m ON m.id = a.message_id WHERE a.account_id = ? AND a.shown = 0 "
        "AND m.ticket_id IS NOT NULL AND m.ticket_id IS NOT ?",
        (account_id, besides),
    ).fetchone()
    if not count:
        return PendingNotifications(0)
    answers = pending_answers(connection, account_id, besides=besides) if count <= most else ()
    return PendingNotifications(count, answers, oldest_ms, first if first == last else None)


def is_pull_incomplete(connection: Queryable, account_id: int) -> bool:
    """Whether pending notifications come from a pull that has not ended: more may follow at once."""
    return bool(
        connection.execute(
            "SELECT EXISTS (SELECT 1 FROM alert AS a JOIN account ON account.id = a.account_id "
            "WHERE a.account_id = ? AND a.shown = 0 AND a.made_ms > account.synced_ms)",
            (account_id,),
        ).fetchone()[0]
    )
