"""The files of what is being written: names, sizes, a way to take each off, and what could not be attached."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.operations import File
from desktop.ui.editor.file_label import FileLabel
from desktop.ui.kit import icons, theme
from desktop.ui.kit.buttons import IconButton
from desktop.ui.kit.labels import Label
from desktop.ui.language.bidi import file_name
from desktop.ui.language.formats import Formats

SHOWN_ROWS = 3
ROW_HEIGHT = 36


def file_icon(media_type: str) -> str:
    """The icon for a kind of file."""
    if media_type.startswith("image/"):
        return "image"
    if media_type.startswith("video/"):
        return "film"
    if any(word in media_type for word in ("zip", "compressed", "tar", "rar")):
        return "file-archive"
    return "file-text" if media_type.startswith("text/") or media_type == "application/pdf" else "file"


class FileTray(QScrollArea):
    """Up to three rows are seen at once, more scroll. `removed` carries a place in the list."""

    removed = Signal(int)

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._files: tuple[File, ...] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows: list[_Row] = []
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.show_files(())

    def show_files(self, files: tuple[File, ...]) -> None:
        """Show these; rows that stay keep their focus."""
        if files != self._files or len(files) != len(self._rows):
            focused = next((at for at, row in enumerate(self._rows) if row.remove.hasFocus()), -1)
            self._rebuild(files)
            if focused >= 0 and self._rows:
                self._rows[min(focused, len(self._rows) - 1)].remove.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(bool(files))
        words = self.tr("Attachments, %Ln file(s)", None, len(files))
        self.setAccessibleName(words)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again in another language or size."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            for row in self._rows:
                row.retell(self._formats)
            self._fit()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the rows need."""
        super().showEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as its rows, up to three."""
        return QSize(super().sizeHint().width(), self._height())

    def _rebuild(self, files: tuple[File, ...]) -> None:
        for row in self._rows:
            self._box.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._files = files
        self._rows = []
        for place, file in enumerate(files):
            row = _Row(file, self._formats)
            row.remove.clicked.connect(partial(self.removed.emit, place))
            self._box.insertWidget(place, row)
            self._rows.append(row)
        self._fit()

    def _height(self) -> int:
        return theme.current().px(ROW_HEIGHT) * min(len(self._rows), SHOWN_ROWS)

    def _fit(self) -> None:
        self.setFixedHeight(self._height())


class _Row(QWidget):
    def __init__(self, file: File, formats: Formats) -> None:
        super().__init__()
        self._file = file
        self._picture = QLabel()
        self._name = FileLabel()
        self._size = Label(role="caption")
        self.remove = _Remove("x", color="text_secondary")
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.SPACE_1, 0, 0, 0)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self._picture)
        box.addWidget(self._name, 1)
        box.addWidget(self._size)
        box.addWidget(self.remove)
        self.retell(formats)

    def retell(self, formats: Formats) -> None:
        """Write name, size and the button's name for the reader."""
        edge = theme.current().px(18)
        self._picture.setPixmap(icons.pixmap(file_icon(self._file.media_type), "text_secondary", edge, 2.0))
        self._name.show_name(self._file.name)
        self._size.setText(formats.size(self._file.size))
        self.remove.set_name(self.tr("Remove {name}").format(name=file_name(self._file.name)))


class _Remove(IconButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
            return
        super().keyPressEvent(event)
