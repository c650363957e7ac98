"""What a user changes on mirrored records: read state, shown notifications, requested downloads."""

from collections.abc import Iterable

from desktop.domain.remote import RemoteMessage
from desktop.domain.tickets import DownloadState
from desktop.store import reconcile
from desktop.store.changes import Kind
from desktop.store.database import WriteTransaction

_EVER = 2**63 - 1


def mark_read(tx: WriteTransaction, ticket_id: int, through_ms: int = _EVER) -> None:
    """Mark a ticket's messages up to that time as read; their notifications count as shown."""
    # the pluses have SQLite go by the few that are unread or pending; else it would look at all of the thread
    seen = tx.execute(
        "UPDATE message SET unread = 0 WHERE ticket_id = ? AND unread > 0 AND +created_ms <= ?", (ticket_id, through_ms)
    ).rowcount
    if seen:
        tx.execute(
            "UPDATE ticket SET unread = (SELECT count(*) FROM message WHERE ticket_id = ?1 AND unread > 0) "
            "WHERE id = ?1",
            (ticket_id,),
        )
        tx.changed(Kind.TICKET, ticket_id)
    pending = tx.execute(
        "SELECT a.message_id FROM alert AS a JOIN message AS m ON m.id = a.message_id "
        "WHERE +m.ticket_id = ? AND +m.created_ms <= ? AND a.shown = 0",
        (ticket_id, through_ms),
    ).fetchall()
    mark_notified(tx, [row["message_id"] for row in pending])


def mark_read_by_own_message(tx: WriteTransaction, account_id: int, ticket_id: int, message: RemoteMessage) -> None:
    """Mark as read what precedes a new message that the user wrote by mail or on another computer.

    A message sent from here may have waited for hours, and unread answers may have arrived meanwhile. So nothing is
    marked where the message may be a send of this profile.
    """
    if reconcile.was_sent_here(tx, account_id, message.ref, message.id):
        return
    if not _may_be_a_try_of_ours(tx, account_id, message.ref):
        mark_read(tx, ticket_id, message.created_ms)


def _may_be_a_try_of_ours(tx: WriteTransaction, account_id: int, ref: str) -> bool:
    """Whether a message may come from a send that the user gave up after it was tried, or from an earlier try."""
    if ref:
        return tx.execute("SELECT 1 FROM spent WHERE id = ?", (ref,)).fetchone() is not None
    # the plus has SQLite go by those with a reference: where there are none it would read all messages of the account
    tells_references = "SELECT 1 FROM message WHERE +account_id = ? AND side = 'own' AND ref <> '' LIMIT 1"
    if tx.execute(tells_references, (account_id,)).fetchone() is not None:
        # then only what did not come from an app has none
        return False
    query = "SELECT 1 FROM spent UNION ALL SELECT 1 FROM operation WHERE account_id = ? AND attempts > 1"
    return tx.execute(query, (account_id,)).fetchone() is not None


def mark_all_notified(tx: WriteTransaction, account_id: int) -> None:
    """Mark the notification of every answer as shown."""
    if tx.execute(
        "UPDATE alert SET shown = 1 WHERE account_id = ? AND shown = 0 AND message_id IN "
        "(SELECT id FROM message WHERE ticket_id IS NOT NULL)",
        (account_id,),
    ).rowcount:
        tx.changed(Kind.NOTIFICATION)


def request_download(tx: WriteTransaction, attachment_id: int) -> None:
    """Request the download of an attachment that is not here."""
    for row in tx.execute(
        "UPDATE attachment SET local = ?, problem = NULL WHERE id = ? AND local IN (?, ?) "
        "RETURNING (SELECT ticket_id FROM message WHERE message.id = attachment.message_id) AS ticket_id",
        (DownloadState.REQUESTED.value, attachment_id, DownloadState.NOT_DOWNLOADED.value, DownloadState.FAILED.value),
    ).fetchall():
        if row["ticket_id"] is not None:
            tx.changed(Kind.TICKET, row["ticket_id"])


def mark_notified(tx: WriteTransaction, message_ids: Iterable[int]) -> None:
    """Mark the notifications of these answers as shown."""
    for message_id in message_ids:
        if tx.execute("UPDATE alert SET shown = 1 WHERE message_id = ? AND shown = 0", (message_id,)).rowcount:
            tx.changed(Kind.NOTIFICATION, message_id)
