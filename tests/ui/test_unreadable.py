"""What cannot be read is shown as what it is; quoted text starts out folded; a key that is taken offers a new one."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.connectors.base import OutgoingMessage
from desktop.domain import folds
from desktop.domain.operations import OperationKind
from desktop.domain.remote import Page, RecordKind, RemoteMessage, UnreadableRecord
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import Answer, PendingNotifications, Side
from desktop.ui.language import texts
from desktop.ui.language.formats import Formats
from desktop.ui.notifications import notifier
from desktop.ui.settings.page import SettingsPage
from desktop.ui.sync_status.unreadable_line import UnreadableLine
from desktop.ui.tickets.history.row_texts import row_words
from desktop.ui.tickets.thread.message_item import MessageItem
from desktop.ui.tickets.thread.text_preview import LETTERS
from tests.fakes import FakeClock
from tests.ui.frame import NOON_MS, Frame, money_page, open_frame
from tests.ui.helpdesk_client import HelpdeskClient, client

__all__ = ["client"]

RAW = '{"id": "m9", "ticket": "1", "side": "robot"}'
SENTENCE = "A message that this version cannot show"


def items(client: HelpdeskClient) -> list[MessageItem]:
    return client.page.thread_view.list.items


def opened(client: HelpdeskClient) -> None:
    client.desk.open_ticket("Fee", "Hello")
    client.sync()
    client.open("Fee")


def arrives(client: HelpdeskClient, body: str, *quoted: str) -> MessageItem:
    """An answer of which these parts are folded."""
    ranges = [[body.index(part), body.index(part) + len(part)] for part in quoted]
    found = folds.sound(body, ranges)
    client.desk.messages["m9"] = RemoteMessage(
        "m9", "1", Side.SUPPORT, "Sara", client.clock.now_ms(), body, folds=found
    )
    client.desk.log.append(("message", "m9"))
    client.sync()
    return items(client)[-1]


def press(button: QPushButton) -> None:
    """By the keyboard."""
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QApplication.processEvents()


def test_a_placeholder_says_what_it_is_and_gives_its_text(client: HelpdeskClient) -> None:
    opened(client)
    client.desk.spoil(UnreadableRecord(RecordKind.MESSAGE, RAW, "m9", "1"))
    client.sync()
    item = items(client)[-1]
    assert SENTENCE in item.accessibleName()
    assert item.body.toPlainText() == SENTENCE
    assert item.button("raw").isVisible()
    press(item.button("raw"))
    assert QApplication.clipboard().text() == RAW
    QApplication.clipboard().clear()
    QTest.keyClick(item, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == RAW


def test_a_placeholder_becomes_the_message_in_its_place(client: HelpdeskClient) -> None:
    opened(client)
    client.desk.spoil(UnreadableRecord(RecordKind.MESSAGE, RAW, "m9", "1"))
    client.sync()
    item = arrives(client, "Here I am.")
    assert (len(items(client)), item.body.toPlainText()) == (2, "Here I am.")
    assert not item.button("raw").isVisible()


def test_files_that_cannot_be_shown_are_counted(client: HelpdeskClient) -> None:
    opened(client)
    raw = '{"id": "m9", "files": [5, 6]}'
    client.desk.spoil(UnreadableRecord(RecordKind.FILE, raw, "m9", "1", parts=2))
    client.desk.messages["m9"] = RemoteMessage(
        "m9", "1", Side.SUPPORT, "Sara", client.clock.now_ms(), "See these", unreadable_files=2
    )
    client.desk.log.append(("message", "m9"))
    client.sync()
    item = items(client)[-1]
    assert "that this version cannot show" in item.accessibleName()
    press(item.button("raw"))
    assert QApplication.clipboard().text() == raw


def test_quoted_text_is_folded_until_it_is_asked_for(client: HelpdeskClient, qtbot: QtBot) -> None:
    opened(client)
    quote = "> Where is\n> my money?"
    body = f"On its way 🙏\n\n{quote}\n\nBest, Sara"
    item = arrives(client, body, quote)
    assert item.body.toPlainText() == "On its way 🙏\n[…]\nBest, Sara"
    assert "my money" not in item.accessibleName()
    assert (item.button("fold").isVisible(), item.button("fold").text()) == (True, "Show quoted text")
    low = item.sizeHint().height()
    QTest.keyClick(item, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == body
    press(item.button("fold"))
    assert item.body.toPlainText() == body
    assert "my money" in item.accessibleName()
    assert item.button("fold").text() == "Hide quoted text"
    qtbot.waitUntil(lambda: item.sizeHint().height() > low)
    press(item.button("fold"))
    assert item.body.toPlainText() == "On its way 🙏\n[…]\nBest, Sara"


def test_a_message_without_folds_has_no_such_button(client: HelpdeskClient) -> None:
    opened(client)
    assert not arrives(client, "> all of it", "> all of it").button("fold").isVisible()


def test_long_quoted_text_is_shown_in_steps(client: HelpdeskClient) -> None:
    opened(client)
    quote = "> money\n" * (LETTERS // 4)
    item = arrives(client, f"Short.\n{quote}", quote)
    assert item.body.toPlainText() == "Short."
    press(item.button("fold"))
    assert 0 < len(item.body.toPlainText()) <= LETTERS
    assert [button.text() for button in item.findChildren(QPushButton) if button.isVisible()][:1] == ["Show more"]


def test_list_and_search_know_folded_text_as_they_should(client: HelpdeskClient) -> None:
    opened(client)
    arrives(client, "Done.\n> please check OTM-417030", "> please check OTM-417030")
    (row,) = client.rows()
    assert row.snippet == "Done."
    search, account = client.services.context.search, client.account.id
    while search.index_pending():
        pass
    assert search.search(account, "OTM-417030") == [1]


def test_a_key_that_is_taken_offers_to_edit_and_not_to_try_again(client: HelpdeskClient) -> None:
    opened(client)
    draft = client.services.drafts.new_reply(client.account.id, client.key("Fee"))
    draft = client.services.drafts.keep(replace(draft, body="what I wrote"))
    id = client.services.tickets.submit(draft, limits=client.desk.info)
    client.desk.carry_out(OutgoingMessage(id, OperationKind.REPLY, "1", "", "", "what went before"), [])
    client.sync()
    item = items(client)[-1]
    assert item.message.body == "what I wrote"
    shown = [button.text() for button in item.delivery.findChildren(QPushButton) if button.isVisible()]
    assert shown == ["Edit and send again", "Discard"]
    assert "different message" in item.delivery.words
    assert "safe here" in item.delivery.words


def test_the_sidebar_is_never_better_than_the_truth() -> None:
    formats = Formats(FakeClock())
    words = texts.sync_status(SyncStatus(LinkState.UP_TO_DATE, NOON_MS, unreadable=2), formats)
    assert words.startswith("Up to date") and words.endswith(", 2 not readable")
    assert texts.sync_status(SyncStatus(LinkState.UP_TO_DATE, NOON_MS, 1, unreadable=1), formats) == (
        "1 waiting to send, 1 not readable"
    )


@pytest.mark.parametrize("content", [True, False])
def test_the_notification_of_a_placeholder_says_so(content: bool) -> None:
    answer = Answer(1, 1, "7", "Fee", "", "", NOON_MS, is_placeholder=True)
    (alert,) = notifier.words(PendingNotifications(1, (answer,), NOON_MS), Formats(FakeClock()), content=content)
    assert (SENTENCE in alert.body) is content


@pytest.fixture
def frame(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> object:
    with open_frame(tmp_path_factory.mktemp("unreadable")) as opened_frame:
        yield opened_frame


def test_wallets_and_settings_say_what_is_missing_and_give_its_text(frame: Frame) -> None:
    frame.window.show()
    frame.mirror(money_page())
    lines = frame.window.findChildren(UnreadableLine)
    for line in lines:
        parent = line.parentWidget()
        assert parent is not None and not line.isVisibleTo(parent)
    bad = UnreadableRecord(RecordKind.TRANSACTION, '{"id": 7}', "7")
    frame.mirror(Page("2", False, unreadable=(bad,)))
    frame.find("sidebar.wallets", QAbstractButton).click()
    (line,) = [line for line in lines if line.isVisible()]
    assert line.words.text() == "1 transaction that this version cannot show"
    press(line.copy)
    assert QApplication.clipboard().text() == '{"id": 7}'
    frame.find("sidebar.settings", QAbstractButton).click()
    (line,) = [line for line in frame.window.findChildren(UnreadableLine) if line.isVisible()]
    assert line.words.text() == "1 record that this version cannot show"
    assert frame.window.findChildren(SettingsPage)


def test_the_list_says_that_the_newest_message_cannot_be_shown(client: HelpdeskClient) -> None:
    opened(client)
    client.desk.spoil(UnreadableRecord(RecordKind.MESSAGE, RAW, "m9", "1"))
    client.sync()
    (row,) = client.rows()
    words = row_words(row, client.session)
    assert SENTENCE in words.snippet
