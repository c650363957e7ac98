"""Transactions for a statement: the order of all as ids, read from an index, and the values of the visible ones."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal

from desktop.domain.language.normalisation import fold
from desktop.domain.money.arithmetic import kept, minus
from desktop.domain.money.statement import BalanceChange, Order, SortBy, StatementFilter, amount_key, change
from desktop.domain.money.wallets import Transaction
from desktop.store.rows import Queryable

_ORDERS = {
    SortBy.DATE: ("b.date_ms", "b.id"),
    SortBy.ACCOUNT: ("b.account COLLATE NOCASE", "b.date_ms", "b.id"),
    SortBy.METHOD: ("b.method COLLATE NOCASE", "b.date_ms", "b.id"),
    SortBy.AMOUNT: ("b.currency", "b.amount_key", "b.id"),
    SortBy.FEE: ("b.currency", "b.fee_key", "b.id"),
}
_AT_ONCE = frozenset({SortBy.DATE, SortBy.AMOUNT})
_BATCH = 2000
Where = tuple[list[str], list[object]]


def is_at_once(filter: StatementFilter, order: Order) -> bool:
    """Whether an index gives the first rows of this query without skipping any."""
    return order.by in _AT_ONCE and not filter.narrows


def order_of(
    connection: Queryable, account_id: int, filter: StatementFilter, order: Order, *, limit: int = -1
) -> tuple[int, ...]:
    """The ids of the transactions that match `filter`, in that order."""
    parts, values = _where(connection, account_id, filter)
    way = "ASC" if order.ascending else "DESC"
    by = ", ".join(f"{column} {way}" for column in _ORDERS[order.by])
    query = f"SELECT b.id FROM booking AS b WHERE {' AND '.join(parts)} ORDER BY {by} LIMIT ?"
    return tuple(row[0] for row in connection.execute(query, (*values, limit)))


def rows(connection: Queryable, account_id: int, ids: Sequence[int]) -> dict[int, Transaction]:
    """The transactions with these ids, by id."""
    found = connection.execute(
        "SELECT b.id, coalesce(w.id, 0) AS wallet_id, b.reference, b.date_ms, b.account, b.method, b.kind, b.amount, "
        "b.currency, b.fee, b.state, b.remote_id FROM json_each(?) AS wanted JOIN booking AS b ON b.id = wanted.value "
        "LEFT JOIN wallet AS w ON w.account_id = b.account_id AND w.remote_id = b.wallet_remote "
        "WHERE +b.account_id = ?",
        (json.dumps(list(ids)), account_id),
    )
    return {row["id"]: _transaction(dict(row)) for row in found}


def _transaction(values: dict[str, object]) -> Transaction:
    values["amount"] = kept(str(values["amount"]))
    values["fee"] = None if values["fee"] is None else kept(str(values["fee"]))
    return Transaction(**values)  # type: ignore[arg-type]


def by_remote_id(connection: Queryable, account_id: int, remote_id: str) -> Transaction | None:
    """The transaction with that remote id."""
    row = connection.execute(
        "SELECT id FROM booking WHERE account_id = ? AND remote_id = ?", (account_id, remote_id)
    ).fetchone()
    return None if row is None else rows(connection, account_id, [row[0]]).get(row[0])


def kinds(connection: Queryable, account_id: int) -> tuple[str, ...]:
    """The kinds that occur, each found by one step in the index."""
    found: list[str] = []
    while True:
        row = connection.execute(
            "SELECT min(kind) FROM booking WHERE account_id = ? AND kind > ?", (account_id, found[-1] if found else "")
        ).fetchone()
        if row[0] is None:
            return tuple(found)
        found.append(row[0])


def balance_changes(
    connection: Queryable, account_id: int, *, since_ms: int, wallet_id: int | None = None
) -> Iterator[BalanceChange]:
    """The balance changes of completed transactions since then, newest first."""
    parts, values = _of_wallet(wallet_id)
    found = connection.execute(
        "SELECT w.id AS wallet_id, b.date_ms, b.amount, b.fee FROM booking AS b JOIN wallet AS w "
        "ON w.account_id = b.account_id AND w.remote_id = b.wallet_remote "
        f"WHERE {' AND '.join(['b.account_id = ?', *parts])} AND b.date_ms >= ? AND b.state IN ('done', 'completed') "
        "ORDER BY b.date_ms DESC, b.id DESC",
        (account_id, *values, since_ms),
    )
    while batch := found.fetchmany(_BATCH):
        for wallet, date_ms, amount, fee in batch:
            yield BalanceChange(wallet, date_ms, change(kept(amount), None if fee is None else kept(fee)))


def earliest_ms(connection: Queryable, account_id: int, *, wallet_id: int | None = None) -> int | None:
    """The time of the first transaction."""
    parts, values = _of_wallet(wallet_id)
    where = " AND ".join(["b.account_id = ?", *parts])
    found = connection.execute(
        f"SELECT min(b.date_ms) FROM booking AS b WHERE {where}", (account_id, *values)
    ).fetchone()
    return None if found[0] is None else int(found[0])


def _where(connection: Queryable, account_id: int, filter: StatementFilter) -> Where:
    parts, values = _of_wallet(filter.wallet_id)
    parts, values = ["b.account_id = ?", *parts], [account_id, *values]
    for part, value in (
        ("b.kind = ?", filter.kind or None),
        ("b.state = ?", filter.state or None),
        ("b.date_ms >= ?", filter.from_ms),
        ("b.date_ms < ?", filter.until_ms),
    ):
        if value is not None:
            parts.append(part)
            values.append(value)
    for more, wanted in (_magnitude(filter.least, filter.most), _text(connection, account_id, filter.text)):
        parts += more
        values += wanted
    return parts, values


def _of_wallet(wallet_id: int | None) -> Where:
    if wallet_id is None:
        return [], []
    return ["b.wallet_remote = (SELECT remote_id FROM wallet WHERE id = ?)"], [wallet_id]


def _magnitude(least: Decimal | None, most: Decimal | None) -> Where:
    if least is None and most is None:
        return [], []
    low, high = least or Decimal(0), most
    above = [amount_key(low), amount_key(high) if high is not None else "P~"]
    below = [amount_key(minus(high)) if high is not None else "N", amount_key(minus(low)) if low else "N~"]
    return ["(b.amount_key BETWEEN ? AND ? OR b.amount_key BETWEEN ? AND ?)"], [*above, *below]


def _text(connection: Queryable, account_id: int, text: str) -> Where:
    """Every word must be in one of the columns. Names are few and folded here; references and amounts are plain."""
    parts: list[str] = []
    values: list[object] = []
    words = fold(text).split()
    names = {name: _names(connection, account_id, name) for name in ("account", "method")} if words else {}
    for word in words:
        # grouping is how amounts are shown, not how they are booked
        figure = word.replace(",", "").replace("\u066c", "").replace("\u066b", ".")
        choices = ["instr(upper(b.reference), upper(?))", "instr(b.amount, ?)"]
        values += [word, figure]
        for column, known in names.items():
            choices.append(f"b.{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps([name for name, folded in known.items() if word in folded]))
        parts.append(f"({' OR '.join(choices)})")
    return parts, values


def _names(connection: Queryable, account_id: int, column: str) -> dict[str, str]:
    query = f"SELECT DISTINCT {column} FROM booking WHERE account_id = ?"
    return {row[0]: fold(row[0]) for row in connection.execute(query, (account_id,))}
