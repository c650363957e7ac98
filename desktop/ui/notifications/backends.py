"""The desktop's own ways to show an alert here, in the order in which they are tried."""

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.tickets import RowKey, RowKind
from desktop.store.changes import Changes, Kind
from desktop.ui.notifications.notifier import Channel, PlyerChannel, TrayChannel
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.ui.notifications.freedesktop import FreedesktopChannel
    from desktop.ui.platform.session_bus import SessionBus


class NotificationBackends(QObject):
    """On Linux its notification service, whose buttons come back, then plyer, then the tray; elsewhere the tray first.

    `pressed` is a notification's ticket and whether to write a reply, `refused` an alert that the service gave back
    and whether it may be on the screen all the same, `tray_changed` that a panel with a tray came or went.
    """

    pressed = Signal(object, bool)
    refused = Signal(object, bool)
    tray_changed = Signal()

    def __init__(self, session: Session, tray: TrayChannel, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._told: FreedesktopChannel | None = None
        self._bus: SessionBus | None = None
        self.channels: list[Channel] = [tray, PlyerChannel()]
        if sys.platform.startswith("linux"):
            service = self._service()
            # a tray of today's kind has its messages shown by that same service
            tray.has_service = lambda: service.has_service or not service.has_tray
            self.channels = [service, PlyerChannel(lambda: service.has_service), tray]

    def close(self) -> None:
        """Leave the desktop."""
        if self._bus is not None:
            self._bus.close()

    def _service(self) -> "FreedesktopChannel":
        from desktop.ui.notifications.freedesktop import FreedesktopChannel
        from desktop.ui.platform.session_bus import SessionBus

        self._bus = SessionBus(self)
        channel = FreedesktopChannel(self._bus, self)
        channel.asked.connect(self.pressed)
        channel.refused.connect(self.refused)
        channel.tray_changed.connect(self.tray_changed)
        self._told = channel
        self._session.signals.changed.connect(self._changed)
        return channel

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        """What has been read needs no notification any more."""
        account, told = self._session.account, self._told
        if account is None or told is None or not changes.has(Kind.TICKET):
            return
        tickets = self._session.services.reads.tickets
        for ticket_id in told.told_tickets:
            if str(ticket_id) not in changes.ids(Kind.TICKET):
                continue
            ticket = tickets.ticket(account.id, RowKey(RowKind.TICKET, str(ticket_id)))
            if ticket is None or not ticket.unread:
                told.withdraw(ticket_id)
