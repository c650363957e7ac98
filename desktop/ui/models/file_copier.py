"""Copies files into drafts, one after another, in the background."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.domain.drafts import Draft
from desktop.domain.errors import OtetError, Problem
from desktop.ui.session import Session


@dataclass(frozen=True)
class FileProblem:
    """A file that could not be attached, by the name the person knows."""

    name: str
    problem: Problem


@dataclass(frozen=True)
class Copied:
    """What came of one file: the draft as it is on disk now, or a problem."""

    draft_id: str
    result: Draft | FileProblem


class FileCopier(QObject):
    """`copied` carries a `Copied`. `now` gives the newest text of a draft when a file's turn comes."""

    copied = Signal(object)

    def __init__(self, session: Session, now: Callable[[str], Draft | None], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._now = now
        self._queue: deque[tuple[Draft, str, Callable[[Draft], Draft]]] = deque()
        self._running = ""
        self._dropped: set[str] = set()

    def is_copying(self, draft_id: str) -> bool:
        """Whether files of that draft are still on their way."""
        return self._running == draft_id or any(draft.id == draft_id for draft, _, _ in self._queue)

    def add(self, draft: Draft, source: Path) -> None:
        """Copy a file in."""
        drafts, limits = self._session.services.drafts, self._session.info
        self._enqueue(draft, source.name or str(source), lambda newest: drafts.attach(newest, source, limits))

    def add_bytes(self, draft: Draft, name: str, make: Callable[[], bytes]) -> None:
        """The same for bytes that `make` returns in the background, such as a pasted image's."""
        drafts, limits = self._session.services.drafts, self._session.info
        self._enqueue(draft, name, lambda newest: drafts.attach_bytes(newest, name, make(), limits))

    def drop(self, draft_id: str) -> None:
        """The draft was thrown away: a file that arrives after that must not bring it back."""
        if self.is_copying(draft_id):
            self._dropped.add(draft_id)

    def _enqueue(self, draft: Draft, name: str, job: Callable[[Draft], Draft]) -> None:
        self._dropped.discard(draft.id)
        self._queue.append((draft, name, job))
        self._next()

    def _next(self) -> None:
        while self._queue and not self._running:
            asked, name, job = self._queue.popleft()
            if asked.id not in self._dropped:
                self._running = asked.id
                self._start(self._now(asked.id) or asked, name, job)

    def _start(self, draft: Draft, name: str, job: Callable[[Draft], Draft]) -> None:
        def done(result: Draft | OtetError) -> None:
            if isValid(self):
                self._done(draft.id, name, result)

        self._session.run(lambda: job(draft), done)

    def _done(self, draft_id: str, name: str, result: Draft | OtetError) -> None:
        self._running = ""
        if draft_id in self._dropped:
            if not isinstance(result, OtetError):
                self._session.services.drafts.discard(draft_id)
        elif isinstance(result, OtetError):
            self.copied.emit(Copied(draft_id, FileProblem(name, result.problem)))
        else:
            self.copied.emit(Copied(draft_id, result))
        self._next()
