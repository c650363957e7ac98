"""The window's pages: each is imported and built when it is first asked for."""

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.drafts import Draft
from desktop.ui.kit import theme
from desktop.ui.kit.styled_parts import style
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.ui.dashboard.page import DashboardPage
    from desktop.ui.settings.page import SettingsPage
    from desktop.ui.tickets.page import HelpdeskPage
    from desktop.ui.wallets.page import WalletsPage
    from desktop.ui.welcome.page import WelcomePage

NAMES = ("welcome", "dashboard", "helpdesk", "wallets", "settings")


class Pages(QStackedWidget):
    """Shows one page at a time; asking for a page that is not there builds it.

    A page reads what it shows when it is built, so one that is built late misses nothing. It gets its style sheet
    when it is whole, and one for another theme or text size when it is shown: a hidden page costs a change nothing.

    Signals: `list_asked(str)`, `wallets_asked` and `wallet_asked(int)` by Dashboard's figures; `sign_out_asked` in
    Settings; `welcome_left` the user goes back from signing in again; `signed_in` an account of this computer is
    signed in again; `page_built` there is one page more, which listens to the session's signals from now on.
    """

    list_asked = Signal(str)
    wallets_asked = Signal()
    wallet_asked = Signal(int)
    sign_out_asked = Signal()
    welcome_left = Signal()
    signed_in = Signal()
    page_built = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._unread = 0
        self._welcome: WelcomePage | None = None
        self._dashboard: DashboardPage | None = None
        self._helpdesk: HelpdeskPage | None = None
        self._wallets: WalletsPage | None = None
        self._settings: SettingsPage | None = None
        theme.follow(self.restyle)

    @property
    def welcome(self) -> "WelcomePage":
        if self._welcome is None:
            from desktop.ui.welcome.page import WelcomePage

            self._welcome = WelcomePage(self._session)
            self._welcome.left.connect(self.welcome_left)
            self._welcome.signed_in.connect(self.signed_in)
            self._add(self._welcome)
        return self._welcome

    @property
    def dashboard(self) -> "DashboardPage":
        if self._dashboard is None:
            from desktop.ui.dashboard.page import DashboardPage

            self._dashboard = DashboardPage(self._session)
            self._dashboard.list_asked.connect(self.list_asked)
            self._dashboard.wallets_asked.connect(self.wallets_asked)
            self._dashboard.wallet_asked.connect(self.wallet_asked)
            self._add(self._dashboard)
        return self._dashboard

    @property
    def helpdesk(self) -> "HelpdeskPage":
        if self._helpdesk is None:
            from desktop.ui.tickets.page import HelpdeskPage

            self._helpdesk = HelpdeskPage(self._session)
            self._helpdesk.bell.show_unread(self._unread)
            self._add(self._helpdesk)
        return self._helpdesk

    @property
    def wallets(self) -> "WalletsPage":
        if self._wallets is None:
            from desktop.ui.wallets.page import WalletsPage

            self._wallets = WalletsPage(self._session)
            self._add(self._wallets)
        return self._wallets

    @property
    def settings(self) -> "SettingsPage":
        if self._settings is None:
            from desktop.ui.settings.page import SettingsPage

            self._settings = SettingsPage(self._session)
            self._settings.sign_out_asked.connect(self.sign_out_asked)
            self._add(self._settings)
        return self._settings

    @property
    def current(self) -> str:
        """The name of the page in view, "" while there is none."""
        page = self.currentWidget()
        built = (self._welcome, self._dashboard, self._helpdesk, self._wallets, self._settings)
        return next((name for name, one in zip(NAMES, built, strict=True) if page is not None and one is page), "")

    @property
    def ticket_in_view(self) -> int | None:
        """The ticket that the user is looking at in the active window, if any."""
        return self._helpdesk.ticket_in_view if self._helpdesk is not None else None

    @property
    def unsaved(self) -> tuple[Draft, ...]:
        """The texts that the disk has refused, as they stand on the screen."""
        page = self._helpdesk
        if page is None:
            return ()
        return (*page.composer.autosave.unsaved, *page.thread_view.reply.autosave.unsaved)

    def show_page(self, name: str) -> None:
        """Bring a page of `NAMES` into view."""
        page: QWidget
        if name == "welcome":
            page = self.welcome
        elif name == "dashboard":
            page = self.dashboard
        elif name == "helpdesk":
            page = self.helpdesk
        elif name == "wallets":
            page = self.wallets
        else:
            page = self.settings
        style(page)
        self.setCurrentWidget(page)

    def _add(self, page: QWidget) -> None:
        self.addWidget(page)
        self.page_built.emit()

    def restyle(self) -> None:
        """Put the style sheet of the theme in force on the page in view."""
        if shiboken6.isValid(self) and (page := self.currentWidget()) is not None:
            style(page)

    def save_now(self) -> bool:
        """Put everything that is being written on disk; whether it is there."""
        return self._helpdesk is None or self._helpdesk.save_now()

    @Slot(int)
    def show_unread(self, count: int) -> None:
        """Mark the bell with the number of unread answers."""
        self._unread = count
        if self._helpdesk is not None:
            self._helpdesk.bell.show_unread(count)

    @Slot()
    def refresh_time(self) -> None:
        """Write again what depends on the hour."""
        if self._dashboard is not None:
            self._dashboard.refresh_time()
