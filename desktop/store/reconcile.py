"""Reconciles outbox items with the tickets and messages that they became; used by the outbox and the mirror."""

import unicodedata

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.operations import OperationState
from desktop.domain.tickets import DownloadState
from desktop.store.changes import Kind
from desktop.store.database import WriteTransaction
from desktop.store.rows import problem_json


def with_ticket(tx: WriteTransaction, operation_id: str, ticket_id: int) -> None:
    """Link a create with its ticket, and everything that was written to it meanwhile."""
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


def with_message(tx: WriteTransaction, operation_id: str, message_id: int) -> None:
    """Link an outbox item with its message: it is done, and its files need no download.

    A message with other content is not what was sent, and must not hide it. Where only the key says that it is, the
    next try finds out what the help desk has under that key; where a receipt has said so, the user decides.
    """
    operation = tx.execute("SELECT state FROM operation WHERE id = ?", (operation_id,)).fetchone()
    if operation["state"] == OperationState.DONE.value:
        if not _has_same_text(tx, operation_id, message_id):
            mark_conflict(tx, operation_id)
            return
    elif not _has_same_content(tx, operation_id, message_id):
        return
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
            with_ticket(tx, operation_id, ticket)
    adopt_files(tx, message_id)


def was_sent_here(tx: WriteTransaction, account_id: int, ref: str, remote_message: str) -> bool:
    """Whether a message at the help desk, by its reference or remote id, was or may have been sent from this outbox.

    Without a reference it may be any that was tried and whose fate is unknown.
    """
    query = (
        "SELECT 1 FROM operation WHERE account_id = ?1 AND (id = ?2 OR (remote_message <> '' AND remote_message = ?3) "
        "OR (?2 = '' AND attempts > 0 AND remote_message = '' AND message_id IS NULL))"
    )
    return tx.execute(query, (account_id, ref, remote_message)).fetchone() is not None


def mark_conflict(tx: WriteTransaction, operation_id: str, problem: Problem | None = None) -> None:
    """The help desk has other content under an outbox item's reference: the user decides, and the key is retired.

    What is mirrored under the key is that other content, so the links to it are removed.
    """
    unlink(tx, operation_id)
    tx.execute(
        "UPDATE operation SET state = ?, problem = ?, not_before_ms = 0 WHERE id = ?",
        (OperationState.NEEDS_USER.value, problem_json(problem or Problem(ErrorCode.REF_CONFLICT)), operation_id),
    )


def unlink(tx: WriteTransaction, operation_id: str) -> None:
    """Retire a key under which the help desk has other content, and remove the links made by that key."""
    tx.execute("INSERT OR IGNORE INTO spent (id) VALUES (?)", (operation_id,))
    tx.execute("UPDATE operation SET remote_ticket = '', remote_message = '' WHERE id = ?", (operation_id,))
    tx.changed(Kind.OPERATION, operation_id)
    found = tx.execute(
        "SELECT ticket_id FROM operation WHERE id = ? AND kind = 'create' AND ticket_id IS NOT NULL", (operation_id,)
    ).fetchone()
    if found is None:
        return
    tx.changed(Kind.TICKET, found["ticket_id"])
    tx.execute("UPDATE operation SET ticket_id = NULL WHERE id = ?", (operation_id,))
    for kind, table, where in ((Kind.OPERATION, "operation", "message_id IS NULL"), (Kind.DRAFT, "draft", "true")):
        for row in tx.execute(
            f"UPDATE {table} SET ticket_id = NULL WHERE parent_id = ? AND ticket_id = ? AND {where} RETURNING id",
            (operation_id, found["ticket_id"]),
        ).fetchall():
            tx.changed(kind, row["id"])


def _has_same_content(tx: WriteTransaction, operation_id: str, message_id: int) -> bool:
    """Whether a message has the text of an outbox item and as many files."""
    sent, found = _bodies(tx, operation_id, message_id)
    # help desks may trim a text or write its line ends otherwise
    if sent != found and sent.split() != found.split():
        return False
    files, attached = (
        tx.execute(f"SELECT count(*) AS files FROM {table} WHERE {owner} = ?", (id,)).fetchone()["files"]
        for table, owner, id in (
            ("operation_file", "operation_id", operation_id),
            ("attachment", "message_id", message_id),
        )
    )
    return bool(files == attached)


def _has_same_text(tx: WriteTransaction, operation_id: str, message_id: int) -> bool:
    """Whether the message that a receipt names has the text of the outbox item.

    Case, spaces and control characters do not count, nor do files: help desks clean texts, and files may be
    unreadable here. A placeholder says nothing either way.
    """
    sent, found = _bodies(tx, operation_id, message_id)
    is_placeholder = tx.execute("SELECT placeholder FROM message WHERE id = ?", (message_id,)).fetchone()["placeholder"]
    return bool(is_placeholder) or sent == found or _letters(sent) == _letters(found)


def _bodies(tx: WriteTransaction, operation_id: str, message_id: int) -> tuple[str, str]:
    sent, found = (
        str(tx.execute(f"SELECT body FROM {table} WHERE id = ?", (id,)).fetchone()["body"])
        for table, id in (("operation", operation_id), ("message", message_id))
    )
    return sent, found


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if unicodedata.category(char)[0] not in "CZ")


def adopt_files(tx: WriteTransaction, message_id: int) -> None:
    """Give a mirrored message, and a duplicate of it, the bytes that its outbox item sent, file by file."""
    tx.execute(
        "UPDATE attachment SET local = ?, sha256 = sent.sha256, problem = NULL "
        "FROM message JOIN operation ON operation.message_id = message.id OR (operation.id = message.ref "
        "AND operation.account_id = message.account_id AND message.side = 'own' AND operation.state = 'done') "
        "JOIN operation_file AS sent ON sent.operation_id = operation.id "
        "WHERE message.id = ?2 AND attachment.message_id = ?2 "
        "AND attachment.position = sent.position AND attachment.size = sent.size AND attachment.sha256 = ''",
        (DownloadState.DOWNLOADED.value, message_id),
    )
