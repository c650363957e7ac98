"""How sync stands: a shape and up to two lines of words, and a press to try now."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import icons, theme
from desktop.ui.kit.buttons import PaintedButton
from desktop.ui.language.formats import tip

_ICON = 16
_HEIGHT = 44


class SyncState(PaintedButton):
    """Its text is the state in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = "refresh-cw"
        self._ink = "text_secondary"
        self._narrow = False

    def show_state(self, words: str, icon: str, ink: str, hint: str) -> None:
        """Show the words with an icon in the colour of token `ink`; `hint` says what a press does."""
        self._icon, self._ink = icon, ink
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(hint)
        self.setToolTip(tip(f"{words}\n{hint}" if hint else words))
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon only; the words are in the tooltip."""
        self._narrow = narrow
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.SIDEBAR_ITEM_HEIGHT, theme.current().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("hover"))
            painter.drawRoundedRect(self.rect(), theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
        edge = now.px(_ICON)
        # in line with the icons of the entries above, which are larger
        left = (self.width() - edge) / 2 if self._narrow else theme.SPACE_3 + (now.px(theme.ICON) - edge) / 2
        right_to_left = self.isRightToLeft()
        place = QRectF(self.width() - left - edge if right_to_left else left, (self.height() - edge) / 2, edge, edge)
        icons.paint(painter, self._icon, place, self._ink)
        if self._narrow:
            return
        start = theme.SPACE_3 + now.px(theme.ICON) + theme.SPACE_2
        room = QRect(0 if right_to_left else start, 0, self.width() - start, self.height())
        painter.setFont(now.font("caption"))
        painter.setPen(now.color(self._ink))
        side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(room, int(flags) | int(Qt.TextFlag.TextWordWrap), self.text())
