"""The ground that a message's text stands on."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy

from desktop.domain.tickets import RemoteState, Side
from desktop.ui.kit import theme


class Bubble(QFrame):
    """The ground of a message, with one corner that points to who wrote it."""

    def __init__(self, side: Side) -> None:
        super().__init__()
        self._side = side
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._absence = RemoteState.PRESENT

    def show_absence(self, remote_state: RemoteState) -> None:
        """Grey where support does not have it any more."""
        if remote_state is not self._absence:
            self._absence = remote_state
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        own = self._side is Side.OWN
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        at_right = own != QGuiApplication.isRightToLeft()
        path = QPainterPath()
        path.addRoundedRect(area, theme.RADIUS_CARD, theme.RADIUS_CARD)
        corner = QRectF(area.right() - 16 if at_right else area.left(), area.top(), 16, 16)
        square = QPainterPath()
        square.addRoundedRect(corner, 3, 3)
        path = path.united(square)
        ground = "own_message" if own else "support_message"
        painter.setBrush(look.color(ground if self._absence is RemoteState.PRESENT else "sunken"))
        painter.setPen(Qt.PenStyle.NoPen if own else QPen(look.color("separator"), 1))
        painter.drawPath(path)
