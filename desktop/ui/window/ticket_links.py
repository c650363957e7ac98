"""Opens the ticket that a link or a mail names, as soon as it is on this computer."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import RowKey, RowKind
from desktop.store.changes import Changes, Kind
from desktop.ui.session import Session
from desktop.ui.signals import Notice, retranslatable

KEY = "link"
AT_ONCE_MS = 60_000
"""A ticket that comes later than this is offered: by then the user does something else."""


class TicketLinks(QObject):
    """Remembers the last number that was asked for and is not here.

    Nobody can tell that it is not the user's before app and help desk have agreed after the question. While the user
    writes, and after `AT_ONCE_MS`, a ticket that comes is offered and not opened.
    """

    def __init__(self, session: Session, open_row: Callable[[RowKey], None], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._open_row = open_row
        self._number = ""
        self._asked_ms = 0
        session.signals.status.connect(self._status_changed)
        session.signals.changed.connect(self._changed)

    def open(self, number: str) -> None:
        """Show the ticket with that number now, or else as soon as it is here."""
        self._number, self._asked_ms = number, self._session.formats.now_ms()
        found = self._find()
        if found is not None:
            self._show(found)
            return
        self._show_waiting()
        self._session.services.wake()

    def look_again(self) -> None:
        """Somebody else is signed in, and the notices were cleared."""
        if self._number and not self._offer():
            self._show_waiting()

    def report(self, problem: Problem | None) -> None:
        """Show a notice about a link or a dropped file that leads nowhere; None clears it."""
        self._number = ""
        clear = partial(self._session.signals.notice.emit, Notice(KEY, None))
        self._session.signals.notice.emit(retranslatable(lambda: Notice(KEY, problem, self.tr("OK"), clear)))

    def _find(self) -> int | None:
        account = self._session.account
        if not self._number or account is None:
            return None
        return self._session.services.reads.tickets.by_number(account.id, self._number)

    def _show_waiting(self) -> None:
        problem, forget = Problem(ErrorCode.TICKET_NOT_HERE), partial(self.report, None)
        self._session.signals.notice.emit(retranslatable(lambda: Notice(KEY, problem, self.tr("Cancel"), forget)))

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if self._number and changes.has(Kind.TICKET):
            self._offer()

    @Slot(object)
    def _status_changed(self, status: SyncStatus) -> None:
        if not self._number or self._session.account is None or self._offer():
            return
        if status.state is LinkState.UP_TO_DATE and status.synced_ms > self._asked_ms:
            self.report(Problem(ErrorCode.NOT_YOUR_TICKET))

    def _offer(self) -> bool:
        """Show it if it is here; whether it is."""
        found = self._find()
        if found is None:
            return False
        if not _is_writing() and self._session.formats.now_ms() - self._asked_ms < AT_ONCE_MS:
            self._show(found)
            return True
        self._number = ""
        problem, show = Problem(ErrorCode.TICKET_NOT_HERE), partial(self._show, found)

        def notice() -> Notice:
            return Notice(
                KEY, problem, self.tr("Open"), show, text=self.tr("The ticket that you asked for is here now.")
            )

        self._session.signals.notice.emit(retranslatable(notice))
        return True

    def _show(self, ticket_id: int) -> None:
        self.report(None)
        self._open_row(RowKey(RowKind.TICKET, str(ticket_id)))


def _is_writing() -> bool:
    focus = QApplication.focusWidget()
    return isinstance(focus, QTextEdit | QLineEdit) and not focus.isReadOnly()
