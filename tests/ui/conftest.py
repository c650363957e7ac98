"""The whole window, with and without a signed-in trader."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.settings import Settings
from tests.ui.frame import Frame, open_frame


@pytest.fixture
def frame(qapp: QApplication, tmp_path: Path) -> Iterator[Frame]:
    """The whole window with a signed-in trader, in English."""
    with open_frame(tmp_path) as made:
        yield made
        made.appearance.apply(Settings(language="en", theme="light"))


@pytest.fixture
def stranger(qapp: QApplication, tmp_path: Path) -> Iterator[Frame]:
    """The window while nobody is signed in."""
    with open_frame(tmp_path, signed_in=False) as made:
        yield made
        made.appearance.apply(Settings(language="en", theme="light"))
