"""A switch whose words may take more than one line."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.labels import Label


class CheckRow(QWidget):
    """`check` is the control; a press on its words presses it too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = QCheckBox()
        self._words = Label(wrap=True)
        self._words.setBuddy(self.check)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_2)
        layout.addWidget(self.check, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)

    def set_words(self, words: str) -> None:
        """What it switches; also its name for a screen reader."""
        self._words.setText(words)
        self.check.setAccessibleName(words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside:
            self.check.click()
        super().mouseReleaseEvent(event)
