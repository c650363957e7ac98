"""What an older copy of the help desk lacks, and what is to become of it."""

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QVBoxLayout, QWidget

from desktop.domain.tickets import MissingMessage
from desktop.ui.kit import theme
from desktop.ui.kit.labels import Label
from desktop.ui.language.bidi import isolate_line
from desktop.ui.language.formats import Formats

_LONGEST = 80


class RollbackDialog(QDialog):
    """`decided` says whether the missing messages are sent again; closing it leaves everything as it is."""

    decided = Signal(bool)

    def __init__(self, missing: tuple[MissingMessage, ...], formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("rollback_dialog")
        self.setWindowTitle(QCoreApplication.translate("RollbackDialog", "Missing at support"))
        told = Label(wrap=True)
        told.setText(
            QCoreApplication.translate(
                "RollbackDialog",
                "The support server was restored from an older copy, which does not have these messages of yours. "
                "They stay on this computer whatever you choose.",
            )
        )
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(QCoreApplication.translate("RollbackDialog", "Messages missing at support"))
        for one in missing:
            text = " ".join(one.body.split())[:_LONGEST]
            self.list.addItem(f"{formats.date_time(one.created_ms)}  {isolate_line(one.subject)}: {isolate_line(text)}")
        self.again, self.only, self.buttons = self._choices()
        box = QVBoxLayout(self)
        box.setSpacing(theme.SPACE_3)
        box.addWidget(told)
        box.addWidget(self.list, 1)
        box.addWidget(self.buttons)
        self.resize(theme.current().px(560), theme.current().px(360))

    def _choices(self) -> tuple[QWidget, QWidget, QDialogButtonBox]:
        buttons, role = QDialogButtonBox(), QDialogButtonBox.ButtonRole
        again = buttons.addButton(QCoreApplication.translate("RollbackDialog", "Send them again"), role.AcceptRole)
        only = buttons.addButton(QCoreApplication.translate("RollbackDialog", "Keep them here only"), role.ApplyRole)
        later = buttons.addButton(QCoreApplication.translate("RollbackDialog", "Decide later"), role.RejectRole)
        again.clicked.connect(self._send)
        only.clicked.connect(self._keep)
        later.clicked.connect(self.reject)
        return again, only, buttons

    @Slot()
    def _send(self) -> None:
        self.decided.emit(True)
        self.accept()

    @Slot()
    def _keep(self) -> None:
        self.decided.emit(False)
        self.accept()
