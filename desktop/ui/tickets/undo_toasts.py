"""Offers the way back from what a person has just done: a toast with Undo."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.domain.drafts import Draft
from desktop.domain.errors import OtetError
from desktop.ui.language import texts
from desktop.ui.session import Session
from desktop.ui.signals import Toast, retranslatable

DISCARD_UNDO_S = 10.0


class UndoToasts(QObject):
    """`undo_asked` carries an operation's id, `restored` a draft that is on disk again."""

    undo_asked = Signal(str)
    restored = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def offer_submit(self, operation_id: str) -> None:
        """A ticket was accepted and is held back for as long as the toast stands."""
        undo_s = self._session.settings.undo_s
        undo = partial(self.undo_asked.emit, operation_id)

        def told() -> Toast:
            return Toast(self.tr("Ticket accepted. It is sent in a moment."), self.tr("Undo"), undo, undo_s)

        if undo_s > 0:
            self._session.signals.toast.emit(retranslatable(told))

    def offer_discard(self, draft: Draft) -> None:
        """A draft was thrown away, and its files are held until the toast goes; one that held nothing gets none."""
        undo = partial(self._restore, draft)
        release = partial(self._session.services.drafts.release, draft)

        def told() -> Toast:
            return Toast(self.tr("Draft discarded"), self.tr("Undo"), undo, DISCARD_UNDO_S, release)

        if draft.updated_ms:
            self._session.signals.toast.emit(retranslatable(told))
        else:
            release()

    def _restore(self, draft: Draft) -> None:
        try:
            kept = self._session.services.drafts.keep(draft)
        except OtetError as error:
            problem = error.problem
            drafts = self._session.services.drafts
            drafts.hold(draft)
            again, release = partial(self._restore, draft), partial(drafts.release, draft)

            def told() -> Toast:
                return Toast(texts.problem(problem, self._session.formats), self.tr("Try again"), again, 30, release)

            self._session.signals.toast.emit(retranslatable(told))
            return
        self.restored.emit(kept)
