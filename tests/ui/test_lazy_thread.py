"""A thread lays out what is near the view; every message is there for the keyboard and a screen reader all the same."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollBar
from pytestqt.qtbot import QtBot

from desktop.domain.remote import Page, RemoteFile, RemoteMessage, RemoteTicket
from desktop.domain.tickets import RowKey, RowKind, Side
from desktop.ui.tickets.page import HelpdeskPage
from desktop.ui.tickets.thread import lazy_column
from desktop.ui.tickets.thread.attachment_tile import AttachmentTile
from desktop.ui.tickets.thread.message_content import FILES
from desktop.ui.tickets.thread.message_list import MessageList
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
    found = frame.window.helpdesk
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


def built(found: MessageList) -> int:
    return sum(item.is_built for item in found.items)


def in_view(found: MessageList) -> list[int]:
    top, high = bar(found).value(), found.viewport().height()
    return [at for at, item in enumerate(found.items) if item.y() < top + high and item.y() + item.height() > top]


def sound(found: MessageList) -> None:
    """No message overlaps the next, what is in view is laid out, and the end of the last is the end of the thread."""
    width = found.items[0].width()
    for one, next_one in zip(found.items, found.items[1:], strict=False):
        assert one.y() + one.height() < next_one.y()
    for at in in_view(found):
        item = found.items[at]
        assert item.is_laid_out(width) and item.content.size() == item.size()
        assert item.height() == item.content.height_at(width)


@pytest.mark.parametrize("count", [60, 300])
def test_opening_a_thread_builds_what_is_near_its_end(frame: Frame, qtbot: QtBot, count: int) -> None:
    found = opened(frame, qtbot, page(count))
    assert bar(found).value() == bar(found).maximum() > 0
    assert len(found.items) == 60
    assert 0 < built(found) <= 30, "two pages, however many messages there are"
    assert all(item.is_built for item in found.items[-3:])
    sound(found)


def test_opening_builds_one_message_a_turn_when_time_is_short(
    frame: Frame, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lazy_column, "BUDGET_S", 0.0)
    found = opened(frame, qtbot, page(3))
    helpdesk(frame).thread_view.leave()
    helpdesk(frame).thread_view.open(RowKey(RowKind.TICKET, "1"))
    for turn in range(4):
        assert built(found) == turn
        found.lay_out_view()
        if turn == 2:
            break
    assert built(found) == 3 and [item.is_built for item in found.items] == [True] * 3


def test_every_message_is_one_accessible_item_from_the_start(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(60, "> quoted", files=2))
    first = found.items[0]
    assert not first.is_built
    for item in found.items:
        name = item.accessibleName()
        assert "Sara" in name and "> quoted" in name and "1.png" in name
    column = found.widget()
    assert column is not None
    inside = QAccessible.queryAccessibleInterface(column)
    names = [inside.child(at).text(QAccessible.Text.Name) for at in range(inside.childCount())]
    assert [name for name in names if "> quoted" in name] == [item.accessibleName() for item in found.items]


def test_the_keyboard_builds_what_it_reaches(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(60))
    frame.window.activateWindow()
    last = found.items[-1]
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Home)
    first = found.items[0]
    assert first.is_built and 0 in in_view(found)
    assert [item for item in found.items if item.focusPolicy() == Qt.FocusPolicy.StrongFocus] == [first]
    settled(found)
    assert 0 in in_view(found), "what is laid out afterwards does not push it out of the view"
    sound(found)
    QTest.keyClick(first, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == first.message.body
    QTest.keyClick(first, Qt.Key.Key_End)
    settled(found)
    assert found.items[-1].hasFocus() and len(found.items) - 1 in in_view(found)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.8])
def test_scrolling_anywhere_shows_messages_that_stay_where_they_are(frame: Frame, qtbot: QtBot, share: float) -> None:
    found = opened(frame, qtbot, page(60, LINE * 40))
    bar(found).setValue(int(bar(found).maximum() * share))
    found.lay_out_view()
    at = in_view(found)[0]
    anchors = [found.items[place] for place in in_view(found) if found.items[place].is_laid_out(found.items[0].width())]
    before = anchors[0].y() - bar(found).value()
    settled(found)
    assert anchors[0].y() - bar(found).value() == before, at
    sound(found)


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
    qtbot.waitUntil(lambda: len(found.items) == 41)
    settled(found)
    assert bar(found).value() == bar(found).maximum() and found.items[-1].is_built
    bar(found).setValue(bar(found).maximum() // 2)
    settled(found)
    first = found.items[in_view(found)[0]]
    place = first.y() - bar(found).value()
    grown = page(42)
    frame.mirror(replace(grown, messages=grown.messages[-1:]))
    qtbot.waitUntil(lambda: len(found.items) == 42)
    settled(found)
    assert first.y() - bar(found).value() == place


def test_earlier_messages_come_above_what_is_read(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(130))
    bar(found).setValue(0)
    settled(found)
    top = found.items[in_view(found)[0]]
    place = top.y() - bar(found).value()
    before = built(found)
    older = next(button for button in found.findChildren(QAbstractButton) if "earlier" in button.text())
    assert older.isVisible() and older.geometry().bottom() < found.items[0].y()
    older.click()
    assert len(found.items) == 120 and abs(top.y() - bar(found).value() - place) < 60
    settled(found)
    assert built(found) < before + 30
    sound(found)


def test_a_message_that_grows_pushes_the_next_ones_down(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(3, LINE * 400))
    item = found.items[-1]
    high = item.height()
    more = next(button for button in item.findChildren(QAbstractButton) if button.text() == "Show more")
    more.click()
    qtbot.waitUntil(lambda: settled(found).items[-1].height() > high)
    sound(found)


def test_a_message_with_thousands_of_files_shows_the_first(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(1, files=2000))
    item = found.items[0]
    more = item.content.more_files
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
    assert not item.content.more_files.isVisible()


def test_a_thread_that_is_left_leaves_no_work(frame: Frame, qtbot: QtBot) -> None:
    found = opened(frame, qtbot, page(60))
    helpdesk(frame).thread_view.leave()
    settled(found)
    assert found.items == []
    assert isinstance(found, QObject)
