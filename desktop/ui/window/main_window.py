"""The frame: sidebar, notice bar, one page at a time, toasts, tray."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QChildEvent, QEvent, QSize, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.styled_parts import StyledParts
from desktop.ui.kit.translated import Translated
from desktop.ui.notifications.pause_menu import PauseMenu
from desktop.ui.platform import window_place
from desktop.ui.platform.dropped_mail import MailDrops
from desktop.ui.session import Session
from desktop.ui.window.focus_ring import FocusRing
from desktop.ui.window.navigation import Navigation
from desktop.ui.window.notice_bar import NoticeBar
from desktop.ui.window.pages import Pages
from desktop.ui.window.quitting import QuitController
from desktop.ui.window.shortcuts import Shortcuts
from desktop.ui.window.sidebar import Sidebar
from desktop.ui.window.signing_in_again import SignInAgain
from desktop.ui.window.status import WindowStatus
from desktop.ui.window.toasts import Toasts
from desktop.ui.window.tooltips import Tooltips
from desktop.ui.window.tray import Tray

if TYPE_CHECKING:
    from desktop.ui.notifications.notifier import Channel
    from desktop.ui.notifications.presenter import NotificationPresenter

MINIMUM = (720, 440)
FIRST_SIZE = QSize(1280, 760)
_ICONS_ONLY_UNDER = 900


class MainWindow(Translated, QMainWindow):
    """Shows Welcome while nobody is signed in, else the frame; `quit_asked` ends the app."""

    quit_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self._session = session
        self._unread = 0
        self._styled_parts = StyledParts(self)
        self.pages = Pages(session)
        self.sidebar = Sidebar(session)
        self._lay_out()
        self._toasts = Toasts(self, self.sidebar)
        self._focus_ring = FocusRing(self)
        self._tooltips = Tooltips(self)
        self._pause = PauseMenu(session, self)
        self.tray = Tray(self, session.formats, self._pause)
        self.navigation = Navigation(self, session, self.pages, self.show_page)
        session.navigator = self.navigation
        self._mail_drops = MailDrops(self)
        self._quitting = QuitController(self, session, self.tray, self.save_now, lambda: self.pages.unsaved)
        self._sign_in = SignInAgain(self.pages, session, self.sidebar, self._notices, self.show_page)
        self._status = WindowStatus(session, self)
        self.shortcuts = Shortcuts(self, session, self.pages, self.navigation, self._quitting.quit)
        self._connect()
        self._quitting.restore_place()
        self._account_changed()
        self._notifications: NotificationPresenter | None = None

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        whole = self._whole = QWidget()
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addLayout(right, 1)
        right.addWidget(self.pages, 1)
        self.setCentralWidget(whole)
        self._notices = NoticeBar(self._session.formats, self.pages, right)
        for part in (self.sidebar, self._notices):
            self._styled_parts.add(part)
        self.setMinimumSize(*MINIMUM)
        self.resize(window_place.first_size(FIRST_SIZE, window_place.screens()))

    def _connect(self) -> None:
        signals, navigation = self._session.signals, self.navigation
        signals.account_changed.connect(self._account_changed)
        self.pages.page_built.connect(self._follow_pages)
        signals.notice.connect(self._notices.show_notice)
        signals.toast.connect(self._toasts.show_toast)
        self.sidebar.page_asked.connect(self.show_page)
        self.sidebar.sign_in_asked.connect(self._sign_in.ask)
        self.sidebar.sign_out_asked.connect(self._quitting.sign_out)
        self.pages.sign_out_asked.connect(self._quitting.sign_out)
        self.pages.list_asked.connect(navigation.show_list)
        self.pages.wallets_asked.connect(navigation.show_wallets)
        self.pages.wallet_asked.connect(navigation.show_wallet)
        self._mail_drops.dropped.connect(navigation.open_mail)
        self._mail_drops.failed.connect(navigation.links.report)
        self.tray.open_asked.connect(navigation.come_forward)
        self.tray.new_ticket_asked.connect(navigation.new_ticket)
        self.tray.quit_asked.connect(self._quitting.quit)
        self.tray.ticket_asked.connect(navigation.open_ticket)
        self._quitting.quit_asked.connect(self.quit_asked)
        self._status.unread_changed.connect(self._show_unread)
        self._status.unread_changed.connect(self.pages.show_unread)
        self._status.minute_passed.connect(self.pages.refresh_time)
        self._status.sign_in_asked.connect(self._sign_in.ask)
        self.pages.signed_in.connect(self._status.signed_in)
        self.pages.currentChanged.connect(self._show_title)

    def start_notifications(self, channels: "list[Channel] | None" = None) -> None:
        """Begin to tell of answers, first of those that nobody was told of; `channels` replace the desktop's own ways.

        The first picture does not wait for it.
        """
        from desktop.ui.notifications.presenter import NotificationPresenter

        self._notifications = NotificationPresenter(
            self._session, self.tray.channel, self._ticket_in_view, self.navigation.open_ticket, self, channels=channels
        )
        self._status.minute_passed.connect(self._notifications.show_postponed)
        self._status.minute_passed.connect(self.tray.look)
        self._status.minute_passed.connect(self._pause.refresh)
        self.tray.lost.connect(self._quitting.tray_lost)
        self._notifications.tray_changed.connect(self.tray.look)

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Go to "dashboard", "helpdesk", "wallets" or "settings"; without an account there is only Welcome."""
        name = name if self._session.account is not None else "welcome"
        self.sidebar.setVisible(name != "welcome")
        self.pages.show_page(name)
        if name != "welcome":
            self.sidebar.show_page(name)
        self._show_title()

    @Slot()
    def _follow_pages(self) -> None:
        """Hear of another account after every page has: they close what is open, and a link may open a ticket then."""
        account_changed = self._session.signals.account_changed
        account_changed.disconnect(self._account_changed)
        account_changed.connect(self._account_changed)

    @Slot()
    def _account_changed(self) -> None:
        if self._session.account is None:
            self.pages.welcome.begin()
        self.show_page("dashboard")
        self._notices.clear()
        self._status.begin()
        self.navigation.links.look_again()

    @Slot(int)
    def _show_unread(self, count: int) -> None:
        self._unread = count
        self.sidebar.show_unread(count)
        self.tray.show_unread(count)
        self._show_title()

    @Slot()
    def _show_title(self) -> None:
        names = {
            "dashboard": self.tr("Dashboard"),
            "helpdesk": self.tr("Helpdesk"),
            "wallets": self.tr("Wallets"),
            "settings": self.tr("Settings"),
        }
        name = names.get(self.pages.current, "")
        title = self.tr("{page} – Otet Desk").format(page=name) if name else self.tr("Otet Desk")
        if self._unread:
            count = self._session.formats.number(self._unread)
            title = self.tr("({count}) {title}").format(count=count, title=title)
        self.setWindowTitle(title)

    def _ticket_in_view(self) -> int | None:
        return self.pages.ticket_in_view

    def save_now(self) -> bool:
        """Keep what is being written, and where the window stands; whether every text is on disk."""
        kept = self.pages.save_now()
        self._quitting.keep_place()
        return kept

    def quit(self) -> None:
        """Quit as a person does: not without a word while the disk refuses a text."""
        self._quitting.quit()

    def leave_desktop(self) -> None:
        """Take away what stands on the desktop besides the window."""
        self.tray.close()
        if self._notifications is not None:
            self._notifications.close()

    @Slot(str)
    def show_fault(self, details: str) -> None:
        """Tell of a fault of ours, one dialog at a time."""
        from desktop.ui.window.fault_dialog import FaultDialog

        if not self.findChildren(FaultDialog):
            FaultDialog(details, self._session.formats, self).open()

    def show_crash_report(self, report: Path, text: str) -> None:
        """Show what the last run left behind when it ended unexpectedly."""
        from desktop.ui.window.crash_dialog import CrashDialog

        CrashDialog(report, text, self).open()

    def childEvent(self, event: QChildEvent) -> None:
        """Style dialogs, menus and toasts, which have no other part of the window above them."""
        super().childEvent(event)
        if event.type() == QEvent.Type.ChildPolished:
            child = event.child()
            if isinstance(child, QWidget) and child is not self._whole:
                self._styled_parts.add(child)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.sidebar.set_narrow(event.size().width() < theme.current().px(_ICONS_ONLY_UNDER))
        super().resizeEvent(event)

    def retranslate(self) -> None:
        self.tray.retranslate()
        self._show_title()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._quitting.close_window(event)
