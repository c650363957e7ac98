"""What every test shares: Qt off screen, the app's own QApplication, the larger numbers of a night, the counters."""

import os
from typing import TYPE_CHECKING

import pytest

from tests.simulation import counters

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp() -> "QApplication":
    """The one QApplication of the run, with the app's style and fonts."""
    from desktop.ui import application

    return application.create()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nightly", action="store_true", help="run the harnesses with the larger numbers; takes hours")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if lines := counters.lines():
        terminalreporter.section("what was tried")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def nightly(request: pytest.FixtureRequest) -> bool:
    """Whether this run takes the larger numbers."""
    return bool(request.config.getoption("--nightly"))
