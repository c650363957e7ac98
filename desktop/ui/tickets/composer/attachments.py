"""The composer's attachments: the limits told before, files picked or dropped, and what went wrong with which."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.editor.draft_autosave import DraftAutosave
from desktop.ui.editor.file_problems import FileProblems
from desktop.ui.editor.file_tray import FileTray
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import Label
from desktop.ui.session import Session


class Attachments(QWidget):
    """Shows the files of the keeper's draft and lets the person add and remove them."""

    def __init__(self, session: Session, keeper: DraftAutosave, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = keeper
        self.attach = Button(icon="paperclip")
        self.attach.setObjectName("composer.attach")
        self._limits = Label(role="caption", wrap=True)
        self._copying = Label(role="caption")
        self.tray = FileTray(session.formats)
        self.tray.setObjectName("composer.attachments")
        self.tray.removed.connect(keeper.detach)
        self.problems = FileProblems(session.formats)
        self.problems.read.connect(keeper.forget_file_problems)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_3)
        head.addWidget(self.attach)
        head.addWidget(self._limits, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE_1)
        box.addLayout(head)
        for widget in (self.tray, self._copying, self.problems):
            box.addWidget(widget)
        keeper.updated.connect(self._show)
        self.retell()

    def retell(self) -> None:
        """Write everything for the reader, with the help desk's limits of now."""
        info, formats = self._session.info, self._session.formats
        words = self.tr("Up to {count} files, {size} each. You can also drop files here or paste a picture.")
        count = formats.number(info.attachments_per_message)
        self._limits.setText(words.format(count=count, size=formats.size(info.attachment_limit_bytes)))
        self.attach.setText(self.tr("Attach files"))
        self.attach.setAccessibleDescription(self._limits.text())
        self._copying.setText(self.tr("Copying…"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retell()
        super().changeEvent(event)

    def _show(self) -> None:
        draft = self._keeper.draft
        self.tray.show_files(draft.files if draft is not None else ())
        self._copying.setVisible(self._keeper.is_copying)
        self.problems.show_problems([(item.name, item.problem) for item in self._keeper.file_problems])
        self.attach.setEnabled(draft is not None)
