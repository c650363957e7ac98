"""A damaged history: the window opens at once, a notice tells of the damage, and the next start repairs it."""

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.store.recovery.integrity import REQUEST_FILE
from tests.journeys.robot import Robot, running
from tests.journeys.test_round_trip import sign_in_to_demo

pytestmark = pytest.mark.journey
PAGE = 4096
DAMAGED = "Part of your data file is damaged."
REPAIRED = "Repaired:"


def write_and_damage(qt: QApplication, home: Path, name: str) -> None:
    """A draft, and the first page of a table or index of the history overwritten."""
    with running(qt, home) as robot:
        sign_in_to_demo(robot)
        robot.until(lambda: "Up to date" in robot.text("sidebar.sync_state"), "the history is here")
        robot.click("sidebar.helpdesk")
        robot.click("helpdesk.create")
        robot.type("composer.subject", "Written before the damage")
        robot.type("composer.description", "Text")
        robot.until(lambda: "Saved" in robot.text("composer.saved"), "saved")
    file = home / "otet.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    connection.close()
    with file.open("r+b") as data:
        data.seek((root - 1) * PAGE)
        data.write(b"\xa5" * PAGE)


def has_draft(robot: Robot) -> bool:
    return any("Written before the damage" in row for row in robot.rows())


@pytest.mark.parametrize("name", ["reindex", "message"])
def test_what_is_found_behind_the_window_is_told_and_repaired_next_time(
    qapp: QApplication, home: Path, name: str
) -> None:
    write_and_damage(qapp, home, name)
    with running(qapp, home) as robot:
        robot.until(lambda: DAMAGED in robot.words("main_window"), "it is told")
        assert (home / REQUEST_FILE).exists()
    with running(qapp, home) as robot:
        robot.until(lambda: REPAIRED in robot.words("main_window"), "it is repaired")
        assert not (home / REQUEST_FILE).exists()
        robot.click("sidebar.helpdesk")
        robot.until(lambda: has_draft(robot), "the draft is there")


@pytest.mark.parametrize("name", ["ticket_unread", "operation_unfinished"])
def test_what_the_window_needs_at_once_is_repaired_before_it_opens(qapp: QApplication, home: Path, name: str) -> None:
    """An index that the first page reads, and one over what the user wrote."""
    write_and_damage(qapp, home, name)
    with running(qapp, home) as robot:
        robot.until(lambda: REPAIRED in robot.words("main_window"), "it is repaired")
        assert not (home / REQUEST_FILE).exists()
        robot.click("sidebar.helpdesk")
        robot.until(lambda: has_draft(robot), "the draft is there")
