"""The thread: what was said, how far it has come, what can be done, and that the person has seen it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.accounts import StatusKind
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.tickets import Delivery, DownloadState, RowKind
from desktop.ui.kit.text_area import TextArea
from desktop.ui.tickets.thread.attachment_tile import AttachmentTile
from desktop.ui.tickets.thread.message_item import MessageItem
from tests.fakes import fails
from tests.ui.desk_room import Room, room, type_text

__all__ = ["room"]


def items(room: Room) -> list[MessageItem]:
    return room.page.thread_view.list.items


def reply(room: Room) -> TextArea:
    found = room.find("thread.reply")
    assert isinstance(found, TextArea)
    return found


def send(room: Room) -> QPushButton:
    found = room.find("thread.send")
    assert isinstance(found, QPushButton)
    return found


def actions(item: MessageItem) -> list[str]:
    QApplication.processEvents()
    return [button.text() for button in item.delivery.findChildren(QPushButton) if button.isVisible()]


def press(item: MessageItem, words: str) -> None:
    QApplication.processEvents()
    buttons = item.delivery.findChildren(QPushButton)
    next(button for button in buttons if button.isVisible() and button.text() == words).click()


def opened(room: Room, body: str = "Hello") -> None:
    room.desk.open_ticket("Fee", body)
    room.sync()
    room.open("Fee")


def set_status(room: Room, kind: StatusKind) -> None:
    status = next(status.id for status in room.session.info.statuses if status.kind is kind)
    room.desk.tickets["1"] = replace(room.desk.tickets["1"], status=status)
    room.desk.log.append(("ticket", "1"))
    room.sync()


def test_every_message_is_one_accessible_item(room: Room) -> None:
    opened(room)
    room.clock.advance(24 * 3600)
    room.desk.answer("1", "سلام", ("receipt.pdf", b"x" * 2048))
    room.sync()
    own, support = items(room)
    assert own.accessibleName().startswith("You, ") and "Support has it" in own.accessibleName()
    assert support.accessibleName().startswith("\u2068Sara\u2069 · Support, ")
    assert "receipt.pdf" in support.accessibleName() and "2 KB" in support.accessibleName()
    days = [label.text() for item in items(room) for label in item.findChildren(QLabel) if label.isVisible()]
    assert {"Yesterday", "Today"} <= set(days)


def test_the_same_message_keeps_its_item_from_waiting_to_sent(room: Room) -> None:
    opened(room)
    room.clock.advance(60)
    type_text(reply(room), "Why?")
    send(room).click()
    first = items(room)[1]
    assert (first.message.delivery, actions(first)) == (Delivery.WAITING, ["Undo", "Discard"])
    room.clock.advance(10)
    room.sync()
    assert items(room)[1] is first
    assert first.message.delivery is Delivery.SENT and actions(first) == []
    assert room.desk.own_bodies() == ["Hello", "Why?"]
    assert reply(room).text() == ""


def test_undo_puts_a_reply_back_into_its_box(room: Room) -> None:
    opened(room)
    type_text(reply(room), "Too hasty")
    send(room).click()
    press(items(room)[1], "Undo")
    room.settle()
    assert reply(room).text() == "Too hasty"
    assert len(items(room)) == 1
    room.clock.advance(60)
    room.sync()
    assert room.desk.own_bodies() == ["Hello"]


def test_undo_is_offered_only_while_it_is_possible(room: Room, qtbot: QtBot) -> None:
    opened(room)
    room.session.settings = replace(room.session.settings, undo_s=0.2)
    type_text(reply(room), "Sent in a moment")
    send(room).click()
    room.settle()
    assert "Undo" in actions(items(room)[1])
    room.clock.advance(1)
    qtbot.waitUntil(lambda: actions(items(room)[1]) == ["Edit", "Discard"])


def test_a_reply_is_a_draft_until_it_is_sent(room: Room, qtbot: QtBot) -> None:
    opened(room)
    room.desk.open_ticket("Other", "text")
    room.sync()
    type_text(reply(room), "نیمه‌کاره")
    qtbot.waitUntil(lambda: [draft.body for draft in room.drafts()] == ["نیمه‌کاره"], timeout=1000)
    room.open("Other")
    assert reply(room).text() == ""
    room.settle()
    assert next(row for row in room.rows() if row.subject == "Fee").has_draft
    room.open("Fee")
    assert reply(room).text() == "نیمه‌کاره"


def test_what_needs_the_person_says_why_and_offers_three_ways(room: Room) -> None:
    opened(room)
    type_text(reply(room), "Refuse me")
    send(room).click()
    room.desk.next("deliver", fails(Problem(ErrorCode.REFUSED, said="no such thing")))
    room.clock.advance(10)
    room.sync()
    item = items(room)[1]
    assert item.message.delivery is Delivery.NEEDS_YOU
    assert "no such thing" in item.accessibleName()
    assert actions(item) == ["Try now", "Edit and send again", "Discard"]
    press(item, "Edit and send again")
    room.settle()
    assert reply(room).text() == "Refuse me" and len(items(room)) == 1
    send(room).click()
    room.clock.advance(10)
    room.sync()
    assert room.desk.own_bodies() == ["Hello", "Refuse me"]


@pytest.mark.parametrize("sure", [False, True])
def test_discarding_a_refused_message_asks_first(room: Room, sure: bool) -> None:
    opened(room)
    type_text(reply(room), "Refuse me")
    send(room).click()
    room.desk.next("deliver", fails(ErrorCode.REFUSED))
    room.clock.advance(10)
    room.sync()
    press(items(room)[1], "Discard")
    box = room.page.findChild(QMessageBox)
    assert isinstance(box, QMessageBox) and box.textFormat() is Qt.TextFormat.PlainText
    buttons = {button.text().replace("&", ""): button for button in box.buttons()}
    buttons["Discard" if sure else "Cancel"].click()
    room.settle()
    assert len(items(room)) == (1 if sure else 2)


def test_offline_it_waits_and_can_be_tried_now(room: Room) -> None:
    opened(room)
    type_text(reply(room), "Later")
    send(room).click()
    room.clock.advance(10)
    room.desk.next("deliver", fails(ErrorCode.OFFLINE))
    room.engine.wake()
    room.engine.step()
    room.settle()
    item = items(room)[1]
    assert item.message.delivery in (Delivery.WAITING, Delivery.CHECKING)
    assert actions(item) == ["Try now"]
    press(item, "Try now")
    room.clock.advance(1000)
    room.sync()
    assert room.desk.own_bodies() == ["Hello", "Later"]


def test_a_solved_ticket_tells_the_rule_and_a_closed_one_offers_a_new_ticket(room: Room, qtbot: QtBot) -> None:
    opened(room)
    box = room.page.thread_view.reply
    assert not box.rule.isVisible()
    set_status(room, StatusKind.SOLVED)
    assert box.rule.isVisible() and "reopens" in box.rule.text()
    type_text(reply(room), "One more thing")
    set_status(room, StatusKind.CLOSED)
    assert "closed" in box.rule.text() and box.instead.isVisible() and not send(room).isVisible()
    assert reply(room).text() == "One more thing"
    box.instead.click()
    room.settle()
    assert room.page.composer.text.text() == "One more thing"
    drafts = room.drafts()
    assert [(draft.is_reply, draft.subject) for draft in drafts] == [(False, "Fee")]


@pytest.mark.parametrize("with_enter", [False, True])
def test_enter_and_control_enter_change_places_with_the_setting(room: Room, with_enter: bool) -> None:
    opened(room)
    room.session.settings = replace(room.session.settings, send_with_enter=with_enter)
    room.session.signals.settings_changed.emit(room.session.settings)
    text = reply(room)
    control, plain = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
    type_text(text, "one")
    QTest.keyClick(text, Qt.Key.Key_Return, control if with_enter else plain)
    type_text(text, "two")
    assert text.text() == "one\ntwo"
    QTest.keyClick(text, Qt.Key.Key_Return, plain if with_enter else control)
    assert text.text() == "" and len(items(room)) == 2
    hint = room.page.thread_view.reply.saved.text()
    assert hint == ("Enter sends" if with_enter else "\u2066Ctrl+Enter\u2069 sends")


def test_the_box_grows_with_the_text_up_to_eight_lines(room: Room) -> None:
    opened(room)
    text = reply(room)
    heights = []
    for lines in (1, 2, 5, 8, 40):
        text.show_text("\n".join("x" * lines), 0)
        heights.append(text.height())
    # the document rounds each line up to whole pixels, so that two lines may be a little higher than twice one
    assert abs(heights[1] - heights[0]) <= 2 and abs(heights[4] - heights[3]) <= 8
    assert heights[1] < heights[2] < heights[3]


def test_seen_is_read_and_hidden_is_not(room: Room, qtbot: QtBot) -> None:
    opened(room)
    assert room.page.ticket_in_view == 1
    room.desk.answer("1", "seen at once")
    room.sync()
    room.settle()
    assert room.rows()[0].unread == 0
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    assert room.page.ticket_in_view is None
    room.desk.answer("1", "not seen")
    room.sync()
    room.settle()
    assert room.rows()[0].unread == 1
    with qtbot.waitActive(room.page):
        room.page.activateWindow()
    assert room.page.ticket_in_view == 1
    room.settle()
    assert room.rows()[0].unread == 0


def test_an_attachment_is_fetched_on_demand_and_saved_under_a_safe_name(
    room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(room)
    room.desk.answer("1", "Here", ("re\u202egpj.exe", b"MZ" * 100))
    room.sync()
    tile = items(room)[1].findChildren(AttachmentTile)[0]
    assert "Not downloaded" in tile.sentence
    tile.button.click()
    room.settle()
    assert "Downloading" in tile.sentence and not tile.button.isEnabled()
    room.sync()
    assert "On this computer" in tile.sentence and "Can run programs" in tile.sentence
    attachment = items(room)[1].message.attachments[0]
    assert attachment.download_state is DownloadState.DOWNLOADED and "\u202e" not in tile.sentence
    target = tmp_path / "saved.bin"
    tile.save(target)
    qtbot.waitUntil(lambda: bool(room.toasts))
    assert target.read_bytes() == b"MZ" * 100
    assert "saved.bin" in room.toasts[-1].text and room.toasts[-1].action


class Opener(QObject):
    """Stands in for the desktop's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url.toString())


def test_links_show_the_real_host_before_they_open(room: Room) -> None:
    opened(room, "see https://аррӏе.com/login. and <b>not bold</b> javascript:alert(1)")
    body = items(room)[0].body
    assert "<b>not bold</b>" in body.toPlainText()
    opener = Opener()
    QDesktopServices.setUrlHandler("https", opener, "open")  # type: ignore[arg-type] # bytes, as typed, are refused
    try:
        body.anchorClicked.emit(QUrl("https://аррӏе.com/login"))
        box = room.page.findChild(QMessageBox)
        assert isinstance(box, QMessageBox) and "xn--80ak6aa92e.com" in box.text()
        assert opener.urls == []
        next(button for button in box.buttons() if button.text() == "Open link").click()
        assert len(opener.urls) == 1
        body.anchorClicked.emit(QUrl("file:///etc/passwd"))
        assert len(room.page.findChildren(QMessageBox)) <= 1
    finally:
        QDesktopServices.unsetUrlHandler("https")


def test_copying_gives_the_text_as_it_was_written(room: Room) -> None:
    text = "مبلغ $1,250.00 (شناسه #A-4471)\n" + "x" * 3000
    opened(room, text)
    item = items(room)[0]
    item.body.selectAll()
    item.body.copy()
    assert QApplication.clipboard().text() == text
    item.setFocus()
    QApplication.clipboard().clear()
    QTest.keyClick(item, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == text


def test_arrows_walk_through_the_messages(room: Room) -> None:
    opened(room)
    for number in range(3):
        room.desk.answer("1", f"answer {number}")
        room.clock.advance(1)
    room.sync()
    first, *_, last = items(room)
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Up)
    assert items(room)[-2].hasFocus()
    QTest.keyClick(items(room)[-2], Qt.Key.Key_Home)
    assert first.hasFocus()
    tabbed = [item for item in items(room) if item.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert tabbed == [first]
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert room.find("history.list").hasFocus()


def test_many_messages_are_shown_on_request(room: Room) -> None:
    opened(room)
    for number in range(100):
        room.desk.answer("1", f"answer {number}")
        room.clock.advance(1)
    room.sync()
    room.page.thread_view.leave()
    room.open("Fee")
    shown = len(items(room))
    assert shown < 101 and items(room)[-1].message.body == "answer 99"
    older = next(b for b in room.page.thread_view.list.findChildren(QPushButton) if "earlier" in b.text())
    older.click()
    older.click()
    assert [item.message.body for item in items(room)] == ["Hello", *(f"answer {number}" for number in range(100))]
    assert not older.isVisible()


def test_a_create_can_be_answered_before_it_left(room: Room) -> None:
    room.page.compose(None)
    type_text(room.find("composer.subject"), "New")
    type_text(room.find("composer.description"), "first")
    room.page.composer.submit()
    type_text(reply(room), "second")
    send(room).click()
    assert [item.message.body for item in items(room)] == ["first", "second"]
    assert room.page.thread_view.key is not None and room.page.thread_view.key.kind is RowKind.OUTBOX
    room.clock.advance(10)
    room.sync()
    room.sync()
    assert room.desk.own_bodies() == ["first", "second"]
    assert [item.message.body for item in items(room)] == ["first", "second"]


def test_undo_finds_its_own_ticket_wherever_the_person_has_gone(room: Room) -> None:
    opened(room)
    room.desk.open_ticket("Other", "text")
    room.sync()
    type_text(reply(room), "for Fee only")
    send(room).click()
    undo = room.toasts[-1].run
    room.open("Other")
    type_text(reply(room), "for Other")
    assert undo is not None
    undo()
    assert room.page.thread_view.ticket_id == int(room.key("Fee").id)
    assert reply(room).text() == "for Fee only"
    send(room).click()
    room.open("Other")
    assert reply(room).text() == "for Other"
    room.clock.advance(10)
    room.sync()
    assert room.desk.own_bodies("1") == ["Hello", "for Fee only"]
    assert room.desk.own_bodies("2") == ["text"]


def test_opening_the_open_ticket_again_keeps_what_was_just_typed(room: Room) -> None:
    opened(room)
    type_text(reply(room), "just typed")
    room.open("Fee")
    assert reply(room).text() == "just typed"
