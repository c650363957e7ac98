"""Duplicates at a help desk: tickets, or messages of one ticket, with the same reference.

The first one at the help desk is the original, whatever was mirrored first. The others are its duplicates.
"""

from collections.abc import Iterable, Sequence
from sqlite3 import Row

from desktop.domain.tickets import DuplicateTicket, Side
from desktop.store import accounts
from desktop.store.changes import Kind
from desktop.store.database import WriteTransaction
from desktop.store.rows import Queryable


def _order(table: str) -> str:
    """Sort key in SQL: present at the help desk, then older, then the smaller id."""
    return f"{table}.removed <> 0, {table}.created_ms, length({table}.remote_id), {table}.remote_id"


# SQL condition: the ticket `candidate` is hidden. Unsent texts to a duplicate are not at the original, so it is shown;
# and a flag set by damage hides nothing, because there must be a ticket that is shown in its place.
_HIDDEN = """
    candidate.hidden = 1
    AND NOT EXISTS (SELECT 1 FROM draft WHERE draft.ticket_id = candidate.id)
    AND NOT EXISTS (SELECT 1 FROM operation WHERE operation.ticket_id = candidate.id AND operation.message_id IS NULL)
    AND EXISTS (
        SELECT 1 FROM ticket AS other
        WHERE other.account_id = candidate.account_id AND other.ref = candidate.ref
        AND other.ref <> '' AND other.hidden = 0
    )
"""

IS_FIRST = f"""NOT EXISTS (
    SELECT 1 FROM message AS first WHERE m.side = '{Side.OWN.value}' AND m.ref <> ''
    AND first.ticket_id = m.ticket_id AND first.side = m.side AND first.ref = m.ref
    AND ({_order("first")}) < ({_order("m")})
)"""
"""SQL condition: message `m` is the first of its duplicates, and is shown in the thread."""


def without_hidden(connection: Queryable, account_id: int) -> str:
    """SQL condition that leaves hidden duplicates out of a query of tickets; "" where there are none."""
    query = f"SELECT candidate.id FROM ticket AS candidate WHERE candidate.account_id = ? AND {_HIDDEN}"
    ids = [str(int(row["id"])) for row in connection.execute(query, (account_id,))]
    return f" AND id NOT IN ({','.join(ids)})" if ids else ""


def update_hidden(tx: WriteTransaction, ticket_ids: Iterable[int]) -> None:
    """Compute again which of these tickets are hidden as duplicates, after they or their messages changed."""
    groups: set[tuple[int, str]] = set()
    for id in ticket_ids:
        groups |= {
            (row["account_id"], row["ref"])
            for row in tx.execute(
                "SELECT account_id, ref FROM ticket AS t WHERE id = ? AND ref <> '' AND EXISTS (SELECT 1 FROM ticket "
                "AS o WHERE o.account_id = t.account_id AND o.ref = t.ref AND o.ref <> '' AND o.id <> t.id)",
                (id,),
            )
        }
    for account_id, ref in sorted(groups):
        _update_hidden(tx, account_id, ref)


def drop_reference(tx: WriteTransaction, account_id: int, ticket_id: int, ref: str) -> None:
    """A ticket no longer has this reference."""
    tx.execute("UPDATE ticket SET hidden = 0 WHERE id = ?", (ticket_id,))
    _update_hidden(tx, account_id, ref)


def _update_hidden(tx: WriteTransaction, account_id: int, ref: str) -> None:
    where = "account_id = ? AND ref = ? AND ref <> ''"
    first = tx.execute(
        f"SELECT id FROM ticket WHERE {where} ORDER BY {_order('ticket')} LIMIT 1", (account_id, ref)
    ).fetchone()
    if first is None:
        return
    # a message that only the duplicate still has at the help desk is not at the original
    held = (
        "SELECT 1 FROM message AS o WHERE o.ticket_id = ? AND o.side = m.side AND o.ref = m.ref "
        "AND (o.removed = 0 OR m.removed <> 0)"
    )
    found = tx.execute(
        "SELECT id, hidden, id <> ? AND NOT EXISTS (SELECT 1 FROM message AS m WHERE m.ticket_id = ticket.id "
        f"AND (m.side <> ? OR m.ref = '' OR NOT EXISTS ({held}))) AS is_wanted FROM ticket WHERE {where}",
        (first["id"], Side.OWN.value, first["id"], account_id, ref),
    ).fetchall()
    for row in found:
        if row["hidden"] != row["is_wanted"]:
            tx.execute("UPDATE ticket SET hidden = ? WHERE id = ?", (row["is_wanted"], row["id"]))
            tx.changed(Kind.TICKET, row["id"])


def related(connection: Queryable, ticket: Row) -> tuple[DuplicateTicket | None, tuple[DuplicateTicket, ...]]:
    """The original of a ticket, and the open duplicates of an original, which support can be asked to close.

    Hidden ones come first: the others show in their own threads what they are.
    """
    if not ticket["ref"]:
        return None, ()
    found = connection.execute(
        f"SELECT id, number, status, removed, {_HIDDEN} AS is_kept_out FROM ticket AS candidate "
        f"WHERE account_id = ? AND ref = ? AND ref <> '' ORDER BY {_order('candidate')}",
        (ticket["account_id"], ticket["ref"]),
    ).fetchall()
    if len(found) < 2:
        return None, ()
    closed = accounts.closed_statuses(connection, ticket["account_id"])
    original, *others = found
    duplicates = [row for row in others if not row["removed"] and row["status"] not in closed]
    if ticket["id"] == original["id"]:
        unseen_first = sorted(duplicates, key=lambda row: not row["is_kept_out"])
        return None, tuple(DuplicateTicket(row["id"], row["number"]) for row in unseen_first)
    is_open = any(row["id"] == ticket["id"] for row in duplicates)
    return (DuplicateTicket(original["id"], original["number"]) if is_open else None), ()


def listed_ticket(connection: Queryable, ticket_id: int) -> int:
    """The ticket itself where it is listed, else the one that is listed in its place."""
    row = connection.execute(
        "SELECT other.id FROM ticket AS candidate JOIN ticket AS other ON other.account_id = candidate.account_id "
        f"AND other.ref = candidate.ref AND other.ref <> '' AND other.hidden = 0 WHERE candidate.id = ? AND {_HIDDEN} "
        f"ORDER BY {_order('other')} LIMIT 1",
        (ticket_id,),
    ).fetchone()
    return int(row["id"]) if row else ticket_id


def without_duplicates(messages: Sequence[Row]) -> list[tuple[Row, str, int]]:
    """Each message of a thread once, with the outbox item of any of its duplicates, and how often support has it."""
    groups: dict[object, list[Row]] = {}
    for row in messages:
        is_marked = row["side"] == Side.OWN.value and row["ref"]
        groups.setdefault(row["ref"] if is_marked else row["id"], []).append(row)
    shown = []
    for group in groups.values():
        first = min(group, key=_rank)
        operation_id = next((row["operation_id"] for row in group if row["operation_id"]), "")
        shown.append((first, operation_id, sum(not row["removed"] for row in group)))
    return sorted(shown, key=lambda found: (found[0]["created_ms"], found[0]["id"]))


def _rank(row: Row) -> tuple[bool, int, int, str]:
    return bool(row["taken"]), row["created_ms"], len(row["remote_id"]), row["remote_id"]
