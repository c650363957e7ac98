"""The icon in the desktop's tray: a mark for unread answers and the shortest menu that is useful."""

from PySide6.QtCore import QObject, QPointF, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from desktop import assets
from desktop.ui.kit import theme
from desktop.ui.kit.menus import Menu
from desktop.ui.language.formats import Formats, tip
from desktop.ui.notifications.notifier import TrayChannel

_SIZES = (16, 22, 24, 32, 48, 64)
_DOT, _RIM = 0.24, 0.09
_LOOK_AGAIN_MS = 5000
_LOOKS = 24


class Tray(QObject):
    """Appears as soon as the desktop has a tray, also when that comes late; `lost` says that it went."""

    open_asked = Signal()
    new_ticket_asked = Signal()
    quit_asked = Signal()
    ticket_asked = Signal(object)
    lost = Signal()

    def __init__(self, window: QWidget, formats: Formats, pause: QMenu) -> None:
        super().__init__(window)
        self._formats = formats
        self._unread = 0
        self._was_there = False
        self._menu = Menu(window)
        self._open, self._new, self._quit = (QAction(self._menu) for _ in range(3))
        for action, asked in (
            (self._open, self.open_asked),
            (self._new, self.new_ticket_asked),
            (self._quit, self.quit_asked),
        ):
            action.triggered.connect(asked)
        self._menu.addActions([self._open, self._new])
        self._menu.addMenu(pause)
        self._menu.addSeparator()
        self._menu.addAction(self._quit)
        self._icon: QSystemTrayIcon | None = None
        self.channel = TrayChannel()
        # a desktop that is just starting brings its panel in the first minutes; later it is looked at now and then
        self._looks_left = _LOOKS
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.retranslate()
        self.look()

    def is_there(self) -> bool:
        """Whether a tray shows the icon now, so that hiding the window leaves a way back."""
        return self._icon is not None and QSystemTrayIcon.isSystemTrayAvailable()

    def show_unread(self, count: int) -> None:
        """Mark the icon while there are unread answers."""
        self._unread = count
        if self._icon is None:
            return
        self._icon.setIcon(marked_icon(unread=count > 0))
        name = self.tr("Otet Desk")
        words = self.tr("%Ln unread answer(s)", None, count)
        self._icon.setToolTip(tip(f"{name}\n{words}" if count else name))

    def show_message(self, title: str, text: str) -> None:
        """One word about the app itself, such as that it goes on in the tray."""
        if self._icon is not None:
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
        if self._icon is not None:
            self._icon.hide()
            self._icon = self.channel.icon = None

    @Slot()
    def look(self) -> None:
        """See whether a tray came or went."""
        self._looks_left -= 1
        there = QSystemTrayIcon.isSystemTrayAvailable()
        if there and self._icon is None:
            self._appear()
        if self._was_there and not there:
            self.lost.emit()
        self._was_there = there
        if self._looks_left <= 0 or there:
            self._timer.stop()

    def _appear(self) -> None:
        # an icon that is made while there is no tray never gets into one that comes later: Qt chose its way already
        icon = QSystemTrayIcon(self)
        icon.setContextMenu(self._menu)
        icon.activated.connect(self._activated)
        icon.messageClicked.connect(self._clicked)
        self._icon = self.channel.icon = icon
        self.show_unread(self._unread)
        icon.show()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self.open_asked.emit()

    @Slot()
    def _clicked(self) -> None:
        alert = self.channel.last
        self.ticket_asked.emit(alert.ticket_id if alert is not None else None)


def marked_icon(*, unread: bool) -> QIcon:
    """The app's icon, with a red dot in its corner while something is unread.

    Nothing tells whether a panel is light or dark: the dot has a white rim, so that one of the two stands out.
    """
    plain = QIcon(str(assets.path("icons", "app.svg")))
    if not unread:
        return plain
    marked = QIcon()
    for edge in _SIZES:
        picture = QPixmap(plain.pixmap(edge, edge))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.load("light").color("surface"), edge * _RIM))
        painter.setBrush(theme.load("light").color("danger"))
        radius = edge * _DOT
        from_corner = radius + edge * _RIM / 2
        painter.drawEllipse(QPointF(edge - from_corner, from_corner), radius, radius)
        painter.end()
        marked.addPixmap(picture)
    return marked
