"""The column that a thread is read in: no wider than one reads with ease, in the middle of what room there is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import theme

COLUMN, BUBBLE = 760, 560
"""The most that the column and a bubble in it take, in pixels at 100 % text."""
GUTTER = theme.SPACE_6


def column_width(width: int) -> int:
    """How wide the column is in a part of the window that is `width` pixels wide."""
    return max(width - 2 * column_left(width), 1)


def column_left(width: int) -> int:
    """How far the column stands from both sides of that part."""
    return max(GUTTER, (width - theme.current().px(COLUMN) + 1) // 2)


class ColumnEdges(QObject):
    """Keeps the contents of parts that stand one under another within the edges of the column.

    Each part has a layout, and is as wide as `around`.
    """

    def __init__(self, around: QWidget, parts: Sequence[QWidget]) -> None:
        super().__init__(around)
        self._around = around
        self._parts = parts
        around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.StyleChange):
            side = column_left(self._around.width())
            for part in self._parts:
                layout = part.layout()
                if layout is not None:
                    now = layout.contentsMargins()
                    layout.setContentsMargins(side, now.top(), side, now.bottom())
        return False
