"""What tests of this room work in: one profile, one signed-in account, and words of a help desk."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.filters import HistoryFilter
from desktop.domain.operations import File, Operation
from desktop.domain.references.evidence import Evidence, EvidenceKind
from desktop.domain.remote import Page, Receipt, RemoteFile, RemoteMessage, RemoteTicket
from desktop.domain.tickets import HistoryRow, Message, RowKey, RowKind, Side, Ticket
from desktop.store import accounts, cursors, drafts, mirror, outbox
from desktop.store.changes import Changes, Kind
from desktop.store.database import Database, WriteTransaction
from desktop.store.read import queries
from tests.profiles import new_profile

T = TypeVar("T")
NOON = 1_700_000_000_000
OFFLINE = Problem(ErrorCode.OFFLINE, reason="gaierror")
CHIP = Evidence.of(EvidenceKind.ORDER, {"value": "OTM-417030", "checked": "unchecked"})
REFUSED = Problem(ErrorCode.REFUSED, said="پذیرفته نشد", status=400)


class StillClock:
    def __init__(self, now_ms: int = NOON) -> None:
        self.ms = now_ms

    def now_ms(self) -> int:
        return self.ms

    def monotonic_s(self) -> float:
        return self.ms / 1000


class Told:
    """Everything that a database told its listeners."""

    def __init__(self) -> None:
        self.all: list[Changes] = []

    def __call__(self, changes: Changes) -> None:
        self.all.append(changes)

    def clear(self) -> None:
        self.all.clear()

    @property
    def items(self) -> set[tuple[Kind, str]]:
        return {item for changes in self.all for item in changes.items}


class StoreHarness:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = StillClock()
        self.database = Database.open(new_profile(folder), self.clock)
        self.account = self.do(lambda tx: accounts.add(tx, "roundup", "built-in", "nasrin", "Nasrin"))
        self.is_synced()

    def is_synced(self, account: int | None = None) -> None:
        self.do(lambda tx: accounts.keep_synced(tx, account or self.account, NOON))

    def close(self) -> None:
        self.database.close()

    def reopen(self) -> None:
        self.database.close()
        self.database = Database.open(self.folder, self.clock)

    @property
    def reader(self) -> sqlite3.Connection:
        return self.database.read_connection()

    def do(self, work: Callable[[WriteTransaction], T]) -> T:
        with self.database.write() as tx:
            return work(tx)

    # what a person does

    def draft(self, id: str = "d1", **values: object) -> Draft:
        given = {"subject": "برداشت", "body": "کیف پول من", "created_ms": NOON, "updated_ms": NOON, **values}
        draft = replace(Draft(id, self.account), **given)  # type: ignore[arg-type]
        self.do(lambda tx: drafts.keep(tx, draft))
        return draft

    def send(self, id: str = "d1", *, now_ms: int = NOON, not_before_ms: int = 0, **values: object) -> Operation:
        draft = self.draft(id, **values)
        self.do(lambda tx: outbox.accept(tx, draft, operation_id=id, now_ms=now_ms, not_before_ms=not_before_ms))
        return self.operation(id)

    def begin(self, id: str) -> Operation:
        self.do(lambda tx: outbox.begin(tx, id, 10**15))
        return self.operation(id)

    def arrived(self, id: str, ticket: str = "7", message: str = "70", files: tuple[str, ...] = ()) -> None:
        self.begin(id)
        self.do(lambda tx: outbox.done(tx, id, Receipt(ticket, message, files)))

    def refused(self, id: str) -> None:
        self.begin(id)
        self.do(lambda tx: outbox.refused(tx, id, REFUSED))

    # what the help desk says

    def page(self, *items: RemoteTicket | RemoteMessage, account: int | None = None) -> None:
        page = Page(
            "c",
            False,
            tickets=tuple(item for item in items if isinstance(item, RemoteTicket)),
            messages=tuple(item for item in items if isinstance(item, RemoteMessage)),
        )
        self.do(lambda tx: mirror.apply(tx, account or self.account, page, self.clock.ms))

    # what is seen

    def operation(self, id: str) -> Operation:
        found = outbox.get(self.reader, id)
        assert found is not None
        return found

    def due(self, now_ms: int = NOON) -> str | None:
        found = outbox.due(self.reader, self.account, now_ms)
        return found.id if found else None

    def keys(self, **values: object) -> list[str]:
        filter = HistoryFilter(**values)  # type: ignore[arg-type]
        return [f"{key.kind.value} {key.id}" for key in queries.history_keys(self.reader, self.account, filter)]

    def row(self, kind: RowKind, id: object) -> HistoryRow:
        key = RowKey(kind, str(id))
        return queries.history_rows(self.reader, self.account, [key])[key]

    def thread(self, kind: RowKind, id: object) -> tuple[Message, ...]:
        return queries.messages(self.reader, self.account, RowKey(kind, str(id)))

    def ticket_id(self, number: str) -> int:
        found = queries.ticket_by_number(self.reader, self.account, number)
        assert found is not None
        return found

    def cursor(self) -> str:
        return cursors.get(self.reader, self.account)


def head(harness: StoreHarness, number: str) -> Ticket:
    """The head of the thread of the ticket with that number."""
    found = queries.ticket(harness.reader, harness.account, RowKey(RowKind.TICKET, str(harness.ticket_id(number))))
    assert found is not None
    return found


def listed(harness: StoreHarness, **values: object) -> set[str]:
    """The numbers of the tickets in the list."""
    keys = queries.history_keys(harness.reader, harness.account, HistoryFilter(**values))  # type: ignore[arg-type]
    assert len(keys) == len(set(keys))
    rows = queries.history_rows(harness.reader, harness.account, keys)
    return {rows[key].number for key in keys}


def file(name: str = "a.png", size: int = 3, sha256: str = "a" * 64) -> File:
    return File(name, "image/png", size, sha256)


def a_ticket(id: str = "7", **values: object) -> RemoteTicket:
    ticket = RemoteTicket(id, id, "برداشت", "2", "1", NOON, NOON)
    return replace(ticket, **values)  # type: ignore[arg-type]


def an_answer(id: str = "71", ticket: str = "7", **values: object) -> RemoteMessage:
    message = RemoteMessage(id, ticket, Side.SUPPORT, "Sara", NOON + int(id), "پاسخ شما")
    return replace(message, **values)  # type: ignore[arg-type]


def own(id: str = "70", ticket: str = "7", **values: object) -> RemoteMessage:
    return an_answer(id, ticket, **{"side": Side.OWN, "author": "Nasrin", "body": "کیف پول من", **values})


def a_file(id: str = "f1", name: str = "a.png", size: int = 3) -> RemoteFile:
    return RemoteFile(id, name, "image/png", size)


class BodiesRead:
    """Counts the rows with a message's text that a connection reads from now on."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.count = 0
        connection.row_factory = self._row

    def _row(self, cursor: sqlite3.Cursor, values: tuple[object, ...]) -> sqlite3.Row:
        self.count += any(column[0] == "body" for column in cursor.description)
        return sqlite3.Row(cursor, values)
