"""How to sign in as an agent of the demo: address, user and password, each to be copied."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import Label
from desktop.ui.platform.external_links import open_web

_WIDTH = 440


class AgentsDialog(QDialog):
    """Shown without holding anything up; stays until it is closed."""

    def __init__(self, url: str, user: str, password: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("agents_dialog")
        self.setWindowTitle(QCoreApplication.translate("AgentsDialog", "Agents’ page of the demo"))
        told = Label(wrap=True)
        told.setText(
            QCoreApplication.translate(
                "AgentsDialog",
                "Answer as support: open this page in a browser and sign in as an agent. "
                "It can be reached from this computer only.",
            )
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE_2)
        self._grid.setVerticalSpacing(theme.SPACE_2)
        self._add("address", QCoreApplication.translate("AgentsDialog", "Address"), url)
        self._add("user", QCoreApplication.translate("AgentsDialog", "User"), user)
        self._add("password", QCoreApplication.translate("AgentsDialog", "Password"), password)
        close = Button(QCoreApplication.translate("AgentsDialog", "Close"))
        close.clicked.connect(self.reject)
        browse = Button(QCoreApplication.translate("AgentsDialog", "Open in the browser"), kind="primary")
        browse.setObjectName("agents_dialog.open")
        browse.clicked.connect(partial(open_web, url))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(browse)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_6)
        box.setSpacing(theme.SPACE_4)
        box.addWidget(told)
        box.addLayout(self._grid)
        box.addLayout(foot)
        self.setMinimumWidth(min(theme.current().px(_WIDTH), parent.width()))

    def _add(self, name: str, label: str, value: str) -> None:
        row = self._grid.rowCount()
        shown = QLineEdit(value)
        shown.setObjectName(f"agents_dialog.{name}")
        shown.setReadOnly(True)
        shown.setAccessibleName(label)
        # addresses, users and passwords are read from left to right in every language
        shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        shown.setCursorPosition(0)
        copy = Button(QCoreApplication.translate("AgentsDialog", "Copy"), "copy")
        copy.setObjectName(f"agents_dialog.copy_{name}")
        copy.setAccessibleName(QCoreApplication.translate("AgentsDialog", "Copy: {label}").format(label=label))
        copy.clicked.connect(partial(_copy, value))
        self._grid.addWidget(Label(label, "secondary"), row, 0)
        self._grid.addWidget(shown, row, 1)
        self._grid.addWidget(copy, row, 2)


def _copy(value: str) -> None:
    QGuiApplication.clipboard().setText(value)
