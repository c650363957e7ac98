"""Restores from the backups what the database lacks or has otherwise: the checksummed copy wins."""

from collections.abc import Mapping
from typing import Any

from desktop.domain.errors import ErrorCode, Problem
from desktop.store.recovery.backup_files import Record, each
from desktop.store.recovery.backups import (
    ACCOUNT,
    ACCOUNT_COLUMNS,
    DRAFT,
    DRAFT_COLUMNS,
    FILE_COLUMNS,
    OPERATION,
    account_record,
    text_record,
)
from desktop.store.recovery.integrity import is_sound
from desktop.store.rows import Queryable, placeholders, problem_json

Row = dict[str, Any]
_STATE_COLUMNS = ("state", "attempts", "not_before_ms", "problem", "remote_ticket", "remote_message")
_INTENT: Row = {"state": "intent", "attempts": 1, "not_before_ms": 0}


def differs(connection: Queryable, records: Mapping[str, Record]) -> bool:
    """Whether `restore` would change anything in a database that is sound in itself."""
    for record in each(records, ACCOUNT):
        if account_record(connection, record["row"]["id"]) != record:
            return True
    if any(_is_wanted(connection, record) for kind in (DRAFT, OPERATION) for record in each(records, kind)):
        return True
    return bool(_without_copy(connection, records))


def restore(tx: Queryable, records: Mapping[str, Record], states: Mapping[str, Row]) -> None:
    """Write what is backed up; `states` are the states of outbox items that a damaged file still had.

    An item of unknown state may have been sent: it is treated like one that was interrupted by a crash.
    """
    for record in each(records, ACCOUNT):
        _account(tx, record["row"])
    operations = sorted(each(records, OPERATION), key=lambda record: int(record["row"]["seq"]))
    for record in (*operations, *each(records, DRAFT)):
        if _is_wanted(tx, record) and _has_account(tx, record["row"]["account_id"]):
            _text(tx, record, states.get(record["row"]["id"], _INTENT))
    for id in _without_copy(tx, records):
        # it may have been sent, and a damaged journal has lost that
        tx.execute("UPDATE operation SET state = 'intent', attempts = 1 WHERE id = ?", (id,))


def sound_state(tx: Queryable, row: Row) -> Row | None:
    """The state of a salvaged outbox item, None where it is invalid or done."""
    state = {name: row[name] for name in _STATE_COLUMNS if name in row}
    return state if state.get("state") != "done" and is_sound(tx, "operation", state) else None


def unverified(row: Row) -> Row:
    """A salvaged outbox item without a backup: its text may be damaged, so the user looks at it first."""
    problem = problem_json(Problem(ErrorCode.DATABASE_DAMAGED))
    return {**row, "state": "needs_user", "not_before_ms": 0, "problem": problem}


def _without_copy(connection: Queryable, records: Mapping[str, Record]) -> list[str]:
    found = connection.execute("SELECT id FROM operation WHERE state = 'queued' AND attempts = 0").fetchall()
    return [row["id"] for row in found if row["id"] not in records]


def _is_wanted(connection: Queryable, record: Record) -> bool:
    row = record["row"]
    found = connection.execute("SELECT state FROM operation WHERE id = ?", (row["id"],)).fetchone()
    if found is not None and (found["state"] == "done" or record["kind"] == DRAFT):
        # it is done, or the program ended before its undo
        return False
    known = text_record(connection, row["id"])
    if known is None:
        return True
    return _words(known) != _words(record) and not _is_overtaken(known, record)


def _is_overtaken(known: Record, record: Record) -> bool:
    # backups of drafts are not flushed: after a power cut an older one may be what is left
    are_drafts = known["kind"] == record["kind"] == DRAFT
    return are_drafts and bool(known["row"]["updated_ms"] > record["row"]["updated_ms"])


def _words(record: Record) -> tuple[object, ...]:
    row = record["row"]
    return record["kind"], row["department"], row["subject"], row["body"], row.get("evidence", ""), record["files"]


def _has_account(tx: Queryable, id: int) -> bool:
    return tx.execute("SELECT 1 FROM account WHERE id = ?", (id,)).fetchone() is not None


def _account(tx: Queryable, row: Row) -> None:
    settings = ", ".join(f"{name} = excluded.{name}" for name in ACCOUNT_COLUMNS)
    insert(tx, "account", row, f"ON CONFLICT (id) DO UPDATE SET {settings}")


def _text(tx: Queryable, record: Record, state: Row) -> None:
    row = {**record["row"], "ticket_id": _ticket(tx, record)}
    table = "draft" if record["kind"] == DRAFT else "operation"
    if table == "operation":
        tx.execute("DELETE FROM draft WHERE id = ?", (row["id"],))
        receipt = record.get("receipt")
        row |= {"state": "done", "not_before_ms": 0, **receipt} if receipt else state
        row["ticket_id"] = row["ticket_id"] if row["kind"] == "reply" else None
        if tx.execute("SELECT 1 FROM operation WHERE seq = ? AND id <> ?", (row["seq"], row["id"])).fetchone():
            del row["seq"]
    kept = DRAFT_COLUMNS if table == "draft" else ("department", "subject", "body", "caret", "evidence")
    settings = ", ".join(f"{name} = excluded.{name}" for name in kept)
    insert(tx, table, row, f"ON CONFLICT (id) DO UPDATE SET {settings}")
    tx.execute(f"DELETE FROM {table}_file WHERE {table}_id = ?", (row["id"],))
    for file in record["files"]:
        insert(tx, f"{table}_file", {f"{table}_id": row["id"], **{name: file[name] for name in FILE_COLUMNS}})


def _ticket(tx: Queryable, record: Record) -> int | None:
    """The local id of the ticket that a reply goes to; the ticket is inserted again where it is missing."""
    ticket = record["ticket"]
    if ticket is None:
        return None
    known = tx.execute(
        "SELECT id FROM ticket WHERE account_id = ? AND remote_id = ?", (ticket["account_id"], ticket["remote_id"])
    ).fetchone()
    if known is None:
        if tx.execute("SELECT 1 FROM ticket WHERE id = ?", (ticket["id"],)).fetchone():
            ticket = {name: value for name, value in ticket.items() if name != "id"}
        insert(tx, "ticket", {**ticket, "updated_ms": ticket["created_ms"], "activity_ms": ticket["created_ms"]})
        return _ticket(tx, record)
    return int(known["id"])


def insert(tx: Queryable, table: str, row: Row, otherwise: str = "") -> None:
    """Insert a row; `otherwise` is the SQL for a conflict."""
    tx.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({placeholders(list(row))}) {otherwise}", list(row.values())
    )
