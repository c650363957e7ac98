"""A labelled field whose error stands under it, in words."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.labels import Label, restyle


class Field(QWidget):
    """An editor with its label above and its error below; the label names the editor for a screen reader."""

    def __init__(self, editor: QWidget, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._required = required
        self._label = Label(role="strong")
        self._label.setBuddy(editor)
        self._error = Label(role="error", wrap=True)
        self._error.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_1)
        layout.addWidget(self._label)
        layout.addWidget(editor)
        layout.addWidget(self._error)

    def set_label(self, text: str, required_word: str = "") -> None:
        """The label; a required field gets a star, and `required_word` said to a screen reader."""
        self._label.setText(f"{text} *" if self._required else text)
        self.editor.setAccessibleName(f"{text}, {required_word}" if required_word else text)

    def set_error(self, text: str) -> None:
        """Say what is wrong; "" when it is mended."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        wrong = "true" if text else ""
        if self.editor.property("wrong") != wrong:
            self.editor.setProperty("wrong", wrong)
            restyle(self.editor)

    @property
    def error(self) -> str:
        """What stands under the field."""
        return self._error.text()
