"""The headings between messages: a day, and what is new."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.labels import Label

NEW_HEIGHT = 32
_AIR = 12


class DayPill(Label):
    """A day's name in the middle of the column, on a ground of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "caption", parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContentsMargins(_AIR, theme.SPACE_1, _AIR, theme.SPACE_1)
        self.opacity = 1.0

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        width = min(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 2 * _AIR, self.width())
        box = QRectF((self.width() - width) / 2, 0, width, self.height()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self.opacity)
        painter.setPen(QPen(look.color("separator"), 1))
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(look.color("text_secondary"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class NewLine(Label):
    """Says between two hairlines that what follows was not read before the ticket was opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "caption", parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(theme.current().px(NEW_HEIGHT), NEW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, middle = theme.current(), self.height() // 2
        half = QFontMetrics(self.font()).horizontalAdvance(self.text()) // 2 + theme.SPACE_3
        painter = QPainter(self)
        painter.fillRect(0, middle, self.width() // 2 - half, 1, look.color("accent"))
        painter.fillRect(self.width() // 2 + half, middle, self.width() // 2 - half, 1, look.color("accent"))
        painter.setPen(look.color("accent_text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
