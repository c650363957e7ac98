"""Opens picture files within bounds: whoever sent one may mean harm or have a large camera. Any thread."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImageIOHandler, QImageReader

FORMATS = frozenset({b"png", b"jpeg", b"gif", b"webp", b"bmp"})
"""What is decoded, by what the bytes are and not by a name. No SVG: it is a program in a language of its own."""
MOST_PIXELS, MOST_EDGE = 40_000_000, 20_000
_ALLOCATION_MB = 256


def open_image(path: Path) -> QImageReader | None:
    """A reader for the first picture in a file, turned upright; None for what is no picture or too large a one."""
    QImageReader.setAllocationLimit(_ALLOCATION_MB)
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    if not reader.canRead() or reader.format().data() not in FORMATS:
        return None
    size = reader.size()
    if size.isEmpty() or max(size.width(), size.height()) > MOST_EDGE or size.width() * size.height() > MOST_PIXELS:
        return None
    reader.setAutoTransform(True)
    return reader


def is_turned(reader: QImageReader) -> bool:
    """Whether width and height change places when the picture is turned upright."""
    return bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)


def scale(reader: QImageReader, size: QSize) -> None:
    """Have it decoded at that size, at least one pixel each way: a thin line does not vanish."""
    reader.setScaledSize(size.expandedTo(QSize(1, 1)))
