"""What the list shows, and what the window's thread reads, while words are typed into the search box."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.background import Cancellation
from desktop.domain.filters import HistoryFilter
from desktop.ui.tickets.history.rows import PAGE
from tests.ui.frame import NOON_MS, Frame, answered_page
from tests.ui.helpdesk_client import HelpdeskClient, client, type_text
from tests.ui.test_history import three_tickets, view
from tests.ui.test_long_list import many

__all__ = ["client", "many"]


@contextmanager
def searches_held(client: HelpdeskClient) -> Iterator[None]:
    """Whatever is searched for waits until this context ends."""
    released = threading.Event()

    def hold() -> None:
        released.wait(30)

    client.session.background.submit_search(hold, Cancellation())
    try:
        yield
    finally:
        released.set()


def shown_texts(parent: QObject) -> set[str]:
    return {label.text() for label in parent.findChildren(QLabel) if label.isVisible() and label.text()}


def test_nothing_is_called_empty_while_it_is_being_searched_for(client: HelpdeskClient, qtbot: QtBot) -> None:
    three_tickets(client)
    pane = client.page.history
    with searches_held(client):
        type_text(client.find("helpdesk.filter.content"), "nowhere")
        assert "Nothing found." not in shown_texts(pane)
        qtbot.waitUntil(lambda: "Searching…" in shown_texts(pane))
        assert not view(client).isVisible(), "rows of other words do not stay"
        assert "Nothing found." not in shown_texts(pane)
    client.await_rows()
    assert "Nothing found." in shown_texts(pane)
    assert "Searching…" not in shown_texts(pane)


def test_results_belong_to_the_words_now_in_the_box(client: HelpdeskClient) -> None:
    three_tickets(client)
    content = client.find("helpdesk.filter.content")
    model = client.page.history.model
    seen: list[int] = []
    model.arranged.connect(lambda: seen.append(model.rowCount()))
    with searches_held(client):
        type_text(content, "wallet fee")
    assert client.subjects() == ["Invoice"]
    assert seen == [1], "what was typed before was not even shown"


def test_going_back_to_words_whose_rows_are_here_shows_them_at_once(client: HelpdeskClient) -> None:
    three_tickets(client)
    pane = client.page.history
    pane.show_filter(HistoryFilter(content="wallet"))
    assert len(client.subjects()) == 2
    with searches_held(client):
        pane.show_filter(HistoryFilter(content="wallet fee"))
        assert pane.model.is_searching
        pane.show_filter(HistoryFilter(content="wallet"))
        assert not pane.model.is_searching
    assert len(client.subjects()) == 2


def test_news_during_a_search_are_in_what_it_finds(client: HelpdeskClient, qtbot: QtBot) -> None:
    three_tickets(client)
    with searches_held(client):
        type_text(client.find("helpdesk.filter.content"), "wallet")
        client.desk.open_ticket("Late", "my wallet")
        client.engine.wake()
        while client.engine.step() <= 0:
            pass
        client.page.history.model.reload()
    qtbot.waitUntil(lambda: "Late" in client.subjects())


def test_a_search_that_fails_says_so_and_can_be_tried_again(client: HelpdeskClient, qtbot: QtBot) -> None:
    three_tickets(client)
    pane = client.page.history
    client.database.close()
    pane.show_filter(HistoryFilter(content="wallet"))
    client.await_rows()
    assert pane.model.error is not None
    assert pane.model.rowCount() == 0
    assert "Nothing found." not in shown_texts(pane)
    buttons = [button.text() for button in pane.findChildren(QPushButton) if button.isVisible()]
    assert buttons == ["Try again"]


@contextmanager
def rows_read(frame: Frame) -> Iterator[list[int]]:
    """How many rows of the list each statement of the window's thread asks for."""
    asked: list[int] = []

    def note(statement: str) -> None:
        found = re.search(r"FROM ticket WHERE \+account_id = .* AND id IN \(([^)]*)\)", statement)
        if found:
            asked.append(found[1].count(",") + 1)

    connection = frame.client.database.read_connection()
    connection.set_trace_callback(note)
    try:
        yield asked
    finally:
        connection.set_trace_callback(None)


def await_frame(frame: Frame, qtbot: QtBot) -> None:
    """Let everything that is due be read and painted."""
    model = frame.window.pages.helpdesk.history.model
    qtbot.waitUntil(lambda: not model.is_reading)
    frame.window.pages.helpdesk.history.list.viewport().repaint()
    QApplication.processEvents()


def test_a_key_reads_no_row_in_the_windows_thread(many: Frame, qtbot: QtBot) -> None:
    page = many.window.pages.helpdesk
    bar = page.history.list.verticalScrollBar()
    for value in range(0, 20_000, 1000):
        bar.setValue(value)
        page.history.list.viewport().repaint()
    with rows_read(many) as asked:
        type_text(page.filters.content, "money")
        assert page.history.model.is_searching
        await_frame(many, qtbot)
    assert not page.history.model.is_searching
    assert asked == []


def test_news_have_only_rows_read_that_are_in_sight(many: Frame, qtbot: QtBot) -> None:
    page = many.window.pages.helpdesk
    bar = page.history.list.verticalScrollBar()
    for value in range(0, 20_000, 1000):
        bar.setValue(value)
        page.history.list.viewport().repaint()
    bar.setValue(0)
    await_frame(many, qtbot)
    with rows_read(many) as asked:
        many.mirror(answered_page(2, at_ms=NOON_MS + 60_000))
        page.history.model.reload()
        await_frame(many, qtbot)
    assert sum(asked) <= 2 * PAGE
    newest = page.history.model.row_at(0)
    assert newest is not None and newest.number == "2" and newest.unread == 1


def test_rows_that_scrolling_shows_next_are_there_already(many: Frame, qtbot: QtBot) -> None:
    view = many.window.pages.helpdesk.history.list
    step = view.viewport().height()
    view.verticalScrollBar().setValue(10 * step)
    qtbot.waitUntil(lambda: not view.rows_ahead.is_preparing)
    view.verticalScrollBar().setValue(11 * step)
    qtbot.waitUntil(lambda: not view.rows_ahead.is_preparing)
    with rows_read(many) as asked:
        view.verticalScrollBar().setValue(12 * step)
        view.viewport().repaint()
    assert asked == []
