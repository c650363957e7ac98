"""What an older copy of the help desk lacks, and what is to become of it."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.tickets import MissingMessage
from desktop.ui.kit.dialog import Dialog
from desktop.ui.language.bidi import isolate_line
from desktop.ui.language.formats import Formats

_LONGEST = 80
_WIDTH = 560


class RollbackDialog(Dialog):
    """Closing it leaves everything as it is. Signals: `decided`, whether the missing messages are sent again."""

    decided = Signal(bool)

    def __init__(self, missing: tuple[MissingMessage, ...], formats: Formats, parent: QWidget) -> None:
        title = QCoreApplication.translate("RollbackDialog", "Missing at support")
        super().__init__(parent, title, width=_WIDTH)
        self.setObjectName("rollback_dialog")
        self.add_sentence(
            QCoreApplication.translate(
                "RollbackDialog",
                "The support server was restored from an older copy, which does not have these messages of yours. "
                "They stay on this computer whatever you choose.",
            )
        )
        for one in missing:
            text = isolate_line(" ".join(one.body.split())[:_LONGEST])
            words = f"{formats.date_time(one.created_ms)}  {isolate_line(one.subject)}: {text}"
            self.add_sentence(words, "secondary")
        later = QCoreApplication.translate("RollbackDialog", "Decide later")
        self.add_button(later, self.reject, is_default=True)
        only = QCoreApplication.translate("RollbackDialog", "Keep them here only")
        self.add_button(only, partial(self._decide, False))
        again = QCoreApplication.translate("RollbackDialog", "Send them again")
        self.add_button(again, partial(self._decide, True), "primary")

    def _decide(self, send_again: bool) -> None:
        self.decided.emit(send_again)
        self.accept()
