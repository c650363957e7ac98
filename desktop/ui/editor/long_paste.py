"""Makes a pasted text that is too long for a message a file of the draft, so that it is on disk before any decision."""

from functools import partial
from itertools import count

from PySide6.QtCore import QObject, Qt, Slot

from desktop.domain.drafts import Draft
from desktop.domain.language.surrogates import encodable
from desktop.ui.editor.draft_autosave import DraftAutosave
from desktop.ui.editor.file_copier import Copied, FileProblem
from desktop.ui.editor.paste_offer import PasteOffer
from desktop.ui.kit.text_area import TextArea
from desktop.ui.session import Session
from desktop.values import dataclass

MOST_INSERTED = 50_000
"""The most characters that a field takes by pasting, whatever the help desk accepts: it lays out all of them."""


@dataclass(frozen=True)
class _Paste:
    """A text and the name of the file that it becomes."""

    name: str
    text: str


class LongPaste(QObject):
    """Belongs to one form: its autosave, its text and the offer.

    The text is attached at once; the offer then says so and leads back. Where it cannot be attached it stays in
    `DraftAutosave.pasted`, and is offered until the user has chosen. Opening another draft is a decision for the file.
    """

    def __init__(self, session: Session, autosave: DraftAutosave, area: TextArea, offer: PasteOffer) -> None:
        super().__init__(area)
        self._session = session
        self._autosave = autosave
        self._area = area
        self._offer = offer
        self._pastes: dict[str, list[_Paste]] = {}
        self._failed: set[tuple[str, str]] = set()
        area.most_pasted = self._most
        area.long_text_pasted.connect(self._take)
        area.textChanged.connect(self._show)
        offer.attach_asked.connect(self._attach)
        offer.keep_asked.connect(self._keep)
        offer.insert_asked.connect(self._insert)
        offer.dismissed.connect(self._dismiss)
        autosave.copied.connect(self._copied)
        autosave.updated.connect(self._updated)

    def _most(self) -> int:
        return min(self._session.info.text_limit, MOST_INSERTED)

    @Slot(object)
    def _take(self, text: str) -> None:
        draft = self._autosave.draft
        if draft is None:
            return
        pastes = self._pastes.setdefault(draft.id, [])
        taken = {file.name for file in draft.files} | {paste.name for paste in pastes}
        paste = _Paste(next(name for name in map(_name, count(1)) if name not in taken), text)
        pastes.append(paste)
        self._start(draft, paste)

    def _start(self, draft: Draft, paste: _Paste) -> None:
        self._failed.discard((draft.id, paste.name))
        self._autosave.pasted.hold(draft, paste.name, paste.text)
        self._autosave.attach_bytes(paste.name, partial(_encoded, paste.text))

    @Slot(object)
    def _copied(self, copied: Copied) -> None:
        id, result = copied.draft_id, copied.result
        for paste in self._pastes.get(id, ()):
            if isinstance(result, FileProblem):
                if result.name == paste.name:
                    self._failed.add((id, paste.name))
            elif any(file.name == paste.name for file in result.files):
                self._autosave.pasted.release(id, paste.name)
        self._updated()

    def _is_held(self, id: str, paste: _Paste) -> bool:
        return paste.name in self._autosave.pasted.names(id)

    @Slot()
    def _updated(self) -> None:
        """Forget what is decided: taken off, sent, thrown away, or left as a file."""
        draft = self._autosave.draft
        for id, pastes in list(self._pastes.items()):
            files = {file.name for file in draft.files} if draft is not None and draft.id == id else set()
            left = [paste for paste in pastes if self._is_held(id, paste) or paste.name in files]
            if left:
                self._pastes[id] = left
            else:
                del self._pastes[id]
        self._show()

    def _shown(self) -> _Paste | None:
        """The newest one to decide about: attached, or one that could not be."""
        draft = self._autosave.draft
        pastes = self._pastes.get(draft.id, []) if draft is not None else []
        settled = (
            one
            for one in reversed(pastes)
            if draft is not None and (not self._is_held(draft.id, one) or (draft.id, one.name) in self._failed)
        )
        return next(settled, None)

    @Slot()
    def _attach(self) -> None:
        draft, paste = self._autosave.draft, self._shown()
        if draft is not None and paste is not None:
            self._autosave.forget_file_problems()
            self._start(draft, paste)
        self._end()

    @Slot()
    def _keep(self) -> None:
        self._decided(self._shown(), is_wanted=True)
        self._end()

    @Slot()
    def _insert(self) -> None:
        paste = self._shown()
        self._decided(paste)
        if paste is not None:
            self._area.insert_text(paste.text[: self._area.fitting(paste.text)])
        self._end()

    @Slot()
    def _dismiss(self) -> None:
        self._decided(self._shown())
        self._end()

    def _decided(self, paste: _Paste | None, *, is_wanted: bool = False) -> None:
        """Offer it no more; unless the file is wanted, take it off."""
        draft = self._autosave.draft
        if draft is None or paste is None:
            return
        self._pastes[draft.id].remove(paste)
        self._failed.discard((draft.id, paste.name))
        self._autosave.pasted.release(draft.id, paste.name)
        places = [place for place, file in enumerate(draft.files) if file.name == paste.name]
        if places and not is_wanted:
            self._autosave.detach(places[-1])
        else:
            self._autosave.updated.emit()

    def _end(self) -> None:
        self._show()
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show(self) -> None:
        draft, paste = self._autosave.draft, self._shown()
        if draft is None or paste is None:
            if self._offer.words:
                self._offer.hide_offer()
            return
        room = self._area.fitting(paste.text)
        self._offer.show_offer(len(paste.text), room, paste.name, is_attached=not self._is_held(draft.id, paste))


def _name(number: int) -> str:
    return "pasted.txt" if number == 1 else f"pasted-{number}.txt"


def _encoded(text: str) -> bytes:
    return encodable(text).encode("utf-8")
