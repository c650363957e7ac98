"""Pictures that came with messages, decoded within bounds: whoever sent one may mean harm or have a large camera."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from desktop.domain.tickets import Attachment, DownloadState

FORMATS = frozenset({b"png", b"jpeg", b"gif", b"webp", b"bmp"})
"""What is decoded, by what the bytes are and not by a name. No SVG: it is a program in a language of its own."""
MOST_PIXELS, MOST_EDGE = 40_000_000, 20_000
_ALLOCATION_MB = 256
_ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"})


def may_be_picture(attachment: Attachment) -> bool:
    """Whether it is worth looking into a file that is here; what it really is only its bytes say."""
    named = attachment.media_type.startswith("image/") or Path(attachment.name).suffix.lower() in _ENDINGS
    is_here = attachment.download_state is DownloadState.DOWNLOADED and bool(attachment.sha256)
    return named and is_here and "svg" not in attachment.media_type


def decoded(path: Path, most: QSize) -> QImage | None:
    """The first picture in a file, at most so large and upright; None for anything else. For a worker thread.

    A picture of more than `MOST_PIXELS` is not decoded.
    """
    QImageReader.setAllocationLimit(_ALLOCATION_MB)
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    if not reader.canRead() or reader.format().data() not in FORMATS:
        return None
    size = reader.size()
    if size.isEmpty() or max(size.width(), size.height()) > MOST_EDGE or size.width() * size.height() > MOST_PIXELS:
        return None
    reader.setAutoTransform(True)
    is_turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    room = most.transposed() if is_turned else most
    if size.width() > room.width() or size.height() > room.height():
        scaled = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        # a thin line must not vanish
        reader.setScaledSize(scaled.expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image
