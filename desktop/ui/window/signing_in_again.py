"""Leads to the form that signs the account in again, and back to where the user was."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import ErrorCode
from desktop.ui.session import Session
from desktop.ui.window.notice_bar import NoticeBar
from desktop.ui.window.pages import Pages


class SignInAgain(QObject):
    """Shows the form over the page that is open; nothing on that page is closed, reset or read again.

    `show_page` shows the page of that name with the sidebar.
    """

    def __init__(
        self,
        pages: Pages,
        session: Session,
        sidebar: QWidget,
        notices: NoticeBar,
        show_page: Callable[[str], None],
    ) -> None:
        super().__init__(pages)
        self._pages = pages
        self._session = session
        self._sidebar = sidebar
        self._notices = notices
        self._show_page = show_page
        self._page = ""
        self._focus: QWidget | None = None
        pages.currentChanged.connect(self._page_changed)
        pages.welcome_left.connect(self.go_back)
        pages.signed_in.connect(self.go_back)

    @Slot()
    def ask(self) -> None:
        """Ask for the password of the account that is signed in."""
        account = self._session.account
        if account is None:
            return
        page = self._pages.currentWidget()
        if page is not None and self._pages.current != "welcome":
            self._page, self._focus = self._pages.current, page.focusWidget()
            self._sidebar.hide()
            self._pages.show_page("welcome")
        self._pages.welcome.ask_again(account)

    @Slot()
    def _page_changed(self) -> None:
        is_asking = self._pages.current == "welcome"
        self._notices.leave_out(ErrorCode.SIGN_IN_AGAIN if is_asking else None)

    @Slot()
    def go_back(self) -> None:
        """Show the page where the user was, with the caret where it was; without an account there is only Welcome."""
        page, focus = self._page, self._focus
        self._page, self._focus = "", None
        if self._session.account is None or not page or self._pages.current != "welcome":
            return
        self._show_page(page)
        if focus is not None and shiboken6.isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
