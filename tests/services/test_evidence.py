"""What a message rests on is kept, sent, taken back and found again like its text."""

from dataclasses import replace

import pytest

from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.filters import HistoryFilter
from desktop.domain.money.wallets import Transaction
from desktop.domain.references.evidence import Evidence, EvidenceKind, read
from desktop.domain.tickets import RowKind
from tests.client_harness import Client
from tests.domain.test_evidence import BOOKED
from tests.fakes import FakeDesk

CHIP = Evidence.of_transaction(BOOKED)


def booked(client: Client, text: str = "Where is it?") -> str:
    """Send a text that rests on a transaction, and have it arrive."""
    draft = replace(client.write("Question", text), evidence=(CHIP,))
    client.services.tickets.submit(draft, limits=client.desk.info)
    client.settle()
    return draft.id


def test_a_draft_that_holds_nothing_but_evidence_is_kept(client: Client) -> None:
    drafts = client.services.drafts
    kept = drafts.keep(replace(drafts.new(client.account.id), evidence=(CHIP,)))
    assert drafts.get(kept.id) == kept
    drafts.keep(replace(kept, evidence=()))
    assert drafts.get(kept.id) is None


def test_a_file_that_arrives_late_leaves_newer_evidence_alone(client: Client, desk: FakeDesk) -> None:
    drafts = client.services.drafts
    old = client.write()
    drafts.keep(replace(old, evidence=(CHIP,)))
    client.clock.advance(1)
    assert drafts.attach_bytes(old, "a.txt", b"a", desk.info).evidence == (CHIP,)


def test_support_reads_facts_and_undo_brings_the_chip_back(client: Client, desk: FakeDesk) -> None:
    draft = client.services.drafts.keep(replace(client.write(body="Where is it?\n"), evidence=(CHIP,)))
    id = client.services.tickets.submit(draft, limits=desk.info, undo_s=5)
    back = client.services.tickets.undo(id)
    assert back is not None
    assert (back.body, back.evidence) == ("Where is it?\n", (CHIP,))
    client.services.tickets.submit(back, limits=desk.info)
    client.settle()
    (sent,) = desk.own_bodies()
    assert sent == draft.message
    assert read(sent) == ("Where is it?", (CHIP,))


def test_the_same_again_after_submit_is_no_other_text(client: Client, desk: FakeDesk) -> None:
    draft = client.services.drafts.keep(replace(client.write(), evidence=(CHIP,)))
    client.services.tickets.submit(draft, limits=desk.info, undo_s=5)
    assert client.services.drafts.keep(draft) == draft
    with pytest.raises(OtetError) as error:
        client.services.drafts.keep(replace(draft, evidence=()))
    assert error.value.code is ErrorCode.ALREADY_SENT


def test_the_facts_count_towards_the_length(client: Client, desk: FakeDesk) -> None:
    draft = replace(client.write(body="x" * (desk.info.text_limit - 5)), evidence=(CHIP,))
    with pytest.raises(OtetError) as error:
        client.services.tickets.submit(draft, limits=desk.info)
    assert error.value.code is ErrorCode.TEXT_TOO_LONG


def test_evidence_without_words_is_not_a_message(client: Client, desk: FakeDesk) -> None:
    with pytest.raises(OtetError) as error:
        client.services.tickets.submit(replace(client.write(body=" "), evidence=(CHIP,)), limits=desk.info)
    assert error.value.code is ErrorCode.BLANK_FIELD


def test_tickets_that_mention_a_transaction_are_found_by_it_and_by_its_reference(client: Client) -> None:
    booked(client)
    client.send("OTM-417031 is another one")
    client.settle()
    client.search.index_pending()
    (key,) = client.services.history.mentioning(client.account.id, BOOKED)
    assert key.kind is RowKind.TICKET
    for words in ("OTM-417030", "417030", "۴۱۷۰۳۰"):
        assert client.services.history.keys(client.account.id, HistoryFilter(content=words)) == [key]


def test_a_txid_in_evidence_is_found(client: Client, desk: FakeDesk) -> None:
    chip = Evidence.of(EvidenceKind.TXID, {"value": "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"})
    client.services.tickets.submit(replace(client.write(), evidence=(chip,)), limits=desk.info)
    client.settle()
    client.search.index_pending()
    found = client.services.history.keys(client.account.id, HistoryFilter(content=chip.fact("value")))
    assert len(found) == 1


def test_one_without_a_reference_is_found_by_its_facts(client: Client, desk: FakeDesk) -> None:
    nameless: Transaction = replace(BOOKED, reference="")
    draft = replace(client.write(), evidence=(Evidence.of_transaction(nameless),))
    client.services.tickets.submit(draft, limits=desk.info)
    client.send("Transaction Id 31 without the facts")
    client.settle()
    client.search.index_pending()
    assert len(client.services.history.mentioning(client.account.id, nameless)) == 1
