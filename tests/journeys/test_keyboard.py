"""The main job by keyboard alone: no mouse, and wherever the keyboard is, a ring or a caret shows it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from desktop.desk.process import DeskAddress
from desktop.ui.window.focus_ring import FocusRing
from tests.journeys.conftest import RachelAtHerDesk
from tests.journeys.robot import Robot, running

pytestmark = pytest.mark.journey

CTRL = Qt.KeyboardModifier.ControlModifier
MOST_STOPS = 80


class Keyboard:
    """A person who has only the keyboard, at one running app."""

    def __init__(self, robot: Robot) -> None:
        self.robot = robot
        self.window = robot.app.window

    @property
    def focused(self) -> QWidget:
        """What has the keyboard: there is always something."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the keyboard is; Qt looks for shortcuts in the window first, as with a real key."""
        window = self.window.windowHandle()
        assert window is not None
        with self.robot.handling(f"key {key.name}"):
            QTest.keyClick(window, key, modifiers)

    def type(self, text: str) -> None:
        """Write into what has the keyboard, which has to be a field."""
        field = self.focused
        assert isinstance(field, QLineEdit | QTextEdit), field
        QTest.keyClicks(field, text)

    def tab_to(self, name: str) -> None:
        """Press Tab until the keyboard is at that control, and see on each way station where it is."""
        passed = []
        for _ in range(MOST_STOPS):
            passed.append(f"{type(self.focused).__name__} {self.focused.objectName()}")
            if self.focused.objectName() == name:
                return
            self.press(Qt.Key.Key_Tab)
            self.see_where_it_is()
        raise AssertionError(f"Tab does not lead to {name} but to {passed}")

    def see_where_it_is(self) -> None:
        """The ring is around what has the keyboard, or around the part that holds it."""
        ring = self.window.findChild(FocusRing)
        assert ring is not None
        target = ring.target
        assert target is not None, self.focused
        assert target is self.focused or target.isAncestorOf(self.focused), (target, self.focused)

    def at(self, name: str) -> bool:
        return self.focused.objectName() == name


def test_the_main_job_by_keyboard_alone(
    qapp: QApplication, home: Path, agent: Callable[[DeskAddress], RachelAtHerDesk]
) -> None:
    with running(qapp, home) as robot:
        keys = Keyboard(robot)
        robot.app.window.activateWindow()
        robot.until(robot.app.window.isActiveWindow, "the window at the front")
        keys.tab_to("welcome.try")
        keys.press(Qt.Key.Key_Return)
        robot.until(lambda: robot.sees("dashboard.total_balance"), "the dashboard")
        robot.until(lambda: robot.app.connection.running_desk is not None, "the help desk's address")

        # write and send
        keys.press(Qt.Key.Key_2, CTRL)
        keys.press(Qt.Key.Key_N, CTRL)
        robot.until(lambda: robot.sees("composer.subject"), "the composer")
        keys.tab_to("composer.subject")
        keys.type("My withdrawal is stuck")
        keys.tab_to("composer.description")
        keys.type("I asked for 250 USD three days ago.")
        keys.press(Qt.Key.Key_Return, CTRL)
        robot.until(lambda: any("My withdrawal" in row and "#" in row for row in robot.rows()), "a ticket number")

        # be answered while on another page, and read it
        keys.press(Qt.Key.Key_1, CTRL)
        desk = robot.app.connection.running_desk
        assert desk is not None
        row = next(row for row in robot.rows() if "My withdrawal" in row)
        number = row.split("#", maxsplit=1)[1].split(",", maxsplit=1)[0]
        agent(desk).answer(number, "The bank has released it.")
        robot.until(lambda: robot.app.window.windowTitle().startswith("("), "the unread count")
        keys.press(Qt.Key.Key_2, CTRL)
        keys.press(Qt.Key.Key_F, CTRL)
        keys.type("withdrawal is stuck")
        robot.until(lambda: ["My withdrawal" in row for row in robot.rows()] == [True], "the ticket by its words")
        keys.press(Qt.Key.Key_Down)
        assert keys.at("history.list")
        robot.until(lambda: robot.sees("thread.list"), "the thread")
        robot.until(lambda: "The bank has released it." in robot.words("thread.list"), "the answer")

        # reply
        keys.press(Qt.Key.Key_Return)
        assert keys.at("thread.reply")
        keys.type("It is here. Thank you!")
        keys.press(Qt.Key.Key_Return, CTRL)
        robot.until(lambda: robot.words("thread.list").count("Support has it") >= 2, "that both were delivered")

        # every page and its stops
        for key, page in ((Qt.Key.Key_1, "dashboard"), (Qt.Key.Key_3, "wallets"), (Qt.Key.Key_Comma, "settings")):
            keys.press(key, CTRL)
            assert robot.app.window.pages.current == page
            keys.tab_to(f"sidebar.{page}")
            keys.press(Qt.Key.Key_Tab)
            keys.tab_to(f"sidebar.{page}")
