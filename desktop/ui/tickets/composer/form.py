"""The composer: a new ticket from the first word to Submit, kept all the while."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.domain.drafts import Draft
from desktop.domain.errors import DraftField, OtetError
from desktop.domain.validation import is_empty
from desktop.store.changes import Changes, Kind
from desktop.ui.editor.draft_autosave import DraftAutosave
from desktop.ui.editor.evidence_controller import EvidenceController
from desktop.ui.editor.evidence_hint import EvidenceHint
from desktop.ui.editor.evidence_tray import EvidenceTray
from desktop.ui.editor.file_intake import FileIntake
from desktop.ui.editor.long_paste import LongPaste
from desktop.ui.editor.paste_offer import PasteOffer
from desktop.ui.language import texts
from desktop.ui.session import Session
from desktop.ui.tickets.composer.attachments import Attachments
from desktop.ui.tickets.composer.fields import Fields
from desktop.ui.tickets.composer.footer import Footer
from desktop.ui.tickets.composer.submit_rule import Gate, Hold, judge


class ComposerForm(QWidget):
    """Edits one draft at a time, any number one after another.

    `submitted` carries the operation's id, `discarded` the draft as it was, whose files are held.
    """

    submitted = Signal(str)
    discarded = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._session = session
        self._left: set[DraftField] = set()
        self._tried = False
        self._refusal: Gate | None = None
        self.keeper = DraftAutosave(session, self)
        self._intake = FileIntake(self, session.formats, self.keeper.attach, self.keeper.attach_bytes)
        self.attachments = Attachments(session, self.keeper)
        self.evidence, self.hint = EvidenceTray(session.formats), EvidenceHint(session.formats)
        self.evidence.setObjectName("composer.evidence")
        self.hint.setObjectName("composer.hint")
        self.paste_offer = PasteOffer(session.formats)
        self.fields = Fields(session, self.paste_offer, self.hint, self.evidence, self.attachments)
        self.long_paste = LongPaste(session, self.keeper, self.fields.description, self.paste_offer)
        self.desk = EvidenceController(session, self.keeper, self.fields.description, self.evidence, self.hint)
        self.footer = Footer(session.formats)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.fields, 1)
        box.addWidget(self.footer)
        self.fields.edited.connect(self._edited)
        self.fields.left.connect(self._field_left)
        self._intake.serve(self.fields.description)
        self.attachments.attach.clicked.connect(self._intake.pick)
        self.fields.description.submitted.connect(self.submit)
        self.footer.submit.clicked.connect(self.submit)
        self.footer.discard.clicked.connect(self.discard)
        self.keeper.updated.connect(self._judge)
        session.signals.changed.connect(self._changed)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._focus_changed)
        self.retell()

    @property
    def draft(self) -> Draft | None:
        """What is being written."""
        return self.keeper.draft

    def compose(self, draft: Draft) -> None:
        """Go on with this draft; the one before it is kept first."""
        if self.draft is not None and self.draft.id == draft.id:
            self.fields.focus(self.draft)
            return
        self._left.clear()
        self._tried = False
        self._refusal = None
        opened = self.keeper.open(draft)
        assert opened is not None
        self.fields.show_draft(opened)
        self._judge()
        self.fields.focus(opened)

    def leave(self) -> None:
        """Keep everything and show nothing."""
        self._take()
        self.keeper.open(None)

    def save_now(self) -> bool:
        """Put everything on disk at once; whether it is there."""
        self._take()
        return self.keeper.keep_now()

    def submit(self) -> None:
        """Send, if the gate is open; otherwise say at the fields what is missing."""
        self._left.update(DraftField)
        self._tried = True
        self.save_now()
        self._judge()
        draft = self.draft
        if draft is None or not self._gate().is_open:
            return
        try:
            undo_s = self._session.settings.undo_s
            operation_id = self._session.services.tickets.submit(draft, limits=self._session.info, undo_s=undo_s)
        except OtetError as error:
            self._refusal = Gate(Hold.UNFIT, problem=error.problem)
            self._judge()
            return
        self.keeper.release()
        self.submitted.emit(operation_id)

    def discard(self) -> None:
        """Throw the draft away; whoever hears of it can offer it back, and then calls `Drafts.release`."""
        self._take()
        draft = self.draft
        if draft is None:
            return
        drafts = self._session.services.drafts
        drafts.hold(draft)
        try:
            drafts.discard(draft.id)
        except OtetError as error:
            drafts.release(draft)
            self._refusal = Gate(Hold.UNFIT, problem=error.problem)
            self._judge()
            return
        self.keeper.release()
        self.discarded.emit(draft)

    def retell(self) -> None:
        """Write everything for the reader; what was typed stays."""
        self.fields.retell()
        self.attachments.retell()
        self._judge()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retell()
        super().changeEvent(event)

    def _take(self) -> None:
        if self.draft is not None:
            self.keeper.edit(**self.fields.values())

    def _edited(self) -> None:
        self._refusal = None
        self._take()
        self._judge()

    def _field_left(self, field: DraftField) -> None:
        self._left.add(field)
        self.save_now()
        self._judge()

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        """Nothing is missing in a composer that was left without a word in it."""
        has_left = before is not None and self.isAncestorOf(before) and not (now and self.isAncestorOf(now))
        if has_left and not self._tried and self.draft is not None and is_empty(self.draft):
            self._left.clear()
            self._judge()

    def _gate(self) -> Gate:
        if self._refusal is not None:
            return self._refusal
        keeper = self.keeper
        return judge(
            self.draft,
            self._session.info,
            is_copying=keeper.is_copying,
            has_pasted=self.draft is not None and bool(keeper.pasted.names(self.draft.id)),
            keeping=keeper.keeping,
            problem=keeper.problem,
        )

    def _judge(self) -> None:
        gate = self._gate()
        for field in DraftField:
            self.fields.tell(field, self._words(gate) if field in self._left and gate.wrong(field) else "")
        self.footer.show_gate(gate, self._words(gate))
        self.footer.show_keeping(self.keeper.keeping, self.keeper.draft, self.keeper.problem)

    def _words(self, gate: Gate) -> str:
        if gate.problem is not None:
            return texts.problem(gate.problem, self._session.formats)
        if gate.hold is Hold.MISSING:
            return self.tr("Write a few words first.")
        if gate.hold is Hold.PASTED:
            return self.tr("Choose first what becomes of the pasted text.")
        return self.tr("Your files are still being copied.") if gate.hold is Hold.COPYING else ""

    def _changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK_INFO):
            self.retell()
