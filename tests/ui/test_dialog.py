"""The app's dialogs: over the window, whole in every size, and the only thing that takes keys while they are open."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit import theme
from desktop.ui.kit.confirm import ask
from desktop.ui.kit.dialog import Dialog
from tests.ui.frame import Frame

QUESTION = "Discard this message? Support does not have it, and it cannot be brought back."


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    field = QLineEdit(made)
    field.setObjectName("field")
    QVBoxLayout(made).addWidget(field)
    made.show()
    field.setFocus()
    QApplication.processEvents()
    return made


def question(window: QWidget, ran: list[str]) -> Dialog:
    dialog = ask(window, QUESTION, "Discard", lambda: ran.append("discard"), is_danger=True)
    QApplication.processEvents()
    return dialog


def card(dialog: Dialog) -> QWidget:
    (found,) = (child for child in dialog.children() if isinstance(child, QWidget))
    return found


def test_enter_goes_back_and_only_the_action_acts(window: QWidget) -> None:
    ran: list[str] = []
    dialog = question(window, ran)
    assert QApplication.focusWidget() is dialog.buttons[0]
    QTest.keyClick(dialog.buttons[0], Qt.Key.Key_Return)
    assert not dialog.isVisible() and ran == []
    QTest.mouseClick(question(window, ran).buttons[1], Qt.MouseButton.LeftButton)
    assert ran == ["discard"]


def test_escape_goes_back_and_the_keyboard_returns_to_where_it_was(window: QWidget) -> None:
    ran: list[str] = []
    dialog = question(window, ran)
    QTest.keyClick(dialog.buttons[1], Qt.Key.Key_Escape)
    assert not dialog.isVisible() and ran == []
    focused = QApplication.focusWidget()
    assert focused is not None and focused.objectName() == "field"


def test_nothing_behind_it_takes_the_keyboard_or_a_click(window: QWidget) -> None:
    dialog = question(window, [])
    field = window.findChild(QLineEdit, "field")
    assert field is not None
    field.setFocus()
    assert QApplication.focusWidget() is dialog.buttons[0]
    place = field.mapTo(window, QPoint(5, 5))
    assert window.childAt(place) is dialog
    for _ in range(3):
        focused = QApplication.focusWidget()
        assert focused is not None and dialog.isAncestorOf(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)


def test_the_windows_own_keys_do_nothing_meanwhile(frame: Frame, qtbot: QtBot) -> None:
    frame.window.resize(1280, 760)
    frame.window.show()
    frame.window.show_page("helpdesk")
    dialog = question(frame.window, [])
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert frame.find("sidebar.helpdesk").property("checked") is True
    dialog.reject()
    QTest.keyClick(frame.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert frame.find("sidebar.dashboard").property("checked") is True


@pytest.mark.parametrize("name", theme.THEMES)
def test_the_window_is_dimmed_and_what_destroys_is_red(frame: Frame, name: str) -> None:
    frame.change_settings(replace(frame.session.settings, theme=name))
    frame.window.resize(1280, 760)
    frame.window.show()
    QApplication.processEvents()
    before = frame.window.grab().toImage().pixelColor(1270, 750)
    dialog = question(frame.window, [])
    picture = frame.window.grab().toImage()
    assert picture.pixelColor(1270, 750).lightnessF() < before.lightnessF()
    middle = card(dialog).geometry().center()
    assert picture.pixelColor(middle.x(), card(dialog).geometry().top() + 6) == theme.current().color("surface")
    button = dialog.buttons[1]
    corner = button.mapTo(frame.window, QPoint(6, button.height() // 2))
    assert picture.pixelColor(corner) == QColor(theme.current().tokens["danger"])


@pytest.mark.parametrize("text_size", [100, 150, 200])
@pytest.mark.parametrize("size", [(720, 520), (1024, 600), (1920, 1080)])
def test_words_and_buttons_are_whole_in_every_size(
    frame: Frame, qtbot: QtBot, size: tuple[int, int], text_size: int
) -> None:
    frame.change_settings(replace(frame.session.settings, text_size=text_size))
    frame.window.resize(*size)
    frame.window.show()
    dialog = Dialog(frame.window, "Missing at support")
    for _ in range(20):
        dialog.add_sentence(QUESTION)
    for words in ("Decide later", "Keep them here only", "Send them again"):
        dialog.add_button(words, dialog.reject)
    dialog.open()
    QApplication.processEvents()
    assert frame.window.rect().adjusted(24, 24, -24, -24).contains(card(dialog).geometry())
    for button in dialog.buttons:
        assert button.width() >= button.sizeHint().width() and button.height() >= button.sizeHint().height()
        assert card(dialog).rect().adjusted(24, 24, -24, -24).contains(button.geometry())
    for label in dialog.findChildren(QLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width())


def test_it_grows_no_larger_than_its_words(window: QWidget) -> None:
    dialog = question(window, [])
    assert card(dialog).width() == 440
    assert card(dialog).height() < 200
    window.resize(400, 600)
    QApplication.processEvents()
    assert card(dialog).width() == 400 - 48
    assert dialog.geometry() == window.rect()


def test_without_a_window_it_wears_the_same_look(qtbot: QtBot) -> None:
    dialog = Dialog(None, "Still running")
    qtbot.addWidget(dialog)
    dialog.add_sentence(QUESTION)
    button = dialog.add_button("OK", dialog.accept, "primary", is_default=True)
    dialog.open()
    QApplication.processEvents()
    picture = button.grab().toImage()
    assert picture.pixelColor(6, button.height() // 2) == theme.current().color("accent")
    assert dialog.rect().contains(card(dialog).geometry())


def test_of_two_dialogs_the_newer_has_the_keyboard(window: QWidget) -> None:
    first, second = question(window, []), question(window, [])
    focused = QApplication.focusWidget()
    assert focused is second.buttons[0]
    second.reject()
    focused = QApplication.focusWidget()
    assert focused is not None and first.isAncestorOf(focused)
