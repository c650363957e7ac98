"""Small pictures of attached images, decoded in the background within bounds."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from desktop.domain.errors import OtetError
from desktop.domain.operations import File
from desktop.ui.kit.image_files import open_image, scale
from desktop.ui.session import Session

_MOST_KEPT = 64


def thumbnail(path: Path, edge: int) -> QImage:
    """Decode the middle of a picture as a square of `edge` pixels; a null image where that is not possible.

    Any thread.
    """
    reader = open_image(path)
    if reader is None:
        return QImage()
    scaled = reader.size().scaled(QSize(edge, edge), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    # a picture of 20,000 by 3 pixels would become a strip of 266,000
    scale(reader, scaled.boundedTo(QSize(64 * edge, 64 * edge)))
    image = reader.read()
    if image.isNull():
        return QImage()
    middle = QRect(0, 0, min(edge, image.width()), min(edge, image.height()))
    middle.moveCenter(image.rect().center())
    return image.copy(middle)


class Thumbnails(QObject):
    """The thumbnails used last, by file. Signals: `came` (str): there is one of the file with this SHA-256 now."""

    came = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._images: OrderedDict[tuple[str, int], QImage | None] = OrderedDict()

    def get(self, file: File, edge: int) -> QImage | None:
        """The thumbnail with that edge in device pixels; None while there is none, which may change (`came`)."""
        key = (file.sha256, edge)
        if not file.media_type.startswith("image/"):
            return None
        if key not in self._images:
            self._images[key] = None
            while len(self._images) > _MOST_KEPT:
                self._images.popitem(last=False)
            path = self._session.services.attachments.path_of(file)
            job: Callable[[], QImage] = partial(thumbnail, path, edge)
            self._session.run(job, partial(self._decoded, key))
        return self._images[key]

    def _decoded(self, key: tuple[str, int], result: QImage | OtetError) -> None:
        if isinstance(result, QImage) and not result.isNull() and isValid(self) and key in self._images:
            self._images[key] = result
            self.came.emit(key[0])
