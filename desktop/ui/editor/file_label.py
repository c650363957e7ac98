"""A file's name on one line: where room is short its beginning is cut, never its ending."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.labels import ElidedLabel
from desktop.ui.language.bidi import close_isolates, file_name, isolate_line, join_name, name_parts


class FileLabel(ElidedLabel):
    """The ending says what a file is and does, so that it is always seen; the tooltip has the whole name."""

    def __init__(self, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__("", role, parent=parent)
        self._stem = self._ending = ""

    def show_name(self, name: str) -> None:
        """Show the file called `name`."""
        self._stem, self._ending = name_parts(name)
        self.setText(file_name(name))

    def fitting(self, width: int) -> str:
        """The whole name, or its beginning, an ellipsis and the ending."""
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self.text()) <= width:
            return self.text()
        room = max(width - metrics.horizontalAdvance(self._ending), 0)
        stem = metrics.elidedText(isolate_line(self._stem), Qt.TextElideMode.ElideRight, room)
        return join_name(close_isolates(stem), self._ending)
