"""Fades of what appears and goes: short, and none where the user's system asks for less motion.

Nothing fades until `reduce(False)` was called, which the app does once it is on the screen and the system was asked.
No graphics effect is used: what fades inside a window does so under a picture of what was there before.
"""

from PySide6.QtCore import QRect, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

FADE_MS = 150
"""Between the 120 and 180 ms of the design."""
_HAVE_OPACITY = frozenset({"xcb", "windows", "cocoa"})
"""The platforms whose windows can be made transparent as a whole; others complain at each step."""


class _Wish:
    is_reduced = True


def reduce(wanted: bool) -> None:
    """Do without fades, or with them."""
    _Wish.is_reduced = wanted


def is_reduced() -> bool:
    """Whether everything appears and goes at once."""
    return _Wish.is_reduced


class Fade(QVariantAnimation):
    """An opacity between 0 and 1 that changes over time; `widget` is painted again with each step."""

    def __init__(self, widget: QWidget, opacity: float) -> None:
        super().__init__(widget)
        self._widget = widget
        self.opacity = opacity
        self.valueChanged.connect(self._step)

    def run(self, first: float, last: float) -> None:
        """Go from `first` to `last`, at once where motion is reduced."""
        self.stop()
        self.setStartValue(first)
        self.setEndValue(last)
        self.setDuration(0 if _Wish.is_reduced else FADE_MS)
        self.start()

    def jump(self, opacity: float) -> None:
        """Be there at once."""
        self.stop()
        self._step(opacity)

    @Slot(object)
    def _step(self, opacity: float) -> None:
        self.opacity = opacity
        self._widget.update()


def fade_in(widget: QWidget) -> None:
    """Let a window of its own (a menu, a pop-up, a tooltip) appear."""
    if _Wish.is_reduced or QGuiApplication.platformName() not in _HAVE_OPACITY:
        return
    fade = Fade(widget, 0.0)
    fade.valueChanged.connect(widget.setWindowOpacity)
    fade.run(0.0, 1.0)
    # deleted with the animation's end, so that nothing is left of it
    fade.finished.connect(fade.deleteLater)


class Cover(QWidget):
    """A picture of what a part of a window showed before, which fades and then is gone; clicks go through it."""

    def __init__(self, window: QWidget, area: QRect, before: QPixmap) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(area)
        self._before = before
        self._fade = Fade(self, 1.0)
        self._fade.finished.connect(self._end)
        self.show()
        self.raise_()
        self._fade.run(1.0, 0.0)

    @Slot()
    def _end(self) -> None:
        self.hide()
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(self._fade.opacity)
        painter.drawPixmap(0, 0, self._before)
