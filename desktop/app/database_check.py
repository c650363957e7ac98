"""Checks the whole database behind the open window, since that takes seconds for a large one."""

import threading

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.store.database import Database, WholeCheck

AFTER_MS = 3000
"""The first picture and the first sync come before it."""
_JOIN_S = 5.0


class DatabaseCheck(QObject):
    """Runs one check in a thread of its own: what waits for `Background` must not wait for it.

    Signals: `damaged(Problem)` when something is wrong; the next start repairs it.
    """

    damaged = Signal(object)

    def __init__(self, database: Database, parent: QObject) -> None:
        super().__init__(parent)
        self._check = WholeCheck(database)
        self._thread = threading.Thread(target=self._run, name="database check", daemon=True)
        QTimer.singleShot(AFTER_MS, self, self._thread.start)

    def stop(self) -> None:
        """End it if it still runs."""
        self._check.stop()
        if self._thread.is_alive():
            self._thread.join(_JOIN_S)

    def _run(self) -> None:
        if (problem := self._check.run()) is not None:
            self.damaged.emit(problem)
