"""Every answer reaches the person once: through restarts of the help desk, lost networks and ended tokens."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from desktop.desk.process import DeskAddress
from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.secrets import Secrets
from tests.desk.running import Person
from tests.journeys.conftest import RachelAtHerDesk
from tests.journeys.robot import Robot, running
from tests.journeys.test_offline import broker, sign_in

pytestmark = pytest.mark.journey


def numbers(robot: Robot) -> list[str]:
    """The tickets of the alerts so far, by their titles."""
    return ["".join(sign for sign in alert.title if sign.isdigit()) for alert in robot.desktop.shown]


def unread(robot: Robot) -> int:
    title = robot.app.window.windowTitle()
    return int(title[1 : title.index(")")]) if title.startswith("(") else 0


def test_exactly_one_alert_each_whatever_comes_between(
    qapp: QApplication,
    home: Path,
    tmp_path: Path,
    agent: Callable[[DeskAddress], RachelAtHerDesk],
    reader: Callable[[DeskAddress], Person],
) -> None:
    desk_home = tmp_path / "broker"
    secrets = Secrets("a key store", use_key_store=False)
    with running(qapp, home, secrets) as robot:
        with broker(desk_home) as desk:
            sign_in(robot, desk)
            person = reader(desk)
            tickets = [str(person.new_ticket(title=f"Question {number}")["issue"]) for number in range(4)]
            robot.until(lambda: sum("Question" in row for row in robot.rows()) == 4, "the tickets")
            robot.click("sidebar.settings")
            agent(desk).answer(tickets[0], "While all is well.")
            robot.until(lambda: len(robot.desktop.shown) == 1, "the first alert")
        # the help desk and the network are gone; support answers before the app finds it again
        robot.until(lambda: "Offline" in robot.text("sidebar.sync_state"), "offline, in words")
        with broker(desk_home) as desk:
            agent(desk).answer(tickets[1], "While nobody could hear it.")
            robot.click("sidebar.sync_state")
            robot.until(lambda: len(robot.desktop.shown) == 2, "the second alert")
            # this computer is signed out from elsewhere, and support answers meanwhile
            account = robot.app.session.account
            assert account is not None
            link = robot.app.session.services.accounts.connector(account)
            link.sign_out()
            link.close()
            agent(desk).answer(tickets[2], "While the token was no good.")
            robot.until(lambda: "Sign in" in robot.text("sidebar.sync_state"), "asked to sign in again")
            robot.click("sidebar.sync_state")
            robot.type("welcome.password", desk.demo_password)
            robot.click("welcome.sign_in")
            robot.until(lambda: len(robot.desktop.shown) == 3, "the third alert")
            assert numbers(robot) == tickets[:3]
            assert unread(robot) == 3
    with broker(desk_home) as desk:
        agent(desk).answer(tickets[3], "While the app was not running.")
        with running(qapp, home, secrets) as robot:
            robot.until(lambda: len(robot.desktop.shown) == 1, "the fourth alert, after a start")
            robot.until(lambda: "Up to date" in robot.text("sidebar.sync_state"), "up to date")
            assert numbers(robot) == tickets[3:]
            assert unread(robot) == 4, "what was unread is unread after a start"


class LogOut:
    """The desktop's session manager, which leaves no time for questions; only a desktop can make a real one."""

    def allowsInteraction(self) -> bool:
        return False


def test_a_log_out_of_the_desktop_keeps_what_was_being_written(qapp: QApplication, home: Path) -> None:
    with running(qapp, home) as robot:
        robot.click("welcome.try")
        robot.until(lambda: robot.sees("dashboard.total_balance"), "the dashboard")
        robot.click("sidebar.helpdesk")
        robot.click("helpdesk.create")
        robot.type("composer.subject", "Half a thought")
        # what the desktop's wish at log-out is connected to; the draft's second has not passed yet
        robot.app._save(LogOut())  # type: ignore[arg-type]
        account = robot.app.session.account
        assert account is not None
        drafts = robot.app.session.services.drafts
        rows = robot.app.session.services.history.keys(account.id, HistoryFilter(only=QuickFilter.DRAFTS))
        assert [draft.subject for row in rows if (draft := drafts.get(row.id))] == ["Half a thought"]
        robot.app.window.closeEvent(QCloseEvent())
        assert robot.app.window.windowState() & Qt.WindowState.WindowMinimized
