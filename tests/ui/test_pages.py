"""Pages are built when they are first shown, and styled when they are shown: nothing is lost by that."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.settings import Settings
from desktop.ui.kit import theme
from desktop.ui.tickets.page import HelpdeskPage
from desktop.ui.wallets.page import WalletsPage
from desktop.ui.window.fault_dialog import FaultDialog
from desktop.ui.window.first_paint import AT_LATEST_MS, FirstPaint
from tests.ui.frame import NOON_MS, Frame, answered_page, child_of, money_page, open_frame


@pytest.fixture
def fresh(qapp: QApplication, tmp_path: Path) -> Iterator[Frame]:
    """The window as it comes up: of its pages there is only the first."""
    with open_frame(tmp_path, every_page=False) as frame:
        yield frame
        frame.appearance.apply(Settings(language="en", theme="light"))


def show(frame: Frame, qtbot: QtBot) -> None:
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.activateWindow()


def test_only_the_page_in_view_is_built(fresh: Frame) -> None:
    assert fresh.window.pages.count() == 1
    assert fresh.window.pages.current == "dashboard"
    assert not fresh.window.findChildren(HelpdeskPage)
    assert fresh.window.save_now(), "what is not there has nothing to be saved"
    fresh.window.show_page("helpdesk")
    fresh.window.show_page("dashboard")
    fresh.window.show_page("helpdesk")
    assert len(fresh.window.findChildren(HelpdeskPage)) == 1


def test_a_link_opens_a_ticket_on_a_page_that_was_not_there(fresh: Frame, qtbot: QtBot) -> None:
    show(fresh, qtbot)
    fresh.mirror(answered_page(1))
    fresh.window.navigation.open_number("1")
    assert fresh.find("thread.list").isVisible()
    assert fresh.window.pages.ticket_in_view == 1


def test_a_key_leads_to_a_page_that_was_not_there(fresh: Frame, qtbot: QtBot) -> None:
    show(fresh, qtbot)
    QTest.keyClick(fresh.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert child_of(fresh.window, WalletsPage).isVisible()
    QTest.keyClick(fresh.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert fresh.find("composer.subject").isVisible()
    QTest.keyClick(fresh.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is fresh.find("helpdesk.filter.content")


def test_a_page_built_late_knows_what_was_said_before(fresh: Frame, qtbot: QtBot) -> None:
    show(fresh, qtbot)
    fresh.mirror(money_page())
    fresh.mirror(answered_page(1))
    fresh.session.signals.status.emit(SyncStatus(LinkState.OFFLINE, NOON_MS, problem=Problem(ErrorCode.OFFLINE)))
    fresh.window.show_page("wallets")
    words = [label.property("text") for label in child_of(fresh.window, WalletsPage).findChildren(QWidget)]
    assert "not the latest" in words, "a page must not look better than the truth"
    fresh.window.show_page("helpdesk")
    assert "1" in fresh.find("helpdesk.bell").accessibleName()


def test_a_page_built_late_speaks_the_language_in_force(fresh: Frame, qtbot: QtBot) -> None:
    show(fresh, qtbot)
    fresh.change_settings(replace(fresh.session.settings, language="fa"))
    fresh.window.show_page("helpdesk")
    assert fresh.window.windowTitle() == "پشتیبانی – اوتت دسک"
    assert fresh.find("helpdesk.create").property("text") == "ایجاد تیکت"
    assert fresh.window.pages.helpdesk.isRightToLeft()


def test_a_hidden_page_gets_another_theme_when_it_is_shown(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    light, hidden = theme.current().style_sheet(), frame.window.pages.helpdesk
    frame.window.show_page("helpdesk")
    frame.window.show_page("dashboard")
    frame.change_settings(replace(frame.session.settings, theme="dark", text_size=130))
    dark = theme.current().style_sheet()
    assert dark != light
    assert frame.window.pages.dashboard.styleSheet() == dark
    assert hidden.styleSheet() == light, "a page that nobody sees costs a change nothing"
    frame.window.show_page("helpdesk")
    assert hidden.styleSheet() == dark
    assert frame.find("helpdesk.create").fontMetrics().height() > frame.window.fontMetrics().height() * 0.9


def test_what_stands_on_the_window_wears_the_theme(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.window.show_fault("details")
    dialog, menu = child_of(frame.window, FaultDialog), QMenu("words", frame.window)
    menu.addAction("one")
    menu.popup(frame.window.pos())
    for change in ({"theme": "light"}, {"theme": "dark"}):
        frame.change_settings(replace(frame.session.settings, **change))  # type: ignore[arg-type]
        for widget in (dialog, menu, frame.window.sidebar, frame.find("notice_bar")):
            assert widget.styleSheet() == theme.current().style_sheet(), widget
    menu.close()
    dialog.close()


def test_no_style_sheet_on_the_application(frame: Frame, qapp: QApplication) -> None:
    """Qt would apply it to a widget once for each of its ancestors at every change."""
    frame.change_settings(replace(frame.session.settings, theme="dark"))
    assert qapp.styleSheet() == ""


def test_the_first_paint_is_noticed_once(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first = FirstPaint(window)
    seen = QSignalSpy(first.happened)
    window.show()
    assert seen.wait(AT_LATEST_MS // 2), "long before the latest moment"
    window.repaint()
    QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
    assert not seen.wait(50)
    assert seen.count() == 1


def test_a_window_that_is_not_painted_is_not_waited_for(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    seen = QSignalSpy(FirstPaint(window).happened)
    assert seen.wait(AT_LATEST_MS * 5)
