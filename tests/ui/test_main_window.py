"""The frame: where one can go, what it says, and what closing it means."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.accounts import BUILT_IN_ADDRESS
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.settings import Settings
from desktop.store import outbox
from desktop.ui.kit.appearance import LANGUAGES
from desktop.ui.kit.dialog import Dialog
from desktop.ui.signals import Notice
from desktop.ui.window.fault_dialog import FaultDialog
from desktop.ui.window.main_window import MINIMUM, MainWindow
from desktop.ui.window.sidebar_button import SidebarButton
from tests.ui.frame import NOON_MS, Frame, answered_page, child_of, money_page, open_frame


def show(frame: Frame, qtbot: QtBot, width: int = 1200, height: int = 800) -> None:
    frame.window.resize(width, height)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.activateWindow()


def press(frame: Frame, key: Qt.Key) -> None:
    QTest.keyClick(frame.window, key, Qt.KeyboardModifier.ControlModifier)


def checked(frame: Frame) -> str:
    buttons = frame.window.sidebar.findChildren(SidebarButton)
    return next(button.objectName() for button in buttons if button.isChecked())


def test_names_that_outside_programs_rely_on(frame: Frame) -> None:
    assert frame.window.objectName() == "main_window"
    names = (
        "sidebar.dashboard sidebar.helpdesk sidebar.wallets sidebar.settings sidebar.account sidebar.sync_state "
        "notice_bar welcome.try welcome.connect welcome.address welcome.user welcome.password welcome.sign_in "
        "dashboard.total_balance dashboard.wallets dashboard.verification dashboard.transactions dashboard.support "
        "dashboard.availability wallets.list wallets.transactions settings.language settings.theme"
    )
    for name in names.split():
        frame.find(name)


def test_keys_go_to_pages(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    assert checked(frame) == "sidebar.dashboard"
    for key, name in ((Qt.Key.Key_3, "wallets"), (Qt.Key.Key_2, "helpdesk"), (Qt.Key.Key_1, "dashboard")):
        press(frame, key)
        assert checked(frame) == f"sidebar.{name}"
    press(frame, Qt.Key.Key_N)
    assert frame.find("composer.subject").isVisible()
    press(frame, Qt.Key.Key_F)
    assert QApplication.focusWidget() is frame.find("helpdesk.filter.content")


def test_unread_is_the_database_s_count(frame: Frame) -> None:
    assert frame.window.windowTitle() == "Dashboard – Otet Desk"
    frame.mirror(answered_page(1))
    frame.mirror(answered_page(2))
    assert frame.window.windowTitle() == "(2) Dashboard – Otet Desk"
    button = frame.find("sidebar.helpdesk")
    assert button.accessibleName() == "Helpdesk, 2 unread answers"
    frame.client.services.tickets.mark_read(1)
    QApplication.processEvents()
    assert button.accessibleName() == "Helpdesk, 1 unread answer"


def test_language_turns_while_it_runs(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.mirror(money_page())
    left = frame.window.sidebar.x()
    frame.change_settings(replace(frame.session.settings, language="fa"))
    QApplication.processEvents()
    assert frame.window.isRightToLeft()
    assert frame.window.sidebar.x() > left
    assert frame.window.windowTitle() == "داشبورد – اوتت دسک"
    assert frame.find("dashboard.total_balance").accessibleName().startswith("موجودی کل")
    for name in ("welcome.try", "settings.theme", "wallets.list", "sidebar.account"):
        widget = frame.find(name)
        words = widget.accessibleName() or getattr(widget, "text", str)()
        assert any("\u0600" <= sign <= "\u06ff" for sign in words), name
    frame.change_settings(replace(frame.session.settings, language="en"))
    QApplication.processEvents()
    assert not frame.window.isRightToLeft()
    assert frame.window.sidebar.x() == left
    assert frame.window.windowTitle() == "Dashboard – Otet Desk"


def test_narrow_windows_have_icons_only(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot, *MINIMUM)
    assert frame.window.sidebar.width() < 80
    button = frame.find("sidebar.wallets")
    assert button.toolTip() == "Wallets  \u2066Ctrl+3\u2069"
    frame.window.resize(1000, 700)
    assert frame.window.sidebar.width() == 220
    assert button.toolTip() == "\u2066Ctrl+3\u2069"


def test_sync_state_in_words_and_one_notice(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    state, bar = frame.find("sidebar.sync_state"), frame.find("notice_bar")
    status = frame.session.signals.status
    status.emit(SyncStatus(LinkState.UP_TO_DATE, NOON_MS))
    assert state.accessibleName() == "Up to date 12:03"
    assert not bar.isVisible()
    status.emit(SyncStatus(LinkState.OFFLINE, NOON_MS, waiting=2, problem=Problem(ErrorCode.OFFLINE)))
    assert state.accessibleName() == "Offline, 2 waiting to send"
    assert "Everything you write is kept" in bar.accessibleName()
    child_of(bar, QPushButton).click()
    assert frame.asked == ["now"]
    status.emit(SyncStatus(LinkState.SYNCING, NOON_MS))
    assert bar.isVisible(), "a try on its way is no success yet"
    status.emit(SyncStatus(LinkState.UP_TO_DATE, NOON_MS))
    assert not bar.isVisible()


def test_a_grave_notice_stands_before_others_and_goes_by_its_key(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    bar, notice = frame.find("notice_bar"), frame.session.signals.notice
    notice.emit(Notice("disk", Problem(ErrorCode.DISK_FULL)))
    notice.emit(Notice("sync", Problem(ErrorCode.OFFLINE)))
    assert "the disk is full" in bar.accessibleName()
    notice.emit(Notice("disk", None))
    assert "No connection" in bar.accessibleName()
    notice.emit(Notice("sync", None))
    assert not bar.isVisible()


def test_a_token_that_ended_asks_for_the_password_only(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.session.signals.status.emit(SyncStatus(LinkState.SIGN_IN_AGAIN, NOON_MS))
    child_of(frame.find("notice_bar"), QPushButton).click()
    address, password = frame.find("welcome.address"), frame.find("welcome.password")
    assert address.property("text") == "https://desk.example"
    assert not address.property("readOnly"), "the help desk may have moved"
    assert frame.find("welcome.user").property("readOnly")
    assert QApplication.focusWidget() is password
    QTest.keyClicks(password, "secret")
    QTest.keyClick(password, Qt.Key.Key_Return)
    assert frame.asked == ["again trader secret https://desk.example"]
    frame.finish(None)
    assert not frame.find("notice_bar").isVisible()
    assert frame.find("dashboard.support").isVisible()


def agreed(frame: Frame) -> None:
    """App and help desk agree, as of a moment after what was asked before."""
    frame.client.clock.advance(1)
    frame.session.signals.status.emit(SyncStatus(LinkState.UP_TO_DATE, frame.client.clock.now_ms()))


def test_a_link_shows_a_ticket_or_says_that_it_is_none(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.mirror(answered_page(1))
    frame.window.navigation.open_number("77")
    assert frame.notices[-1].problem == Problem(ErrorCode.TICKET_NOT_HERE), "the help desk may know it"
    frame.session.signals.status.emit(SyncStatus(LinkState.UP_TO_DATE, frame.client.clock.now_ms() - 1))
    frame.session.signals.status.emit(SyncStatus(LinkState.SYNCING))
    assert frame.notices[-1].problem == Problem(ErrorCode.TICKET_NOT_HERE)
    agreed(frame)
    assert frame.notices[-1].problem == Problem(ErrorCode.NOT_YOUR_TICKET)
    assert checked(frame) == "sidebar.dashboard"
    frame.window.navigation.open_number("1")
    assert checked(frame) == "sidebar.helpdesk"
    assert frame.notices[-1].problem is None
    assert not frame.find("notice_bar").isVisible()


def test_a_link_to_a_ticket_that_is_not_here_yet_opens_it_when_it_comes(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.mirror(answered_page(1))
    frame.window.navigation.open_number("2")
    frame.mirror(answered_page(2))
    assert checked(frame) == "sidebar.helpdesk" and frame.window.pages.helpdesk.ticket_in_view is not None
    assert not frame.find("notice_bar").isVisible()
    agreed(frame)
    assert not frame.find("notice_bar").isVisible()


def test_a_ticket_that_comes_while_the_user_writes_is_offered(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.window.navigation.open_number("2")
    frame.window.navigation.compose(None)
    subject = frame.find("composer.subject")
    QTest.keyClicks(subject, "Fee")
    frame.mirror(answered_page(2))
    assert subject.isVisible() and subject.hasFocus()
    assert frame.find("notice_bar").accessibleName() == "The ticket that you asked for is here now."
    button = frame.find("notice_bar").findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.click()
    assert frame.find("thread.list").isVisible() and not frame.find("notice_bar").isVisible()


def test_a_ticket_that_comes_much_later_is_offered(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.window.navigation.open_number("2")
    frame.client.clock.advance(3600)
    frame.mirror(answered_page(2))
    assert checked(frame) == "sidebar.dashboard"
    assert frame.find("notice_bar").accessibleName() == "The ticket that you asked for is here now."


def test_a_link_is_remembered_until_somebody_is_signed_in(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    stranger.window.navigation.open_number("1")
    assert stranger.find("notice_bar").isVisible()
    stranger.mirror(answered_page(1))
    stranger.session.account = stranger.client.account
    stranger.session.signals.account_changed.emit(stranger.client.account)
    assert stranger.find("thread.list").isVisible() and not stranger.find("notice_bar").isVisible()


def test_waiting_for_a_ticket_can_be_given_up(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.window.navigation.open_number("2")
    button = frame.find("notice_bar").findChild(QPushButton)
    assert isinstance(button, QPushButton) and button.text() == "Cancel"
    button.click()
    frame.mirror(answered_page(2))
    agreed(frame)
    assert checked(frame) == "sidebar.dashboard" and not frame.find("notice_bar").isVisible()


def test_without_a_tray_closing_minimises_and_says_so_once(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    told = []
    for _ in range(2):
        frame.window.close()
        assert frame.window.isMinimized()
        boxes = [box for box in QApplication.topLevelWidgets() if isinstance(box, Dialog) and box.isVisible()]
        for box in boxes:
            assert box.window() is box and box.parent() is None, "it would be minimised with the window"
            told.append(box.words)
            next(button for button in box.buttons if button.text() == "OK").click()
        frame.window.navigation.come_forward()
    assert not frame.window.isMinimized()
    assert told == [
        "Still running\nOtet Desk is still running, so that answers reach you.\n"
        "This desktop has no tray, so the window is minimised: you find it in the taskbar. Ctrl+Q quits."
    ]
    assert frame.toasts == []


def test_the_word_about_the_minimised_window_offers_to_quit(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.window.close()
    (box,) = (box for box in QApplication.topLevelWidgets() if box.objectName() == "still_running")
    assert isinstance(box, Dialog)
    with qtbot.waitSignal(frame.window.quit_asked):
        next(button for button in box.buttons if button.text() == "Quit").click()
    qtbot.waitUntil(lambda: not [box for box in QApplication.topLevelWidgets() if box.objectName() == "still_running"])


def test_closing_quits_where_the_person_wants_that(frame: Frame, qtbot: QtBot) -> None:
    frame.change_settings(replace(frame.session.settings, close_to_tray=False))
    show(frame, qtbot)
    with qtbot.waitSignal(frame.window.quit_asked):
        frame.window.close()
    assert not frame.window.isVisible()


def test_quitting_keeps_the_place(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot, 1010, 690)
    with qtbot.waitSignal(frame.window.quit_asked):
        press(frame, Qt.Key.Key_Q)
    assert frame.session.settings.window[2:] == (1010, 690, 0)
    event = QCloseEvent()
    frame.window.closeEvent(event)
    assert event.isAccepted(), "a log-out of the desktop must not be held up"


def test_the_place_comes_back_unless_its_screen_is_gone(qapp: QApplication, tmp_path: Path) -> None:
    with open_frame(tmp_path / "a", Settings(language="en", theme="light", window=(30, 40, 900, 600, 0))) as frame:
        assert frame.window.geometry().getRect() == (30, 40, 900, 600)
    far = Settings(language="en", theme="light", window=(90_000, 90_000, 900, 600, 0))
    with open_frame(tmp_path / "b", far) as frame:
        assert frame.window.pos().x() < 90_000
        assert frame.window.size().width() == 900


def test_signing_out_asks_first_while_something_waits(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.client.send("Where is my money?")
    frame.window.sidebar.sign_out_asked.emit()
    box = frame.window.findChild(Dialog)
    assert box is not None
    assert box.words.splitlines()[0] == "1 message waits to be sent."
    assert frame.asked == []
    next(button for button in box.buttons if button.text() == "Sign out").click()
    assert frame.asked == ["sign out"]
    assert frame.find("welcome.try").isVisible()
    assert not frame.window.sidebar.isVisible()


def test_what_needs_the_user_is_not_said_to_go_out(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    refused = frame.client.send("Where is my money?")
    with frame.client.database.write() as tx:
        outbox.refused(tx, refused, Problem(ErrorCode.REFUSED))
    frame.window.sidebar.sign_out_asked.emit()
    box = frame.window.findChild(Dialog)
    assert box is not None
    assert box.words == "1 message needs your decision.\nEverything stays on this computer."
    box.reject()
    frame.client.send("And my other money?")
    frame.window.sidebar.sign_out_asked.emit()
    box = frame.window.findChildren(Dialog)[-1]
    assert box.words.startswith("1 message waits to be sent.\n1 message needs your decision.\n")
    assert "what is waiting goes out when you sign in again" in box.words
    box.reject()


def test_a_fault_of_ours_is_told_once_and_can_be_copied(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.window.show_fault("Traceback <b>1</b>")
    frame.window.show_fault("Traceback 2")
    dialogs = frame.window.findChildren(FaultDialog)
    assert len(dialogs) == 1
    next(button for button in dialogs[0].buttons if button.text() == "Copy details").click()
    assert QApplication.clipboard().text() == "Traceback <b>1</b>"
    assert dialogs[0].isVisible()
    dialogs[0].close()


def test_a_database_that_is_read_only_is_told(frame: Frame) -> None:
    frame.client.database.read_only_reason = ErrorCode.NEWER_DATABASE
    frame.session.signals.account_changed.emit(frame.session.account)
    assert "newer version" in frame.find("notice_bar").accessibleName()


@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_its_place(frame: Frame, qtbot: QtBot, language: str, text_size: int) -> None:
    frame.change_settings(replace(frame.session.settings, language=language, text_size=text_size))
    frame.mirror(money_page())
    show(frame, qtbot, *MINIMUM)
    for page in ("dashboard", "wallets", "settings"):
        frame.window.show_page(page)
        QApplication.processEvents()
        assert frame.window.width() == MINIMUM[0], page
        center = frame.window.centralWidget()
        assert center is not None
        if isinstance(scroll := child_of(center, QStackedWidget).currentWidget(), QScrollArea):
            inner = scroll.widget()
            assert inner is not None and inner.minimumSizeHint().width() <= scroll.viewport().width(), page
        cut = [
            f"{widget.objectName()} {widget.text()}"
            for widget in frame.window.findChildren(QPushButton)
            if widget.isVisible() and widget.width() < widget.minimumSizeHint().width()
        ]
        assert cut == []


def test_nothing_is_a_window_of_its_own_while_the_frame_is_built(frame: Frame, qapp: QApplication) -> None:
    """A part that shows itself before it has a parent flashes up beside the window; the demo has the most of them."""
    shown: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(type(watched).__name__)
            return False

    frame.session.account = replace(frame.client.account, address=BUILT_IN_ADDRESS)
    watch = Watch()
    qapp.installEventFilter(watch)
    window = MainWindow(frame.session)
    qapp.removeEventFilter(watch)
    window.leave_desktop()
    window.deleteLater()
    assert shown == []
