"""Everything on the Helpdesk page works by keyboard alone, has a name, and fits a narrow window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.helpdesk_client import HelpdeskClient, client, type_text

__all__ = ["client"]


def focused() -> QWidget:
    """The control with the keyboard, which has to be there."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def focus_names(client: HelpdeskClient, steps: int = 40) -> list[str]:
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


def test_tab_reaches_every_control_of_thread_and_composer(client: HelpdeskClient) -> None:
    client.desk.open_ticket("Fee", "Hello")
    client.sync()
    client.open("Fee")
    type_text(client.find("thread.reply"), "x")
    client.page.create_button.setFocus()
    reached = focus_names(client)
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
    client.page.compose(None)
    type_text(client.find("composer.subject"), "x")
    type_text(client.find("composer.description"), "x")
    client.page.create_button.setFocus()
    reached = focus_names(client)
    order = [name for name in reached if name.startswith("composer.")][:6]
    assert order == [
        "composer.type",
        "composer.subject",
        "composer.description",
        "composer.attach",
        "composer.discard",
        "composer.submit",
    ]


def test_a_ticket_is_written_sent_and_answered_without_a_mouse(client: HelpdeskClient, qtbot: QtBot) -> None:
    client.page.create_button.setFocus()
    QTest.keyClick(client.page.create_button, Qt.Key.Key_Space)
    type_text(focused(), "کارمزد")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    type_text(focused(), "چرا؟")
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    client.clock.advance(10)
    client.sync()
    assert client.desk.own_bodies() == ["چرا؟"]
    QTest.keyClick(client.find("thread.reply"), Qt.Key.Key_Escape)
    assert client.find("history.list").hasFocus()
    QTest.keyClick(client.find("history.list"), Qt.Key.Key_Return)
    assert client.page.thread_view.ticket_id is not None


@pytest.mark.parametrize("place", ["empty", "thread", "composer"])
def test_every_control_has_a_name(client: HelpdeskClient, place: str) -> None:
    if place != "empty":
        client.desk.open_ticket("Fee", "Hello")
        client.sync()
        client.desk.answer("1", "Hi", ("a.pdf", b"x"))
        client.sync()
    if place == "thread":
        client.open("Fee")
    elif place == "composer":
        client.page.compose(None)
    QApplication.processEvents()
    assert unnamed(client.page) == []


def test_a_narrow_window_shows_one_at_a_time_with_back(client: HelpdeskClient, qtbot: QtBot) -> None:
    client.desk.open_ticket("Fee", "Hello")
    client.sync()
    client.page.resize(760, 560)
    qtbot.waitUntil(lambda: client.page.panes.is_narrow)
    history, back = client.find("history.list"), client.page.panes.back
    assert history.isVisible() and not client.page.thread_view.isVisible()
    client.open("Fee")
    QApplication.processEvents()
    assert not history.isVisible() and client.page.thread_view.isVisible() and back.isVisible()
    assert isinstance(back, QPushButton) and name_of(back)
    type_text(client.find("thread.reply"), "kept")
    back.click()
    QApplication.processEvents()
    assert history.isVisible() and history.hasFocus()
    assert [draft.body for draft in client.drafts()] == ["kept"]
    client.open("Fee")
    QTest.keyClick(client.find("thread.reply"), Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert history.isVisible()
    client.page.resize(1200, 700)
    qtbot.waitUntil(lambda: not client.page.panes.is_narrow)
    assert history.isVisible() and client.page.thread_view.isVisible()


def test_search_is_focused_and_the_page_survives_an_account_change(client: HelpdeskClient) -> None:
    client.desk.open_ticket("Fee", "Hello")
    client.sync()
    client.page.compose(None)
    type_text(client.find("composer.subject"), "Kept")
    client.page.focus_content_filter()
    assert client.find("helpdesk.filter.content").hasFocus()
    account = client.session.account
    client.session.account = None
    client.session.signals.account_changed.emit(None)
    assert client.subjects() == []
    client.session.account = account
    client.session.signals.account_changed.emit(account)
    assert set(client.subjects()) == {"Fee", "Kept"}


def test_from_the_search_field_into_the_list_and_on_to_the_reply(client: HelpdeskClient, qtbot: QtBot) -> None:
    ticket = opened_ticket(client)
    client.page.focus_content_filter()
    assert focused() is client.page.filters.content
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    table = client.find("history.list")
    assert focused() is table
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert client.page.thread_view.ticket_id == ticket and focused() is table
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert client.page.thread_view.ticket_id == ticket
    assert focused() is client.find("thread.reply")


def opened_ticket(client: HelpdeskClient) -> int:
    """A ticket that support has, closed again; its id."""
    client.page.compose(None)
    type_text(client.find("composer.subject"), "کارمزد")
    type_text(client.find("composer.description"), "چرا؟")
    client.page.composer.send_button.click()
    client.clock.advance(10)
    client.sync()
    ticket = client.page.thread_view.ticket_id
    assert ticket is not None
    QTest.keyClick(client.find("thread.reply"), Qt.Key.Key_Escape)
    return ticket
