"""Lets a person look at what a help desk lost, and decide."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import OtetError
from desktop.ui.session import Session
from desktop.ui.signals import Notice
from desktop.ui.window.rollback_dialog import RollbackDialog


class RollbackReview(QObject):
    """Opens one dialog at a time."""

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._session = session

    @Slot()
    def review(self) -> None:
        """The help desk is an older copy: show what it lacks, and do with it what the person wants."""
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
