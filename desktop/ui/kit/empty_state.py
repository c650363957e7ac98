"""What a place says while there is nothing in it: one sentence, one action."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import Label, restyle


class EmptyState(QWidget):
    """A sentence and, where there is something to do, one button."""

    acted = Signal()

    def __init__(self, *, icon: str = "", kind: str = "primary", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label(role="secondary", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = Button("", icon, kind)
        self._button.hide()
        self._button.clicked.connect(self.acted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_6)
        layout.setSpacing(theme.SPACE_4)
        layout.addStretch(1)
        layout.addWidget(self._words)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def set_words(self, sentence: str, action: str = "", *, kind: str | None = None) -> None:
        """The sentence, and the button's word ("" for none) and kind, if that is another one now."""
        if kind is not None and self._button.property("kind") != kind:
            self._button.setProperty("kind", kind)
            restyle(self._button)
        self._words.setText(sentence)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(sentence)
