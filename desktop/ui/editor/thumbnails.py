"""Small pictures of attached images, decoded in the background within bounds."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader
from shiboken6 import isValid

from desktop.domain.errors import OtetError
from desktop.domain.operations import File
from desktop.ui.session import Session

FORMATS = {
    "image/png": b"png",
    "image/jpeg": b"jpeg",
    "image/webp": b"webp",
    "image/gif": b"gif",
    "image/bmp": b"bmp",
}
"""What is decoded, each by its own decoder, whatever else the bytes may look like."""
MOST_BYTES, MOST_PIXELS = 32 << 20, 24_000_000
_MOST_KEPT = 64


def thumbnail(path: Path, media_type: str, edge: int) -> QImage:
    """Decode the middle of a picture as a square of `edge` pixels; a null image where that is not possible.

    Any thread. Files over `MOST_BYTES` and pictures over `MOST_PIXELS` are not decoded at all.
    """
    kind = FORMATS.get(media_type)
    try:
        is_too_large = path.stat().st_size > MOST_BYTES
    except OSError:
        return QImage()
    if kind is None or is_too_large:
        return QImage()
    reader = QImageReader(str(path), kind)
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return QImage()
    scaled = size.scaled(QSize(edge, edge), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    # a picture of 20,000 by 3 pixels would become a strip of 266,000
    reader.setScaledSize(scaled.boundedTo(QSize(64 * edge, 64 * edge)))
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
        if file.media_type not in FORMATS:
            return None
        if key not in self._images:
            self._images[key] = None
            while len(self._images) > _MOST_KEPT:
                self._images.popitem(last=False)
            path = self._session.services.attachments.path_of(file)
            job: Callable[[], QImage] = partial(thumbnail, path, file.media_type, edge)
            self._session.run(job, partial(self._decoded, key))
        return self._images[key]

    def _decoded(self, key: tuple[str, int], result: QImage | OtetError) -> None:
        if isinstance(result, QImage) and not result.isNull() and isValid(self) and key in self._images:
            self._images[key] = result
            self.came.emit(key[0])
