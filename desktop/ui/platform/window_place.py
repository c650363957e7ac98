"""Where a window goes on the screens that there are: its first size, and the place it is restored to."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication

TITLE_BAR_PX = 40
"""Kept free above the content, so that the title bar can be reached; no desktop's is higher."""
_MARGIN_PX = 8
_NO_SCREEN = QRect(0, 0, 800, 800)
"""What Qt's offscreen platform calls its screen where it was given none: nobody sees it, so it limits nothing."""


def screens() -> list[QRect]:
    """The free areas of the screens, in logical pixels, the main one first; [] where nothing is seen."""
    primary = QGuiApplication.primaryScreen()
    ordered = sorted(QGuiApplication.screens(), key=lambda screen: screen is not primary)
    areas = [screen.availableGeometry() for screen in ordered]
    return [] if QGuiApplication.platformName() == "offscreen" and areas == [_NO_SCREEN] else areas


def first_size(wanted: QSize, screens: Sequence[QRect]) -> QSize:
    """The wanted size, or as much of it as the first of the screens can show with a title bar."""
    room = _room(screens[0]).size() if screens else QSize()
    return wanted.boundedTo(room) if room.isValid() else wanted


def restored(wanted: QRect, screens: Sequence[QRect]) -> QRect:
    """The wanted place moved and shrunk until it lies, with its title bar, within one of the free areas of the screens.

    Takes the screen that shows most of it; the first one where none shows any.
    """
    if not screens:
        return wanted
    shown = [_area(screen.intersected(wanted)) for screen in screens]
    room = _room(screens[shown.index(max(shown))])
    size = wanted.size().boundedTo(room.size())
    left = min(max(wanted.left(), room.left()), room.right() + 1 - size.width())
    top = min(max(wanted.top(), room.top()), room.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def _room(available: QRect) -> QRect:
    return available.adjusted(0, TITLE_BAR_PX, 0, -_MARGIN_PX)


def _area(part: QRect) -> int:
    return max(0, part.width()) * max(0, part.height())
