"""An attachment of a message: what it is, where its bytes are, and what can be done with them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.errors import OtetError
from desktop.domain.executables import runs_code
from desktop.domain.file_names import clean_name
from desktop.domain.tickets import Attachment, DownloadState
from desktop.ui.editor.file_label import FileLabel
from desktop.ui.editor.file_tray import file_icon
from desktop.ui.kit import icons, theme
from desktop.ui.kit.buttons import IconButton
from desktop.ui.kit.labels import Label
from desktop.ui.language import texts
from desktop.ui.language.bidi import file_name
from desktop.ui.platform.external_links import open_folder
from desktop.ui.session import Session
from desktop.ui.signals import Notice, Toast, retranslatable
from desktop.ui.tickets.thread.picture_button import PictureButton
from desktop.ui.tickets.thread.picture_viewer import show_picture
from desktop.ui.tickets.thread.pictures import may_be_picture

_NARROW = 360
"""What large text leaves of a bubble in the smallest window, in pixels."""


class AttachmentTile(QFrame):
    """Never opens a file by itself: it fetches, and saves where the person says."""

    def __init__(self, session: Session, attachment: Attachment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "tile")
        self._session = session
        self._attachment = attachment
        self._picture = QLabel()
        self._name = FileLabel("strong")
        self._facts = Label(role="caption", wrap=True)
        self.button = IconButton("download")
        self.button.clicked.connect(self.act)
        # nested before they are filled: Qt for Python keeps objects of the others' items
        column, box, words = QVBoxLayout(self), QHBoxLayout(), QVBoxLayout()
        column.addLayout(box)
        box.addSpacing(theme.SPACE_2)
        box.addWidget(self._picture)
        box.addLayout(words, 1)
        column.setContentsMargins(theme.SPACE_1, theme.SPACE_1, theme.SPACE_1, theme.SPACE_1)
        column.setSpacing(theme.SPACE_1)
        box.setSpacing(theme.SPACE_2)
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        box.addWidget(self.button)
        self._column = column
        self.shown_picture: PictureButton | None = None
        self.setMinimumWidth(min(theme.current().px(240), _NARROW))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.show_attachment(attachment)

    def show_attachment(self, attachment: Attachment) -> None:
        """Show how it stands with this file."""
        self._attachment = attachment
        name = file_name(attachment.name)
        size = self._session.formats.size(attachment.size)
        edge = theme.current().px(theme.ICON)
        self._picture.setPixmap(icons.pixmap(file_icon(attachment.media_type), "text_secondary", edge, 2.0))
        self._name.show_name(attachment.name)
        state = self._state()
        parts = [size, state, self.tr("Can run programs") if runs_code(attachment.name, attachment.media_type) else ""]
        self._facts.setText(" · ".join(part for part in parts if part))
        self.button.setIcon(icons.icon("save" if self.is_here else "download"))
        self.button.setEnabled(attachment.download_state is not DownloadState.REQUESTED)
        action = self.tr("Save {name} as…") if self.is_here else self.tr("Download {name}")
        self.button.set_name(action.format(name=name))
        self.setAccessibleName(f"{name}, {self._facts.text()}")
        self._show_picture()

    @property
    def attachment(self) -> Attachment:
        """The file that is shown."""
        return self._attachment

    @property
    def is_here(self) -> bool:
        """Whether its bytes are on this computer."""
        return self._attachment.download_state is DownloadState.DOWNLOADED

    def _show_picture(self) -> None:
        if self.shown_picture is None and may_be_picture(self._attachment):
            self.shown_picture = PictureButton(self._session, self)
            self.shown_picture.setFocusPolicy(self.button.focusPolicy())
            self.shown_picture.clicked.connect(self.view)
            self._column.insertWidget(0, self.shown_picture, 0, Qt.AlignmentFlag.AlignLeading)
        if self.shown_picture is not None:
            self.shown_picture.show_attachment(self._attachment)

    @property
    def buttons(self) -> list[QAbstractButton]:
        """What can be pressed, from top to bottom."""
        return [self.button] if self.shown_picture is None else [self.shown_picture, self.button]

    @Slot()
    def view(self) -> None:
        """Show the picture large."""
        show_picture(self._session, self._attachment, self._save_as, self.window())

    @property
    def sentence(self) -> str:
        """The tile read aloud."""
        return self.accessibleName()

    def _state(self) -> str:
        return {
            DownloadState.NOT_DOWNLOADED: self.tr("Not downloaded"),
            DownloadState.REQUESTED: self.tr("Downloading…"),
            DownloadState.DOWNLOADED: self.tr("On this computer"),
            DownloadState.FAILED: self.tr("Could not be downloaded"),
        }[self._attachment.download_state]

    @Slot()
    def act(self) -> None:
        """Ask where to save a file that is here; have any other one fetched."""
        if self.is_here:
            self._save_as()
            return
        try:
            self._session.services.attachments.request(self._attachment.id)
        except OtetError as error:
            self._session.signals.notice.emit(Notice("disk", error.problem))

    def _save_as(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        start = str(Path(folder) / clean_name(self._attachment.name))
        name, _ = QFileDialog.getSaveFileName(self.window(), self.tr("Save as"), start)
        if name:
            self.save(Path(name))

    def save(self, target: Path) -> None:
        """Copy the bytes to `target`, which the person has just named; a toast tells how it went."""
        attachments, attachment = self._session.services.attachments, self._attachment
        done = partial(_saved, self._session, lambda: (self.tr("Saved {name}"), self.tr("Show in folder")))
        # the file dialog has asked about a file that is there already
        self._session.run(lambda: attachments.save_as(attachment, target, replace=target.exists()), done)


def _saved(session: Session, said: Callable[[], tuple[str, str]], result: Path | OtetError) -> None:
    def toast() -> Toast:
        if isinstance(result, OtetError):
            return Toast(texts.problem(result.problem, session.formats), seconds=10)
        words, action = said()
        return Toast(words.format(name=file_name(result.name)), action, partial(open_folder, result.parent))

    session.signals.toast.emit(retranslatable(toast))
