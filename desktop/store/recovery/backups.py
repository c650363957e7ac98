"""Keeps the backup files in step with the rows: accounts, drafts and unfinished outbox items, never a token.

A draft is backed up just before its commit, so that after a crash the backup is never older than the row. An outbox
item is backed up just after it, so that what is backed up as one was certainly accepted.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desktop.store.changes import Changes, Kind
from desktop.store.recovery.backup_files import FOLDER, BackupFolder, Record
from desktop.store.rows import Queryable

ACCOUNT, DRAFT, OPERATION = "account", "draft", "operation"
ACCOUNT_COLUMNS = ("id", "connector", "address", "username", "display_name", "sign_in")
DRAFT_COLUMNS = (
    "id", "account_id", "ticket_id", "parent_id", "department", "subject", "body", "caret", "created_ms", "updated_ms",
    "evidence",
)  # fmt: skip
OPERATION_COLUMNS = (
    "id", "seq", "account_id", "kind", "ticket_id", "parent_id", "department", "subject", "body", "caret", "created_ms",
    "draft_created_ms", "evidence",
)  # fmt: skip
TICKET_COLUMNS = (
    "id", "account_id", "remote_id", "number", "number_key", "subject", "department", "status", "created_ms", "ref",
)  # fmt: skip
FILE_COLUMNS = ("position", "name", "media_type", "size", "sha256")
_RECEIPT_COLUMNS = ("remote_ticket", "remote_message")


class Backup:
    """Backs up the transactions of one database. Never raises for the disk."""

    def __init__(self, folder: Path) -> None:
        self._files = BackupFolder(folder / FOLDER)
        self._owed: set[str] = set()
        self._sends: set[str] = set()

    def load(self) -> dict[str, Record]:
        """Every intact backup, by name."""
        records = self._files.load()
        self._sends = {name for name, record in records.items() if record["kind"] == OPERATION}
        return records

    def before_commit(self, tx: Queryable, changes: Changes) -> None:
        """Back up the drafts that changed, and remove backups of what was deleted."""
        for id in _texts(changes):
            record = text_record(tx, id)
            if record is not None and record["kind"] == DRAFT:
                # an undone submit must not be found as an outbox item after a power cut
                if self._files.write(id, record, durable=id in self._sends):
                    self._sends.discard(id)
            elif record is None and id in self._files and not _is_known(tx, id):
                # discarded: it must not come back after a power cut
                self._files.remove(id, durable=True)
        for id in changes.ids(Kind.ACCOUNT):
            if account_record(tx, id) is None:
                self._files.remove(_account_name(id), durable=True)
                for name in self._files.names():
                    if not name.startswith(_account_name("")) and text_record(tx, name) is None:
                        self._files.remove(name, durable=True)

    def after_commit(self, connection: Queryable, changes: Changes) -> None:
        """Back up the accepted outbox items, and remove those that are done."""
        for id in {*_texts(changes), *self._owed}:
            record = text_record(connection, id)
            if record is None:
                self._files.remove(id)
            elif record["kind"] == OPERATION:
                self._write(id, record)
        for id in changes.ids(Kind.ACCOUNT):
            record = account_record(connection, id)
            if record is not None:
                self._write(_account_name(id), record)

    def rolled_back(self, connection: Queryable, changes: Changes) -> None:
        """The commit failed: back up again what the rows say."""
        self.before_commit(connection, changes)
        self.after_commit(connection, changes)

    def align(self, connection: Queryable) -> None:
        """Back up every row that has no backup, and remove backups without a row. Called at the start."""
        ids = [
            row[0]
            for row in connection.execute("SELECT id FROM draft UNION SELECT id FROM operation WHERE state <> 'done'")
        ]
        accounts = [row[0] for row in connection.execute("SELECT id FROM account")]
        kept = {name for name in self._files.names() if name not in ids}
        changes = [(Kind.DRAFT, id) for id in (*ids, *kept)] + [(Kind.ACCOUNT, str(id)) for id in accounts]
        self.rolled_back(connection, Changes(frozenset(changes)))

    def flush(self) -> None:
        """Flush everything to the disk."""
        self._files.flush()

    def _write(self, name: str, record: Record) -> None:
        if self._files.write(name, record, durable=True):
            self._owed.discard(name)
            if record["kind"] == OPERATION:
                self._sends.add(name)
        elif record["kind"] == OPERATION:
            self._owed.add(name)


def _account_name(id: object) -> str:
    return f"account-{id}"


def _texts(changes: Changes) -> Iterable[str]:
    return changes.ids(Kind.DRAFT) | changes.ids(Kind.OPERATION)


def _is_known(connection: Queryable, id: str) -> bool:
    return connection.execute("SELECT 1 FROM operation WHERE id = ?", (id,)).fetchone() is not None


def account_record(connection: Queryable, id: object) -> Record | None:
    """An account as it is backed up; its token is in the key store."""
    row = _row(connection, "account", ACCOUNT_COLUMNS, id)
    return None if row is None else {"kind": ACCOUNT, "row": row}


def text_record(connection: Queryable, id: str) -> Record | None:
    """A draft or outbox item as it is backed up; None for one that is done and that no reply waits for."""
    row = _row(connection, "operation", (*OPERATION_COLUMNS, "state", *_RECEIPT_COLUMNS), id)
    if row is None:
        row = _row(connection, "draft", DRAFT_COLUMNS, id)
        return row and {"kind": DRAFT, "row": row, **_surroundings(connection, "draft_file", row)}
    is_done = row.pop("state") == "done"
    receipt = {name: row.pop(name) for name in _RECEIPT_COLUMNS}
    if is_done and not _is_waited_for(connection, id):
        return None
    record = {"kind": OPERATION, "row": row, **_surroundings(connection, "operation_file", row)}
    return {**record, "receipt": receipt} if is_done else record


def _is_waited_for(connection: Queryable, id: str) -> bool:
    query = (
        "SELECT 1 FROM operation WHERE parent_id = ?1 AND state <> 'done' AND ticket_id IS NULL "
        "UNION ALL SELECT 1 FROM draft WHERE parent_id = ?1 AND ticket_id IS NULL"
    )
    return connection.execute(query, (id,)).fetchone() is not None


def _surroundings(connection: Queryable, table: str, row: Record) -> dict[str, Any]:
    """The files of a text, and the ticket that it goes to."""
    owner = table.removesuffix("_file")
    query = f"SELECT {', '.join(FILE_COLUMNS)} FROM {table} WHERE {owner}_id = ? ORDER BY position"
    files = [dict(zip(FILE_COLUMNS, found, strict=True)) for found in connection.execute(query, (row["id"],))]
    ticket = None if row["ticket_id"] is None else _row(connection, "ticket", TICKET_COLUMNS, row["ticket_id"])
    return {"files": files, "ticket": ticket}


def _row(connection: Queryable, table: str, columns: tuple[str, ...], id: object) -> dict[str, Any] | None:
    found = connection.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (id,)).fetchone()
    return None if found is None else dict(zip(columns, found, strict=True))
