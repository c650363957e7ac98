"""With eyes shut and without a mouse: every control has a name, and one can always see where one is."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit.appearance import LANGUAGES
from desktop.ui.window.focus_ring import FocusRing
from tests.ui.frame import Frame, money_page
from tests.ui.views import fill, views


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_takes_the_focus_has_a_name(frame: Frame, qtbot: QtBot, language: str) -> None:
    frame.change_settings(replace(frame.session.settings, language=language))
    fill(frame)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    nameless = set()
    for view, window in views(frame):
        for widget in window.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not spoken_name(widget):
                nameless.add(f"{view}: {described(widget)}")
    assert nameless == set()


def spoken_name(widget: QWidget) -> str:
    """What a screen reader says; it is not the placeholder."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return (interface.text(QAccessible.Text.Name) if interface is not None else widget.accessibleName()).strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_without_words_has_a_tooltip(frame: Frame, qtbot: QtBot, language: str) -> None:
    frame.change_settings(replace(frame.session.settings, language=language))
    fill(frame)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    wordless = set()
    for view, window in views(frame):
        for button in window.findChildren(QAbstractButton):
            # the magnifying glass within a field is a picture, though Qt makes a button of it
            picture = isinstance(button.parent(), QLineEdit)
            wordless_one = not button.text() and not button.icon().isNull() and not button.toolTip()
            if button.isVisible() and wordless_one and not picture:
                wordless.add(f"{view}: {described(button)}")
    assert wordless == set()


def test_the_ring_is_there_for_the_keyboard_only(frame: Frame, qtbot: QtBot) -> None:
    frame.window.resize(1200, 800)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.activateWindow()
    ring = frame.window.findChild(FocusRing)
    assert ring is not None
    frame.find("sidebar.dashboard").setFocus(Qt.FocusReason.OtherFocusReason)
    assert not ring.isVisible()
    QTest.keyClick(frame.window.windowHandle(), Qt.Key.Key_Tab)
    assert ring.isVisible()
    around, inside = ring.geometry(), ring.target
    assert inside is not None and inside is QApplication.focusWidget()
    assert around.width() >= inside.width() + 4, "the ring is outside of the control"
    QTest.mouseClick(frame.window.windowHandle(), Qt.MouseButton.LeftButton, pos=frame.window.rect().center())
    assert not ring.isVisible()


def test_tab_reaches_every_page_s_controls_and_comes_round(frame: Frame, qtbot: QtBot) -> None:
    frame.mirror(money_page())
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.activateWindow()
    first = frame.find("sidebar.dashboard")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _ in range(60):
        QTest.keyClick(frame.window, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        assert widget is not None
        seen.append(widget.objectName())
        if widget is first:
            break
    assert widget is first
    for name in ("sidebar.account", "dashboard.support.unread", "dashboard.transactions", "sidebar.sync_state"):
        assert name in seen
