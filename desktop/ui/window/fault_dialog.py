"""One calm dialog for a fault of ours: what is safe, and the details to copy."""

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.domain.errors import ErrorCode, Problem
from desktop.ui.language import texts
from desktop.ui.language.formats import Formats


class FaultDialog(QMessageBox):
    """Shown without holding anything up; closing it goes on."""

    def __init__(self, details: str, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self._details = details
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("fault_dialog")
        self.setIcon(QMessageBox.Icon.Warning)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(QCoreApplication.translate("FaultDialog", "Otet Desk"))
        self.setText(texts.problem(Problem(ErrorCode.INTERNAL), formats))
        self._copy = self.addButton(
            QCoreApplication.translate("FaultDialog", "Copy details"), QMessageBox.ButtonRole.ActionRole
        )
        # a message box closes at any button; copying is no reason to
        self._copy.clicked.disconnect()
        self._copy.clicked.connect(self._copy_details)
        self.addButton(QMessageBox.StandardButton.Close)

    @Slot()
    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
