"""Offers the way back from what the user has just done: a toast with Undo."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.domain.drafts import Draft
from desktop.domain.errors import OtetError
from desktop.domain.validation import is_empty
from desktop.ui.language import texts
from desktop.ui.session import Session
from desktop.ui.signals import Toast, retranslatable

DISCARD_UNDO_S = 10.0
RETRY_S = 30.0


class UndoToasts(QObject):
    """The one offer of Undo after a draft was sent or discarded, in the composer and in the reply box.

    Signals: `undo_asked` (str): undo the submit of this outbox item; `restored` (Draft): it is on disk again.
    """

    undo_asked = Signal(str)
    restored = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def offer_ticket(self, operation_id: str) -> None:
        """Say that a ticket was accepted and is held back for as long as the toast stands."""
        self._offer(operation_id, is_reply=False)

    def offer_reply(self, operation_id: str) -> None:
        """The same for a reply."""
        self._offer(operation_id, is_reply=True)

    def offer_discard(self, draft: Draft) -> None:
        """A draft was thrown away, and its files are held until the toast goes; one that held nothing gets none."""
        undo = partial(self._restore, draft)
        release = partial(self._session.services.drafts.release, draft)

        def toast() -> Toast:
            return Toast(self.tr("Draft discarded"), self.tr("Undo"), undo, DISCARD_UNDO_S, release)

        if is_empty(draft):
            release()
        else:
            self._session.signals.toast.emit(retranslatable(toast))

    def _offer(self, operation_id: str, *, is_reply: bool) -> None:
        undo_s = self._session.settings.undo_s
        undo = partial(self.undo_asked.emit, operation_id)

        def toast() -> Toast:
            reply = self.tr("Reply accepted. It is sent in a moment.")
            words = reply if is_reply else self.tr("Ticket accepted. It is sent in a moment.")
            return Toast(words, self.tr("Undo"), undo, undo_s)

        if undo_s > 0:
            self._session.signals.toast.emit(retranslatable(toast))

    def _restore(self, draft: Draft) -> None:
        drafts = self._session.services.drafts
        try:
            kept = drafts.keep(draft)
        except OtetError as error:
            problem = error.problem
            drafts.hold(draft)
            again, release = partial(self._restore, draft), partial(drafts.release, draft)

            def toast() -> Toast:
                words = texts.problem(problem, self._session.formats)
                return Toast(words, self.tr("Try again"), again, RETRY_S, release)

            self._session.signals.toast.emit(retranslatable(toast))
            return
        self.restored.emit(kept)
