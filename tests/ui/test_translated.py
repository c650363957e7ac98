"""The base of widgets with words: retranslated once when constructed and at every change, never while half built."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit.translated import Translated


def send(widget: QWidget, kind: QEvent.Type) -> None:
    QApplication.sendEvent(widget, QEvent(kind))


class Greeting(Translated, QLabel):
    """Counts its calls; Qt's events reach it before its field is there."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.calls: list[str] = []
        send(self, QEvent.Type.LanguageChange)
        self.setStyleSheet("color: green")  # sends a StyleChange
        self.name = name

    def retranslate(self) -> None:
        self.calls.append(f"words of {self.name}")

    def apply_theme(self) -> None:
        self.calls.append(f"theme of {self.name}")


class LongGreeting(Greeting):
    """Needs more than its base class when it is translated."""

    def __init__(self) -> None:
        super().__init__("base")
        self.more = "more"

    def retranslate(self) -> None:
        super().retranslate()
        self.calls.append(self.more)


class SameGreeting(LongGreeting):
    """Has no constructor of its own."""


class NoConstructor(Translated, QLabel):
    """Takes the constructor of the Qt class."""

    def retranslate(self) -> None:
        self.setText("translated")


def test_events_during_construction_are_left_out_and_one_call_follows(qtbot: QtBot) -> None:
    greeting = Greeting("Sara")
    qtbot.addWidget(greeting)
    assert greeting.calls == ["words of Sara"]


def test_a_language_change_retranslates_once(qtbot: QtBot) -> None:
    greeting = Greeting("Sara")
    qtbot.addWidget(greeting)
    send(greeting, QEvent.Type.LanguageChange)
    assert greeting.calls == ["words of Sara"] * 2


def test_a_style_change_applies_the_theme_only(qtbot: QtBot) -> None:
    greeting = Greeting("Sara")
    qtbot.addWidget(greeting)
    send(greeting, QEvent.Type.StyleChange)
    assert greeting.calls == ["words of Sara", "theme of Sara"]


def test_a_subclass_is_whole_when_its_base_is_translated(qtbot: QtBot) -> None:
    for kind in (LongGreeting, SameGreeting):
        greeting = kind()
        qtbot.addWidget(greeting)
        assert greeting.calls == ["words of base", "more"], kind


def test_a_class_without_a_constructor_is_translated(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    label = NoConstructor("given", parent)
    assert (label.text(), label.parent()) == ("translated", parent)


def test_hidden_children_are_retranslated_once_by_qt(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    child = Greeting("Sara", parent)
    child.hide()
    send(parent, QEvent.Type.LanguageChange)
    assert child.calls == ["words of Sara"] * 2


def test_a_constructor_that_fails_translates_nothing(qtbot: QtBot) -> None:
    calls: list[str] = []

    class Failing(Translated, QLabel):
        def __init__(self) -> None:
            super().__init__()
            raise LookupError

        def retranslate(self) -> None:
            calls.append("translated")

    with pytest.raises(LookupError):
        Failing()
    assert calls == []
