"""From spawn to the first painted window, and memory then: the app with its demo's history against a bare Qt window.

python -m tests.benchmarks.start_bench [runs]

The two take turns, so that both meet the same machine; what counts is the ratio.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.benchmarks.figures import say
from tests.journeys.robot import running

TELL = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer

class Stopwatch(QObject):
    def __init__(self, window, quit):
        super().__init__(window)
        self.quit = quit
        window.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.quit:
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self):
        if self.quit:
            with open("/proc/self/smaps_rollup") as file:
                pss = next(line.split()[1] for line in file if line.startswith("Pss:"))
            print(time.time(), pss, flush=True)
            self.quit, quit = None, self.quit
            quit()
"""
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
qt = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QWidget())
window.resize(1280, 760)
watch = Stopwatch(window.centralWidget(), qt.exit)
window.show()
qt.exec()
"""
APP = """
from pathlib import Path
from desktop.app.desktop_app import DesktopApp
from desktop.paths import Paths
from desktop.ui.kit import appearance
qt = appearance.create()
app = DesktopApp(qt, Paths(Path(sys.argv[1])))
app.window.show_page("helpdesk")
watch = Stopwatch(app.window.centralWidget(), qt.exit)
app.window.show()
qt.exec()
app.stop()
"""


def once(code: str, *words: str) -> tuple[float, float]:
    """Milliseconds to the first paint, and proportional memory in MiB then."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=environment, capture_output=True, text=True, check=True, timeout=30
    )
    painted, pss = done.stdout.split()[:2]
    return (float(painted) - began) * 1000, float(pss) / 1024


def main(runs: int) -> None:
    """Print the medians and their ratios."""
    with tempfile.TemporaryDirectory() as home:
        profile = Path(home) / "profile"
        from desktop.ui.kit import appearance

        qt: QApplication = appearance.create()
        with running(qt, profile) as robot:
            robot.click("welcome.try")
            robot.until(lambda: "Up to date" in robot.text("sidebar.sync_state"), "up to date")
        bare, app = [], []
        for number in range(runs + 1):
            measured = once(TELL + BARE), once(TELL + APP, str(profile))
            if number:  # the first pair fills the caches
                bare.append(measured[0])
                app.append(measured[1])
    for index, name, unit in ((0, "start to first paint", "ms"), (1, "memory then (PSS)", "MiB")):
        floor = statistics.median(one[index] for one in bare)
        ours = statistics.median(one[index] for one in app)
        say(f"{name}: bare window {floor:.0f} {unit}, app {ours:.0f} {unit}, x{ours / floor:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
