"""The icon in the desktop's tray: a mark for unread answers and the shortest menu that is useful."""

from PySide6.QtCore import QObject, QPointF, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from desktop import assets
from desktop.ui import theme
from desktop.ui.alerts import TrayChannel
from desktop.ui.formats import Formats, tip

_SIZES = (16, 22, 24, 32, 48, 64)
_LOOK_AGAIN_MS = 5000


class Tray(QObject):
    """Appears as soon as the desktop has a tray, also when that comes late."""

    open_asked = Signal()
    new_ticket_asked = Signal()
    quit_asked = Signal()
    ticket_asked = Signal(object)

    def __init__(self, window: QWidget, formats: Formats) -> None:
        super().__init__(window)
        self._formats = formats
        self._unread = 0
        self._menu = QMenu(window)
        self._open = QAction(self._menu)
        self._new = QAction(self._menu)
        self._quit = QAction(self._menu)
        for action, asked in (
            (self._open, self.open_asked),
            (self._new, self.new_ticket_asked),
            (self._quit, self.quit_asked),
        ):
            action.triggered.connect(asked)
            self._menu.addAction(action)
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self._clicked)
        self.channel = TrayChannel(self._icon)
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look)
        self.retranslate()
        self._look()

    def is_there(self) -> bool:
        """Whether a tray shows the icon now, so that hiding the window leaves a way back."""
        return self._icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    def show_unread(self, count: int) -> None:
        """Mark the icon while there are unread answers."""
        self._unread = count
        self._icon.setIcon(marked_icon(unread=count > 0))
        name = self.tr("Otet Desk")
        words = self.tr("%Ln unread answer(s)", None, count)
        self._icon.setToolTip(tip(f"{name}\n{words}" if count else name))

    def say(self, title: str, text: str) -> None:
        """One word about the app itself, such as that it goes on in the tray."""
        self._icon.showMessage(title, text, self._icon.icon())

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self._open.setText(self.tr("Open Otet Desk"))
        self._new.setText(self.tr("New ticket"))
        self._quit.setText(self.tr("Quit"))
        self.show_unread(self._unread)

    def close(self) -> None:
        """Take the icon away."""
        self._timer.stop()
        self._icon.hide()

    @Slot()
    def _look(self) -> None:
        there = QSystemTrayIcon.isSystemTrayAvailable()
        self._icon.setVisible(there)
        # a tray that is there is looked at no more: Qt itself keeps the icon in it
        if there:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self.open_asked.emit()

    @Slot()
    def _clicked(self) -> None:
        alert = self.channel.last
        self.ticket_asked.emit(alert.ticket_id if alert is not None else None)


def marked_icon(*, unread: bool) -> QIcon:
    """The app's icon, with a red dot in its corner while something is unread."""
    plain = QIcon(str(assets.path("icons", "app.svg")))
    if not unread:
        return plain
    marked = QIcon()
    for edge in _SIZES:
        picture = QPixmap(plain.pixmap(edge, edge))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.current().color("surface"))
        painter.setBrush(theme.load("light").color("danger"))
        radius = edge * 0.22
        painter.drawEllipse(QPointF(edge - radius - 1, radius + 1), radius, radius)
        painter.end()
        marked.addPixmap(picture)
    return marked
