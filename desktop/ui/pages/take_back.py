"""Offers the way back from what a person has just done: a toast with Undo."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.domain.drafts import Draft
from desktop.domain.errors import OtetError
from desktop.ui import texts
from desktop.ui.session import Session
from desktop.ui.signals import Toast

DISCARD_UNDO_S = 10.0


class TakeBack(QObject):
    """`undo_asked` carries an operation's id, `restored` a draft that is on disk again."""

    undo_asked = Signal(str)
    restored = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def offer_submit(self, operation_id: str) -> None:
        """A ticket was accepted and is held back for as long as the toast stands."""
        undo_s = self._session.settings.undo_s
        words = self.tr("Ticket accepted. It is sent in a moment.")
        if undo_s > 0:
            undo = partial(self.undo_asked.emit, operation_id)
            self._session.signals.toast.emit(Toast(words, self.tr("Undo"), undo, undo_s))

    def offer_discard(self, draft: Draft) -> None:
        """A draft was thrown away; one that held nothing is not worth a word."""
        if draft.updated_ms:
            undo = partial(self._restore, draft)
            words = self.tr("Draft discarded")
            self._session.signals.toast.emit(Toast(words, self.tr("Undo"), undo, DISCARD_UNDO_S))

    def _restore(self, draft: Draft) -> None:
        try:
            kept = self._session.services.drafts.keep(draft)
        except OtetError as error:
            words = texts.problem(error.problem, self._session.formats)
            self._session.signals.toast.emit(Toast(words, self.tr("Try again"), partial(self._restore, draft), 30))
            return
        self.restored.emit(kept)
