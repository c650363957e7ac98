"""Records that this version cannot parse: kept as received, counted, and parsed again by another version.

However much a help desk sends, one account keeps at most `MOST` of them, and `MOST_CHARACTERS` of their text.
"""

from collections.abc import Sequence

from desktop import __version__
from desktop.digests import sha256_hex
from desktop.domain.remote import RecordKind, UnreadableRecord
from desktop.store.changes import Kind
from desktop.store.database import WriteTransaction
from desktop.store.rows import Queryable, placeholders
from desktop.values import dataclass

MOST = 2000
MOST_CHARACTERS = 8 * 1024 * 1024
LONGEST = 256 * 1024
"""How much of one record is kept, in characters; the beginning of a longer one is kept to be shown."""
_DIGEST = 32


@dataclass(frozen=True)
class KeptRecord:
    """A kept record; `key` is the remote id of its placeholder where it has one."""

    id: int
    key: str
    record: UnreadableRecord


def key(record: UnreadableRecord) -> str:
    """What a record is known by: the help desk's id, else a digest with a blank, which is in no id."""
    return record.id or f"~ {sha256_hex(record.raw.encode('utf-8', 'replace'))[:_DIGEST]}"


def keep(tx: WriteTransaction, account_id: int, record: UnreadableRecord) -> bool:
    """Keep a record in place of an earlier one of the same kind and key; returns whether that changed anything."""
    known = tx.execute(
        "SELECT id, owner, parts, size, raw, is_whole FROM unreadable "
        "WHERE account_id = ? AND kind = ? AND remote_id = ?",
        (account_id, record.kind.value, key(record)),
    ).fetchone()
    count, size = tx.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM unreadable WHERE account_id = ?", (account_id,)
    ).fetchone()
    raw = record.raw[:LONGEST]
    if size - (known["size"] if known else 0) + len(raw) > MOST_CHARACTERS:
        raw = ""
    values = (record.owner, record.parts, int(raw == record.raw), len(raw), raw)
    if known is not None:
        if (known["owner"], known["parts"], known["is_whole"], known["size"], known["raw"]) == values:
            return False
        tx.execute(
            "UPDATE unreadable SET owner = ?, parts = ?, is_whole = ?, size = ?, raw = ? WHERE id = ?",
            (*values, known["id"]),
        )
    elif count < MOST:
        tx.execute(
            "INSERT INTO unreadable (account_id, kind, remote_id, owner, parts, is_whole, size, raw) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (account_id, record.kind.value, key(record), *values),
        )
    else:
        tx.execute("UPDATE account SET unreadable_dropped = unreadable_dropped + 1 WHERE id = ?", (account_id,))
    tx.changed(Kind.UNREADABLE)
    return True


def is_any(connection: Queryable, account_id: int) -> bool:
    """Whether a record of this account is kept."""
    found = connection.execute("SELECT 1 FROM unreadable WHERE account_id = ? LIMIT 1", (account_id,))
    return found.fetchone() is not None


def mark_readable(tx: WriteTransaction, account_id: int, kind: RecordKind, remote_id: str) -> None:
    """Delete the kept record of that kind and id: the record could be parsed."""
    if tx.execute(
        "DELETE FROM unreadable WHERE account_id = ? AND kind = ? AND remote_id = ?",
        (account_id, kind.value, remote_id),
    ).rowcount:
        tx.changed(Kind.UNREADABLE)


def removed(tx: WriteTransaction, account_id: int, kind: RecordKind, remote_id: str) -> None:
    """The help desk has removed it: its text stays, but it no longer counts."""
    kinds = (kind.value, RecordKind.FILE.value) if kind is RecordKind.MESSAGE else (kind.value,)
    if tx.execute(
        f"UPDATE unreadable SET parts = 0 WHERE account_id = ? AND remote_id = ? AND kind IN ({placeholders(kinds)}) "
        "AND parts > 0",
        (account_id, remote_id, *kinds),
    ).rowcount:
        tx.changed(Kind.UNREADABLE)


def discard(tx: WriteTransaction, id: int) -> None:
    """Delete a kept record."""
    tx.execute("DELETE FROM unreadable WHERE id = ?", (id,))
    tx.changed(Kind.UNREADABLE)


def count(connection: Queryable, account_id: int, kinds: Sequence[RecordKind] = tuple(RecordKind)) -> int:
    """How many things cannot be shown; of all kinds, including those that were too many to keep."""
    names = [kind.value for kind in kinds]
    kept = connection.execute(
        f"SELECT coalesce(sum(parts), 0) FROM unreadable WHERE account_id = ? AND kind IN ({placeholders(names)})",
        (account_id, *names),
    ).fetchone()[0]
    if len(kinds) < len(RecordKind):
        return int(kept)
    row = connection.execute("SELECT unreadable_dropped FROM account WHERE id = ?", (account_id,)).fetchone()
    return int(kept) + (int(row[0]) if row else 0)


def texts(connection: Queryable, account_id: int, kinds: Sequence[RecordKind] = tuple(RecordKind)) -> tuple[str, ...]:
    """The records as they came, oldest first."""
    names = [kind.value for kind in kinds]
    found = connection.execute(
        f"SELECT raw FROM unreadable WHERE account_id = ? AND kind IN ({placeholders(names)}) AND raw <> '' "
        "ORDER BY id",
        (account_id, *names),
    )
    return tuple(str(row[0]) for row in found)


def needs_reparse(connection: Queryable, account_id: int) -> bool:
    """Whether another version than this one was the last to parse the records."""
    row = connection.execute("SELECT read_by FROM account WHERE id = ?", (account_id,)).fetchone()
    return row is not None and row["read_by"] != __version__


def after(connection: Queryable, account_id: int, id: int, limit: int) -> tuple[KeptRecord, ...]:
    """The whole records that were kept after that one, oldest first."""
    found = connection.execute(
        "SELECT id, kind, remote_id, owner, parts, raw FROM unreadable WHERE account_id = ? AND id > ? "
        "AND is_whole = 1 ORDER BY id LIMIT ?",
        (account_id, id, limit),
    ).fetchall()
    return tuple(
        KeptRecord(
            row["id"],
            row["remote_id"],
            UnreadableRecord(
                RecordKind(row["kind"]),
                row["raw"],
                "" if " " in row["remote_id"] else row["remote_id"],
                row["owner"],
                parts=row["parts"],
            ),
        )
        for row in found
    )


def mark_reparsed(tx: WriteTransaction, account_id: int) -> None:
    """Record that this version has tried every record; what was not kept whole is requested again by a full pull."""
    cut = tx.execute("DELETE FROM unreadable WHERE account_id = ? AND is_whole = 0", (account_id,)).rowcount
    tx.execute(
        "UPDATE account SET read_by = ?1, cursor = CASE WHEN ?2 OR unreadable_dropped THEN '' ELSE cursor END, "
        "unreadable_dropped = 0 WHERE id = ?3",
        (__version__, cut, account_id),
    )
    tx.changed(Kind.UNREADABLE)
