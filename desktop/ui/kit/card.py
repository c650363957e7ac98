"""A titled ground for one subject, with a word on how fresh it is."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.labels import Label


class Card(QFrame):
    """`body` takes the content; `set_title` and `set_note` fill the line above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._title = Label(role="section", wrap=True)
        self._note = Label(role="caption")
        self._note.hide()
        self._head = QHBoxLayout()
        self._head.setSpacing(theme.SPACE_2)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.SPACE_3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.SPACE_4, theme.SPACE_4, theme.SPACE_4, theme.SPACE_4)
        whole.setSpacing(theme.SPACE_3)
        whole.addLayout(self._head)
        # all the room to the title: a wrapping label that is left its wish breaks earlier than it has to
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._note)
        whole.addLayout(self.body, 1)

    def set_title(self, text: str) -> None:
        """What it is about; also its name for a screen reader."""
        self._title.setText(text)
        self.setAccessibleName(text)

    def show_title(self, shown: bool) -> None:
        """Leave the title's line to screen readers alone, where the content says it."""
        self._title.setVisible(shown)
        self._note.setVisible(shown and bool(self._note.text()))

    def set_note(self, text: str) -> None:
        """A word at the line's end, such as how fresh the figures are."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def add_to_head(self, widget: QWidget) -> None:
        """Put a small control at the end of the title's line."""
        self._head.addWidget(widget)
