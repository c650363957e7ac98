"""The reply: grows with the text, keeps it at every pause, and tells beforehand what a reply does."""

import sys

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.accounts import StatusKind
from desktop.domain.drafts import Draft
from desktop.domain.errors import OtetError, Problem
from desktop.domain.validation import check_sendable, is_blank
from desktop.ui.editor.draft_autosave import DraftAutosave, SaveState
from desktop.ui.editor.evidence_controller import EvidenceController
from desktop.ui.editor.evidence_hint import EvidenceHint
from desktop.ui.editor.evidence_tray import EvidenceTray
from desktop.ui.editor.file_intake import FileIntake
from desktop.ui.editor.file_problems import FileProblems
from desktop.ui.editor.file_tray import FileTray
from desktop.ui.editor.long_paste import LongPaste
from desktop.ui.editor.paste_offer import PasteOffer
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, IconButton
from desktop.ui.kit.labels import Label, restyle, speaks_another_language
from desktop.ui.kit.text_area import TextArea
from desktop.ui.language import texts
from desktop.ui.language.formats import ltr
from desktop.ui.session import Session

LEAST_LINES, MOST_LINES = 2, 8
# as the keys are labelled: the system's own translation of their names is not what stands on them
_KEYS = ltr("⌘ Enter" if sys.platform == "darwin" else "Ctrl+Enter")


class ReplyBox(QWidget):
    """`sent` carries the operation's id; `new_ticket` a draft whose text cannot go on this ticket."""

    sent = Signal(str)
    new_ticket = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._status: StatusKind | None = None
        self._refusal: Problem | None = None
        self.keeper = DraftAutosave(session, self)
        self._intake = FileIntake(self, session.formats, self.keeper.attach, self.keeper.attach_bytes)
        self.rule = Label(role="caption", wrap=True)
        self.text = TextArea()
        self.text.setObjectName("thread.reply")
        self.text.setProperty("role", "bare")
        self.text.grow(LEAST_LINES, MOST_LINES)
        self.evidence, self.hint = EvidenceTray(session.formats), EvidenceHint(session.formats)
        self.evidence.setObjectName("thread.evidence")
        self.paste_offer = PasteOffer(session.formats)
        self.tray = FileTray(session.formats)
        self.problems = FileProblems(session.formats)
        self.attach = IconButton("paperclip")
        self.attach.setObjectName("thread.attach")
        self.state = Label(role="caption", wrap=True)
        self.send = Button(icon="send", kind="primary")
        self.send.setObjectName("thread.send")
        self.instead = Button(kind="")
        self._frame = QFrame()
        self._frame.setProperty("role", "editor")
        self._lay_out()
        self._connect()
        self.long_paste = LongPaste(session, self.keeper, self.text, self.paste_offer)
        self.desk = EvidenceController(session, self.keeper, self.text, self.evidence, self.hint)
        self.retranslate()

    @property
    def draft(self) -> Draft | None:
        """What is being written."""
        return self.keeper.draft

    def show_reply(self, draft: Draft, status: StatusKind | None) -> None:
        """Go on with this reply on a ticket of that status; the one before it is kept first."""
        self._status = status
        if self.draft is None or self.draft.id != draft.id:
            self._refusal = None
            opened = self.keeper.open(draft) or draft
            self.text.blockSignals(True)
            self.text.show_text(opened.body, opened.caret)
            self.text.blockSignals(False)
        self._show()

    def leave(self) -> None:
        """Keep everything and show nothing."""
        self.save_now()
        self.keeper.open(None)

    def save_now(self) -> bool:
        """Put the text on disk at once; whether it is there."""
        self._take()
        return self.keeper.keep_now()

    def submit(self) -> None:
        """Send, if there is something to send and nothing in its way."""
        self.save_now()
        draft = self.draft
        if draft is None or not self._is_ready():
            return
        try:
            undo_s = self._session.settings.undo_s
            operation_id = self._session.services.tickets.submit(draft, limits=self._session.info, undo_s=undo_s)
        except OtetError as error:
            self._refusal = error.problem
            self._show()
            return
        self.keeper.release()
        self.text.blockSignals(True)
        self.text.clear()
        self.text.blockSignals(False)
        self.sent.emit(operation_id)

    def retranslate(self) -> None:
        """Write everything for the reader; what was typed stays."""
        self.text.setAccessibleName(self.tr("Your reply"))
        self.text.setPlaceholderText(self.tr("Write a reply"))
        self.attach.set_name(self.tr("Attach files"))
        self.send.setText(self.tr("Send"))
        self.instead.setText(self.tr("Start a new ticket with this text"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if speaks_another_language(event):
            self.retranslate()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_2)
        foot.addWidget(self.attach)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.send)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(theme.SPACE_3, theme.SPACE_2, theme.SPACE_2, theme.SPACE_2)
        inside.setSpacing(theme.SPACE_1)
        for widget in (self.text, self.paste_offer, self.hint, self.evidence, self.tray, self.problems):
            inside.addWidget(widget)
        inside.addLayout(foot)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE_6, theme.SPACE_2, theme.SPACE_6, theme.SPACE_4)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self.rule)
        box.addWidget(self.instead)
        box.addWidget(self._frame)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._edited)
        self.text.cursorPositionChanged.connect(self._edited)
        self.text.left.connect(self.save_now)
        self.text.submitted.connect(self.submit)
        self._intake.serve(self.text)
        self.tray.removed.connect(self.keeper.detach)
        self.problems.read.connect(self.keeper.forget_file_problems)
        self.attach.clicked.connect(self._intake.pick)
        self.send.clicked.connect(self.submit)
        self.instead.clicked.connect(self._offer_new_ticket)
        self.keeper.updated.connect(self._show)
        self._session.signals.settings_changed.connect(self._show)

    def _take(self) -> None:
        if self.draft is not None:
            self.keeper.edit(department="", subject="", body=self.text.text(), caret=self.text.caret())

    def _edited(self) -> None:
        self._refusal = None
        self._take()
        self._show()

    def _problem(self) -> Problem | None:
        if self._refusal is not None or self.draft is None:
            return self._refusal
        if is_blank(self.draft.body):
            return None
        try:
            check_sendable(self.draft, self._session.info)
        except OtetError as error:
            return error.problem
        return self.keeper.problem

    def _is_ready(self) -> bool:
        draft = self.draft
        if draft is None or is_blank(draft.body) or self._status is StatusKind.CLOSED:
            return False
        has_pasted = bool(self.keeper.pasted.names(draft.id))
        return not self.keeper.is_copying and not has_pasted and self._problem() is None

    def _show(self) -> None:
        draft, closed = self.draft, self._status is StatusKind.CLOSED
        self.text.enter_submits = self._session.settings.send_with_enter
        self.tray.show_files(draft.files if draft is not None else ())
        self.problems.show_problems([(item.name, item.problem) for item in self.keeper.file_problems])
        self.send.setEnabled(self._is_ready())
        problem = self._problem()
        self.state.set_role("error" if problem is not None else "caption")
        self.state.setText(self._state_words(problem))
        self.text.setAccessibleDescription(f"{self.rule.text()} {self.state.text()}".strip())
        self.rule.setText(self._rule())
        self.rule.setVisible(bool(self.rule.text()))
        self.instead.setVisible(closed)
        has_text = draft is not None and not (is_blank(draft.body) and not draft.files and not draft.evidence)
        self._frame.setVisible(not closed or has_text)
        self.send.setVisible(not closed)
        if self._frame.property("wrong") != ("true" if problem else ""):
            self._frame.setProperty("wrong", "true" if problem else "")
            restyle(self._frame)

    def _rule(self) -> str:
        if self._status is StatusKind.CLOSED:
            return self.tr("Support closed this ticket, so nothing can be added to it. A new ticket reaches them.")
        if self._status is StatusKind.SOLVED and self._session.info.reply_reopens:
            return self.tr("This ticket is solved. A reply reopens this ticket.")
        return ""

    def _state_words(self, problem: Problem | None) -> str:
        formats, keeper = self._session.formats, self.keeper
        if problem is not None:
            return texts.problem(problem, formats)
        if keeper.is_copying:
            return self.tr("Copying…")
        if self.draft is not None and keeper.pasted.names(self.draft.id):
            return self.tr("Choose first what becomes of the pasted text.")
        hint = self.tr("Enter sends") if self.text.enter_submits else self.tr("{keys} sends").format(keys=_KEYS)
        if keeper.keeping is SaveState.SAVED and keeper.draft is not None:
            saved = self.tr("Saved {time}").format(time=formats.as_of(keeper.draft.updated_ms))
            return f"{saved} · {hint}"
        return self.tr("Saving…") if keeper.keeping is SaveState.SAVING else hint

    def _offer_new_ticket(self) -> None:
        self.save_now()
        if self.draft is not None:
            self.new_ticket.emit(self.draft)
