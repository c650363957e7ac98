"""Ties operations to the tickets and messages that they became; the outbox and the mirror both come through here."""

from desktop.domain.operations import OperationState
from desktop.domain.tickets import Local
from desktop.store.changes import Kind
from desktop.store.database import Transaction


def to_ticket(tx: Transaction, operation_id: str, ticket_id: int) -> None:
    """A create has become this ticket: what was written on it meanwhile goes there too."""
    linked = tx.execute(
        "UPDATE operation SET ticket_id = ? WHERE id = ? AND ticket_id IS NULL", (ticket_id, operation_id)
    ).rowcount
    if not linked:
        return
    tx.changed(Kind.OPERATION, operation_id)
    tx.changed(Kind.TICKET, ticket_id)
    for kind, table in ((Kind.OPERATION, "operation"), (Kind.DRAFT, "draft")):
        for row in tx.execute(
            f"UPDATE {table} SET ticket_id = ? WHERE parent_id = ? AND ticket_id IS NULL RETURNING id",
            (ticket_id, operation_id),
        ).fetchall():
            tx.changed(kind, row["id"])


def to_message(tx: Transaction, operation_id: str, message_id: int) -> None:
    """An operation has become this message: it is done, and the bytes it sent need no download."""
    linked = tx.execute(
        "UPDATE operation SET message_id = ?, state = ?, problem = NULL WHERE id = ? AND message_id IS NULL",
        (message_id, OperationState.DONE.value, operation_id),
    ).rowcount
    if not linked:
        return
    tx.changed(Kind.OPERATION, operation_id)
    ticket = tx.execute("SELECT ticket_id FROM message WHERE id = ?", (message_id,)).fetchone()["ticket_id"]
    if ticket is not None:
        tx.changed(Kind.TICKET, ticket)
        tx.execute("UPDATE operation SET ticket_id = ? WHERE id = ? AND kind = 'reply'", (ticket, operation_id))
        if tx.execute("SELECT 1 FROM operation WHERE id = ? AND kind = 'create'", (operation_id,)).fetchone():
            to_ticket(tx, operation_id, ticket)
    take_files(tx, message_id)


def take_files(tx: Transaction, message_id: int) -> None:
    """Give a mirrored message the bytes that its operation sent, file by file in order; a twin of it gets them too."""
    tx.execute(
        "UPDATE attachment SET local = ?, sha256 = sent.sha256, problem = NULL "
        "FROM message JOIN operation ON operation.message_id = message.id OR (operation.id = message.ref "
        "AND operation.account_id = message.account_id AND message.side = 'own') "
        "JOIN operation_file AS sent ON sent.operation_id = operation.id "
        "WHERE message.id = ?2 AND attachment.message_id = ?2 "
        "AND attachment.position = sent.position AND attachment.size = sent.size AND attachment.sha256 = ''",
        (Local.HERE.value, message_id),
    )
