"""Queries for the screens: the mirror with the outbox laid over it."""

from dataclasses import dataclass

from desktop.domain.folds import loaded, unfolded_line
from desktop.domain.language.normalisation import number_key
from desktop.domain.operations import File, Operation
from desktop.domain.remote import RecordKind
from desktop.domain.tickets import (
    Answer,
    Attachment,
    Delivery,
    DownloadState,
    Message,
    PendingNotifications,
    RemoteState,
    RowKey,
    RowKind,
    Side,
    Ticket,
)
from desktop.store import accounts, rows
from desktop.store.read import duplicates
from desktop.store.read.history import history_keys, history_order, history_rows
from desktop.store.rows import DELIVERY, Queryable, placeholders

__all__ = [
    "Counts",
    "attachment",
    "blobs_in_use",
    "counts",
    "download_key",
    "download_keys",
    "history_keys",
    "history_order",
    "history_rows",
    "is_pull_incomplete",
    "messages",
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


def ticket(connection: Queryable, account_id: int, key: RowKey) -> Ticket | None:
    """The head of a thread; a create that has become a ticket is answered with that ticket."""
    if key.kind is RowKind.DRAFT:
        return None
    ticket_id = _ticket_id(connection, key)
    overlay = _overlay(connection, account_id, key, ticket_id)
    sent_ms = max((operation.created_ms for operation in overlay), default=0)
    if ticket_id is not None:
        row = connection.execute(
            "SELECT * FROM ticket WHERE +account_id = ? AND id = ?", (account_id, ticket_id)
        ).fetchone()
        if row is None:
            return None
        original, repeated = duplicates.related(connection, row)
        return Ticket(
            key=RowKey(RowKind.TICKET, str(ticket_id)),
            number=row["number"],
            subject=row["subject"],
            department=row["department"],
            status=row["status"],
            created_ms=row["created_ms"],
            activity_ms=max(row["activity_ms"], sent_ms),
            unread=row["unread"],
            remote_state=RemoteState(row["removed"]),
            original=original,
            duplicates=repeated,
        )
    if not overlay:
        return None
    create = overlay[0]
    return Ticket(key, "", create.subject, create.department, "", create.created_ms, sent_ms)


def messages(connection: Queryable, account_id: int, key: RowKey) -> tuple[Message, ...]:
    """A thread, oldest first; what is not mirrored yet comes last, in the order it was sent, and nothing twice."""
    if key.kind is RowKind.DRAFT:
        return ()
    ticket_id = _ticket_id(connection, key)
    account = accounts.get(connection, account_id)
    author = account.display_name if account else ""
    overlay = [_sent(operation, author) for operation in _overlay(connection, account_id, key, ticket_id)]
    return (*(_mirrored(connection, account_id, ticket_id) if ticket_id is not None else ()), *overlay)


def _ticket_id(connection: Queryable, key: RowKey) -> int | None:
    return int(key.id) if key.kind is RowKind.TICKET else ticket_of_operation(connection, key.id)


def _overlay(connection: Queryable, account_id: int, key: RowKey, ticket_id: int | None) -> tuple[Operation, ...]:
    where = "account_id = ? AND message_id IS NULL"
    if ticket_id is not None:
        return rows.operations(connection, f"{where} AND ticket_id = ?", (account_id, ticket_id))
    return rows.operations(connection, f"{where} AND (id = ? OR parent_id = ?)", (account_id, key.id, key.id))


def newest_needing_user(connection: Queryable, account_id: int) -> Operation | None:
    """The newest operation that waits for the user's decision."""
    found = rows.operations(connection, "account_id = ? AND state = 'needs_user'", (account_id,))
    return found[-1] if found else None


def _mirrored(connection: Queryable, account_id: int, ticket_id: int) -> tuple[Message, ...]:
    attached: dict[int, list[Attachment]] = {}
    for row in connection.execute(
        f"SELECT a.message_id, {_ATTACHMENT} FROM message AS m JOIN attachment AS a ON a.message_id = m.id "
        "WHERE m.ticket_id = ? ORDER BY a.message_id, a.position",
        (ticket_id,),
    ):
        attached.setdefault(row[0], []).append(_attachment(row[1:]))
    found = connection.execute(
        "SELECT m.id, m.remote_id, m.ref, m.side, m.author, m.created_ms, m.body, m.unread, o.id AS operation_id, "
        "m.removed AS taken, m.folds, m.placeholder, u.kind AS unread_kind, u.parts, u.raw, "
        "CASE m.removed WHEN 0 THEN t.removed ELSE m.removed END AS removed FROM message AS m "
        "JOIN ticket AS t ON t.id = m.ticket_id LEFT JOIN operation AS o ON o.message_id = m.id "
        "LEFT JOIN unreadable AS u ON u.account_id = m.account_id AND u.remote_id = m.remote_id "
        "AND u.kind = CASE m.placeholder WHEN 1 THEN 'message' ELSE 'file' END "
        "WHERE m.ticket_id = ? AND +m.account_id = ? ORDER BY m.created_ms, m.id",
        (ticket_id, account_id),
    ).fetchall()
    return tuple(
        Message(
            key=operation_id or f"{'p' if row['placeholder'] else 'm'}{row['id']}",
            side=Side(row["side"]),
            author=row["author"],
            created_ms=row["created_ms"],
            body=row["body"],
            attachments=tuple(attached.get(row["id"], ())),
            delivery=Delivery.SENT if row["side"] == Side.OWN.value and not row["removed"] else None,
            operation_id=operation_id,
            unread=bool(row["unread"]),
            remote_state=RemoteState(row["removed"]),
            arrivals=max(arrivals, 1),
            folds=loaded(row["folds"], row["body"]),
            is_placeholder=bool(row["placeholder"]),
            unreadable_files=row["parts"] if row["unread_kind"] == RecordKind.FILE.value else 0,
            raw=row["raw"] or "",
        )
        for row, operation_id, arrivals in duplicates.without_duplicates(found)
    )


def _sent(operation: Operation, author: str) -> Message:
    return Message(
        key=operation.id,
        side=Side.OWN,
        author=author,
        created_ms=operation.created_ms,
        body=operation.body,
        attachments=tuple(_from_outbox(file) for file in operation.files),
        delivery=DELIVERY[operation.state],
        problem=operation.problem,
        operation_id=operation.id,
        not_before_ms=operation.not_before_ms,
    )


def _from_outbox(file: File) -> Attachment:
    return Attachment(0, file.name, file.media_type, file.size, DownloadState.DOWNLOADED, file.sha256)


def ticket_by_number(connection: Queryable, account_id: int, number: str) -> int | None:
    """The ticket with exactly that number, written in any digits, with or without "#"."""
    row = connection.execute(
        "SELECT id FROM ticket WHERE account_id = ? AND number_key = ? ORDER BY id DESC",
        (account_id, number_key(number)),
    ).fetchone()
    return int(row["id"]) if row else None


def ticket_of_operation(connection: Queryable, operation_id: str) -> int | None:
    """The ticket that a create became, or that a reply belongs to; for a duplicate, the listed one."""
    row = connection.execute("SELECT ticket_id FROM operation WHERE id = ?", (operation_id,)).fetchone()
    return None if row is None or row["ticket_id"] is None else duplicates.listed_ticket(connection, row["ticket_id"])


_ATTACHMENT = "a.id, a.name, a.media_type, a.size, a.local, a.sha256"


def _attachment(row: tuple[int, str, str, int, str, str]) -> Attachment:
    id, name, media_type, size, local, sha256 = row
    return Attachment(id, name, media_type, size, DownloadState(local), sha256)


def attachment(connection: Queryable, attachment_id: int) -> Attachment | None:
    """The attachment with that id."""
    row = connection.execute(f"SELECT {_ATTACHMENT} FROM attachment AS a WHERE a.id = ?", (attachment_id,)).fetchone()
    return row and _attachment(tuple(row))


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
