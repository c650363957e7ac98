"""Salvages drafts and unfinished outbox items from a damaged database; everything else is synced again."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.domain.errors import OtetError
from desktop.domain.references.evidence import dumped, loaded, without_evidence
from desktop.store.recovery.backup_files import Record
from desktop.store.recovery.integrity import is_sound
from desktop.store.recovery.restore import restore, sound_state, unverified
from desktop.store.rows import Queryable, placeholders

Row = dict[str, Any]


def salvage(damaged: Queryable | None, fresh: Queryable, records: Mapping[str, Record]) -> None:
    """Fill an empty database from the backups, and with what else can be read.

    Accounts keep their ids (the key store has tokens under them) but are mirrored from the beginning.
    """
    operations = _sound(fresh, damaged, "operation")
    states = {row["id"]: state for row in operations if (state := sound_state(fresh, row)) is not None}
    restore(fresh, records, states)
    if damaged is None:
        return
    for account in _rows(damaged, "account"):
        if is_sound(fresh, "account", account) and not _insert(
            fresh, "account", {**account, "cursor": "", "synced_ms": 0, "unreadable_dropped": 0}
        ):
            fresh.execute("UPDATE account SET info = ? WHERE id = ?", (account["info"], account["id"]))
    _copy_others(damaged, fresh, [unverified(row) if row["state"] != "done" else row for row in operations])


def _copy_others(damaged: Queryable, fresh: Queryable, operations: list[Row]) -> None:
    """Copy drafts and outbox items without a backup; one with a text that is here already is a damaged copy of it."""
    known = {
        _words(dict(row))
        for table in ("draft", "operation")
        for row in fresh.execute(f"SELECT subject, body, evidence FROM {table}")
    }
    ids = {row["id"] for table in ("draft", "operation") for row in fresh.execute(f"SELECT id FROM {table}")}
    drafts = [row for row in _sound(fresh, damaged, "draft") if _is_other(row, ids, known)]
    operations = [row for row in _unfinished(operations) if _is_other(row, ids, known)]
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


def _is_other(row: Row, ids: set[str], known: set[tuple[str, str, str]]) -> bool:
    return row["id"] not in ids and _words(row) not in known


def _words(row: Row) -> tuple[str, str, str]:
    # an older app's rows have no evidence
    return row["subject"], row["body"], row.get("evidence", "")


def _sound(fresh: Queryable, damaged: Queryable | None, table: str) -> list[Row]:
    return [] if damaged is None else [row for row in _rows(damaged, table) if is_sound(fresh, table, row)]


def _rows(damaged: Queryable, table: str) -> Iterator[Row]:
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
    """Outbox items that are not done, and the creates that they reply to, in their order."""
    waiting = [row for row in operations if row["state"] != "done"]
    parents = {row["parent_id"] for row in waiting}
    return sorted(
        (row for row in operations if row["state"] != "done" or row["id"] in parents),
        key=lambda row: str(row["seq"]).zfill(20),
    )


def _tickets(damaged: Queryable, fresh: Queryable, ids: Sequence[int | None]) -> set[int]:
    """Copy the tickets that replies go to."""
    wanted = sorted({id for id in ids if isinstance(id, int)})
    for id in wanted:
        try:
            found = [
                dict(zip(row.keys(), row, strict=True))
                for row in damaged.execute("SELECT * FROM ticket WHERE id = ?", (id,))
            ]
        except (OtetError, sqlite3.Error):
            continue
        for row in found:
            if is_sound(fresh, "ticket", row):
                _insert(fresh, "ticket", row)
    kept = {row["id"] for row in fresh.execute("SELECT id FROM ticket")}
    return kept & set(wanted)


def _copy_operations(fresh: Queryable, operations: list[Row], tickets: set[int]) -> set[str]:
    """Copy outbox items with a known destination: a create, a reply to a kept ticket, or to a kept create."""
    kept: set[str] = set()
    for row in operations:
        ticket = row["ticket_id"] if row["ticket_id"] in tickets else None
        is_known = row["kind"] == "create" or ticket is not None or row["parent_id"] in kept
        if is_known and _insert(fresh, "operation", {**row, "ticket_id": ticket, "message_id": None}):
            kept.add(row["id"])
    return kept


def _stranded(operations: list[Row], kept: set[str]) -> list[Row]:
    """Outbox items without a destination, as drafts."""
    return [
        {
            **{name: row[name] for name in ("id", "account_id", "department", "subject", "caret")},
            "body": text,
            "evidence": dumped(evidence),
            "ticket_id": None,
            "parent_id": None,
            "created_ms": row["draft_created_ms"],
            "updated_ms": row["created_ms"],
        }
        for row in operations
        if row["id"] not in kept and row["state"] != "done"
        for text, evidence in [without_evidence(row["body"], loaded(row.get("evidence", "")))]
    ]


def _of_draft(file: Row) -> Row:
    return {"draft_id": file.get("operation_id"), **{name: file[name] for name in file if name != "operation_id"}}


def _insert(fresh: Queryable, table: str, row: Row) -> bool:
    """Insert a row with the columns that there are now; one that breaks a rule (damage did that) is left out."""
    columns = [found["name"] for found in fresh.execute(f"PRAGMA table_info({table})") if found["name"] in row]
    try:
        inserted = fresh.execute(
            f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({placeholders(columns)})",
            [row[name] for name in columns],
        )
    except sqlite3.IntegrityError:
        return False
    return inserted.rowcount > 0
