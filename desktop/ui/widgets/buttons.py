"""Buttons with and without words, each with a name for a screen reader."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.ui import icons
from desktop.ui.formats import tip

_ON_KIND = {"primary": "on_accent", "danger": "danger_text", "toast": "toast_action", "link": "accent_text"}


class Button(QPushButton):
    """A button with words, and an icon 8 px before them. Kinds: "", primary, danger, quiet, link."""

    def __init__(self, text: str = "", icon: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            self.setIcon(icons.icon(icon, _ON_KIND.get(kind, "text"), beside_text=True))
            self.setIconSize(icons.size(beside_text=True))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._icon:
            self.setIconSize(icons.size(beside_text=True))


class IconButton(QPushButton):
    """A button that is only an icon; `set_name` gives its tooltip and its name for a screen reader."""

    def __init__(self, icon: str, name: str = "", color: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "icon")
        self.setAutoDefault(False)
        self.setIcon(icons.icon(icon, color))
        self.setIconSize(icons.size())
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """What it does, in words."""
        self.setToolTip(tip(name))
        self.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setIconSize(icons.size())
