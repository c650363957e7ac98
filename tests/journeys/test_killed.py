"""The app is killed without a warning, again and again; what it had promised is there afterwards, once."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.desk.process import DeskAddress
from desktop.domain.filters import HistoryFilter
from tests.desk.running import Person
from tests.journeys.robot import Robot, running
from tests.journeys.test_offline import broker

pytestmark = [pytest.mark.journey, pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")]

RUNS = 6
BYTES = 300_000


def live_and_die(home: Path, run: int, desk: DeskAddress, file: Path) -> dict[str, list[str]]:
    """Run the app and kill it the moment it has said its n-th word; what it had said."""
    command = [sys.executable, "-m", "tests.journeys.killed_app", str(home), str(run)]
    command += [desk.url, desk.demo_user, desk.demo_password, str(file)]
    said: dict[str, list[str]] = {"accepted": [], "saved": []}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as victim:
        assert victim.stdout is not None
        for _ in range(run + 1):
            word, _, name = victim.stdout.readline().strip().partition("\t")
            assert word in said, "the app ended by itself"
            said[word].append(name)
        victim.kill()
    return said


def sign_in_again(robot: Robot, desk: DeskAddress) -> None:
    """The token lived in the killed process's memory only."""
    robot.until(lambda: "Sign in" in robot.text("sidebar.sync_state"), "asked to sign in again")
    robot.click("sidebar.sync_state")
    robot.type("welcome.password", desk.demo_password)
    robot.click("welcome.sign_in")
    robot.until(lambda: robot.text("sidebar.sync_state").startswith("Up to date"), "up to date")
    robot.until(lambda: "waiting" not in robot.text("sidebar.sync_state"), "nothing waits")


def test_killed_lives(qapp: QApplication, tmp_path: Path, reader: Callable[[DeskAddress], Person]) -> None:
    file = tmp_path / "receipt.pdf"
    file.write_bytes(bytes(range(256)) * (BYTES // 256))
    with broker(tmp_path / "broker") as desk:
        accepted: list[str] = []
        for run in range(RUNS):
            home = tmp_path / f"profile-{run}"
            said = live_and_die(home, run, desk, file)
            accepted += said["accepted"]
            with running(qapp, home) as robot:
                sign_in_again(robot, desk)
                session = robot.app.session
                assert session.account is not None
                drafts = {draft.subject: draft for draft in session.services.drafts.all(session.account.id)}
                assert set(said["saved"]) <= set(drafts)
                assert all(drafts[name].body == "A long letter" for name in said["saved"])
                assert session.services.history.keys(session.account.id, HistoryFilter())
        person = reader(desk)
        whole = person.sync()
    arrived = Counter(ticket["title"] for ticket in whole["tickets"].values() if ticket["title"].startswith("Sent"))
    assert set(accepted) <= set(arrived), "lost"
    assert set(arrived.values()) == {1}, "twice"
    files = [message["files"] for message in whole["messages"].values() if message["body"] == "Text"]
    assert all([part["size"] for part in parts] == [len(file.read_bytes())] for parts in files)
