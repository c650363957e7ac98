"""Shows each answer of support once: as a notification, or not at all while that ticket is being read."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.errors import OtetError
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import RowKey, RowKind
from desktop.store.changes import Changes, Kind
from desktop.ui.notifications import do_not_disturb, notifier
from desktop.ui.notifications.notifier import Alert, Channel, Notifier, PlyerChannel, TrayChannel
from desktop.ui.session import Session
from desktop.ui.signals import Notice, Toast

if TYPE_CHECKING:
    from desktop.ui.notifications.freedesktop import FreedesktopChannel
    from desktop.ui.platform.session_bus import SessionBus

_AGREEING = frozenset({LinkState.STARTING, LinkState.SYNCING, LinkState.UP_TO_DATE})
_LONGEST_PULL_MS = 5 * 60_000


class OpenTicket(Protocol):
    """Raises the window, and shows a ticket if one is given."""

    def __call__(self, ticket_id: int | None, *, to_reply: bool = False) -> None:
        """With the caret in the reply box if `to_reply`."""


class NotificationPresenter(QObject):
    """Listens to committed changes; an answer is claimed in the database before it is shown, so never shown twice.

    What has to wait, for quiet hours to end or for the rest of a long absence to come in, waits in the database.
    On Linux the desktop's notification service is tried first, then plyer, then the tray; elsewhere the tray first.

    Signals: `tray_changed` a panel with a tray came or went.
    """

    tray_changed = Signal()

    def __init__(
        self,
        session: Session,
        tray: TrayChannel,
        reading: Callable[[], int | None],
        open_ticket: OpenTicket,
        parent: QObject | None = None,
        *,
        channels: list[Channel] | None = None,
    ) -> None:
        """`reading` returns the local ticket in view of an active window; `channels` replace the desktop's own."""
        super().__init__(parent)
        self._session = session
        self._reading = reading
        self._open_ticket = open_ticket
        self._waits_since_ms = 0
        self._bus: SessionBus | None = None
        self._service: FreedesktopChannel | None = None
        chosen = self._channels(tray) if channels is None else channels
        self._notifier = Notifier(chosen, session.background, session.signals.returned.emit, self._in_app)
        session.signals.changed.connect(self._changed)
        session.signals.status.connect(self._status_changed)
        session.signals.account_changed.connect(self.show_pending)
        session.signals.settings_changed.connect(self.show_postponed)
        self.show_pending()

    def close(self) -> None:
        """Leave the desktop's notification service."""
        if self._bus is not None:
            self._bus.close()

    @Slot()
    def show_postponed(self) -> None:
        """Look again, as quiet hours may be over; called every minute and when settings change."""
        if self._waits_since_ms:
            waited_ms = self._session.formats.now_ms() - self._waits_since_ms
            self._show(settled=not 0 <= waited_ms < _LONGEST_PULL_MS)

    @Slot()
    def show_pending(self) -> None:
        """Show what has not been shown yet, such as what came just before the last end."""
        self._show(settled=False)

    def _channels(self, tray: TrayChannel) -> list[Channel]:
        if not sys.platform.startswith("linux"):
            return [tray, PlyerChannel()]
        from desktop.ui.notifications.freedesktop import FreedesktopChannel
        from desktop.ui.platform.session_bus import SessionBus

        self._bus = SessionBus(self)
        self._service = service = FreedesktopChannel(self._bus, self)
        service.asked.connect(self._pressed)
        service.refused.connect(self._refused)
        service.tray_changed.connect(self.tray_changed)
        # a tray of today's kind has its messages shown by that same service
        tray.has_service = lambda: service.has_service or not service.has_tray
        return [service, PlyerChannel(lambda: service.has_service), tray]

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.has(Kind.TICKET):
            self._withdraw_read(changes)
        if changes.has(Kind.NOTIFICATION):
            self.show_pending()

    def _withdraw_read(self, changes: Changes) -> None:
        """What has been read needs no notification any more."""
        account, service = self._session.account, self._service
        if account is None or service is None:
            return
        tickets = self._session.services.reads.tickets
        for ticket_id in service.shown_tickets:
            if str(ticket_id) not in changes.ids(Kind.TICKET):
                continue
            ticket = tickets.ticket(account.id, RowKey(RowKind.TICKET, str(ticket_id)))
            if ticket is None or not ticket.unread:
                service.withdraw(ticket_id)

    @Slot(object)
    def _status_changed(self, status: SyncStatus) -> None:
        if self._waits_since_ms:
            self._show(settled=status.state not in _AGREEING)

    def _show(self, *, settled: bool) -> None:
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
            # answers without a notification stay unread in the list; showing them at every change would be worse
            self._session.signals.notice.emit(Notice("disk", error.problem))
            return
        if settings.notify and pending.count:
            formats, content, sound = self._session.formats, settings.notify_content, settings.notify_sound
            for alert in notifier.words(pending, formats, content=content, sound=sound):
                self._notifier.show(alert, settings.notify_channel)

    @Slot(object, bool)
    def _pressed(self, ticket_id: int | None, to_reply: bool) -> None:
        self._open_ticket(ticket_id, to_reply=to_reply)

    @Slot(object, bool)
    def _refused(self, alert: Alert, may_be_shown: bool) -> None:
        """The desktop's service gave this one back."""
        if may_be_shown:
            self._notifier.show_in_app(alert)
        else:
            self._notifier.show_instead(alert, "dbus", self._session.settings.notify_channel)

    def _in_app(self, alert: Alert) -> None:
        def go() -> None:
            self._open_ticket(alert.ticket_id)

        toast = Toast(alert.title, self.tr("Show"), go, seconds=10.0)
        self._session.signals.toast.emit(toast)
