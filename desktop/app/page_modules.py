"""Imports the pages that the first picture did not need, a little at a time, before somebody asks for them."""

from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Slot

AFTER_MS, BETWEEN_MS = 1000, 20
MODULES = (
    "desktop.domain.references.detection",
    "desktop.ui.kit.combo",
    "desktop.ui.kit.text_area",
    "desktop.ui.editor.evidence_texts",
    "desktop.ui.editor.tray",
    "desktop.ui.tickets.history.row_texts",
    "desktop.ui.tickets.history.filter_bar",
    "desktop.ui.tickets.history.pane",
    "desktop.ui.tickets.thread.body",
    "desktop.ui.tickets.thread.view",
    "desktop.ui.tickets.composer.form",
    "desktop.ui.tickets.page",
    "desktop.ui.wallets.transaction_pane",
    "desktop.ui.wallets.page",
    "desktop.ui.settings.controls",
    "desktop.ui.settings.page",
)
"""Each before what needs it, so that no step is long."""


class PageModules(QObject):
    """Imports one of `MODULES` at each turn of a timer, which ends with the last."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(MODULES)
        self._timer = QTimer(self, interval=AFTER_MS)
        self._timer.timeout.connect(self._import_next)
        self._timer.start()

    @Slot()
    def _import_next(self) -> None:
        import_module(self._left.pop(0))
        if self._left:
            self._timer.setInterval(BETWEEN_MS)
        else:
            self._timer.stop()
