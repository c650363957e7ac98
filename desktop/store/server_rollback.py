"""After a help desk was restored from an older backup: nothing here is lost, nothing goes to a wrong ticket.

Ids that the older copy does not know will be given again to other things. What they named here gets another name, so
that nothing is written over it and nothing is sent to it.
"""

from collections.abc import Iterable

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.remote import RemoteMessage, RemoteTicket
from desktop.domain.tickets import MissingMessage, RemoteState, Side
from desktop.store.changes import Kind
from desktop.store.database import WriteTransaction
from desktop.store.read import duplicates
from desktop.store.rows import Queryable, placeholders, problem_json
from desktop.values import dataclass

_MARK = "~"
_GONE = f"removed = {RemoteState.ROLLED_BACK.value} AND remote_id NOT GLOB '*{_MARK}*'"


@dataclass(frozen=True)
class KnownRecord:
    """The immutable fields of a ticket or message from the help desk; `side` is "" for a ticket."""

    remote_id: str
    created_ms: int
    ref: str
    side: str = ""

    @classmethod
    def of_ticket(cls, ticket: RemoteTicket) -> "KnownRecord":
        """The record of a ticket."""
        return cls(ticket.id, ticket.created_ms, ticket.ref)

    @classmethod
    def of_message(cls, message: RemoteMessage) -> "KnownRecord":
        """The record of a message."""
        return cls(message.id, message.created_ms, message.ref, message.side.value)


@dataclass(frozen=True)
class DeliveryReceipt:
    """The receipt for the reference `ref`, and what was delivered under it."""

    ref: str
    remote_message: str
    delivered: MissingMessage


def newest(connection: Queryable, account_id: int, table: str, limit: int, offset: int = 0) -> tuple[KnownRecord, ...]:
    """The newest tickets or messages that the help desk should still have."""
    side = "side" if table == "message" else "''"
    # what stands for a message that cannot be read cannot be compared either
    readable = "AND placeholder = 0 " if table == "message" else ""
    found = connection.execute(
        f"SELECT remote_id, created_ms, ref, {side} FROM {table} WHERE account_id = ? AND removed <> ? "
        f"AND remote_id NOT GLOB '*{_MARK}*' {readable}ORDER BY created_ms DESC, id DESC LIMIT ? OFFSET ?",
        (account_id, RemoteState.REMOVED.value, limit, offset),
    )
    return tuple(KnownRecord(*row) for row in found)


def missing(connection: Queryable, account_id: int) -> tuple[MissingMessage, ...]:
    """The user's own messages that an older copy does not have, oldest first.

    A ticket of which no message is known stands for the one that began it.
    """
    found = connection.execute(
        "SELECT t.subject, m.body, m.created_ms, m.id FROM message AS m JOIN ticket AS t ON t.id = m.ticket_id "
        f"WHERE m.account_id = ?1 AND m.side = ?2 AND m.{_GONE.replace('remote_id', 'm.remote_id')} UNION ALL "
        f"SELECT subject, '', created_ms, id FROM ticket WHERE account_id = ?1 AND {_GONE} "
        "AND NOT EXISTS (SELECT 1 FROM message WHERE message.ticket_id = ticket.id) ORDER BY 3, 4",
        (account_id, Side.OWN.value),
    )
    return tuple(MissingMessage(*row[:3]) for row in found)


def unmirrored(connection: Queryable, account_id: int) -> tuple[DeliveryReceipt, ...]:
    """Receipts of what was delivered and is not mirrored yet, oldest first."""
    found = connection.execute(
        "SELECT id, remote_message, subject, body, created_ms FROM operation "
        "WHERE account_id = ? AND state = 'done' AND message_id IS NULL AND remote_message <> '' ORDER BY seq",
        (account_id,),
    )
    return tuple(
        DeliveryReceipt(
            row["id"], row["remote_message"], MissingMessage(row["subject"], row["body"], row["created_ms"])
        )
        for row in found
    )


def is_anything_delivered(connection: Queryable, account_id: int) -> bool:
    """Whether the outbox has ever held anything of this account."""
    query = "SELECT 1 FROM operation WHERE account_id = ? LIMIT 1"
    return connection.execute(query, (account_id,)).fetchone() is not None


def clear_missing(tx: WriteTransaction, account_id: int) -> None:
    """The help desk has everything again: nothing is missing."""
    for table, ticket in (("ticket", "id"), ("message", "ticket_id")):
        found = tx.execute(
            f"UPDATE {table} SET removed = 0 WHERE account_id = ? AND {_GONE} RETURNING {ticket} AS ticket_id",
            (account_id,),
        ).fetchall()
        tickets = [row["ticket_id"] for row in found if row["ticket_id"] is not None]
        _publish(tx, Kind.TICKET, tickets)
        duplicates.update_hidden(tx, tickets)


def resolve(tx: WriteTransaction, account_id: int, now_ms: int, *, send_again: bool) -> int:
    """Rename what is missing and mirror from the beginning; return how many operations are sent again."""
    tickets = _ids(tx, f"SELECT id FROM ticket WHERE account_id = ? AND {_GONE}", account_id)
    here = placeholders(tickets)
    messages = _ids(
        tx, f"SELECT id FROM message WHERE account_id = ? AND ({_GONE} OR ticket_id IN ({here}))", account_id, *tickets
    )
    _rename(tx, tickets, messages, f"{_MARK}{now_ms}")
    creates = {
        row["ticket_id"]: row["id"]
        for row in tx.execute(
            f"SELECT id, ticket_id FROM operation WHERE kind = 'create' AND ticket_id IN ({here})", tickets
        )
    }
    again = _send_again(tx, account_id, messages) if send_again else []
    _follow(tx, tickets, {ticket: create for ticket, create in creates.items() if create in again})
    tx.execute("UPDATE account SET cursor = '' WHERE id = ?", (account_id,))
    _publish(tx, Kind.TICKET, tickets)
    return len(again)


def _rename(tx: WriteTransaction, tickets: list[int], messages: list[int], mark: str) -> None:
    absent = RemoteState.ROLLED_BACK.value
    for id in tickets:
        tx.execute("UPDATE ticket SET remote_id = remote_id || ? WHERE id = ?", (mark, id))
        tx.execute("UPDATE message SET ticket_remote = ticket_remote || ? WHERE ticket_id = ?", (mark, id))
    for id in messages:
        tx.execute("UPDATE message SET remote_id = remote_id || ?, removed = ? WHERE id = ?", (mark, absent, id))
        # notifications are known by the help desk's id, which will be given to another answer
        tx.execute("UPDATE alert SET remote_id = remote_id || ? WHERE message_id = ?", (mark, id))
        for row in tx.execute("SELECT ticket_id FROM message WHERE id = ?", (id,)).fetchall():
            _publish(tx, Kind.TICKET, [row["ticket_id"]])


def _send_again(tx: WriteTransaction, account_id: int, messages: list[int]) -> list[str]:
    """Queue again, under the same references, what this app had delivered."""
    again = tx.execute(
        "UPDATE operation SET state = 'queued', attempts = 0, not_before_ms = 0, problem = NULL, remote_ticket = '', "
        "remote_message = '', message_id = NULL, ticket_id = CASE kind WHEN 'create' THEN NULL ELSE ticket_id END "
        f"WHERE account_id = ? AND state = 'done' AND (message_id IS NULL OR message_id IN ({placeholders(messages)})) "
        "RETURNING id",
        (account_id, *messages),
    ).fetchall()
    ids = [str(row["id"]) for row in again]
    _publish(tx, Kind.OPERATION, ids)
    return ids


def _follow(tx: WriteTransaction, tickets: list[int], creates: dict[int, str]) -> None:
    """Replies to a missing ticket wait for its create, or need the user."""
    problem = problem_json(Problem(ErrorCode.TICKET_GONE))
    for ticket in tickets:
        where = "kind = 'reply' AND state <> 'done' AND ticket_id = ?"
        waiting = _texts(tx, f"SELECT id FROM operation WHERE {where}", ticket)
        begun = _texts(tx, "SELECT id FROM draft WHERE ticket_id = ?", ticket)
        if ticket in creates:
            for table, ids in (("operation", waiting), ("draft", begun)):
                for id in ids:
                    tx.execute(
                        f"UPDATE {table} SET parent_id = ?, ticket_id = NULL WHERE id = ?", (creates[ticket], id)
                    )
        else:
            changes = "state = 'needs_user', not_before_ms = 0, problem = ?"
            tx.execute(f"UPDATE operation SET {changes} WHERE {where}", (problem, ticket))
        _publish(tx, Kind.OPERATION, waiting)
        _publish(tx, Kind.DRAFT, begun)


def _ids(tx: WriteTransaction, query: str, *values: object) -> list[int]:
    return [int(row[0]) for row in tx.execute(query, values).fetchall()]


def _texts(tx: WriteTransaction, query: str, *values: object) -> list[str]:
    return [str(row[0]) for row in tx.execute(query, values).fetchall()]


def _publish(tx: WriteTransaction, kind: Kind, ids: Iterable[object]) -> None:
    for id in ids:
        if id is not None:
            tx.changed(kind, id)
