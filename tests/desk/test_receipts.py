"""An app can ask whether a send has arrived, by its reference and a digest of its content."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.connectors.base import OutgoingMessage
from desktop.connectors.roundup import RoundupConnector
from desktop.domain.operations import File, OperationKind
from tests.desk.running import Person, new_ref

SUBJECT = '  Where "is"  it?  '
BODY = "برداشت من نرسیده است.\r\n\r\nTwo lines\nof text. "


def no_progress(done: int, total: int) -> None:
    pass


def outgoing(tmp_path: Path, **changes: object) -> OutgoingMessage:
    import hashlib

    data = b"one,two\n" * 1000
    place = tmp_path / "statement.csv"
    place.write_bytes(data)
    file = File("صورت حساب.csv", "text/csv", len(data), hashlib.sha256(data).hexdigest())
    made = OutgoingMessage(new_ref(), OperationKind.CREATE, "", "1", SUBJECT, BODY, ((file, place),), 1_000_000)
    return replace(made, **changes)  # type: ignore[arg-type]


def test_what_arrived_is_found_by_its_content(trader: Person, tmp_path: Path) -> None:
    connector = RoundupConnector(trader.url, trader.token)
    create = outgoing(tmp_path)
    assert connector.find_receipt(create) is None
    receipt = connector.deliver(create, no_progress)
    assert connector.find_receipt(create) == receipt
    reply = outgoing(tmp_path, kind=OperationKind.REPLY, ticket=receipt.ticket, subject="", department="", files=())
    answered = connector.deliver(reply, no_progress)
    assert connector.find_receipt(reply) == answered
    connector.close()


@pytest.mark.parametrize(
    "other",
    [{"body": BODY + "!"}, {"subject": "Else"}, {"department": ""}, {"files": ()}],
    ids=lambda other: next(iter(other)),
)
def test_other_content_is_not_found(trader: Person, tmp_path: Path, other: dict[str, object]) -> None:
    connector = RoundupConnector(trader.url, trader.token)
    create = outgoing(tmp_path)
    connector.deliver(create, no_progress)
    assert connector.find_receipt(replace(create, **other)) is None  # type: ignore[arg-type]
    connector.close()


def test_nobody_learns_of_the_sends_of_others(trader: Person, other_customer: Person, tmp_path: Path) -> None:
    mine, theirs = (RoundupConnector(one.url, one.token) for one in (trader, other_customer))
    create = outgoing(tmp_path)
    mine.deliver(create, no_progress)
    assert theirs.find_receipt(create) is None
    mine.close()
    theirs.close()


@pytest.mark.parametrize(("ref", "digest"), [("", "0" * 32), ("x", "0" * 32), ("ref-0001", ""), ("ref-0001", "0" * 31)])
def test_a_question_without_both_is_refused(trader: Person, ref: str, digest: str) -> None:
    answer = trader.call("GET", "/rest/desk/receipt", params={"ref": ref, "digest": digest})
    assert answer.status_code == 400
