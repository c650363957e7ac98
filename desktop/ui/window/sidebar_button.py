"""One entry of the sidebar: an icon, a word, and a count of what waits there."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import icons, theme
from desktop.ui.kit.buttons import PaintedButton
from desktop.ui.kit.key_names import key_text
from desktop.ui.language.formats import ltr, tip

_BADGE = 20


class SidebarButton(PaintedButton):
    """Selection is a filled row; the count is a filled pill, or a dot where only icons fit.

    `keys` ("" for none) are those of `QKeySequence` that do the same as a press; the tooltip names them.
    """

    def __init__(self, icon: str, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._key = ltr(key_text(keys)) if keys else ""
        self._count = ""
        self._narrow = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon only; the word becomes the tooltip."""
        self._narrow = narrow
        self._name()
        self.updateGeometry()
        self.update()

    def set_words(self, text: str, count: str = "", spoken: str = "") -> None:
        """The word, the count as shown ("" for none), and how a screen reader says both."""
        self._count = count
        self.setText(text)
        self.setAccessibleName(spoken or text)
        self._name()
        self.update()

    def _name(self) -> None:
        self.setToolTip(tip("  ".join(part for part in (self.text() if self._narrow else "", self._key) if part)))

    def sizeHint(self) -> QSize:
        return QSize(theme.SIDEBAR_ITEM_HEIGHT, theme.current().px(theme.SIDEBAR_ITEM_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.SIDEBAR_ITEM_HEIGHT, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        ink = "on_selection" if self.isChecked() else "text"
        edge = now.px(theme.ICON)
        area = QRectF(self.rect())
        left = (area.width() - edge) / 2 if self._narrow else float(theme.SPACE_3)
        place = self._turned(QRectF(left, (area.height() - edge) / 2, edge, edge))
        icons.paint(painter, self._icon, place, ink)
        if self._narrow:
            if self._count:
                self._paint_dot(painter, place)
            return
        taken = self._paint_count(painter)
        start = left + edge + theme.SPACE_2
        room = self._turned(QRectF(start, 0, area.width() - start - theme.SPACE_2 - taken, area.height()))
        painter.setPen(now.color(ink))
        painter.setFont(now.font("body", medium=self.isChecked()))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, words)

    def _paint_ground(self, painter: QPainter) -> None:
        if not self.isChecked() and not self.underMouse():
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color("selection" if self.isChecked() else "hover"))
        painter.drawRoundedRect(self.rect(), theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)

    def _paint_count(self, painter: QPainter) -> float:
        if not self._count:
            return 0.0
        now = theme.current()
        painter.setFont(now.font("caption", tabular=True, medium=True))
        high = now.px(_BADGE)
        wide = max(high, painter.fontMetrics().horizontalAdvance(self._count) + theme.SPACE_3)
        right = self.width() - theme.SPACE_2
        pill = self._turned(QRectF(right - wide, (self.height() - high) / 2, wide, high))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("accent"))
        painter.drawRoundedRect(pill, high / 2, high / 2)
        painter.setPen(now.color("on_accent"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._count)
        return wide + theme.SPACE_2

    def _paint_dot(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color("accent"))
        corner = place.topLeft() if self.isRightToLeft() else place.topRight()
        painter.drawEllipse(corner, 5, 5)

    def _turned(self, place: QRectF) -> QRectF:
        if self.isRightToLeft():
            place.moveLeft(self.width() - place.left() - place.width())
        return place
