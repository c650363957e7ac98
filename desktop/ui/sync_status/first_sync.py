"""Whether all of an account has been fetched once, and how far its first synchronisation has come, in words."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.domain.sync_status import HistoryProgress, LinkState, SyncStatus
from desktop.store.changes import Changes, Kind
from desktop.ui.session import Session

TOGETHER_MS = 250
"""A count that changes many times a second is not read."""
_WAITING = frozenset({LinkState.OFFLINE, LinkState.BUSY, LinkState.STOPPED})


class FirstSync(QObject):
    """Until it is over, that something is not here says nothing: no page may call itself empty, no figure be 0.

    Signals: `changed`, it ended, or `words` or `share` are others.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._link = session.signals.last_status.state
        self._history = session.signals.last_status.history
        self._is_over = self._read()
        self._together = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._together.timeout.connect(self.changed)
        session.signals.status.connect(self._status_changed)
        session.signals.changed.connect(self._store_changed)
        session.signals.account_changed.connect(self._account_changed)

    @property
    def is_over(self) -> bool:
        """Whether everything was here once; also while nobody is signed in."""
        if not self._is_over:
            self._is_over = self._read()
        return self._is_over

    @property
    def words(self) -> str:
        """How far it has come, or what it waits for; "" once it is over."""
        account = self._session.account
        if account is None or self.is_over:
            return ""
        if self._history is not None and self._link not in {*_WAITING, LinkState.SIGN_IN_AGAIN}:
            return self._history_words(self._history)
        count = self._session.services.reads.tickets.count(account.id)
        tickets = self._session.formats.counts.tickets_so_far(count) if count else ""
        if self._link is LinkState.SIGN_IN_AGAIN:
            words = self.tr("Sign in again, so that the first synchronisation can go on.")
        elif self._link in _WAITING:
            words = self.tr("The first synchronisation goes on as soon as support can be reached.")
        elif not count:
            return self.tr("First synchronisation: fetching your tickets…")
        else:
            return self.tr("First synchronisation: {tickets}").format(tickets=tickets)
        return self.tr("{tickets}. {words}").format(tickets=tickets, words=words) if count else words

    @property
    def share(self) -> float | None:
        """How much of it is done, 0 to 1; None while that is not known, and once it is over."""
        if self._history is None or self._history.total <= 0 or self.is_over:
            return None
        return min(max(self._history.done / self._history.total, 0.0), 1.0)

    def _history_words(self, history: HistoryProgress) -> str:
        """How far back everything is here, and how many tickets are to come; the newest come first."""
        formats = self._session.formats
        if history.tickets_left:
            to_come = formats.counts.older_tickets(history.tickets_left)
        else:
            to_come = self.tr("older messages and transactions")
        if not history.since_ms:
            return self.tr("What is newest is here. Still to come: {tickets}").format(tickets=to_come)
        words = self.tr("Everything since {date} is here. Still to come: {tickets}")
        return words.format(date=formats.date(history.since_ms), tickets=to_come)

    def _read(self) -> bool:
        account = self._session.account
        if account is None:
            return True
        return self._session.services.reads.state.synced_ms(account.id) > 0

    @Slot(object)
    def _status_changed(self, status: SyncStatus) -> None:
        was_over, self._is_over = self._is_over, self._is_over or self._read()
        is_other, self._link = status.state is not self._link, status.state
        has_moved, self._history = status.history != self._history, status.history
        if not was_over and (self._is_over or is_other):
            self.changed.emit()
        elif has_moved and not self._is_over and not self._together.isActive():
            self._together.start()

    @Slot(object)
    def _store_changed(self, changes: Changes) -> None:
        if not self._is_over and changes.has(Kind.TICKET, Kind.ACCOUNT) and not self._together.isActive():
            self._together.start()

    @Slot()
    def _account_changed(self) -> None:
        self._link = LinkState.STARTING
        self._history = None
        self._is_over = self._read()
        self.changed.emit()
