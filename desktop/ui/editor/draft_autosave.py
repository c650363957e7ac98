"""A draft while it is being written: saved at every pause in typing, held in memory while the disk refuses it."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.ui.editor.file_copier import Copied, FileCopier, FileProblem
from desktop.ui.session import Session
from desktop.ui.signals import Notice, retranslatable

PAUSE_MS = 400
LONGEST_MS = 900
AGAIN_MS = 5000
"""How soon after the last key, how late while typing goes on, and how soon after a failure the text is kept."""


class SaveState(Enum):
    """How the text on the screen and the text on disk stand to each other."""

    EMPTY = "empty"
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"

    @property
    def is_unsaved(self) -> bool:
        """Whether the screen holds text that the disk does not."""
        return self in (SaveState.SAVING, SaveState.FAILED)


class PastedTexts:
    """Pasted texts, by draft and file name, that are to become files and are not on disk yet."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], Draft] = {}

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Each text as the body of a draft, oldest first."""
        return tuple(self._held.values())

    def hold(self, draft: Draft, name: str, text: str) -> None:
        """Hold a text until `release`."""
        self._held[draft.id, name] = replace(draft, body=text, files=(), evidence=())

    def release(self, draft_id: str, name: str) -> None:
        """It is on disk, or not wanted."""
        self._held.pop((draft_id, name), None)

    def release_all(self, draft_id: str) -> None:
        """The draft has been thrown away."""
        for name in self.names(draft_id):
            self.release(draft_id, name)

    def names(self, draft_id: str) -> tuple[str, ...]:
        """The names of the files that texts of that draft are to become."""
        return tuple(name for id, name in self._held if id == draft_id)


class DraftAutosave(QObject):
    """Owns the one `Draft` that an `Editor` edits; `problem` says why the disk refuses it while `state` is FAILED.

    Signals: `updated`: files, state or problems changed, never only the text; `copied` (`Copied`): a file of any draft
    has been copied or could not be.
    """

    updated = Signal()
    copied = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.draft: Draft | None = None
        self.state = SaveState.EMPTY
        self.problem: Problem | None = None
        self.pasted = PastedTexts()
        self._typed = False
        self._refused: dict[str, Draft] = {}
        self._file_problems: dict[str, tuple[FileProblem, ...]] = {}
        self._copier = FileCopier(session, self._newest, self)
        self._copier.copied.connect(self._copied)
        self._copier.copied.connect(self.copied)
        self._pause = self._timer(PAUSE_MS)
        self._longest = self._timer(LONGEST_MS)
        self._again = self._timer(AGAIN_MS)

    @property
    def file_problems(self) -> tuple[FileProblem, ...]:
        """The files of this draft that could not be attached."""
        return self._file_problems.get(self.draft.id, ()) if self.draft is not None else ()

    @property
    def is_copying(self) -> bool:
        """Whether files of this draft are still on their way in."""
        return self.draft is not None and self._copier.is_copying(self.draft.id)

    @property
    def has_pasted(self) -> bool:
        """Whether a text pasted into this draft is to become a file and is not one yet."""
        return self.draft is not None and bool(self.pasted.names(self.draft.id))

    @property
    def unsaved(self) -> tuple[Draft, ...]:
        """What the disk refuses, or does not have yet, and only this window holds."""
        shown = (self.draft,) if self.draft is not None and self.state is SaveState.FAILED else ()
        return (*self._refused.values(), *shown, *self.pasted.drafts)

    def open(self, draft: Draft | None) -> Draft | None:
        """Keep what was being written, then go on with `draft`; returns it with whatever the disk has refused of it."""
        self.save_now()
        if self.state is SaveState.FAILED and self.draft is not None:
            self._refused[self.draft.id] = self.draft
            self._tell_refused(self.draft)
        refused = self._refused.pop(draft.id, None) if draft is not None else None
        if refused is not None:
            self._session.signals.notice.emit(Notice(f"draft:{refused.id}", None))
        self.draft = refused or draft
        if self.draft is not None:
            self._copier.resume(self.draft.id)
        self.problem = None
        self._typed = refused is not None
        self.state = SaveState.SAVED if draft is not None and draft.updated_ms else SaveState.EMPTY
        if refused is not None:
            self.state = SaveState.SAVING
            self.save_now()
        self.updated.emit()
        return self.draft

    def edit(self, draft: Draft) -> None:
        """Take what the form holds now, as a changed copy of `draft`.

        A caret that only moved is not worth a place higher in the history.
        """
        old = self.draft
        if old is None or draft == old or (draft == replace(old, caret=draft.caret) and not self._typed):
            return
        self.draft = draft
        self._typed = True
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        if self.state is not SaveState.FAILED:
            self.state = SaveState.SAVING
            self.updated.emit()

    def save_now(self) -> bool:
        """Put every text on disk at once; whether all is there now. Never raises: the state says what went wrong."""
        self._pause.stop()
        self._longest.stop()
        for draft in list(self._refused.values()):
            if not isinstance(self._save(draft), Problem):
                del self._refused[draft.id]
                self._session.signals.notice.emit(Notice(f"draft:{draft.id}", None))
        if self.draft is not None and self.state.is_unsaved:
            kept = self._save(self.draft)
            if isinstance(kept, Problem):
                self.problem = kept
                self.state = SaveState.FAILED
            else:
                self.draft = replace(kept, body=self.draft.body, subject=self.draft.subject)
                self.problem = None
                self.state = SaveState.SAVED if kept.updated_ms else SaveState.EMPTY
            self.updated.emit()
        safe = not self._refused and self.state is not SaveState.FAILED
        if safe:
            self._again.stop()
        else:
            self._again.start()
        return safe and not self.pasted.drafts

    def release(self) -> None:
        """The draft has been sent or thrown away: nothing of it is kept any more."""
        if self.draft is not None:
            self._copier.drop(self.draft.id)
            self._file_problems.pop(self.draft.id, None)
            self.pasted.release_all(self.draft.id)
        self._pause.stop()
        self._longest.stop()
        self.draft = None
        self.problem = None
        self.state = SaveState.EMPTY
        self.updated.emit()

    def attach(self, sources: list[Path]) -> None:
        """Copy files in; what cannot be read is told in `file_problems`."""
        for source in sources:
            if self.draft is not None:
                self._copier.add(self.draft, source)
        self.updated.emit()

    def attach_bytes(self, name: str, make: Callable[[], bytes]) -> None:
        """The same for bytes that `make` returns in the background, such as a pasted image's."""
        if self.draft is not None:
            self._copier.add_bytes(self.draft, name, make)
        self.updated.emit()

    def detach(self, place: int) -> None:
        """Take the file at `place` off again."""
        if self.draft is None or not 0 <= place < len(self.draft.files):
            return
        try:
            self._take_files(self._session.services.drafts.detach(self.draft, place))
        except OtetError as error:
            self._add_file_problem(self.draft.id, FileProblem(self.draft.files[place].name, error.problem))
        self.updated.emit()

    def forget_file_problems(self) -> None:
        """The person has read them."""
        if self.draft is not None and self._file_problems.pop(self.draft.id, ()):
            self.updated.emit()

    def _tell_refused(self, draft: Draft) -> None:
        # out of sight and not on disk: the way back to it must stay in sight
        show = partial(self._session.navigator.compose, draft)
        problem = self.problem
        notice = retranslatable(lambda: Notice(f"draft:{draft.id}", problem, self.tr("Show the text"), show))
        self._session.signals.notice.emit(notice)

    def _save(self, draft: Draft) -> Draft | Problem:
        drafts = self._session.services.drafts
        try:
            return drafts.keep(draft)
        except OtetError as error:
            if error.code is not ErrorCode.ALREADY_SENT:
                return error.problem
        try:
            # what was typed after the send is a text of its own
            return drafts.keep(draft, as_new=True)
        except OtetError as error:
            return error.problem

    def _newest(self, draft_id: str) -> Draft | None:
        return self.draft if self.draft is not None and self.draft.id == draft_id else None

    def _copied(self, copied: Copied) -> None:
        if isinstance(copied.result, FileProblem):
            self._add_file_problem(copied.draft_id, copied.result)
        elif self._newest(copied.draft_id) is not None:
            self._take_files(copied.result)
        self.updated.emit()

    def _add_file_problem(self, draft_id: str, problem: FileProblem) -> None:
        self._file_problems[draft_id] = (*self._file_problems.get(draft_id, ()), problem)

    def _take_files(self, result: Draft) -> None:
        # the text on the screen may be newer than what the background knew
        assert self.draft is not None
        self.draft = replace(self.draft, files=result.files, updated_ms=max(self.draft.updated_ms, result.updated_ms))
        if not self.state.is_unsaved:
            self.state = SaveState.SAVED if result.updated_ms else SaveState.EMPTY

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(self.save_now)
        return timer
