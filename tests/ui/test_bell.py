"""The bell: two switches that tell the truth, and the unread answers, newest first."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode
from desktop.store import accounts
from desktop.ui.kit.appearance import LANGUAGES
from desktop.ui.tickets.notification_panel import BellPanel
from tests.fakes import fails
from tests.ui.frame import NOON_MS, Frame, answered_page, child_of
from tests.waiting import let_pass


@pytest.fixture
def helpdesk(frame: Frame, qtbot: QtBot) -> Iterator[Frame]:
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.show_page("helpdesk")
    yield frame


def open_bell(frame: Frame) -> QWidget:
    bell = frame.find("helpdesk.bell")
    QTest.mouseClick(bell, Qt.MouseButton.LeftButton)
    panel = frame.window.findChild(BellPanel)
    assert panel is not None
    assert panel.isVisible()
    return panel


def check(frame: Frame, name: str) -> QCheckBox:
    found = frame.find(f"helpdesk.bell.{name}")
    assert isinstance(found, QCheckBox)
    return found


def said(panel: QWidget) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def with_setting(frame: Frame, kept: bool | None) -> None:
    """The help desk says what it keeps."""
    frame.session.info = replace(frame.session.info, email_alerts=kept)
    with frame.client.database.write() as tx:
        accounts.keep_info(tx, frame.client.account.id, frame.session.info)
    frame.client.desk.info = frame.session.info


def test_the_desktop_switch_is_the_setting(helpdesk: Frame) -> None:
    open_bell(helpdesk)
    desktop = check(helpdesk, "desktop")
    assert desktop.isChecked()
    desktop.click()
    assert not helpdesk.session.settings.notify
    pause = helpdesk.find("helpdesk.bell.pause")
    assert not pause.isVisible(), "there is nothing to pause"
    helpdesk.mirror(answered_page(1))
    assert helpdesk.told.alerts == []


def test_a_help_desk_without_the_setting_says_so(helpdesk: Frame) -> None:
    panel = open_bell(helpdesk)
    email = check(helpdesk, "email")
    assert not email.isEnabled()
    assert not email.isChecked()
    assert "This help desk has no such setting." in said(panel)
    assert email.accessibleDescription() == "This help desk has no such setting."


def test_the_e_mail_switch_is_the_help_desk_s(helpdesk: Frame, qtbot: QtBot) -> None:
    with_setting(helpdesk, True)
    panel = open_bell(helpdesk)
    email = check(helpdesk, "email")
    assert email.isChecked()
    email.click()
    assert "Telling the help desk…" in said(panel)
    assert not email.isEnabled()
    qtbot.waitUntil(email.isEnabled)
    assert helpdesk.client.desk.info.email_alerts is False
    assert helpdesk.session.info.email_alerts is False
    assert not email.isChecked()
    assert "No mails about answers are sent." in said(panel)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (ErrorCode.OFFLINE, "Not changed: the help desk cannot be reached now. Try again later."),
        (
            ErrorCode.SIGN_IN_AGAIN,
            "Not changed. Please sign in again to go on. Your drafts and waiting messages are kept.",
        ),
    ],
)
def test_a_change_that_failed_is_taken_back_in_words(
    helpdesk: Frame, qtbot: QtBot, code: ErrorCode, words: str
) -> None:
    with_setting(helpdesk, True)
    panel = open_bell(helpdesk)
    helpdesk.client.desk.next("set_email_alerts", fails(code))
    email = check(helpdesk, "email")
    email.click()
    qtbot.waitUntil(email.isEnabled)
    assert email.isChecked(), "as the help desk has it"
    assert words in said(panel)
    assert helpdesk.client.desk.info.email_alerts is True
    email.click()
    qtbot.waitUntil(email.isEnabled)
    assert not email.isChecked()
    assert words not in said(panel)


def test_a_change_made_elsewhere_shows(helpdesk: Frame) -> None:
    with_setting(helpdesk, True)
    open_bell(helpdesk)
    with_setting(helpdesk, False)
    assert not check(helpdesk, "email").isChecked()


def test_unread_answers_newest_first_and_a_press_opens_the_ticket(helpdesk: Frame, qtbot: QtBot) -> None:
    for number in (1, 2, 3):
        helpdesk.mirror(answered_page(number, at_ms=NOON_MS + number))
    assert helpdesk.find("helpdesk.bell").accessibleName() == "Alerts, 3 unread answers"
    panel = open_bell(helpdesk)
    listed = child_of(panel, QAbstractItemView, "helpdesk.bell.unread")
    assert [listed.model().index(row, 0).data() for row in range(3)] == ["Withdrawal 3", "Withdrawal 2", "Withdrawal 1"]
    place = listed.visualRect(listed.model().index(1, 0)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert not panel.isVisible()
    assert helpdesk.find("thread.list").isVisible()
    qtbot.waitUntil(lambda: helpdesk.find("helpdesk.bell").accessibleName() == "Alerts, 2 unread answers")
    open_bell(helpdesk)
    qtbot.waitUntil(lambda: child_of(panel, QAbstractItemView, "helpdesk.bell.unread").model().rowCount() == 2)


def test_by_keyboard(helpdesk: Frame, qtbot: QtBot) -> None:
    for number in (1, 2):
        helpdesk.mirror(answered_page(number, at_ms=NOON_MS + number))
    bell = helpdesk.find("helpdesk.bell")
    bell.setFocus()
    QTest.keyClick(bell, Qt.Key.Key_Space)
    panel = helpdesk.window.findChild(BellPanel)
    assert panel is not None
    assert panel.isVisible()
    listed = child_of(panel, QAbstractItemView, "helpdesk.bell.unread")
    listed.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(listed, Qt.Key.Key_Down)
    let_pass(200)
    assert panel.isVisible(), "the arrows only move"
    QTest.keyClick(listed, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert helpdesk.window.focusWidget() is bell
    assert helpdesk.find("helpdesk.bell").accessibleName() == "Alerts, 2 unread answers"


def test_everything_read(helpdesk: Frame) -> None:
    assert "You have read everything." in said(open_bell(helpdesk))


def test_it_goes_when_the_person_turns_elsewhere(helpdesk: Frame) -> None:
    panel = open_bell(helpdesk)
    QTest.mouseClick(helpdesk.find("helpdesk.bell"), Qt.MouseButton.LeftButton)
    assert not panel.isVisible(), "the bell opens and closes it"
    for name in ("history.list", "helpdesk.filter.content", "sidebar.settings"):
        open_bell(helpdesk)
        QTest.mouseClick(helpdesk.find(name), Qt.MouseButton.LeftButton)
        assert not panel.isVisible(), name
    helpdesk.window.show_page("helpdesk")


def test_it_lies_within_the_page_at_every_size(helpdesk: Frame, qtbot: QtBot) -> None:
    for number in range(1, 7):
        helpdesk.mirror(answered_page(number))
    for language in LANGUAGES:
        for size in (90, 200):
            helpdesk.change_settings(replace(helpdesk.session.settings, language=language, text_size=size))
            helpdesk.window.resize(720, 520)
            panel = open_bell(helpdesk)
            let_pass(1)
            assert panel.isVisible()
            page = panel.parentWidget()
            assert page is not None and page.rect().contains(panel.geometry())
            inside = child_of(panel, QScrollArea)
            inner = inside.widget()
            assert inner is not None and inner.width() <= inside.viewport().width(), "nothing is cut at the side"
            panel.hide()
