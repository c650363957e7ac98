"""A thread lays out what is near the view; every message is there for the keyboard and a screen reader all the same."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollBar
from pytestqt.qtbot import QtBot

from desktop.domain.remote import Page, RemoteFile, RemoteMessage, RemoteTicket
from desktop.domain.tickets import RowKey, RowKind, Side
from desktop.ui.kit import accessible_roles
from desktop.ui.tickets.page import HelpdeskPage
from desktop.ui.tickets.thread import lazy_column
from desktop.ui.tickets.thread.attachment_tile import AttachmentTile
from desktop.ui.tickets.thread.column_rows import Row
from desktop.ui.tickets.thread.message_content import FILES
from desktop.ui.tickets.thread.message_item import MessageItem
from desktop.ui.tickets.thread.message_list import MessageList
from tests.store.store_harness import BodiesRead
from tests.ui.frame import DAY_MS, NOON_MS, Frame

LINE = "On its way, please wait for the bank. "


def page(count: int, words: str = LINE * 5, files: int = 0) -> Page:
    attached = tuple(RemoteFile(f"f{at}", f"{at}.png", "image/png", 1) for at in range(files))
    return Page(
        "9",
        False,
        tickets=(RemoteTicket("1", "1", "Withdrawal", "", "2", NOON_MS - DAY_MS, NOON_MS),),
        messages=tuple(
            RemoteMessage(f"1.{at}", "1", Side.SUPPORT, "Sara", NOON_MS + at, f"{at}: {words}", files=attached)
            for at in range(count)
        ),
    )


def helpdesk(frame: Frame) -> HelpdeskPage:
    found = frame.window.pages.helpdesk
    assert isinstance(found, HelpdeskPage)
    return found


def opened(frame: Frame, qtbot: QtBot, page: Page) -> MessageList:
    frame.window.resize(1200, 760)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.mirror(page)
    # a ticket with unread answers opens at the first of them, one without at its end
    frame.client.services.tickets.mark_read(1)
    frame.window.navigation.open_row(RowKey(RowKind.TICKET, "1"))
    return settled(helpdesk(frame).thread_view.list)


def settled(found: MessageList) -> MessageList:
    QApplication.processEvents()
    while not found.is_settled:
        QApplication.processEvents()
    return found


def bar(found: MessageList) -> QScrollBar:
    return found.verticalScrollBar()


def widgets(found: MessageList) -> int:
    """The widgets in it that can show a message, shown or not."""
    return len(found.findChildren(MessageItem))


def in_view(found: MessageList) -> list[int]:
    top = bar(found).value()
    return list(found.rows.between(top, top + found.viewport().height()))


def shown(found: MessageList, at: int) -> MessageItem:
    """The widget of a message, which has to have one."""
    item = found.rows[at].item
    assert item is not None and item.isVisible()
    return item


def shown_width(found: MessageList) -> int:
    return found.items[-1].width()


def place(found: MessageList, row: Row) -> int:
    """Where a message is in the view."""
    return found.rows.top(found.rows.index(row)) - bar(found).value()


def sound(found: MessageList) -> None:
    """No message overlaps the next, and each in view is there, whole, in its place, with its own words."""
    for at, row in enumerate(found.rows.all):
        assert found.rows.bottom(at) < found.rows.top(at + 1)
        if row.item is not None:
            assert (row.item.y(), row.item.height()) == (found.rows.top(at), row.height)
    for at in in_view(found):
        item, message = shown(found, at), found.rows[at].message
        assert item.message is message and message.body.startswith(item.body.toPlainText())
        assert item.height() == item.content.height_at(item.width()) and item.content.size() == item.size()
        assert message.body[:20] in item.accessibleName()


@pytest.mark.parametrize("count", [60, 300, 2000])
def test_opening_a_thread_reads_and_builds_what_is_near_its_end(frame: Frame, qtbot: QtBot, count: int) -> None:
    frame.mirror(page(count))
    read = BodiesRead(frame.client.database.read_connection())
    found = opened(frame, qtbot, page(0))
    assert bar(found).value() == bar(found).maximum() > 0
    assert len(found.rows) == read.count == 60
    assert 0 < widgets(found) <= 12, "as many as the window can show, however many messages there are"
    assert found.rows.messages[-1].body.startswith(f"{count - 1}: ")
    sound(found)


def test_going_through_a_thread_makes_no_more_widgets_than_the_view_needs(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(400))
    most = 0
    for _ in range(5):
        for share in range(10, -1, -1):
            bar(found).setValue(bar(found).maximum() * share // 10)
            settled(found)
            sound(found)
            most = max(most, widgets(found))
        press_older(found)
    assert len(found.rows) == 360
    assert most <= 40, "what is out of view is used again"


def press_older(found: MessageList) -> None:
    older = next(button for button in found.findChildren(QAbstractButton) if "earlier" in button.text())
    assert older.isVisible() and older.geometry().bottom() < found.rows.top(0)
    older.click()
    settled(found)


def test_earlier_messages_are_read_without_the_others(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(300))
    read = BodiesRead(frame.client.database.read_connection())
    press_older(found)
    assert len(found.rows) == 120 and read.count == 60
    assert [message.body.split(":")[0] for message in found.rows.messages] == [str(at) for at in range(180, 300)]


def test_opening_lays_out_one_message_a_turn_when_time_is_short(
    frame: Frame, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = opened(frame, qtbot, page(3))
    helpdesk(frame).thread_view.leave()
    monkeypatch.setattr(lazy_column, "BUDGET_S", 0.0)
    helpdesk(frame).thread_view.open(RowKey(RowKind.TICKET, "1"))
    ready = [sum(row.is_ready(shown_width(found)) for row in found.rows.all)]
    while not found.is_settled:
        found.lay_out_view()
        ready.append(sum(row.is_ready(shown_width(found)) for row in found.rows.all))
    assert ready[:3] == [1, 2, 3]
    sound(found)


def test_a_screen_reader_finds_every_message_in_order(frame: Frame, qtbot: QtBot) -> None:
    accessible_roles.install()
    QAccessible.setActive(True)
    try:
        found = opened(frame, qtbot, page(60, "> quoted", files=2))
        assert [item.message for item in found.items] == found.rows.messages and not found.items[0].is_built
        for item in found.items:
            name = item.accessibleName()
            assert "Sara" in name and "> quoted" in name and "1.png" in name
        column = found.widget()
        assert column is not None
        inside = QAccessible.queryAccessibleInterface(column)
        assert inside.role() is QAccessible.Role.List and inside.text(QAccessible.Text.Name)
        parts = [inside.child(at) for at in range(inside.childCount())]
        roles = {part.role() for part in parts if part.text(QAccessible.Text.Name).startswith("\u2068Sara")}
        assert roles == {QAccessible.Role.ListItem}
        names = [part.text(QAccessible.Text.Name) for part in parts]
        quoted = [name for name in names if "> quoted" in name]
        assert quoted == [item.accessibleName() for item in found.items] and len(quoted) == 60
    finally:
        QAccessible.setActive(False)


def test_items_of_threads_that_were_closed_leave_nothing_to_a_screen_reader(frame: Frame, qtbot: QtBot) -> None:
    accessible_roles.install()
    QAccessible.setActive(True)
    try:
        found = opened(frame, qtbot, page(60))
        column = found.widget()
        assert column is not None
        for _ in range(5):
            helpdesk(frame).thread_view.leave()
            settled(found)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            assert found.items == []
            frame.window.navigation.open_row(RowKey(RowKind.TICKET, "1"))
            settled(found)
            inside = QAccessible.queryAccessibleInterface(column)
            parts = [inside.child(at) for at in range(inside.childCount())]
            shown = [part for part in parts if part.role() is QAccessible.Role.ListItem and part.rect().height() > 0]
            assert len(found.items) == 60 <= len(shown)
    finally:
        QAccessible.setActive(False)


def test_an_answer_is_announced_where_its_ticket_is_open(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(40))
    told: list[str] = []
    found.answered.connect(told.append)
    grown = page(41)
    frame.mirror(replace(grown, messages=grown.messages[-1:]))
    qtbot.waitUntil(lambda: len(found.rows) == 41)
    assert len(told) == 1 and told[0].startswith("\u2068Sara\u2069") and "40: On its way" in told[0]
    frame.window.navigation.open_row(RowKey(RowKind.TICKET, "1"))
    settled(found)
    assert len(told) == 1, "nor is anything said that was there before"


def test_the_keyboard_reaches_every_message(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(60))
    frame.window.activateWindow()
    last = shown(found, 59)
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Home)
    first = shown(found, 0)
    assert first.hasFocus() and first.is_built and 0 in in_view(found)
    assert [item for item in found.items if item.focusPolicy() == Qt.FocusPolicy.StrongFocus] == [first]
    settled(found)
    assert 0 in in_view(found), "what is laid out afterwards does not push it out of the view"
    sound(found)
    QTest.keyClick(first, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == first.message.body
    for at in range(1, 60):
        QTest.keyClick(shown(found, at - 1), Qt.Key.Key_Down)
        assert shown(found, at).hasFocus() and at in in_view(found)
    QTest.keyClick(shown(found, 59), Qt.Key.Key_End)
    settled(found)
    assert shown(found, 59).hasFocus() and 59 in in_view(found)


def test_tab_comes_back_to_the_message_it_left_wherever_the_view_is(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(60))
    frame.window.activateWindow()
    shown(found, 59).setFocus()
    QTest.keyClick(shown(found, 59), Qt.Key.Key_Up)
    reply = helpdesk(frame).thread_view.reply.text
    reply.setFocus()
    bar(found).setValue(0)
    settled(found)
    assert 58 not in in_view(found)
    stops = [item for item in found.items if item.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert stops == [shown(found, 58)]
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    settled(found)
    assert 58 in in_view(found)
    sound(found)


def test_a_selection_stays_while_it_is_out_of_view(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(60))
    body = shown(found, 59).body
    body.selectAll()
    bar(found).setValue(0)
    settled(found)
    bar(found).setValue(bar(found).maximum())
    settled(found)
    assert shown(found, 59).body is body and body.textCursor().hasSelection()
    body.copy()
    assert QApplication.clipboard().text() == found.rows.messages[59].body


def test_what_the_user_asked_to_see_of_a_message_stays(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(60, LINE * 200, files=FILES + 1))
    row = found.rows[59]
    before = len(shown(found, 59).body.toPlainText())
    for words in ("Show more", "1 more file"):
        next(one for one in shown(found, 59).findChildren(QAbstractButton) if one.text() == words).click()
    settled(found)
    bar(found).setValue(bar(found).maximum() // 2)
    settled(found)
    shown(found, in_view(found)[0]).setFocus()
    bar(found).setValue(0)
    settled(found)
    assert row.item is None, "its widget shows something else by now"
    bar(found).setValue(bar(found).maximum())
    settled(found)
    assert len(shown(found, 59).body.toPlainText()) > before
    assert len([tile for tile in shown(found, 59).findChildren(AttachmentTile) if tile.isVisible()]) == FILES + 1


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.8])
def test_scrolling_anywhere_shows_messages_that_stay_where_they_are(frame: Frame, qtbot: QtBot, share: float) -> None:
    found = opened(frame, qtbot, page(60, LINE * 40))
    bar(found).setValue(int(bar(found).maximum() * share))
    row = next(row for row in map(found.rows.__getitem__, in_view(found)) if row.is_ready(shown_width(found)))
    before = place(found, row)
    settled(found)
    assert place(found, row) == before
    sound(found)


def test_a_height_is_right_the_first_time(frame: Frame, qtbot: QtBot) -> None:
    mixed = page(60)
    bodies = [f"{at}: " + LINE * (at % 5 * 4 + 1) for at in range(60)]
    files = [(RemoteFile(f"f{at}", "a.png", "image/png", 1),) * (at % 3 == 0) for at in range(60)]
    messages = (
        replace(message, body=body, files=some)
        for message, body, some in zip(mixed.messages, bodies, files, strict=True)
    )
    found = opened(frame, qtbot, replace(mixed, messages=tuple(messages)))
    for share in (0.8, 0.6, 0.4, 0.2, 0.0, 0.5, 1.0):
        bar(found).setValue(int(bar(found).maximum() * share))
        found.lay_out_view()
        width = shown_width(found)
        heights = {at: row.height for at, row in enumerate(found.rows.all) if row.is_ready(width)}
        assert heights
        settled(found)
        QApplication.processEvents()
        settled(found)
        assert {at: found.rows[at].height for at in heights} == heights


def test_a_new_width_is_laid_out_in_view_first(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(60))
    frame.window.resize(820, 700)
    settled(found)
    assert bar(found).value() == bar(found).maximum()
    sound(found)
    bar(found).setValue(bar(found).maximum() // 2)
    settled(found)
    sound(found)


def test_an_answer_is_scrolled_to_only_at_the_end(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(40))
    grown = page(41)
    frame.mirror(replace(grown, messages=grown.messages[-1:]))
    qtbot.waitUntil(lambda: len(found.rows) == 41)
    settled(found)
    assert bar(found).value() == bar(found).maximum()
    sound(found)
    bar(found).setValue(bar(found).maximum() // 2)
    settled(found)
    first = found.rows[in_view(found)[0]]
    before = place(found, first)
    grown = page(42)
    frame.mirror(replace(grown, messages=grown.messages[-1:]))
    qtbot.waitUntil(lambda: len(found.rows) == 42)
    settled(found)
    assert place(found, first) == before


def test_earlier_messages_come_above_what_is_read(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(130))
    bar(found).setValue(0)
    settled(found)
    top = found.rows[in_view(found)[0]]
    before = place(found, top) + top.height
    press_older(found)
    # the heading of the day is above the earlier ones now: what moves is the upper edge
    assert len(found.rows) == 120 and place(found, top) + top.height == before
    bar(found).setValue(0)
    settled(found)
    press_older(found)
    assert len(found.rows) == 130 and found.head is not None and not found.head.isVisible()
    sound(found)


def test_an_answer_that_comes_keeps_earlier_messages_in_view(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(130))
    press_older(found)
    bar(found).setValue(0)
    settled(found)
    top = found.rows[in_view(found)[0]]
    before = place(found, top)
    grown = page(131)
    frame.mirror(replace(grown, messages=grown.messages[-1:]))
    qtbot.waitUntil(lambda: len(found.rows) == 121)
    settled(found)
    assert place(found, top) == before
    sound(found)


def test_text_size_measures_what_is_out_of_view_again(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(60))
    for share in (0.0, 0.5, 1.0):
        bar(found).setValue(int(bar(found).maximum() * share))
        settled(found)
    frame.change_settings(replace(frame.session.settings, text_size=200))
    for share in (1.0, 0.5, 0.0):
        bar(found).setValue(int(bar(found).maximum() * share))
        settled(found)
        sound(found)


def test_a_message_that_grows_pushes_the_next_ones_down(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(3, LINE * 400))
    item = shown(found, 2)
    high = item.height()
    more = next(button for button in item.findChildren(QAbstractButton) if button.text() == "Show more")
    more.click()
    qtbot.waitUntil(lambda: shown(settled(found), 2).height() > high)
    sound(found)


def test_a_message_with_thousands_of_files_shows_the_first(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(1, files=2000))
    item = found.items[0]
    more = next(button for button in item.findChildren(QAbstractButton) if "more files" in button.text())
    assert len(item.findChildren(AttachmentTile)) == FILES
    assert more.isVisible() and more.text() == f"{2000 - FILES:,} more files"
    assert "0.png" in item.accessibleName() and more.text() in item.accessibleName()
    low = item.height()
    more.click()
    assert len(item.findChildren(AttachmentTile)) == 2 * FILES
    qtbot.waitUntil(lambda: settled(found).items[0].height() > low)
    assert f"{2 * FILES - 1}.png" in item.accessibleName()


def test_few_files_are_all_shown(frame: Frame, qtbot: QtBot) -> None:
    item = opened(frame, qtbot, page(1, files=FILES)).items[0]
    assert len(item.findChildren(AttachmentTile)) == FILES
    assert [button.text() for button in item.findChildren(QAbstractButton) if button.text()] == []


def test_a_thread_that_is_left_leaves_no_work(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(60))
    helpdesk(frame).thread_view.leave()
    settled(found)
    assert found.items == []
    assert isinstance(found, QObject)
