"""Pictures that came with messages."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from desktop.domain.tickets import Attachment, DownloadState
from desktop.ui.kit.image_files import is_turned, open_image, scale

_ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"})


def may_be_picture(attachment: Attachment) -> bool:
    """Whether it is worth looking into a file that is here; what it really is only its bytes say."""
    named = attachment.media_type.startswith("image/") or Path(attachment.name).suffix.lower() in _ENDINGS
    is_here = attachment.download_state is DownloadState.DOWNLOADED and bool(attachment.sha256)
    return named and is_here and "svg" not in attachment.media_type


def decoded(path: Path, most: QSize) -> QImage | None:
    """The first picture in a file, upright and at most of size `most`; None for anything else. For a worker thread."""
    reader = open_image(path)
    if reader is None:
        return None
    size, room = reader.size(), most.transposed() if is_turned(reader) else most
    if size.width() > room.width() or size.height() > room.height():
        scale(reader, size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
