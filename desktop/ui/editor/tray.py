"""A list below the text of what belongs to it, each with a button that takes it off again."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import IconButton
from desktop.ui.kit.scrolling import ScrollArea
from desktop.ui.kit.translated import Translated

SHOWN_LINES = 3
"""How many lines of tiles are seen where something else needs the height, as in the reply box."""
_NARROW = 440
"""Width, at the usual size of text, under which two columns become one."""

T = TypeVar("T")


class RemoveButton(IconButton):
    """A button of a tile that Delete and Backspace press, too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
            return
        super().keyPressEvent(event)


class Tray(Translated, ScrollArea):
    """Tiles in lines; hidden while it is empty. More than `SHOWN_LINES` scroll, unless it `show_all`s.

    Signals: `removed` (int): the place in the list of the tile whose button was pressed.
    """

    removed = Signal(int)
    columns = 1
    """How many tiles stand in a line where there is room."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self._items: tuple[object, ...] = ()
        self._tiles: list[QWidget] = []
        self._buttons: list[QAbstractButton] = []
        self.shows_all = False
        self._arranged = (0, 0)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(spacing)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.hide()

    def show_all(self) -> None:
        """Be as high as all tiles, in a page that scrolls as a whole."""
        self.shows_all = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take the columns and the height that the tiles need."""
        self._arrange()
        self.setFixedHeight(self._height())

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the tiles need."""
        super().showEvent(event)
        self.apply_theme()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the columns that there is room for."""
        super().resizeEvent(event)
        self.apply_theme()

    def sizeHint(self) -> QSize:
        """As high as the lines that are seen at once."""
        return QSize(super().sizeHint().width(), self._height())

    def show_rows(self, items: Sequence[T], make: Callable[[T], tuple[QWidget, QAbstractButton]]) -> None:
        """Show these, each as the tile and the button that `make` returns; the keyboard stays where it was."""
        if tuple(items) != self._items:
            focused = next((at for at, button in enumerate(self._buttons) if button.hasFocus()), -1)
            for tile in self._tiles:
                self._grid.removeWidget(tile)
                tile.hide()
                tile.deleteLater()
            self._items, self._tiles, self._buttons = tuple(items), [], []
            self._arranged = (0, 0)
            for place, item in enumerate(items):
                tile, button = make(item)
                button.clicked.connect(partial(self.removed.emit, place))
                self._tiles.append(tile)
                self._buttons.append(button)
            self.apply_theme()
            if focused >= 0 and self._buttons:
                self._buttons[min(focused, len(self._buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
            self.retranslate()
        self.setVisible(bool(items))

    def _columns(self) -> int:
        return self.columns if self.width() >= theme.current().px(_NARROW) else 1

    def _arrange(self) -> None:
        """Put the tiles into lines, if they do not stand there already."""
        columns = self._columns()
        if self._arranged == (columns, len(self._tiles)):
            return
        self._arranged = (columns, len(self._tiles))
        for tile in self._tiles:
            self._grid.removeWidget(tile)
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // columns, at % columns)
            tile.show()
        for column in range(self.columns):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _height(self) -> int:
        lines = -(-len(self._tiles) // self._columns())
        shown = lines if self.shows_all else min(lines, SHOWN_LINES)
        tallest = max((tile.sizeHint().height() for tile in self._tiles), default=0)
        return shown * tallest + self._grid.verticalSpacing() * max(0, shown - 1)
