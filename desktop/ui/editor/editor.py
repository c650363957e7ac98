"""The form in which a draft is written: what the composer and the reply box share."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.drafts import Draft
from desktop.domain.errors import OtetError, Problem
from desktop.store.changes import Changes, Kind
from desktop.ui.editor.draft_autosave import DraftAutosave, SaveState
from desktop.ui.editor.evidence_controller import EvidenceController
from desktop.ui.editor.evidence_hint import EvidenceHint
from desktop.ui.editor.evidence_tray import EvidenceTray
from desktop.ui.editor.file_intake import FileIntake
from desktop.ui.editor.file_problems import FileProblems
from desktop.ui.editor.file_tray import FileTray
from desktop.ui.editor.long_paste import LongPaste
from desktop.ui.editor.paste_offer import PasteOffer
from desktop.ui.editor.send_rule import Obstacle, check_send
from desktop.ui.kit.buttons import Button, IconButton
from desktop.ui.kit.key_names import SEND_KEYS, key_text
from desktop.ui.kit.labels import Label
from desktop.ui.kit.text_area import TextArea
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.language.formats import ltr, tip
from desktop.ui.session import Session

# as the keys are labelled: the system's own translation of their names is not what stands on them
_KEYS = ltr(key_text(SEND_KEYS))


class Editor(Translated, QWidget):
    """Edits one draft at a time. A subclass lays out the parts made here and adds its fields (`fill`, `written`).

    - A key: `autosave.edit`, and at the next pause the draft's row. Until then, and while the disk refuses it, only the
      form holds the text, and the line `saved` says so.
    - A file (picked, dropped, pasted, or a text too long for a message): copied to a blob in the background, then named
      by the draft's row and shown in `files`; one that cannot be attached is named in `file_problems`.
    - The button and Ctrl+Enter: `submit`, where `check_send` allows it; the draft's row becomes an outbox item in one
      transaction. Otherwise the text stays as it is, and button, tooltip and the line `saved` say why.

    Signals: `submitted` (str): the id of the outbox item that the draft became; `discarded` (Draft): a draft as it was,
    whose files are held for undo until `Drafts.release`.
    """

    submitted = Signal(str)
    discarded = Signal(object)
    shows_key_hint = False
    """Whether the line `saved` also names the key that sends."""

    def __init__(self, session: Session, attach_button: Button | IconButton) -> None:
        super().__init__()
        self._session = session
        self._refusal: Problem | None = None
        self._is_filling = False
        self.is_closed = self.was_tried = self.has_error = False
        self.check = check_send(None, session.info)
        self.autosave = DraftAutosave(session, self)
        self.text = TextArea()
        self.paste_offer, self.hint = PasteOffer(session.formats), EvidenceHint(session.formats)
        self.evidence, self.files = EvidenceTray(session.formats), FileTray(session)
        self.file_problems = FileProblems(session.formats)
        self.saved = Label(role="caption", wrap=True)
        self.attach_button, self.discard_button = attach_button, Button(kind="quiet")
        self.send_button = Button(icon="send", kind="primary")
        self.long_paste = LongPaste(session, self.autosave, self.text, self.paste_offer)
        self.evidence_controller = EvidenceController(session, self.autosave, self.text, self.evidence, self.hint)
        intake = FileIntake(self, self.text, session.formats, self.autosave)
        self.text.textChanged.connect(self._edited)
        self.text.cursorPositionChanged.connect(self._edited)
        self.text.left.connect(self.save_now)
        self.text.submitted.connect(self.submit)
        self.files.removed.connect(self.autosave.detach)
        self.file_problems.read.connect(self.autosave.forget_file_problems)
        self.attach_button.clicked.connect(intake.pick)
        self.discard_button.clicked.connect(self.discard)
        self.send_button.clicked.connect(self.submit)
        self.autosave.updated.connect(self.refresh)
        session.signals.settings_changed.connect(self.refresh)
        session.signals.changed.connect(self._changed)

    @property
    def draft(self) -> Draft | None:
        """What is being written."""
        return self.autosave.draft

    def open(self, draft: Draft) -> Draft:
        """Save what was being written, then show `draft`; returns it with whatever the disk has refused of it."""
        self.was_tried, self._refusal = False, None
        opened = self.autosave.open(draft) or draft
        self._is_filling = True
        self.fill(opened)
        self._is_filling = False
        self.refresh()
        return opened

    def leave(self) -> None:
        """Save everything and edit nothing."""
        self._take()
        self.autosave.open(None)

    def save_now(self) -> bool:
        """Put everything on disk at once; whether it is there."""
        self._take()
        return self.autosave.save_now()

    def submit(self) -> None:
        """Send the draft if it may be sent; otherwise say why not."""
        self.was_tried, self._refusal = True, None
        self.save_now()
        self.refresh()
        draft = self.draft
        if draft is None or not self.check.is_allowed:
            return
        try:
            undo_s = self._session.settings.undo_s
            operation_id = self._session.services.tickets.submit(draft, limits=self._session.info, undo_s=undo_s)
        except OtetError as error:
            self._refusal = error.problem
            self.refresh()
            return
        self.autosave.release()
        self.submitted.emit(operation_id)

    def discard(self) -> None:
        """Throw the draft away; who handles `discarded` can offer it back, and then calls `Drafts.release`."""
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
            self._refusal = error.problem
            self.refresh()
            return
        self.autosave.release()
        self.discarded.emit(draft)

    def fill(self, draft: Draft) -> None:
        """Show what the draft holds. Not taken for typing."""
        self.text.show_text(draft.body, draft.caret)

    def written(self, draft: Draft) -> Draft:
        """The draft with what the form holds now."""
        return replace(draft, body=self.text.text(), caret=self.text.caret())

    def is_told_at_field(self) -> bool:
        """Whether the form says at a field why the draft cannot be sent, rather than in the line `saved`."""
        return False

    def refresh(self) -> None:
        """Show the draft's files, whether it is on disk, and whether it may be sent."""
        draft, autosave = self.draft, self.autosave
        self.check = check_send(
            draft,
            self._session.info,
            state=autosave.state,
            problem=autosave.problem,
            is_closed=self.is_closed,
            is_copying=autosave.is_copying,
            has_pasted=autosave.has_pasted,
        )
        self.text.enter_submits = self._session.settings.send_with_enter
        self.files.show_files(draft.files if draft is not None else ())
        self.file_problems.show_problems([(item.name, item.problem) for item in autosave.file_problems])
        words, self.has_error = self._line()
        self.saved.set_role("error" if self.has_error else "caption")
        self.saved.setText(words)
        self.saved.setAccessibleName(words or self.tr("Nothing to save yet"))
        self.send_button.setEnabled(self.check.is_allowed)
        self.send_button.setToolTip(tip(self.reason() or self.key_hint()))
        self.send_button.setAccessibleDescription(self.reason())
        self.attach_button.setEnabled(draft is not None)
        self.discard_button.setEnabled(draft is not None)

    def reason(self) -> str:
        """Why the draft cannot be sent now, in one sentence; "" where it can."""
        if self.check.problem is not None:
            return texts.problem(self.check.problem, self._session.formats)
        return self._sentence(self.check.obstacle)

    def _sentence(self, obstacle: Obstacle) -> str:
        sentences = {
            Obstacle.CLOSED: self.tr(
                "Support closed this ticket, so nothing can be added to it. A new ticket reaches them."
            ),
            Obstacle.MISSING: self.tr("Write a few words first."),
            Obstacle.COPYING: self.tr("Your files are still being copied."),
            Obstacle.PASTED: self.tr("Choose first what becomes of the pasted text."),
        }
        return sentences.get(obstacle, "")

    def key_hint(self) -> str:
        """What key sends."""
        return self.tr("Enter sends") if self.text.enter_submits else self.tr("{keys} sends").format(keys=_KEYS)

    def limits(self) -> str:
        """How many files of what size the help desk takes."""
        info, formats = self._session.info, self._session.formats
        count, size = formats.number(info.attachments_per_message), formats.size(info.attachment_limit_bytes)
        words = self.tr("Up to {count} files, {size} each. You can also drop files here or paste a picture.")
        return words.format(count=count, size=size)

    def retranslate(self) -> None:
        """Write everything for the reader; what was typed stays."""
        words = self.tr("Attach files")
        if isinstance(self.attach_button, IconButton):
            self.attach_button.set_name(words)
        else:
            self.attach_button.setText(words)
        self.discard_button.setText(self.tr("Discard"))
        self.attach_button.setAccessibleDescription(self.limits())
        self.refresh()

    def _line(self) -> tuple[str, bool]:
        """The line about the draft, and whether it is an error; it says "Saved" only of what is on the disk."""
        autosave, obstacle, formats = self.autosave, self.check.obstacle, self._session.formats
        problem = self._refusal or autosave.problem
        if problem is not None:
            return texts.problem(problem, formats), True
        is_wrong = obstacle is Obstacle.INVALID or (obstacle is Obstacle.MISSING and self.was_tried)
        if is_wrong and not self.is_told_at_field():
            return self.reason(), True
        if autosave.is_copying:
            return self.tr("Copying…"), False
        if autosave.has_pasted:
            return self._sentence(Obstacle.PASTED), False
        if autosave.state is SaveState.SAVING:
            return self.tr("Saving…"), False
        parts = [self.key_hint()] if self.shows_key_hint and not self.is_closed else []
        if autosave.state is SaveState.SAVED and autosave.draft is not None:
            parts.insert(0, self.tr("Saved {time}").format(time=formats.as_of(autosave.draft.updated_ms)))
        return " · ".join(parts), False

    def _take(self) -> None:
        if self.draft is not None:
            self.autosave.edit(self.written(self.draft))

    def _edited(self) -> None:
        if not self._is_filling:
            self._refusal = None
            self._take()
            self.refresh()

    def _changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK_INFO):
            self.retranslate()
