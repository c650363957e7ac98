"""Caret and selection in mixed text, moved by real keys: what is typed, taken and deleted is what one sees."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.kit.text_area import TextArea
from tests.ui.frame import Frame
from tests.ui.helpdesk_client import type_text

MIXED = "مبلغ 250.00 USD رسید"
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def persian(frame: Frame) -> Iterator[Frame]:
    frame.change_settings(replace(frame.session.settings, language="fa"))
    yield frame


@pytest.fixture(params=[QLineEdit, TextArea], ids=["line", "area"])
def editor(persian: Frame, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[QLineEdit | TextArea]:
    made = request.param()
    qtbot.addWidget(made)
    made.resize(500, 80)
    made.show()
    made.setFocus()
    yield made


def text(editor: QLineEdit | TextArea) -> str:
    return editor.text()


def caret(editor: QLineEdit | TextArea) -> int:
    return editor.cursorPosition() if isinstance(editor, QLineEdit) else editor.caret()


def caret_x(editor: QLineEdit | TextArea) -> int:
    editor.grab()  # a line edit scrolls as it paints
    if isinstance(editor, QLineEdit):
        x: int = editor.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center().x()
        return x
    return editor.cursorRect().center().x()


def selected(editor: QLineEdit | TextArea) -> str:
    return editor.selectedText() if isinstance(editor, QLineEdit) else editor.textCursor().selectedText()


def press(editor: QLineEdit | TextArea, key: Qt.Key, modifiers: Qt.KeyboardModifier, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(editor, key, modifiers)


NONE = Qt.KeyboardModifier.NoModifier


def test_typing_goes_in_order_and_deletes_what_was_typed_last(editor: QLineEdit | TextArea) -> None:
    type_text(editor, MIXED)
    assert text(editor) == MIXED
    assert caret(editor) == len(MIXED)
    press(editor, Qt.Key.Key_Backspace, NONE, 4)
    assert text(editor) == "مبلغ 250.00 USD "
    press(editor, Qt.Key.Key_Backspace, NONE, 4)
    assert text(editor) == "مبلغ 250.00 "


def test_a_persian_text_begins_at_the_right_and_the_caret_goes_left(editor: QLineEdit | TextArea) -> None:
    type_text(editor, "س")
    first = caret_x(editor)
    assert first > editor.width() / 2
    type_text(editor, "لام")
    assert caret_x(editor) < first


def test_home_end_and_words_stand_where_the_text_begins_and_ends(editor: QLineEdit | TextArea) -> None:
    type_text(editor, MIXED)
    end = caret_x(editor)
    press(editor, Qt.Key.Key_Home, NONE)
    assert caret(editor) == 0
    assert caret_x(editor) > end, "the beginning is at the right"
    press(editor, Qt.Key.Key_Left, CONTROL)
    assert caret(editor) == len("مبلغ "), "left is on in a text that goes left"
    press(editor, Qt.Key.Key_End, NONE)
    assert caret(editor) == len(MIXED)
    press(editor, Qt.Key.Key_Right, NONE)
    assert caret(editor) == len(MIXED) - 1


def test_every_place_is_reached_by_the_arrow_keys(editor: QLineEdit | TextArea) -> None:
    type_text(editor, MIXED)
    seen = {caret(editor)}
    for _ in range(3 * len(MIXED)):
        press(editor, Qt.Key.Key_Right, NONE)
        seen.add(caret(editor))
    assert seen == set(range(len(MIXED) + 1))
    assert caret(editor) == 0


def test_a_selection_is_a_run_of_the_text(editor: QLineEdit | TextArea) -> None:
    type_text(editor, MIXED)
    press(editor, Qt.Key.Key_Home, NONE)
    press(editor, Qt.Key.Key_Left, SHIFT, 4)
    assert selected(editor) == "مبلغ"
    press(editor, Qt.Key.Key_Home, NONE)
    press(editor, Qt.Key.Key_End, SHIFT)
    assert selected(editor) == MIXED
    press(editor, Qt.Key.Key_Home, NONE)
    press(editor, Qt.Key.Key_Left, CONTROL)
    press(editor, Qt.Key.Key_Left, CONTROL | SHIFT, 2)
    assert MIXED[5:].startswith(selected(editor).strip()) and selected(editor).strip()
    type_text(editor, "۱")
    assert text(editor).startswith("مبلغ ۱")


def test_a_zwnj_is_one_step_and_one_deletion(editor: QLineEdit | TextArea) -> None:
    type_text(editor, "می\u200cخواهم")
    press(editor, Qt.Key.Key_Backspace, NONE, len("خواهم"))
    assert text(editor) == "می\u200c"
    press(editor, Qt.Key.Key_Backspace, NONE)
    assert text(editor) == "می"


def test_what_is_copied_is_what_was_typed(editor: QLineEdit | TextArea, qtbot: QtBot) -> None:
    type_text(editor, MIXED)
    QTest.keySequence(editor, QKeySequence(QKeySequence.StandardKey.SelectAll))
    QTest.keySequence(editor, QKeySequence(QKeySequence.StandardKey.Copy))
    press(editor, Qt.Key.Key_End, NONE)
    QTest.keySequence(editor, QKeySequence(QKeySequence.StandardKey.Paste))
    assert text(editor) == MIXED * 2
