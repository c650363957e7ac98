"""Tooltips with the app's look, in place of Qt's."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QCursor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

from desktop.ui.kit import motion, theme
from desktop.ui.kit.pop_up import make_window_clear
from desktop.ui.language.formats import tip_text

RADIUS, PADDING_X, PADDING_Y = 6, 8, 6
_WIDEST = 360
_BELOW_POINTER = QPoint(0, 20)
_WATCH_AFTER_MS, _WATCH_MS = 300, 1500
"""How long the pointer rests before the application is watched for Qt's wish to show a tooltip, and for how long."""
_AWAKE_MS = 2200
"""For 2 seconds after a tooltip Qt wants the next one without delay."""
_ENDING = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.KeyPress,
        QEvent.Type.Wheel,
        QEvent.Type.Leave,
        QEvent.Type.FocusOut,
        QEvent.Type.Hide,
    }
)


class Tooltip(QLabel):
    """Words of 12 px on a dark card with round corners, beside the pointer. Plain text; never wider than 360 px."""

    def __init__(self, words: str, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.ToolTip)
        make_window_clear(self)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setLayoutDirection(owner.layoutDirection())
        self.setText(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(words)
        self.setProperty("role", "tooltip")
        self.ensurePolished()
        self.resize(self._size())

    def _size(self) -> QSize:
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextExpandTabs
        widest = theme.current().px(_WIDEST) - 2 * PADDING_X
        words = self.fontMetrics().boundingRect(0, 0, widest, 10_000, flags, self.text())
        return QSize(words.width() + 2 * PADDING_X + 1, words.height() + 2 * PADDING_Y)

    def paintEvent(self, event: QPaintEvent) -> None:
        scheme = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scheme.color("toast"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setPen(scheme.color("on_toast"))
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextExpandTabs
        room = self.rect().adjusted(PADDING_X, 0, -PADDING_X, 0)
        painter.drawText(
            room, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | flags, self.text()
        )


class Tooltips(QObject):
    """Shows the tooltips of one window.

    Qt decides when, and what a tooltip says is the widget's or the list entry's `toolTip`. Its request goes straight to
    the widget under the pointer, so the application is watched, but only for the moment after the pointer came to rest:
    a filter in Python on every event would cost more than all else that the window does.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shown: Tooltip | None = None
        self._owner: QWidget | None = None
        self._is_watching = False
        self._rest = QTimer(self, singleShot=True, interval=_WATCH_AFTER_MS)
        self._rest.timeout.connect(self._watch)
        self._enough = QTimer(self, singleShot=True, interval=_WATCH_MS)
        self._enough.timeout.connect(self._unwatch)
        self._awake = QTimer(self, singleShot=True, interval=_AWAKE_MS)
        window.winId()
        if handle := window.windowHandle():
            handle.installEventFilter(self)

    @property
    def shown(self) -> Tooltip | None:
        """The tooltip in view."""
        return self._shown if self._shown is not None and isValid(self._shown) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ToolTip:
            if isinstance(event, QHelpEvent) and isinstance(watched, QWidget) and self._is_ours(watched):
                return self.show_for(watched, event.pos(), event.globalPos())
        elif not isinstance(watched, QWidget):
            if kind == QEvent.Type.MouseMove:
                self._moved()
            elif kind in _ENDING:
                self.hide()
                self._rest.stop()
                self._unwatch()
        return False

    def show_for(self, widget: QWidget, place: QPoint, pointer: QPoint) -> bool:
        """Show what `widget` says at `place` in it; `pointer` is the same on the screen. Whether it says any."""
        words = _words(widget, place)
        self.hide()
        if not words:
            # a parent may say something: it is asked next
            return False
        self._unwatch()
        self._awake.start()
        self._owner = widget
        self._shown = Tooltip(words, widget)
        self._shown.move(_kept_on_screen(pointer, self._shown.size(), widget))
        motion.fade_in(self._shown)
        self._shown.show()
        return True

    def hide(self) -> None:
        """Show none."""
        shown, self._shown, self._owner = self.shown, None, None
        if shown is not None:
            shown.hide()
            shown.deleteLater()

    def _is_ours(self, widget: QWidget) -> bool:
        return isValid(self._window) and (widget.window() is self._window or self._window.isAncestorOf(widget.window()))

    def _moved(self) -> None:
        owner = self._owner
        if self.shown is not None and owner is not None:
            inside = isValid(owner) and owner.rect().contains(owner.mapFromGlobal(QCursor.pos()))
            if not inside:
                self.hide()
        if self._awake.isActive():
            self._watch()
        else:
            self._unwatch()
            self._rest.start()

    @Slot()
    def _watch(self) -> None:
        app = QApplication.instance()
        if not self._is_watching and app is not None and self.shown is None:
            self._is_watching = True
            app.installEventFilter(self)
            self._enough.start()

    @Slot()
    def _unwatch(self) -> None:
        app = QApplication.instance()
        if self._is_watching and app is not None:
            self._is_watching = False
            app.removeEventFilter(self)
        self._enough.stop()


def _words(widget: QWidget, place: QPoint) -> str:
    """What a widget says, or the entry of a list or table that lies at `place` in it."""
    from PySide6.QtWidgets import QAbstractItemView

    around = widget.parentWidget()
    if isinstance(around, QAbstractItemView) and around.viewport() is widget:
        return tip_text(str(around.indexAt(place).data(Qt.ItemDataRole.ToolTipRole) or ""))
    return tip_text(widget.toolTip())


def _kept_on_screen(pointer: QPoint, size: QSize, widget: QWidget) -> QPoint:
    """Below the pointer, or above it at the foot of the screen."""
    screen = widget.screen().availableGeometry()
    place = pointer + _BELOW_POINTER
    if place.y() + size.height() > screen.bottom():
        place.setY(pointer.y() - size.height() - PADDING_Y)
    left = place.x() - size.width() if widget.isRightToLeft() else place.x()
    place.setX(max(screen.left(), min(left, screen.right() - size.width() + 1)))
    return place
