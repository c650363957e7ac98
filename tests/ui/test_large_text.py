"""At twice the size of text, in the smallest window and a usual one, in every language: no word is cut off."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit.appearance import LANGUAGES
from desktop.ui.kit.labels import Label
from tests.ui.cut_off_texts import cut_off
from tests.ui.frame import Frame
from tests.ui.views import fill, views

SIZES = ((720, 520), (1280, 800))


@pytest.mark.parametrize("size", SIZES, ids=["small", "usual"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_cut_off(frame: Frame, qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    frame.change_settings(replace(frame.session.settings, language=language, text_size=200))
    fill(frame)
    frame.window.resize(*size)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    cut: dict[str, list[str]] = {}
    for view, window in views(frame):
        settle(window)
        assert frame.window.width() == size[0], f"{view} makes the window {frame.window.width()} wide"
        for fault in cut_off(window):
            cut.setdefault(fault, []).append(view)
    assert cut == {}


def settle(window: QWidget) -> None:
    """Let what has just been shown take its size and be painted."""
    for _ in range(3):
        QApplication.processEvents()
    window.grab()


def test_the_finder_finds(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    box = QVBoxLayout(holder)
    whole, narrow, low = (
        QLabel("whole"),
        QPushButton("much too narrow"),
        Label("one two three four five six", wrap=True),
    )
    narrow.setFixedWidth(40)
    low.setFixedSize(60, 12)
    astray = QLabel("astray", holder)
    astray.move(1000, 0)
    for widget in (whole, narrow, low):
        box.addWidget(widget)
    holder.resize(300, 200)
    holder.show()
    settle(holder)
    found = " ".join(sorted(cut_off(holder)))
    assert "narrow" in found and "one two" in found and "astray" in found and "whole" not in found
