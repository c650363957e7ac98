"""Writes pages of the help desk to the mirror; writing the same again changes nothing and publishes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop.domain.errors import Problem
from desktop.domain.folds import dumped
from desktop.domain.language.normalisation import number_key
from desktop.domain.language.surrogates import encodable
from desktop.domain.remote import (
    Page,
    RecordKind,
    RemoteFile,
    RemoteMessage,
    RemoteTicket,
    RemoteTransaction,
    RemoteWallet,
    UnreadableRecord,
)
from desktop.domain.tickets import DownloadState, RemoteState, Side
from desktop.store import accounts, mirror_money, read_state, reconcile, summaries, unreadable
from desktop.store.changes import Kind
from desktop.store.database import WriteTransaction
from desktop.store.read import duplicates
from desktop.store.rows import problem_json

PART_ROWS = 50


_Item = RemoteTicket | RemoteMessage | RemoteWallet | RemoteTransaction | UnreadableRecord


def parts(page: Page, rows: int = PART_ROWS) -> Iterator[Page]:
    """A page in pieces of at most `rows` rows, tickets first; only the last one carries the page's cursor.

    A piece applied without its cursor is simply fetched and applied again after a crash.
    """
    part = Page(cursor="", more=True)
    count = 0
    items: tuple[_Item, ...] = (
        *page.tickets,
        *page.messages,
        *page.wallets,
        *page.transactions,
        *page.unreadable,
    )
    for item in items:
        weight = 1 + (len(item.files) if isinstance(item, RemoteMessage) else 0)
        if count and count + weight > rows:
            yield part
            part, count = Page(cursor="", more=True), 0
        part = _with(part, item)
        count += weight
    yield replace(
        part,
        cursor=page.cursor,
        more=page.more,
        verification=page.verification,
        rates=page.rates,
        removed_tickets=page.removed_tickets,
        removed_messages=page.removed_messages,
    )


def _with(part: Page, item: _Item) -> Page:
    if isinstance(item, RemoteTicket):
        return replace(part, tickets=(*part.tickets, item))
    if isinstance(item, RemoteMessage):
        return replace(part, messages=(*part.messages, item))
    if isinstance(item, RemoteWallet):
        return replace(part, wallets=(*part.wallets, item))
    if isinstance(item, RemoteTransaction):
        return replace(part, transactions=(*part.transactions, item))
    return replace(part, unreadable=(*part.unreadable, item))


def apply(tx: WriteTransaction, account_id: int, page_part: Page, now_ms: int) -> None:
    """Write tickets, messages, money and unreadable records; complete the operations found among them."""
    is_first = accounts.synced_ms(tx, account_id) == 0
    # the help desk's clock may be ahead of this one; tickets come before their messages, and in parts of their own
    told_ms = (ticket.updated_ms for ticket in page_part.tickets)
    latest_ms = max((now_ms, *told_ms, *(message.created_ms for message in page_part.messages)))
    since_ms = accounts.news_since_ms(tx, account_id, latest_ms) if is_first else 0
    stale: set[int] = set()
    for ticket in page_part.tickets:
        stale |= _ticket(tx, account_id, ticket)
    for message in page_part.messages:
        stale |= _message(tx, account_id, message, now_ms, is_news=message.created_ms > since_ms or not is_first)
    if unreadable.is_any(tx, account_id):
        _mark_readable(tx, account_id, page_part)
    for record in page_part.unreadable:
        stale |= _unreadable(tx, account_id, record, now_ms, is_news=not is_first)
    for table, ids in (("ticket", page_part.removed_tickets), ("message", page_part.removed_messages)):
        mark_absent(tx, account_id, table, ids, RemoteState.REMOVED)
        for id in ids:
            unreadable.removed(tx, account_id, RecordKind(table), id)
    summaries.refresh(tx, stale)
    mirror_money.apply(tx, account_id, page_part)


def _mark_readable(tx: WriteTransaction, account_id: int, page_part: Page) -> None:
    """Delete what is kept of records that can be read now."""
    for ticket in page_part.tickets:
        unreadable.mark_readable(tx, account_id, RecordKind.TICKET, ticket.id)
    for message in page_part.messages:
        unreadable.mark_readable(tx, account_id, RecordKind.MESSAGE, message.id)
        if not message.unreadable_files:
            unreadable.mark_readable(tx, account_id, RecordKind.FILE, message.id)


def _ticket(tx: WriteTransaction, account_id: int, ticket: RemoteTicket) -> set[int]:
    """Write a ticket; returns it where its summary may have changed."""
    values = {
        "number": encodable(ticket.number),
        "subject": encodable(ticket.subject),
        "department": ticket.department,
        "status": ticket.status,
        "created_ms": ticket.created_ms,
        "updated_ms": ticket.updated_ms,
        "ref": ticket.ref,
        "removed": RemoteState.PRESENT.value,
    }
    known = tx.execute(
        "SELECT * FROM ticket WHERE account_id = ? AND remote_id = ?", (account_id, ticket.id)
    ).fetchone()
    if known is None:
        return {_new_ticket(tx, account_id, ticket, values)}
    id = int(known["id"])
    differing = {name: value for name, value in values.items() if known[name] != value}
    if differing:
        settings = ", ".join(f"{name} = ?" for name in differing)
        tx.execute(
            f"UPDATE ticket SET {settings}, number_key = ? WHERE id = ?",
            (*differing.values(), number_key(ticket.number), id),
        )
        tx.changed(Kind.TICKET, id)
    if "subject" in differing:
        tx.execute("INSERT OR IGNORE INTO reindex (ticket_id) VALUES (?)", (id,))
    if "ref" in differing:
        _find_create(tx, account_id, id, ticket)
        duplicates.drop_reference(tx, account_id, id, known["ref"])
    return {id} if differing.keys() & {"created_ms", "ref", "removed"} else set()


def _new_ticket(tx: WriteTransaction, account_id: int, ticket: RemoteTicket, values: dict[str, object]) -> int:
    row = tx.execute(
        f"INSERT INTO ticket (account_id, remote_id, number_key, activity_ms, {', '.join(values)}) "
        f"VALUES (?, ?, ?, ?, {', '.join('?' * len(values))}) RETURNING id",
        (account_id, ticket.id, number_key(ticket.number), ticket.created_ms, *values.values()),
    ).fetchall()[0]
    id = int(row["id"])
    tx.changed(Kind.TICKET, id)
    orphans = tx.execute(
        "UPDATE message SET ticket_id = ? WHERE account_id = ? AND ticket_remote = ? AND ticket_id IS NULL "
        "RETURNING id",
        (id, account_id, ticket.id),
    ).fetchall()
    if orphans:
        # they were indexed without their ticket
        tx.execute("INSERT OR IGNORE INTO reindex (ticket_id) VALUES (?)", (id,))
        tx.execute(
            "UPDATE operation SET ticket_id = ? WHERE message_id IN (SELECT id FROM message WHERE ticket_id = ?)"
            " AND kind = 'reply'",
            (id, id),
        )
        for orphan in orphans:
            if tx.execute("SELECT 1 FROM alert WHERE message_id = ? AND shown = 0", (orphan["id"],)).fetchone():
                tx.changed(Kind.NOTIFICATION, orphan["id"])
    _find_create(tx, account_id, id, ticket)
    return id


# what the help desk has under a retired key is other content
_NOT_RETIRED = "id NOT IN (SELECT id FROM spent)"


def _find_create(tx: WriteTransaction, account_id: int, ticket_id: int, ticket: RemoteTicket) -> None:
    """The create that a ticket came from: it carries its key, or its receipt names the ticket."""
    for row in tx.execute(
        "SELECT id FROM operation WHERE account_id = ?1 AND kind = 'create' AND ticket_id IS NULL "
        f"AND {_NOT_RETIRED} AND (id = ?2 OR (remote_ticket <> '' AND remote_ticket = ?3))",
        (account_id, ticket.ref, ticket.id),
    ).fetchall():
        reconcile.with_ticket(tx, row["id"], ticket_id)


def _message(tx: WriteTransaction, account_id: int, message: RemoteMessage, now_ms: int, *, is_news: bool) -> set[int]:
    """Write a message; returns the tickets whose summary may have changed."""
    ticket = _ticket_id(tx, account_id, message.ticket)
    values: dict[str, object] = {
        "ticket_remote": message.ticket,
        "ticket_id": ticket,
        "side": message.side.value,
        "author": encodable(message.author),
        "created_ms": message.created_ms,
        "body": encodable(message.body),
        "folds": dumped(message.folds),
        "placeholder": 0,
        "ref": message.ref,
        "removed": RemoteState.PRESENT.value,
    }
    known = tx.execute(
        "SELECT * FROM message WHERE account_id = ? AND remote_id = ?", (account_id, message.id)
    ).fetchone()
    touched = {values["ticket_id"]}
    if known is None:
        id = _new_message(tx, account_id, message.id, values, is_unread=is_news and message.side is Side.SUPPORT)
        if is_news and message.side is Side.SUPPORT:
            _alert(tx, account_id, id, message.id, now_ms)
        elif is_news and ticket is not None:
            read_state.mark_read_by_own_message(tx, account_id, ticket, message)
        is_changed = True
    else:
        id = int(known["id"])
        touched.add(known["ticket_id"])
        differing = {name: value for name, value in values.items() if known[name] != value}
        if differing:
            settings = ", ".join(f"{name} = ?" for name in differing)
            tx.execute(f"UPDATE message SET {settings} WHERE id = ?", (*differing.values(), id))
        if known["placeholder"] and message.side is Side.SUPPORT:
            _tell_again(tx, account_id, id)
        is_changed = bool(differing)
    is_changed = _attachments(tx, account_id, id, message.files) or is_changed
    _finish(tx, account_id, id, message)
    tickets = {int(ticket_id) for ticket_id in touched if isinstance(ticket_id, int)}
    if not is_changed:
        return set()
    for ticket_id in tickets:
        tx.changed(Kind.TICKET, ticket_id)
        if known is not None:
            tx.execute("INSERT OR IGNORE INTO reindex (ticket_id) VALUES (?)", (ticket_id,))
    return tickets


def _ticket_id(tx: WriteTransaction, account_id: int, remote_id: str) -> int | None:
    query = "SELECT id FROM ticket WHERE account_id = ? AND remote_id = ?"
    row = tx.execute(query, (account_id, remote_id)).fetchone()
    return int(row["id"]) if row else None


def _new_message(
    tx: WriteTransaction, account_id: int, remote_id: str, values: dict[str, object], *, is_unread: bool
) -> int:
    row = tx.execute(
        f"INSERT INTO message (account_id, remote_id, unread, {', '.join(values)}) "
        f"VALUES (?, ?, ?, {', '.join('?' * len(values))}) RETURNING id",
        (account_id, remote_id, int(is_unread), *values.values()),
    ).fetchall()[0]
    return int(row["id"])


def _alert(tx: WriteTransaction, account_id: int, message_id: int, remote_id: str, now_ms: int) -> None:
    if tx.execute(
        # an existing row was shown, or waits to be: then it belongs to the message that came again
        "INSERT INTO alert (account_id, remote_id, message_id, made_ms) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET message_id = excluded.message_id WHERE shown = 0 AND message_id IS NULL",
        (account_id, remote_id, message_id, now_ms),
    ).rowcount:
        tx.changed(Kind.NOTIFICATION, message_id)


def _tell_again(tx: WriteTransaction, account_id: int, message_id: int) -> None:
    """Mark a message that replaces its placeholder as unread, with one notification, if the placeholder had one."""
    if tx.execute(
        "UPDATE alert SET shown = 0 WHERE account_id = ? AND message_id = ?", (account_id, message_id)
    ).rowcount:
        tx.execute("UPDATE message SET unread = 1 WHERE id = ?", (message_id,))
        tx.changed(Kind.NOTIFICATION, message_id)


def _unreadable(
    tx: WriteTransaction, account_id: int, record: UnreadableRecord, now_ms: int, *, is_news: bool
) -> set[int]:
    """Keep a record that cannot be read, and show what can be shown of it; returns tickets whose summary may change."""
    is_changed = unreadable.keep(tx, account_id, record)
    if record.kind is RecordKind.TICKET and record.ticket is not None:
        return _part_of_ticket(tx, account_id, record.ticket, now_ms)
    if record.kind is RecordKind.MESSAGE and record.owner:
        return _placeholder(tx, account_id, record, now_ms, is_news=is_news)
    if record.kind is RecordKind.FILE and is_changed:
        for row in tx.execute(
            "SELECT ticket_id FROM message WHERE account_id = ? AND remote_id = ? AND ticket_id IS NOT NULL",
            (account_id, record.id),
        ).fetchall():
            tx.changed(Kind.TICKET, row["ticket_id"])
    return set()


def _part_of_ticket(tx: WriteTransaction, account_id: int, ticket: RemoteTicket, now_ms: int) -> set[int]:
    """Insert a placeholder for a ticket that cannot be read, unless the ticket is known."""
    known = "SELECT 1 FROM ticket WHERE account_id = ? AND remote_id = ?"
    if tx.execute(known, (account_id, ticket.id)).fetchone() is not None:
        return set()
    dated = replace(ticket, created_ms=ticket.created_ms or now_ms, updated_ms=ticket.updated_ms or now_ms)
    return _ticket(tx, account_id, dated)


def _placeholder(
    tx: WriteTransaction, account_id: int, record: UnreadableRecord, now_ms: int, *, is_news: bool
) -> set[int]:
    """Insert a placeholder for a message that cannot be read, unless the message is known or was sent from here."""
    remote_id = unreadable.key(record)
    known = tx.execute(
        "SELECT ticket_id FROM message WHERE account_id = ? AND remote_id = ?", (account_id, remote_id)
    ).fetchone()
    if known is not None or (
        record.side is Side.OWN and reconcile.was_sent_here(tx, account_id, record.ref, record.id)
    ):
        return set()
    ticket = _ticket_id(tx, account_id, record.owner)
    values: dict[str, object] = {
        "ticket_remote": record.owner,
        "ticket_id": ticket,
        "side": record.side.value,
        "author": "",
        "created_ms": record.created_ms or now_ms,
        "body": "",
        "placeholder": 1,
    }
    is_unread = is_news and record.side is Side.SUPPORT
    id = _new_message(tx, account_id, remote_id, values, is_unread=is_unread)
    if is_unread:
        _alert(tx, account_id, id, remote_id, now_ms)
    if ticket is None:
        return set()
    tx.changed(Kind.TICKET, ticket)
    return {ticket}


def apply_reparsed(tx: WriteTransaction, account_id: int, kept: unreadable.KeptRecord, page: Page, now_ms: int) -> None:
    """Write a record that this version can read, in place of its placeholder."""
    for message in page.messages:
        if message.id != kept.key and kept.record.kind is RecordKind.MESSAGE:
            # it had no id that was usable; if the message came again meanwhile, nothing stands for it any more
            for table in ("message", "alert"):
                tx.execute(
                    f"UPDATE OR IGNORE {table} SET remote_id = ? WHERE account_id = ? AND remote_id = ?",
                    (message.id, account_id, kept.key),
                )
            gone = tx.execute(
                "DELETE FROM message WHERE account_id = ? AND remote_id = ? AND placeholder = 1 RETURNING ticket_id",
                (account_id, kept.key),
            ).fetchall()
            summaries.refresh(tx, {row["ticket_id"] for row in gone if row["ticket_id"] is not None})
    unreadable.discard(tx, kept.id)
    apply(tx, account_id, page, now_ms)


def _attachments(tx: WriteTransaction, account_id: int, message_id: int, files: tuple[RemoteFile, ...]) -> bool:
    """Write a message's files; what was fetched of them stays. Returns whether anything changed."""
    wanted = [
        (position, file.id, encodable(file.name), encodable(file.media_type), file.size)
        for position, file in enumerate(files)
    ]
    found = tx.execute(
        "SELECT position, remote_id, name, media_type, size FROM attachment WHERE message_id = ? ORDER BY position",
        (message_id,),
    ).fetchall()
    if [tuple(row) for row in found] == wanted:
        return False
    kept = [file.id for file in files]
    for row in found:
        if row["remote_id"] not in kept:
            tx.execute("DELETE FROM attachment WHERE message_id = ? AND remote_id = ?", (message_id, row["remote_id"]))
    tx.executemany(
        "INSERT INTO attachment (account_id, message_id, position, remote_id, name, media_type, size) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (message_id, remote_id) DO UPDATE SET "
        "position = excluded.position, name = excluded.name, media_type = excluded.media_type, size = excluded.size",
        [(account_id, message_id, *values) for values in wanted],
    )
    reconcile.adopt_files(tx, message_id)
    return True


def _finish(tx: WriteTransaction, account_id: int, message_id: int, message: RemoteMessage) -> None:
    """The operation that a message came from: it carries its key, or its receipt names the message."""
    for row in tx.execute(
        f"SELECT id FROM operation WHERE account_id = ?1 AND message_id IS NULL AND {_NOT_RETIRED} "
        "AND (id = ?2 OR (remote_message <> '' AND remote_message = ?3))",
        (account_id, message.ref, message.id),
    ).fetchall():
        reconcile.with_message(tx, row["id"], message_id)


def mark_absent(
    tx: WriteTransaction, account_id: int, table: str, ids: Iterable[str], remote_state: RemoteState
) -> None:
    """Mark tickets or messages that the help desk does not have; their texts stay."""
    ticket = "id" if table == "ticket" else "ticket_id"
    touched: set[int] = set()
    for id in ids:
        for row in tx.execute(
            f"UPDATE {table} SET removed = ? WHERE account_id = ? AND remote_id = ? AND removed <> ? "
            f"RETURNING {ticket} AS ticket_id",
            (remote_state.value, account_id, id, remote_state.value),
        ).fetchall():
            if row["ticket_id"] is not None:
                tx.changed(Kind.TICKET, row["ticket_id"])
                touched.add(row["ticket_id"])
    summaries.refresh(tx, touched)


def attachment_here(tx: WriteTransaction, attachment_id: int, sha256: str) -> None:
    """An attachment's bytes are in the blob store."""
    _set_attachment(tx, attachment_id, DownloadState.DOWNLOADED, sha256, None)


def attachment_failed(tx: WriteTransaction, attachment_id: int, problem: Problem) -> None:
    """An attachment could not be fetched; it is fetched again when the user asks for it."""
    _set_attachment(tx, attachment_id, DownloadState.FAILED, "", problem)


def _set_attachment(
    tx: WriteTransaction, attachment_id: int, local: DownloadState, sha256: str, problem: Problem | None
) -> None:
    for row in tx.execute(
        "UPDATE attachment SET local = ?, sha256 = ?, problem = ? WHERE id = ? "
        "RETURNING (SELECT ticket_id FROM message WHERE message.id = attachment.message_id) AS ticket_id",
        (local.value, sha256, problem_json(problem), attachment_id),
    ).fetchall():
        if row["ticket_id"] is not None:
            tx.changed(Kind.TICKET, row["ticket_id"])
