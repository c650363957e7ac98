"""What the built-in help desk says that makes no sense is kept as it came, and no page that makes none is believed."""

import json

import pytest

from desktop.domain.errors import ErrorCode
from desktop.domain.remote import RecordKind, UnreadableRecord
from tests.connectors import test_roundup_wire
from tests.connectors.test_roundup_wire import BOOKING, MESSAGE, TICKET, WALLET, Serve, code_of, page

pytestmark = pytest.mark.slow

serve = test_roundup_wire.serve

UNREADABLE = [
    ("tickets", {**TICKET, "updated": None}, RecordKind.TICKET, "1"),
    ("tickets", {**TICKET, "id": "a b"}, RecordKind.TICKET, ""),
    ("messages", {**MESSAGE, "created": -1}, RecordKind.MESSAGE, MESSAGE["id"]),
    ("messages", {**MESSAGE, "created": 253_402_300_800_000}, RecordKind.MESSAGE, MESSAGE["id"]),
    ("messages", {**MESSAGE, "created": 1.5}, RecordKind.MESSAGE, MESSAGE["id"]),
    ("messages", {**MESSAGE, "side": "robot"}, RecordKind.MESSAGE, MESSAGE["id"]),
    ("messages", {**MESSAGE, "id": "a b"}, RecordKind.MESSAGE, ""),
    ("messages", {**MESSAGE, "ticket": ["1"]}, RecordKind.MESSAGE, MESSAGE["id"]),
    ("messages", "text", RecordKind.MESSAGE, ""),
    ("wallets", {**WALLET, "balance": 99.01}, RecordKind.WALLET, WALLET["id"]),
    ("transactions", {**BOOKING, "amount": "1e9"}, RecordKind.TRANSACTION, BOOKING["id"]),
]


@pytest.mark.parametrize(("name", "item", "kind", "id"), UNREADABLE)
def test_what_cannot_be_read_is_kept_as_it_came(
    serve: Serve, name: str, item: object, kind: RecordKind, id: object
) -> None:
    (record,) = serve(page(**{name: [item]}))[1].changes("", 10).unreadable
    assert (record.kind, record.id, json.loads(record.raw)) == (kind, str(id), item)
    if name == "messages" and isinstance(item, dict):
        assert record.owner == (item["ticket"] if isinstance(item["ticket"], str) else "")


def test_what_can_be_read_of_a_ticket_is_told(serve: Serve) -> None:
    (record,) = serve(page(tickets=[{**TICKET, "created": "x", "number": "a b"}]))[1].changes("", 10).unreadable
    assert record.ticket is not None
    assert (record.ticket.id, record.ticket.number, record.ticket.subject) == ("1", "1", TICKET["title"])
    assert record.ticket.created_ms == TICKET["updated"]


def test_files_verification_rates_and_removals_are_kept_too(serve: Serve) -> None:
    data = page(
        messages=[{**MESSAGE, "files": [{"id": "8", "name": "a", "size": 3}, {}, None]}],
        verification={"level": 1, "percent": 5, "missing": ["a", "b c", 5]},
        rates={"base": "USD", "date": 1, "rates": {"EUR": 1}},
        removed={"tickets": ["1", None], "messages": [{}]},
    )
    got = serve(data)[1].changes("", 10)
    assert [(record.kind, record.parts) for record in got.unreadable] == [
        (RecordKind.FILE, 2),
        (RecordKind.VERIFICATION, 1),
        (RecordKind.RATES, 1),
        (RecordKind.REMOVED, 1),
        (RecordKind.REMOVED, 1),
    ]
    assert [file.id for file in got.messages[0].files] == ["8"]
    assert got.messages[0].unreadable_files == 2
    assert got.verification is not None and got.verification.missing == ("a", "5")
    assert (got.rates, got.removed_tickets) == (None, ("1",))


def test_the_text_is_what_came(serve: Serve) -> None:
    message = r'{"id": "5", "id": "6", "n": 1.10, "big": 99999999999999999999, "inf": 1e400, "t": "\ud800 سلام"}'
    body = f'{{"data": {{"cursor": "9", "more": false, "messages": [{message}]}}}}'
    (record,) = serve(None, body=body.encode())[1].changes("", 10).unreadable
    assert record.raw == message
    assert record.raw.encode()


def test_a_record_is_read_again_by_the_version_that_can(serve: Serve) -> None:
    connector = serve(page())[1]
    for kind, item in ((RecordKind.TICKET, TICKET), (RecordKind.MESSAGE, MESSAGE), (RecordKind.FILE, MESSAGE),
                       (RecordKind.WALLET, WALLET), (RecordKind.TRANSACTION, BOOKING)):  # fmt: skip
        got = connector.reparse(UnreadableRecord(kind, json.dumps(item), "5"))
        assert not got.unreadable
        assert len((*got.tickets, *got.messages, *got.wallets, *got.transactions)) == 1
    removed = connector.reparse(UnreadableRecord(RecordKind.REMOVED, '"7"', owner="messages"))
    assert removed.removed_messages == ("7",)
    for raw in ("", "{", "5", '{"id": 5}', "[" * 100):
        assert connector.reparse(UnreadableRecord(RecordKind.MESSAGE, raw)).unreadable


@pytest.mark.parametrize(
    ("since", "cursor", "more"),
    [("100", "5", False), ("100", "99", True), ("100", "100", True), ("100", "x", False), ("100", "", False)],
)
def test_a_cursor_that_goes_back_or_stays_is_no_page(serve: Serve, since: str, cursor: str, more: bool) -> None:
    _, connector = serve({**page(messages=[MESSAGE]), "cursor": cursor, "more": more})
    assert code_of(lambda: connector.changes(since, 10)) is ErrorCode.SERVER_ERROR


@pytest.mark.parametrize(
    "wrong",
    [{"tickets": "x"}, {"messages": {}}, {"removed": 5}, {"removed": {"tickets": "x"}}, {"more": "no"}, {"cursor": []}],
)
def test_a_page_of_wrong_types_is_no_page(serve: Serve, wrong: dict[str, object]) -> None:
    assert code_of(lambda: serve({**page(), **wrong})[1].changes("", 10)) is ErrorCode.SERVER_ERROR


@pytest.mark.parametrize(
    ("sent", "folds"),
    [
        ([[0, 3]], ((0, 3),)),
        ([], ()),
        (None, ()),
        ("x", ()),
        ([[0, 3], "x", [9, 2], [0, 10**6]], ((0, 3),)),
        ([[0, 10**6]], ()),
    ],
)
def test_folds_are_read_tolerantly(serve: Serve, sent: object, folds: tuple[tuple[int, int], ...]) -> None:
    (message,) = serve(page(messages=[{**MESSAGE, "body": "> q\nanswer", "folds": sent}]))[1].changes("", 10).messages
    assert message.folds == folds
