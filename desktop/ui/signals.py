"""How the other threads reach the window: plain values through queued Qt signals."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.errors import Problem


@dataclass(frozen=True)
class SendProgress:
    """Bytes of one operation that have left, of all."""

    operation_id: str
    done: int
    total: int


@dataclass(frozen=True)
class Toast:
    """A word about what just happened, with at most one way back; `ended` is called once, when it goes."""

    text: str
    action: str = ""
    run: Callable[[], object] | None = None
    seconds: float = 5.0
    ended: Callable[[], object] | None = None
    again: Callable[[], "Toast"] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Notice:
    """An error of the world for the notice bar; `key` lets a later word replace or clear it.

    `text` stands in place of the problem's own sentence.
    """

    key: str
    problem: Problem | None
    action: str = ""
    run: Callable[[], object] | None = None
    again: Callable[[], "Notice"] | None = field(default=None, compare=False)
    text: str = ""


Told = TypeVar("Told", Toast, Notice)


def retold(make: Callable[[], Told]) -> Told:
    """What `make` says now; as long as it stands it is said `again` whenever the language turns."""
    return replace(make(), again=make)


class Signals(QObject):
    """Signals carry one frozen value as `object`, because Qt narrows ints and dict keys.

    `changed` Changes · `status` SyncStatus · `progress` SendProgress · `toast` Toast · `notice` Notice ·
    `account_changed` Account or None · `settings_changed` Settings · `returned` a callable to run in the main thread.
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
        self.returned.connect(self._run)

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        call()
