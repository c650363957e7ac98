"""List and thread side by side, or one at a time with Back where there is little room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import line
from desktop.ui.kit.translated import Translated

LIST_WIDTH = 340
WIDE = 980
_LEAST_HEIGHT = 120


class Panes(Translated, QWidget):
    """`back_asked` says that the person wants the list. `head` goes out of sight with the list."""

    back_asked = Signal()

    def __init__(self, head: QWidget, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = head
        self._side = side
        self._narrow = False
        self._detail_wanted = False
        self.detail = QStackedWidget()
        self.back = Button(icon="arrow-left", kind="quiet")
        self.back.clicked.connect(self.back_asked)
        self._main = QWidget()
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.detail, 1)
        self._line = line(upright=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._line)
        row.addWidget(self._main, 1)
        # these give way where large text leaves little room: what is above them has no scroll bar
        self.setMinimumHeight(_LEAST_HEIGHT)
        self._fold()

    def hasHeightForWidth(self) -> bool:
        """No: a layout that asks for it forgets the minimum height."""
        return False

    @property
    def is_narrow(self) -> bool:
        """Whether only one of the two is seen."""
        return self._narrow

    @property
    def shows_detail_alone(self) -> bool:
        """Whether the list is out of sight."""
        return self._narrow and self._detail_wanted

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold as the window allows."""
        super().resizeEvent(event)
        if self._lacks_room() != self._narrow:
            self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        """Text size may have changed out of sight."""
        super().showEvent(event)
        self._fold()

    def show_detail(self, wanted: bool) -> None:
        """Which of the two is seen where only one fits."""
        if wanted != self._detail_wanted:
            self._detail_wanted = wanted
            self._fold()

    def retranslate(self) -> None:
        """Write Back for the reader."""
        self.back.setText(self.tr("Back"))
        self.back.setAccessibleName(self.tr("Back to the list"))

    def apply_theme(self) -> None:
        self._fold()

    def _lacks_room(self) -> bool:
        """Whether list and detail, at this size of text, do not fit side by side."""
        return self.window().width() < theme.current().px(WIDE)

    def _fold(self) -> None:
        self._narrow = self._lacks_room()
        alone = self.shows_detail_alone
        self._side.setVisible(not alone)
        self._line.setVisible(not self._narrow)
        self._main.setVisible(not self._narrow or alone)
        self.back.setVisible(alone)
        if self._narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        else:
            self._side.setFixedWidth(min(theme.current().px(LIST_WIDTH), 480))
        self._head.setVisible(not alone)
