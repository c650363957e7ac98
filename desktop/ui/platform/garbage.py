"""Python's garbage collector, run in the window's thread only."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

INTERVAL_MS = 1000
MOST_MS = 60_000
"""Between two looks while nothing happens: a window in the tray must not wake the processor every second."""


def collect_due() -> bool:
    """Collect the oldest generation whose threshold is reached, in the calling thread; whether there was one."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [
        generation
        for generation, (count, threshold) in enumerate(zip(counts, thresholds, strict=True))
        if threshold and count > threshold
    ]
    if due:
        gc.collect(due[-1])
    return bool(due)


class GarbageCollector(QObject):
    """Collects by Python's usual thresholds from a timer, in place of the automatic collection.

    Python collects in whichever thread allocates. A QObject in a reference cycle would be destroyed there, and Qt's
    event loop in the window's thread would be left with a dangling pointer to its timers and socket notifiers.
    Create it in the window's thread.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("garbage_collector")
        gc.disable()
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @property
    def interval_ms(self) -> int:
        """The time between two looks, as long as nothing happens."""
        return self._timer.interval()

    @Slot()
    def collect(self) -> None:
        """Collect what is due; look less and less often while nothing is."""
        self._timer.setInterval(INTERVAL_MS if collect_due() else min(MOST_MS, 2 * self._timer.interval()))
