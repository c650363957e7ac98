"""How account and sync stand: the unread count, the notices about them, and the review of what a help desk lost."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.operations import Operation
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import RowKey, RowKind
from desktop.store.changes import Changes, Kind
from desktop.ui.language import texts
from desktop.ui.language.bidi import isolate_line
from desktop.ui.language.formats import Formats
from desktop.ui.session import Session
from desktop.ui.signals import Notice, retranslatable

_MINUTE_MS = 60_000
_MOST_WORDS = 60
_HINDERED = frozenset({LinkState.OFFLINE, LinkState.BUSY, LinkState.SIGN_IN_AGAIN, LinkState.STOPPED})


class WindowStatus(QObject):
    """Turns problems of sync and of the store into notices; `window` is under the dialogs that they lead to.

    Signals: `unread_changed` the database's count of unread answers; `minute_passed`; `sign_in_asked` the account has
    to be signed in again.
    """

    unread_changed = Signal(int)
    minute_passed = Signal()
    sign_in_asked = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._problem: Problem | None = None
        self._restored_ms = 0
        self._notified = ""
        session.signals.changed.connect(self._changed)
        session.signals.status.connect(self._status_changed)
        self._minutes = QTimer(self, interval=_MINUTE_MS)
        self._minutes.timeout.connect(self.minute_passed)
        self._minutes.start()

    def begin(self) -> None:
        """Say how things stand for the account that is signed in now."""
        self._problem = None
        self._notified = ""
        self._count()
        self._notify_undelivered()
        reason = self._session.services.reads.state.read_only_reason
        if reason is not None:
            self._session.signals.notice.emit(Notice("read_only", Problem(reason)))

    @Slot()
    def signed_in(self) -> None:
        """The same account is signed in again: what the notice asked for has been done."""
        self._problem = None
        self._session.signals.notice.emit(Notice("sync", None))

    def _count(self) -> None:
        account = self._session.account
        tickets = self._session.services.reads.tickets
        self.unread_changed.emit(tickets.unread(account.id) if account is not None else 0)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.has(Kind.TICKET, Kind.ACCOUNT):
            self._count()
        if changes.has(Kind.OPERATION, Kind.ACCOUNT):
            self._notify_undelivered()

    def _notify_undelivered(self) -> None:
        """Say once of each message that it needs the user, for it may do so hours after it was written."""
        account, signals = self._session.account, self._session.signals
        tickets = self._session.services.reads.tickets
        found = tickets.newest_needing_user(account.id) if account is not None else None
        if found is None:
            self._notified = ""
            signals.notice.emit(Notice("needs_you", None))
        elif found.id != self._notified:
            self._notified = found.id
            show = partial(self._show_undelivered, found)
            signals.notice.emit(retranslatable(lambda: undelivered_notice(found, self._session.formats, show)))

    def _show_undelivered(self, operation: Operation) -> None:
        self._session.signals.notice.emit(Notice("needs_you", None))
        is_on_ticket = operation.ticket_id is not None
        id = str(operation.ticket_id) if is_on_ticket else operation.parent_id or operation.id
        self._session.navigator.open_row(RowKey(RowKind.TICKET if is_on_ticket else RowKind.OUTBOX, id))

    @Slot(object)
    def _status_changed(self, status: SyncStatus) -> None:
        self._notify_restored(status.restored_ms)
        problem = status.problem if status.state in _HINDERED else None
        if status.state is LinkState.OFFLINE and problem is not None:
            # that there is no answer, and no connection, would be two statements about the same thing
            problem = Problem(ErrorCode.OFFLINE)
        if problem is None and status.state is LinkState.SIGN_IN_AGAIN:
            problem = Problem(ErrorCode.SIGN_IN_AGAIN)
        # While a try is on its way nothing is known yet: the notice of the last one stays
        if problem == self._problem or (problem is None and status.state in {LinkState.STARTING, LinkState.SYNCING}):
            return
        self._problem = problem
        runs = {ErrorCode.SIGN_IN_AGAIN: self.sign_in_asked.emit, ErrorCode.ROLLED_BACK: self._review}
        run = runs.get(problem.code) if problem is not None else None
        self._session.signals.notice.emit(Notice("sync", problem, run=run or self._session.actions.try_now))

    def _review(self) -> None:
        """The help desk is an older copy: show what it lacks, and do with it what the user decides; once at a time."""
        from desktop.ui.window.rollback_dialog import RollbackDialog

        account = self._session.account
        if account is None or self._window.findChildren(RollbackDialog):
            return
        missing = self._session.services.tickets.missing(account.id)
        dialog = RollbackDialog(missing, self._session.formats, self._window)
        dialog.decided.connect(self._settle)
        dialog.open()

    @Slot(bool)
    def _settle(self, send_again: bool) -> None:
        account = self._session.account
        if account is None:
            return
        try:
            self._session.services.tickets.settle_rollback(account.id, send_again=send_again)
        except OtetError as error:
            self._session.signals.notice.emit(Notice("rollback", error.problem))
            return
        self._session.actions.try_now()

    def _notify_restored(self, restored_ms: int) -> None:
        if restored_ms and restored_ms != self._restored_ms:
            self._session.signals.show_until_dismissed("restored", Problem(ErrorCode.RESTORED))
        self._restored_ms = restored_ms


def undelivered_notice(operation: Operation, formats: Formats, show: Callable[[], None]) -> Notice:
    """The notice of a message that needs the user: what it was, and why."""
    problem = operation.problem or Problem(ErrorCode.UNCONFIRMED)
    words = QCoreApplication.translate("WindowStatus", "“{text}” was not delivered. {why}")
    text = " ".join((operation.subject.strip() or operation.body[:_MOST_WORDS]).split())
    short = text if len(text) <= _MOST_WORDS else f"{text[:_MOST_WORDS].rstrip()}…"
    words = words.format(text=isolate_line(short), why=texts.decision(problem, formats))
    return Notice("needs_you", problem, QCoreApplication.translate("WindowStatus", "Show"), show, text=words)
