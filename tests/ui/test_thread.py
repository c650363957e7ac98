"""The thread: what was said, how far it has come, what can be done, and that the person has seen it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.accounts import StatusKind
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.tickets import Delivery, DownloadState, RowKind
from desktop.ui.kit.dialog import Dialog
from desktop.ui.kit.text_area import TextArea
from desktop.ui.tickets.thread.attachment_tile import AttachmentTile
from desktop.ui.tickets.thread.message_item import MessageItem
from tests.fakes import fails
from tests.ui.helpdesk_client import HelpdeskClient, client, type_text

__all__ = ["client"]


def items(client: HelpdeskClient) -> list[MessageItem]:
    return client.page.thread_view.list.items


def reply(client: HelpdeskClient) -> TextArea:
    found = client.find("thread.reply")
    assert isinstance(found, TextArea)
    return found


def send(client: HelpdeskClient) -> QPushButton:
    found = client.find("thread.send")
    assert isinstance(found, QPushButton)
    return found


def actions(item: MessageItem) -> list[str]:
    QApplication.processEvents()
    return [button.text() for button in item.delivery.findChildren(QPushButton) if button.isVisible()]


def press(item: MessageItem, words: str) -> None:
    QApplication.processEvents()
    buttons = item.delivery.findChildren(QPushButton)
    next(button for button in buttons if button.isVisible() and button.text() == words).click()


def opened(client: HelpdeskClient, body: str = "Hello") -> None:
    client.desk.open_ticket("Fee", body)
    client.sync()
    client.open("Fee")


def set_status(client: HelpdeskClient, kind: StatusKind) -> None:
    status = next(status.id for status in client.session.info.statuses if status.kind is kind)
    client.desk.tickets["1"] = replace(client.desk.tickets["1"], status=status)
    client.desk.log.append(("ticket", "1"))
    client.sync()


def test_every_message_is_one_accessible_item(client: HelpdeskClient) -> None:
    opened(client)
    client.clock.advance(24 * 3600)
    client.desk.answer("1", "سلام", ("receipt.pdf", b"x" * 2048))
    client.sync()
    own, support = items(client)
    assert own.accessibleName().startswith("You, ") and "Support has it" in own.accessibleName()
    assert support.accessibleName().startswith("\u2068Sara\u2069 · Support, ")
    assert "receipt.pdf" in support.accessibleName() and "2 KB" in support.accessibleName()
    days = [label.text() for item in items(client) for label in item.findChildren(QLabel) if label.isVisible()]
    assert {"Yesterday", "Today"} <= set(days)


def test_the_same_message_keeps_its_item_from_waiting_to_sent(client: HelpdeskClient) -> None:
    opened(client)
    client.clock.advance(60)
    type_text(reply(client), "Why?")
    send(client).click()
    first = items(client)[1]
    assert (first.message.delivery, actions(first)) == (Delivery.WAITING, ["Undo", "Discard"])
    client.clock.advance(10)
    client.sync()
    assert items(client)[1] is first
    assert first.message.delivery is Delivery.SENT and actions(first) == []
    assert client.desk.own_bodies() == ["Hello", "Why?"]
    assert reply(client).text() == ""


def test_undo_puts_a_reply_back_into_its_box(client: HelpdeskClient) -> None:
    opened(client)
    type_text(reply(client), "Too hasty")
    send(client).click()
    press(items(client)[1], "Undo")
    client.settle()
    assert reply(client).text() == "Too hasty"
    assert len(items(client)) == 1
    client.clock.advance(60)
    client.sync()
    assert client.desk.own_bodies() == ["Hello"]


def test_undo_is_offered_only_while_it_is_possible(client: HelpdeskClient, qtbot: QtBot) -> None:
    opened(client)
    client.session.settings = replace(client.session.settings, undo_s=0.2)
    type_text(reply(client), "Sent in a moment")
    send(client).click()
    client.settle()
    assert "Undo" in actions(items(client)[1])
    client.clock.advance(1)
    qtbot.waitUntil(lambda: actions(items(client)[1]) == ["Edit", "Discard"])


def test_a_reply_is_a_draft_until_it_is_sent(client: HelpdeskClient, qtbot: QtBot) -> None:
    opened(client)
    client.desk.open_ticket("Other", "text")
    client.sync()
    type_text(reply(client), "نیمه‌کاره")
    qtbot.waitUntil(lambda: [draft.body for draft in client.drafts()] == ["نیمه‌کاره"], timeout=1000)
    client.open("Other")
    assert reply(client).text() == ""
    client.settle()
    assert next(row for row in client.rows() if row.subject == "Fee").has_draft
    client.open("Fee")
    assert reply(client).text() == "نیمه‌کاره"


def test_what_needs_the_person_says_why_and_offers_three_ways(client: HelpdeskClient) -> None:
    opened(client)
    type_text(reply(client), "Refuse me")
    send(client).click()
    client.desk.next("deliver", fails(Problem(ErrorCode.REFUSED, said="no such thing")))
    client.clock.advance(10)
    client.sync()
    item = items(client)[1]
    assert item.message.delivery is Delivery.NEEDS_YOU
    assert "no such thing" in item.accessibleName()
    assert actions(item) == ["Try now", "Edit and send again", "Discard"]
    press(item, "Edit and send again")
    client.settle()
    assert reply(client).text() == "Refuse me" and len(items(client)) == 1
    send(client).click()
    client.clock.advance(10)
    client.sync()
    assert client.desk.own_bodies() == ["Hello", "Refuse me"]


@pytest.mark.parametrize("sure", [False, True])
def test_discarding_a_refused_message_asks_first(client: HelpdeskClient, sure: bool) -> None:
    opened(client)
    type_text(reply(client), "Refuse me")
    send(client).click()
    client.desk.next("deliver", fails(ErrorCode.REFUSED))
    client.clock.advance(10)
    client.sync()
    press(items(client)[1], "Discard")
    box = client.page.findChild(Dialog)
    assert isinstance(box, Dialog)
    buttons = {button.text(): button for button in box.buttons}
    buttons["Discard" if sure else "Cancel"].click()
    client.settle()
    assert len(items(client)) == (1 if sure else 2)


def test_offline_it_waits_and_can_be_tried_now(client: HelpdeskClient) -> None:
    opened(client)
    type_text(reply(client), "Later")
    send(client).click()
    client.clock.advance(10)
    client.desk.next("deliver", fails(ErrorCode.OFFLINE))
    client.engine.wake()
    client.engine.step()
    client.settle()
    item = items(client)[1]
    assert item.message.delivery in (Delivery.WAITING, Delivery.CHECKING)
    assert actions(item) == ["Try now"]
    press(item, "Try now")
    client.clock.advance(1000)
    client.sync()
    assert client.desk.own_bodies() == ["Hello", "Later"]


def test_a_solved_ticket_tells_the_rule_and_a_closed_one_offers_a_new_ticket(
    client: HelpdeskClient, qtbot: QtBot
) -> None:
    opened(client)
    box = client.page.thread_view.reply
    assert not box.rule.isVisible()
    set_status(client, StatusKind.SOLVED)
    assert box.rule.isVisible() and "reopens" in box.rule.text()
    type_text(reply(client), "One more thing")
    set_status(client, StatusKind.CLOSED)
    assert "closed" in box.rule.text() and box.instead.isVisible() and not send(client).isVisible()
    assert reply(client).text() == "One more thing"
    box.instead.click()
    client.settle()
    assert client.page.composer.text.text() == "One more thing"
    drafts = client.drafts()
    assert [(draft.is_reply, draft.subject) for draft in drafts] == [(False, "Fee")]


@pytest.mark.parametrize("with_enter", [False, True])
def test_enter_and_control_enter_change_places_with_the_setting(client: HelpdeskClient, with_enter: bool) -> None:
    opened(client)
    client.session.settings = replace(client.session.settings, send_with_enter=with_enter)
    client.session.signals.settings_changed.emit(client.session.settings)
    text = reply(client)
    control, plain = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
    type_text(text, "one")
    QTest.keyClick(text, Qt.Key.Key_Return, control if with_enter else plain)
    type_text(text, "two")
    assert text.text() == "one\ntwo"
    QTest.keyClick(text, Qt.Key.Key_Return, plain if with_enter else control)
    assert text.text() == "" and len(items(client)) == 2
    hint = client.page.thread_view.reply.saved.text()
    assert hint == ("Enter sends" if with_enter else "\u2066Ctrl+Enter\u2069 sends")


def test_the_box_grows_with_the_text_up_to_eight_lines(client: HelpdeskClient) -> None:
    opened(client)
    text = reply(client)
    heights = []
    for lines in (1, 2, 5, 8, 40):
        text.show_text("\n".join("x" * lines), 0)
        heights.append(text.height())
    assert heights[0] < heights[1] < heights[2] < heights[3]
    assert abs(heights[4] - heights[3]) <= 8


def test_an_empty_box_is_one_line_and_names_the_key_to_who_writes(client: HelpdeskClient) -> None:
    opened(client)
    text, send = reply(client), client.find("thread.send")
    box = client.page.thread_view.reply
    frame = text.parentWidget()
    assert frame is not None
    client.find("history.list").setFocus()
    QApplication.processEvents()
    assert frame.height() <= 48 and text.placeholderText() == "Write a reply"
    assert not box.saved.isVisible() and not box.discard_button.isVisible()
    text.setFocus()
    assert text.placeholderText() == "Write a reply · \u2066Ctrl+Enter\u2069 sends"
    type_text(text, "one")
    QApplication.processEvents()
    assert box.saved.isVisible() and box.discard_button.isVisible()
    assert send.geometry().bottom() <= frame.height()


def test_seen_is_read_and_hidden_is_not(client: HelpdeskClient, qtbot: QtBot) -> None:
    opened(client)
    assert client.page.ticket_in_view == 1
    client.desk.answer("1", "seen at once")
    client.sync()
    client.settle()
    assert client.rows()[0].unread == 0
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    assert client.page.ticket_in_view is None
    client.desk.answer("1", "not seen")
    client.sync()
    client.settle()
    assert client.rows()[0].unread == 1
    with qtbot.waitActive(client.page):
        client.page.activateWindow()
    assert client.page.ticket_in_view == 1
    client.settle()
    assert client.rows()[0].unread == 0


def test_an_attachment_is_fetched_on_demand_and_saved_under_a_safe_name(
    client: HelpdeskClient, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(client)
    client.desk.answer("1", "Here", ("re\u202egpj.exe", b"MZ" * 100))
    client.sync()
    tile = items(client)[1].findChildren(AttachmentTile)[0]
    assert "Not downloaded" in tile.sentence
    tile.button.click()
    client.settle()
    assert "Downloading" in tile.sentence and not tile.button.isEnabled()
    client.sync()
    assert "On this computer" in tile.sentence and "Can run programs" in tile.sentence
    attachment = items(client)[1].message.attachments[0]
    assert attachment.download_state is DownloadState.DOWNLOADED and "\u202e" not in tile.sentence
    target = tmp_path / "saved.bin"
    tile.save(target)
    qtbot.waitUntil(lambda: bool(client.toasts))
    assert target.read_bytes() == b"MZ" * 100
    assert "saved.bin" in client.toasts[-1].text and client.toasts[-1].action


class Opener(QObject):
    """Stands in for the desktop's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url.toString())


def test_links_show_the_real_host_before_they_open(client: HelpdeskClient) -> None:
    opened(client, "see https://аррӏе.com/login. and <b>not bold</b> javascript:alert(1)")
    body = items(client)[0].body
    assert "<b>not bold</b>" in body.toPlainText()
    opener = Opener()
    QDesktopServices.setUrlHandler("https", opener, "open")  # type: ignore[arg-type] # bytes, as typed, are refused
    try:
        body.anchorClicked.emit(QUrl("https://аррӏе.com/login"))
        box = client.page.findChild(Dialog)
        assert isinstance(box, Dialog) and "xn--80ak6aa92e.com" in box.words
        assert opener.urls == []
        next(button for button in box.buttons if button.text() == "Open link").click()
        assert len(opener.urls) == 1
        body.anchorClicked.emit(QUrl("file:///etc/passwd"))
        assert len(client.page.findChildren(Dialog)) <= 1
    finally:
        QDesktopServices.unsetUrlHandler("https")


def test_copying_gives_the_text_as_it_was_written(client: HelpdeskClient) -> None:
    text = "مبلغ $1,250.00 (شناسه #A-4471)\n" + "x" * 3000
    opened(client, text)
    item = items(client)[0]
    item.body.selectAll()
    item.body.copy()
    assert QApplication.clipboard().text() == text
    item.setFocus()
    QApplication.clipboard().clear()
    QTest.keyClick(item, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == text


def test_arrows_walk_through_the_messages(client: HelpdeskClient) -> None:
    opened(client)
    for number in range(3):
        client.desk.answer("1", f"answer {number}")
        client.clock.advance(1)
    client.sync()
    first, *_, last = items(client)
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Up)
    assert items(client)[-2].hasFocus()
    QTest.keyClick(items(client)[-2], Qt.Key.Key_Home)
    assert first.hasFocus()
    tabbed = [item for item in items(client) if item.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert tabbed == [first]
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert client.find("history.list").hasFocus()


def test_many_messages_are_shown_on_request(client: HelpdeskClient) -> None:
    opened(client)
    for number in range(100):
        client.desk.answer("1", f"answer {number}")
        client.clock.advance(1)
    client.sync()
    client.page.thread_view.leave()
    client.open("Fee")
    rows = client.page.thread_view.list.rows
    assert len(rows) < 101 and items(client)[-1].message.body == "answer 99"
    older = next(b for b in client.page.thread_view.list.findChildren(QPushButton) if "earlier" in b.text())
    older.click()
    older.click()
    assert [message.body for message in rows.messages] == ["Hello", *(f"answer {number}" for number in range(100))]
    assert not older.isVisible()


def test_a_create_can_be_answered_before_it_left(client: HelpdeskClient) -> None:
    client.page.compose(None)
    type_text(client.find("composer.subject"), "New")
    type_text(client.find("composer.description"), "first")
    client.page.composer.submit()
    type_text(reply(client), "second")
    send(client).click()
    assert [item.message.body for item in items(client)] == ["first", "second"]
    assert client.page.thread_view.key is not None and client.page.thread_view.key.kind is RowKind.OUTBOX
    client.clock.advance(10)
    client.sync()
    client.sync()
    assert client.desk.own_bodies() == ["first", "second"]
    assert [item.message.body for item in items(client)] == ["first", "second"]


def test_undo_finds_its_own_ticket_wherever_the_person_has_gone(client: HelpdeskClient) -> None:
    opened(client)
    client.desk.open_ticket("Other", "text")
    client.sync()
    type_text(reply(client), "for Fee only")
    send(client).click()
    undo = client.toasts[-1].run
    client.open("Other")
    type_text(reply(client), "for Other")
    assert undo is not None
    undo()
    assert client.page.thread_view.ticket_id == int(client.key("Fee").id)
    assert reply(client).text() == "for Fee only"
    send(client).click()
    client.open("Other")
    assert reply(client).text() == "for Other"
    client.clock.advance(10)
    client.sync()
    assert client.desk.own_bodies("1") == ["Hello", "for Fee only"]
    assert client.desk.own_bodies("2") == ["text"]


def test_opening_the_open_ticket_again_keeps_what_was_just_typed(client: HelpdeskClient) -> None:
    opened(client)
    type_text(reply(client), "just typed")
    client.open("Fee")
    assert reply(client).text() == "just typed"
