"""A drop-down with the app's own list, which a wheel on its way down the page does not change."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QMouseEvent, QResizeEvent, Qt, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget
from shiboken6 import isValid

from desktop.ui.language.formats import tip

if TYPE_CHECKING:
    from desktop.ui.kit.choice_list import ChoiceList

_AIR = 8


class Combo(QComboBox):
    """Takes the wheel only while it has the focus; its tooltip tells what it has to cut.

    A press, Space, F4, and Alt with an arrow open its list.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._list: ChoiceList | None = None
        self.currentTextChanged.connect(self.update_tooltip)

    @property
    def open_list(self) -> "ChoiceList | None":
        """The list of choices while it is open."""
        return self._list if self._list is not None and isValid(self._list) and self._list.isVisible() else None

    def showPopup(self) -> None:
        """Open the list under the field."""
        if self.count() == 0 or self.open_list is not None:
            return
        from desktop.ui.kit.choice_list import ChoiceList

        self._list = ChoiceList(self)
        self._list.picked.connect(self._take)
        self._list.open()

    def hidePopup(self) -> None:
        """Close the list."""
        if (shown := self.open_list) is not None:
            shown.close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list; Qt would also make the one that is not used."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.showPopup()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _take(self, row: int) -> None:
        self.setCurrentIndex(row)
        self.activated.emit(row)

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
