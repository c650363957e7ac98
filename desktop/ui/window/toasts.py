"""Toasts: short messages about what just happened, at the bottom of the window, each with at most one action."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit import motion, theme
from desktop.ui.kit.announcements import announce
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.signals import Toast

_MOST = 3
_WIDTH = 308  # the list of tickets has 340: a toast never covers the reply box
_MARGIN = 16
_MOVES = frozenset({QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange})
_MOVES_BESIDE = _MOVES | {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}
"""What changes where there is room for toasts. Not `Hide`, which also comes while the window is being deleted."""


class Toasts(QWidget):
    """Up to three toasts, newest lowest, at the bottom of `window`, where `beside` ends."""

    def __init__(self, window: QWidget, beside: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._beside = beside
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE_2)
        for moved in (window, beside):
            moved.installEventFilter(self)
        self.hide()

    @Slot(object)
    def show_toast(self, toast: Toast) -> None:
        """Show one; the oldest makes room."""
        shown = self.shown()
        if len(shown) >= _MOST:
            shown[0].leave()
        one = _One(toast, self)
        one.left.connect(self._remove)
        self._layout.addWidget(one)
        self.show()
        one.show()
        self._place()
        self.raise_()
        if not motion.is_reduced():
            self._fade_in(one)
        announce(self, toast.text)

    def _fade_in(self, one: "_One") -> None:
        area = QRect(one.mapTo(self._window, QPoint(0, 0)), one.size())
        one.hide()
        before = self._window.grab(area)
        one.show()
        self._place()
        motion.Cover(self._window, area, before)

    def shown(self) -> list["_One"]:
        """The toasts now on the window, oldest first."""
        return [one for one in self.findChildren(_One) if not one.is_leaving]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (_MOVES_BESIDE if watched is self._beside else _MOVES):
            self._place()
        return super().eventFilter(watched, event)

    @Slot(object)
    def _remove(self, one: "_One") -> None:
        self._layout.removeWidget(one)
        one.hide()
        one.deleteLater()
        self.setVisible(bool(self.shown()))
        self._place()

    def _place(self) -> None:
        self._layout.activate()
        taken = _MARGIN + (self._beside.width() if self._beside.isVisible() else 0)
        width = min(theme.current().px(_WIDTH), self._window.width() - taken - _MARGIN)
        height = self._layout.heightForWidth(width) if self._layout.hasHeightForWidth() else self.sizeHint().height()
        left = self._window.width() - width - taken if self._window.isRightToLeft() else taken
        self.setGeometry(left, self._window.height() - height - _MARGIN, width, height)


class _One(Translated, QFrame):
    left = Signal(object)

    def __init__(self, toast: Toast, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_leaving = False
        self._toast = toast
        self.setProperty("role", "toast")
        self._words = Label(wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_2, theme.SPACE_2)
        layout.setSpacing(theme.SPACE_2)
        layout.addWidget(self._words, 1)
        self._button = Button(kind="toast")
        self._button.setVisible(bool(toast.action))
        self._button.clicked.connect(self._act)
        layout.addWidget(self._button)
        self.setMinimumHeight(theme.current().px(theme.CONTROL_HEIGHT + theme.SPACE_2))
        self._timer = QTimer(self, singleShot=True, interval=round(toast.seconds * 1000))
        self._timer.timeout.connect(self.leave)
        self._timer.start()

    @Slot()
    def leave(self) -> None:
        """Go; the toast's time is over, its action was taken, or Esc was pressed."""
        if not self.is_leaving:
            self.is_leaving = True
            if self._toast.ended is not None:
                self._toast.ended()
            self.left.emit(self)

    def retranslate(self) -> None:
        toast = self._toast.retranslated()
        self.setAccessibleName(toast.text)
        self._words.setText(toast.text)
        self._button.setText(toast.action)

    @Slot()
    def _act(self) -> None:
        if self._toast.run is not None:
            self._toast.run()
        self.leave()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self._button.hasFocus():
            self._timer.start()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
