"""Python's garbage collector, run in the window's thread only."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

INTERVAL_MS = 1000


def collect_due() -> None:
    """Collect the oldest generation whose threshold is reached, in the calling thread; no work where none is."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [
        generation
        for generation, (count, threshold) in enumerate(zip(counts, thresholds, strict=True))
        if threshold and count > threshold
    ]
    if due:
        gc.collect(due[-1])


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
        timer = QTimer(self, interval=INTERVAL_MS)
        timer.timeout.connect(self._collect)
        timer.start()

    @Slot()
    def _collect(self) -> None:
        collect_due()
