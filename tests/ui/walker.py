"""Walks through everything that can stand before a person, one after another: pages, dialogs, menus, messages.

`fill` brings in contents whose words are Greek, so that what is read on the window is either the app's own or data.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QTextEdit, QWidget

from desktop.domain.accounts import Choice, Guarantee, Status, StatusKind
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.domain.money.wallets import Verification
from desktop.domain.remote import Page, RemoteFile, RemoteMessage, RemoteTicket, RemoteTransaction, RemoteWallet
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import MissingMessage, RowKey, RowKind, Side
from desktop.ui.kit.dialog import Dialog
from desktop.ui.notifications.pause_menu import PauseMenu
from desktop.ui.signals import Notice
from desktop.ui.tickets.composer.form import ComposerForm
from desktop.ui.tickets.page import HelpdeskPage
from desktop.ui.tickets.thread.attachment_tile import AttachmentTile
from desktop.ui.tickets.thread.link_opener import LinkOpener
from desktop.ui.tickets.thread.thread_menus import ThreadMenus
from desktop.ui.window.rollback_dialog import RollbackDialog
from desktop.ui.window.unsaved_dialog import UnsavedDialog
from tests.fakes import fails
from tests.ui.frame import DAY_MS, INFO, NOON_MS, Frame
from tests.waiting import let_pass

DESK = replace(
    INFO,
    name="Γραφείο",
    departments=(Choice("4", "Τμήμα"), Choice("5", "Κάτι άλλο")),
    statuses=tuple(Status(str(place), "", kind=kind) for place, kind in enumerate(StatusKind, 1)),
    guarantee=Guarantee.A,
)
PROBLEM = Problem(
    ErrorCode.INTERNAL,
    name="όνομα.pdf",
    said="λόγια",
    over=12,
    limit=5,
    limit_bytes=5 << 20,
    size_bytes=7 << 20,
    drafts=2,
    sends=1,
    messages=3,
    retry_after_s=120,
)
"""What sentences about problems may need."""
_PASSING = (
    "account menu",
    "menu of composer.subject",
    "menu of composer.description",
    "menu of a ticket",
    "menu of a message",
    "menu of a file",
)
"""Menus that are made anew whenever they are asked for."""
PATIENCE_S = 30
Show = Callable[[], object]


@dataclass(frozen=True)
class Stand:
    """One thing to look at: its name, and the windows and menus that are there."""

    name: str
    windows: tuple[QWidget, ...]


def contents() -> Page:
    """A ticket in every state, files of both kinds, and money in every state."""
    tickets, messages = [], []
    for place, status in enumerate(DESK.statuses, 1):
        id, at_ms = str(place), NOON_MS - place * DAY_MS // 2
        files = (RemoteFile(f"{id}.a", "απόδειξη.pdf", "application/pdf", 2048), RemoteFile(f"{id}.b", "α.exe", "", 7))
        tickets.append(RemoteTicket(id, id, f"Θέμα {id}", "4", status.id, at_ms - DAY_MS, at_ms))
        messages += [
            RemoteMessage(f"{id}.1", id, Side.OWN, "Όνομα", at_ms - DAY_MS, "Πού είναι;"),
            RemoteMessage(f"{id}.2", id, Side.SUPPORT, "Σοφία", at_ms, "Έρχεται.", files),
            RemoteMessage(f"{id}.3", id, Side.SUPPORT, "", at_ms + 1, "Ήρθε. " * 700),
        ]
    booked = [
        RemoteTransaction(
            state, "w1", f"Α-{place}", NOON_MS - place, "Πορτοφόλι 122", "Τράπεζα", "", Decimal(250), "€", fee, state
        )
        for place, (state, fee) in enumerate(
            {"done": None, "pending": Decimal(1), "rejected": None, "cancelled": Decimal(2)}.items()
        )
    ]
    return Page(
        "1",
        False,
        tickets=tuple(tickets),
        messages=tuple(messages),
        wallets=(RemoteWallet("w1", "Πορτοφόλι 122", "€", "", Decimal("1028.50")),),
        transactions=tuple(booked),
        verification=Verification(1, 60, ("address", "phone", "selfie")),
    )


def fill(frame: Frame) -> None:
    """Bring in `contents`, a draft, and own messages that wait and that were refused."""
    assert frame.session.account is not None
    frame.session.info = frame.client.desk.info = DESK
    frame.session.account = replace(frame.session.account, display_name="Όνομα")
    with frame.client.database.write() as tx:
        tx.execute("UPDATE account SET display_name = 'Όνομα'")
    frame.mirror(contents())
    drafts, tickets = frame.client.services.drafts, frame.client.services.tickets
    account = frame.session.account.id
    drafts.keep(replace(drafts.new(account), body="Πρόχειρο"))
    tickets.submit(drafts.keep(replace(drafts.new(account), subject="Άρνηση", body="Όχι")), limits=DESK)
    frame.client.desk.next("deliver", fails(Problem(ErrorCode.REFUSED, said="λόγια")))
    frame.client.engine.step()
    tickets.submit(drafts.keep(replace(drafts.new(account), subject="Αναμονή", body="Ναι")), limits=DESK, undo_s=3600)
    frame.session.signals.account_changed.emit(frame.session.account)
    settle(frame)


def settle(frame: Frame) -> None:
    """Let what was asked for in the background come back, and layouts and posted events have their way."""
    for _ in range(3):
        _await_jobs(frame)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        thread = _helpdesk(frame).thread_view
        while thread.isVisible() and not thread.list.is_settled:
            QApplication.processEvents()
    # what is in view is marked as read a turn after it has its place, and the list waits a moment for more changes
    QApplication.processEvents()
    _helpdesk(frame).history.model.reload()
    QApplication.processEvents()
    # a page that is shown for the first time is styled then: texts with several lines get their height a turn later
    let_pass(0)
    QApplication.processEvents()


def _await_jobs(frame: Frame) -> None:
    idle = threading.Event()
    # jobs are done in turn: after this one, all that were asked for before have told what they found
    frame.session.background.submit(idle.set)
    assert idle.wait(PATIENCE_S), "the work in the background ends"


def stands(frame: Frame) -> Iterator[Stand]:
    """Everything, one after another; the window has to be shown and filled. Ends signed out."""
    walks = (
        _pages(frame),
        _rows(frame),
        _thread(frame),
        _composer(frame),
        _states(frame),
        _menus(frame),
        _dialogs(frame),
    )
    for walk in (*walks, _welcome(frame)):
        for name, show in walk:
            shown = show()
            # the list waits a moment for changes that follow one another
            _helpdesk(frame).history.model.reload()
            settle(frame)
            others = [widget for widget in QApplication.allWidgets() if _floats(widget)]
            menu: tuple[QMenu, ...] = (shown,) if isinstance(shown, QMenu) else ()
            yield Stand(name, (frame.window, *(other for other in others if other.isWindow()), *menu))
            for other in others:
                other.close()
            if name in _PASSING:
                menu[0].deleteLater()
            settle(frame)


def _floats(widget: QWidget) -> bool:
    return widget.isVisible() and isinstance(widget, Dialog)


def _pages(frame: Frame) -> Iterator[tuple[str, Show]]:
    for name in ("dashboard", "wallets", "settings", "helpdesk"):
        yield name, partial(frame.window.show_page, name)
    bell = _button(frame, "helpdesk.bell")
    yield "bell", bell.click
    yield "bell closed", bell.click
    filters = _helpdesk(frame).filters
    for only in QuickFilter:
        yield (
            f"filter {only.value}",
            partial(filters.show_filter, HistoryFilter("4", "Έρχεται", "1", only=only)),
        )
    yield "filters off", filters.clear


def _rows(frame: Frame) -> Iterator[tuple[str, Show]]:
    page = _helpdesk(frame)
    for key in page.history.model.keys:
        yield f"row {key.kind.value} {key.id}", partial(page.open_row, key)
    yield "thread closed", lambda: page.open_row(RowKey(RowKind.TICKET, "0"))


def _thread(frame: Frame) -> Iterator[tuple[str, Show]]:
    page = _helpdesk(frame)
    view, key = page.thread_view, RowKey(RowKind.TICKET, "1")

    def find() -> None:
        page.filters.show_filter(HistoryFilter(content="Έρχεται"))
        page.open_row(key)

    yield "found in a ticket", find
    yield "nothing searched for", page.filters.clear
    yield "menu of a ticket", view.header.menu
    menus = view.list.inside.findChild(ThreadMenus)
    assert isinstance(menus, ThreadMenus)
    yield "menu of a message", lambda: menus.message_menu(view.list.items[0])
    yield "menu of a file", lambda: menus.file_menu(view.list.findChildren(AttachmentTile)[0])


def _composer(frame: Frame) -> Iterator[tuple[str, Show]]:
    page = _helpdesk(frame)
    composer = page.composer
    yield "composer", lambda: page.compose(None)
    yield "composer refused", composer.submit

    def attach() -> None:
        composer.autosave.attach_bytes("απόδειξη.pdf", lambda: bytes(3000))
        _wait_for_copies(composer)

    yield "composer with a file", attach

    def attach_nothing() -> None:
        empty = frame.client.folder / "κενό.pdf"
        empty.write_bytes(b"")
        composer.autosave.attach([empty])
        _wait_for_copies(composer)

    yield "composer with a problem", attach_nothing
    yield "composer closed", composer.discard


def _wait_for_copies(composer: ComposerForm) -> None:
    for _ in range(1000):
        if composer.autosave.is_copying:
            let_pass(5)
    assert not composer.autosave.is_copying


def _states(frame: Frame) -> Iterator[tuple[str, Show]]:
    signals = frame.session.signals
    for link in LinkState:
        status = SyncStatus(link, NOON_MS, waiting=2, retry_ms=NOON_MS + 60_000)
        yield f"sync {link.value}", partial(signals.status.emit, status)
    yield "up to date", lambda: signals.status.emit(SyncStatus(LinkState.UP_TO_DATE, NOON_MS))
    for code in ErrorCode:
        notice = Notice("walk", replace(PROBLEM, code=code), run=frame.try_now)
        yield f"notice {code.value}", partial(signals.notice.emit, notice)
    yield "notice gone", lambda: signals.notice.emit(Notice("walk", None))


def _menus(frame: Frame) -> Iterator[tuple[str, Show]]:
    yield "account menu", frame.window.sidebar.account_menu
    for place, menu in enumerate(frame.window.findChildren(QMenu)):
        kind = "pause" if isinstance(menu, PauseMenu) else "other"
        yield f"{kind} menu {place}", partial(_itself, menu)
    for editor in ("composer.subject", "composer.description"):
        yield f"menu of {editor}", partial(_context_menu, frame.find(editor))


def _dialogs(frame: Frame) -> Iterator[tuple[str, Show]]:
    window, formats = frame.window, frame.session.formats
    yield "fault", lambda: window.show_fault("λεπτομέρειες")
    missing = (MissingMessage("Θέμα", "Πού είναι;", NOON_MS),)
    yield "rollback", lambda: RollbackDialog(missing, formats, window).open()
    draft = frame.client.services.drafts.new(1)
    yield "unsaved", lambda: UnsavedDialog((replace(draft, body="Κείμενο"),), window).open()
    yield "link", lambda: LinkOpener(window).follow("https://παράδειγμα.example/")
    yield "sign out", lambda: frame.window.pages.settings.sign_out_asked.emit()


def _welcome(frame: Frame) -> Iterator[tuple[str, Show]]:
    signals, session = frame.session.signals, frame.session
    yield "sign in again", frame.window.sidebar.sign_in_asked.emit

    def leave() -> None:
        session.account = None
        signals.account_changed.emit(None)

    yield "welcome", leave
    yield "trying", _button(frame, "welcome.try").click
    yield "trial failed", lambda: frame.finish(OtetError(ErrorCode.BUILT_IN_DESK_FAILED))
    yield "sign in", _button(frame, "welcome.connect").click
    yield "sign in, empty", _button(frame, "welcome.sign_in").click


def _helpdesk(frame: Frame) -> HelpdeskPage:
    page = frame.window.findChild(HelpdeskPage)
    assert page is not None
    return page


def _button(frame: Frame, name: str) -> QAbstractButton:
    found = frame.find(name)
    assert isinstance(found, QAbstractButton)
    return found


def _context_menu(editor: QWidget) -> QMenu:
    assert isinstance(editor, QLineEdit | QTextEdit)
    return editor.createStandardContextMenu()


def _itself(menu: QMenu) -> QMenu:
    return menu
