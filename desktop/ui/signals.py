"""How the other threads reach the window: plain values through queued Qt signals."""

from collections.abc import Callable
from dataclasses import field, replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.errors import Problem
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.values import dataclass


@dataclass(frozen=True)
class SendProgress:
    """Bytes of one operation that have arrived, where that is known before the end, or have left; of all."""

    operation_id: str
    done: int
    total: int


@dataclass(frozen=True)
class Toast:
    """A short message about what just happened, with at most one action; `ended` is called once, when it goes.

    `make`, where there is one, makes the same toast in the language then in force (see `retranslatable`).
    """

    text: str
    action: str = ""
    run: Callable[[], object] | None = None
    seconds: float = 5.0
    ended: Callable[[], object] | None = None
    make: Callable[[], "Toast"] | None = field(default=None, compare=False)

    def retranslated(self) -> "Toast":
        """The same toast in the language now in force."""
        return self.make() if self.make is not None else self


@dataclass(frozen=True)
class Notice:
    """An error of the world for the notice bar; a later notice with the same `key` replaces it or clears it.

    `text` stands in place of the problem's own sentence. `make`, where there is one, makes the same notice in the
    language then in force (see `retranslatable`).
    """

    key: str
    problem: Problem | None
    action: str = ""
    run: Callable[[], object] | None = None
    make: Callable[[], "Notice"] | None = field(default=None, compare=False)
    text: str = ""

    def retranslated(self) -> "Notice":
        """The same notice in the language now in force."""
        return self.make() if self.make is not None else self


T = TypeVar("T", Toast, Notice)


def retranslatable(make: Callable[[], T]) -> T:
    """What `make` returns now; it is made again when the language changes while it is shown, so `make` only reads."""
    return replace(make(), make=make)


class Signals(QObject):
    """Signals carry one frozen value as `object`, because Qt narrows ints and dict keys.

    `changed` Changes · `status` SyncStatus · `progress` SendProgress · `toast` Toast · `notice` Notice ·
    `account_changed` Account or None · `settings_changed` Settings · `returned` a callable to run in the main thread.

    `last_status` is for what is built after sync has said how it stands.
    """

    changed = Signal(object)
    status = Signal(object)
    progress = Signal(object)
    toast = Signal(object)
    notice = Signal(object)
    account_changed = Signal(object)
    settings_changed = Signal(object)
    returned = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last_status = SyncStatus(LinkState.STARTING)
        # the first to hear of it: whoever else does may build a page
        self.status.connect(self._keep_status)
        self.account_changed.connect(self._forget_status)
        self.returned.connect(self._run)

    def show_until_dismissed(self, key: str, problem: Problem) -> None:
        """Show a notice whose own button only takes it away."""
        self.notice.emit(Notice(key, problem, run=partial(self.notice.emit, Notice(key, None))))

    @Slot(object)
    def _keep_status(self, status: SyncStatus) -> None:
        self.last_status = status

    @Slot()
    def _forget_status(self) -> None:
        self.last_status = SyncStatus(LinkState.STARTING)

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        call()
