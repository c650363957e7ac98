"""From spawn to the first painted page, memory then and later, and changes of theme, text size and language.

python -m tests.benchmarks.start_bench [runs]

The app with its demo's history and a bare Qt window take turns, so that both meet the same machine; what counts is the
ratio. With PYTHONDONTWRITEBYTECODE in the environment every start would compile the app: it is left out.
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

STOPWATCH = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer

def memory():
    with open("/proc/self/smaps_rollup") as file:
        return next(line.split()[1] for line in file if line.startswith("Pss:"))

class Stopwatch(QObject):
    def __init__(self, window, then):
        super().__init__(window)
        self.then = then
        window.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.then:
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self):
        if self.then:
            print(time.time(), time.process_time(), memory(), flush=True)
            self.then, then = None, self.then
            then()
"""
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
qt = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QWidget())
window.resize(1280, 760)
watch = Stopwatch(window.centralWidget(), lambda: (print(memory()), qt.exit()))
window.show()
qt.exec()
"""
APP = """
import gc
gc.disable()  # as the app's start does first
from desktop import command_line
from desktop.app import start
import desktop.ui.platform.single_instance  # in the order of the app's start
from desktop.app import desktop_app
show = desktop_app.DesktopApp.show

def measured(app, **chosen):
    def open_list():
        app.window.show_page("helpdesk")
        QTimer.singleShot(3000, lambda: (print(memory(), flush=True), app.quit()))

    Stopwatch(app.window.centralWidget(), open_list)
    show(app, **chosen)

desktop_app.DesktopApp.show = measured
start.main(command_line.parse(["--data-dir", sys.argv[1]]))
"""
CHANGES = """
import sys, time
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from desktop.app.desktop_app import DesktopApp
from desktop.paths import Paths
from desktop.ui.kit import appearance

class Painted(QObject):
    count = 0

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False

qt = appearance.create()
app = DesktopApp(qt, Paths(Path(sys.argv[1])))
app.window.show()
for page in ("dashboard", "wallets", "settings", "helpdesk"):
    app.window.show_page(page)
    qt.processEvents()
painted = Painted()
app.window.installEventFilter(painted)
apply = app._appearance.apply
settings = app.session.settings
for name, changes in (
    ("theme", ({"theme": "dark"}, {"theme": "light"})),
    ("text size", ({"text_size": 130}, {"text_size": 100})),
    ("language", ({"language": "fa"}, {"language": "en"})),
):
    for _ in range(int(sys.argv[2])):
        for change in changes:
            settings = replace(settings, **change)
            painted.count = 0
            wall, cpu = time.perf_counter(), time.process_time()
            apply(settings)
            while not painted.count:
                qt.processEvents()
            qt.processEvents()
            print(name.replace(" ", "_"), time.perf_counter() - wall, time.process_time() - cpu, flush=True)
app.stop()
"""
START_CPU, START_WALL, MEMORY_FIRST, MEMORY_OPEN = range(4)
ROWS = (
    (START_WALL, "start to first painted page", "ms", 1.8),
    (START_CPU, "the same in processor time", "ms", 1.8),
    (MEMORY_FIRST, "memory then (PSS)", "MiB", 2.0),
    (MEMORY_OPEN, "memory with the list open and sync running", "MiB", 2.0),
)
LIMITS_MS = {"theme": 150, "text_size": 150, "language": 100}


def run(code: str, *words: str) -> tuple[float, str]:
    """When a new Python was started on `code`, and what it printed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    return began, done.stdout


def once(code: str, *words: str) -> tuple[float, ...]:
    """Processor time and wall time to the first paint in ms, memory in MiB then and at the end."""
    began, told = run(STOPWATCH + code, *words)
    painted, cpu, first, opened = told.split()[:4]
    return float(cpu) * 1000, (float(painted) - began) * 1000, float(first) / 1024, float(opened) / 1024


def measure_start(profile: Path, runs: int) -> None:
    """Print the medians of interleaved starts and their ratios."""
    bare, app = [], []
    for number in range(runs + 1):
        measured = once(BARE), once(APP, str(profile))
        if number:  # the first pair fills the caches
            bare.append(measured[0])
            app.append(measured[1])
    for index, name, unit, goal in ROWS:
        floor = statistics.median(one[index] for one in bare)
        ours = statistics.median(one[index] for one in app)
        met = "met" if ours <= goal * floor else "not met"
        say(f"{name:42} bare {floor:4.0f} {unit}, app {ours:4.0f} {unit}, x{ours / floor:.2f}, goal x{goal} {met}")


def measure_changes(profile: Path, runs: int) -> None:
    """Print how long the window takes for another theme, text size and language, every page having been opened."""
    told = [line.split() for line in run(CHANGES, str(profile), str(runs))[1].splitlines()]
    for name, limit in LIMITS_MS.items():
        wall, cpu = (statistics.median(float(one[at]) * 1000 for one in told if one[0] == name) for at in (1, 2))
        met = "met" if cpu <= limit else "not met"
        say(f"change of {name.replace('_', ' '):32} {wall:4.0f} ms, processor {cpu:4.0f} ms, goal {limit} ms {met}")


def main(runs: int) -> None:
    """Make the demo's profile once, then measure."""
    with tempfile.TemporaryDirectory() as home:
        profile = Path(home) / "profile"
        from desktop.ui.kit import appearance

        qt: QApplication = appearance.create()
        with running(qt, profile) as robot:
            robot.click("welcome.try")
            robot.until(lambda: "Up to date" in robot.text("sidebar.sync_state"), "up to date")
        measure_start(profile, runs)
        measure_changes(profile, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
