"""Without a help desk: everything is there to read and search, writing goes on, and what waited arrives once."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from desktop.desk.process import DeskAddress
from desktop.secrets import Secrets
from tests.desk.running import Person, running_desk
from tests.journeys.robot import Robot, running
from tests.journeys.test_round_trip import messages_of, the_ticket

pytestmark = pytest.mark.journey

SUBJECT = "Written in the metro"
REPLY = "And a reply from the same train."
OLD_TICKET = "rebate"


@contextmanager
def broker(home: Path) -> Iterator[DeskAddress]:
    """A help desk that is not the app's own, on the port it had before."""
    with running_desk(home) as desk:
        assert desk.address is not None
        yield desk.address


def sign_in(robot: Robot, desk: DeskAddress) -> None:
    robot.click("welcome.connect")
    robot.type("welcome.address", desk.url)
    robot.type("welcome.user", desk.demo_user)
    robot.type("welcome.password", desk.demo_password)
    robot.click("welcome.sign_in")
    robot.until(lambda: robot.sees("dashboard.total_balance"), "the dashboard")
    robot.until(lambda: "Up to date" in robot.text("sidebar.sync_state"), "up to date")


def test_offline_days(qapp: QApplication, home: Path, tmp_path: Path, reader: Callable[[DeskAddress], Person]) -> None:
    desk_home = tmp_path / "broker"
    secrets = Secrets("a key store", use_key_store=False)
    with broker(desk_home) as desk, running(qapp, home, secrets) as robot:
        sign_in(robot, desk)

    # the app starts without a network and without a help desk
    with running(qapp, home, secrets) as robot:
        robot.until(lambda: robot.sees("dashboard.total_balance"), "the dashboard, from this computer")
        robot.click("sidebar.helpdesk")
        robot.until(lambda: len(robot.rows()) >= 8, "the history")
        robot.type("helpdesk.filter.content", OLD_TICKET)
        robot.until(lambda: 0 < len(robot.rows()) < 8, "the search")
        robot.clear("helpdesk.filter.content")
        robot.open_row(OLD_TICKET)
        robot.until(lambda: "Hi Sara" in robot.words("thread.list"), "an old answer")
        robot.type("thread.reply", REPLY)
        robot.click("thread.send")

        robot.click("helpdesk.create")
        robot.type("composer.subject", SUBJECT)
        robot.type("composer.description", "No network here.")
        robot.until(lambda: robot.find("composer.submit", QPushButton).isEnabled(), "Submit enabled")
        robot.click("composer.submit")
        robot.until(lambda: any(SUBJECT in row and "Waiting" in row for row in robot.rows()), "it waits, in words")
        robot.until(lambda: "Offline" in robot.text("sidebar.sync_state"), "offline, in words")
        robot.until(lambda: "2 waiting" in robot.text("sidebar.sync_state"), "both waiting")
        # a third one is begun and not sent
        robot.click("helpdesk.create")
        robot.type("composer.subject", "Half a thought")
        robot.until(lambda: "Saved" in robot.text("composer.saved"), "saved")

    with running(qapp, home, secrets) as robot:
        robot.click("sidebar.helpdesk")
        robot.until(lambda: any("Half a thought" in row for row in robot.rows()), "the draft after a restart")
        assert any(SUBJECT in row and "Waiting" in row for row in robot.rows())
        with broker(desk_home) as desk:
            robot.click("sidebar.sync_state")
            robot.until(lambda: "Up to date" in robot.text("sidebar.sync_state"), "up to date")
            robot.until(lambda: any(SUBJECT in row and "#" in row for row in robot.rows()), "its number")
            person = reader(desk)
            assert len(messages_of(person, the_ticket(person, SUBJECT))) == 1
            replies = [row for row in person.sync()["messages"].values() if row["body"] == REPLY]
            assert len(replies) == 1
            robot.open_row("Half a thought")
            robot.until(lambda: robot.sees("composer.subject"), "the draft in the composer")
            assert robot.text("composer.subject") == "Half a thought"


def test_a_help_desk_that_dies_while_sending_is_started_again(
    qapp: QApplication, home: Path, reader: Callable[[DeskAddress], Person]
) -> None:
    import os
    import signal

    from tests.desk.running import child_of

    with running(qapp, home) as robot:
        robot.click("welcome.try")
        robot.until(lambda: "Up to date" in robot.text("sidebar.sync_state"), "up to date")
        robot.click("sidebar.helpdesk")
        robot.click("helpdesk.create")
        robot.type("composer.subject", SUBJECT)
        robot.type("composer.description", "The server is about to die.")
        os.kill(child_of(home / "desk"), signal.SIGKILL)
        robot.click("composer.submit")
        robot.until(lambda: any(SUBJECT in row and "#" in row for row in robot.rows()), "its number")
        desk = robot.app.connection.running_desk
        assert desk is not None
        person = reader(desk)
        assert len(messages_of(person, the_ticket(person, SUBJECT))) == 1


def test_a_token_revoked_midway_loses_nothing(
    qapp: QApplication, home: Path, tmp_path: Path, reader: Callable[[DeskAddress], Person]
) -> None:
    with broker(tmp_path / "broker") as desk, running(qapp, home) as robot:
        sign_in(robot, desk)
        robot.click("sidebar.helpdesk")
        robot.click("helpdesk.create")
        robot.type("composer.subject", SUBJECT)
        # someone signs this computer out elsewhere while the person writes
        account = robot.app.session.account
        assert account is not None
        link = robot.app.session.services.accounts.connector(account)
        link.sign_out()
        link.close()
        robot.type("composer.description", "Still here.")
        robot.click("composer.submit")
        robot.until(lambda: "Sign in" in robot.text("sidebar.sync_state"), "asked to sign in again")
        robot.until(lambda: any(SUBJECT in row and "Waiting" in row for row in robot.rows()), "it waits")
        robot.click("sidebar.sync_state")
        robot.type("welcome.password", "not the password")
        robot.click("welcome.sign_in")
        robot.until(lambda: "password" in robot.words("main_window"), "the wrong password is told")
        robot.find("welcome.password", QLineEdit).clear()
        robot.type("welcome.password", desk.demo_password)
        robot.click("welcome.sign_in")
        robot.until(lambda: "Up to date" in robot.text("sidebar.sync_state"), "up to date")
        person = reader(desk)
        assert len(messages_of(person, the_ticket(person, SUBJECT))) == 1


def test_a_demo_that_was_made_anew_is_signed_in_to_again(qapp: QApplication, home: Path) -> None:
    secrets = Secrets("a key store", use_key_store=False)
    with running(qapp, home, secrets) as robot:
        robot.click("welcome.try")
        robot.until(lambda: "Up to date" in robot.text("sidebar.sync_state"), "up to date")
    shutil.rmtree(home / "desk")
    with running(qapp, home, secrets) as robot:
        robot.until(lambda: "Up to date" in robot.text("sidebar.sync_state"), "up to date without being asked")
