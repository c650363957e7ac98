"""The files of a message: the first ones as tiles, the others on request."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.tickets import Attachment
from desktop.ui.kit.buttons import Button
from desktop.ui.session import Session
from desktop.ui.tickets.thread.attachment_tile import AttachmentTile


class AttachmentColumn:
    """Shows the files of one message, and later another's: the tiles are used again.

    `more` asks for more files; it is made when a message first has more of them than are shown.
    """

    def __init__(self, session: Session, column: QVBoxLayout) -> None:
        self._session = session
        self._column = column
        self._tiles: list[AttachmentTile] = []
        self.more: Button | None = None

    @property
    def tiles(self) -> list[AttachmentTile]:
        """The tiles shown."""
        return self._tiles

    @property
    def widgets(self) -> list[QWidget]:
        """All that it shows, from top to bottom."""
        return [*self._tiles, *([self.more] if self.more is not None else [])]

    @property
    def rest_words(self) -> str:
        """What `more` says, "" while it is hidden."""
        return self.more.text() if self.more is not None and not self.more.isHidden() else ""

    def show_files(self, every: tuple[Attachment, ...], count: int) -> int:
        """Show the first `count`; returns how many there are besides."""
        files = every[:count]
        while len(self._tiles) > len(files):
            tile = self._tiles.pop()
            tile.hide()
            tile.deleteLater()
        for place, attachment in enumerate(files):
            if place < len(self._tiles):
                self._tiles[place].show_attachment(attachment)
            else:
                tile = AttachmentTile(self._session, attachment)
                self._column.insertWidget(place, tile)
                # a layout would show it later, and until then it would count for nothing
                tile.show()
                self._tiles.append(tile)
        return len(every) - len(files)

    def show_rest(self, words: str, pressed: Callable[[], object]) -> None:
        """Offer more files in these words; with none, offer nothing."""
        if self.more is None and words:
            self.more = Button(kind="quiet")
            self.more.setObjectName("message.more_files")
            self.more.clicked.connect(pressed)
            self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        if self.more is not None:
            self.more.setText(words)
            self.more.setVisible(bool(words))
