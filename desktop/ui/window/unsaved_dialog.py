"""Asked before the app ends with a text that the disk refuses: copy it, go on, or quit all the same."""

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.drafts import Draft
from desktop.ui.kit.dialog import Dialog

_WIDTH = 500


class UnsavedDialog(Dialog):
    """Copying leaves it open. Signals: `quit_asked`, the user quits, or does what `leave` names, without the text."""

    quit_asked = Signal()

    def __init__(self, texts: tuple[Draft, ...], parent: QWidget, leave: str = "") -> None:
        super().__init__(parent, QCoreApplication.translate("UnsavedDialog", "Not saved"), width=_WIDTH)
        self._texts = texts
        self.setObjectName("unsaved_dialog")
        self.add_sentence(
            QCoreApplication.translate(
                "UnsavedDialog",
                "The disk does not take what you wrote, so it is only in this window. "
                "Copy it or free some space before you quit.",
            )
        )
        self.add_button(QCoreApplication.translate("UnsavedDialog", "Copy the text"), self._copy_texts, icon="copy")
        words = leave or QCoreApplication.translate("UnsavedDialog", "Quit without it")
        self.add_button(words, self._leave, "danger")
        stay = QCoreApplication.translate("UnsavedDialog", "Go on writing")
        self.add_button(stay, self.reject, is_default=True)

    @Slot()
    def _leave(self) -> None:
        self.accept()
        self.quit_asked.emit()

    @Slot()
    def _copy_texts(self) -> None:
        parts = ("\n\n".join(part for part in (draft.subject, draft.body) if part) for draft in self._texts)
        QGuiApplication.clipboard().setText("\n\n".join(parts))
