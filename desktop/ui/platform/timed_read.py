"""Reads a file of the user's in a thread of its own, and gives up when a network drive stops answering."""

import contextlib
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop.domain.errors import ErrorCode, OtetError, Problem

TIMEOUT_MS = 10_000
"""How long a file may take to be read, or a long one's next part; then the user is told that it cannot be."""


class TimedRead(QObject):
    """One reading at a time; a newer one takes the place of the one before.

    Signals: `finished` carries what the work returned, or an `OtetError`: its own, or FILE_UNREADABLE(name) when it
    took too long.
    """

    finished = Signal(object)
    _came = Signal(int, object)
    _went_on = Signal(int, bool)

    def __init__(self, parent: QObject, timeout_ms: int = TIMEOUT_MS) -> None:
        super().__init__(parent)
        self._turn = 0
        self._name = ""
        self._timeout = QTimer(self, singleShot=True, interval=timeout_ms)
        self._timeout.timeout.connect(self._give_up)
        self._came.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._went_on.connect(self._allow_more, Qt.ConnectionType.QueuedConnection)

    def start(self, name: str, work: Callable[[], object]) -> None:
        """Do `work`, which reads the file called `name`.

        In a daemon thread: one that a network drive holds up for ever must not keep the app from ending.
        """
        self._turn += 1
        self._name = name
        self._timeout.start()
        threading.Thread(target=self._work, args=(self._turn, work), name="timed read", daemon=True).start()

    def start_long(self, name: str, work: Callable[[Callable[[bool], None]], object]) -> None:
        """As `start`, for a file that may take longer: `work` calls what it is handed after each part that was read.

        That allows for the time of another part, with True for as long as it takes, as all was read; and it raises
        FILE_UNREADABLE(name) once nobody waits for the file any more.
        """
        turn = self._turn + 1

        def go_on(is_all: bool) -> None:
            if self._turn != turn:
                raise OtetError(Problem(ErrorCode.FILE_UNREADABLE, name=name))
            with contextlib.suppress(RuntimeError):  # the window is gone
                self._went_on.emit(turn, is_all)

        self.start(name, lambda: work(go_on))

    def _work(self, turn: int, work: Callable[[], object]) -> None:
        try:
            result = work()
        except OtetError as error:
            result = error
        with contextlib.suppress(RuntimeError):  # the window is gone
            self._came.emit(turn, result)

    @Slot(int, object)
    def _answer(self, turn: int, result: object) -> None:
        if turn == self._turn:
            self._turn += 1
            self._timeout.stop()
            self.finished.emit(result)

    @Slot(int, bool)
    def _allow_more(self, turn: int, is_all: bool) -> None:
        if turn == self._turn and is_all:
            self._timeout.stop()
        elif turn == self._turn:
            self._timeout.start()

    @Slot()
    def _give_up(self) -> None:
        self._turn += 1
        self.finished.emit(OtetError(Problem(ErrorCode.FILE_UNREADABLE, name=self._name)))
