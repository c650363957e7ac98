"""A list below the text of what belongs to it, each with a button that takes it off again."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.kit.buttons import IconButton
from desktop.ui.kit.scrolling import ScrollArea
from desktop.ui.kit.translated import Translated

SHOWN_ROWS = 3

T = TypeVar("T")


class RemoveButton(IconButton):
    """A button of a row that Delete and Backspace press, too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
            return
        super().keyPressEvent(event)


class Tray(Translated, ScrollArea):
    """Up to three rows are seen at once, more scroll; hidden while it is empty.

    Signals: `removed` (int): the place in the list of the row whose button was pressed.
    """

    removed = Signal(int)

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self._items: tuple[object, ...] = ()
        self._rows: list[QWidget] = []
        self._buttons: list[QAbstractButton] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        self._box.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.hide()

    def row_height(self, row: QWidget) -> int:
        """The height of a row in pixels."""
        return row.sizeHint().height()

    def apply_theme(self) -> None:
        """Take the height that the rows need."""
        self.setFixedHeight(self._height())

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the rows need."""
        super().showEvent(event)
        self.apply_theme()

    def sizeHint(self) -> QSize:
        """As high as its rows, up to three."""
        return QSize(super().sizeHint().width(), self._height())

    def show_rows(self, items: Sequence[T], make: Callable[[T], tuple[QWidget, QAbstractButton]]) -> None:
        """Show these, each as the row and the button that `make` returns; the keyboard stays where it was."""
        if tuple(items) != self._items:
            focused = next((at for at, button in enumerate(self._buttons) if button.hasFocus()), -1)
            for row in self._rows:
                self._box.removeWidget(row)
                row.hide()
                row.deleteLater()
            self._items, self._rows, self._buttons = tuple(items), [], []
            for place, item in enumerate(items):
                row, button = make(item)
                button.clicked.connect(partial(self.removed.emit, place))
                self._box.insertWidget(place, row)
                self._rows.append(row)
                self._buttons.append(button)
            if focused >= 0 and self._buttons:
                self._buttons[min(focused, len(self._buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
            self.apply_theme()
            self.retranslate()
        self.setVisible(bool(items))

    def _height(self) -> int:
        seen = self._rows[:SHOWN_ROWS]
        return sum(self.row_height(row) for row in seen) + self._box.spacing() * max(0, len(seen) - 1)
