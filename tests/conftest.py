"""What every test shares: Qt off screen, the app's own QApplication, the larger numbers of a night, the counters."""

import gc
import os
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import watchdog
from tests.simulation import counters

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

MEMORY = Path("/dev/shm")
WATCHDOG = pytest.StashKey[watchdog.Watchdog]()
MEMORY_NEEDED = 4 << 30

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def stay_in_memory() -> None:
    """Have temporary folders in memory where that is large enough: a disk takes its time to flush each commit.

    What is about the disk itself (power cuts, system calls) says for itself where it wants to be.
    """
    if "TMPDIR" in os.environ or not MEMORY.is_dir():
        return
    room = os.statvfs(MEMORY)
    if room.f_bavail * room.f_frsize >= MEMORY_NEEDED and not room.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


stay_in_memory()


@pytest.fixture(scope="session")
def qapp() -> "QApplication":
    """The one QApplication of the run, with the app's style and fonts."""
    from desktop.ui.kit import appearance

    return appearance.create()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nightly", action="store_true", help="run the harnesses with the larger numbers; takes hours")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--nightly"):
        config.stash[WATCHDOG] = watchdog.create()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    dog = item.config.stash.get(WATCHDOG, None)
    if dog is None:
        return (yield)
    dog.watch(item)
    try:
        return (yield)
    finally:
        dog.wait()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if lines := counters.lines():
        terminalreporter.section("what was tried")
        for line in lines:
            terminalreporter.write_line(line)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # the longest files first: at the end of the run no process waits for one that has just begun
    items.sort(key=lambda item: not {"simulation", "journeys"}.intersection(Path(item.path).parts))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if (dog := session.config.stash.get(WATCHDOG, None)) is not None:
        dog.end()
    given: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if given is not None:
        given["counters"] = counters.taken()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    # one of the processes that run tests side by side has ended; one that was killed has nothing to give
    counters.give(getattr(node, "workeroutput", {}).get("counters", {}))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    # an app that an earlier test ran has asked the system, and things fade since
    if (motion := sys.modules.get("desktop.ui.kit.motion")) is not None:
        motion.reduce(True)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    # the app collects from a timer of its event loop, which a test may hardly run
    if not gc.isenabled():
        from desktop.ui.platform.garbage import collect_due

        collect_due()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    if config.getvalue("dist") != "loadfile":
        return None
    from tests.scheduler import FileScheduling

    return FileScheduling(config, log)


@pytest.fixture(scope="session")
def nightly(request: pytest.FixtureRequest) -> bool:
    """Whether this run takes the larger numbers."""
    return bool(request.config.getoption("--nightly"))
