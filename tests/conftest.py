"""What every test shares: Qt off screen, and the app's own QApplication with its style and fonts."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.ui import application


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The one QApplication of the run."""
    return application.create()
