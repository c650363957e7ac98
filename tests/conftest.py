"""What every test shares: Qt off screen, and the app's own QApplication with its style and fonts."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication  # noqa: E402 - the platform is chosen before Qt is loaded

from desktop.ui import application  # noqa: E402


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The one QApplication of the run."""
    return application.create()
