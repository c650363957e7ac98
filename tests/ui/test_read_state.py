"""What was in view in the active window is read, at once, and nothing else is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.remote import Page, RemoteMessage, RemoteTicket
from desktop.domain.tickets import Side
from desktop.store.read import queries
from desktop.ui.tickets.page import HelpdeskPage
from tests.ui.frame import NOON_MS, Frame, open_frame

LONG = "A long answer.\n\n" + "\n".join(f"Step {number}: do this." for number in range(60))


def answers(*messages: tuple[int, str], first: int = 2, side: Side = Side.SUPPORT) -> Page:
    """A ticket with one own message, and these answers (minutes after noon, text)."""
    return Page(
        "9",
        False,
        tickets=(RemoteTicket("1", "1", "Withdrawal", "", "2", NOON_MS, NOON_MS),),
        messages=(
            RemoteMessage("1.1", "1", Side.OWN, "Trader", NOON_MS, "Where is my money?"),
            *(
                RemoteMessage(f"1.{first + at}", "1", side, "Sara", NOON_MS + minute * 60_000, text)
                for at, (minute, text) in enumerate(messages)
            ),
        ),
    )


@pytest.fixture
def helpdesk(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    """A window with one ticket open, nothing unread."""
    with open_frame(tmp_path) as made:
        made.mirror(answers())
        made.window.resize(1280, 760)
        with qtbot.waitActive(made.window):
            made.window.show()
            made.window.activateWindow()
        made.window.navigation.open_ticket(1)
        yield made


def unread(frame: Frame) -> int:
    return queries.unread_total(frame.client.database.read_connection(), frame.client.account.id)


def page(frame: Frame) -> HelpdeskPage:
    return frame.window.findChildren(HelpdeskPage)[0]


def signs(frame: Frame) -> tuple[bool, bool]:
    """Whether the sidebar and the title speak of unread answers."""
    button, title = frame.find("sidebar.helpdesk").accessibleName(), frame.window.windowTitle()
    return "unread" in button, title.startswith("(")


def is_read(frame: Frame, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: unread(frame) == 0)
    qtbot.waitUntil(lambda: signs(frame) == (False, False))
    row = page(frame).history.model.row(page(frame).history.model.keys[0])
    qtbot.waitUntil(lambda: row is not None and page(frame).history.model.row(row.key).unread == 0)  # type: ignore[union-attr]


def answered(frame: Frame, qtbot: QtBot, minute: int = 1, text: str = "On its way.") -> None:
    """Support has answered, and the thread on the page shows it."""
    frame.mirror(answers((minute, text)))
    qtbot.waitUntil(lambda: len(page(frame).thread_view.list.rows) == 2)
    assert unread(frame) == 1 and signs(frame) == (True, True)


def minimise(frame: Frame, qtbot: QtBot) -> None:
    frame.window.showMinimized()
    qtbot.waitUntil(lambda: frame.window.isMinimized())


def elsewhere(qtbot: QtBot) -> QWidget:
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    return other


def test_an_answer_in_view_is_read_at_once(helpdesk: Frame, qtbot: QtBot) -> None:
    helpdesk.mirror(answers((1, "On its way.")))
    is_read(helpdesk, qtbot)


def test_what_came_while_minimised_is_read_when_the_window_is_restored(helpdesk: Frame, qtbot: QtBot) -> None:
    minimise(helpdesk, qtbot)
    answered(helpdesk, qtbot)
    helpdesk.window.showNormal()
    helpdesk.window.activateWindow()
    is_read(helpdesk, qtbot)


def test_a_window_that_is_active_before_it_is_restored(helpdesk: Frame, qtbot: QtBot) -> None:
    elsewhere(qtbot)
    helpdesk.window.overrideWindowState(Qt.WindowState.WindowMinimized)
    answered(helpdesk, qtbot)
    # as some window managers do it: first the activation, later the state, which Qt then takes over like this
    with qtbot.waitActive(helpdesk.window):
        helpdesk.window.windowHandle().requestActivate()
    QApplication.processEvents()
    assert helpdesk.window.isMinimized() and unread(helpdesk) == 1
    helpdesk.window.overrideWindowState(Qt.WindowState.WindowNoState)
    is_read(helpdesk, qtbot)


def test_a_press_on_the_notification_reads_the_answer(helpdesk: Frame, qtbot: QtBot) -> None:
    minimise(helpdesk, qtbot)
    answered(helpdesk, qtbot)
    (alert,) = helpdesk.told.alerts
    helpdesk.window.navigation.open_ticket(alert.ticket_id)
    is_read(helpdesk, qtbot)


def test_what_came_while_another_window_was_active(helpdesk: Frame, qtbot: QtBot) -> None:
    elsewhere(qtbot)
    answered(helpdesk, qtbot)
    helpdesk.window.activateWindow()
    is_read(helpdesk, qtbot)


def test_what_came_while_another_page_was_shown(helpdesk: Frame, qtbot: QtBot) -> None:
    helpdesk.window.show_page("wallets")
    answered(helpdesk, qtbot)
    helpdesk.window.show_page("helpdesk")
    is_read(helpdesk, qtbot)


def test_below_the_edge_is_unread_until_it_is_scrolled_to(helpdesk: Frame, qtbot: QtBot) -> None:
    helpdesk.mirror(answers((1, LONG)))
    thread = page(helpdesk).thread_view.list
    bar = thread.verticalScrollBar()
    is_read(helpdesk, qtbot)
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setSliderPosition(0)
    helpdesk.mirror(answers((1, LONG), (2, "Has it arrived?")))
    qtbot.waitUntil(lambda: len(thread.rows) == 3)
    QApplication.processEvents()
    assert unread(helpdesk) == 1
    bar.setSliderPosition(bar.maximum())
    is_read(helpdesk, qtbot)


def test_a_thread_opens_at_its_first_unread_answer_and_reads_as_one_scrolls(helpdesk: Frame, qtbot: QtBot) -> None:
    helpdesk.window.show_page("dashboard")
    page(helpdesk).thread_view.leave()
    helpdesk.mirror(answers((1, LONG), (2, LONG), (3, LONG)))
    assert unread(helpdesk) == 3
    helpdesk.window.navigation.open_ticket(1)
    thread = page(helpdesk).thread_view.list
    bar = thread.verticalScrollBar()
    qtbot.waitUntil(lambda: unread(helpdesk) == 2)
    assert abs(thread.rows.top(1) - bar.value()) < 4
    bar.setSliderPosition(thread.rows.top(2))
    qtbot.waitUntil(lambda: unread(helpdesk) == 1)
    bar.setSliderPosition(bar.maximum())
    is_read(helpdesk, qtbot)


def test_a_later_message_of_one_s_own_from_elsewhere_reads_what_stands_above(helpdesk: Frame, qtbot: QtBot) -> None:
    helpdesk.window.show_page("wallets")
    helpdesk.mirror(answers((1, "On its way."), (2, "Has it arrived?"), (9, "Hello?")))
    assert unread(helpdesk) == 3
    helpdesk.mirror(answers((5, "Yes, by mail."), first=7, side=Side.OWN))
    assert unread(helpdesk) == 1
    assert signs(helpdesk) == (True, True)
