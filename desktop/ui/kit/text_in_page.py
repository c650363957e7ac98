"""Keeps the caret of a text in view that is as high as its lines, in a page that scrolls."""

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop.ui.kit import theme
from desktop.ui.kit.scrolling import scroll_area_around, settle_layouts

_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class TextInPage(QObject):
    """Belongs to a field that never scrolls by itself; what it stands in scrolls in its place."""

    def __init__(self, area: QTextEdit) -> None:
        super().__init__(area)
        self._area = area
        area.cursorPositionChanged.connect(self._follow)

    def moves(self, event: QKeyEvent) -> bool:
        """Move the caret by what is seen of the page if the key is Page Up or Page Down; whether it is.

        Left to itself the field would go by its own height, to its beginning or its end.
        """
        area, page = self._area, scroll_area_around(self._area)
        if page is None or event.key() not in _KEYS:
            return False
        step = page.viewport().height() - area.fontMetrics().lineSpacing()
        way = QPoint(0, -step if event.key() == Qt.Key.Key_PageUp else step)
        target = area.cursorForPosition(area.cursorRect().center() + way)
        with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        cursor, modes = area.textCursor(), QTextCursor.MoveMode
        cursor.setPosition(target.position(), modes.KeepAnchor if with_shift else modes.MoveAnchor)
        area.setTextCursor(cursor)
        return True

    @Slot()
    def _follow(self) -> None:
        """Scroll as soon as the layout has given the text its height."""
        if self._area.hasFocus():
            QTimer.singleShot(0, self, self._show_caret)

    @Slot()
    def _show_caret(self) -> None:
        area, page = self._area, scroll_area_around(self._area)
        settle_layouts()
        if page is not None and (inside := page.widget()) is not None:
            box = area.cursorRect().translated(area.viewport().pos())
            place = area.mapTo(inside, box.center())
            page.ensureVisible(place.x(), place.y(), 0, box.height() // 2 + theme.SPACE_4)
