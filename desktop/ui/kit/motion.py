"""Fades of what appears and goes: short, and none where the user's system asks for less motion."""

from PySide6.QtCore import QVariantAnimation
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FADE_MS = 150
"""Between the 120 and 180 ms of the design."""


_HAVE_OPACITY = frozenset({"xcb", "windows", "cocoa"})
"""The platforms whose windows can be made transparent as a whole; others complain at each step."""


class _Wish:
    is_reduced = False


def reduce(wanted: bool) -> None:
    """Do without fades, or with them again."""
    _Wish.is_reduced = wanted


def is_reduced() -> bool:
    """Whether everything appears and goes at once."""
    return _Wish.is_reduced


def start(fade: QVariantAnimation, first: float, last: float) -> None:
    """Let `fade` go from `first` to `last`, at once where motion is reduced."""
    fade.stop()
    fade.setStartValue(first)
    fade.setEndValue(last)
    fade.setDuration(0 if _Wish.is_reduced else FADE_MS)
    fade.start()


def fade_in(widget: QWidget) -> None:
    """Let a window of its own (a menu, a pop-up, a tooltip) appear."""
    if _Wish.is_reduced or QGuiApplication.platformName() not in _HAVE_OPACITY:
        return
    fade = QVariantAnimation(widget)
    fade.valueChanged.connect(widget.setWindowOpacity)
    start(fade, 0.0, 1.0)
    # deleted with the animation's end, so that nothing is left of it
    fade.finished.connect(fade.deleteLater)
