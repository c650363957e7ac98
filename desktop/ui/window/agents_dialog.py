"""How to sign in as an agent of the demo: address, user and password, each to be copied."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.dialog import Dialog
from desktop.ui.kit.labels import Label
from desktop.ui.kit.text_field import TextField
from desktop.ui.platform.external_links import open_web


class AgentsDialog(Dialog):
    """Shown without holding anything up; stays until it is closed."""

    def __init__(self, url: str, user: str, password: str, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("AgentsDialog", "Agents’ page of the demo"))
        self.setObjectName("agents_dialog")
        self.add_sentence(
            QCoreApplication.translate(
                "AgentsDialog",
                "Answer as support: open this page in a browser and sign in as an agent. "
                "It can be reached from this computer only.",
            )
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE_2)
        self._grid.setVerticalSpacing(theme.SPACE_2)
        self.body.addSpacing(theme.SPACE_2)
        self.body.addLayout(self._grid)
        self._add("address", QCoreApplication.translate("AgentsDialog", "Address"), url)
        self._add("user", QCoreApplication.translate("AgentsDialog", "User"), user)
        self._add("password", QCoreApplication.translate("AgentsDialog", "Password"), password)
        self.add_button(QCoreApplication.translate("AgentsDialog", "Close"), self.reject)
        words = QCoreApplication.translate("AgentsDialog", "Open in the browser")
        browse = self.add_button(words, partial(open_web, url), "primary", is_default=True)
        browse.setObjectName("agents_dialog.open")

    def _add(self, name: str, label: str, value: str) -> None:
        row = self._grid.rowCount()
        shown = TextField(value)
        shown.setObjectName(f"agents_dialog.{name}")
        shown.setReadOnly(True)
        shown.setAccessibleName(label)
        # addresses, users and passwords are read from left to right in every language
        shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        shown.setCursorPosition(0)
        copy = Button(QCoreApplication.translate("AgentsDialog", "Copy"), "copy")
        copy.setObjectName(f"agents_dialog.copy_{name}")
        copy.setAccessibleName(QCoreApplication.translate("AgentsDialog", "Copy: {label}").format(label=label))
        copy.clicked.connect(partial(QGuiApplication.clipboard().setText, value))
        self._grid.addWidget(Label(label, "secondary"), row, 0)
        self._grid.addWidget(shown, row, 1)
        self._grid.addWidget(copy, row, 2)
