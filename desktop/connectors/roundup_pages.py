"""The built-in help desk's pages of changes as the values that the store mirrors.

One bad record never takes others with it, and none disappears: what cannot be read stays in the page as it came.
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from desktop.connectors.http.json import JsonObject, Malformed, raw_text, read_json
from desktop.domain import folds
from desktop.domain.money.wallets import Rates, Verification
from desktop.domain.remote import (
    Page,
    RecordKind,
    RemoteFile,
    RemoteMessage,
    RemoteTicket,
    RemoteTransaction,
    RemoteWallet,
    UnreadableRecord,
)
from desktop.domain.sync_status import HistoryProgress
from desktop.domain.tickets import Side
from desktop.values import dataclass

_log = logging.getLogger(__name__)
_Record = TypeVar("_Record")
_Value = TypeVar("_Value")
_LARGEST = 2**53
_NEWEST, _MARK = "o0", "."
_LISTS = {
    RecordKind.TICKET: "tickets",
    RecordKind.MESSAGE: "messages",
    RecordKind.FILE: "messages",
    RecordKind.WALLET: "wallets",
    RecordKind.TRANSACTION: "transactions",
}


def page(data: JsonObject, cursor: str) -> Page:
    """Changes after `cursor`. Raises Malformed where the page as a whole makes no sense.

    A cursor never goes back (this help desk counts its changes), and with more to come it moves on: anything else
    would bring the same page again for ever, or all of it from the beginning.
    """
    place, since, more = Place.parse(cursor), data.id("cursor", ""), data.flag("more")
    history = data.fields("history") if more and "history" in data else None
    after = str(Place(since, history.id("before"))) if history is not None else since
    if (more and after == cursor) or (cursor and not since):
        raise Malformed("cursor")
    if place.since.isdecimal() and not (since.isdecimal() and int(since) >= int(place.since)):
        raise Malformed("cursor")
    return replace(_Reader().page(data, after, more), history=_progress(history) if history is not None else None)


@dataclass(frozen=True)
class Place:
    """What a cursor says: the changes since then are to come, and the history before `before` ("" none of it)."""

    since: str
    before: str = ""

    @classmethod
    def parse(cls, cursor: str) -> "Place":
        """The place of a cursor; "" is the beginning, at the newest end of the history."""
        if not cursor:
            return cls("", _NEWEST)
        since, _, before = cursor.partition(_MARK)
        return cls(since, before)

    def __str__(self) -> str:
        return f"{self.since}{_MARK}{self.before}" if self.before else self.since


def _progress(history: JsonObject) -> HistoryProgress | None:
    """How far the history has come; None where the help desk does not say it."""
    try:
        total = history.integer("total", 0, _LARGEST)
        left = history.integer("left", 0, total)
        return HistoryProgress(total, left, history.integer("tickets_left", 0, total), history.time_ms("since"))
    except Malformed:
        return None


def reparse(record: UnreadableRecord) -> Page:
    """A page of one record that an earlier version could not read; `unreadable` where this one cannot either."""
    try:
        value = read_json(record.raw.encode())
        if record.kind in _LISTS:
            data: dict[str, object] = {_LISTS[record.kind]: [value]}
        elif record.kind is RecordKind.REMOVED:
            data = {"removed": {record.owner: [value]}}
        else:
            data = {record.kind.value: value}
        return _Reader().page(JsonObject(data), "", False)
    except Malformed:
        return Page("", False, unreadable=(record,))


class _Reader:
    """Reads one page and keeps what cannot be read."""

    def __init__(self) -> None:
        self._unreadable: list[UnreadableRecord] = []

    def page(self, data: JsonObject, cursor: str, more: bool) -> Page:
        read = Page(
            cursor=cursor,
            more=more,
            tickets=self._records(data, RecordKind.TICKET, _ticket),
            messages=self._records(data, RecordKind.MESSAGE, self._message),
            wallets=self._records(data, RecordKind.WALLET, _wallet),
            transactions=self._records(data, RecordKind.TRANSACTION, _transaction),
            verification=self._one(data, RecordKind.VERIFICATION, self._verification),
            rates=self._one(data, RecordKind.RATES, _rates),
            removed_tickets=self._removed(data, "tickets"),
            removed_messages=self._removed(data, "messages"),
            unreadable=tuple(self._unreadable),
            mark=_or(lambda name: data.id(name, ""), "mark", ""),
        )
        if self._unreadable:
            kinds = Counter(record.kind.value for record in self._unreadable)
            _log.warning("Kept as they came, unread: %s", dict(kinds))
        return read

    def _records(
        self, data: JsonObject, kind: RecordKind, read: Callable[[JsonObject], _Record]
    ) -> tuple[_Record, ...]:
        records: list[_Record] = []
        items = data.items(_LISTS[kind])
        for item in items:
            try:
                records.append(read(JsonObject(item)))
            except Malformed:
                self._unreadable.append(_unreadable(kind, item))
        if len(records) < len(items):
            _log.warning("Cannot read %d malformed of %d %s", len(items) - len(records), len(items), _LISTS[kind])
        return tuple(records)

    def _one(self, data: JsonObject, kind: RecordKind, read: Callable[[JsonObject], _Record]) -> _Record | None:
        if kind.value not in data:
            return None
        try:
            return read(data.fields(kind.value))
        except Malformed:
            self._unreadable.append(UnreadableRecord(kind, raw_text(data.value(kind.value)), kind.value))
            return None

    def _removed(self, data: JsonObject, name: str) -> tuple[str, ...]:
        ids: list[str] = []
        for item in data.fields("removed").items(name) if "removed" in data else []:
            try:
                ids.append(JsonObject({"id": item}).id("id"))
            except Malformed:
                self._unreadable.append(UnreadableRecord(RecordKind.REMOVED, raw_text(item), owner=name))
        return tuple(ids)

    def _message(self, item: JsonObject) -> RemoteMessage:
        try:
            side = Side(item.text("side"))
        except ValueError:
            raise Malformed("side") from None
        body = item.text("body", "")
        files, unreadable_files = _files(item)
        message = RemoteMessage(
            id=item.id("id"),
            ticket=item.id("ticket"),
            side=side,
            author=item.line("author", ""),
            created_ms=item.time_ms("created"),
            body=body,
            files=files,
            ref=item.id("ref", ""),
            folds=folds.sound(body, _or(item.items, "folds", [])),
            unreadable_files=unreadable_files,
        )
        if unreadable_files:
            raw = raw_text(item.whole)
            self._unreadable.append(
                UnreadableRecord(RecordKind.FILE, raw, message.id, message.ticket, parts=unreadable_files)
            )
        return message

    def _verification(self, item: JsonObject) -> Verification:
        codes = item.items("missing")
        missing = [code for code in (_or(JsonObject({"code": code}).id, "code", "") for code in codes) if code]
        verification = Verification(item.integer("level", 0, 99), item.integer("percent", 0, 100), tuple(missing))
        if len(missing) < len(codes):
            kind = RecordKind.VERIFICATION
            self._unreadable.append(UnreadableRecord(kind, raw_text(item.whole), kind.value))
        return verification


def _or(read: Callable[[str], _Value], name: str, otherwise: _Value) -> _Value:
    try:
        return read(name)
    except Malformed:
        return otherwise


def _unreadable(kind: RecordKind, item: object) -> UnreadableRecord:
    """Return the parts that are readable of a record that cannot be read as a whole."""
    raw = raw_text(item)
    try:
        fields = JsonObject(item)
    except Malformed:
        return UnreadableRecord(kind, raw)
    id = _or(fields.id, "id", "")
    return UnreadableRecord(
        kind,
        raw,
        id,
        owner=_or(fields.id, "ticket", "") if kind is RecordKind.MESSAGE else "",
        side=Side.OWN if _or(fields.text, "side", "") == Side.OWN.value else Side.SUPPORT,
        ref=_or(fields.id, "ref", ""),
        created_ms=_or(fields.time_ms, "created", 0),
        ticket=_part_of_ticket(fields, id) if kind is RecordKind.TICKET and id else None,
    )


def _part_of_ticket(item: JsonObject, id: str) -> RemoteTicket:
    """As much of a ticket as its messages need to be found under; times are 0 where they are not known."""
    created_ms, updated_ms = _or(item.time_ms, "created", 0), _or(item.time_ms, "updated", 0)
    return RemoteTicket(
        id=id,
        number=_or(item.id, "number", id),
        subject=_or(item.line, "title", ""),
        department=_or(item.id, "department", ""),
        status=_or(item.id, "status", ""),
        created_ms=created_ms or updated_ms,
        updated_ms=updated_ms or created_ms,
        ref=_or(item.id, "ref", ""),
    )


def _ticket(item: JsonObject) -> RemoteTicket:
    id = item.id("id")
    return RemoteTicket(
        id=id,
        number=item.id("number", id),
        subject=item.line("title", ""),
        department=item.id("department", ""),
        status=item.id("status", ""),
        created_ms=item.time_ms("created"),
        updated_ms=item.time_ms("updated"),
        ref=item.id("ref", ""),
    )


def _files(item: JsonObject) -> tuple[tuple[RemoteFile, ...], int]:
    """The files of a message, and how many cannot be read: a message is worth more than the list of its files."""
    files: list[RemoteFile] = []
    try:
        items = item.items("files")
    except Malformed:
        return (), 1
    for one in items:
        try:
            files.append(_file(JsonObject(one)))
        except Malformed:
            continue
    return tuple(files), len(items) - len(files)


def _file(item: JsonObject) -> RemoteFile:
    media_type = item.text("type", "") or "application/octet-stream"
    return RemoteFile(item.id("id"), item.line("name", ""), media_type, item.integer("size", 0, _LARGEST))


def _wallet(item: JsonObject) -> RemoteWallet:
    return RemoteWallet(
        id=item.id("id"),
        number=item.line("number"),
        currency=item.line("currency"),
        network=item.line("network", ""),
        balance=item.money("balance"),
    )


def _transaction(item: JsonObject) -> RemoteTransaction:
    return RemoteTransaction(
        id=item.id("id"),
        wallet=item.id("wallet"),
        reference=item.line("reference", ""),
        date_ms=item.time_ms("date"),
        account=item.line("account", ""),
        method=item.line("method", ""),
        kind=item.line("kind", ""),
        amount=item.money("amount"),
        currency=item.line("currency"),
        fee=item.money("fee") if "fee" in item else None,
        state=item.line("state", ""),
    )


def _rates(item: JsonObject) -> Rates:
    listed = item.fields("rates")
    # half a table would make a wrong sum look right
    if len(listed.texts()) < listed.count:
        raise Malformed("rates")
    quotes = [(currency, listed.money(currency)) for currency, _text in listed.texts()]
    if any(quote <= 0 for _currency, quote in quotes):
        raise Malformed("rates")
    return Rates(item.line("base"), item.time_ms("date"), tuple(quotes))
