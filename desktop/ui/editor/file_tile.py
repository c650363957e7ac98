"""A file of what is being written, as a tile: its picture or icon, name and size, and a button that takes it off."""

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.domain.operations import File
from desktop.ui.editor.file_label import FileLabel
from desktop.ui.editor.thumbnails import Thumbnails
from desktop.ui.editor.tray import RemoveButton
from desktop.ui.kit import icons, theme
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.language.bidi import file_name
from desktop.ui.language.formats import Formats

PICTURE, _SMALL = 40, 24
_RADIUS = 6


def file_icon(media_type: str) -> str:
    """The icon for a kind of file."""
    if media_type.startswith("image/"):
        return "image"
    if media_type.startswith("video/"):
        return "film"
    if any(word in media_type for word in ("zip", "compressed", "tar", "rar")):
        return "file-archive"
    return "file-text" if media_type.startswith("text/") or media_type == "application/pdf" else "file"


class FileTile(Translated, QFrame):
    """`remove` is the button; what it does is up to the tray. A compact tile has one line and a smaller picture."""

    def __init__(self, file: File, formats: Formats, thumbnails: Thumbnails, *, is_compact: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "tile")
        self._file = file
        self._formats = formats
        self.picture = _Picture(file, thumbnails, _SMALL if is_compact else PICTURE)
        self._name = FileLabel("strong")
        self._size = Label(role="caption")
        self.remove = RemoveButton("x", color="text_secondary")
        ways = QBoxLayout.Direction
        words = QBoxLayout(ways.LeftToRight if is_compact else ways.TopToBottom)
        words.setSpacing(theme.SPACE_2 if is_compact else 0)
        air = 0 if is_compact else theme.SPACE_2
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.SPACE_2, air, 0 if is_compact else theme.SPACE_1, air)
        box.setSpacing(theme.SPACE_2 if is_compact else theme.SPACE_3)
        box.addWidget(self.picture)
        box.addLayout(words, 1)
        if not is_compact:
            words.addStretch(1)
        words.addWidget(self._name, 1 if is_compact else 0)
        words.addWidget(self._size)
        if not is_compact:
            words.addStretch(1)
        box.addWidget(self.remove)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def retranslate(self) -> None:
        """Write name, size and the button's name for the reader."""
        name = file_name(self._file.name)
        self._name.show_name(self._file.name)
        self._size.setText(self._formats.size(self._file.size))
        self.remove.set_name(self.tr("Remove {name}").format(name=name))
        self.setAccessibleName(f"{name}, {self._size.text()}")


class _Picture(QWidget):
    """The thumbnail with round corners, or until there is one the icon for the kind of file."""

    def __init__(self, file: File, thumbnails: Thumbnails, size: int) -> None:
        super().__init__()
        self._size = size
        self._file = file
        self._thumbnails = thumbnails
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        thumbnails.came.connect(self._show_thumbnail)

    def sizeHint(self) -> QSize:
        edge = theme.current().px(self._size)
        return QSize(edge, edge)

    @Slot(str)
    def _show_thumbnail(self, sha256: str) -> None:
        if sha256 == self._file.sha256:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        image = self._thumbnails.get(self._file, round(self.width() * self.devicePixelRatioF()))
        ground = QPainterPath()
        ground.addRoundedRect(box, _RADIUS, _RADIUS)
        painter.fillPath(ground, theme.current().color("surface"))
        if image is None:
            edge = min(theme.current().px(theme.ICON), self.width() - 4)
            place = QRectF(0, 0, edge, edge)
            place.moveCenter(box.center())
            icons.paint(painter, file_icon(self._file.media_type), place, "text_secondary")
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(ground)
        size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(box.center())
        painter.drawImage(place, image)
