"""Fades of what appears and goes: short, and none where the user's system asks for less motion."""

from PySide6.QtCore import QVariantAnimation

FADE_MS = 150
"""Between the 120 and 180 ms of the design."""


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
