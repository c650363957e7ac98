"""What a screen reader is told of buttons that stay down and of titles, and what they do when it presses them."""

import gc
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.ui.kit import accessible_roles
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.card import Card
from desktop.ui.kit.labels import Label
from tests.ui.frame import Frame

Role, Name = QAccessible.Role, QAccessible.Text.Name


@pytest.fixture(autouse=True)
def screen_reader() -> Iterator[None]:
    accessible_roles.install()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def press(widget: QWidget) -> None:
    actions = QAccessible.queryAccessibleInterface(widget).actionInterface()
    actions.doAction(actions.actionNames()[0])
    QApplication.processEvents()


def test_an_entry_of_the_sidebar_is_a_tab_and_pressing_it_shows_its_page(frame: Frame) -> None:
    frame.window.show()
    entry = frame.find("sidebar.wallets")
    spoken = QAccessible.queryAccessibleInterface(entry)
    assert (spoken.role(), spoken.text(Name)) == (Role.PageTab, "Wallets")
    assert not spoken.state().selected
    press(entry)
    assert frame.window.pages.current == "wallets"
    assert QAccessible.queryAccessibleInterface(entry).state().selected
    press(entry)
    assert frame.window.pages.current == "wallets"
    assert QAccessible.queryAccessibleInterface(entry).state().selected, "a second press changes nothing"


def test_one_of_several_choices_is_a_radio_button_that_does_what_it_says(frame: Frame) -> None:
    frame.window.show()
    frame.window.show_page("wallets")
    page = frame.window.pages.wallets
    by_line = next(
        button for button in page.findChildren(QAbstractButton) if button.isCheckable() and not button.isChecked()
        and button.group() is not None
    )  # fmt: skip
    clicks: list[bool] = []
    by_line.clicked.connect(lambda: clicks.append(True))
    assert QAccessible.queryAccessibleInterface(by_line).role() == Role.RadioButton
    press(by_line)
    assert clicks == [True]
    assert QAccessible.queryAccessibleInterface(by_line).state().checked


def test_a_button_that_stays_down_is_told_with_its_state() -> None:
    button = Button("More")
    button.setCheckable(True)
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(True))
    spoken = QAccessible.queryAccessibleInterface(button)
    assert (spoken.role(), spoken.text(Name), bool(spoken.state().checked)) == (Role.CheckBox, "More", False)
    press(button)
    assert clicks == [True]
    button.setEnabled(False)
    assert QAccessible.queryAccessibleInterface(button).actionInterface().actionNames() == []


def test_titles_are_headings_and_other_labels_are_not(frame: Frame) -> None:
    frame.window.show_page("settings")
    title = next(
        label for label in frame.window.pages.settings.findChildren(Label) if label.property("role") == "title"
    )
    spoken = QAccessible.queryAccessibleInterface(title)
    assert (spoken.role(), spoken.text(Name)) == (Role.Heading, "Settings")
    body = Label("Some words")
    assert QAccessible.queryAccessibleInterface(body).role() == Role.StaticText


def test_what_is_told_goes_with_its_button() -> None:
    """Buttons come and go at the same addresses; each is told with its own words."""
    for number in range(50):
        button = Button(f"More {number}")
        button.setCheckable(True)
        assert QAccessible.queryAccessibleInterface(button).text(Name) == f"More {number}"
        shiboken6.delete(button)
        gc.collect()


def test_a_card_without_a_note_has_no_empty_label() -> None:
    card = Card()
    card.set_title("Verification")
    card.show()
    assert [label.text() for label in card.findChildren(Label) if label.isVisible()] == ["Verification"]
    card.set_note("in your time")
    assert [label.text() for label in card.findChildren(Label) if label.isVisible()] == ["Verification", "in your time"]
    card.close()
