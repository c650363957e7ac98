"""Scrolls what has just appeared into view."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.ui.kit import theme


def bring_into_view(widget: QWidget) -> None:
    """Let the scroll area around `widget`, if there is one, show it as soon as the layout has its place."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea) and widget.isVisible():
        around.ensureWidgetVisible(widget, 0, theme.SPACE_4)
