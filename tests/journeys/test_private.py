"""Whatever the computer's habits, what the app keeps is for its owner's eyes only."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.robot import running
from tests.journeys.test_round_trip import sign_in_to_demo
from tests.simulation import counters

pytestmark = [pytest.mark.journey, pytest.mark.skipif(os.name == "nt", reason="Windows has rights of another kind")]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def open_to_all() -> Iterator[None]:
    """The habit of a careless computer: every new file for everybody to read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_ones(home: Path) -> list[str]:
    """What others could read if the profile's own folder did not keep them out."""
    tracker = home / "desk" / "tracker"
    paths = [path for path in home.rglob("*") if not is_the_programs(path, tracker)]
    leaks = [f"{path.relative_to(home)} {path.lstat().st_mode:o}" for path in paths if path.lstat().st_mode & 0o077]
    counters.add("files looked at under umask 000", len(paths), open_to_others=len(leaks))
    return leaks


def is_the_programs(path: Path, tracker: Path) -> bool:
    """Pages, rules and pictures that the help desk is made of, in a folder that is private; never what it holds."""
    holds_settings = path.parent == tracker and path.suffix in (".json", ".ini")
    return tracker in path.parents and tracker / "db" not in path.parents and not holds_settings


def test_a_start_under_umask_000(tmp_path: Path) -> None:
    home = tmp_path / "profile"
    done = subprocess.run(
        [sys.executable, "-m", "desktop.app", "--data-dir", str(home), "--screenshot", str(tmp_path / "x.png")],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, umask=0, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0
    assert home.stat().st_mode & 0o777 == 0o700
    assert open_ones(home) == []
    assert (home / "logs").is_dir()


def test_a_whole_journey_under_umask_000(qapp: QApplication, tmp_path: Path, open_to_all: None) -> None:
    """Without the mask that a start sets: every room keeps its own files private."""
    home = tmp_path / "profile"
    with running(qapp, home) as robot:
        sign_in_to_demo(robot)
        robot.click("sidebar.helpdesk")
        robot.click("helpdesk.create")
        robot.type("composer.subject", "Private")
        robot.type("composer.description", "text")
        (tmp_path / "receipt.pdf").write_bytes(b"%PDF" * 100)
        robot.drop("composer.description", tmp_path / "receipt.pdf")
        robot.until(lambda: "receipt.pdf" in robot.words("composer.attachments"), "the attachment")
        robot.click("composer.submit")
        robot.until(lambda: any("Private" in row and "#" in row for row in robot.rows()), "its number")
        leaks = open_ones(home)
    assert leaks + open_ones(home) == []
