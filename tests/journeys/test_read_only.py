"""A profile that cannot be written: the app starts, says so, shows everything, and lets a text be copied."""

import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.robot import running
from tests.store.store_harness import StoreHarness, a_ticket, an_answer, own

pytestmark = [pytest.mark.journey, pytest.mark.skipif(sys.platform == "win32", reason="rights are POSIX's")]
ROOT = Path(__file__).resolve().parents[2]

_READ = """
import sys
from desktop import command_line
from desktop.app import start
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from desktop.app.desktop_app import DesktopApp
from desktop.ui.window.unsaved_dialog import UnsavedDialog
from tests.journeys.heartbeat import Heartbeat
from tests.journeys.robot import Desktop, Robot

shown = DesktopApp.show

def look(app):
    robot = Robot(app, Desktop(), Heartbeat())
    print(robot.find("notice_bar").accessibleName())
    robot.click("sidebar.helpdesk")
    robot.open_row(sys.argv[2])
    print("Where is it?" in robot.words("thread.list"))
    robot.click("helpdesk.create")
    robot.type("composer.description", "words that only this window has")
    print(robot.find("composer.submit").isEnabled())
    app.window.quit()
    box = app.window.findChildren(UnsavedDialog)[0]
    next(button for button in box.buttons if button.text() == "Copy the text").click()
    print(QGuiApplication.clipboard().text())
    app.window.quit()

def show(app, **options):
    shown(app, **options)
    QTimer.singleShot(200, app, lambda: look(app))

DesktopApp.show = show
print("exit", start.main(command_line.parse(["--data-dir", sys.argv[1]])))
"""


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Take the rights away; rights do not bind root, so for root the folder is mounted read-only."""
    if os.getuid():
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o500 if path.is_dir() else 0o400)
        yield
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700)
        return
    done = [
        subprocess.run(["mount", *options, folder], capture_output=True, check=False).returncode
        for options in (["--bind", folder], ["-o", "remount,bind,ro"])
    ]
    try:
        if any(done):
            pytest.skip("folders cannot be mounted here")
        yield
    finally:
        subprocess.run(["umount", folder], check=False)


@pytest.fixture
def profile(qapp: QApplication) -> Iterator[Path]:
    """A profile with a ticket and a draft."""
    with tempfile.TemporaryDirectory() as name:
        world = StoreHarness(Path(name) / "profile")
        world.page(a_ticket("7", subject="Withdrawal"), own(body="Where is it?"), an_answer())
        world.draft("d1", body="half a thought")
        world.close()
        with running(qapp, world.folder):
            pass  # the settings are there, as after any day of use
        yield world.folder


def sums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def run(profile: Path, subject: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(profile), subject],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_folder_that_cannot_be_written(profile: Path) -> None:
    before = sums(profile)
    with unwritable(profile):
        said = run(profile, "Withdrawal")
    assert said[0].startswith("Opened for reading only: the data folder cannot be written.")
    assert said[1:] == ["True", "False", "words that only this window has", "exit 0"]
    assert sums(profile) == before


def test_a_newer_version_wrote_it(profile: Path) -> None:
    connection = sqlite3.connect(profile / "otet.sqlite")
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = sums(profile)["otet.sqlite"]
    said = run(profile, "Withdrawal")
    assert said[0].startswith("Your data was made by a newer version, so it is open for reading only.")
    assert said[1:] == ["True", "False", "words that only this window has", "exit 0"]
    assert sums(profile)["otet.sqlite"] == before
