"""The ways to a page: keys, links, notifications, the tray, the dashboard's figures, other pages."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.money.wallets import Transaction
from desktop.domain.tickets import RowKey, RowKind
from desktop.ui.session import Session
from desktop.ui.window.pages import Pages
from desktop.ui.window.ticket_links import TicketLinks


class Navigation(QObject):
    """The window's `Navigator`: switches with `show_page`, then hands over to the page."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        pages: Pages,
        show_page: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._pages = pages
        self._show_page = show_page
        self.links = TicketLinks(session, self.open_row, self)

    @Slot()
    def come_forward(self) -> None:
        """Let the window be seen and have the keyboard."""
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def open_row(self, key: RowKey, *, to_reply: bool = False) -> None:
        """Show a row of the history."""
        if self._session.account is not None:
            self._show_page("helpdesk")
            self._pages.helpdesk.open_row(key, to_reply=to_reply)

    @Slot(object)
    def open_ticket(self, ticket_id: int | None, *, to_reply: bool = False) -> None:
        """Come forward, with that ticket if there is one."""
        self.come_forward()
        if ticket_id is not None:
            self.open_row(RowKey(RowKind.TICKET, str(ticket_id)), to_reply=to_reply)

    def open_number(self, number: str) -> None:
        """Show the ticket that a link names, or only come forward for ""; a link shows, it never does."""
        self.come_forward()
        if number:
            self.links.open(number)

    @Slot(str)
    def open_mail(self, number: str) -> None:
        """Show the ticket of a mail that was dropped; "" is a mail about none."""
        if number:
            self.open_number(number)
        elif self._session.account is not None:
            self.links.report(Problem(ErrorCode.NOT_YOUR_TICKET))

    def compose(self, draft: Draft | None) -> None:
        """Go on with a draft, or begin one."""
        if self._session.account is not None:
            self._show_page("helpdesk")
            self._pages.helpdesk.compose(draft)

    @Slot()
    def new_ticket(self) -> None:
        """Begin a ticket."""
        self.come_forward()
        self.compose(None)

    @Slot()
    def find(self) -> None:
        """Go to the content filter."""
        if self._session.account is not None:
            self._show_page("helpdesk")
            self._pages.helpdesk.focus_content_filter()

    @Slot(str)
    def show_list(self, kind: str) -> None:
        """Show the list behind a figure of the dashboard."""
        self._show_page("helpdesk")
        self._pages.helpdesk.show_filter(kind)

    def ask_about(self, transaction: Transaction) -> None:
        """Begin a ticket about a transaction."""
        if self._session.account is not None:
            self._show_page("helpdesk")
            self._pages.helpdesk.ask_about(transaction)

    def show_transaction(self, remote_id: str) -> None:
        """Show a transaction in Wallets."""
        if self._session.account is not None:
            self._show_page("wallets")
            self._pages.wallets.show_transaction(remote_id)

    def show(self, page: str) -> None:
        """Go to a page by its name."""
        self._show_page(page)

    @Slot()
    def show_wallets(self) -> None:
        """Go to Wallets."""
        self._show_page("wallets")

    @Slot(int)
    def show_wallet(self, wallet_id: int) -> None:
        """Go to Wallets with this one chosen."""
        self._show_page("wallets")
        self._pages.wallets.choose_wallet(wallet_id)
