"""What the person is told about their data file at the start."""

import shutil
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton

from tests.journeys.robot import running
from tests.store.store_harness import StoreHarness


def test_the_person_is_told_what_was_restored(qapp: QApplication, tmp_path: Path) -> None:
    world = StoreHarness(tmp_path / "profile")
    for number in range(3):
        world.draft(f"d{number}", body="half a thought")
    world.send("s1", body="first")
    world.send("s2", body="second")
    world.close()
    (tmp_path / "profile" / "otet.sqlite").write_bytes(b"nothing that a program wrote" * 999)
    with running(qapp, tmp_path / "profile") as robot:
        said = robot.find("notice_bar").accessibleName()
        assert "Repaired: 3 drafts and 2 waiting messages restored." in said
        assert "otet.sqlite.damaged-" in said
        button = robot.find("notice_bar").findChild(QPushButton)
        assert button is not None and button.text() == "OK"
        button.click()
        assert not robot.sees("notice_bar") or "Repaired" not in robot.find("notice_bar").accessibleName()
        assert len([row for row in robot.rows() if "half a thought" in row]) == 3


def test_a_profile_from_a_backup_is_told_of_once(qapp: QApplication, tmp_path: Path) -> None:
    home = tmp_path / "profile"
    with running(qapp, home):
        pass
    world = StoreHarness(home)
    world.draft("d1", body="half a thought")
    world.close()
    shutil.copytree(home, tmp_path / "backup")
    with running(qapp, home) as robot:
        assert not robot.sees("notice_bar")
    shutil.rmtree(home)
    shutil.copytree(tmp_path / "backup", home)
    with running(qapp, home) as robot:
        assert "Your data was restored from a copy" in robot.find("notice_bar").accessibleName()
        assert "1 draft" in robot.find("notice_bar").accessibleName()
        button = robot.find("notice_bar").findChild(QPushButton)
        assert button is not None and button.text() == "OK"
        button.click()
    with running(qapp, home) as robot:
        assert not robot.sees("notice_bar")
        assert len([row for row in robot.rows() if "half a thought" in row]) == 1
