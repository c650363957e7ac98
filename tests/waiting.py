"""Lets time pass in the window's thread as a running app does."""

from PySide6.QtCore import QEventLoop, QTimer


def let_pass(ms: int) -> None:
    """Handle events for that long.

    `QTest.qWait` keeps Python's lock meanwhile: an import in another thread of the app took ten seconds with it.
    """
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
