"""Signing in: progress while it lasts, errors where they belong, nothing typed ever cleared."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode, OtetError
from desktop.ui.kit.field import Field
from tests.ui.frame import Frame


def show(frame: Frame, qtbot: QtBot) -> None:
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.activateWindow()


def editor(frame: Frame, name: str) -> QLineEdit:
    found = frame.find(f"welcome.{name}")
    assert isinstance(found, QLineEdit)
    return found


def fill(frame: Frame) -> None:
    frame.find("welcome.connect", QAbstractButton).click()
    for name, text in (("address", "https://help.example.com"), ("user", "sara"), ("password", "s3cret")):
        QTest.keyClicks(editor(frame, name), text)


def errors(frame: Frame) -> dict[str, str]:
    fields = frame.window.pages.welcome.form.findChildren(Field)
    found = {field.editor.objectName().split(".")[1]: field.error for field in fields}
    return {name: error for name, error in found.items() if error}


def test_trying_shows_that_it_is_starting_and_why_it_did_not(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    assert not stranger.window.sidebar.isVisible()
    button = stranger.find("welcome.try", QAbstractButton)
    button.click()
    button.click()
    assert stranger.asked == ["try"], "one start at a time"
    assert not button.isEnabled()
    stranger.finish(OtetError(ErrorCode.BUILT_IN_DESK_FAILED))
    assert button.isEnabled()
    said = [
        label.text()
        for label in stranger.window.pages.welcome.findChildren(QLabel)
        if label.property("role") == "error" and label.isVisible()
    ]
    assert said == ["The built-in help desk did not start. Nothing is lost; try again, or restart the computer."]


def test_signing_in_leads_to_the_dashboard(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    fill(stranger)
    stranger.find("welcome.sign_in", QAbstractButton).click()
    assert stranger.asked == ["sign in https://help.example.com sara s3cret"]
    stranger.session.account = stranger.client.account
    stranger.session.signals.account_changed.emit(stranger.client.account)
    stranger.finish(None)
    assert stranger.find("dashboard.support").isVisible()
    assert editor(stranger, "password").text() == "", "a password is not kept once it has been used"


@pytest.mark.parametrize(
    ("code", "place"),
    [
        (ErrorCode.BAD_ADDRESS, "address"),
        (ErrorCode.INSECURE_ADDRESS, "address"),
        (ErrorCode.NOT_A_HELP_DESK, "address"),
        (ErrorCode.OFFLINE, "address"),
        (ErrorCode.CERTIFICATE, "address"),
        (ErrorCode.WRONG_PASSWORD, "password"),
        (ErrorCode.TOO_MANY_ATTEMPTS, "password"),
        (ErrorCode.SERVER_BUSY, ""),
    ],
)
def test_an_error_stands_at_its_field_and_clears_nothing(
    stranger: Frame, qtbot: QtBot, code: ErrorCode, place: str
) -> None:
    show(stranger, qtbot)
    fill(stranger)
    QTest.keyClick(editor(stranger, "password"), Qt.Key.Key_Return)
    assert not editor(stranger, "address").isEnabled()
    stranger.finish(OtetError(code))
    assert set(errors(stranger)) == ({place} if place else set())
    texts = [editor(stranger, name).text() for name in ("address", "user", "password")]
    assert texts == ["https://help.example.com", "sara", "s3cret"]
    if place:
        assert QApplication.focusWidget() is editor(stranger, place)
        assert editor(stranger, place).accessibleDescription() == errors(stranger)[place]
        QTest.keyClicks(editor(stranger, place), "x")
        assert errors(stranger) == {}


def test_blank_fields_are_told_before_anything_is_sent(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    stranger.find("welcome.connect", QAbstractButton).click()
    QTest.keyClicks(editor(stranger, "user"), "   ")
    stranger.find("welcome.sign_in", QAbstractButton).click()
    assert set(errors(stranger)) == {"address", "user", "password"}
    assert stranger.asked == []
    assert QApplication.focusWidget() is editor(stranger, "address")


def choose_language(frame: Frame, name: str) -> None:
    box = frame.find("welcome.language")
    assert isinstance(box, QComboBox)
    box.setCurrentText(name)
    box.activated.emit(box.currentIndex())
    QApplication.processEvents()


def test_every_language_is_offered_by_its_own_name(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    box = stranger.find("welcome.language")
    assert isinstance(box, QComboBox)
    assert [box.itemText(place) for place in range(box.count())] == ["English", "فارسی", "العربية", "Español"]
    for name, code in (("العربية", "ar"), ("Español", "es"), ("English", "en")):
        choose_language(stranger, name)
        assert (stranger.session.settings.language, box.currentText()) == (code, name)
        assert stranger.window.isRightToLeft() == (code == "ar")


def test_the_language_can_be_changed_before_anything_else(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    fill(stranger)
    stranger.find("welcome.sign_in", QAbstractButton).click()
    stranger.finish(OtetError(ErrorCode.WRONG_PASSWORD))
    choose_language(stranger, "فارسی")
    assert stranger.window.isRightToLeft()
    assert errors(stranger)["password"].startswith("این نام کاربری و رمز عبور پذیرفته نشد")
    assert editor(stranger, "user").text() == "sara"
    assert editor(stranger, "address").layoutDirection() is Qt.LayoutDirection.LeftToRight
