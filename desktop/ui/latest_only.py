"""Background work of which only the newest wish counts: one job at a time, and what was overtaken is not even done."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop.domain.errors import OtetError
from desktop.ui.session import Session

T = TypeVar("T")


class LatestOnlyRunner(QObject, Generic[T]):
    """While a job runs, a newer wish waits and replaces the one that waited; its result alone is handed on."""

    def __init__(self, session: Session, done: Callable[[T | OtetError], None], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._done = done
        self._runs = False
        self._next: Callable[[], T] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being worked out."""
        return self._runs

    def ask(self, job: Callable[[], T]) -> None:
        """Do this as soon as what runs has ended."""
        if self._runs:
            self._next = job
            return
        self._runs = True

        def work() -> T:
            try:
                return job()
            except OtetError:
                raise
            except BaseException:
                # told where faults are told; the next wish must not wait for this one for ever
                self._session.signals.returned.emit(self._free)
                raise

        self._session.run(work, self._came)

    def _free(self) -> None:
        if isValid(self):
            self._runs = False
            self._next = None

    def _came(self, result: T | OtetError) -> None:
        if not isValid(self):
            return
        self._runs = False
        if self._next is not None:
            job, self._next = self._next, None
            self.ask(job)
            return
        self._done(result)
