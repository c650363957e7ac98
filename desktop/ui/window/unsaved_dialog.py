"""Asked before the app ends with a text that the disk refuses: copy it, go on, or quit all the same."""

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.domain.drafts import Draft


class UnsavedDialog(QMessageBox):
    """`quit_asked` says that the user quits, or does what `leave` names, without the text."""

    quit_asked = Signal()

    def __init__(self, texts: tuple[Draft, ...], parent: QWidget, leave: str = "") -> None:
        super().__init__(parent)
        self._texts = texts
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("unsaved_dialog")
        self.setIcon(QMessageBox.Icon.Warning)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(QCoreApplication.translate("UnsavedDialog", "Not saved: the disk does not take what you wrote."))
        self.setInformativeText(
            QCoreApplication.translate(
                "UnsavedDialog", "It is only in this window. Copy it or free some space before you quit."
            )
        )
        self._copy = self.addButton(
            QCoreApplication.translate("UnsavedDialog", "Copy the text"), QMessageBox.ButtonRole.ActionRole
        )
        # a message box closes at any button; copying is no reason to
        self._copy.clicked.disconnect()
        self._copy.clicked.connect(self._copy_texts)
        words = leave or QCoreApplication.translate("UnsavedDialog", "Quit without it")
        leaving = self.addButton(words, QMessageBox.ButtonRole.DestructiveRole)
        leaving.clicked.connect(self.quit_asked)
        stay = self.addButton(
            QCoreApplication.translate("UnsavedDialog", "Go on writing"), QMessageBox.ButtonRole.RejectRole
        )
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)

    @Slot()
    def _copy_texts(self) -> None:
        parts = ("\n\n".join(part for part in (draft.subject, draft.body) if part) for draft in self._texts)
        QGuiApplication.clipboard().setText("\n\n".join(parts))
