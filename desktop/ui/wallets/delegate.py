"""Paints a wallet's row: its number and network, and its balance as the thing to see."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.kit import theme
from desktop.ui.kit.row_ground import paint_row_ground
from desktop.ui.language.formats import Formats

Index = QModelIndex | QPersistentModelIndex
LINES = Qt.ItemDataRole.UserRole


class WalletRows(QStyledItemDelegate):
    """The row's name, network and figure come under the role `LINES`."""

    def __init__(self, formats: Formats, parent: QObject) -> None:
        super().__init__(parent)
        self._formats = formats
        self.width: int | None = None
        """How wide each item is where they stand side by side; None where they stand in a column."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        now = theme.current()
        return QSize(self.width if self.width is not None else now.px(208), now.px(64))

    def least_width(self, lines: tuple[str, str, str]) -> int:
        """The width that shows an item's name, network and figure whole."""
        now = theme.current()
        name, network, figure = lines
        small, large = QFontMetrics(now.font("caption")), QFontMetrics(now.font("row", tabular=True))
        upper = small.horizontalAdvance(name) + (small.horizontalAdvance(network) + theme.SPACE_2 if network else 0)
        return max(upper, large.horizontalAdvance(figure)) + 2 * self._air + 2

    @property
    def _air(self) -> int:
        return theme.SPACE_3 if self.width is None else theme.SPACE_2

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        lines = index.data(LINES)
        if not lines:
            return
        name, network, figure = lines
        now = theme.current()
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = paint_row_ground(painter, rect, option.state, 2)
        inside = rect.adjusted(self._air, theme.SPACE_3, -self._air, -theme.SPACE_3)
        near = Qt.AlignmentFlag.AlignRight if self._formats.is_rtl else Qt.AlignmentFlag.AlignLeft
        far = Qt.AlignmentFlag.AlignLeft if self._formats.is_rtl else Qt.AlignmentFlag.AlignRight
        absolute = Qt.AlignmentFlag.AlignAbsolute
        painter.setFont(now.font("caption"))
        painter.setPen(now.color("on_selection" if chosen else "text_secondary"))
        painter.drawText(inside, absolute | far | Qt.AlignmentFlag.AlignTop, network)
        room = inside.width() - (painter.fontMetrics().horizontalAdvance(network) + theme.SPACE_2 if network else 0)
        painter.drawText(inside, absolute | near | Qt.AlignmentFlag.AlignTop, self._fit(painter, name, room))
        painter.setFont(now.font("row", tabular=True))
        painter.setPen(now.color("on_selection" if chosen else "text"))
        figure = self._fit(painter, figure, inside.width())
        painter.drawText(inside, absolute | near | Qt.AlignmentFlag.AlignBottom, figure)
        painter.restore()

    @staticmethod
    def _fit(painter: QPainter, words: str, room: int) -> str:
        return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
