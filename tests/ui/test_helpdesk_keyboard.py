"""Everything on the Helpdesk page works by keyboard alone, has a name, and fits a narrow window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desk_room import Room, room, type_text

__all__ = ["room"]


def focused() -> QWidget:
    """The control with the keyboard, which has to be there."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def focus_names(room: Room, steps: int = 40) -> list[str]:
    """The controls that Tab reaches from the first one, in order."""
    names: list[str] = []
    for _ in range(steps):
        widget = QApplication.focusWidget()
        assert widget is not None
        names.append(widget.objectName() or type(widget).__name__)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    return names


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def unnamed(page: QWidget) -> list[str]:
    found = []
    for widget in page.findChildren(QWidget):
        focusable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if widget.isVisible() and focusable and not name_of(widget):
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def test_tab_reaches_every_control_of_thread_and_composer(room: Room) -> None:
    room.desk.open_ticket("Fee", "Hello")
    room.sync()
    room.open("Fee")
    type_text(room.find("thread.reply"), "x")
    room.page.create_button.setFocus()
    reached = focus_names(room)
    for name in (
        "helpdesk.create",
        "helpdesk.filter.department",
        "helpdesk.filter.content",
        "helpdesk.filter.ticket_id",
        "history.list",
        "MessageItem",
        "thread.reply",
        "thread.attach",
        "thread.send",
    ):
        assert name in reached, name
    room.page.compose(None)
    type_text(room.find("composer.subject"), "x")
    type_text(room.find("composer.description"), "x")
    room.page.create_button.setFocus()
    reached = focus_names(room)
    order = [name for name in reached if name.startswith("composer.")][:6]
    assert order == [
        "composer.type",
        "composer.subject",
        "composer.description",
        "composer.attach",
        "composer.discard",
        "composer.submit",
    ]


def test_a_ticket_is_written_sent_and_answered_without_a_mouse(room: Room, qtbot: QtBot) -> None:
    room.page.create_button.setFocus()
    QTest.keyClick(room.page.create_button, Qt.Key.Key_Space)
    type_text(focused(), "کارمزد")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    type_text(focused(), "چرا؟")
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    room.clock.advance(10)
    room.sync()
    assert room.desk.own_bodies() == ["چرا؟"]
    QTest.keyClick(room.find("thread.reply"), Qt.Key.Key_Escape)
    assert room.find("history.list").hasFocus()
    QTest.keyClick(room.find("history.list"), Qt.Key.Key_Return)
    assert room.page.thread_view.ticket_id is not None


@pytest.mark.parametrize("place", ["empty", "thread", "composer"])
def test_every_control_has_a_name(room: Room, place: str) -> None:
    if place != "empty":
        room.desk.open_ticket("Fee", "Hello")
        room.sync()
        room.desk.answer("1", "Hi", ("a.pdf", b"x"))
        room.sync()
    if place == "thread":
        room.open("Fee")
    elif place == "composer":
        room.page.compose(None)
    QApplication.processEvents()
    assert unnamed(room.page) == []


def test_a_narrow_window_shows_one_at_a_time_with_back(room: Room, qtbot: QtBot) -> None:
    room.desk.open_ticket("Fee", "Hello")
    room.sync()
    room.page.resize(760, 560)
    qtbot.waitUntil(lambda: room.page.panes.is_narrow)
    history, back = room.find("history.list"), room.page.panes.back
    assert history.isVisible() and not room.page.thread_view.isVisible()
    room.open("Fee")
    QApplication.processEvents()
    assert not history.isVisible() and room.page.thread_view.isVisible() and back.isVisible()
    assert isinstance(back, QPushButton) and name_of(back)
    type_text(room.find("thread.reply"), "kept")
    back.click()
    QApplication.processEvents()
    assert history.isVisible() and history.hasFocus()
    assert [draft.body for draft in room.drafts()] == ["kept"]
    room.open("Fee")
    QTest.keyClick(room.find("thread.reply"), Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert history.isVisible()
    room.page.resize(1200, 700)
    qtbot.waitUntil(lambda: not room.page.panes.is_narrow)
    assert history.isVisible() and room.page.thread_view.isVisible()


def test_search_is_focused_and_the_page_survives_an_account_change(room: Room) -> None:
    room.desk.open_ticket("Fee", "Hello")
    room.sync()
    room.page.compose(None)
    type_text(room.find("composer.subject"), "Kept")
    room.page.focus_content_filter()
    assert room.find("helpdesk.filter.content").hasFocus()
    account = room.session.account
    room.session.account = None
    room.session.signals.account_changed.emit(None)
    assert room.subjects() == []
    room.session.account = account
    room.session.signals.account_changed.emit(account)
    assert set(room.subjects()) == {"Fee", "Kept"}
