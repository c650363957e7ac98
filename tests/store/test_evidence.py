"""Evidence goes to support as text and comes back as what it was, whatever became of the send."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.money.wallets import Transaction
from desktop.domain.references.evidence import Evidence, read
from desktop.domain.remote import Page, RemoteTransaction, RemoteWallet
from desktop.domain.tickets import RowKey, RowKind
from desktop.store import drafts, mirror, outbox
from desktop.store.read import money, transaction_refs
from desktop.store.recovery.backup_files import BackupFolder
from tests.store.store_harness import CHIP, NOON, StoreHarness, a_ticket, an_answer, own

KEY = RowKey(RowKind.OUTBOX, "d1")


@pytest.fixture
def booked(harness: StoreHarness) -> Transaction:
    wallet = RemoteWallet("w1", "Wallet USD 122", "USD", "trc20", Decimal("99.01"))
    page = Page("c", False, wallets=(wallet,), transactions=tuple(a_booking(number) for number in (417029, 417030)))
    harness.do(lambda tx: mirror.apply(tx, harness.account, page, NOON))
    found = transaction_refs.transaction(harness.reader, harness.account, "417030")
    assert found is not None
    return found


def a_booking(number: int) -> RemoteTransaction:
    return RemoteTransaction(
        str(number), "w1", f"OTM-{number}", NOON, "Wallet USD 122", "USD - trc20", "deposit", Decimal("99.01"), "USD",
        None, "done",
    )  # fmt: skip


def got(harness: StoreHarness, id: str = "d1") -> Draft:
    found = drafts.get(harness.reader, id)
    assert found is not None
    return found


def test_a_draft_keeps_its_evidence(harness: StoreHarness) -> None:
    draft = harness.draft(evidence=(CHIP,))
    assert got(harness) == draft
    harness.reopen()
    assert got(harness) == draft
    harness.do(lambda tx: drafts.keep(tx, replace(draft, evidence=())))
    assert got(harness).evidence == ()


def test_support_gets_it_as_text_and_undo_gives_text_and_evidence_back(harness: StoreHarness) -> None:
    draft = harness.draft(body="کجاست؟\n", evidence=(CHIP,), caret=3)
    sent = harness.send("d1", body="کجاست؟\n", evidence=(CHIP,), caret=3)
    assert sent.body == draft.message
    assert read(sent.body) == ("کجاست؟", (CHIP,))
    taken = harness.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "n-d1"))
    assert taken == draft == got(harness)


def test_what_support_refused_is_edited_with_its_evidence(harness: StoreHarness) -> None:
    harness.send("d1", body="text", evidence=(CHIP,))
    harness.refused("d1")
    again = harness.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "d2"))
    assert again is not None
    assert (again.body, again.evidence, got(harness, "d2")) == ("text", (CHIP,), again)


def test_a_reply_whose_create_is_given_up_stays_a_draft_with_its_evidence(harness: StoreHarness) -> None:
    harness.send("s1")
    harness.send("r1", parent_id="s1", body="more", evidence=(CHIP,))
    harness.refused("s1")
    assert harness.do(lambda tx: outbox.discard(tx, "s1"))
    assert (got(harness, "r1").body, got(harness, "r1").evidence) == ("more", (CHIP,))


@pytest.mark.parametrize("evidence", [(), (CHIP, CHIP)])
def test_other_evidence_than_was_accepted_is_another_text(
    harness: StoreHarness, evidence: tuple[Evidence, ...]
) -> None:
    harness.send("d1", body="text", evidence=(CHIP,))
    draft = Draft("d1", harness.account, subject="برداشت", body="text", evidence=(CHIP,), created_ms=NOON)
    harness.do(lambda tx: drafts.keep(tx, draft))
    harness.do(lambda tx: outbox.accept(tx, draft, operation_id="d1", now_ms=NOON, not_before_ms=0))
    other = replace(draft, evidence=evidence)
    again: Callable[[], object]
    for again in (
        lambda: harness.do(lambda tx: drafts.keep(tx, other)),
        lambda: harness.do(lambda tx: outbox.accept(tx, other, operation_id="d1", now_ms=NOON, not_before_ms=0)),
    ):
        with pytest.raises(OtetError) as error:
            again()
        assert error.value.code is ErrorCode.ALREADY_SENT


def test_stored_evidence_that_cannot_be_read_leaves_its_lines_in_the_text(harness: StoreHarness) -> None:
    sent = harness.send("d1", body="text", evidence=(CHIP,))
    harness.do(lambda tx: tx.execute("UPDATE operation SET evidence = '{'"))
    taken = harness.do(lambda tx: outbox.to_draft(tx, "d1", new_id=lambda: "n-d1"))
    assert taken is not None
    assert (taken.body, taken.evidence) == (sent.body, ())


def test_the_second_copy_carries_it(harness: StoreHarness) -> None:
    harness.draft("d2", evidence=(CHIP,))
    harness.send("d1", evidence=(CHIP,))
    for id in ("d1", "d2"):
        record = json.loads((harness.folder / "spool" / f"{id}.json").read_text(encoding="utf-8"))["record"]
        assert "OTM-417030" in record["row"]["evidence"]
    before = drafts.all(harness.reader, 1), outbox.unfinished(harness.reader, 1)
    harness.database.close()
    for path in harness.folder.glob("otet.sqlite*"):
        path.unlink()
    harness.reopen()
    restored = [replace(one, state=before[1][0].state, attempts=0) for one in outbox.unfinished(harness.reader, 1)]
    assert (drafts.all(harness.reader, 1), tuple(restored)) == before


def test_a_second_copy_of_an_older_version_has_none(harness: StoreHarness) -> None:
    harness.send("d1", body="older")
    path = harness.folder / "spool" / "d1.json"
    harness.do(lambda tx: tx.execute("DELETE FROM operation"))
    assert '"evidence":""' in path.read_text(encoding="utf-8")
    spool = BackupFolder(harness.folder / "spool")
    record = dict(spool.load()["d1"])
    record["row"] = {name: value for name, value in record["row"].items() if name != "evidence"}
    assert spool.write("d1", record, durable=True)
    harness.reopen()
    assert (harness.operation("d1").body, harness.operation("d1").evidence) == ("older", ())


def test_tickets_drafts_and_waiting_sends_that_mention_a_transaction(
    harness: StoreHarness, booked: Transaction
) -> None:
    harness.page(a_ticket("7"), own(body="OTM-417030?"), a_ticket("8"), an_answer("80", "8", body="و ۴۱۷۰۳۰ رسید"))
    harness.page(a_ticket("9", subject="About 417030"), a_ticket("10"), own("100", "10", body="OTM-417031"))
    ids = [harness.ticket_id(number) for number in ("7", "8", "9", "10")]
    harness.draft("d2", evidence=(Evidence.of_transaction(booked),), body="", updated_ms=NOON + 3)
    harness.draft("d3", ticket_id=ids[3], body="417030 too", updated_ms=NOON + 2)
    harness.draft("d4", body="nothing")
    harness.send("d1", body="text", evidence=(Evidence.of_transaction(booked),), now_ms=NOON + 1)
    keys = transaction_refs.tickets_mentioning(harness.reader, harness.account, booked, ids)
    tickets = [RowKey(RowKind.TICKET, str(id)) for id in ids]
    assert keys[:3] == (RowKey(RowKind.DRAFT, "d2"), tickets[3], KEY)
    assert set(keys[3:]) == set(tickets[:3])
    assert len(keys) == 6


def test_transactions_that_a_text_mentions(harness: StoreHarness, booked: Transaction) -> None:
    other = transaction_refs.by_reference(harness.reader, harness.account, "OTM-417029")
    text = "About ۴۱۷۰۲۹, 99999, OTM-99999 and OTM-417030"
    assert transaction_refs.transactions_named(harness.reader, harness.account, text) == (booked, other)
    assert money.transactions(harness.reader, harness.account)[0] == booked


def test_a_number_finds_its_booking_behind_the_usual_letters(harness: StoreHarness, booked: Transaction) -> None:
    assert transaction_refs.by_reference(harness.reader, harness.account, "417030") == booked
    assert transaction_refs.by_reference(harness.reader, harness.account, "OTM-417030") == booked
    assert transaction_refs.by_reference(harness.reader, harness.account, "17030") is None
    assert transaction_refs.by_reference(harness.reader, harness.account, "") is None
