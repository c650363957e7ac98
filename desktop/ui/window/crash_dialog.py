"""The report of a crash: to be read, copied, or found in its folder."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.dialog import Dialog
from desktop.ui.kit.menus import open_context_menu
from desktop.ui.kit.scroll_bars import overlay_scroll_bars
from desktop.ui.platform.external_links import open_folder

_WIDTH = 600
_HEIGHT, _LEAST = 200, 80
_REST = 320
"""Of a low window's height: what stands around the report, so that only the report scrolls."""


class CrashDialog(Dialog):
    """Shown without holding anything up. The report holds names of code only, nothing that the user wrote."""

    def __init__(self, report: Path, text: str, parent: QWidget) -> None:
        title = QCoreApplication.translate("CrashDialog", "Report of the unexpected end")
        super().__init__(parent, title, width=_WIDTH)
        self.setObjectName("crash_dialog")
        self.add_sentence(
            QCoreApplication.translate(
                "CrashDialog",
                "This is what the app was doing when it ended. Nothing that you wrote is in it. "
                "Send it to those who look after the app if this happens again.",
            )
        )
        shown = _Report(text)
        shown.setObjectName("crash_dialog.report")
        shown.setReadOnly(True)
        overlay_scroll_bars(shown)
        shown.setTabChangesFocus(True)
        shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        shown.setAccessibleName(title)
        shown.setFixedHeight(max(_LEAST, min(theme.current().px(_HEIGHT), parent.window().height() - _REST)))
        self.body.addWidget(shown)
        copy = QCoreApplication.translate("CrashDialog", "Copy the report")
        self.add_button(copy, partial(QGuiApplication.clipboard().setText, text), icon="copy").setObjectName(
            "crash_dialog.copy"
        )
        self.add_button(
            QCoreApplication.translate("CrashDialog", "Open its folder"), partial(open_folder, report.parent)
        )
        self.add_button(QCoreApplication.translate("CrashDialog", "Close"), self.accept, "primary", is_default=True)


class _Report(QPlainTextEdit):
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        open_context_menu(self, event)
