"""The palette of commands and tickets, the sheet of keys, and the keys themselves."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.tickets import RowKey, RowKind
from desktop.ui.kit.key_names import key_text
from desktop.ui.window.keys_sheet import KeysSheet
from desktop.ui.window.palette import Palette
from tests.ui.frame import Frame, answered_page

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NO = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(frame: Frame) -> Frame:
    for number in (1, 2, 3):
        page = answered_page(number)
        frame.mirror(replace(page, tickets=(replace(page.tickets[0], subject=f"Withdrawal {number}"),)))
    frame.window.resize(1280, 760)
    frame.window.show()
    QApplication.processEvents()
    return frame


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def palette(frame: Frame) -> Palette:
    frame.window.setFocus()
    QTest.keyClick(frame.window, Qt.Key.Key_K, CTRL)
    (found,) = frame.window.findChildren(Palette)
    assert QApplication.focusWidget() is found.field
    return found


def lines(found: Palette) -> list[str]:
    model = found.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def checked(frame: Frame) -> list[str]:
    names = ("dashboard", "helpdesk", "wallets", "settings")
    return [name for name in names if frame.find(f"sidebar.{name}").property("checked")]


def test_a_few_letters_and_enter_go_to_a_page(window: Frame) -> None:
    found = palette(window)
    QTest.keyClicks(found.field, "wal")
    assert lines(found) == ["Wallets"]
    press(Qt.Key.Key_Return)
    assert not found.isVisible()
    assert checked(window) == ["wallets"]


def test_arrows_choose_while_the_letters_go_on(window: Frame) -> None:
    found = palette(window)
    everything = lines(found)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert found.list.currentIndex().row() == 2
    assert found.field.accessibleDescription() == everything[2]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_PageDown)
    assert found.list.currentIndex().row() == min(9, len(everything) - 1)
    QTest.keyClicks(found.field, "set")
    assert lines(found)[0] == "Settings" and found.list.currentIndex().row() == 0


@pytest.mark.parametrize("words", ["2", "#2", "withdrawal 2"])
def test_a_ticket_is_found_by_its_number_and_its_words(window: Frame, qtbot: QtBot, words: str) -> None:
    found = palette(window)
    QTest.keyClicks(found.field, words)
    qtbot.waitUntil(lambda: any("Withdrawal 2" in line for line in lines(found)), timeout=20_000)
    row = next(row for row, line in enumerate(lines(found)) if "Withdrawal 2" in line)
    while found.list.currentIndex().row() < row:
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert checked(window) == ["helpdesk"]
    shown = window.window.pages.helpdesk.thread_view.ticket_id
    assert (
        window.client.services.reads.tickets.rows(window.client.account.id, [RowKey(RowKind.TICKET, str(shown))])[
            RowKey(RowKind.TICKET, str(shown))
        ].number
        == "2"
    )


def test_a_ticket_without_a_subject_has_a_line(window: Frame, qtbot: QtBot) -> None:
    page = answered_page(4)
    window.mirror(replace(page, tickets=(replace(page.tickets[0], subject=" "),)))
    found = palette(window)
    QTest.keyClicks(found.field, page.tickets[0].number)
    qtbot.waitUntil(lambda: "Ticket without a subject" in lines(found))


def test_nothing_found_is_said_and_enter_does_nothing(window: Frame) -> None:
    found = palette(window)
    assert not found.nothing.isVisible()
    QTest.keyClicks(found.field, "zzzzqqq")
    assert lines(found) == [] and found.nothing.isVisible()
    press(Qt.Key.Key_Return)
    assert found.isVisible()
    press(Qt.Key.Key_Escape)
    assert not found.isVisible()


def test_without_an_account_only_the_apps_own_commands_are_there(window: Frame) -> None:
    window.session.account = None
    window.session.signals.account_changed.emit(None)
    found = palette(window)
    assert lines(found) == ["Keyboard shortcuts", "Look for answers now", "Quit"]


def test_the_sheet_names_every_key_that_works(window: Frame) -> None:
    window.window.setFocus()
    QTest.keyClick(window.window, Qt.Key.Key_F1)
    (sheet,) = window.window.findChildren(KeysSheet)
    words = {label.text().strip("\u2066\u2069") for label in sheet.findChildren(QLabel)}
    assert {
        "Ctrl+1",
        "Ctrl+,",
        "Ctrl+N",
        "Ctrl+F",
        "Alt+Down",
        "R",
        "F2",
        "Delete",
        "Ctrl+Enter",
        "Ctrl+K",
        "F1",
    } <= words
    press(Qt.Key.Key_Return)
    assert not sheet.isVisible()


def tickets(frame: Frame, qtbot: QtBot) -> list[RowKey]:
    """The rows of the list, once they are read."""
    frame.window.navigation.show("helpdesk")
    model = frame.window.pages.helpdesk.history.model
    qtbot.waitUntil(lambda: model.rowCount() == 3, timeout=20_000)
    return list(model.keys)


def test_alt_and_arrows_go_from_ticket_to_ticket(window: Frame, qtbot: QtBot) -> None:
    keys, page = tickets(window, qtbot), window.window.pages.helpdesk
    window.window.navigation.open_row(keys[0])
    QTest.keyClick(window.window, Qt.Key.Key_Down, ALT)
    assert page.thread_view.key == keys[1]
    QTest.keyClick(window.window, Qt.Key.Key_Up, ALT)
    assert page.thread_view.key == keys[0]
    QTest.keyClick(window.window, Qt.Key.Key_Up, ALT)
    assert page.thread_view.key == keys[0], "above the first one there is none"


def test_r_replies_and_is_a_letter_where_one_writes(window: Frame, qtbot: QtBot) -> None:
    window.window.navigation.open_row(tickets(window, qtbot)[0])
    reply: QWidget = window.window.pages.helpdesk.thread_view.reply.text
    window.window.pages.helpdesk.history.list.setFocus()
    press(Qt.Key.Key_R)
    assert QApplication.focusWidget() is reply
    QTest.keyClicks(reply, "r?")
    assert window.window.pages.helpdesk.thread_view.reply.text.toPlainText() == "r?"
    assert window.window.findChildren(KeysSheet) == []


def test_keys_are_called_as_they_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    names = ("Ctrl+Return", "Alt+Up", "Ctrl+,", "Del", "?")
    assert [key_text(keys) for keys in names] == ["Ctrl+Enter", "Alt+Up", "Ctrl+,", "Delete", "?"]
