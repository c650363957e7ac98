"""Shows one page after the other in one language and theme, each until it has come to rest."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QAbstractAnimation, QElapsedTimer, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import RowKey, RowKind
from desktop.settings import Settings
from desktop.store.read import queries
from tests.golden import book
from tests.ui.frame import NOON_MS, Frame, open_frame
from tests.waiting import let_pass

SIZE = (1200, 760)
REST_MS, SOON_MS, PATIENCE_MS = 20, 60_000, 30_000
SUBJECT = "برداشت 250.00 USD از Wallet USD 122 هنوز نرسیده است"
TEXT = (
    "سلام،\nسه روز است که برداشت 250.00 USD من در وضعیت «in progress» مانده است.\n"
    "شمارهٔ پیگیری: OTM-417030\n\nHello, the same in English: please check OTM-417030 (fee 1.00 USD). Thank you!"
)


class Unsettled(Exception):
    """A page went on changing."""


def until(true: Callable[[], bool]) -> None:
    """Wait for it, but not for ever."""
    passed = QElapsedTimer()
    passed.start()
    while not true():
        if passed.hasExpired(PATIENCE_MS):
            raise Unsettled
        let_pass(REST_MS)


def is_due(frame: Frame) -> bool:
    """Whether the window is going to change by itself: a pause in typing that ends, a save, a fade, a next turn.

    Clocks tick for ever and are no change to wait for; what is more than a minute away will not come meanwhile.
    """
    timers = frame.window.findChildren(QTimer)
    animations = frame.window.findChildren(QAbstractAnimation)
    return any(
        timer.isActive() and timer.isSingleShot() and timer.remainingTime() < SOON_MS for timer in timers
    ) or any(animation.state() is QAbstractAnimation.State.Running for animation in animations)


def settled(frame: Frame) -> QImage:
    """The window's picture once nothing is being worked out and nothing is due.

    A window that only looks the same twice may be waiting: for a pause in typing to end, or for its draft to be saved.
    """

    def rests() -> bool:
        idle = threading.Event()
        # jobs are done in turn: after this one, all that were asked for before have told what they found
        frame.session.background.submit(idle.set)
        until(idle.is_set)
        # what they found is handled, and what that asks for begins
        let_pass(0)
        if is_due(frame):
            return False
        pictures.append(frame.window.grab().toImage())
        return not is_due(frame) and len(pictures) > 1 and pictures[-1] == pictures[-2]

    pictures: list[QImage] = []
    until(rests)
    return pictures[-1]


class Stage:
    """One window; `take` is called with each page's name and picture."""

    def __init__(self, frame: Frame, take: Callable[[str, QImage], None]) -> None:
        self.frame = frame
        self._take = take
        frame.window.resize(*SIZE)
        frame.window.show()

    def take(self, name: str) -> None:
        """This is what the page looks like. No caret and no ring: they stand where the person works."""
        if focus := QApplication.focusWidget():
            focus.clearFocus()
        self._take(name, settled(self.frame))

    def press(self, name: str) -> None:
        """Press the button of that name."""
        button = self.frame.find(name)
        assert isinstance(button, QAbstractButton)
        button.click()
        QApplication.processEvents()

    def write(self, name: str, text: str) -> None:
        """Put text into the field of that name."""
        field = self.frame.find(name)
        if isinstance(field, QLineEdit):
            field.setText(text)
        elif isinstance(field, QTextEdit | QPlainTextEdit):
            field.setPlainText(text)


@contextmanager
def stage(folder: Path, settings: Settings, take: Callable[[str, QImage], None], *, signed_in: bool) -> Iterator[Stage]:
    """A window with the demo's contents, or before anybody signed in."""
    with open_frame(folder, settings, signed_in=signed_in, info=book.info()) as frame:
        if signed_in:
            frame.mirror(book.page())
            frame.session.signals.status.emit(SyncStatus(LinkState.UP_TO_DATE, synced_ms=NOON_MS))
        yield Stage(frame, take)


def show_all(folder: Path, language: str, theme: str, take: Callable[[str, QImage], None]) -> None:
    """Every page in one language and theme."""
    settings = replace(Settings(), language=language, theme=theme, undo_s=3600.0)
    QApplication.setCursorFlashTime(0)
    with stage(folder / "new", settings, take, signed_in=False) as new:
        new.take("welcome")
        new.press("welcome.connect")
        new.take("connect")
    with stage(folder / "demo", settings, take, signed_in=True) as demo:
        demo.frame.window.show_page("dashboard")
        demo.take("dashboard")
        demo.frame.window.show_page("wallets")
        demo.take("wallets")
        demo.frame.window.show_page("settings")
        demo.take("settings")
        _helpdesk(demo)


def _ticket(frame: Frame) -> int:
    found = queries.ticket_by_number(frame.client.database.read_connection(), frame.client.account.id, book.LONGEST)
    assert found is not None
    return found


def _helpdesk(demo: Stage) -> None:
    frame = demo.frame
    frame.window.show_page("helpdesk")
    demo.take("helpdesk")
    demo.press("helpdesk.filter.more")
    demo.take("filters")
    demo.press("helpdesk.filter.more")
    demo.press("helpdesk.bell")
    demo.take("bell")
    demo.press("helpdesk.bell")
    frame.window.navigation.open_row(RowKey(RowKind.TICKET, str(_ticket(frame))))
    demo.take("thread")
    demo.press("helpdesk.create")
    demo.take("composer-empty")
    demo.write("composer.subject", SUBJECT)
    demo.write("composer.description", TEXT)
    assert frame.window.save_now()
    # what is noticed in a text is told at a pause in typing
    hint = frame.window.pages.helpdesk.composer.hint
    until(hint.isVisible)
    demo.take("composer-hint")
    hint.add.click()
    demo.take("composer-full")
    demo.press("composer.submit")
    demo.take("waiting")
