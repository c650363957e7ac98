"""Evidence in the window: offered and never forced, shown with the text, sent as text, and brought back by Undo."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.money.wallets import Transaction
from desktop.domain.references.evidence import Evidence, EvidenceKind, read
from desktop.domain.remote import Page, RemoteTransaction, RemoteWallet
from desktop.store import mirror
from desktop.store.read import transaction_refs
from desktop.ui.editor.draft_autosave import SaveState
from desktop.ui.editor.evidence_hint import EvidenceHint
from desktop.ui.editor.evidence_tray import EvidenceTray
from desktop.ui.kit.text_area import TextArea
from tests.ui.helpdesk_client import HelpdeskClient, client, make_client, type_text
from tests.ui.test_composer import fill_disk, free_disk

__all__ = ["client", "make_client"]
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
WRONG = TRON[:-1] + "u"
IBAN = "IR06 2960 0000 0010 0324 2000 01"
CARD = "4111 1111 1111 1111"


@pytest.fixture
def booked(client: HelpdeskClient) -> Transaction:
    """A deposit that the broker has booked."""
    wallet = RemoteWallet("w1", "Wallet USD 122", "USD", "trc20", Decimal("99.01"))
    row = RemoteTransaction(
        "31", "w1", "OTM-417030", 1_687_536_240_000, "Wallet USD 122", "USD - trc20", "deposit", Decimal("99.01"),
        "USD", None, "done",
    )  # fmt: skip
    with client.database.write() as tx:
        mirror.apply(tx, client.account.id, Page("c", False, wallets=(wallet,), transactions=(row,)), 1)
    found = transaction_refs.transaction(client.database.read_connection(), client.account.id, "31")
    assert found is not None
    return found


def tray(client: HelpdeskClient) -> EvidenceTray:
    return client.page.composer.evidence


def hint(client: HelpdeskClient) -> EvidenceHint:
    return client.page.composer.hint


def text(client: HelpdeskClient) -> TextArea:
    return client.page.composer.text


def paste(client: HelpdeskClient, words: str) -> None:
    """Put a text in at once, and let the pause pass."""
    text(client).setFocus()
    text(client).insertPlainText(words)
    client.page.composer.evidence_controller.look()


def begin(client: HelpdeskClient, words: str = "") -> None:
    client.page.compose(None)
    paste(client, words)


def chips(client: HelpdeskClient) -> list[tuple[EvidenceKind, str]]:
    draft = client.page.composer.draft
    assert draft is not None
    return [(one.kind, one.name) for one in draft.evidence]


def test_asking_begins_a_financial_ticket_that_rests_on_the_transaction(
    client: HelpdeskClient, booked: Transaction
) -> None:
    client.page.ask_about(booked)
    (draft,) = client.drafts()
    assert (draft.department, draft.subject, draft.body) == ("4", "Question about transaction 417030", "")
    assert draft.evidence == (Evidence.of_transaction(booked, "Wallet USD 122"),)
    assert QApplication.focusWidget() is text(client)
    assert tray(client).isVisible()
    (tile,) = tray(client).tiles
    for fact in ("OTM-417030", "99.01", "USD - trc20", "Wallet USD 122"):
        assert fact in tile.sentence
    submit = client.page.composer.send_button
    assert not submit.isEnabled()
    type_text(text(client), "Where is it?")
    assert submit.isEnabled()


def test_asking_again_goes_on_with_what_was_begun(client: HelpdeskClient, booked: Transaction) -> None:
    client.page.ask_about(booked)
    type_text(text(client), "half a thought")
    begin(client, "something else")
    client.page.ask_about(booked)
    assert text(client).text() == "half a thought"
    assert len(chips(client)) == 1
    assert len(client.drafts()) == 2


def test_without_a_financial_department_it_is_a_ticket_without_a_type(
    client: HelpdeskClient, booked: Transaction
) -> None:
    client.session.info = replace(client.session.info, departments=client.session.info.departments[:2])
    client.page.ask_about(booked)
    assert client.drafts()[0].department == ""


def test_support_reads_the_facts_and_undo_brings_text_and_chip_back(
    client: HelpdeskClient, booked: Transaction
) -> None:
    client.page.ask_about(booked)
    type_text(text(client), "Where is it?")
    client.page.composer.submit()
    client.toasts[-1].run()  # type: ignore[misc]
    assert (text(client).text(), chips(client)) == ("Where is it?", [(EvidenceKind.TRANSACTION, "OTM-417030")])
    client.page.composer.submit()
    client.clock.advance(6)
    client.sync()
    (sent,) = client.desk.own_bodies()
    assert sent.startswith("Where is it?\n\n[Transaction]\nReference: OTM-417030\nDate: 2023-06-23 16:04:00 UTC")
    assert read(sent)[0] == "Where is it?"


@pytest.mark.parametrize(
    ("words", "chip"),
    [
        (TRON, (EvidenceKind.ADDRESS, TRON)),
        (f"به {IBAN} واریز کنید", (EvidenceKind.IBAN, "IR062960000000100324200001")),
        ("OTM-999999", (EvidenceKind.ORDER, "OTM-999999")),
        ("a" * 64, (EvidenceKind.TXID, "a" * 64)),
    ],
)
def test_a_pasted_number_is_offered_and_the_text_stays(
    client: HelpdeskClient, words: str, chip: tuple[EvidenceKind, str]
) -> None:
    begin(client, words)
    assert hint(client).isVisible()
    assert QApplication.focusWidget() is text(client)
    assert chips(client) == []
    hint(client).add.click()
    assert chips(client) == [chip]
    assert text(client).text() == words
    assert not hint(client).isVisible()
    assert client.drafts()[0].evidence == client.page.composer.draft.evidence  # type: ignore[union-attr]


@pytest.mark.parametrize("words", ["OTM-417030", "what of ۴۱۷۰۳۰?"])
def test_the_number_of_a_known_transaction_offers_its_facts(
    client: HelpdeskClient, booked: Transaction, words: str
) -> None:
    begin(client, words)
    assert "99.01" in hint(client).words
    hint(client).add.click()
    assert chips(client) == [(EvidenceKind.TRANSACTION, "OTM-417030")]


def test_a_mistyped_address_is_told_at_once_and_cannot_be_added(client: HelpdeskClient) -> None:
    begin(client, WRONG)
    assert "TRC-20" in hint(client).words
    assert "wrong" in hint(client).words
    assert not hint(client).add.isVisible()
    text(client).clear()
    client.page.composer.evidence_controller.look()
    assert not hint(client).isVisible()


def test_a_word_that_is_being_typed_is_not_called_wrong_yet(client: HelpdeskClient, qtbot: QtBot) -> None:
    begin(client)
    type_text(text(client), TRON[:33])
    client.page.composer.evidence_controller.look()
    assert hint(client).words == ""
    type_text(text(client), "u ")
    qtbot.waitUntil(lambda: "wrong" in hint(client).words)


def test_a_card_number_is_warned_of_and_only_its_end_is_added(client: HelpdeskClient) -> None:
    begin(client, f"my card {CARD}")
    assert "Never send" in hint(client).words
    hint(client).add.click()
    assert chips(client) == [(EvidenceKind.CARD, "**** 1111")]
    assert "Never send" in hint(client).words, "it still stands in the text"
    assert not hint(client).add.isVisible()
    paste(client, f" and {IBAN}")
    assert "IBAN" in hint(client).words
    hint(client).add.click()
    assert "Never send" in hint(client).words
    text(client).setPlainText("my card")
    client.page.composer.evidence_controller.look()
    assert hint(client).words == ""


def test_what_is_not_wanted_is_not_said_again(client: HelpdeskClient) -> None:
    begin(client, f"{TRON} ")
    hint(client).dismiss.click()
    assert not hint(client).isVisible()
    paste(client, f"and {TRON} again")
    assert not hint(client).isVisible()
    assert QApplication.focusWidget() is text(client)


def test_a_chip_goes_by_mouse_and_by_key(client: HelpdeskClient, booked: Transaction) -> None:
    begin(client, f"{TRON} {IBAN}")
    hint(client).add.click()
    hint(client).add.click()
    first, second = tray(client).tiles
    assert "TRC-20" in first.button.accessibleName()
    QTest.mouseClick(first.button, Qt.MouseButton.LeftButton)
    assert len(chips(client)) == 1
    (left,) = tray(client).tiles
    left.button.setFocus()
    QTest.keyClick(left.button, Qt.Key.Key_Delete)
    assert chips(client) == []
    assert second is not left
    assert client.drafts()[0].evidence == ()
    assert QApplication.focusWidget() is text(client)


def test_a_reply_rests_on_evidence_too(client: HelpdeskClient, booked: Transaction) -> None:
    draft = replace(client.services.drafts.new(client.account.id), subject="Deposit", body="It is not there.")
    client.services.tickets.submit(draft, limits=client.session.info)
    client.sync()
    client.open("Deposit")
    reply = client.page.thread_view.reply
    reply.text.setFocus()
    reply.text.insertPlainText("OTM-417030")
    reply.evidence_controller.look()
    reply.hint.add.click()
    assert reply.evidence.isVisible()
    reply.submit()
    item = client.page.thread_view.list.items[-1]
    assert item.body.toPlainText() == "OTM-417030"
    (tile,) = item.content.evidence.tiles
    assert "99.01" in tile.sentence
    assert "99.01" in item.accessibleName()


def test_a_messages_lines_are_a_tile_that_leads_to_wallets(
    client: HelpdeskClient, booked: Transaction, qtbot: QtBot
) -> None:
    lines = "\n".join(Evidence.of_transaction(booked).lines)
    foreign = "\n".join(Evidence.of_transaction(replace(booked, remote_id="99")).lines)
    draft = replace(client.services.drafts.new(client.account.id), subject="s", body=f"Look\n\n{lines}\n\n{foreign}")
    client.services.tickets.submit(draft, limits=client.session.info)
    client.sync()
    client.open("s")
    (item,) = client.page.thread_view.list.items
    assert item.body.toPlainText() == "Look"
    known, unknown = item.content.evidence.tiles
    known.button.click()
    assert client.navigator.transactions == ["31"]
    unknown.button.click()
    assert client.navigator.transactions == ["31"]
    assert client.toasts[-1].text
    item.setFocus()
    QTest.keyClick(item, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == draft.body


def test_an_answer_that_names_a_transaction_leads_to_it(client: HelpdeskClient, booked: Transaction) -> None:
    draft = replace(
        client.services.drafts.new(client.account.id), subject="s", body="تراکنش ۴۱۷۰۳۰ و OTM-417030 و 12345"
    )
    client.services.tickets.submit(draft, limits=client.session.info)
    client.sync()
    client.open("s")
    (item,) = client.page.thread_view.list.items
    assert "12345" in item.body.toPlainText()
    (tile,) = item.content.evidence.tiles
    assert "99.01" in tile.sentence


def test_words_in_the_content_filter_from_elsewhere(client: HelpdeskClient) -> None:
    client.page.show_filter(words="OTM-417030")
    assert client.page.filters.filter.content == "OTM-417030"


def test_on_a_full_disk_the_question_stays_in_the_window_until_there_is_room(
    client: HelpdeskClient, booked: Transaction
) -> None:
    fill_disk(client)
    client.page.ask_about(booked)
    text(client).insertPlainText("کلمه " * 4_000)
    client.page.composer.save_now()
    assert client.page.composer.autosave.state is SaveState.FAILED
    assert len(chips(client)) == 1
    free_disk(client)
    assert client.page.composer.save_now()
    (draft,) = client.drafts()
    assert (len(draft.body), [one.name for one in draft.evidence]) == (20_000, ["OTM-417030"])
