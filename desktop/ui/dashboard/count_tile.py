"""A count with its word, as one button."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import PaintedButton


class Tile(PaintedButton):
    """Large figure above, word below; a figure that asks for attention is bold and green, and says so by its word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = ""
        self._stands_out = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_count(self, figure: str, words: str, *, stands_out: bool, spoken: str = "") -> None:
        """Show a figure in the reader's digits; `spoken` is what a screen reader says in its place."""
        self._figure = figure
        self._stands_out = stands_out
        self.setText(words)
        self.setAccessibleName(f"{words}: {spoken or figure}")
        self.update()

    @property
    def figure(self) -> str:
        """The figure as it is written."""
        return self._figure

    def sizeHint(self) -> QSize:
        now = theme.current()
        words = QFontMetrics(now.font("caption")).horizontalAdvance(self.text())
        return QSize(words + 2 * theme.SPACE_3, now.px(64))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(72), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("hover" if self.underMouse() else "sunken"))
        painter.drawRoundedRect(self.rect(), theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
        inside = QRectF(self.rect()).adjusted(theme.SPACE_3, theme.SPACE_2, -theme.SPACE_3, -theme.SPACE_2)
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        side |= Qt.AlignmentFlag.AlignAbsolute
        painter.setFont(now.font("title" if self._stands_out else "section", tabular=True))
        painter.setPen(now.color("accent_text" if self._stands_out else "text"))
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignTop, self._figure)
        painter.setFont(now.font("caption", medium=self._stands_out))
        painter.setPen(now.color("text" if self._stands_out else "text_secondary"))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(inside.width()))
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignBottom, words)
