"""The history list: tickets, drafts and waiting sends in one order, the newest activity first."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.domain.drafts import Draft
from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.domain.language.normalisation import contains, number_key
from desktop.domain.operations import File, Operation, OperationState
from desktop.domain.tickets import Delivery, HistoryRow, RemoteState, RowId, RowKey, RowKind, Side, row_id, row_key
from desktop.store import accounts, rows
from desktop.store.read import duplicates
from desktop.store.rows import DELIVERY, Queryable, placeholders, snippet

_BY_ID = "+"
"""Before conditions that begin with the account: SQLite goes by id then, and does not pass every ticket for a few."""
_GRAVEST_FIRST = (Delivery.NEEDS_YOU, Delivery.CHECKING, Delivery.SENDING, Delivery.WAITING)


def history_keys(
    connection: Queryable,
    account_id: int,
    filter: HistoryFilter,
    *,
    matches: Sequence[int] | None = None,
    limit: int | None = None,
) -> list[RowKey]:
    """Names of all rows that fit, as `history_order` says; for lists that are short or read once."""
    return [row_key(id) for id in history_order(connection, account_id, filter, matches=matches, limit=limit)]


def history_order(
    connection: Queryable,
    account_id: int,
    filter: HistoryFilter,
    *,
    matches: Sequence[int] | None = None,
    limit: int | None = None,
) -> list[RowId]:
    """All rows that fit, in order; `matches` are the tickets that hold `filter.content`, None where it is empty."""
    overlay = _Overlay(connection, account_id)
    where, values = _conditions(connection, account_id, filter)
    extra = [*_drafts(connection, account_id, filter), *_sending(connection, overlay, filter)]
    extra += _answered(connection, overlay, filter, where, values, matches)
    where, values = _as_mirrored(where, values, filter)
    if matches is not None:
        where, values = f"{_BY_ID}{where} AND id IN ({placeholders(matches)})", [*values, *matches]
    if overlay.ticket_ids:
        where, values = f"{where} AND id NOT IN ({placeholders(overlay.ticket_ids)})", [*values, *overlay.ticket_ids]
    cursor = connection.execute(
        f"SELECT id, activity_ms FROM ticket WHERE {where} ORDER BY activity_ms DESC, id DESC LIMIT ?",
        [*values, -1 if limit is None else limit],
    )
    cursor.row_factory = None  # plain tuples: there can be a hundred thousand
    return _merged(cursor.fetchall(), [item for item in extra if filter.holds(item[0])])[:limit]


def _merged(tickets: list[tuple[int, int]], extra: list[tuple[int, RowKey]]) -> list[RowId]:
    """Both in one order; `tickets` come ordered and many, the rest are few."""
    ids: list[RowId] = [id for id, _ in tickets]
    newest_first = sorted(extra, key=lambda item: item[0], reverse=True)
    for inserted, (activity_ms, key) in enumerate(newest_first):
        place = bisect.bisect_left(tickets, -activity_ms, key=lambda ticket: -ticket[1])
        ids.insert(place + inserted, row_id(key))
    return ids


def _conditions(connection: Queryable, account_id: int, filter: HistoryFilter) -> tuple[str, list[object]]:
    """What the ticket table is asked for, without the content and without what a waiting reply may change."""
    # the account stands first: see _BY_ID
    where: list[str] = [f"account_id = ?{duplicates.without_hidden(connection, account_id)}"]
    values: list[object] = [account_id]
    if filter.department:
        where.append("department = ?")
        values.append(filter.department)
    if filter.status:
        where.append("status = ?")
        values.append(filter.status)
    number = number_key(filter.ticket_id)
    if number:
        where.append("number_key >= ? AND number_key < ?")
        values += [number, number + chr(0x10FFFF)]
    if filter.only is QuickFilter.OPEN:
        opened = accounts.open_statuses(connection, account_id)
        if opened is not None:
            where.append(f"status IN ({placeholders(opened)})")
            values += opened
    elif filter.only is not None:
        where.append(_ONLY[filter.only])
    return " AND ".join(where), values


def _as_mirrored(where: str, values: list[object], filter: HistoryFilter) -> tuple[str, list[object]]:
    """The conditions on what changes with every message, where nothing waits to be sent."""
    wheres, values = [where], list(values)
    if filter.since_ms is not None:
        wheres.append("activity_ms >= ?")
        values.append(filter.since_ms)
    if filter.until_ms is not None:
        wheres.append("activity_ms < ?")
        values.append(filter.until_ms)
    if filter.has_attachments:
        wheres.append("has_attachments = 1")
    return " AND ".join(wheres), values


_ONLY = {
    QuickFilter.UNREAD: "unread > 0",
    QuickFilter.DRAFTS: "id IN (SELECT ticket_id FROM draft)",
    QuickFilter.WAITING: (
        "id IN (SELECT ticket_id FROM operation WHERE account_id = ticket.account_id AND state <> 'done')"
    ),
}
"""Which tickets belong to the sets that the dashboard counts."""


class _Overlay:
    """Accepted sends that the mirror does not show yet, by the row they belong to."""

    def __init__(self, connection: Queryable, account_id: int) -> None:
        self.creates: dict[str, list[Operation]] = {}
        self.replies: dict[int, list[Operation]] = {}
        for operation in rows.operations(connection, "account_id = ? AND message_id IS NULL", (account_id,)):
            if operation.ticket_id is not None:
                self.replies.setdefault(operation.ticket_id, []).append(operation)
            else:
                self.creates.setdefault(operation.parent_id or operation.id, []).append(operation)

    @property
    def ticket_ids(self) -> list[int]:
        """The tickets that something waits for."""
        return list(self.replies)


def _holds(subject: str, body: str, files: Iterable[File], content: str) -> bool:
    return contains(" ".join([subject, body, *(file.name for file in files)]), content)


def _fits(draft: Draft | Operation, filter: HistoryFilter) -> bool:
    """Whether something that has neither number nor status yet belongs in the filtered list."""
    if number_key(filter.ticket_id) or filter.status:
        return False
    if filter.department and draft.department != filter.department:
        return False
    return not filter.content or _holds(draft.subject, draft.body, draft.files, filter.content)


def _drafts(connection: Queryable, account_id: int, filter: HistoryFilter) -> list[tuple[int, RowKey]]:
    where = "account_id = ? AND ticket_id IS NULL AND parent_id IS NULL"
    if filter.only not in {None, QuickFilter.DRAFTS}:
        return []
    if not filter.is_empty:
        found = rows.drafts(connection, where, (account_id,))
        return [
            (draft.updated_ms, RowKey(RowKind.DRAFT, draft.id))
            for draft in found
            if _fits(draft, filter) and (draft.files or not filter.has_attachments)
        ]
    query = f"SELECT id, updated_ms FROM draft WHERE {where} ORDER BY updated_ms DESC, created_ms DESC, id DESC"
    return [(row["updated_ms"], RowKey(RowKind.DRAFT, row["id"])) for row in connection.execute(query, (account_id,))]


def _sending(connection: Queryable, overlay: _Overlay, filter: HistoryFilter) -> list[tuple[int, RowKey]]:
    shown = set(overlay.creates)
    if filter.only is QuickFilter.DRAFTS:
        shown = {row[0] for row in connection.execute("SELECT parent_id FROM draft WHERE ticket_id IS NULL")}
    elif filter.only is QuickFilter.WAITING:
        shown = {id for id, thread in overlay.creates.items() if _delivery(thread) is not None}
    elif filter.only is not None:
        return []
    return [
        (_activity(thread), RowKey(RowKind.OUTBOX, id))
        for id, thread in reversed(overlay.creates.items())
        if id in shown
        and any(_fits(replace(thread[0], body=one.body, files=one.files), filter) for one in thread)
        and (not filter.has_attachments or any(one.files for one in thread))
    ]


def _answered(
    connection: Queryable,
    overlay: _Overlay,
    filter: HistoryFilter,
    where: str,
    values: list[object],
    matches: Sequence[int] | None,
) -> list[tuple[int, RowKey]]:
    """Tickets that something waits for: their activity is the later one of the two."""
    ids = overlay.ticket_ids
    if matches is not None:
        found = set(matches)
        ids = [
            id
            for id in ids
            if id in found or any(_holds("", one.body, one.files, filter.content) for one in overlay.replies[id])
        ]
    if not ids:
        return []
    query = (
        f"SELECT id, activity_ms, has_attachments FROM ticket WHERE {_BY_ID}{where} "
        f"AND id IN ({placeholders(ids)}) ORDER BY id DESC"
    )
    return [
        (max(row["activity_ms"], _activity(waiting)), RowKey(RowKind.TICKET, str(row["id"])))
        for row in connection.execute(query, [*values, *ids])
        if (waiting := overlay.replies[row["id"]])
        and (not filter.has_attachments or row["has_attachments"] or any(one.files for one in waiting))
    ]


def _activity(operations: Sequence[Operation]) -> int:
    return max(operation.created_ms for operation in operations)


def _delivery(operations: Iterable[Operation]) -> Delivery | None:
    """The gravest state among what is not sent yet."""
    states = {DELIVERY[operation.state] for operation in operations if operation.state is not OperationState.DONE}
    return next((delivery for delivery in _GRAVEST_FIRST if delivery in states), None)


def history_rows(connection: Queryable, account_id: int, keys: Sequence[RowKey]) -> dict[RowKey, HistoryRow]:
    """The rows behind some names; names that stand for nothing any more are left out."""
    overlay = _Overlay(connection, account_id)
    by_kind: dict[RowKind, list[str]] = {kind: [] for kind in RowKind}
    for key in keys:
        by_kind[key.kind].append(key.id)
    found = [
        *_ticket_rows(connection, account_id, [int(id) for id in by_kind[RowKind.TICKET]], overlay),
        *_draft_rows(connection, account_id, by_kind[RowKind.DRAFT]),
        *(_sending_row(id, overlay.creates[id]) for id in by_kind[RowKind.OUTBOX] if id in overlay.creates),
    ]
    return {row.key: row for row in found}


def _ticket_rows(connection: Queryable, account_id: int, ids: list[int], overlay: _Overlay) -> Iterable[HistoryRow]:
    # the plus has SQLite go by id: by account it would read every ticket for these few
    query = (
        "SELECT id, number, subject, snippet, snippet_side, department, status, activity_ms, unread, has_attachments, "
        "removed, "
        "EXISTS (SELECT 1 FROM draft WHERE draft.ticket_id = ticket.id) AS has_draft "
        f"FROM ticket WHERE +account_id = ? AND id IN ({placeholders(ids)})"
    )
    for row in connection.execute(query, [account_id, *ids]).fetchall():
        shown = HistoryRow(
            key=RowKey(RowKind.TICKET, str(row["id"])),
            number=row["number"],
            subject=row["subject"],
            snippet=row["snippet"],
            snippet_side=Side(row["snippet_side"]),
            department=row["department"],
            status=row["status"],
            activity_ms=row["activity_ms"],
            unread=row["unread"],
            has_attachments=bool(row["has_attachments"]),
            has_draft=bool(row["has_draft"]),
            remote_state=RemoteState(row["removed"]),
        )
        waiting = overlay.replies.get(row["id"])
        yield _with_waiting(shown, waiting) if waiting else shown


def _with_waiting(row: HistoryRow, waiting: list[Operation]) -> HistoryRow:
    """A ticket's row with what was written last, though the help desk may not have it."""
    return replace(
        row,
        snippet=snippet(waiting[-1].body),
        snippet_side=Side.OWN,
        activity_ms=max(row.activity_ms, _activity(waiting)),
        delivery=_delivery(waiting),
        has_attachments=row.has_attachments or any(operation.files for operation in waiting),
    )


def _draft_rows(connection: Queryable, account_id: int, ids: list[str]) -> Iterable[HistoryRow]:
    for draft in rows.drafts(connection, f"account_id = ? AND id IN ({placeholders(ids)})", [account_id, *ids]):
        yield HistoryRow(
            key=RowKey(RowKind.DRAFT, draft.id),
            number="",
            subject=draft.subject,
            snippet=snippet(draft.body),
            snippet_side=Side.OWN,
            department=draft.department,
            status="",
            activity_ms=draft.updated_ms,
            has_attachments=bool(draft.files),
        )


def _sending_row(id: str, thread: list[Operation]) -> HistoryRow:
    create, last = thread[0], thread[-1]
    return HistoryRow(
        key=RowKey(RowKind.OUTBOX, id),
        number="",
        subject=create.subject,
        snippet=snippet(last.body),
        snippet_side=Side.OWN,
        department=create.department,
        status="",
        activity_ms=_activity(thread),
        delivery=_delivery(thread) or Delivery.SENT,
        has_attachments=any(operation.files for operation in thread),
    )
