"""Watches a text that is being written for numbers and addresses, and keeps its evidence in the draft."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer

from desktop.domain.money.wallets import Transaction
from desktop.domain.references.evidence import MOST, Evidence
from desktop.domain.references.suggestions import Suggestion, suggestions
from desktop.ui.editor.draft_autosave import DraftAutosave
from desktop.ui.editor.evidence_hint import EvidenceHint
from desktop.ui.editor.evidence_tray import EvidenceTray
from desktop.ui.kit.text_area import TextArea
from desktop.ui.session import Session

PAUSE_MS = 250
_PASTED = 8
"""So many letters at once were not typed."""


class EvidenceController(QObject):
    """Belongs to one form: its autosave, its text, and where evidence and advice are shown."""

    def __init__(
        self, session: Session, autosave: DraftAutosave, area: TextArea, tray: EvidenceTray, hint: EvidenceHint
    ) -> None:
        super().__init__(area)
        self._session = session
        self._autosave = autosave
        self._area = area
        self._tray = tray
        self._hint = hint
        self._draft_id = ""
        self._length = 0
        self._is_done = False
        self._unwanted: set[str] = set()
        self._current: Suggestion | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.look)
        area.textChanged.connect(self._typed)
        area.left.connect(self._left)
        tray.removed.connect(self.remove)
        hint.added.connect(self._add_current)
        hint.dismissed.connect(self._dismiss)
        autosave.updated.connect(self._show)

    def add(self, *evidence: Evidence) -> None:
        """Let the draft rest on these too, at once on disk."""
        draft = self._autosave.draft
        if draft is not None:
            self._keep(tuple(dict.fromkeys((*draft.evidence, *evidence)))[:MOST])

    def remove(self, place: int) -> None:
        """Take one off again."""
        draft = self._autosave.draft
        if draft is not None and place < len(draft.evidence):
            self._keep(draft.evidence[:place] + draft.evidence[place + 1 :])
            if not self._tray.isVisible():
                self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self) -> None:
        """Look through the text now."""
        self._pause.stop()
        draft, self._current = self._autosave.draft, None
        if draft is not None:
            found = suggestions(draft.body, draft.evidence, self._look_up, is_done=self._is_done)
            self._current = next((one for one in found if one.name not in self._unwanted), None)
        self._hint.show_suggestion(self._current)

    def _keep(self, evidence: tuple[Evidence, ...]) -> None:
        draft = self._autosave.draft
        assert draft is not None
        self._autosave.edit(replace(draft, evidence=evidence))
        self._autosave.save_now()
        self.look()

    def _typed(self) -> None:
        length = self._area.document().characterCount()
        self._is_done = length - self._length > _PASTED
        self._length = length
        self._pause.start()

    def _left(self) -> None:
        self._is_done = True
        self.look()

    def _show(self) -> None:
        draft = self._autosave.draft
        self._tray.show_evidence(draft.evidence if draft is not None else ())
        if (draft.id if draft is not None else "") != self._draft_id:
            self._draft_id = draft.id if draft is not None else ""
            self._unwanted.clear()
            self._is_done = True
            self.look()

    def _look_up(self, reference: str) -> tuple[Transaction, str] | None:
        account = self._session.account
        if account is None:
            return None
        money = self._session.services.reads.money
        found = money.by_reference(account.id, reference)
        if found is None:
            return None
        wallets = {wallet.id: wallet.number for wallet in money.wallets(account.id)}
        return found, wallets.get(found.wallet_id, "")

    def _add_current(self) -> None:
        current = self._current
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)
        if current is not None and current.evidence is not None:
            self.add(current.evidence)

    def _dismiss(self) -> None:
        if self._current is not None:
            self._unwanted.add(self._current.name)
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look()
