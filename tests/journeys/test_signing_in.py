"""Signing in again, in the middle of everything, at the real help desk; also where that has moved."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.desk.process import DeskAddress
from desktop.secrets import Secrets
from tests.desk.running import Person
from tests.journeys.robot import Robot, running
from tests.journeys.test_offline import broker, sign_in
from tests.journeys.test_round_trip import messages_of, sign_in_to_demo, the_ticket

pytestmark = pytest.mark.journey

SUBJECT = "Written while signed out"


def write(robot: Robot, subject: str) -> None:
    robot.click("sidebar.helpdesk")
    robot.click("helpdesk.create")
    robot.type("composer.subject", subject)
    robot.type("composer.description", "Text")


def test_a_start_without_a_key_store_goes_on_where_the_user_is(
    qapp: QApplication, home: Path, tmp_path: Path, reader: Callable[[DeskAddress], Person]
) -> None:
    with broker(tmp_path / "broker") as desk:
        with running(qapp, home) as robot:
            sign_in(robot, desk)
            said = [toast.text for toast in toasts_of(robot)]
            assert any("for this session only" in text for text in said), said
        with running(qapp, home) as robot:
            robot.until(lambda: robot.sees("notice_bar"), "asked to sign in again")
            write(robot, SUBJECT)
            robot.click("composer.submit")
            robot.until(lambda: any(SUBJECT in row and "Waiting" in row for row in robot.rows()), "it waits")
            robot.click("helpdesk.create")
            robot.type("composer.subject", "Half a thought")
            robot.click("sidebar.sync_state")
            robot.until(lambda: robot.sees("welcome.password"), "the form")
            assert "1 waiting message" in robot.words("main_window")
            robot.type("welcome.password", "wrong")
            robot.click("welcome.sign_in")
            robot.until(lambda: "did not accept this user and password" in robot.words("main_window"), "refused")
            robot.clear("welcome.password")
            robot.type("welcome.password", desk.demo_password)
            robot.click("welcome.sign_in")
            robot.until(lambda: robot.sees("composer.subject"), "back where the user was")
            assert robot.text("composer.subject") == "Half a thought"
            assert robot.text("welcome.password") == ""
            robot.until(lambda: any(SUBJECT in row and "#" in row for row in robot.rows()), "its number")
            robot.until(lambda: not robot.sees("notice_bar"), "no notice is left")
            person = reader(desk)
            assert len(messages_of(person, the_ticket(person, SUBJECT))) == 1


def test_signing_out_while_a_sign_in_is_under_way_ends_the_sync(qapp: QApplication, home: Path, tmp_path: Path) -> None:
    with broker(tmp_path / "broker") as desk:
        with running(qapp, home) as robot:
            sign_in(robot, desk)
        with running(qapp, home) as robot:
            robot.until(lambda: robot.sees("notice_bar"), "asked to sign in again")
            robot.click("sidebar.sync_state")
            robot.type("welcome.password", desk.demo_password)
            robot.click("welcome.sign_in")
            robot.app.session.actions.sign_out()
            robot.until(lambda: robot.app.session.account is None, "signed out")
            robot.until(lambda: not any(one.name == "sync" for one in threading.enumerate()), "nothing is synced")
            assert robot.sees("welcome.try")


def toasts_of(robot: Robot) -> list:  # type: ignore[type-arg]
    from desktop.ui.window.toasts import Toasts

    (toasts,) = robot.app.window.findChildren(Toasts)
    return [one._toast for one in toasts.shown()]


def sign_in_at(robot: Robot, address: str, password: str) -> None:
    robot.until(lambda: robot.sees("welcome.password"), "the form")
    robot.find("welcome.address", QLineEdit).clear()
    robot.type("welcome.address", address)
    robot.clear("welcome.password")
    robot.type("welcome.password", password)
    robot.click("welcome.sign_in")


def test_a_help_desk_that_moved(
    qapp: QApplication, home: Path, tmp_path: Path, reader: Callable[[DeskAddress], Person]
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    with broker(old) as desk, running(qapp, home) as robot:
        sign_in(robot, desk)
        write(robot, "Before the move")
        robot.click("composer.submit")
        robot.until(lambda: any("Before the move" in row and "#" in row for row in robot.rows()), "its number")
    shutil.copytree(old, new)
    (new / "port").unlink()
    with running(qapp, home) as robot:
        write(robot, "During the move")
        robot.click("composer.submit")
        robot.until(lambda: any("During the move" in row and "Waiting" in row for row in robot.rows()), "it waits")
        action = next(a for a in robot.app.window.sidebar.account_menu().actions() if a.text() == "Sign in again")
        with broker(tmp_path / "other") as other:
            action.trigger()
            sign_in_at(robot, other.url, other.demo_password)
            robot.until(lambda: "another help desk" in robot.words("main_window"), "it is another help desk")
        with broker(new) as moved:
            assert moved.url != desk.url
            sign_in_at(robot, moved.url, moved.demo_password)
            robot.until(lambda: robot.sees("history.list"), "back at the Helpdesk page")
            robot.until(lambda: any("During the move" in row and "#" in row for row in robot.rows()), "its number")
            assert len([row for row in robot.rows() if "Before the move" in row]) == 1, "the same history"
            person = reader(moved)
            assert len(messages_of(person, the_ticket(person, "During the move"))) == 1
            account = robot.app.session.account
            assert account is not None
            assert account.address == moved.url


def test_signing_out_and_in_through_the_list_of_accounts(qapp: QApplication, home: Path, tmp_path: Path) -> None:
    secrets = Secrets("a key store", use_key_store=False)
    with broker(tmp_path / "broker") as desk:
        with running(qapp, home, secrets) as robot:
            sign_in(robot, desk)
            write(robot, "A draft that stays")
            robot.until(lambda: "Saved" in robot.text("composer.saved"), "saved")
            robot.app.window.sidebar.sign_out_asked.emit()
            robot.until(lambda: "Accounts on this computer" in robot.words("main_window"), "the list of accounts")
            assert "1 draft" in robot.words("main_window")
        with running(qapp, home, secrets) as robot:
            assert desk.url in robot.words("main_window"), "remembered"
            robot.click("welcome.account.1.sign_in")
            robot.type("welcome.password", desk.demo_password)
            robot.click("welcome.sign_in")
            robot.until(lambda: robot.sees("dashboard.total_balance"), "the dashboard")
            robot.click("sidebar.helpdesk")
            robot.until(lambda: any("A draft that stays" in row for row in robot.rows()), "the draft")


def test_the_demo_says_so_and_shows_how_an_agent_signs_in(qapp: QApplication, home: Path) -> None:
    with running(qapp, home) as robot:
        desk = sign_in_to_demo(robot)
        assert "This is a demo" in robot.words("main_window")
        robot.click("sidebar.helpdesk")
        assert "Demo" in robot.words("main_window").splitlines()
        menu = robot.app.window.sidebar.account_menu()
        next(action for action in menu.actions() if action.text() == "Agents’ page of the demo").trigger()
        robot.until(lambda: robot.sees("agents_dialog"), "how an agent signs in")
        assert robot.text("agents_dialog.password") == desk.agent_password
        assert not any("session only" in toast.text for toast in toasts_of(robot)), "the demo needs no key store"


def test_an_address_with_the_wrong_scheme(qapp: QApplication, home: Path, tmp_path: Path) -> None:
    with broker(tmp_path / "broker") as desk, running(qapp, home) as robot:
        robot.click("welcome.connect")
        robot.type("welcome.user", desk.demo_user)
        sign_in_at(robot, desk.url.removeprefix("http://"), desk.demo_password)
        robot.until(lambda: "Write http:// in front of it" in robot.words("main_window"), "the cause")
        sign_in_at(robot, desk.url, desk.demo_password)
        robot.until(lambda: robot.sees("dashboard.total_balance"), "the dashboard")
