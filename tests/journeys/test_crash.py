"""The app dies of a segmentation fault: the next start says so once, offers the report, and nothing is lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.app.crash_reports import FILE, MOST_KEPT, CrashReports
from desktop.paths import Paths
from tests.journeys.robot import Robot, running
from tests.journeys.test_round_trip import sign_in_to_demo
from tests.ui.frame import child_of
from tests.waiting import let_pass

pytestmark = [pytest.mark.journey, pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")]

ROOT = Path(__file__).resolve().parents[2]
WORDS = "The app ended unexpectedly last time. Nothing you wrote is lost."


@contextmanager
def the_app(home: Path) -> Iterator["subprocess.Popen[str]"]:
    """The real app in a process of its own, from the moment it runs."""
    ready = home / "running.lock"
    before = ready.stat().st_mtime_ns if ready.exists() else 0
    log = home / "logs" / FILE
    with subprocess.Popen(
        [sys.executable, "-m", "desktop.app", "--data-dir", str(home)],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stderr=subprocess.PIPE, text=True,
    ) as app:  # fmt: skip
        for _ in range(2000):
            took_lock = ready.exists() and ready.stat().st_mtime_ns != before
            # what a crash before this life left there has been set aside
            if took_lock and log.exists() and not log.stat().st_size:
                break
            let_pass(10)
        yield app


def end(home: Path, number: signal.Signals) -> int:
    with the_app(home) as app:
        # let it come to its event loop
        let_pass(1500)
        app.send_signal(number)
        return app.wait(30)


def reports(home: Path) -> list[Path]:
    return sorted((home / "logs").glob("crash-*.log"))


def write(robot: Robot) -> None:
    sign_in_to_demo(robot)
    robot.click("sidebar.helpdesk")
    robot.click("helpdesk.create")
    robot.type("composer.subject", "Written before the crash")
    robot.type("composer.description", "Text")
    robot.until(lambda: "Saved" in robot.text("composer.saved"), "saved")


def test_a_segmentation_fault_is_told_of_once_and_nothing_is_lost(qapp: QApplication, home: Path) -> None:
    with running(qapp, home) as robot:
        write(robot)
    assert end(home, signal.SIGSEGV) == -signal.SIGSEGV
    with running(qapp, home) as robot:
        robot.until(lambda: WORDS in robot.words("main_window"), "it is told")
        (report,) = reports(home)
        assert report.stat().st_mode & 0o777 == 0o600
        assert "Fatal Python error: Segmentation fault" in report.read_text()
        child_of(robot.find("notice_bar"), QPushButton).click()
        robot.until(lambda: robot.sees("crash_dialog"), "the report")
        robot.click("crash_dialog.copy")
        assert QGuiApplication.clipboard().text() == report.read_text()
        robot.find("crash_dialog").close()
        assert not robot.sees("notice_bar")
        robot.click("sidebar.helpdesk")
        robot.until(lambda: any("Written before the crash" in row for row in robot.rows()), "the draft")
    with running(qapp, home) as robot:
        let_pass(200)
        assert not robot.sees("notice_bar"), "once"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_plain_end_says_nothing(qapp: QApplication, home: Path, number: signal.Signals) -> None:
    Paths(home).make()
    end(home, number)
    assert CrashReports(home / "logs").take_last() is None
    assert reports(home) == []


def test_the_real_start_sets_the_report_aside(home: Path) -> None:
    """A start of the program itself, not of a window in this process."""
    Paths(home).make()
    for life in range(2):
        assert end(home, signal.SIGSEGV) == -signal.SIGSEGV
        assert len(reports(home)) == life
        assert (home / "logs" / FILE).stat().st_size
    end(home, signal.SIGKILL)
    assert len(reports(home)) == 2
    assert CrashReports(home / "logs").take_last() is None


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    names = []
    for number in range(MOST_KEPT + 3):
        (tmp_path / FILE).write_text(f"crash {number}")
        os.utime(tmp_path / FILE, (1_700_000_000 + number, 1_700_000_000 + number))
        kept = CrashReports(tmp_path).take_last()
        assert kept is not None
        names.append(kept)
    assert sorted(tmp_path.glob("crash-*.log")) == names[-MOST_KEPT:]
    assert names[-1].read_text() == f"crash {MOST_KEPT + 2}"
    assert CrashReports(tmp_path).take_last() is None
