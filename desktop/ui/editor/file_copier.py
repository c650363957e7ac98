"""Copies files into drafts, one after another, in the background."""

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from desktop.domain.drafts import Draft
from desktop.domain.errors import OtetError, Problem
from desktop.domain.operations import File
from desktop.ui.platform.timed_read import TimedRead
from desktop.ui.session import Session
from desktop.values import dataclass


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


@dataclass(frozen=True)
class _Job:
    """A file on its way into a draft; `source` is where it is read, None for bytes that `make` returns."""

    draft: Draft
    name: str
    source: Path | None = None
    make: Callable[[], bytes] = bytes


class FileCopier(QObject):
    """`copied` carries a `Copied`. `now` gives the newest text of a draft when a file's turn comes."""

    copied = Signal(object)

    def __init__(self, session: Session, now: Callable[[str], Draft | None], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._now = now
        self._queue: deque[_Job] = deque()
        self._running = ""
        self._opening: _Job | None = None
        self._reading = TimedRead(self)
        self._reading.finished.connect(self._copied)
        self._dropped: set[str] = set()

    def is_copying(self, draft_id: str) -> bool:
        """Whether files of that draft are still on their way."""
        return self._running == draft_id or any(job.draft.id == draft_id for job in self._queue)

    def add(self, draft: Draft, source: Path) -> None:
        """Copy a file in, in a thread of its own: a drive that stops answering must not hold up other work."""
        self._enqueue(_Job(draft, source.name or str(source), source))

    def add_bytes(self, draft: Draft, name: str, make: Callable[[], bytes]) -> None:
        """The same for bytes that `make` returns in the background, such as a pasted image's.

        They go first: nothing but this window has them.
        """
        self._enqueue(_Job(draft, name, make=make), is_first=True)

    def drop(self, draft_id: str) -> None:
        """The draft was thrown away: a file that arrives after that must not bring it back."""
        if self.is_copying(draft_id):
            self._dropped.add(draft_id)

    def resume(self, draft_id: str) -> None:
        """The draft was brought back: what is still being copied goes into it after all."""
        self._dropped.discard(draft_id)

    def _enqueue(self, job: _Job, *, is_first: bool = False) -> None:
        self._dropped.discard(job.draft.id)
        # behind other bytes
        place = next((at for at, one in enumerate(self._queue) if one.source is not None), len(self._queue))
        self._queue.insert(place if is_first else len(self._queue), job)
        self._next()

    def _next(self) -> None:
        while self._queue and not self._running:
            job = self._queue.popleft()
            if job.draft.id in self._dropped:
                continue
            self._running = job.draft.id
            if job.source is None:
                self._start(job, None)
            else:
                self._opening = job
                drafts, limits = self._session.services.drafts, self._session.info
                newest = self._now(job.draft.id) or job.draft
                self._reading.start_long(job.name, partial(drafts.copy, newest, job.source, limits))

    @Slot(object)
    def _copied(self, result: object) -> None:
        job, self._opening = self._opening, None
        if job is None:
            return
        if isinstance(result, OtetError):
            self._done(job.draft.id, job.name, result)
        elif job.draft.id in self._dropped:
            self._running = ""
            self._next()
        elif isinstance(result, File):
            self._start(job, result)

    def _start(self, job: _Job, copied: File | None) -> None:
        drafts, limits = self._session.services.drafts, self._session.info
        draft, name, source = self._now(job.draft.id) or job.draft, job.name, job.source

        def work() -> Draft:
            if source is None:
                return drafts.attach_bytes(draft, name, job.make(), limits)
            return drafts.attach(draft, source, limits, copied)

        def done(result: Draft | OtetError) -> None:
            if isValid(self):
                self._done(draft.id, name, result)

        self._session.run(work, done)

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
