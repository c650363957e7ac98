"""How many bytes each account has sent and received in the present month."""

from datetime import datetime, timezone

from desktop.store.database import WriteTransaction
from desktop.store.rows import Queryable


def add(tx: WriteTransaction, account_id: int, now_ms: int, count: int) -> None:
    """Add `count` bytes to the month of `now_ms`; what was counted in others is forgotten."""
    month = _month(now_ms)
    total = of_month(tx, account_id, now_ms) + count
    tx.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key(account_id), f"{month} {total}"))


def of_month(connection: Queryable, account_id: int, now_ms: int) -> int:
    """The bytes of the month of `now_ms` (UTC), in both directions."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key(account_id),)).fetchone()
    month, _, total = str(row["value"]).partition(" ") if row else ("", "", "")
    return int(total) if month == _month(now_ms) and total.isascii() and total.isdigit() else 0


def key(account_id: int) -> str:
    """The name of an account's count."""
    return f"bytes_of_month:{account_id}"


def _month(now_ms: int) -> str:
    return datetime.fromtimestamp(now_ms / 1000, timezone.utc).strftime("%Y-%m")
