"""The app does not end over a text that only its window holds."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.window.unsaved_dialog import UnsavedDialog
from tests.client_harness import failing_disk
from tests.ui.frame import Frame
from tests.ui.helpdesk_client import type_text

LONG = "a text that is longer than what the journal still holds " * 200


def write(frame: Frame, text: str) -> None:
    frame.window.navigation.new_ticket()
    type_text(frame.find("composer.subject"), "Withdrawal")
    frame.find("composer.description").insertPlainText(text)  # type: ignore[attr-defined]


def dialog(frame: Frame) -> UnsavedDialog | None:
    found = frame.window.findChildren(UnsavedDialog)
    return found[0] if found else None


def press(box: UnsavedDialog, words: str) -> None:
    button = next(button for button in box.findChildren(QPushButton) if button.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_quitting_asks_first_and_copies(frame: Frame, qtbot: QtBot) -> None:
    frame.window.show()
    ended: list[bool] = []
    frame.window.quit_asked.connect(lambda: ended.append(True))
    with failing_disk(frame.client):
        write(frame, LONG)
        frame.window.quit()
        box = dialog(frame)
        assert box is not None
        assert "Not saved" in box.words
        press(box, "Copy the text")
        assert QGuiApplication.clipboard().text() == f"Withdrawal\n\n{LONG}"
        assert box.isVisible(), "copying is no answer"
        press(box, "Go on writing")
        assert ended == []
        qtbot.waitUntil(lambda: dialog(frame) is None)
        frame.window.quit()
        box = dialog(frame)
        assert box is not None
        press(box, "Quit without it")
        assert ended == [True]


def test_asking_twice_is_an_answer(frame: Frame) -> None:
    """As with Ctrl-C in the terminal, where nobody may see the dialog."""
    ended: list[bool] = []
    frame.window.quit_asked.connect(lambda: ended.append(True))
    with failing_disk(frame.client):
        write(frame, LONG)
        frame.window.quit()
        assert frame.window.isVisible(), "out of the tray"
        frame.window.quit()
    assert ended == [True]


def test_a_disk_that_is_back_is_not_asked_about(frame: Frame) -> None:
    ended: list[bool] = []
    frame.window.quit_asked.connect(lambda: ended.append(True))
    with failing_disk(frame.client):
        write(frame, LONG)
        assert not frame.window.save_now()
    frame.window.quit()
    assert (ended, dialog(frame)) == ([True], None)
    assert [draft.body for draft in frame.client.services.drafts.all(frame.client.account.id)] == [LONG]
