"""The real application object, set up as the app sets it up."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui import application


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Fusion, our fonts, our icon: what is measured here is what people see."""
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else application.create()
