"""Notices when a window is on the screen for the first time."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

AT_LATEST_MS = 2000
"""A window behind a locked screen may not be painted for hours."""


class FirstPaint(QObject):
    """`happened` is emitted once: from the event loop after the window's first paint event, or `AT_LATEST_MS` later."""

    happened = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self, singleShot=True, interval=AT_LATEST_MS)
        self._timer.timeout.connect(self._end)
        self._timer.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._timer.start(0)
        return super().eventFilter(watched, event)

    @Slot()
    def _end(self) -> None:
        self._window.removeEventFilter(self)
        self.happened.emit()
