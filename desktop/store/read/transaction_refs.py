"""References between tickets and transactions: which tickets mention one, and which ones a text names."""

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.domain.money.arithmetic import kept
from desktop.domain.money.wallets import Transaction
from desktop.domain.tickets import RowKey, RowKind
from desktop.store import rows
from desktop.store.read import duplicates, queries
from desktop.store.rows import Queryable, placeholders

if TYPE_CHECKING:
    from desktop.domain.references.mentions import Mention

_MOST_NAMES = 200


def tickets_mentioning(
    connection: Queryable, account_id: int, transaction: Transaction, among: Sequence[int]
) -> tuple[RowKey, ...]:
    """Drafts and waiting sends that mention it, then those of the tickets `among` that do, newest first."""
    # what recognises numbers in texts is not loaded at the start
    from desktop.domain.references.mentions import Mention

    mention = Mention(transaction)
    found = [*_unsent(connection, account_id, mention)]
    spoken: set[int] = set()
    for row in connection.execute(
        "SELECT t.id, t.subject, m.body FROM ticket AS t LEFT JOIN message AS m ON m.ticket_id = t.id "
        f"WHERE +t.account_id = ? AND t.id IN ({placeholders(among)})",
        (account_id, *among),
    ):
        if row["id"] not in spoken and (mention.is_in(row["body"] or "") or mention.is_in(row["subject"])):
            spoken.add(row["id"])
    order = connection.execute(
        f"SELECT id FROM ticket WHERE id IN ({placeholders(list(spoken))})"
        f"{duplicates.without_hidden(connection, account_id)} "
        "ORDER BY activity_ms DESC, id DESC",
        list(spoken),
    )
    found += [RowKey(RowKind.TICKET, str(row["id"])) for row in order]
    return tuple(dict.fromkeys(found))


def _unsent(connection: Queryable, account_id: int, mention: "Mention") -> list[RowKey]:
    found: list[tuple[int, RowKey]] = []
    for draft in rows.drafts(connection, "account_id = ?", (account_id,)):
        if mention.is_among(draft.evidence) or mention.is_in(draft.body) or mention.is_in(draft.subject):
            key = _thread(connection, draft.ticket_id, draft.parent_id) or RowKey(RowKind.DRAFT, draft.id)
            found.append((draft.updated_ms, key))
    for send in rows.operations(connection, "account_id = ? AND message_id IS NULL", (account_id,)):
        if mention.is_in(send.body) or mention.is_in(send.subject):
            key = _thread(connection, send.ticket_id, send.parent_id) or RowKey(RowKind.OUTBOX, send.id)
            found.append((send.created_ms, key))
    return [key for _, key in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _thread(connection: Queryable, ticket_id: int | None, parent_id: str | None) -> RowKey | None:
    if ticket_id is None and parent_id is not None:
        ticket_id = queries.ticket_of_operation(connection, parent_id)
    if ticket_id is not None:
        return RowKey(RowKind.TICKET, str(ticket_id))
    return None if parent_id is None else RowKey(RowKind.OUTBOX, parent_id)


def transactions_named(connection: Queryable, account_id: int, text: str) -> tuple[Transaction, ...]:
    """The transactions whose references, or the numbers in them, stand in a text."""
    from desktop.domain.references.mentions import named

    names = itertools.islice(dict.fromkeys(named(text)), _MOST_NAMES)
    found = (by_reference(connection, account_id, name) for name in names)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def transaction(connection: Queryable, account_id: int, remote_id: str) -> Transaction | None:
    """The transaction that the help desk calls so."""
    return _one(connection, "b.account_id = ? AND b.remote_id = ?", (account_id, remote_id))


def by_reference(connection: Queryable, account_id: int, reference: str) -> Transaction | None:
    """The transaction with that reference, or with that number behind the letters that all of them begin with."""
    found = _one(connection, "b.account_id = ? AND b.reference = ?", (account_id, reference))
    if found is not None or not reference.isdigit():
        return found
    newest = connection.execute(
        "SELECT reference FROM booking WHERE account_id = ? ORDER BY date_ms DESC, id DESC LIMIT 1", (account_id,)
    ).fetchone()
    begin = newest["reference"].rstrip("0123456789") if newest is not None else ""
    return _one(connection, "b.account_id = ? AND b.reference = ?", (account_id, begin + reference)) if begin else None


def _one(connection: Queryable, where: str, values: Sequence[object]) -> Transaction | None:
    row = connection.execute(
        "SELECT b.id, coalesce(w.id, 0) AS wallet_id, b.reference, b.date_ms, b.account, b.method, b.kind, b.amount, "
        "b.currency, b.fee, b.state, b.remote_id FROM booking AS b "
        "LEFT JOIN wallet AS w ON w.account_id = b.account_id AND w.remote_id = b.wallet_remote "
        f"WHERE {where} ORDER BY b.date_ms DESC, b.id DESC LIMIT 1",
        values,
    ).fetchone()
    if row is None:
        return None
    fee = None if row["fee"] is None else kept(row["fee"])
    return Transaction(**{**dict(row), "amount": kept(row["amount"]), "fee": fee})
