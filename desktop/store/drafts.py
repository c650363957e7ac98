"""What a user is writing, on disk from the first second."""

from dataclasses import replace

from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.language.surrogates import encodable
from desktop.domain.references.evidence import dumped
from desktop.store import rows
from desktop.store.changes import Kind
from desktop.store.database import WriteTransaction
from desktop.store.rows import Queryable


def keep(tx: WriteTransaction, draft: Draft) -> None:
    """Write a draft in place of what was stored under its id. Lone surrogates become U+FFFD, which no key types.

    A late save of a draft that was accepted for sending meanwhile changes nothing; with other text than was
    accepted, or after that send was given up, it raises ALREADY_SENT, so that the difference can be kept under another
    id.
    """
    if is_key_retired(tx, draft.id):
        raise OtetError(ErrorCode.ALREADY_SENT)
    if _was_accepted(tx, draft):
        return
    draft = linked(tx, draft)
    is_new = tx.execute("SELECT 1 FROM draft WHERE id = ?", (draft.id,)).fetchone() is None
    tx.execute(
        "INSERT INTO draft (id, account_id, ticket_id, parent_id, department, subject, body, caret, created_ms, "
        "updated_ms, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "account_id = excluded.account_id, ticket_id = excluded.ticket_id, parent_id = excluded.parent_id, "
        "department = excluded.department, subject = excluded.subject, body = excluded.body, caret = excluded.caret, "
        "created_ms = excluded.created_ms, updated_ms = excluded.updated_ms, "
        "evidence = excluded.evidence",
        (
            draft.id,
            draft.account_id,
            draft.ticket_id,
            draft.parent_id,
            draft.department,
            encodable(draft.subject),
            encodable(draft.body),
            draft.caret,
            draft.created_ms,
            draft.updated_ms,
            encodable(dumped(draft.evidence)),
        ),
    )
    rows.keep_files(tx, "draft_file", draft.id, draft.files)
    _publish(tx, draft, row=is_new)


def is_key_retired(connection: Queryable, id: str) -> bool:
    """Whether a text left under that id and was given up afterwards, so that the help desk may know it."""
    return connection.execute("SELECT 1 FROM spent WHERE id = ?", (id,)).fetchone() is not None


def _was_accepted(tx: WriteTransaction, draft: Draft) -> bool:
    found = rows.operations(tx, "id = ?", (draft.id,))
    if not found:
        return False
    sent = found[0]
    if (sent.department, sent.subject, sent.body, sent.files, sent.evidence) != (
        draft.department,
        encodable(draft.subject),
        encodable(draft.message),
        draft.files,
        draft.evidence,
    ):
        raise OtetError(ErrorCode.ALREADY_SENT)
    return True


def linked(tx: WriteTransaction, draft: Draft) -> Draft:
    """A reply to a create goes to its ticket as soon as there is one; without the create it is a ticket of its own."""
    if draft.parent_id is None or draft.ticket_id is not None:
        return draft
    parent = tx.execute("SELECT ticket_id FROM operation WHERE id = ?", (draft.parent_id,)).fetchone()
    if parent is None:
        return replace(draft, parent_id=None)
    return replace(draft, ticket_id=parent["ticket_id"])


def _publish(tx: WriteTransaction, draft: Draft, *, row: bool) -> None:
    tx.changed(Kind.DRAFT, draft.id)
    if row and draft.ticket_id is not None:
        tx.changed(Kind.TICKET, draft.ticket_id)
    elif row and draft.parent_id is not None:
        tx.changed(Kind.OPERATION, draft.parent_id)


def get(connection: Queryable, draft_id: str) -> Draft | None:
    """The draft with that id."""
    found = rows.drafts(connection, "id = ?", (draft_id,))
    return found[0] if found else None


def all(connection: Queryable, account_id: int) -> tuple[Draft, ...]:
    """Every draft of an account, replies too, newest first."""
    return rows.drafts(connection, "account_id = ?", (account_id,))


def reply_to(
    connection: Queryable, account_id: int, *, ticket_id: int | None = None, parent_id: str | None = None
) -> Draft | None:
    """The newest unsent reply to a ticket, or to a create that still waits."""
    if ticket_id is not None:
        found = rows.drafts(connection, "account_id = ? AND ticket_id = ?", (account_id, ticket_id))
    else:
        found = rows.drafts(connection, "account_id = ? AND parent_id = ?", (account_id, parent_id))
    return found[0] if found else None


def discard(tx: WriteTransaction, draft_id: str) -> None:
    """Remove a draft; its bytes go when nothing else refers to them."""
    draft = get(tx, draft_id)
    if draft is not None:
        tx.execute("DELETE FROM draft WHERE id = ?", (draft_id,))
        _publish(tx, draft, row=True)
