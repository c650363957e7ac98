"""A drop-down that a scrolling wheel on its way down the page does not change, and that tells what it has to cut."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent, Qt, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget

from desktop.ui.language.formats import tip

_AIR = 8


class Combo(QComboBox):
    """Takes the wheel only while it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentTextChanged.connect(self.update_tooltip)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update_tooltip()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update_tooltip()

    def width_for(self, text: str) -> int:
        """How wide it has to be to show all of `text`."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words = QSize(self.fontMetrics().horizontalAdvance(text) + _AIR, self.fontMetrics().height())
        return self.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, words, self).width()

    def update_tooltip(self) -> None:
        """Have the tooltip show the text where it is cut; needed after a change without signals."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        is_cut = self.fontMetrics().horizontalAdvance(self.currentText()) > room
        self.setToolTip(tip(self.currentText() if is_cut else ""))
