"""Gives the parts of a window the style sheet of the theme."""

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import theme


class StyledParts(QObject):
    """The widgets of one window that carry the style sheet and get another one with the theme.

    What lies within such a widget inherits its style sheet, its menus and dialogs included.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        theme.follow(self.restyle)

    def add(self, part: QWidget) -> None:
        """Style a part that is whole and has its parent: at each change of parent Qt would style it once more."""
        if part not in self._parts:
            self._parts.append(part)
        style(part)

    def restyle(self) -> None:
        """Put the style sheet of the theme in force on every part."""
        self._parts = [part for part in self._parts if shiboken6.isValid(part)]
        for part in self._parts:
            style(part)


def style(part: QWidget) -> None:
    """Have a widget and what lies within it wear the style sheet of the theme in force."""
    sheet = theme.current().style_sheet()
    if part.styleSheet() != sheet:
        part.setStyleSheet(sheet)
