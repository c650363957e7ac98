"""Every way in which files come to what is being written: picked, dropped, pasted."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.kit.text_area import TextArea
from desktop.ui.language.formats import Formats


class FileIntake(QObject):
    """Takes drops anywhere on `host`, and what a text area hands on."""

    def __init__(
        self,
        host: QWidget,
        formats: Formats,
        take_files: Callable[[list[Path]], None],
        take_bytes: Callable[[str, Callable[[], bytes]], None],
    ) -> None:
        super().__init__(host)
        self._host = host
        self._formats = formats
        self._take_files = take_files
        self._take_bytes = take_bytes
        host.setAcceptDrops(True)
        host.installEventFilter(self)

    def serve(self, area: TextArea) -> None:
        """What is dropped on or pasted into `area` and is no text comes here."""
        area.files_given.connect(self._take_files)
        area.image_given.connect(self._take_picture)

    def pick(self) -> None:
        """Let the person choose files."""
        names, _ = QFileDialog.getOpenFileNames(self._host.window(), self.tr("Attach files"))
        self._take_files([Path(name) for name in names])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drops of files are welcome."""
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent) and event.mimeData().hasUrls():
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._take_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    def _take_picture(self, picture: QImage) -> None:
        number = self._formats.now_ms() // 1000 % 1_000_000
        self._take_bytes(f"{self.tr('picture')}-{number}.png", partial(_png, picture))


def _png(image: QImage) -> bytes:
    """Pack a picture; not in the window's thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)
    return bytes(buffer.data().data())
