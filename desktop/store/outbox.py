"""The outbox: accepted messages; every step of a delivery is one committed change of state.

Functions such as `to_draft` and `retry` return None or False where the operation is no longer in a state that allows
it; the check and the change are one statement or one transaction.
"""

from dataclasses import replace

from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.ids import IdSource
from desktop.domain.language.surrogates import encodable
from desktop.domain.operations import Operation, OperationKind, OperationState
from desktop.domain.references.evidence import dumped, without_evidence
from desktop.domain.remote import Receipt
from desktop.store import drafts, reconcile, rows
from desktop.store.changes import Kind
from desktop.store.database import WriteTransaction
from desktop.store.rows import Queryable
from desktop.values import dataclass

QUEUED, INTENT, UNKNOWN, NEEDS_USER, DONE = (
    state.value
    for state in (
        OperationState.QUEUED,
        OperationState.INTENT,
        OperationState.UNKNOWN,
        OperationState.NEEDS_USER,
        OperationState.DONE,
    )
)


def accept(tx: WriteTransaction, draft: Draft, *, operation_id: str, now_ms: int, not_before_ms: int) -> None:
    """Freeze a draft into an operation and remove the draft; a second time with the same id changes nothing.

    Raises ALREADY_SENT where another text was accepted under that id, or where the help desk may know the id from a
    text that was discarded.
    """
    if drafts.is_key_retired(tx, operation_id):
        raise OtetError(ErrorCode.ALREADY_SENT)
    parent = tx.execute("SELECT ticket_id FROM operation WHERE id = ?", (draft.parent_id,)).fetchone()
    ticket_id = parent["ticket_id"] if parent is not None and draft.ticket_id is None else draft.ticket_id
    is_new = tx.execute(
        "INSERT INTO operation (id, account_id, kind, state, ticket_id, parent_id, department, subject, body, caret, "
        "created_ms, draft_created_ms, not_before_ms, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO NOTHING",
        (
            operation_id,
            draft.account_id,
            (OperationKind.REPLY if draft.is_reply else OperationKind.CREATE).value,
            QUEUED,
            ticket_id,
            draft.parent_id,
            draft.department,
            encodable(draft.subject),
            encodable(draft.message),
            draft.caret,
            now_ms,
            draft.created_ms,
            not_before_ms,
            encodable(dumped(draft.evidence)),
        ),
    ).rowcount
    if is_new:
        rows.keep_files(tx, "operation_file", operation_id, draft.files)
        _publish(tx, operation_id)
    elif not _holds(tx, operation_id, draft):
        raise OtetError(ErrorCode.ALREADY_SENT)
    drafts.discard(tx, draft.id)


def _holds(tx: WriteTransaction, operation_id: str, draft: Draft) -> bool:
    (sent,) = rows.operations(tx, "id = ?", (operation_id,))
    return (sent.subject, sent.body, sent.evidence) == (
        encodable(draft.subject),
        encodable(draft.message),
        draft.evidence,
    )


_AT_REST = f"state IN ('{QUEUED}', '{NEEDS_USER}')"
# What is being sent, or may have arrived, cannot be changed by the user.


def to_draft(tx: WriteTransaction, operation_id: str, *, new_id: IdSource) -> Draft | None:
    """Turn an operation that waits, or that needs the user, into a draft; None when it is being sent or was.

    One that was never tried keeps its id. Otherwise the help desk may know the id, so the draft gets a
    new one and the old one is retired.
    """
    found = rows.operations(tx, f"id = ? AND {_AT_REST}", (operation_id,))
    if not found:
        return None
    was_tried = bool(found[0].attempts) or found[0].state is OperationState.NEEDS_USER
    draft = _draft_of(tx, found[0], new_id() if was_tried else operation_id)
    _remove(tx, found[0])
    drafts.keep(tx, draft)
    return draft


def discard(tx: WriteTransaction, operation_id: str) -> bool:
    """Discard an operation that waits or needs the user; replies that waited for it become drafts."""
    found = rows.operations(tx, f"id = ? AND {_AT_REST}", (operation_id,))
    for operation in found:
        _remove(tx, operation)
    return bool(found)


def _draft_of(tx: WriteTransaction, operation: Operation, draft_id: str) -> Draft:
    row = tx.execute("SELECT caret, draft_created_ms FROM operation WHERE id = ?", (operation.id,)).fetchone()
    body, evidence = without_evidence(operation.body, operation.evidence)
    return Draft(
        id=draft_id,
        account_id=operation.account_id,
        ticket_id=operation.ticket_id,
        parent_id=operation.parent_id,
        department=operation.department,
        subject=operation.subject,
        body=body,
        caret=row["caret"],
        files=operation.files,
        created_ms=row["draft_created_ms"],
        updated_ms=operation.created_ms,
        evidence=evidence,
    )


def _remove(tx: WriteTransaction, operation: Operation) -> None:
    _publish(tx, operation.id)
    _free_children(tx, operation)
    tx.execute("DELETE FROM operation WHERE id = ?", (operation.id,))
    if operation.attempts:
        tx.execute("INSERT OR IGNORE INTO spent (id) VALUES (?)", (operation.id,))


def _free_children(tx: WriteTransaction, create: Operation) -> None:
    """Replies to a create that leaves the outbox stay as drafts with its subject, so that no text is lost."""
    for child in rows.operations(tx, "parent_id = ? AND state <> 'done'", (create.id,)):
        draft = _draft_of(tx, child, child.id)
        tx.execute("DELETE FROM operation WHERE id = ?", (child.id,))
        tx.changed(Kind.OPERATION, child.id)
        drafts.keep(tx, replace(draft, parent_id=None, department=create.department, subject=create.subject))
    for draft in rows.drafts(tx, "parent_id = ?", (create.id,)):
        drafts.keep(tx, replace(draft, parent_id=None, department=create.department, subject=create.subject))


def retry(tx: WriteTransaction, operation_id: str) -> bool:
    """Send now: what needed the user is queued again under the same key, what waits stops waiting.

    What is in doubt stays so: only a look-up can tell that it did not arrive. A retired key is never used again.
    """
    if drafts.is_key_retired(tx, operation_id):
        return False
    return _move(
        tx,
        operation_id,
        "state = CASE state WHEN 'needs_user' THEN 'queued' ELSE state END, not_before_ms = 0, problem = NULL",
        (),
        (NEEDS_USER, QUEUED, UNKNOWN),
    )


def pause(tx: WriteTransaction, operation_id: str) -> bool:
    """Hold back what waits until `retry`; False where it is being sent, or was."""
    changes = "problem = ?, not_before_ms = 0"
    return _move(tx, operation_id, changes, (rows.problem_json(Problem(ErrorCode.PAUSED)),), (QUEUED,))


@dataclass(frozen=True)
class UploadLane:
    """Which operations have files that go ahead of them: those of more than `least_bytes`, unless they are `ready`."""

    least_bytes: int
    ready: tuple[str, ...] = ()

    @property
    def condition(self) -> str:
        """In SQL; takes `values`."""
        return f"({_FILE_BYTES} > ? AND o.id NOT IN ({rows.placeholders(self.ready)}))"

    @property
    def values(self) -> tuple[object, ...]:
        """What the condition's question marks stand for."""
        return (self.least_bytes, *self.ready)


def due(connection: Queryable, account_id: int, now_ms: int, *, uploads: UploadLane | None = None) -> Operation | None:
    """The oldest due operation that is the first unfinished one of its thread, small ones first; None if there is none.

    A line of text must not wait for minutes behind the files of another ticket. What is in the lane of `uploads` is
    left out.
    """
    left_out, values = (f"AND NOT {uploads.condition}", uploads.values) if uploads is not None else ("", ())
    return _first(connection, f"{_IN_TURN} AND o.not_before_ms <= ? {left_out}", (account_id, now_ms, *values))


def due_upload(connection: Queryable, account_id: int, now_ms: int, uploads: UploadLane) -> Operation | None:
    """The first due operation of that lane, small ones first."""
    condition = f"{_IN_TURN} AND o.not_before_ms <= ? AND {uploads.condition}"
    return _first(connection, condition, (account_id, now_ms, *uploads.values))


def next_upload_ms(connection: Queryable, account_id: int, uploads: UploadLane) -> int | None:
    """When the next operation of that lane is due, None while nothing waits in it."""
    row = connection.execute(
        f"SELECT min(o.not_before_ms) FROM operation AS o WHERE {_IN_TURN} AND {uploads.condition}",
        (account_id, *uploads.values),
    ).fetchone()
    return None if row[0] is None else int(row[0])


def _first(connection: Queryable, condition: str, values: tuple[object, ...]) -> Operation | None:
    found = rows.operations(
        connection,
        f"seq = (SELECT o.seq FROM operation AS o WHERE {condition} ORDER BY {_FILE_BYTES} > {_SMALL_BYTES}, o.seq "
        "LIMIT 1)",
        values,
    )
    return found[0] if found else None


def next_due_ms(connection: Queryable, account_id: int, *, uploads: UploadLane | None = None) -> int | None:
    """When the next operation is due, None while nothing waits; `uploads` as for `due`."""
    left_out, values = (f"AND NOT {uploads.condition}", uploads.values) if uploads is not None else ("", ())
    row = connection.execute(
        f"SELECT min(o.not_before_ms) FROM operation AS o WHERE {_IN_TURN} {left_out}", (account_id, *values)
    ).fetchone()
    return None if row[0] is None else int(row[0])


_SMALL_BYTES = 64 * 1024
_FILE_BYTES = "(SELECT total(size) FROM operation_file AS f WHERE f.operation_id = o.id)"
_IN_TURN = """
    o.account_id = ? AND o.state <> 'done' AND o.state IN ('queued', 'unknown')
    AND coalesce(json_extract(o.problem, '$.code'), '') <> 'paused'
    AND (o.kind = 'create' OR o.ticket_id IS NOT NULL
         OR EXISTS (SELECT 1 FROM operation AS p WHERE p.id = o.parent_id AND p.state = 'done'))
    AND NOT EXISTS (
        SELECT 1 FROM operation AS e
        WHERE e.account_id = o.account_id AND e.state <> 'done' AND e.seq < o.seq
        AND (e.ticket_id = o.ticket_id OR e.id = o.parent_id OR e.parent_id = o.parent_id))
"""
# A create, its replies and later replies to its ticket are one thread; one that needs the user holds back only these.


def begin(tx: WriteTransaction, operation_id: str, due_ms: int) -> bool:
    """Record the intent to send, before any byte is sent; False where the user was quicker.

    `due_ms` is the `not_before_ms` under which it was found due. The user may have undone the submit meanwhile, or
    submitted another text with more time to undo.
    """
    found = get(tx, operation_id)
    if found is None or found.not_before_ms > due_ms:
        return False
    return _move(tx, operation_id, "state = ?, attempts = attempts + 1", (INTENT,), (QUEUED, UNKNOWN))


def done(tx: WriteTransaction, operation_id: str, receipt: Receipt) -> None:
    """It is at the help desk; where the mirror has it already, the two are linked."""
    if not _move(
        tx,
        operation_id,
        "state = ?, remote_ticket = ?, remote_message = ?, problem = NULL",
        (DONE, receipt.ticket, receipt.message),
        (QUEUED, INTENT, UNKNOWN, NEEDS_USER),
    ):
        return
    here = tx.execute(
        "SELECT o.kind, t.id AS ticket_id, m.id AS message_id FROM operation AS o "
        "LEFT JOIN ticket AS t ON t.account_id = o.account_id AND t.remote_id = o.remote_ticket "
        "LEFT JOIN message AS m ON m.account_id = o.account_id AND m.remote_id = o.remote_message WHERE o.id = ?",
        (operation_id,),
    ).fetchone()
    if here["ticket_id"] is not None and here["kind"] == OperationKind.CREATE.value:
        reconcile.with_ticket(tx, operation_id, here["ticket_id"])
    if here["message_id"] is not None:
        reconcile.with_message(tx, operation_id, here["message_id"])


def unknown(tx: WriteTransaction, operation_id: str, problem: Problem, not_before_ms: int) -> None:
    """Whether it arrived is unknown; it is checked or sent again under its key at `not_before_ms`."""
    _wait(tx, operation_id, UNKNOWN, problem, not_before_ms, (QUEUED, INTENT, UNKNOWN))


def back_to_queue(tx: WriteTransaction, operation_id: str, problem: Problem, not_before_ms: int) -> None:
    """It certainly did not arrive and goes out again at `not_before_ms`."""
    _wait(tx, operation_id, QUEUED, problem, not_before_ms, (QUEUED, INTENT, UNKNOWN))


def refused(tx: WriteTransaction, operation_id: str, problem: Problem) -> None:
    """The help desk refuses it as it is: the user decides."""
    _wait(tx, operation_id, NEEDS_USER, problem, 0, (QUEUED, INTENT, UNKNOWN))


def conflict(tx: WriteTransaction, operation_id: str, problem: Problem) -> None:
    """The help desk has other content under the key: see `reconcile.mark_conflict`."""
    found = get(tx, operation_id)
    if found is not None and found.state is not OperationState.DONE:
        reconcile.mark_conflict(tx, operation_id, problem)
        _publish(tx, operation_id)


def recover(tx: WriteTransaction, account_id: int, not_before_ms: int) -> int:
    """At the start: what was being sent when the program ended may have arrived. Returns how many."""
    found = tx.execute(
        "UPDATE operation SET state = ?, not_before_ms = ? WHERE account_id = ? AND state = ? RETURNING id",
        (UNKNOWN, not_before_ms, account_id, INTENT),
    ).fetchall()
    for row in found:
        _publish(tx, row["id"])
    return len(found)


def waits_beyond(connection: Queryable, account_id: int, latest_ms: int) -> bool:
    """Whether anything waits longer than until `latest_ms`."""
    query = "SELECT 1 FROM operation WHERE account_id = ? AND state <> 'done' AND not_before_ms > ? LIMIT 1"
    return connection.execute(query, (account_id, latest_ms)).fetchone() is not None


def hold_until(tx: WriteTransaction, account_id: int, latest_ms: int) -> int:
    """The clock jumped: nothing waits longer than until `latest_ms`. Returns how many waited longer."""
    found = tx.execute(
        "UPDATE operation SET not_before_ms = ?1 WHERE account_id = ?2 AND state <> 'done' AND not_before_ms > ?1 "
        "RETURNING id",
        (latest_ms, account_id),
    ).fetchall()
    for row in found:
        _publish(tx, row["id"])
    return len(found)


def get(connection: Queryable, id: str) -> Operation | None:
    """The operation with that id."""
    found = rows.operations(connection, "id = ?", (id,))
    return found[0] if found else None


def unfinished(connection: Queryable, account_id: int) -> tuple[Operation, ...]:
    """Everything that is not at the help desk yet, oldest first."""
    return rows.operations(connection, "account_id = ? AND state <> 'done'", (account_id,))


def waiting_count(connection: Queryable, account_id: int) -> int:
    """How many operations are not at the help desk yet."""
    return sum(rows.unfinished_counts(connection, account_id))


def remote_ticket(connection: Queryable, operation_id: str) -> str:
    """The help desk's id of the ticket that a reply goes to, "" for a create."""
    row = connection.execute(
        "SELECT coalesce(t.remote_id, p.remote_ticket, '') AS remote FROM operation AS o "
        "LEFT JOIN ticket AS t ON t.id = o.ticket_id LEFT JOIN operation AS p ON p.id = o.parent_id "
        "WHERE o.id = ? AND o.kind = 'reply'",
        (operation_id,),
    ).fetchone()
    return str(row["remote"]) if row else ""


def _wait(
    tx: WriteTransaction, operation_id: str, state: str, problem: Problem, not_before_ms: int, allowed: tuple[str, ...]
) -> None:
    changes = "state = ?, problem = ?, not_before_ms = ?"
    _move(tx, operation_id, changes, (state, rows.problem_json(problem), not_before_ms), allowed)


def _move(
    tx: WriteTransaction, operation_id: str, changes: str, values: tuple[object, ...], allowed: tuple[str, ...]
) -> bool:
    moved = tx.execute(
        f"UPDATE operation SET {changes} WHERE id = ? AND state IN ({rows.placeholders(allowed)})",
        (*values, operation_id, *allowed),
    ).rowcount
    if moved:
        _publish(tx, operation_id)
    return moved > 0


def _publish(tx: WriteTransaction, operation_id: str) -> None:
    row = tx.execute("SELECT ticket_id, parent_id FROM operation WHERE id = ?", (operation_id,)).fetchone()
    tx.changed(Kind.OPERATION, operation_id)
    if row["ticket_id"] is not None:
        tx.changed(Kind.TICKET, row["ticket_id"])
    if row["parent_id"] is not None:
        tx.changed(Kind.OPERATION, row["parent_id"])
