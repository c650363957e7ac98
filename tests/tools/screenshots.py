"""Writes pictures of every page: `python -m tests.tools.screenshots FOLDER [LANGUAGE…]`.

Every language of the app unless some are named, light and dark, wide and narrow, with the demo's contents,
long and mixed texts, and what waits.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.ui.kit import appearance
from tests.journeys.robot import Robot, running
from tests.waiting import let_pass

WIDE, NARROW = (1280, 800), (760, 600)
SETTLE_MS = 250
SUBJECT = "برداشت 250 USD از Wallet USD 122 هنوز نرسیده است؛ شمارهٔ پیگیری OTM-417030 و توضیح بیشتر در ادامه"
TEXT = (
    "سلام،\nسه روز است که برداشت 250.00 USD من در وضعیت «in progress» مانده است.\n"
    "TXID: 0x9f2c51a7be03d4417c\n\nHello, the same in English: please check OTM-417030 (fee 1.00 USD). Thank you!"
)


class Camera:
    """Takes the pictures of one language and theme."""

    def __init__(self, robot: Robot, folder: Path, suffix: str) -> None:
        self.robot = robot
        self.folder = folder
        self.suffix = suffix

    def take(self, name: str) -> None:
        """The window as it is, wide and narrow."""
        window = self.robot.app.window
        for size, label in ((NARROW, "narrow"), (WIDE, "wide")):
            window.resize(*size)
            let_pass(SETTLE_MS)
            window.grab().save(str(self.folder / f"{name}-{self.suffix}-{label}.png"))


def take_all(qt: QApplication, folder: Path, language: str, theme: str) -> None:
    """Every page in one language and theme."""
    with (
        tempfile.TemporaryDirectory() as home,
        running(qt, Path(home) / "profile", language=language, theme=theme, undo_s=60.0) as robot,
    ):
        camera = Camera(robot, folder, f"{language}-{theme}")
        camera.take("1-welcome")
        robot.click("welcome.connect")
        robot.type("welcome.address", "http://help.example.com")
        robot.type("welcome.user", "sara")
        robot.type("welcome.password", "secret")
        robot.click("welcome.sign_in")
        let_pass(SETTLE_MS)
        camera.take("2-connect")
        robot.app.session.actions.try_demo(lambda error: None)
        robot.until(lambda: robot.sees("dashboard.total_balance"), "the dashboard")
        robot.until(lambda: "122" in robot.words("dashboard.wallets"), "the wallets")
        camera.take("3-dashboard")
        robot.click("sidebar.helpdesk")
        camera.take("4-helpdesk")
        robot.click("helpdesk.filter.more")
        camera.take("4-filters")
        robot.click("helpdesk.filter.more")
        robot.click("helpdesk.bell")
        camera.take("4-bell")
        robot.click("helpdesk.bell")
        robot.open_row("MT5")
        camera.take("5-thread-english")
        robot.open_row("250")
        camera.take("6-thread-persian")
        photograph_writing(robot, camera)
        robot.click("sidebar.wallets")
        camera.take("9-wallets")
        robot.click("sidebar.settings")
        camera.take("10-settings")


def photograph_writing(robot: Robot, camera: Camera) -> None:
    """The composer empty and full, and a ticket that waits."""
    robot.app.window.resize(*WIDE)
    robot.click("helpdesk.create")
    camera.take("7-composer-empty")
    robot.app.window.resize(*WIDE)
    robot.type("composer.subject", SUBJECT)
    robot.type("composer.description", TEXT)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "رسید بانک 2026-11.pdf"
        file.write_bytes(b"%PDF-1.4 " + bytes(120_000))
        robot.drop("composer.description", file)
        robot.until(lambda: file.name in robot.words("composer.attachments"), "the attachment")
    camera.take("7-composer-full")
    robot.app.window.resize(*WIDE)
    robot.click("composer.submit")
    camera.take("8-waiting")
    robot.app.window.resize(*WIDE)


def main() -> int:
    """The arguments are the folder and the languages, all of them if there are none."""
    folder, languages = Path(sys.argv[1]), sys.argv[2:] or list(appearance.LANGUAGES)
    folder.mkdir(parents=True, exist_ok=True)
    qt = appearance.create()
    for language in languages:
        for theme in ("light", "dark"):
            take_all(qt, folder, language, theme)
    return 0


if __name__ == "__main__":
    sys.exit(main())
