"""Every way in which files come to what is being written: picked, dropped, pasted."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.editor.draft_autosave import DraftAutosave
from desktop.ui.editor.drop_ground import DropGround
from desktop.ui.kit.text_area import TextArea
from desktop.ui.language.formats import Formats


class FileIntake(QObject):
    """Attaches what is dropped anywhere on `host`, and files and pictures that are dropped on or pasted into `area`."""

    def __init__(self, host: QWidget, area: TextArea, formats: Formats, autosave: DraftAutosave) -> None:
        super().__init__(host)
        self._host = host
        self._formats = formats
        self._autosave = autosave
        self._ground = DropGround(host)
        host.setAcceptDrops(True)
        host.installEventFilter(self)
        # a drag over the text is the text's own, and says so all the same
        self._inside = area.viewport()
        self._inside.installEventFilter(self)
        area.files_given.connect(autosave.attach)
        area.image_given.connect(self._attach_picture)

    def pick(self) -> None:
        """Let the user choose files."""
        names, _ = QFileDialog.getOpenFileNames(self._host.window(), self.tr("Attach files"))
        self._autosave.attach([Path(name) for name in names])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept drops of files, and show where they can be dropped."""
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent) and event.mimeData().hasUrls():
            self._ground.set_shown(True)
            event.acceptProposedAction()
            return watched is self._host
        if kind in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._ground.set_shown(False)
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent) and watched is self._host:
            self._autosave.attach([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    def _attach_picture(self, picture: QImage) -> None:
        number = self._formats.now_ms() // 1000 % 1_000_000
        self._autosave.attach_bytes(f"{self.tr('picture')}-{number}.png", partial(_png, picture))


def _png(image: QImage) -> bytes:
    """Pack a picture; not in the window's thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)
    return bytes(buffer.data().data())
