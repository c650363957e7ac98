"""Tells each answer of support once: on the desktop, or not at all while that ticket is being read."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from desktop.domain.errors import OtetError
from desktop.store.changes import Changes, Kind
from desktop.ui import alerts
from desktop.ui.alerts import Alert, Channel, Notifier
from desktop.ui.session import Session
from desktop.ui.signals import Notice, Toast


class Announcer(QObject):
    """Listens to committed changes; an answer is marked as told before it is told, so never twice."""

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
        self._notifier = Notifier(channels, session.background, session.signals.returned.emit, self._in_app)
        session.signals.changed.connect(self._changed)
        session.signals.account_changed.connect(self.tell_pending)
        self.tell_pending()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.has(Kind.ALERT):
            self.tell_pending()

    @Slot()
    def tell_pending(self) -> None:
        """Tell what has not been told yet, such as what came just before the last end."""
        account = self._session.account
        if account is None:
            return
        answers = self._session.services.alerts.pending(account.id)
        if not answers:
            return
        try:
            self._session.services.alerts.shown(answers)
        except OtetError as error:
            # Untold answers stay unread in the list; telling them at every change would be worse
            self._session.signals.notice.emit(Notice("disk", error.problem))
            return
        settings = self._session.settings
        unseen = [answer for answer in answers if answer.ticket_id != self._reading()]
        if settings.notify and unseen:
            for alert in alerts.words(unseen, self._session.formats, content=settings.notify_content):
                self._notifier.tell(alert, settings.notify_channel)

    def _in_app(self, alert: Alert) -> None:
        def go() -> None:
            self._open_ticket(alert.ticket_id)

        toast = Toast(alert.title, self.tr("Show"), go, seconds=10.0)
        self._session.signals.toast.emit(toast)
