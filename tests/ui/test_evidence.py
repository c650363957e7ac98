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
from tests.ui.desk_room import Room, make_room, room, type_text
from tests.ui.test_composer import fill_disk, free_disk

__all__ = ["make_room", "room"]
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
WRONG = TRON[:-1] + "u"
IBAN = "IR06 2960 0000 0010 0324 2000 01"
CARD = "4111 1111 1111 1111"


@pytest.fixture
def booked(room: Room) -> Transaction:
    """A deposit that the broker has booked."""
    wallet = RemoteWallet("w1", "Wallet USD 122", "USD", "trc20", Decimal("99.01"))
    row = RemoteTransaction(
        "31", "w1", "OTM-417030", 1_687_536_240_000, "Wallet USD 122", "USD - trc20", "deposit", Decimal("99.01"),
        "USD", None, "done",
    )  # fmt: skip
    with room.database.write() as tx:
        mirror.apply(tx, room.account.id, Page("c", False, wallets=(wallet,), transactions=(row,)), 1)
    found = transaction_refs.transaction(room.database.read_connection(), room.account.id, "31")
    assert found is not None
    return found


def tray(room: Room) -> EvidenceTray:
    return room.page.composer.evidence


def hint(room: Room) -> EvidenceHint:
    return room.page.composer.hint


def text(room: Room) -> TextArea:
    return room.page.composer.text


def paste(room: Room, words: str) -> None:
    """Put a text in at once, and let the pause pass."""
    text(room).setFocus()
    text(room).insertPlainText(words)
    room.page.composer.evidence_controller.look()


def begin(room: Room, words: str = "") -> None:
    room.page.compose(None)
    paste(room, words)


def chips(room: Room) -> list[tuple[EvidenceKind, str]]:
    draft = room.page.composer.draft
    assert draft is not None
    return [(one.kind, one.name) for one in draft.evidence]


def test_asking_begins_a_financial_ticket_that_rests_on_the_transaction(room: Room, booked: Transaction) -> None:
    room.page.ask_about(booked)
    (draft,) = room.drafts()
    assert (draft.department, draft.subject, draft.body) == ("4", "Question about transaction 417030", "")
    assert draft.evidence == (Evidence.of_transaction(booked, "Wallet USD 122"),)
    assert QApplication.focusWidget() is text(room)
    assert tray(room).isVisible()
    (tile,) = tray(room).tiles
    for fact in ("OTM-417030", "99.01", "USD - trc20", "Wallet USD 122"):
        assert fact in tile.sentence
    submit = room.page.composer.send_button
    assert not submit.isEnabled()
    type_text(text(room), "Where is it?")
    assert submit.isEnabled()


def test_asking_again_goes_on_with_what_was_begun(room: Room, booked: Transaction) -> None:
    room.page.ask_about(booked)
    type_text(text(room), "half a thought")
    begin(room, "something else")
    room.page.ask_about(booked)
    assert text(room).text() == "half a thought"
    assert len(chips(room)) == 1
    assert len(room.drafts()) == 2


def test_without_a_financial_department_it_is_a_ticket_without_a_type(room: Room, booked: Transaction) -> None:
    room.session.info = replace(room.session.info, departments=room.session.info.departments[:2])
    room.page.ask_about(booked)
    assert room.drafts()[0].department == ""


def test_support_reads_the_facts_and_undo_brings_text_and_chip_back(room: Room, booked: Transaction) -> None:
    room.page.ask_about(booked)
    type_text(text(room), "Where is it?")
    room.page.composer.submit()
    room.toasts[-1].run()  # type: ignore[misc]
    assert (text(room).text(), chips(room)) == ("Where is it?", [(EvidenceKind.TRANSACTION, "OTM-417030")])
    room.page.composer.submit()
    room.clock.advance(6)
    room.sync()
    (sent,) = room.desk.own_bodies()
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
def test_a_pasted_number_is_offered_and_the_text_stays(room: Room, words: str, chip: tuple[EvidenceKind, str]) -> None:
    begin(room, words)
    assert hint(room).isVisible()
    assert QApplication.focusWidget() is text(room)
    assert chips(room) == []
    hint(room).add.click()
    assert chips(room) == [chip]
    assert text(room).text() == words
    assert not hint(room).isVisible()
    assert room.drafts()[0].evidence == room.page.composer.draft.evidence  # type: ignore[union-attr]


@pytest.mark.parametrize("words", ["OTM-417030", "what of ۴۱۷۰۳۰?"])
def test_the_number_of_a_known_transaction_offers_its_facts(room: Room, booked: Transaction, words: str) -> None:
    begin(room, words)
    assert "99.01" in hint(room).words
    hint(room).add.click()
    assert chips(room) == [(EvidenceKind.TRANSACTION, "OTM-417030")]


def test_a_mistyped_address_is_told_at_once_and_cannot_be_added(room: Room) -> None:
    begin(room, WRONG)
    assert "TRC-20" in hint(room).words
    assert "wrong" in hint(room).words
    assert not hint(room).add.isVisible()
    text(room).clear()
    room.page.composer.evidence_controller.look()
    assert not hint(room).isVisible()


def test_a_word_that_is_being_typed_is_not_called_wrong_yet(room: Room, qtbot: QtBot) -> None:
    begin(room)
    type_text(text(room), TRON[:33])
    room.page.composer.evidence_controller.look()
    assert hint(room).words == ""
    type_text(text(room), "u ")
    qtbot.waitUntil(lambda: "wrong" in hint(room).words)


def test_a_card_number_is_warned_of_and_only_its_end_is_added(room: Room) -> None:
    begin(room, f"my card {CARD}")
    assert "Never send" in hint(room).words
    hint(room).add.click()
    assert chips(room) == [(EvidenceKind.CARD, "**** 1111")]
    assert "Never send" in hint(room).words, "it still stands in the text"
    assert not hint(room).add.isVisible()
    paste(room, f" and {IBAN}")
    assert "IBAN" in hint(room).words
    hint(room).add.click()
    assert "Never send" in hint(room).words
    text(room).setPlainText("my card")
    room.page.composer.evidence_controller.look()
    assert hint(room).words == ""


def test_what_is_not_wanted_is_not_said_again(room: Room) -> None:
    begin(room, f"{TRON} ")
    hint(room).dismiss.click()
    assert not hint(room).isVisible()
    paste(room, f"and {TRON} again")
    assert not hint(room).isVisible()
    assert QApplication.focusWidget() is text(room)


def test_a_chip_goes_by_mouse_and_by_key(room: Room, booked: Transaction) -> None:
    begin(room, f"{TRON} {IBAN}")
    hint(room).add.click()
    hint(room).add.click()
    first, second = tray(room).tiles
    assert "TRC-20" in first.button.accessibleName()
    QTest.mouseClick(first.button, Qt.MouseButton.LeftButton)
    assert len(chips(room)) == 1
    (left,) = tray(room).tiles
    left.button.setFocus()
    QTest.keyClick(left.button, Qt.Key.Key_Delete)
    assert chips(room) == []
    assert second is not left
    assert room.drafts()[0].evidence == ()
    assert QApplication.focusWidget() is text(room)


def test_a_reply_rests_on_evidence_too(room: Room, booked: Transaction) -> None:
    draft = replace(room.services.drafts.new(room.account.id), subject="Deposit", body="It is not there.")
    room.services.tickets.submit(draft, limits=room.session.info)
    room.sync()
    room.open("Deposit")
    reply = room.page.thread_view.reply
    reply.text.setFocus()
    reply.text.insertPlainText("OTM-417030")
    reply.evidence_controller.look()
    reply.hint.add.click()
    assert reply.evidence.isVisible()
    reply.submit()
    item = room.page.thread_view.list.items[-1]
    assert item.body.toPlainText() == "OTM-417030"
    (tile,) = item.content.evidence.tiles
    assert "99.01" in tile.sentence
    assert "99.01" in item.accessibleName()


def test_a_messages_lines_are_a_tile_that_leads_to_wallets(room: Room, booked: Transaction, qtbot: QtBot) -> None:
    lines = "\n".join(Evidence.of_transaction(booked).lines)
    foreign = "\n".join(Evidence.of_transaction(replace(booked, remote_id="99")).lines)
    draft = replace(room.services.drafts.new(room.account.id), subject="s", body=f"Look\n\n{lines}\n\n{foreign}")
    room.services.tickets.submit(draft, limits=room.session.info)
    room.sync()
    room.open("s")
    (item,) = room.page.thread_view.list.items
    assert item.body.toPlainText() == "Look"
    known, unknown = item.content.evidence.tiles
    known.button.click()
    assert room.navigator.transactions == ["31"]
    unknown.button.click()
    assert room.navigator.transactions == ["31"]
    assert room.toasts[-1].text
    item.setFocus()
    QTest.keyClick(item, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == draft.body


def test_an_answer_that_names_a_transaction_leads_to_it(room: Room, booked: Transaction) -> None:
    draft = replace(room.services.drafts.new(room.account.id), subject="s", body="تراکنش ۴۱۷۰۳۰ و OTM-417030 و 12345")
    room.services.tickets.submit(draft, limits=room.session.info)
    room.sync()
    room.open("s")
    (item,) = room.page.thread_view.list.items
    assert "12345" in item.body.toPlainText()
    (tile,) = item.content.evidence.tiles
    assert "99.01" in tile.sentence


def test_words_in_the_content_filter_from_elsewhere(room: Room) -> None:
    room.page.show_filter(words="OTM-417030")
    assert room.page.filters.filter.content == "OTM-417030"


def test_on_a_full_disk_the_question_stays_in_the_window_until_there_is_room(room: Room, booked: Transaction) -> None:
    fill_disk(room)
    room.page.ask_about(booked)
    text(room).insertPlainText("کلمه " * 4_000)
    room.page.composer.save_now()
    assert room.page.composer.autosave.state is SaveState.FAILED
    assert len(chips(room)) == 1
    free_disk(room)
    assert room.page.composer.save_now()
    (draft,) = room.drafts()
    assert (len(draft.body), [one.name for one in draft.evidence]) == (20_000, ["OTM-417030"])
