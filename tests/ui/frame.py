"""The whole window over a real store, real services and a help desk in memory; the test plays the composition root."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import TypeVar, overload

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QTimeZone
from PySide6.QtWidgets import QApplication, QWidget

from desktop.background import Background
from desktop.domain.accounts import Account, DeskInfo, Guarantee, Status, StatusKind
from desktop.domain.availability import LanguageHours, Window
from desktop.domain.errors import OtetError
from desktop.domain.money.wallets import Verification
from desktop.domain.remote import Page, RemoteMessage, RemoteTicket, RemoteTransaction, RemoteWallet
from desktop.domain.tickets import Side
from desktop.settings import Settings
from desktop.store import accounts, mirror
from desktop.ui.kit.appearance import Appearance
from desktop.ui.language.formats import Formats
from desktop.ui.notifications.notifier import Alert
from desktop.ui.session import AgentsPage, Session
from desktop.ui.signals import Notice, Signals, Toast
from desktop.ui.window import pages
from desktop.ui.window.main_window import MainWindow
from tests.client_harness import Client
from tests.fakes import FakeClock, FakeDesk

C = TypeVar("C", bound=QObject)
W = TypeVar("W", bound=QWidget)
NOON_MS = int(datetime(2026, 11, 22, 12, 3, tzinfo=timezone.utc).timestamp() * 1000)
DAY_MS = 86_400_000
INFO = DeskInfo(
    "Otet Markets",
    statuses=(Status("1", "Open", kind=StatusKind.OPEN), Status("2", "Answered", kind=StatusKind.ANSWERED)),
    languages=(
        LanguageHours("en"),
        LanguageHours("ar"),
        LanguageHours("fa"),
        LanguageHours("es", (Window(6 * 1440 + 19 * 60 + 45, 7 * 1440),)),
    ),
    guarantee=Guarantee.A,
)


@dataclass
class Told:
    """Stands in for the desktop's notification service."""

    name: str = "plyer"
    in_background: bool = False
    works: bool = True
    alerts: list[Alert] = field(default_factory=list)

    def available(self) -> bool:
        return True

    def send(self, alert: Alert) -> bool:
        if self.works:
            self.alerts.append(alert)
        return self.works


@dataclass
class Frame:
    """The window and what stands behind it; also the actions that the composition root would carry out."""

    client: Client
    appearance: Appearance
    told: Told
    session: Session = field(init=False)
    window: MainWindow = field(init=False)
    asked: list[str] = field(default_factory=list)
    answers: list[OtetError | None] = field(default_factory=list)
    pending: list[Callable[[OtetError | None], None]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    toasts: list[Toast] = field(default_factory=list)
    agents: AgentsPage | None = None

    def try_demo(self, done: Callable[[OtetError | None], None]) -> None:
        self.asked.append("try")
        self.pending.append(done)

    def sign_in(self, address: str, username: str, password: str, done: Callable[[OtetError | None], None]) -> None:
        self.asked.append(f"sign in {address} {username} {password}")
        self.pending.append(done)

    def sign_in_again(
        self, account: Account, password: str, address: str, done: Callable[[OtetError | None], None]
    ) -> None:
        self.asked.append(f"again {account.username} {password} {address}")
        self.pending.append(done)

    def finish(self, error: OtetError | None) -> None:
        """What was asked of the help desk comes back."""
        self.pending.pop(0)(error)

    def sign_out(self) -> None:
        self.asked.append("sign out")
        self.session.account = None
        self.session.signals.account_changed.emit(None)

    def change_settings(self, settings: Settings) -> None:
        self.session.settings = settings
        self.appearance.apply(settings)
        self.session.signals.settings_changed.emit(settings)

    def agents_page(self) -> AgentsPage | None:
        return self.agents

    def try_now(self) -> None:
        self.asked.append("now")

    @overload
    def find(self, name: str) -> QWidget: ...
    @overload
    def find(self, name: str, kind: type[W]) -> W: ...
    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The one control with that name, which must be of that kind."""
        found = self.window.findChildren(QWidget, name)
        assert len(found) == 1, f"{name}: {len(found)}"
        assert isinstance(found[0], kind), f"{name} is {found[0]!r}"
        return found[0]

    def mirror(self, page: Page) -> None:
        """The help desk said this."""
        with self.client.database.write() as tx:
            mirror.apply(tx, self.client.account.id, page, self.client.clock.now_ms())
        QApplication.processEvents()


def child_of(parent: QObject, kind: type[C], name: str = "") -> C:
    """The first child of that kind, which has to be there."""
    found = parent.findChild(kind, name) if name else parent.findChild(kind)
    assert isinstance(found, kind), f"{kind.__name__} {name} in {parent!r}"
    return found


def money_page() -> Page:
    """The guide's wallet and transaction, and some more."""

    def booking(
        id: str, days: int, method: str, amount: str, fee: str | None = None, state: str = "done"
    ) -> RemoteTransaction:
        date_ms = 1_687_543_440_000 if id == "1" else NOON_MS - days * DAY_MS
        money = (Decimal(amount), "USD", None if fee is None else Decimal(fee))
        return RemoteTransaction(id, "w1", f"TX{id}", date_ms, "Wallet USD 122", method, "deposit", *money, state)

    return Page(
        "1",
        False,
        wallets=(
            RemoteWallet("w1", "Wallet USD 122", "USD", "", Decimal("1028.50")),
            RemoteWallet("w2", "Wallet USDT 245", "USDT", "trc20", Decimal("524.03")),
        ),
        transactions=(
            booking("1", 0, "USD - trc20", "99.01"),
            booking("2", 30, "MT5 51207", "-90.00"),
            booking("3", 9, "Visa", "250.00", "6.25"),
            booking("4", 3, "IB rebate", "18.66"),
            booking("5", 1, "USD - trc20", "-150.00", "1.00", "pending"),
        ),
        verification=Verification(1, 100),
    )


def answered_page(number: int = 1, *, at_ms: int = NOON_MS) -> Page:
    """A ticket that support has answered."""
    id = str(number)
    return Page(
        str(number + 1),
        False,
        tickets=(RemoteTicket(id, id, f"Withdrawal {number}", "", "2", at_ms - DAY_MS, at_ms),),
        messages=(
            RemoteMessage(f"{id}.1", id, Side.OWN, "Trader", at_ms - DAY_MS, "Where is my money?"),
            RemoteMessage(f"{id}.2", id, Side.SUPPORT, "Sara", at_ms, "On its <b>way</b>."),
        ),
    )


@contextmanager
def open_frame(
    folder: Path,
    settings: Settings | None = None,
    *,
    signed_in: bool = True,
    on_desktop: bool = False,
    info: DeskInfo = INFO,
    every_page: bool = True,
) -> Iterator[Frame]:
    """A window in a fresh profile, closed without a trace at the end; `on_desktop` tells by the desktop's own ways.

    Every page is there as if it had been opened before, or else only the first.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    clock = FakeClock()
    clock.jump((NOON_MS - clock.now_ms()) / 1000)
    client = Client(folder, FakeDesk(clock))
    with client.database.write() as tx:
        accounts.keep_synced(tx, client.account.id, clock.now_ms())
    formats = Formats(clock, zone=QTimeZone(b"UTC"))
    appearance = Appearance(app, formats)
    chosen = settings or Settings(language="en", theme="light")
    appearance.apply(chosen)
    frame = Frame(client, appearance, Told())
    signals, background = Signals(), Background()
    account = client.account if signed_in else None
    frame.session = Session(client.services, signals, background, formats, chosen, frame, account, info)
    client.database.subscribe(signals.changed.emit)
    signals.notice.connect(frame.notices.append)
    signals.toast.connect(frame.toasts.append)
    frame.window = MainWindow(frame.session)
    if every_page:
        for name in pages.NAMES:
            getattr(frame.window.pages, name)
    frame.window.start_notifications(None if on_desktop else [frame.told])
    try:
        yield frame
    finally:
        background.stop()
        QApplication.processEvents()
        frame.window.leave_desktop()
        frame.window.deleteLater()
        appearance.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        # the tests that come after begin in English
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        QLocale.setDefault(QLocale(QLocale.Language.English))
        client.close()
