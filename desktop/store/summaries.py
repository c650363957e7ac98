"""Updates the fields of a ticket that summarise its messages in the list."""

from collections.abc import Iterable
from sqlite3 import Row

from desktop.domain.folds import loaded, unfolded_line
from desktop.domain.tickets import PLACEHOLDER_SNIPPET, Side
from desktop.store.database import WriteTransaction
from desktop.store.read import duplicates
from desktop.store.rows import snippet


def refresh(tx: WriteTransaction, ticket_ids: Iterable[int]) -> None:
    """Update these tickets after they or their messages changed."""
    ticket_ids = set(ticket_ids)
    for ticket_id in sorted(ticket_ids):
        _summarise(tx, ticket_id)
    duplicates.update_hidden(tx, sorted(ticket_ids))


def _summarise(tx: WriteTransaction, ticket_id: int) -> None:
    """Update the snippet, the time, the side and the unread count of a ticket."""
    last = tx.execute(
        "SELECT body, folds, placeholder, side, created_ms FROM message AS m "
        f"WHERE ticket_id = ? AND {duplicates.IS_FIRST} ORDER BY created_ms DESC, id DESC LIMIT 1",
        (ticket_id,),
    ).fetchone()
    tx.execute(
        "UPDATE ticket SET activity_ms = coalesce(?1, created_ms), snippet = ?2, snippet_side = ?3, "
        "unread = (SELECT count(*) FROM message WHERE ticket_id = ?4 AND unread > 0), "
        "has_attachments = EXISTS (SELECT 1 FROM message AS m JOIN attachment AS a ON a.message_id = m.id "
        "WHERE m.ticket_id = ?4) WHERE id = ?4",
        (
            last["created_ms"] if last else None,
            _snippet(last) if last else "",
            last["side"] if last else Side.OWN.value,
            ticket_id,
        ),
    )


def _snippet(message: Row) -> str:
    if message["placeholder"]:
        return PLACEHOLDER_SNIPPET
    return snippet(unfolded_line(message["body"], loaded(message["folds"], message["body"])))
