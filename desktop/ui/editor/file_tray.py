"""The files of what is being written, below it: names, sizes, and a button that takes each off."""

from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QWidget

from desktop.domain.operations import File
from desktop.ui.editor.file_label import FileLabel
from desktop.ui.editor.tray import RemoveButton, Tray
from desktop.ui.kit import icons, theme
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.language.bidi import file_name
from desktop.ui.language.formats import Formats

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


class FileTray(Tray):
    """Shows the files of what is being written."""

    def __init__(self, formats: Formats) -> None:
        super().__init__(0)
        self._formats = formats

    def show_files(self, files: tuple[File, ...]) -> None:
        """Show these; rows that stay keep their focus."""
        self.show_rows(files, self._row)

    def row_height(self, row: QWidget) -> int:
        """The same for each."""
        return theme.current().px(ROW_HEIGHT)

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(self.tr("Attachments, %Ln file(s)", None, len(self._rows)))

    def _row(self, file: File) -> tuple[QWidget, QAbstractButton]:
        row = _Row(file, self._formats)
        return row, row.remove


class _Row(Translated, QWidget):
    def __init__(self, file: File, formats: Formats) -> None:
        super().__init__()
        self._file = file
        self._formats = formats
        self._picture = QLabel()
        self._name = FileLabel()
        self._size = Label(role="caption")
        self.remove = RemoveButton("x", color="text_secondary")
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.SPACE_1, 0, 0, 0)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self._picture)
        box.addWidget(self._name, 1)
        box.addWidget(self._size)
        box.addWidget(self.remove)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take the picture from the theme."""
        edge = theme.current().px(18)
        self._picture.setPixmap(icons.pixmap(file_icon(self._file.media_type), "text_secondary", edge, 2.0))

    def retranslate(self) -> None:
        """Write name, size and the button's name for the reader."""
        self._name.show_name(self._file.name)
        self._size.setText(self._formats.size(self._file.size))
        self.remove.set_name(self.tr("Remove {name}").format(name=file_name(self._file.name)))
