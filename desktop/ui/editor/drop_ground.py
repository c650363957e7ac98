"""What shows that files which are dragged over a form can be dropped there."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import icons, theme
from desktop.ui.kit.translated import Translated

_INSET, _LINE, _TINT = 8, 2, 0.9
"""Pixels to the form's edge and of the frame, and how much of the form the ground hides."""


class DropGround(Translated, QWidget):
    """Lies over `host` while it is shown, with a frame and one sentence; drags and clicks go through it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        host.installEventFilter(self)

    def set_shown(self, shown: bool) -> None:
        """Show it over everything in the form, or hide it."""
        if shown:
            self.setGeometry(self._host.rect())
            self.raise_()
        self.setVisible(shown)

    def retranslate(self) -> None:
        self._words = self.tr("Drop files here to attach them")
        self.setAccessibleName(self._words)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._host.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        scheme = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = scheme.color("own_message")
        ground.setAlphaF(_TINT)
        painter.setPen(QPen(scheme.color("accent"), _LINE, Qt.PenStyle.DashLine))
        painter.setBrush(ground)
        box = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        painter.drawRoundedRect(box, theme.RADIUS_CARD, theme.RADIUS_CARD)
        painter.setFont(scheme.font("row"))
        painter.setPen(scheme.color("accent_text"))
        edge = scheme.px(theme.ICON)
        words = painter.fontMetrics().boundingRect(self._words)
        # one above the other where there is room, else the words alone
        is_tall = box.height() > 3 * edge + words.height()
        room = box.adjusted(0, edge if is_tall else 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        if is_tall:
            place = QRectF(0, 0, edge, edge)
            place.moveCenter(room.center())
            place.moveBottom(room.center().y() - words.height())
            icons.paint(painter, "paperclip", place, "accent_text")
