"""One thread: its ticket, and its messages in pages, so that what is read does not grow with the thread."""

from sqlite3 import Row

from desktop.domain.folds import loaded
from desktop.domain.operations import File, Operation
from desktop.domain.remote import RecordKind
from desktop.domain.tickets import (
    Attachment,
    Delivery,
    DownloadState,
    Message,
    MessagePage,
    MessagePlace,
    RemoteState,
    RowKey,
    RowKind,
    Side,
    Ticket,
)
from desktop.store import accounts, rows
from desktop.store.read import duplicates
from desktop.store.rows import DELIVERY, Queryable

ATTACHMENT = "a.id, a.name, a.media_type, a.size, a.local, a.sha256"
"""The columns that `attachment_of` takes, in its order."""


def ticket(connection: Queryable, account_id: int, key: RowKey) -> Ticket | None:
    """The head of a thread; a create that has become a ticket is answered with that ticket."""
    if key.kind is RowKind.DRAFT:
        return None
    ticket_id = _ticket_id(connection, key)
    overlay = _overlay(connection, account_id, key, ticket_id)
    sent_ms = max((operation.created_ms for operation in overlay), default=0)
    if ticket_id is not None:
        row = connection.execute(
            "SELECT * FROM ticket WHERE +account_id = ? AND id = ?", (account_id, ticket_id)
        ).fetchone()
        if row is None:
            return None
        original, repeated = duplicates.related(connection, row)
        return Ticket(
            key=RowKey(RowKind.TICKET, str(ticket_id)),
            number=row["number"],
            subject=row["subject"],
            department=row["department"],
            status=row["status"],
            created_ms=row["created_ms"],
            activity_ms=max(row["activity_ms"], sent_ms),
            unread=row["unread"],
            remote_state=RemoteState(row["removed"]),
            original=original,
            duplicates=repeated,
        )
    if not overlay:
        return None
    create = overlay[0]
    return Ticket(key, "", create.subject, create.department, "", create.created_ms, sent_ms)


def messages(connection: Queryable, account_id: int, key: RowKey) -> tuple[Message, ...]:
    """A thread, oldest first; what is not mirrored yet comes last, in the order it was sent, and nothing twice."""
    return _Thread(connection, account_id, key).page(limit=-1).messages


def newest_messages(connection: Queryable, account_id: int, key: RowKey, *, limit: int, most: int) -> MessagePage:
    """The newest `limit` messages, or more if an older one is unread: from the first unread one, at most `most`."""
    thread = _Thread(connection, account_id, key)
    return thread.page(limit=min(max(limit, thread.count_from_first_unread(most)), most))


def messages_from(
    connection: Queryable, account_id: int, key: RowKey, start: MessagePlace | None, *, limit: int
) -> MessagePage:
    """The messages from a place on, None for the first message, to the newest; of more than `limit` the newest."""
    return _Thread(connection, account_id, key).page(start=start, limit=limit)


def earlier_messages(
    connection: Queryable, account_id: int, key: RowKey, end: MessagePlace, *, limit: int
) -> MessagePage:
    """The `limit` messages before a place; none of them waits to be sent."""
    return _Thread(connection, account_id, key).page(end=end, limit=limit)


def ticket_of_operation(connection: Queryable, operation_id: str) -> int | None:
    """The ticket that a create became, or that a reply belongs to; for a duplicate, the listed one."""
    row = connection.execute("SELECT ticket_id FROM operation WHERE id = ?", (operation_id,)).fetchone()
    return None if row is None or row["ticket_id"] is None else duplicates.listed_ticket(connection, row["ticket_id"])


def _ticket_id(connection: Queryable, key: RowKey) -> int | None:
    return int(key.id) if key.kind is RowKind.TICKET else ticket_of_operation(connection, key.id)


def _overlay(connection: Queryable, account_id: int, key: RowKey, ticket_id: int | None) -> tuple[Operation, ...]:
    where = "account_id = ? AND message_id IS NULL"
    if ticket_id is not None:
        return rows.operations(connection, f"{where} AND ticket_id = ?", (account_id, ticket_id))
    return rows.operations(connection, f"{where} AND (id = ? OR parent_id = ?)", (account_id, key.id, key.id))


class _Thread:
    """The messages of one thread in the mirror, with what waits to be sent behind them."""

    def __init__(self, connection: Queryable, account_id: int, key: RowKey) -> None:
        self._connection = connection
        self._account_id = account_id
        self._id: int | None = None
        self._waiting: list[Message] = []
        self._duplicates: list[Row] = []
        self._hidden: set[int] = set()
        if key.kind is RowKind.DRAFT:
            return
        ticket_id = _ticket_id(connection, key)
        account = accounts.get(connection, account_id)
        author = account.display_name if account else ""
        self._waiting = [_sent(operation, author) for operation in _overlay(connection, account_id, key, ticket_id)]
        owner = connection.execute("SELECT account_id FROM ticket WHERE id = ?", (ticket_id,)).fetchone()
        if owner is not None and owner["account_id"] == account_id:
            self._id = ticket_id
            self._find_duplicates()

    def page(self, *, start: MessagePlace | None = None, end: MessagePlace | None = None, limit: int) -> MessagePage:
        """The newest `limit` messages between two places (-1 for all), the second of which is not part of it."""
        waiting = tuple(self._waiting) if end is None else ()
        found = self._rows(start, end, limit if limit < 0 else max(limit - len(waiting), 1))
        if not found:
            return MessagePage(waiting)
        first, last = (MessagePlace(row["created_ms"], row["id"]) for row in (found[0], found[-1]))
        attached = self._attachments(first, last)
        shown = {row["id"] for row in found}
        others = [row for row in self._duplicates if row["id"] not in shown]
        mirrored = tuple(
            _mirrored(row, operation_id, arrivals, tuple(attached.get(row["id"], ())))
            for row, operation_id, arrivals in duplicates.without_duplicates([*found, *others])
            if row["id"] in shown
        )
        hidden, unread_ms = self._before(first)
        return MessagePage((*mirrored, *waiting), hidden, unread_ms, first)

    def count_from_first_unread(self, most: int) -> int:
        """How many messages there are from the first unread one on, 0 if all are read; counts up to one over `most`."""
        # by the few unread messages here too
        first = self._connection.execute(
            "SELECT created_ms, id FROM message WHERE ticket_id = ? AND unread > 0 ORDER BY +created_ms, id LIMIT 1",
            (self._id,),
        ).fetchone()
        if first is None:
            return 0
        query = (
            "SELECT count(*) FROM (SELECT 1 FROM message AS m "
            f"WHERE m.ticket_id = ? AND (m.created_ms, m.id) >= (?, ?){self._without_hidden} LIMIT ?)"
        )
        values = (self._id, first["created_ms"], first["id"], most + 1)
        return int(self._connection.execute(query, values).fetchone()[0]) + len(self._waiting)

    @property
    def _without_hidden(self) -> str:
        """SQL condition that leaves out what is shown in the place of its original."""
        return f" AND m.id NOT IN ({','.join(map(str, sorted(self._hidden)))})" if self._hidden else ""

    def _find_duplicates(self) -> None:
        repeated = "SELECT ref FROM message WHERE ticket_id = ? AND ref <> '' GROUP BY ref HAVING count(*) > 1"
        refs = [row["ref"] for row in self._connection.execute(repeated, (self._id,))]
        for ref in refs:
            self._duplicates += self._connection.execute(
                f"{_MESSAGES} WHERE m.ticket_id = ? AND m.ref = ? AND m.ref <> '' AND m.side = ?",
                (self._id, ref, Side.OWN.value),
            ).fetchall()
        shown = {row["id"] for row, _, _ in duplicates.without_duplicates(self._duplicates)}
        self._hidden = {int(row["id"]) for row in self._duplicates} - shown

    def _rows(self, start: MessagePlace | None, end: MessagePlace | None, limit: int) -> list[Row]:
        if self._id is None:
            return []
        where, values = "m.ticket_id = ?", [self._id]
        for place, comparison in ((start, ">="), (end, "<")):
            if place is not None:
                where += f" AND (m.created_ms, m.id) {comparison} (?, ?)"
                values += place
        query = f"{_MESSAGES} WHERE {where}{self._without_hidden} ORDER BY m.created_ms DESC, m.id DESC LIMIT ?"
        return self._connection.execute(query, (*values, limit)).fetchall()[::-1]

    def _attachments(self, first: MessagePlace, last: MessagePlace) -> dict[int, list[Attachment]]:
        attached: dict[int, list[Attachment]] = {}
        query = (
            f"SELECT a.message_id, {ATTACHMENT} FROM message AS m JOIN attachment AS a ON a.message_id = m.id "
            "WHERE m.ticket_id = ? AND (m.created_ms, m.id) >= (?, ?) AND (m.created_ms, m.id) <= (?, ?) "
            "ORDER BY a.message_id, a.position"
        )
        for row in self._connection.execute(query, (self._id, *first, *last)):
            attached.setdefault(row[0], []).append(attachment_of(row[1:]))
        return attached

    def _before(self, first: MessagePlace) -> tuple[int, int]:
        """How many messages there are before a place, and when the newest unread one of them was written."""
        count_of, values = "SELECT count(*) FROM message WHERE ticket_id = ?", (self._id, *first)
        count = self._connection.execute(f"{count_of} AND (created_ms, id) < (?, ?)", values).fetchone()[0]
        # the plus has SQLite go by the few unread messages; by time it would look at all of the thread for them
        unread_ms = self._connection.execute(
            "SELECT coalesce(max(+created_ms), 0) FROM message "
            "WHERE ticket_id = ? AND (+created_ms, id) < (?, ?) AND unread > 0",
            values,
        ).fetchone()[0]
        not_shown = sum(
            row["id"] in self._hidden and (row["created_ms"], row["id"]) < first for row in self._duplicates
        )
        return count - not_shown, unread_ms


_MESSAGES = (
    "SELECT m.id, m.remote_id, m.ref, m.side, m.author, m.created_ms, m.body, m.unread, "
    "(SELECT o.id FROM operation AS o WHERE o.message_id = m.id ORDER BY o.seq LIMIT 1) AS operation_id, "
    "m.removed AS taken, m.folds, m.placeholder, u.kind AS unread_kind, u.parts, u.raw, "
    "CASE m.removed WHEN 0 THEN t.removed ELSE m.removed END AS removed FROM message AS m "
    "JOIN ticket AS t ON t.id = m.ticket_id "
    "LEFT JOIN unreadable AS u ON u.account_id = m.account_id AND u.remote_id = m.remote_id "
    "AND u.kind = CASE m.placeholder WHEN 1 THEN 'message' ELSE 'file' END"
)


# a look-up takes a tenth of the time that an enum's constructor does
_SIDES = {side.value: side for side in Side}
_REMOTE_STATES = {state.value: state for state in RemoteState}


def _mirrored(row: Row, operation_id: str, arrivals: int, attached: tuple[Attachment, ...]) -> Message:
    return Message(
        key=operation_id or f"{'p' if row['placeholder'] else 'm'}{row['id']}",
        side=_SIDES[row["side"]],
        author=row["author"],
        created_ms=row["created_ms"],
        body=row["body"],
        attachments=attached,
        delivery=Delivery.SENT if row["side"] == Side.OWN.value and not row["removed"] else None,
        operation_id=operation_id,
        unread=bool(row["unread"]),
        remote_state=_REMOTE_STATES[row["removed"]],
        arrivals=max(arrivals, 1),
        folds=loaded(row["folds"], row["body"]),
        is_placeholder=bool(row["placeholder"]),
        unreadable_files=row["parts"] if row["unread_kind"] == RecordKind.FILE.value else 0,
        raw=row["raw"] or "",
    )


def _sent(operation: Operation, author: str) -> Message:
    return Message(
        key=operation.id,
        side=Side.OWN,
        author=author,
        created_ms=operation.created_ms,
        body=operation.body,
        attachments=tuple(_from_outbox(file) for file in operation.files),
        delivery=DELIVERY[operation.state],
        problem=operation.problem,
        operation_id=operation.id,
        not_before_ms=operation.not_before_ms,
    )


def _from_outbox(file: File) -> Attachment:
    return Attachment(0, file.name, file.media_type, file.size, DownloadState.DOWNLOADED, file.sha256)


def attachment_of(row: tuple[int, str, str, int, str, str]) -> Attachment:
    """An attachment, from the columns `ATTACHMENT`."""
    id, name, media_type, size, local, sha256 = row
    return Attachment(id, name, media_type, size, DownloadState(local), sha256)
