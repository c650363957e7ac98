"""The files of what is being written, below it, as tiles in two columns."""

from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.domain.operations import File
from desktop.ui.editor.file_tile import FileTile, file_icon
from desktop.ui.editor.thumbnails import Thumbnails
from desktop.ui.editor.tray import Tray
from desktop.ui.kit import theme
from desktop.ui.session import Session

__all__ = ["FileTray", "file_icon"]


class FileTray(Tray):
    """Shows the files of what is being written."""

    columns = 2

    def __init__(self, session: Session) -> None:
        super().__init__(theme.SPACE_2)
        self._formats = session.formats
        self._thumbnails = Thumbnails(session, self)

    def show_files(self, files: tuple[File, ...]) -> None:
        """Show these; tiles that stay keep their focus."""
        self.show_rows(files, self._tile)

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(self.tr("Attachments, %Ln file(s)", None, len(self._tiles)))

    def _tile(self, file: File) -> tuple[QWidget, QAbstractButton]:
        tile = FileTile(file, self._formats, self._thumbnails, is_compact=not self.shows_all)
        return tile, tile.remove
