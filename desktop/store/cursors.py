"""How far each account has been mirrored."""

from desktop.store.database import WriteTransaction
from desktop.store.rows import Queryable


def get(connection: Queryable, account_id: int) -> str:
    """The cursor to ask the help desk with, "" from the beginning."""
    row = connection.execute("SELECT cursor FROM account WHERE id = ?", (account_id,)).fetchone()
    return str(row["cursor"]) if row else ""


def keep(tx: WriteTransaction, account_id: int, cursor: str) -> None:
    """Go on from `cursor`; in the same transaction as the last rows that came with it."""
    tx.execute("UPDATE account SET cursor = ? WHERE id = ?", (cursor, account_id))
