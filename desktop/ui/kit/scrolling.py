"""Scroll areas without a frame, whose bars lie over their content, and the scrolling of what has just appeared."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.scroll_bars import overlay_scroll_bars


class ScrollArea(QScrollArea):
    """The base of everything that scrolls widgets: no frame, no focus of its own, overlay scroll bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        overlay_scroll_bars(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def bring_into_view(widget: QWidget) -> None:
    """Let the scroll area around `widget`, if there is one, show it as soon as the layout has its place."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def settle_layouts() -> None:
    """Have all layouts that have changed give their widgets their places now.

    A change goes up through nested widgets by an event each, and a page that has not grown yet cannot be scrolled to
    what stands at its end.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def scroll_area_around(widget: QWidget) -> ScrollArea | None:
    """What `widget` scrolls in, if anything."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, ScrollArea):
        around = around.parentWidget()
    return around


def _scroll_to(widget: QWidget) -> None:
    around = scroll_area_around(widget)
    if around is not None and widget.isVisible():
        settle_layouts()
        around.ensureWidgetVisible(widget, 0, theme.SPACE_4)
