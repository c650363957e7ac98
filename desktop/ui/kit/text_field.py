"""A field for one line of text."""

from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit

from desktop.ui.kit.menus import open_context_menu


class TextField(QLineEdit):
    """A QLineEdit whose context menu has the app's look."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        open_context_menu(self, event)
