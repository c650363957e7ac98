"""Icons: there, in the theme's colours, turned where a right-to-left reader expects it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from desktop import assets
from desktop.ui.kit import icons, theme

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def left_to_right(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, theme.load("light"))
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    theme.apply(qapp, theme.load("light"))


def picture(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return icon.pixmap(QSize(48, 48), mode).toImage().convertToFormat(QImage.Format.Format_ARGB32)


def ink(image: QImage) -> str:
    """The colour of the darkest stroke."""
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return max((image.pixelColor(x, y) for x, y in places), key=QColor.alpha).name()


def test_every_icon_that_is_named_is_there() -> None:
    known = {path.stem for path in assets.path("icons").glob("*.svg")}
    calls = re.compile(
        r"""(?:icons\.(?:icon|paint|pixmap)|SidebarButton|IconButton)\(\s*(?:painter,\s*)?"([a-z0-9-]+)\""""
    )
    buttons = re.compile(r"""\bButton\(\s*"[^"]*",\s*"([a-z0-9-]+)"|\bButton\(icon="([a-z0-9-]+)\"""")
    used = set()
    for path in (ROOT / "desktop" / "ui").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        used |= set(calls.findall(text)) | {name for pair in buttons.findall(text) for name in pair if name}
    assert used
    assert used - known == set()
    assert icons.TURNING - known == set()


def test_colour_follows_the_theme(qapp: QApplication) -> None:
    icon = icons.icon("wallet", "accent")
    assert ink(picture(icon)) == theme.load("light").color("accent").name()
    theme.apply(qapp, theme.load("dark"))
    assert ink(picture(icon)) == theme.load("dark").color("accent").name()
    assert ink(picture(icon, QIcon.Mode.Disabled)) == theme.load("dark").color("text_disabled").name()


STAYING = frozenset(
    """
    app bell calendar check chevron-down chevron-up circle circle-check circle-user circle-x clock cloud-off copy
    download ellipsis file file-archive file-text film folder-open hourglass image info key-round landmark languages
    layout-dashboard life-buoy monitor paperclip pencil plus refresh-cw save search settings sliders-horizontal
    triangle-alert users wallet x
    """.split()  # noqa: SIM905
)
"""Icons of things, which look the same to every reader; one that is added must be put here or among the turning."""


def test_each_icon_turns_or_stays_as_was_decided(qapp: QApplication) -> None:
    names = {path.stem for path in assets.path("icons").glob("*.svg")}
    assert names == STAYING | icons.TURNING
    assert not STAYING & icons.TURNING
    before = {name: picture(icons.icon(name)) for name in names}
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert {name for name in names if picture(icons.icon(name)) != before[name]} == icons.TURNING
    for name in icons.TURNING:
        flipped, after = before[name].flipped(Qt.Orientation.Horizontal), picture(icons.icon(name))
        apart = sum(
            abs(flipped.pixelColor(x, y).alpha() - after.pixelColor(x, y).alpha()) for x in range(48) for y in range(48)
        )
        assert apart / (48 * 48) < 2, "the same drawing, seen from the other side"


def test_air_stands_on_the_side_of_the_text(qapp: QApplication) -> None:
    icon = icons.icon("plus", beside_text=True)
    size = icons.size(beside_text=True)
    assert size.width() - icons.size().width() == 4, "Fusion leaves 4 px, 8 are wanted"
    left = icon.pixmap(size).toImage()
    assert left.pixelColor(size.width() - 2, 10).alpha() == 0
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert icon.pixmap(size).toImage().pixelColor(1, 10).alpha() == 0
