"""Tells each answer of support once: on the desktop, or not at all while that ticket is being read."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from desktop.domain.errors import OtetError
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.store.changes import Changes, Kind
from desktop.ui.notifications import do_not_disturb, notifier
from desktop.ui.notifications.notifier import Alert, Channel, Notifier
from desktop.ui.session import Session
from desktop.ui.signals import Notice, Toast

_AGREEING = frozenset({LinkState.STARTING, LinkState.SYNCING, LinkState.UP_TO_DATE})
_LONGEST_PULL_MS = 5 * 60_000


class NotificationPresenter(QObject):
    """Listens to committed changes; an answer is marked as told before it is told, so never twice.

    What has to wait, for quiet hours to end or for the rest of a long absence to come in, waits in the database.
    """

    def __init__(
        self,
        session: Session,
        channels: list[Channel],
        reading: Callable[[], int | None],
        open_ticket: Callable[[int | None], None],
        parent: QObject | None = None,
    ) -> None:
        """`reading` is the local ticket in view of an active window; `open_ticket` raises the window and shows one."""
        super().__init__(parent)
        self._session = session
        self._reading = reading
        self._open_ticket = open_ticket
        self._waits_since_ms = 0
        self._notifier = Notifier(channels, session.background, session.signals.returned.emit, self._in_app)
        session.signals.changed.connect(self._changed)
        session.signals.status.connect(self._status_changed)
        session.signals.account_changed.connect(self.tell_pending)
        session.signals.settings_changed.connect(self.tell_what_waits)
        self.tell_pending()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.has(Kind.NOTIFICATION):
            self.tell_pending()

    @Slot(object)
    def _status_changed(self, status: SyncStatus) -> None:
        if self._waits_since_ms:
            self._tell(settled=status.state not in _AGREEING)

    @Slot()
    def tell_what_waits(self) -> None:
        """Look again, as quiet hours may be over; called every minute and when settings change."""
        if self._waits_since_ms:
            waited_ms = self._session.formats.now_ms() - self._waits_since_ms
            self._tell(settled=not 0 <= waited_ms < _LONGEST_PULL_MS)

    @Slot()
    def tell_pending(self) -> None:
        """Tell what has not been told yet, such as what came just before the last end."""
        self._tell(settled=False)

    def _tell(self, *, settled: bool) -> None:
        """`settled` says that no more will come soon, whatever the database thinks."""
        account, settings = self._session.account, self._session.settings
        if account is None:
            return
        ledger = self._session.services.alerts
        if settings.notify:
            is_whole = settled or ledger.is_settled(account.id)
            if not is_whole or do_not_disturb.is_quiet(settings, self._session.formats):
                self._waits_since_ms = self._waits_since_ms or self._session.formats.now_ms()
                return
        self._waits_since_ms = 0
        try:
            pending = ledger.claim(account.id, self._reading())
        except OtetError as error:
            # Untold answers stay unread in the list; telling them at every change would be worse
            self._session.signals.notice.emit(Notice("disk", error.problem))
            return
        if settings.notify and pending.count:
            formats, content, sound = self._session.formats, settings.notify_content, settings.notify_sound
            for alert in notifier.words(pending, formats, content=content, sound=sound):
                self._notifier.tell(alert, settings.notify_channel)

    @Slot(object, bool)
    def tell_otherwise(self, alert: Alert, may_be_shown: bool) -> None:
        """The desktop's service gave this one back."""
        if may_be_shown:
            self._notifier.tell_in_app(alert)
        else:
            self._notifier.tell_instead(alert, "dbus", self._session.settings.notify_channel)

    def _in_app(self, alert: Alert) -> None:
        def go() -> None:
            self._open_ticket(alert.ticket_id)

        toast = Toast(alert.title, self.tr("Show"), go, seconds=10.0)
        self._session.signals.toast.emit(toast)
