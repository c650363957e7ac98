"""The frame's side: where one can go, how sync stands in words, who is signed in."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.store.changes import Changes, Kind
from desktop.ui.kit import icons, theme
from desktop.ui.kit.key_names import PAGE_KEYS
from desktop.ui.kit.labels import Label
from desktop.ui.kit.menus import Menu
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.language.formats import isolate
from desktop.ui.session import Session
from desktop.ui.sync_status.first_sync import FirstSync
from desktop.ui.window.sidebar_button import SidebarButton
from desktop.ui.window.sync_state import SyncState

PAGES = ("dashboard", "helpdesk", "wallets", "settings")
WIDTH, NARROW_WIDTH = 220, 64
_ENTRY = 32
_ICONS = {"dashboard": "layout-dashboard", "helpdesk": "life-buoy", "wallets": "wallet", "settings": "settings"}
_LINKS = {
    LinkState.STARTING: ("refresh-cw", "text_secondary"),
    LinkState.SYNCING: ("refresh-cw", "text_secondary"),
    LinkState.UP_TO_DATE: ("circle-check", "text_secondary"),
    LinkState.SLOW: ("refresh-cw", "warning_text"),
    LinkState.OFFLINE: ("cloud-off", "warning_text"),
    LinkState.BUSY: ("hourglass", "warning_text"),
    LinkState.SIGN_IN_AGAIN: ("key-round", "danger_text"),
    LinkState.STOPPED: ("cloud-off", "warning_text"),
}


class Sidebar(Translated, QWidget):
    """Emits the name of the page that is wanted; shows which one is there, and what is unread."""

    page_asked = Signal(str)
    sign_in_asked = Signal()
    sign_out_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._status = SyncStatus(LinkState.STARTING)
        self._unread = 0
        self._narrow = False
        self.setProperty("role", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark = Label()
        self._brand = Label("", "brand")
        self._entries = {name: SidebarButton(_ICONS[name], PAGE_KEYS[name]) for name in PAGES}
        self._page = ""
        self._state = SyncState()
        self._state.setObjectName("sidebar.sync_state")
        self._first_sync = FirstSync(session, self)
        self._first_sync.changed.connect(self.retranslate)
        self._account = SidebarButton("circle-user")
        self._account.setObjectName("sidebar.account")
        self._lay_out()
        self._state.clicked.connect(self._try_now)
        self._account.clicked.connect(self._open_menu)
        session.signals.status.connect(self.show_status)
        session.signals.changed.connect(self._store_changed)
        session.signals.account_changed.connect(self.retranslate)

    def _lay_out(self) -> None:
        for name, entry in self._entries.items():
            entry.setObjectName(f"sidebar.{name}")
            entry.setCheckable(True)
            entry.setProperty("accessible", "tab")
            entry.clicked.connect(self._entry_clicked)
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE_1, theme.SPACE_2, theme.SPACE_1, theme.SPACE_4)
        head.setSpacing(theme.SPACE_2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_3, theme.SPACE_3, theme.SPACE_3, theme.SPACE_3)
        layout.setSpacing(theme.SPACE_1)
        layout.addLayout(head)
        head.addWidget(self._mark)
        head.addWidget(self._brand, 1)
        for name in PAGES[:3]:
            layout.addWidget(self._entries[name])
        layout.addStretch(1)
        layout.addWidget(self._state)
        layout.addWidget(self._entries["settings"])
        layout.addWidget(self._account)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, or icons and words."""
        self._narrow = narrow
        now = theme.current()
        self.setFixedWidth(max(NARROW_WIDTH, now.px(_ENTRY) + 2 * theme.SPACE_3) if narrow else now.px(WIDTH))
        self._brand.setVisible(not narrow)
        for entry in (*self._entries.values(), self._account):
            entry.set_narrow(narrow)
        self._state.set_narrow(narrow)

    def show_page(self, name: str) -> None:
        """Mark the page that is there.

        Not by a QButtonGroup: that lets Tab reach one entry only, and not always the one that is marked.
        """
        self._page = name
        for other, entry in self._entries.items():
            entry.setChecked(other == name)

    def show_unread(self, count: int) -> None:
        """Put the number of unread answers on Helpdesk."""
        self._unread = count
        words = self.tr("Helpdesk")
        spoken = words if self._first_sync.is_over else self.tr("Helpdesk, still being fetched")
        spoken = self.tr("Helpdesk, %Ln unread answer(s)", None, count) if count else spoken
        self._entries["helpdesk"].set_words(words, self._session.formats.number(count) if count else "", spoken)

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self._brand.setText(self.tr("Otet Desk"))
        self._entries["dashboard"].set_words(self.tr("Dashboard"))
        self._entries["wallets"].set_words(self.tr("Wallets"))
        self._entries["settings"].set_words(self.tr("Settings"))
        self.show_unread(self._unread)
        account = self._session.account
        name = isolate(account.display_name or account.username) if account else self.tr("Account")
        self._account.set_words(name, spoken=self.tr("Account: {name}").format(name=name))
        self._mark.setPixmap(QGuiApplication.windowIcon().pixmap(28, 28))
        self.show_status(self._status)

    def apply_theme(self) -> None:
        self.set_narrow(self._narrow)

    @Slot(object)
    def show_status(self, status: SyncStatus) -> None:
        """Say how sync stands."""
        self._status = status
        icon, ink = _LINKS[status.state]
        if status.state is LinkState.UP_TO_DATE and status.waiting:
            icon = "clock"
        if status.state is LinkState.UP_TO_DATE and status.unreadable:
            icon, ink = "triangle-alert", "warning_text"
        if status.state is LinkState.UP_TO_DATE and status.needs_you:
            icon, ink = "triangle-alert", "danger_text"
        words = texts.sync_status(status, self._session.formats)
        hint = self.tr("Press to sign in") if status.state is LinkState.SIGN_IN_AGAIN else self.tr("Press to check now")
        self._state.show_state(words, icon, ink, hint)

    @Slot(object)
    def _store_changed(self, changes: Changes) -> None:
        """What waits is counted at once: the engine may be in the middle of a try that takes its time."""
        account = self._session.account
        if account is None or not changes.has(Kind.OPERATION):
            return
        waiting, needs_you = self._session.services.reads.tickets.undelivered(account.id)
        self.show_status(replace(self._status, waiting=waiting, needs_you=needs_you))

    @Slot()
    def _entry_clicked(self) -> None:
        entry = self.sender()
        name = next(name for name, button in self._entries.items() if button is entry)
        self.page_asked.emit(name)
        # a press has turned the mark round; the page may have stayed
        if self._page:
            self.show_page(self._page)

    @Slot()
    def _try_now(self) -> None:
        if self._status.state is LinkState.SIGN_IN_AGAIN:
            self.sign_in_asked.emit()
        else:
            self._session.actions.try_now()

    @Slot()
    def _open_menu(self) -> None:
        menu = self.account_menu()
        menu.open_above(self._account)

    def account_menu(self) -> Menu:
        """What can be done with the account now; the caller shows it."""
        menu = Menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        who = menu.addAction(self._account.text())
        who.setEnabled(False)
        desk = menu.addAction(isolate(self._session.info.name)) if self._session.info.name else None
        if desk is not None:
            desk.setEnabled(False)
        menu.addSeparator()
        if self._session.actions.agents_page() is not None:
            page = QAction(icons.icon("users"), self.tr("Agents’ page of the demo"), menu)
            page.triggered.connect(self._show_agents_page)
            menu.addAction(page)
        account = self._session.account
        if account is not None and not account.is_built_in:
            again = QAction(icons.icon("key-round"), self.tr("Sign in again"), menu)
            again.triggered.connect(self.sign_in_asked)
            menu.addAction(again)
        leave = QAction(icons.icon("log-out"), self.tr("Sign out"), menu)
        leave.triggered.connect(self.sign_out_asked)
        menu.addAction(leave)
        return menu

    @Slot()
    def _show_agents_page(self) -> None:
        from desktop.ui.window.agents_dialog import AgentsDialog

        page = self._session.actions.agents_page()
        if page is not None and not self.window().findChildren(AgentsDialog):
            AgentsDialog(page.url, page.user, page.password, self.window()).open()
