"""The report of a crash: to be read, copied, or found in its folder."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import Label
from desktop.ui.platform.external_links import open_folder


class CrashDialog(QDialog):
    """Shown without holding anything up. The report holds names of code only, nothing that the user wrote."""

    def __init__(self, report: Path, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._report = report
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("crash_dialog")
        self.setWindowTitle(QCoreApplication.translate("CrashDialog", "Report of the unexpected end"))
        told = Label(wrap=True)
        told.setText(
            QCoreApplication.translate(
                "CrashDialog",
                "This is what the app was doing when it ended. Nothing that you wrote is in it. "
                "Send it to those who look after the app if this happens again.",
            )
        )
        self._shown = QPlainTextEdit(text)
        self._shown.setReadOnly(True)
        self._shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._shown.setAccessibleName(self.windowTitle())
        copy = Button(QCoreApplication.translate("CrashDialog", "Copy the report"), "copy")
        copy.setObjectName("crash_dialog.copy")
        copy.clicked.connect(self._copy)
        folder = Button(QCoreApplication.translate("CrashDialog", "Open its folder"))
        folder.clicked.connect(self._open_folder)
        close = Button(QCoreApplication.translate("CrashDialog", "Close"), kind="primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(copy)
        foot.addWidget(folder)
        foot.addStretch(1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_6)
        box.setSpacing(theme.SPACE_4)
        box.addWidget(told)
        box.addWidget(self._shown, 1)
        box.addLayout(foot)
        self.resize(min(theme.current().px(600), parent.width()), min(theme.current().px(420), parent.height()))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)

    @Slot()
    def _open_folder(self) -> None:
        open_folder(self._report.parent)
