"""One calm dialog for a fault of ours: what is safe, and the details to copy."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import ErrorCode, Problem
from desktop.ui.kit.dialog import Dialog
from desktop.ui.language import texts
from desktop.ui.language.formats import Formats


class FaultDialog(Dialog):
    """Shown without holding anything up; closing it goes on. Copying leaves it open."""

    def __init__(self, details: str, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("fault_dialog")
        self.add_sentence(texts.problem(Problem(ErrorCode.INTERNAL), formats))
        copy = QCoreApplication.translate("FaultDialog", "Copy details")
        self.add_button(copy, partial(QGuiApplication.clipboard().setText, details), icon="copy")
        self.add_button(QCoreApplication.translate("FaultDialog", "Close"), self.accept, "primary", is_default=True)
