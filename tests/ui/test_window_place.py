"""The window fits the screens that there are, at its first start and whenever it is restored."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

from desktop.ui.platform import window_place
from desktop.ui.window.main_window import FIRST_SIZE, MINIMUM

ROOT = Path(__file__).resolve().parents[2]
SMALL = [QRect(0, 0, 1024, 600), QRect(0, 0, 911, 512), QRect(0, 27, 1366, 741)]
TWO = [QRect(0, 0, 1920, 1040), QRect(1920, 0, 1280, 720)]
PLACES = [
    QRect(100, 100, 1280, 760),
    QRect(0, 0, 1280, 760),
    QRect(1900, 900, 1280, 760),
    QRect(-5000, -5000, 800, 600),
    QRect(30_000, 30_000, 800, 600),
    QRect(50, -300, 800, 600),
    QRect(2000, 100, 32_000, 32_000),
    QRect(1900, 100, 1000, 700),
]


@pytest.mark.parametrize("screen", SMALL)
def test_the_first_window_fits_the_screen_with_its_title_bar(screen: QRect) -> None:
    size = window_place.first_size(FIRST_SIZE, [screen, *TWO])
    assert size.height() + window_place.TITLE_BAR_PX <= screen.height()
    assert size.width() <= screen.width()
    assert size.width() >= MINIMUM[0]
    assert MINIMUM[1] <= 480


def test_a_large_screen_gets_the_usual_size() -> None:
    assert window_place.first_size(FIRST_SIZE, TWO) == FIRST_SIZE
    assert window_place.first_size(FIRST_SIZE, [QRect()]) == FIRST_SIZE, "a screen that says nothing of itself"


@pytest.mark.parametrize("screens", [[one] for one in SMALL] + [TWO, TWO[::-1]], ids=range(5))
@pytest.mark.parametrize("wanted", PLACES, ids=range(len(PLACES)))
def test_a_restored_window_has_its_title_bar_and_its_size_on_one_screen(wanted: QRect, screens: list[QRect]) -> None:
    place = window_place.restored(wanted, screens)
    with_title = place.adjusted(0, -window_place.TITLE_BAR_PX, 0, 0)
    assert sum(screen.contains(with_title) for screen in screens) == 1
    assert place.width() <= wanted.width()
    assert place.height() <= wanted.height()


def test_a_place_that_is_fine_stays() -> None:
    fine = QRect(2000, 60, 900, 600)
    assert window_place.restored(fine, TWO) == fine
    assert window_place.restored(QRect(1, 2, 3, 4), []) == QRect(1, 2, 3, 4)
    assert window_place.first_size(QSize(10, 10), TWO) == QSize(10, 10)


def test_the_app_starts_within_a_small_screen(tmp_path: Path) -> None:
    """The offscreen platform with a screen of its own, as a laptop of 1366×768 at 150 % has it."""
    screen = {
        "name": "small",
        "x": 0,
        "y": 0,
        "width": 911,
        "height": 512,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }
    (tmp_path / "screens.json").write_text(json.dumps({"screens": [screen]}))
    platform = f"offscreen:configfile={tmp_path / 'screens.json'}"
    words = ["--data-dir", str(tmp_path / "profile"), "--screenshot", str(tmp_path / "page.png")]
    environment = {**os.environ, "QT_QPA_PLATFORM": platform}
    subprocess.run([sys.executable, "-m", "desktop.app", *words], env=environment, cwd=ROOT, check=True, timeout=60)
    picture = QImage(str(tmp_path / "page.png"))
    assert (picture.width(), picture.height()) == (911, 512 - window_place.TITLE_BAR_PX - 8)
