"""A page's content in a column that stays readable on wide windows, what is left over empty on both sides."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import theme

GUTTER = theme.SPACE_6
"""What a page leaves free on its left and right, as margins of its content."""


class Column(QWidget):
    """Holds `content`, centred, at most `most` pixels wide between its gutters; `most` follows the text-size setting.

    No layout: margins of one, made for the width before, would keep the column from becoming narrower.
    """

    def __init__(self, content: QWidget, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._content = content
        self._most = most
        content.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_most(self, most: int) -> None:
        """Let the column be that wide from now on."""
        if most != self._most:
            self._most = most
            self.updateGeometry()
            self._place()

    def heightForWidth(self, width: int) -> int:
        """What the content needs in a window of that width."""
        inner = self._inner_width(width)
        needed = self._content.heightForWidth(inner)
        least = self._content.minimumSizeHint().height()
        return max(needed if needed >= 0 else self._content.sizeHint().height(), least)

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._content.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.StyleChange}:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _inner_width(self, width: int) -> int:
        return min(width, theme.current().px(self._most) + 2 * GUTTER)

    def _place(self) -> None:
        width = self._inner_width(self.width())
        self._content.setGeometry(QRect((self.width() - width) // 2, 0, width, self.height()))
