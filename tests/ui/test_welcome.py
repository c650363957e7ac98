"""Signing in: progress while it lasts, errors where they belong, nothing typed ever cleared."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode, OtetError
from desktop.ui.kit.field import Field
from desktop.ui.welcome.choice_card import ChoiceCard
from tests.ui.frame import Frame, child_of


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


def cards(frame: Frame) -> list[ChoiceCard]:
    return [frame.find(name, ChoiceCard) for name in ("welcome.try", "welcome.connect")]


def places(frame: Frame) -> list[QRect]:
    """Where everything stands that can be seen."""
    QApplication.processEvents()
    QApplication.processEvents()
    page = frame.window.pages.welcome
    parts = [*cards(frame), *page.findChildren(QLabel), *page.findChildren(QAbstractButton)]
    parts += page.findChildren(QLineEdit)
    seen = [one for one in parts if one.isVisible() and one.window() is frame.window]
    return [QRect(one.mapTo(frame.window, QPoint(0, 0)), one.size()) for one in seen if not isinstance(one, QLabel)]


def test_each_choice_has_a_title_and_is_one_button_as_a_whole(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    assert stranger.find("welcome.brand").isVisible()
    for card in cards(stranger):
        interface = QAccessible.queryAccessibleInterface(card)
        assert interface.role() is QAccessible.Role.Button
        words = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
        assert words == [card.text(), card.accessibleDescription()]
        assert interface.text(QAccessible.Text.Name) == card.text() != ""
        inside = [child for child in card.findChildren(QWidget) if child.focusPolicy() is not Qt.FocusPolicy.NoFocus]
        assert inside == [], "one Tab stop"
        card.clicked.disconnect()
        pressed = QSignalSpy(card.clicked)
        corners = (card.rect().center(), QPoint(30, 30), QPoint(card.width() - 30, card.height() - 12))
        for at in corners:
            target = stranger.window.childAt(card.mapTo(stranger.window, at))
            assert target is card, "no part of it keeps the mouse for itself"
            QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=at)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            QTest.keyClick(card, key)
        assert pressed.count() == 6


@pytest.mark.parametrize("language", ["en", "fa"])
def test_nothing_moves_while_it_works(stranger: Frame, qtbot: QtBot, language: str) -> None:
    stranger.change_settings(replace(stranger.session.settings, language=language))
    show(stranger, qtbot)
    before = places(stranger)
    cards(stranger)[0].click()
    assert stranger.asked == ["try"] and places(stranger) == before
    assert child_of(cards(stranger)[0], QProgressBar).isVisible()
    stranger.finish(None)
    assert places(stranger) == before
    fill(stranger)
    before = places(stranger)
    stranger.find("welcome.sign_in", QAbstractButton).click()
    assert places(stranger) == before
    stranger.finish(None)
    assert places(stranger) == before


def test_esc_leads_back_from_signing_in_to_where_it_began(stranger: Frame, qtbot: QtBot) -> None:
    show(stranger, qtbot)
    for name in ("address", "user", "password"):
        stranger.find("welcome.connect", ChoiceCard).click()
        assert not cards(stranger)[0].isVisible()
        editor(stranger, name).setFocus()
        QTest.keyClick(editor(stranger, name), Qt.Key.Key_Escape)
        assert cards(stranger)[0].isVisible() and not editor(stranger, "user").isVisible()
        assert QApplication.focusWidget() is stranger.find("welcome.connect")


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
