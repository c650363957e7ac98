"""An icon that stands beside words and says nothing by itself."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import icons, theme


class IconView(QWidget):
    """Icon `name` in the colour token `ink`, `edge` pixels wide at 100 % text size."""

    def __init__(self, name: str, ink: str = "text", edge: int = theme.ICON, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._ink, self._edge = name, ink, edge
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        edge = theme.current().px(self._edge)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = self.sizeHint().width()
        place = QRectF((self.width() - edge) / 2, (self.height() - edge) / 2, edge, edge)
        icons.paint(QPainter(self), self._name, place, self._ink)
