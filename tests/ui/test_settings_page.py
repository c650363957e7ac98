"""Settings: each control changes its own, at once, and shows what was kept."""

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.kit import theme
from desktop.ui.signals import Toast
from desktop.ui.window.toasts import Toasts
from tests.ui.frame import Frame, child_of


def choose(frame: Frame, name: str, value: object) -> QComboBox:
    combo = frame.find(f"settings.{name}")
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())
    return combo


def test_theme_and_size_apply_at_once(frame: Frame, qapp: QApplication) -> None:
    choose(frame, "theme", "dark")
    assert theme.current().name == "dark"
    assert qapp.palette().window().color() == theme.load("dark").color("window")
    choose(frame, "text_size", 150)
    assert qapp.font().pixelSize() == 20
    assert (frame.session.settings.theme, frame.session.settings.text_size) == ("dark", 150)


def test_language_keeps_what_was_chosen_elsewhere(frame: Frame) -> None:
    choose(frame, "theme", "dark")
    combo = choose(frame, "language", "fa")
    QApplication.processEvents()
    assert frame.window.isRightToLeft()
    assert combo.currentText() == "فارسی"
    shown = frame.find("settings.theme")
    assert isinstance(shown, QComboBox)
    assert shown.currentText() == "تیره"
    assert frame.session.settings.theme == "dark"


@pytest.mark.parametrize("name", ["notify", "notify_content", "send_with_enter", "close_to_tray"])
def test_switches(frame: Frame, name: str) -> None:
    check = frame.find(f"settings.{name}")
    assert isinstance(check, QCheckBox)
    before = getattr(frame.session.settings, name)
    check.click()
    assert getattr(frame.session.settings, name) is not before
    frame.session.signals.settings_changed.emit(replace(frame.session.settings, **{name: before}))
    assert check.isChecked() is before, "what is shown is what was kept"


def test_no_content_without_notifications(frame: Frame) -> None:
    check, content = frame.find("settings.notify"), frame.find("settings.notify_content")
    assert isinstance(check, QCheckBox)
    check.click()
    assert not content.isEnabled()


def test_a_wheel_on_its_way_changes_nothing(frame: Frame, qtbot: QtBot) -> None:
    frame.window.show_page("settings")
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    combo = frame.find("settings.theme")
    assert isinstance(combo, QComboBox)
    before = combo.currentIndex()
    center = QPointF(combo.rect().center())
    wheel = QWheelEvent(
        center, QPointF(combo.mapToGlobal(center.toPoint())), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, wheel)
    assert combo.currentIndex() == before


def test_it_says_where_things_are_and_what_is_promised(frame: Frame) -> None:
    said = "\n".join(label.text() for label in frame.window.pages.settings.findChildren(QLabel))
    assert str(frame.client.folder) in re.sub("[\u2066-\u2069]", "", said)
    assert "arrives exactly once" in said
    assert "LGPL" in said


def test_toasts_stack_to_three_and_take_back(frame: Frame, qtbot: QtBot) -> None:
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    toasts = frame.window.findChild(Toasts)
    assert toasts is not None
    taken: list[int] = []
    for number in range(4):
        frame.session.signals.toast.emit(Toast(f"Sent {number}", "Undo", lambda: taken.append(1), seconds=60))
    shown = toasts.shown()
    assert [one.accessibleName() for one in shown] == ["Sent 1", "Sent 2", "Sent 3"]
    inside = frame.window.rect()
    assert inside.contains(toasts.geometry())
    child_of(shown[-1], QPushButton).click()
    assert taken == [1]
    assert len(toasts.shown()) == 2
    for one in toasts.shown():
        QTest.keyClick(one, Qt.Key.Key_Escape)
    assert not toasts.isVisible()


def test_a_toast_goes_by_itself_but_not_under_the_pointer(frame: Frame, qtbot: QtBot) -> None:
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    toasts = frame.window.findChild(Toasts)
    assert toasts is not None
    frame.session.signals.toast.emit(Toast("Sent", seconds=0.05))
    qtbot.waitUntil(lambda: not toasts.isVisible())
