"""Menus of messages, files and the head of a thread: by the mouse, by the Menu key, and what they do."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.domain.accounts import StatusKind
from desktop.ui.kit.dialog import Dialog
from desktop.ui.tickets.thread.attachment_tile import AttachmentTile
from desktop.ui.tickets.thread.message_item import MessageItem
from tests.ui.frame import child_of
from tests.ui.helpdesk_client import HelpdeskClient, client
from tests.ui.test_thread import items, opened, reply, set_status

__all__ = ["client"]
Reason = QContextMenuEvent.Reason


@pytest.fixture(autouse=True)
def no_menu_stays() -> Iterator[None]:
    yield
    if isinstance(left := QApplication.activePopupWidget(), QMenu):
        left.close()


def ask(widget: QWidget, reason: Reason = Reason.Mouse, at: QPoint | None = None) -> dict[str, QMenu]:
    """Ask for the menu on a widget; returns it, by the words of what can be chosen."""
    place = at or widget.rect().center()
    QApplication.sendEvent(widget, QContextMenuEvent(reason, place, widget.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu), f"no menu on {widget!r}"
    return {action.text(): menu for action in menu.actions() if action.text()}


def choose(entries: dict[str, QMenu], words: str) -> None:
    menu = entries[words]
    action = next(action for action in menu.actions() if action.text() == words)
    # a menu is closed before what was chosen is done
    menu.close()
    action.trigger()
    QApplication.processEvents()


def has_keyboard(widget: QWidget) -> bool:
    """Whether a widget has the keyboard of its window, which a menu may have taken the focus from."""
    return widget.window().focusWidget() is widget


@pytest.mark.parametrize("reason", [Reason.Mouse, Reason.Keyboard])
def test_a_message_is_copied_and_quoted(client: HelpdeskClient, reason: Reason) -> None:
    opened(client, "First line\nsecond line")
    item = items(client)[0]
    item.setFocus()
    target = item.body.viewport() if reason is Reason.Mouse else item
    assert list(ask(target, reason)) == ["Copy text", "Quote in reply"]
    choose(ask(target, reason), "Copy text")
    assert QApplication.clipboard().text() == "First line\nsecond line"
    assert client.toasts[-1].text == "Copied"
    choose(ask(target, reason), "Quote in reply")
    assert reply(client).text() == "> First line\n> second line\n" and has_keyboard(reply(client))
    QTest.keyClick(reply(client), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert reply(client).text() == ""


def test_a_selection_and_a_link_have_entries_of_their_own(client: HelpdeskClient) -> None:
    opened(client, "see https://otet.example/help for this")
    item = items(client)[0]
    assert "Copy link" not in ask(item.body.viewport(), at=QPoint(3, 3)), "the mouse is elsewhere"
    choose(ask(item, Reason.Mouse), "Copy text")
    item.setFocus()
    choose(ask(item, Reason.Keyboard), "Copy link")
    assert QApplication.clipboard().text() == "https://otet.example/help"
    choose(ask(item, Reason.Keyboard), "Open link")
    box = child_of(client.page, Dialog)
    assert "otet.example" in box.words, "it is asked first"
    box.reject()
    item.body.selectAll()
    choose(ask(item.body.viewport()), "Copy selection")
    assert QApplication.clipboard().text() == "see https://otet.example/help for this"


def test_what_waits_can_be_undone_from_its_menu(client: HelpdeskClient) -> None:
    opened(client)
    reply(client).show_text("Too hasty", 0)
    client.page.thread_view.reply.submit()
    client.settle()
    waiting: MessageItem = items(client)[1]
    waiting.setFocus()
    assert list(ask(waiting, Reason.Keyboard))[-2:] == ["Undo", "Discard"]
    choose(ask(waiting, Reason.Keyboard), "Undo")
    client.settle()
    assert reply(client).text() == "Too hasty" and len(items(client)) == 1


def test_a_closed_ticket_cannot_be_quoted(client: HelpdeskClient) -> None:
    opened(client)
    set_status(client, StatusKind.CLOSED)
    assert list(ask(items(client)[0].body.viewport())) == ["Copy text"]


def test_a_file_is_fetched_and_saved_from_its_menu(client: HelpdeskClient) -> None:
    opened(client)
    client.desk.answer("1", "Here", ("receipt.pdf", b"x" * 2048))
    client.sync()
    tile = items(client)[1].findChildren(AttachmentTile)[0]
    assert list(ask(tile)) == ["Download", "Copy name"]
    choose(ask(tile), "Copy name")
    assert QApplication.clipboard().text() == "receipt.pdf"
    tile.button.setFocus()
    choose(ask(tile.button, Reason.Keyboard), "Download")
    client.sync()
    assert "On this computer" in tile.sentence
    assert list(ask(tile.button, Reason.Keyboard)) == ["Save as…", "Copy name"]


def test_the_head_of_a_thread_has_a_menu(client: HelpdeskClient) -> None:
    opened(client)
    more = client.page.thread_view.header.more
    more.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entries = {action.text(): menu for action in menu.actions()}
    assert list(entries) == ["Reply", "Copy the ticket number", "Copy a link to this ticket"]
    choose(entries, "Copy a link to this ticket")
    assert QApplication.clipboard().text() == "otet://ticket/1"
    client.page.thread_view.header.menu().actions()[0].trigger()
    assert has_keyboard(reply(client))
