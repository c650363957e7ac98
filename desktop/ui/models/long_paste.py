"""Keeps a pasted text that is too long for a message until the user has chosen what becomes of it."""

from functools import partial

from PySide6.QtCore import QObject, Qt

from desktop.domain.validation import encodable
from desktop.ui.models.draft_keeper import DraftKeeper
from desktop.ui.session import Session
from desktop.ui.widgets.paste_offer import FILE_NAME, PasteOffer
from desktop.ui.widgets.text_area import TextArea

MOST_INSERTED = 50_000
"""The most characters that a field takes by pasting, whatever the help desk accepts: it lays out all of them."""


class LongPaste(QObject):
    """Belongs to one form: its keeper, its text and the offer. A text is kept for its draft until it is attached."""

    def __init__(self, session: Session, keeper: DraftKeeper, area: TextArea, offer: PasteOffer) -> None:
        super().__init__(area)
        self._session = session
        self._keeper = keeper
        self._area = area
        self._offer = offer
        self._texts: dict[str, str] = {}
        self._attaching: dict[str, str] = {}
        area.most_pasted = self._most
        area.long_text_pasted.connect(self._take)
        area.textChanged.connect(self._show)
        offer.attach_asked.connect(self._attach)
        offer.insert_asked.connect(self._insert)
        offer.dismissed.connect(self._dismiss)
        keeper.updated.connect(self._updated)

    def _most(self) -> int:
        return min(self._session.info.text_limit, MOST_INSERTED)

    def _draft_id(self) -> str:
        return self._keeper.draft.id if self._keeper.draft is not None else ""

    def _take(self, text: str) -> None:
        if self._draft_id():
            self._texts[self._draft_id()] = text
        self._show()

    def _attach(self) -> None:
        id = self._draft_id()
        text = self._texts.pop(id, None)
        if text is not None:
            self._attaching[id] = text
            self._keeper.forget_file_problems()
            self._keeper.attach_bytes(FILE_NAME, partial(_encoded, text))
        self._end()

    def _insert(self) -> None:
        text = self._texts.pop(self._draft_id(), "")
        self._area.insert_text(text[: self._area.room()])
        self._end()

    def _dismiss(self) -> None:
        self._texts.pop(self._draft_id(), None)
        self._end()

    def _end(self) -> None:
        self._show()
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _updated(self) -> None:
        id = self._draft_id()
        if id in self._attaching and not self._keeper.is_copying:
            text = self._attaching.pop(id)
            if any(one.name == FILE_NAME for one in self._keeper.file_problems):
                # not attached, and the reason is shown: the text is offered again
                self._texts[id] = text
        self._show()

    def _show(self) -> None:
        text = self._texts.get(self._draft_id(), "")
        if text or self._offer.words:
            self._offer.show_offer(len(text), min(self._area.room(), len(text)) if text else 0)


def _encoded(text: str) -> bytes:
    return encodable(text).encode("utf-8")
