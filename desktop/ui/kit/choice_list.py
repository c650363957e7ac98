"""The list of a drop-down: opens under its field, marks the choice in force, goes with any key or click elsewhere."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.kit import icons, motion, theme
from desktop.ui.kit.pop_up import AROUND, ITEM_HEIGHT, card_of, make_window_clear, paint_card, place_under
from desktop.ui.kit.scroll_bars import overlay_scroll_bars

_MOST_ROWS = 10
_PADDING, _EDGE, _MARK, _CAPITALS = 12, 4, 16, 3
_PICKING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select})
_CLOSING = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_F4, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


class ChoiceList(QWidget):
    """Opens for one `QComboBox`, whose choices it offers; `picked` (int) carries the row that the user took.

    It is a window of its own and deletes itself when it closes. Letters find choices, as in any list.
    """

    picked = Signal(int)

    def __init__(self, field: QComboBox) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        make_window_clear(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # or else the press that closes it would open it again where it falls on the field
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self.setLayoutDirection(field.layoutDirection())
        self.setAccessibleName(field.accessibleName())
        self._field = field
        self.list = QListView()
        overlay_scroll_bars(self.list)
        self.list.setAccessibleName(field.accessibleName())
        self.list.setModel(field.model())
        self.list.setItemDelegate(_Rows(field, self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.clicked.connect(self._pick)
        self.list.installEventFilter(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(
            AROUND.left() + _EDGE, AROUND.top() + _EDGE, AROUND.right() + _EDGE, AROUND.bottom() + _EDGE
        )
        box.addWidget(self.list)

    def open(self) -> None:
        """Show the choices under the field, at the one in force."""
        rows = min(self._field.count(), _MOST_ROWS)
        height = theme.current().px(ITEM_HEIGHT) * rows + 2 * _EDGE
        width = max(self._field.width(), self.list.sizeHintForColumn(0) + 2 * _EDGE)
        most = self._field.screen().availableGeometry().width()
        self.setGeometry(place_under(self, QSize(min(width, most), height), self._field))
        motion.fade_in(self)
        self.show()
        current = self.list.model().index(max(self._field.currentIndex(), 0), self._field.modelColumn())
        self.list.setCurrentIndex(current)
        self.list.scrollTo(current, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override] # only the list is watched
        """Enter takes the current choice, Esc and Tab none."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if event.key() in _PICKING:
                self._pick(self.list.currentIndex())
                return True
            if event.key() in _CLOSING or (with_alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)):
                self.close()
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the card closes it, on its shadow too."""
        if card_of(self).contains(event.position().toPoint()):
            event.accept()
        else:
            self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_card(self, event)

    def _pick(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        self.close()
        self.picked.emit(index.row())


class _Rows(QStyledItemDelegate):
    """A choice: its words, and a check mark behind those of the one in force."""

    def __init__(self, field: QComboBox, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        words = QFontMetrics(theme.current().font(medium=True)).horizontalAdvance(index.data())
        return QSize(words + 3 * _PADDING + _MARK, theme.current().px(ITEM_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        scheme, box = theme.current(), QRect(option.rect)
        is_chosen = index.row() == self._field.currentIndex()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(scheme.color("hover"))
            painter.drawRoundedRect(box, 6, 6)
        inner = box.adjusted(_PADDING, 0, -_PADDING, 0)
        mark = scheme.px(_MARK)
        if is_chosen:
            place = QRect(0, 0, mark, mark)
            place.moveCenter(inner.center())
            place.moveRight(inner.right())
            icons.paint(painter, "check", QRectF(QStyle.visualRect(option.direction, inner, place)), "accent_text")
        room = QStyle.visualRect(option.direction, inner, inner.adjusted(0, 0, -mark - _PADDING, 0))
        font = scheme.font(medium=is_chosen)
        painter.setFont(font)
        painter.setPen(scheme.color("text" if index.flags() & Qt.ItemFlag.ItemIsEnabled else "text_disabled"))
        words = QFontMetrics(font).elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if self._field.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        painter.setLayoutDirection(self._field.layoutDirection())
        # the capitals in the middle, as in the style sheet
        room.adjust(0, scheme.px(_CAPITALS), 0, 0)
        painter.drawText(room, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
