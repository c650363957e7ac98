"""Signing in again, the accounts of this computer, signing out, and how the demo is told apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.accounts import BUILT_IN_ADDRESS
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.settings import Settings
from desktop.store import accounts
from desktop.ui.kit.dialog import Dialog
from desktop.ui.language.formats import Formats
from desktop.ui.session import AgentsPage
from desktop.ui.welcome.sign_in_texts import sign_in_problem
from desktop.ui.window.unsaved_dialog import UnsavedDialog
from tests.client_harness import failing_disk
from tests.ui.frame import NOON_MS, Frame, answered_page, child_of, open_frame
from tests.ui.helpdesk_client import type_text

UNSEEN = dict.fromkeys(map(ord, "\u202c\u202d\u2066\u2068\u2069"))


def show(frame: Frame, qtbot: QtBot) -> None:
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.activateWindow()


def words(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels).translate(UNSEEN)


def ask_to_sign_in_again(frame: Frame) -> None:
    frame.session.signals.status.emit(SyncStatus(LinkState.SIGN_IN_AGAIN, NOON_MS))
    child_of(frame.find("notice_bar"), QPushButton).click()
    assert frame.find("welcome.password").isVisible()
    assert not frame.window.sidebar.isVisible()


def sign_in_again(frame: Frame) -> None:
    QTest.keyClicks(frame.find("welcome.password"), "secret")
    button = frame.find("welcome.sign_in")
    assert isinstance(button, QAbstractButton)
    button.click()
    frame.finish(None)
    QApplication.processEvents()


def test_signing_in_again_goes_back_to_what_was_being_written(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.window.navigation.new_ticket()
    text = frame.find("composer.description")
    text.setFocus()
    type_text(text, "half a thought")
    ask_to_sign_in_again(frame)
    sign_in_again(frame)
    assert frame.window.sidebar.isVisible()
    assert text.isVisible()
    assert text.toPlainText() == "half a thought"  # type: ignore[attr-defined]
    assert QApplication.focusWidget() is text, "one goes on writing"
    assert not frame.find("notice_bar").isVisible(), "what it asked for has been done"
    assert "Helpdesk" in frame.window.windowTitle()


def test_signing_in_again_goes_back_to_the_ticket(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.mirror(answered_page())
    frame.window.navigation.open_ticket(1)
    assert frame.window.helpdesk.ticket_in_view == 1
    ask_to_sign_in_again(frame)
    assert frame.window.helpdesk.ticket_in_view is None
    sign_in_again(frame)
    assert frame.window.helpdesk.ticket_in_view == 1


@pytest.mark.parametrize("page", ["dashboard", "wallets", "settings", "helpdesk"])
def test_not_now_goes_back_as_well(frame: Frame, qtbot: QtBot, page: str) -> None:
    show(frame, qtbot)
    frame.window.show_page(page)
    before = frame.window.windowTitle()
    ask_to_sign_in_again(frame)
    assert frame.window.windowTitle() == "Otet Desk"
    frame.window.welcome.form.back_asked.emit()
    assert frame.window.windowTitle() == before
    assert frame.window.sidebar.isVisible()


def test_a_refusal_keeps_the_form_and_the_way_back(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.window.show_page("wallets")
    ask_to_sign_in_again(frame)
    QTest.keyClicks(frame.find("welcome.password"), "wrong")
    frame.find("welcome.sign_in").click()  # type: ignore[attr-defined]
    frame.finish(OtetError(ErrorCode.OTHER_HELP_DESK))
    assert "another help desk" in words(frame.window.welcome)
    sign_in_again(frame)
    assert "Wallets" in frame.window.windowTitle()


def test_a_ticket_opened_meanwhile_is_not_left(frame: Frame, qtbot: QtBot) -> None:
    """A notification was pressed while the help desk was thinking."""
    show(frame, qtbot)
    frame.mirror(answered_page())
    ask_to_sign_in_again(frame)
    QTest.keyClicks(frame.find("welcome.password"), "secret")
    frame.find("welcome.sign_in").click()  # type: ignore[attr-defined]
    frame.window.navigation.open_ticket(1)
    frame.finish(None)
    assert frame.window.helpdesk.ticket_in_view == 1


def test_welcome_names_the_account_and_what_waits_in_it(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    frame.client.write("a draft")
    frame.client.send("Where is my money?")
    frame.window.sidebar.sign_out_asked.emit()
    box = frame.window.findChild(Dialog)
    assert box is not None
    next(button for button in box.buttons if button.text() == "Sign out").click()
    said = words(frame.window.welcome)
    for part in ("Accounts on this computer", "Trader", "Fake", "https://desk.example", "1 waiting message, 1 draft"):
        assert part in said
    assert "Signed out. Trader" in frame.toasts[-1].text.translate(UNSEEN)
    button = frame.find(f"welcome.account.{frame.client.account.id}.sign_in")
    assert QApplication.focusWidget() is button
    button.click()  # type: ignore[attr-defined]
    assert frame.find("welcome.user").property("text") == "trader"
    assert QApplication.focusWidget() is frame.find("welcome.password")
    assert "1 waiting message, 1 draft" in words(frame.window.welcome)
    QTest.keyClicks(frame.find("welcome.password"), "secret")
    frame.find("welcome.sign_in").click()  # type: ignore[attr-defined]
    assert frame.asked[-1] == "again trader secret https://desk.example"


def test_welcome_knows_the_accounts_after_a_restart(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    said = words(stranger.window.welcome)
    assert "https://desk.example" in said
    assert "Nothing is waiting to be sent" in said


def test_another_account_s_form_keeps_nothing_of_the_one_before(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    stranger.find(f"welcome.account.{stranger.client.account.id}.sign_in").click()  # type: ignore[attr-defined]
    QTest.keyClicks(stranger.find("welcome.password"), "secret")
    stranger.window.welcome.form.back_asked.emit()
    stranger.find("welcome.connect").click()  # type: ignore[attr-defined]
    texts = [stranger.find(f"welcome.{name}").property("text") for name in ("address", "user", "password")]
    assert texts == ["", "", ""]
    assert not stranger.find("welcome.user").property("readOnly")


def test_the_demo_s_account_needs_no_password(stranger: Frame, qtbot: QtBot) -> None:
    with stranger.client.database.write() as tx:
        id = accounts.add(tx, "fake", BUILT_IN_ADDRESS, "demo", "Sara Demo")
    show(stranger, qtbot)
    stranger.window.welcome.begin()
    stranger.find(f"welcome.account.{id}.sign_in").click()  # type: ignore[attr-defined]
    assert stranger.asked == ["try"]


def test_signing_out_asks_while_the_disk_refuses_a_text(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    with failing_disk(frame.client):
        frame.window.navigation.new_ticket()
        frame.find("composer.description").insertPlainText("more than the journal still holds " * 400)  # type: ignore[attr-defined]
        frame.window.sidebar.sign_out_asked.emit()
        box = frame.window.findChild(UnsavedDialog)
        assert box is not None
        assert frame.asked == [], "the text is only in this window"
        next(button for button in box.buttons if button.text() == "Sign out without it").click()
        assert frame.asked == ["sign out"]


@pytest.fixture
def demo(qapp: QApplication, tmp_path: Path) -> Iterator[Frame]:
    with open_frame(tmp_path) as made:
        with made.client.database.write() as tx:
            accounts.add(tx, "fake", BUILT_IN_ADDRESS, "demo", "Sara Demo")
        made.session.account = accounts.current(made.client.database.read_connection())
        made.session.signals.account_changed.emit(made.session.account)
        yield made
        made.appearance.apply(Settings(language="en", theme="light"))


def test_a_demo_says_that_it_is_one(demo: Frame, qtbot: QtBot) -> None:
    show(demo, qtbot)
    for page in ("dashboard", "helpdesk", "wallets", "settings"):
        demo.window.show_page(page)
        assert "Demo" in words(demo.window).splitlines()
    demo.window.show_page("dashboard")
    assert "made up" in words(demo.window)
    demo.appearance.apply(Settings(language="fa", theme="light"))
    QApplication.processEvents()
    assert "آزمایشی" in words(demo.window)


def test_an_account_at_a_broker_is_no_demo(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    for page in ("dashboard", "helpdesk", "wallets", "settings"):
        frame.window.show_page(page)
        assert "Demo" not in words(frame.window)


def test_the_agent_s_sign_in_has_a_place_and_can_be_copied(demo: Frame, qtbot: QtBot) -> None:
    demo.agents = AgentsPage("http://127.0.0.1:5/desk/", "rachel", "pass-word")
    show(demo, qtbot)
    menu = demo.window.sidebar.account_menu()
    next(action for action in menu.actions() if action.text() == "Agents’ page of the demo").trigger()
    assert demo.find("agents_dialog").isVisible()
    assert demo.toasts == [], "nothing that goes away by itself"
    for name, value in (("address", demo.agents.url), ("user", "rachel"), ("password", "pass-word")):
        assert demo.find(f"agents_dialog.{name}").property("text") == value
        demo.find(f"agents_dialog.copy_{name}").click()  # type: ignore[attr-defined]
        assert QGuiApplication.clipboard().text() == value
    demo.find("agents_dialog").close()


def test_a_restored_help_desk_of_which_nothing_is_missing_is_said_once(frame: Frame, qtbot: QtBot) -> None:
    show(frame, qtbot)
    restored = SyncStatus(LinkState.UP_TO_DATE, NOON_MS, restored_ms=NOON_MS)
    frame.session.signals.status.emit(restored)
    bar = frame.find("notice_bar")
    assert bar.isVisible()
    assert "None of your messages is missing" in bar.accessibleName()
    child_of(bar, QPushButton).click()
    assert not bar.isVisible()
    frame.session.signals.status.emit(SyncStatus(LinkState.SYNCING, NOON_MS, restored_ms=NOON_MS))
    assert not bar.isVisible()


_ABOUT_MESSAGES = ("Your text is kept", "send it again", "Your messages", "your messages", "keep trying")


@pytest.mark.parametrize("code", ErrorCode)
def test_no_sentence_at_sign_in_speaks_of_a_message(qapp: QApplication, code: ErrorCode) -> None:
    if code in {ErrorCode.PROXY_REFUSED, ErrorCode.SHARED_FOLDER}:
        return  # met by the messages that wait, too
    from tests.fakes import FakeClock

    said = sign_in_problem(Problem(code), Formats(FakeClock()))
    assert not any(part in said for part in _ABOUT_MESSAGES), said


def test_a_refusal_at_sign_in_has_the_help_desk_s_own_words(qapp: QApplication) -> None:
    from tests.fakes import FakeClock

    formats = Formats(FakeClock())
    refused = Problem(ErrorCode.REFUSED, said="Only customers can use the app.", reason="forbidden")
    said = sign_in_problem(refused, formats).translate(UNSEEN)
    assert said.startswith("The help desk did not let you sign in: Only customers can use the app.")
    for problem, part in (
        (Problem(ErrorCode.WRONG_SCHEME, speaks_https=True), "Write https:// in front"),
        (Problem(ErrorCode.WRONG_SCHEME, is_loopback=True), "Write http:// in front"),
        (Problem(ErrorCode.WRONG_SCHEME), "Ask your broker"),
    ):
        assert part in sign_in_problem(problem, formats)
    assert "name" in sign_in_problem(Problem(ErrorCode.OFFLINE, reason="gaierror"), formats)
