"""The ring around the control that the keyboard is at: whole on all four sides, wherever the control stands."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from desktop.ui.kit import theme

_WIDTH, _OFFSET = 2, 2
_OUTSIDE = _WIDTH + _OFFSET
_MOVING_KEYS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F6})
_PLACES = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})


class FocusRing(QWidget):
    """Lies over one window and follows the focus in it, from a Tab until the next press of a mouse button.

    What it is around is scrolled into view. It stands 2 px off the control, so that it is no border; where there is no
    room for that, at the edge of the window or of what scrolls.
    """

    _target: QWidget | None = None
    """Of the class too: events come while the window goes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._by_keyboard = False
        self._watched: list[QWidget] = []
        self.hide()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        window.winId()
        if handle := window.windowHandle():
            handle.installEventFilter(self)

    @property
    def target(self) -> QWidget | None:
        """What it is around."""
        return self._target if self.isVisible() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if not isinstance(watched, QWidget) and event.key() in _MOVING_KEYS:
                self._by_keyboard = True
                self._follow(None, QApplication.focusWidget())
        elif event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}:
            if not isinstance(watched, QWidget):
                self._by_keyboard = False
                self._follow(None, None)
        elif event.type() in _PLACES and isinstance(watched, QWidget):
            self._place()
        return super().eventFilter(watched, event)

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        target = new if self._by_keyboard and new is not None and new.window() is self._window else None
        self._target = around = target
        while target is not None and around is not None and around is not self._window:
            around.installEventFilter(self)
            self._watched.append(around)
            if isinstance(around, QScrollArea) and around is not target:
                # Qt does so only where the focus was in the same scroll area before
                around.ensureWidgetVisible(target, _OUTSIDE, _OUTSIDE)
            around = around.parentWidget()
        self._place()

    def _place(self) -> None:
        """Stand around the target, within what can be seen of the places that it scrolls in."""
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        ring = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        ring.adjust(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE)
        around = target.parentWidget()
        while around is not None and around is not self._window:
            if isinstance(around, QAbstractScrollArea):
                # the viewport is the edge, not the bars beside it
                view = around.viewport()
                ring &= QRect(view.mapTo(self._window, QPoint(0, 0)), view.size())
            around = around.parentWidget()
        ring &= self._window.rect()
        self.setVisible(ring.width() > 2 * _WIDTH and ring.height() > 2 * _WIDTH)
        self.setGeometry(ring)
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().color("focus"), _WIDTH))
        inset = _WIDTH / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        radius = min(theme.RADIUS_BUTTON + 3.0, box.height() / 2)
        painter.drawRoundedRect(box, radius, radius)
