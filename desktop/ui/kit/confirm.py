"""Asks before something that cannot be taken back, without holding up the rest of the window."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget, sentence: str, action: str, run: Callable[[], object], *, cancel: str = "") -> QMessageBox:
    """Show `sentence` with a button `action` and one to go back; `run` happens only on `action`."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    do = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    back = box.addButton(QMessageBox.StandardButton.Cancel)
    if cancel:
        back.setText(cancel)
    box.setDefaultButton(back)
    box.setEscapeButton(back)

    def finished(_: int) -> None:
        if box.clickedButton() is do:
            run()

    box.finished.connect(finished)
    box.open()
    return box
