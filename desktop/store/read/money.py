"""Queries for wallets, their transactions, the user's verification, and rates."""

import json

from desktop.domain.money import arithmetic
from desktop.domain.money.wallets import Rates, Transaction, Verification, Wallet
from desktop.store.rows import Queryable


def wallets(connection: Queryable, account_id: int) -> tuple[Wallet, ...]:
    """The account's wallets, in the order that the help desk first named them."""
    query = "SELECT id, number, currency, network, balance FROM wallet WHERE account_id = ? ORDER BY id"
    return tuple(
        Wallet(row["id"], row["number"], row["currency"], row["network"], arithmetic.kept(row["balance"]))
        for row in connection.execute(query, (account_id,))
    )


_BOOKINGS = """
    FROM booking AS b LEFT JOIN wallet AS w ON w.account_id = b.account_id AND w.remote_id = b.wallet_remote
    WHERE b.account_id = ?
"""


def transactions(
    connection: Queryable, account_id: int, *, wallet_id: int | None = None, limit: int = 50, offset: int = 0
) -> tuple[Transaction, ...]:
    """Transactions, newest first, of one wallet or of all."""
    where, values = _of_wallet(wallet_id)
    found = connection.execute(
        "SELECT b.id, coalesce(w.id, 0) AS wallet_id, b.reference, b.date_ms, b.account, b.method, b.kind, b.amount, "
        f"b.currency, b.fee, b.state, b.remote_id {_BOOKINGS}{where} "
        "ORDER BY b.date_ms DESC, b.id DESC LIMIT ? OFFSET ?",
        (account_id, *values, limit, offset),
    )
    return tuple(
        Transaction(
            **{
                **dict(row),
                "amount": arithmetic.kept(row["amount"]),
                "fee": None if row["fee"] is None else arithmetic.kept(row["fee"]),
            }
        )
        for row in found
    )


def transaction_count(connection: Queryable, account_id: int, *, wallet_id: int | None = None) -> int:
    """The number of transactions, of one wallet or of all."""
    where, values = _of_wallet(wallet_id)
    return int(connection.execute(f"SELECT count(*) {_BOOKINGS}{where}", (account_id, *values)).fetchone()[0])


def _of_wallet(wallet_id: int | None) -> tuple[str, tuple[int, ...]]:
    if wallet_id is None:
        return "", ()
    return " AND b.wallet_remote = (SELECT remote_id FROM wallet WHERE id = ?)", (wallet_id,)


def verification(connection: Queryable, account_id: int) -> Verification | None:
    """How far the broker has verified the user, None while it has not said."""
    row = connection.execute(
        "SELECT level, percent, missing FROM verification WHERE account_id = ?", (account_id,)
    ).fetchone()
    return row and Verification(row["level"], row["percent"], tuple(json.loads(row["missing"])))


def rates(connection: Queryable, account_id: int) -> Rates | None:
    """What the currencies are worth, None while the broker has not said."""
    row = connection.execute("SELECT base, date_ms, quotes FROM rates WHERE account_id = ?", (account_id,)).fetchone()
    if row is None:
        return None
    quotes = json.loads(row["quotes"])
    return Rates(row["base"], row["date_ms"], tuple((code, arithmetic.kept(quote)) for code, quote in quotes.items()))
