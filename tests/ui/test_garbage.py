"""Nothing of Qt is destroyed in another thread than the window's, and nothing that Qt keeps is destroyed by Python."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.ui.kit import icons
from desktop.ui.platform.garbage import INTERVAL_MS, MOST_MS, GarbageCollector
from tests.ui.frame import Frame

ROOT = Path(__file__).resolve().parents[2]
WINDOWS_COME_AND_GO = """
import faulthandler, gc, sys, threading
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from desktop.ui.kit import appearance

faulthandler.enable()
app = appearance.create()
elsewhere = []
main = threading.main_thread()
gc.callbacks.append(lambda phase, info: threading.current_thread() is main or elsewhere.append(phase))

class Window(QWidget):
    def __init__(self):
        super().__init__()
        self.model = Model(self)

class Model(QObject):
    def __init__(self, window):
        super().__init__()
        self.window = window  # a cycle, which only the collector ends
        self.timer = QTimer(self, interval=1)
        self.timer.timeout.connect(self.tick)
        self.timer.start()

    def tick(self):
        pass

done = threading.Event()

def allocate():
    while not done.is_set():
        for _ in range(2000):
            cycle = []
            cycle.append(cycle)

other = threading.Thread(target=allocate)
other.start()
for _ in range(100):
    Window().show()
    app.processEvents()
done.set()
other.join()
print(len(elsewhere))
"""


def test_another_thread_that_allocates_destroys_no_window() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WINDOWS_COME_AND_GO], cwd=ROOT, capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "0", "collections in another thread"


def test_what_is_garbage_is_collected_while_the_event_loop_runs(qapp: QApplication) -> None:
    assert not gc.isenabled()
    assert qapp.findChild(QObject, "garbage_collector") is not None


def test_it_looks_less_often_while_nothing_happens_and_at_once_when_something_does(qapp: QApplication) -> None:
    owner = QObject()
    collector = GarbageCollector(owner)
    for _ in range(10):
        gc.collect()
        collector.collect()
    assert collector.interval_ms == MOST_MS
    kept = [[number] for number in range(2 * gc.get_threshold()[0])]
    collector.collect()
    assert collector.interval_ms == INTERVAL_MS
    assert kept


def test_an_icon_that_qt_copies_lives_on(qapp: QApplication) -> None:
    other = QIcon(icons.icon("bell"))
    other.setIsMask(True)
    gc.collect()
    assert not other.pixmap(20, 20).isNull()


@pytest.fixture
def others() -> list[QObject]:
    """Objects of earlier tests that still live; to hold them keeps their addresses from being used again."""
    return objects_of_ours()


def test_every_object_of_ours_has_a_parent_or_a_known_owner(others: list[QObject], frame: Frame) -> None:
    """What has none is destroyed whenever its last reference goes; only these are held until the app ends."""
    held = {"DesktopApp", "MainWindow", "CountWords", "Signals", "Appearance"}
    earlier = {id(one) for one in others}
    ours = [one for one in objects_of_ours() if id(one) not in earlier]
    assert len(ours) > 50
    assert {type(one).__name__ for one in ours if one.parent() is None and not one.isWidgetType()} <= held


def objects_of_ours() -> list[QObject]:
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, QObject) and type(one).__module__.startswith("desktop") and shiboken6.isValid(one)
    ]
