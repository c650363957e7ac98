"""What is searched for in the open ticket: it is marked, opening leads to it, and keys go from one to the next."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from desktop.domain.filters import HistoryFilter
from desktop.domain.remote import Page
from desktop.domain.tickets import RowKey, RowKind, Side
from desktop.ui.kit import theme
from desktop.ui.kit.dialog import Dialog
from desktop.ui.tickets.thread.message_item import MessageItem
from desktop.ui.tickets.thread.view import ThreadView
from tests.ui.frame import Frame
from tests.ui.test_thread_groups import LINE, talk
from tests.ui.walker import settle


def opened(frame: Frame, words: str, bodies: dict[int, str], count: int = 40) -> ThreadView:
    """A ticket, opened from a list that holds `words`; `bodies` are those of its messages that differ."""
    frame.window.resize(1280, 800)
    frame.window.show()
    frame.window.activateWindow()
    rows = tuple((Side.SUPPORT, "Sara", at, bodies.get(at, f"{at}: {LINE * 3}")) for at in range(count))
    frame.mirror(talk(rows))
    frame.client.services.tickets.mark_read(1)
    page = frame.window.pages.helpdesk
    frame.window.show_page("helpdesk")
    page.filters.show_filter(HistoryFilter(content=words))
    settle(frame)
    frame.window.navigation.open_row(RowKey(RowKind.TICKET, "1"))
    settle(frame)
    return page.thread_view


def in_view(view: ThreadView) -> list[str]:
    """The numbers of the messages that are wholly or partly in view."""
    top = view.list.verticalScrollBar().value()
    rows = view.list.rows.between(top, top + view.list.viewport().height())
    return [view.list.rows[at].message.body.split(":")[0] for at in rows]


def marked(item: MessageItem) -> list[str]:
    return [mark.cursor.selectedText() for mark in item.body.extraSelections()]


def place(frame: Frame) -> str:
    bar = frame.find("thread.search")
    return frame.find("thread.search.place", QLabel).text() if bar.isVisible() else ""


def test_opening_from_a_search_leads_to_the_newest_hit(frame: Frame) -> None:
    view = opened(frame, "receipt", {5: "5: your receipt", 12: "12: Receipts and a receipt"})
    assert "12" in in_view(view) and place(frame) == "2 of 2"
    found = view.list.lay_out_now(12)
    assert marked(found) == ["Receipts", "receipt"]
    picture = found.grab().toImage()
    colors = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert theme.current().color("current_hit").name() in colors
    assert theme.current().color("hit").name() not in colors


def test_keys_and_buttons_go_from_hit_to_hit_and_round(frame: Frame) -> None:
    view = opened(frame, "receipt", {at: f"{at}: the receipt" for at in (3, 20, 36)})
    window = frame.window.windowHandle()
    assert place(frame) == "3 of 3"
    for key, held, shown, words in (
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, "3", "1 of 3"),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, "20", "2 of 3"),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier, "3", "1 of 3"),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier, "36", "3 of 3"),
    ):
        QTest.keyClick(window, key, held)
        settle(frame)
        assert shown in in_view(view) and place(frame) == words
    frame.find("thread.search.previous", QAbstractButton).click()
    settle(frame)
    assert "20" in in_view(view) and place(frame) == "2 of 3"
    others = [item for item in view.list.items if item.message.body.startswith(("3:", "36:")) and item.isVisible()]
    assert all(marked(item) == ["receipt"] for item in others)


def test_the_sheet_of_keys_names_them(frame: Frame) -> None:
    frame.window.show()
    frame.window.shortcuts.show_keys()
    sheet = frame.window.findChild(Dialog, "keys_sheet")
    assert sheet is not None
    words = [label.text() for label in sheet.findChildren(QLabel)]
    for name, key in (("Next hit", "F3"), ("Previous hit", "Shift+F3")):
        assert words[words.index(name) + 1] == f"\u2066{key}\u2069"


def test_a_hit_in_earlier_messages_is_read_and_shown(frame: Frame) -> None:
    view = opened(frame, "receipt", {2: "2: the receipt"}, count=300)
    assert place(frame) == "1 of 1" and "2" in in_view(view)
    assert len(view.list.rows) == 300


@pytest.mark.parametrize("long", [LINE * 60, LINE * 400])
def test_a_hit_deep_in_a_long_message_is_in_view(frame: Frame, long: str) -> None:
    view = opened(frame, "receipt", {30: f"30: {long} the receipt {LINE * 20}"})
    found = view.list.lay_out_now(30)
    hit = found.body.first_hit()
    assert hit is not None and marked(found) == ["receipt"]
    at = found.body.mapTo(view.list.viewport(), hit.center())
    assert view.list.viewport().rect().contains(QPoint(at.x(), at.y()))


def test_words_are_marked_as_support_has_written_them(frame: Frame) -> None:
    view = opened(frame, "کیفپول 250", {38: "38: 👍 به كيف پول شما ۲۵۰ دلار آمد (250.00 USD)"})
    assert marked(view.list.lay_out_now(38)) == ["كيف پول", "۲۵۰", "250"]


def test_nothing_is_marked_once_nothing_is_searched_for(frame: Frame) -> None:
    view = opened(frame, "receipt", {30: "30: the receipt"})
    found = view.list.lay_out_now(30)
    before = view.list.verticalScrollBar().value()
    frame.window.pages.helpdesk.filters.clear()
    settle(frame)
    assert marked(found) == [] and place(frame) == ""
    assert view.list.verticalScrollBar().value() == before, "the message that is read stays where it is"
    frame.window.pages.helpdesk.filters.show_filter(HistoryFilter(content="on its"))
    settle(frame)
    assert view.list.verticalScrollBar().value() == before, "nor does typing move it"
    assert place(frame) == "In 39 messages"


def test_an_answer_with_the_words_is_counted(frame: Frame, qtbot: QtBot) -> None:
    view = opened(frame, "receipt", {30: "30: the receipt"}, count=31)
    one = talk(((Side.SUPPORT, "Sara", 50, "Your receipt"),)).messages[0]
    frame.mirror(Page("10", False, messages=(replace(one, id="1.99"),)))
    qtbot.waitUntil(lambda: len(view.list.rows) == 32)
    qtbot.waitUntil(lambda: place(frame) == "1 of 2")
