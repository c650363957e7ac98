"""A signed-in trader at the real Helpdesk page: real store, services and engine, a help desk in memory."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimeZone
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.domain.accounts import Account, Choice, DeskInfo, Guarantee, Status, StatusKind
from desktop.domain.drafts import Draft
from desktop.domain.ids import random_id
from desktop.domain.money.wallets import Transaction
from desktop.domain.tickets import HistoryRow, RowKey
from desktop.secrets import Secrets
from desktop.services.accounts import Accounts
from desktop.services.bundle import Services
from desktop.services.context import Context
from desktop.settings import Settings
from desktop.store import accounts
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.read.search import SearchIndex
from desktop.sync.engine import Engine
from desktop.ui.language.formats import Formats
from desktop.ui.session import Session
from desktop.ui.signals import Notice, SendProgress, Signals, Toast
from desktop.ui.tickets.page import HelpdeskPage
from tests.fakes import FakeClock, FakeConnector, FakeDesk

FA = {"1": "ثبت‌نام و افتتاح حساب", "2": "احراز هویت", "3": "فنی", "4": "مالی", "5": "IB"}
INFO = DeskInfo(
    "Otet",
    departments=tuple(
        Choice(id, name, (("en", name), ("fa", FA[id])))
        for id, name in (
            ("1", "Registration and opening of account"),
            ("2", "KYC"),
            ("3", "Technical"),
            ("4", "Financial"),
            ("5", "IB"),
        )
    ),
    statuses=(
        Status("1", "open", kind=StatusKind.OPEN),
        Status("2", "answered", kind=StatusKind.ANSWERED),
        Status("3", "solved", kind=StatusKind.SOLVED),
        Status("4", "closed", kind=StatusKind.CLOSED),
    ),
    attachment_limit_bytes=1024 * 1024,
    attachments_per_message=3,
    text_limit=2000,
    guarantee=Guarantee.A,
)


class NoActions:
    """The page asks the app for nothing in these tests."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the page asked the app to {name}")


@dataclass
class PageNavigator:
    """Stands for the window: there is one page, and what leads elsewhere is noted."""

    page: HelpdeskPage
    transactions: list[str] = field(default_factory=list)

    def open_row(self, key: RowKey, *, to_reply: bool = False) -> None:
        self.page.open_row(key, to_reply=to_reply)

    def compose(self, draft: Draft | None) -> None:
        self.page.compose(draft)

    def ask_about(self, transaction: Transaction) -> None:
        self.page.ask_about(transaction)

    def show_transaction(self, remote_id: str) -> None:
        self.transactions.append(remote_id)


@dataclass
class HelpdeskClient:
    """Everything at hand, and what a person would do with it."""

    clock: FakeClock
    desk: FakeDesk
    database: Database
    session: Session
    engine: Engine
    page: HelpdeskPage
    folder: Path
    navigator: PageNavigator
    toasts: list[Toast] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def account(self) -> Account:
        assert self.session.account is not None
        return self.session.account

    @property
    def services(self) -> Services:
        return self.session.services

    def sync(self) -> None:
        """Push and pull until there is nothing to do, then let the window hear of it."""
        self.engine.wake()
        for _ in range(30):
            if self.engine.step() > 0:
                break
        self.settle()

    def settle(self) -> None:
        """Let background jobs and coalesced changes reach the window."""
        self.page.history.model.reload()
        self.page.thread_view.refresh()
        QApplication.processEvents()
        self.await_rows()
        while self.page.isVisible() and not self.page.thread_view.list.is_settled:
            QApplication.processEvents()
        # what is in view is marked as read a turn after it has its place
        QApplication.processEvents()

    def await_rows(self) -> None:
        """Let the searches' thread find what the list asked for."""
        while self.page.history.model.is_reading:
            QApplication.processEvents()

    def rows(self) -> list[HistoryRow]:
        """What the list shows, from the top, once it has been found."""
        self.await_rows()
        model = self.page.history.model
        found = [model.row(key) for key in model.keys]
        assert None not in found
        return [row for row in found if row is not None]

    def subjects(self) -> list[str]:
        return [row.subject for row in self.rows()]

    def open(self, subject: str) -> None:
        """Click a row."""
        self.page.open_row(self.key(subject))

    def key(self, subject: str) -> RowKey:
        return next(row.key for row in self.rows() if row.subject == subject)

    def find(self, name: str) -> QWidget:
        """The control with that name, which must be unique."""
        found = self.page.findChildren(QWidget, name)
        assert len(found) == 1, f"{name}: {len(found)}"
        return found[0]

    def drafts(self) -> tuple[Draft, ...]:
        return self.services.drafts.all(self.account.id)


def type_text(widget: QWidget, text: str) -> None:
    """Type any letters: QTest.keyClicks aborts the process on non-ASCII ones."""
    for planned in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = Qt.Key.Key_Return if planned == "\n" else 0
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, planned))


def make_services(context: Context, desk: FakeDesk) -> Services:
    """Every service over one context and a help desk in memory."""
    accounts = Accounts(context, Secrets("test"), lambda kind, address, token="": FakeConnector(desk))
    return Services.of(context, accounts)


def make_client(folder: Path, info: DeskInfo = INFO, settings: Settings | None = None) -> Iterator[HelpdeskClient]:
    """The page in a temporary folder; with an old folder it is the next start of the app."""
    clock = FakeClock()
    desk = FakeDesk(clock)
    desk.info = info
    database = Database.open(folder, clock)
    blobs, search = Blobs(folder / "blobs"), SearchIndex(folder, database)
    context = Context(database, blobs, search, clock, random_id, lambda: None)
    with database.write() as tx:
        account_id = accounts.add(tx, "fake", "https://desk.test", "trader", "Trader")
        accounts.keep_info(tx, account_id, info)
    account = accounts.get(database.read_connection(), account_id)
    assert account is not None
    services = make_services(context, desk)
    signals, background = Signals(), Background()
    formats = Formats(clock, zone=QTimeZone(b"UTC"))
    chosen = settings or Settings(undo_s=5.0)
    session = Session(services, signals, background, formats, chosen, NoActions(), account, info)
    engine = Engine(
        database=database,
        blobs=blobs,
        search=search,
        account=account,
        connect=lambda: FakeConnector(desk),
        clock=clock,
        rng=random.Random(1),
        on_status=signals.status.emit,
        on_progress=lambda name, done, total: signals.progress.emit(SendProgress(name, done, total)),
    )
    database.subscribe(signals.changed.emit)
    page = HelpdeskPage(session)
    session.navigator = navigator = PageNavigator(page)
    client = HelpdeskClient(clock, desk, database, session, engine, page, folder, navigator)
    signals.toast.connect(client.toasts.append)
    signals.notice.connect(client.notices.append)
    yield client
    background.stop()
    QApplication.processEvents()
    page.close()
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    engine.stop()
    search.close()
    database.close()


@pytest.fixture
def client(qtbot: QtBot, tmp_path: Path) -> Iterator[HelpdeskClient]:
    """The page, shown and active in a wide window."""
    for made in make_client(tmp_path):
        made.page.resize(1200, 800)
        with qtbot.waitExposed(made.page):
            made.page.show()
            made.page.activateWindow()
        yield made
