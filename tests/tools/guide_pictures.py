"""Takes the pictures of README and user guide into docs/images: `python -m tests.tools.guide_pictures [FOLDER]`.

They show the real app on the demo, in English and one in Persian. Pictures have at most 256 colours, so that each stays
below `LARGEST_BYTES`; look at each of them before you commit it.
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, qRgb
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from desktop.ui.kit import appearance
from tests.journeys.conftest import RachelAtHerDesk
from tests.journeys.robot import Robot, running
from tests.waiting import let_pass

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
LARGEST_BYTES = 150_000
SIZE = (1200, 760)
COLOURS = 256
SETTLE_MS = 400
SUBJECT = "Withdrawal of 150 USD has not arrived"
TEXT = "Hello,\n\nmy withdrawal OTM-417030 has been in progress for two days. Could you check it, please?\n"
NUMBER = "9"
"""Of the ticket that is written here: the demo has eight."""
ROWS_AT_FIRST = 9
UNDO_S = 6.0
ANSWER = "Hello Sara,\n\nyour withdrawal left us this morning. It reaches your wallet within two hours."
SENT, BELL, SEARCH = QRect(560, 100, 640, 440), QRect(560, 0, 640, 470), QRect(220, 0, 980, 300)


class Camera:
    """Saves the window of a running app, whole or in part."""

    def __init__(self, robot: Robot, folder: Path) -> None:
        self._robot = robot
        self._folder = folder

    def take(self, name: str, part: QRect | None = None) -> None:
        """Save the window, or the `part` of it (in pixels), as `name`.png."""
        if focus := QApplication.focusWidget():
            focus.clearFocus()
        let_pass(SETTLE_MS)
        picture = self._robot.app.window.grab().toImage()
        save(picture.copy(part) if part else picture, self._folder / f"{name}.png")


def save(picture: QImage, path: Path) -> None:
    """Write a PNG with the picture's most frequent colours; every other colour becomes the nearest of them."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    width, stride, data = plain.width(), plain.bytesPerLine(), bytes(plain.constBits())
    rows = [data[at * stride : at * stride + 3 * width] for at in range(plain.height())]
    pixels = [[row[at : at + 3] for at in range(0, len(row), 3)] for row in rows]
    counted = Counter(pixel for row in pixels for pixel in row)
    kept = _palette([colour for colour, _ in counted.most_common()])
    places = {colour: _nearest(colour, kept)[1] for colour in counted}
    flat = QImage(width, plain.height(), QImage.Format.Format_Indexed8)
    flat.setColorTable([qRgb(*colour) for colour in kept])
    for number, row in enumerate(pixels):
        line = flat.scanLine(number)
        assert isinstance(line, memoryview)
        line[:width] = bytes(places[pixel] for pixel in row)
    assert flat.save(str(path), quality=0)
    assert path.stat().st_size <= LARGEST_BYTES, f"{path.name} is larger than {LARGEST_BYTES} bytes"


def _palette(colours: list[bytes]) -> list[bytes]:
    """At most `COLOURS` of these, the most frequent first, such that none of the others is far from all of them."""
    for step in range(64):
        kept = colours[:1]
        for colour in colours[1:]:
            if _nearest(colour, kept)[0] > 3 * step**2:
                kept.append(colour)
            if len(kept) > COLOURS:
                break
        else:
            return kept
    raise AssertionError("a picture of a window has fewer colours")


def _nearest(colour: bytes, kept: list[bytes]) -> tuple[int, int]:
    """The squared distance to the nearest of the colours, and its place."""
    return min((sum((a - b) ** 2 for a, b in zip(colour, one, strict=True)), at) for at, one in enumerate(kept))


def take_in_english(qt: QApplication, folder: Path) -> None:
    """A ticket from its first word to the answer, then a wallet."""
    with demo(qt, folder, "en") as (robot, camera):
        robot.click("sidebar.helpdesk")
        robot.open_row("MT5")
        camera.take("helpdesk")
        write(robot, camera)
        follow(robot, camera)
        robot.type("helpdesk.filter.content", "150 USD")
        robot.until(lambda: len(robot.rows()) < ROWS_AT_FIRST, "fewer tickets")
        robot.open_row(SUBJECT)
        camera.take("search", SEARCH)
        robot.clear("helpdesk.filter.content")
        robot.click("sidebar.wallets")
        let_pass(SETTLE_MS)
        choose_row(robot, "wallets.transactions", 0)
        camera.take("wallets")


def take_in_persian(qt: QApplication, folder: Path) -> None:
    """The first page."""
    with demo(qt, folder, "fa") as (_, camera):
        camera.take("dashboard-fa")


@contextmanager
def demo(qt: QApplication, folder: Path, language: str) -> Iterator[tuple[Robot, Camera]]:
    """The app with the demo signed in, and a camera in front of it."""
    with (
        tempfile.TemporaryDirectory() as home,
        running(qt, Path(home) / "profile", language=language, theme="light", undo_s=UNDO_S) as robot,
    ):
        robot.app.window.resize(*SIZE)
        robot.app.session.actions.try_demo(lambda error: None)
        robot.until(lambda: "122" in robot.words("dashboard.wallets"), "the wallets")
        yield robot, Camera(robot, folder)


def write(robot: Robot, camera: Camera) -> None:
    """A new ticket with a file, and the moment after Submit."""
    robot.click("helpdesk.create")
    robot.choose("composer.type", "Financial")
    robot.type("composer.subject", SUBJECT)
    robot.type("composer.description", TEXT)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "bank-statement.pdf"
        file.write_bytes(b"%PDF-1.4 " + bytes(120_000))
        robot.drop("composer.description", file)
        robot.until(lambda: file.name in robot.words("composer.attachments"), "the attachment")
    robot.until(lambda: robot.sees("composer.hint"), "what was noticed in the text")
    camera.take("write")
    robot.click("composer.submit")
    camera.take("sent", SENT)


def follow(robot: Robot, camera: Camera) -> None:
    """Support answers while another page is open."""
    robot.until(lambda: "Support has it" in robot.words("thread.list"), "the ticket is sent")
    robot.click("sidebar.dashboard")
    desk = robot.app.connection.running_desk
    assert desk is not None
    agent = RachelAtHerDesk(desk)
    agent.answer(NUMBER, ANSWER)
    agent.browser.close()
    robot.until(lambda: "unread" in robot.find("sidebar.helpdesk").accessibleName(), "the answer")
    robot.click("sidebar.helpdesk")
    robot.click("helpdesk.bell")
    camera.take("notifications", BELL)
    robot.click("helpdesk.bell")


def choose_row(robot: Robot, name: str, row: int) -> None:
    """Click a row of a table."""
    view = robot.find(name, QAbstractItemView)
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def main() -> int:
    """The one argument is the folder, docs/images without it."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    qt = appearance.create()
    take_in_english(qt, folder)
    take_in_persian(qt, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
