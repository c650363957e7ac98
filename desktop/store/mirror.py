"""Writes down what the help desk said; where it says the same again, nothing changes and nothing is told."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop.domain.errors import Problem
from desktop.domain.folding import number_key
from desktop.domain.remote import Page, RemoteFile, RemoteMessage, RemoteTicket, RemoteTransaction, RemoteWallet
from desktop.domain.tickets import Absence, Local, Side
from desktop.domain.wallets import Rates, Verification
from desktop.store import accounts, links, twins
from desktop.store.changes import Kind
from desktop.store.database import Transaction
from desktop.store.rows import problem_json, snippet, storable

PART_ROWS = 50


def parts(page: Page, rows: int = PART_ROWS) -> Iterator[Page]:
    """A page in pieces of at most `rows` rows, tickets first; only the last one carries the page's cursor.

    A piece applied without its cursor is simply fetched and applied again after a crash.
    """
    part = Page(cursor="", more=True)
    count = 0
    items: tuple[RemoteTicket | RemoteMessage | RemoteWallet | RemoteTransaction, ...] = (
        *page.tickets,
        *page.messages,
        *page.wallets,
        *page.transactions,
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


def _with(part: Page, item: RemoteTicket | RemoteMessage | RemoteWallet | RemoteTransaction) -> Page:
    if isinstance(item, RemoteTicket):
        return replace(part, tickets=(*part.tickets, item))
    if isinstance(item, RemoteMessage):
        return replace(part, messages=(*part.messages, item))
    if isinstance(item, RemoteWallet):
        return replace(part, wallets=(*part.wallets, item))
    return replace(part, transactions=(*part.transactions, item))


def apply(tx: Transaction, account_id: int, page_part: Page, now_ms: int) -> None:
    """Write tickets, messages, wallets, bookings and verification; finish operations that turn up among them."""
    is_first = accounts.synced_ms(tx, account_id) == 0
    stale: set[int] = set()
    for ticket in page_part.tickets:
        stale |= _ticket(tx, account_id, ticket)
    for message in page_part.messages:
        stale |= _message(tx, account_id, message, now_ms, is_news=not is_first)
    for table, ids in (("ticket", page_part.removed_tickets), ("message", page_part.removed_messages)):
        mark_absent(tx, account_id, table, ids, Absence.REMOVED)
    _refresh(tx, stale)
    for wallet in page_part.wallets:
        _wallet(tx, account_id, wallet)
    for booking in page_part.transactions:
        _booking(tx, account_id, booking)
    if page_part.verification is not None:
        _verification(tx, account_id, page_part.verification)
    if page_part.rates is not None:
        _rates(tx, account_id, page_part.rates)


def _ticket(tx: Transaction, account_id: int, ticket: RemoteTicket) -> set[int]:
    """Write a ticket; returns it where its summary may have changed."""
    values = {
        "number": storable(ticket.number),
        "subject": storable(ticket.subject),
        "department": ticket.department,
        "status": ticket.status,
        "created_ms": ticket.created_ms,
        "updated_ms": ticket.updated_ms,
        "ref": ticket.ref,
        "removed": Absence.NONE.value,
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
        twins.part(tx, account_id, id, known["ref"])
    return {id} if differing.keys() & {"created_ms", "ref", "removed"} else set()


def _new_ticket(tx: Transaction, account_id: int, ticket: RemoteTicket, values: dict[str, object]) -> int:
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
                tx.changed(Kind.ALERT, orphan["id"])
    _find_create(tx, account_id, id, ticket)
    return id


# what the help desk has under a retired key is other content
_NOT_RETIRED = "id NOT IN (SELECT id FROM spent)"


def _find_create(tx: Transaction, account_id: int, ticket_id: int, ticket: RemoteTicket) -> None:
    """The create that a ticket came from: it carries its key, or its receipt names the ticket."""
    for row in tx.execute(
        "SELECT id FROM operation WHERE account_id = ?1 AND kind = 'create' AND ticket_id IS NULL "
        f"AND {_NOT_RETIRED} AND (id = ?2 OR (remote_ticket <> '' AND remote_ticket = ?3))",
        (account_id, ticket.ref, ticket.id),
    ).fetchall():
        links.to_ticket(tx, row["id"], ticket_id)


def _message(tx: Transaction, account_id: int, message: RemoteMessage, now_ms: int, *, is_news: bool) -> set[int]:
    """Write a message; returns the tickets whose summary may have changed."""
    ticket = tx.execute(
        "SELECT id FROM ticket WHERE account_id = ? AND remote_id = ?", (account_id, message.ticket)
    ).fetchone()
    values = {
        "ticket_remote": message.ticket,
        "ticket_id": ticket["id"] if ticket else None,
        "side": message.side.value,
        "author": storable(message.author),
        "created_ms": message.created_ms,
        "body": storable(message.body),
        "ref": message.ref,
        "removed": Absence.NONE.value,
    }
    known = tx.execute(
        "SELECT * FROM message WHERE account_id = ? AND remote_id = ?", (account_id, message.id)
    ).fetchone()
    touched = {values["ticket_id"]}
    if known is None:
        id = _new_message(tx, account_id, message, values, is_unread=is_news and message.side is Side.SUPPORT)
        if is_news and message.side is Side.SUPPORT:
            _alert(tx, account_id, id, message.id, now_ms)
        is_changed = True
    else:
        id = int(known["id"])
        touched.add(known["ticket_id"])
        differing = {name: value for name, value in values.items() if known[name] != value}
        if differing:
            settings = ", ".join(f"{name} = ?" for name in differing)
            tx.execute(f"UPDATE message SET {settings} WHERE id = ?", (*differing.values(), id))
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


def _new_message(
    tx: Transaction, account_id: int, message: RemoteMessage, values: dict[str, object], *, is_unread: bool
) -> int:
    row = tx.execute(
        f"INSERT INTO message (account_id, remote_id, unread, {', '.join(values)}) "
        f"VALUES (?, ?, ?, {', '.join('?' * len(values))}) RETURNING id",
        (account_id, message.id, int(is_unread), *values.values()),
    ).fetchall()[0]
    return int(row["id"])


def _alert(tx: Transaction, account_id: int, message_id: int, remote_id: str, now_ms: int) -> None:
    if tx.execute(
        # a row that is there was told, or waits to be: then it belongs to the message that came again
        "INSERT INTO alert (account_id, remote_id, message_id, made_ms) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET message_id = excluded.message_id WHERE shown = 0 AND message_id IS NULL",
        (account_id, remote_id, message_id, now_ms),
    ).rowcount:
        tx.changed(Kind.ALERT, message_id)


def _attachments(tx: Transaction, account_id: int, message_id: int, files: tuple[RemoteFile, ...]) -> bool:
    """Write a message's files; what was fetched of them stays. Returns whether anything changed."""
    wanted = [
        (position, file.id, storable(file.name), storable(file.media_type), file.size)
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
    links.take_files(tx, message_id)
    return True


def _finish(tx: Transaction, account_id: int, message_id: int, message: RemoteMessage) -> None:
    """The operation that a message came from: it carries its key, or its receipt names the message."""
    for row in tx.execute(
        f"SELECT id FROM operation WHERE account_id = ?1 AND message_id IS NULL AND {_NOT_RETIRED} "
        "AND (id = ?2 OR (remote_message <> '' AND remote_message = ?3))",
        (account_id, message.ref, message.id),
    ).fetchall():
        links.to_message(tx, row["id"], message_id)


def _refresh(tx: Transaction, ticket_ids: set[int]) -> None:
    """These tickets, or what they hold, have changed."""
    for ticket_id in sorted(ticket_ids):
        _summarise(tx, ticket_id)
    twins.settle(tx, sorted(ticket_ids))


def _summarise(tx: Transaction, ticket_id: int) -> None:
    """Bring what the list shows of a ticket up to its messages."""
    last = tx.execute(
        f"SELECT body, side, created_ms FROM message AS m WHERE ticket_id = ? AND {twins.ONCE} "
        "ORDER BY created_ms DESC, id DESC LIMIT 1",
        (ticket_id,),
    ).fetchone()
    tx.execute(
        "UPDATE ticket SET activity_ms = coalesce(?1, created_ms), snippet = ?2, snippet_side = ?3, "
        "unread = (SELECT count(*) FROM message WHERE ticket_id = ?4 AND unread > 0), "
        "has_attachments = EXISTS (SELECT 1 FROM message AS m JOIN attachment AS a ON a.message_id = m.id "
        "WHERE m.ticket_id = ?4) WHERE id = ?4",
        (
            last["created_ms"] if last else None,
            snippet(last["body"]) if last else "",
            last["side"] if last else Side.OWN.value,
            ticket_id,
        ),
    )


def mark_absent(tx: Transaction, account_id: int, table: str, ids: Iterable[str], absence: Absence) -> None:
    """These tickets or messages are not at the help desk; what is here of them stays."""
    ticket = "id" if table == "ticket" else "ticket_id"
    touched: set[int] = set()
    for id in ids:
        for row in tx.execute(
            f"UPDATE {table} SET removed = ? WHERE account_id = ? AND remote_id = ? AND removed <> ? "
            f"RETURNING {ticket} AS ticket_id",
            (absence.value, account_id, id, absence.value),
        ).fetchall():
            if row["ticket_id"] is not None:
                tx.changed(Kind.TICKET, row["ticket_id"])
                touched.add(row["ticket_id"])
    _refresh(tx, touched)


def _wallet(tx: Transaction, account_id: int, wallet: RemoteWallet) -> None:
    values: dict[str, object] = {
        "number": storable(wallet.number),
        "currency": wallet.currency,
        "network": wallet.network,
        "balance": f"{wallet.balance:f}",
    }
    if _upsert(tx, "wallet", account_id, wallet.id, values):
        tx.changed(Kind.WALLETS)


def _booking(tx: Transaction, account_id: int, booking: RemoteTransaction) -> None:
    values = {
        "wallet_remote": booking.wallet,
        "reference": storable(booking.reference),
        "date_ms": booking.date_ms,
        "account": storable(booking.account),
        "method": storable(booking.method),
        "kind": booking.kind,
        "amount": f"{booking.amount:f}",
        "currency": booking.currency,
        "fee": None if booking.fee is None else f"{booking.fee:f}",
        "state": booking.state,
    }
    if _upsert(tx, "booking", account_id, booking.id, values):
        tx.changed(Kind.WALLETS)


def _upsert(tx: Transaction, table: str, account_id: int, remote_id: str, values: dict[str, object]) -> bool:
    """Write a row by the help desk's id; returns whether it was new or different."""
    settings = ", ".join(f"{name} = excluded.{name}" for name in values)
    differs = " OR ".join(f"{table}.{name} IS NOT excluded.{name}" for name in values)
    return (
        tx.execute(
            f"INSERT INTO {table} (account_id, remote_id, {', '.join(values)}) "
            f"VALUES (?, ?, {', '.join('?' * len(values))}) "
            f"ON CONFLICT (account_id, remote_id) DO UPDATE SET {settings} WHERE {differs}",
            (account_id, remote_id, *values.values()),
        ).rowcount
        > 0
    )


def _verification(tx: Transaction, account_id: int, verification: Verification) -> None:
    if tx.execute(
        "INSERT INTO verification (account_id, level, percent, missing) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (account_id) DO UPDATE SET level = excluded.level, percent = excluded.percent, "
        "missing = excluded.missing WHERE level <> excluded.level OR percent <> excluded.percent "
        "OR missing <> excluded.missing",
        (account_id, verification.level, verification.percent, json.dumps(list(verification.missing))),
    ).rowcount:
        tx.changed(Kind.VERIFICATION)


def _rates(tx: Transaction, account_id: int, rates: Rates) -> None:
    quotes = json.dumps({storable(currency): str(quote) for currency, quote in rates.quotes}, ensure_ascii=False)
    if tx.execute(
        "INSERT INTO rates (account_id, base, date_ms, quotes) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (account_id) DO UPDATE SET base = excluded.base, date_ms = excluded.date_ms, "
        "quotes = excluded.quotes WHERE base <> excluded.base OR date_ms <> excluded.date_ms "
        "OR quotes <> excluded.quotes",
        (account_id, storable(rates.base), rates.date_ms, quotes),
    ).rowcount:
        tx.changed(Kind.WALLETS)


def attachment_here(tx: Transaction, attachment_id: int, sha256: str) -> None:
    """An attachment's bytes are in the blob store."""
    _set_attachment(tx, attachment_id, Local.HERE, sha256, None)


def attachment_failed(tx: Transaction, attachment_id: int, problem: Problem) -> None:
    """An attachment could not be fetched; it is fetched again when the person asks for it."""
    _set_attachment(tx, attachment_id, Local.FAILED, "", problem)


def _set_attachment(tx: Transaction, attachment_id: int, local: Local, sha256: str, problem: Problem | None) -> None:
    for row in tx.execute(
        "UPDATE attachment SET local = ?, sha256 = ?, problem = ? WHERE id = ? "
        "RETURNING (SELECT ticket_id FROM message WHERE message.id = attachment.message_id) AS ticket_id",
        (local.value, sha256, problem_json(problem), attachment_id),
    ).fetchall():
        if row["ticket_id"] is not None:
            tx.changed(Kind.TICKET, row["ticket_id"])
