"""How far each account has been mirrored."""

import json
from dataclasses import astuple

from desktop.domain.sync_status import HistoryProgress
from desktop.store.database import WriteTransaction
from desktop.store.rows import Queryable


def get(connection: Queryable, account_id: int) -> str:
    """The cursor to ask the help desk with, "" from the beginning."""
    row = connection.execute("SELECT cursor FROM account WHERE id = ?", (account_id,)).fetchone()
    return str(row["cursor"]) if row else ""


def keep(tx: WriteTransaction, account_id: int, cursor: str) -> None:
    """Go on from `cursor`; in the same transaction as the last rows that came with it."""
    tx.execute("UPDATE account SET cursor = ? WHERE id = ?", (cursor, account_id))


def mark(connection: Queryable, account_id: int) -> tuple[str, str] | None:
    """The last (cursor, mark) of a pull; None where the help desk has given no mark yet."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_mark_key(account_id),)).fetchone()
    cursor, _, kept = str(row["value"]).partition(" ") if row else ("", "", "")
    return (cursor, kept) if kept else None


def keep_mark(tx: WriteTransaction, account_id: int, cursor: str, mark: str) -> None:
    """Store the mark of the help desk's history up to `cursor`; in the transaction that keeps that cursor."""
    tx.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_mark_key(account_id), f"{cursor} {mark}"))


def history(connection: Queryable, account_id: int) -> HistoryProgress | None:
    """What of the past was still to come after the last page; None where nothing was."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_history_key(account_id),)).fetchone()
    return HistoryProgress(*json.loads(row["value"])) if row else None


def keep_history(tx: WriteTransaction, account_id: int, progress: HistoryProgress | None) -> None:
    """Store what is still to come; in the transaction that keeps the cursor."""
    if progress is None:
        tx.execute("DELETE FROM meta WHERE key = ?", (_history_key(account_id),))
    else:
        values = (_history_key(account_id), json.dumps(astuple(progress)))
        tx.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", values)


def page_changes(connection: Queryable, account_id: int) -> int:
    """How many changes a page had that came well over this account's line; 0 where that is not known."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_page_key(account_id),)).fetchone()
    return int(row["value"]) if row else 0


def keep_page_changes(tx: WriteTransaction, account_id: int, changes: int) -> None:
    """Store how many changes a page may have on this account's line."""
    tx.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_page_key(account_id), str(changes)))


def _page_key(account_id: int) -> str:
    return f"page_changes:{account_id}"


def _history_key(account_id: int) -> str:
    return f"history_left:{account_id}"


def _mark_key(account_id: int) -> str:
    return f"history_mark:{account_id}"
