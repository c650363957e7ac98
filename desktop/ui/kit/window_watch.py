"""Notices that a window has come into view again."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

_COMING_INTO_VIEW = frozenset(
    {QEvent.Type.WindowActivate, QEvent.Type.WindowStateChange, QEvent.Type.Show, QEvent.Type.Resize}
)


class WindowWatch(QObject):
    """`returned` follows when the window was activated, restored, shown or resized.

    Some desktops activate a window before they restore it, and some after.
    """

    returned = Signal()

    def watch(self, window: QWidget) -> None:
        """Watch this window from here on; a second time changes nothing."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _COMING_INTO_VIEW:
            self.returned.emit()
        return super().eventFilter(watched, event)
