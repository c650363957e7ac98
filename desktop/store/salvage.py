"""Brings what a person wrote out of a damaged database: drafts and unfinished sends; the rest syncs again."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from desktop.domain.errors import OtetError
from desktop.store.rows import Reads, marks

Row = dict[str, Any]


def salvage(damaged: Reads, fresh: Reads) -> tuple[int, int]:
    """Copy all that can be read into an empty database; returns how many drafts and how many sends.

    Accounts keep their ids (the key store has tokens under them) but are mirrored from the beginning.
    """
    for account in _rows(damaged, "account"):
        _insert(fresh, "account", {**account, "cursor": "", "synced_ms": 0})
    drafts = list(_rows(damaged, "draft"))
    operations = _unfinished(list(_rows(damaged, "operation")))
    tickets = _tickets(damaged, fresh, [row.get("ticket_id") for row in (*drafts, *operations)])
    kept_operations = _copy_operations(fresh, operations, tickets)
    drafts += _stranded(operations, kept_operations)
    kept_drafts = {
        row["id"]
        for row in drafts
        if _insert(fresh, "draft", {**row, "ticket_id": row["ticket_id"] if row["ticket_id"] in tickets else None})
    }
    files = list(_rows(damaged, "operation_file"))
    for file in (*_rows(damaged, "draft_file"), *(_of_draft(file) for file in files)):
        if file["draft_id"] in kept_drafts:
            _insert(fresh, "draft_file", file)
    for file in files:
        if file["operation_id"] in kept_operations:
            _insert(fresh, "operation_file", file)
    waiting = {row["id"] for row in operations if row["state"] != "done"} & kept_operations
    return len(kept_drafts), len(waiting)


def _rows(damaged: Reads, table: str) -> Iterator[Row]:
    """The readable rows of a table: from its beginning up to the damage, then from its end."""
    seen: set[tuple[Any, ...]] = set()
    for order in ("ASC", "DESC"):
        try:
            for row in damaged.execute(f"SELECT * FROM {table} ORDER BY 1 {order}"):
                if tuple(row) not in seen:
                    seen.add(tuple(row))
                    yield dict(zip(row.keys(), row, strict=True))
        except (OtetError, sqlite3.Error):
            continue
        return


def _unfinished(operations: list[Row]) -> list[Row]:
    """Sends that are not through, and the creates that they were written on, in their order."""
    waiting = [row for row in operations if row["state"] != "done"]
    parents = {row["parent_id"] for row in waiting}
    return sorted(
        (row for row in operations if row["state"] != "done" or row["id"] in parents),
        key=lambda row: str(row["seq"]).zfill(20),
    )


def _tickets(damaged: Reads, fresh: Reads, ids: Sequence[int | None]) -> set[int]:
    """Copy the tickets that something is written to, so that it still knows where it goes."""
    wanted = sorted({id for id in ids if isinstance(id, int)})
    kept: set[int] = set()
    for id in wanted:
        try:
            found = [
                dict(zip(row.keys(), row, strict=True))
                for row in damaged.execute("SELECT * FROM ticket WHERE id = ?", (id,))
            ]
        except (OtetError, sqlite3.Error):
            continue
        kept |= {row["id"] for row in found if _insert(fresh, "ticket", row)}
    return kept


def _copy_operations(fresh: Reads, operations: list[Row], tickets: set[int]) -> set[str]:
    """Copy sends whose way is still known: a create, a reply to a kept ticket, or to a kept create."""
    kept: set[str] = set()
    for row in operations:
        ticket = row["ticket_id"] if row["ticket_id"] in tickets else None
        is_known = row["kind"] == "create" or ticket is not None or row["parent_id"] in kept
        if is_known and _insert(fresh, "operation", {**row, "ticket_id": ticket, "message_id": None}):
            kept.add(row["id"])
    return kept


def _stranded(operations: list[Row], kept: set[str]) -> list[Row]:
    """Sends that do not know where to go any more, as drafts."""
    return [
        {
            **{name: row[name] for name in ("id", "account_id", "department", "subject", "body", "caret")},
            "ticket_id": None,
            "parent_id": None,
            "created_ms": row["draft_created_ms"],
            "updated_ms": row["created_ms"],
        }
        for row in operations
        if row["id"] not in kept and row["state"] != "done"
    ]


def _of_draft(file: Row) -> Row:
    return {"draft_id": file["operation_id"], **{name: file[name] for name in file if name != "operation_id"}}


def _insert(fresh: Reads, table: str, row: Row) -> bool:
    """Insert a row with the columns that there are now; one that breaks a rule (damage did that) is left out."""
    columns = [found["name"] for found in fresh.execute(f"PRAGMA table_info({table})") if found["name"] in row]
    try:
        inserted = fresh.execute(
            f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks(columns)})",
            [row[name] for name in columns],
        )
    except sqlite3.IntegrityError:
        return False
    return inserted.rowcount > 0
