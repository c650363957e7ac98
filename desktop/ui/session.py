"""What every page is handed: services, signals, who is signed in, and the few things only the app can do."""

import logging
from collections.abc import Callable
from dataclasses import field
from typing import Protocol, TypeVar

from desktop.background import Background
from desktop.domain.accounts import Account, DeskInfo
from desktop.domain.drafts import Draft
from desktop.domain.errors import OtetError
from desktop.domain.money.wallets import Transaction
from desktop.domain.tickets import RowKey
from desktop.registration import Registration
from desktop.services.bundle import Services
from desktop.settings import Settings
from desktop.ui.language.formats import Formats
from desktop.ui.signals import Signals
from desktop.values import dataclass

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AgentsPage:
    """The built-in help desk's page for agents, and one who can sign in there."""

    url: str
    user: str
    password: str


class Actions(Protocol):
    """What the composition root does for the pages. Results come back through `Signals`."""

    def try_demo(self, done: Callable[[OtetError | None], None]) -> None:
        """Start the built-in help desk and sign its demo trader in."""

    def sign_in(self, address: str, username: str, password: str, done: Callable[[OtetError | None], None]) -> None:
        """Sign in to a broker's help desk."""

    def sign_in_again(
        self, account: Account, password: str, address: str, done: Callable[[OtetError | None], None]
    ) -> None:
        """Get a new token for an account of this computer, whose help desk is at `address` now."""

    def sign_out(self) -> None:
        """Forget the token and show Welcome."""

    def change_settings(self, settings: Settings) -> None:
        """Keep settings and apply them at once."""

    def agents_page(self) -> AgentsPage | None:
        """Where the demo's agents answer and how they sign in, None unless the built-in help desk runs."""

    def try_now(self) -> None:
        """Ask the help desk again without waiting for the back-off."""


class Navigator(Protocol):
    """The one way from a page to another. Nothing happens while nobody is signed in. Window's thread."""

    def open_row(self, key: RowKey, *, to_reply: bool = False) -> None:
        """Show a ticket, draft or waiting message, with the caret in the reply box if `to_reply`."""

    def compose(self, draft: Draft | None) -> None:
        """Show the composer with this draft, or with a new one."""

    def ask_about(self, transaction: Transaction) -> None:
        """Show the composer with a question about a transaction."""

    def show_transaction(self, remote_id: str) -> None:
        """Show Wallets with the transaction that has this id at the help desk."""


@dataclass
class Session:
    """Shared by all pages; `account`, `info` and `settings` change while it lives (see `Signals`)."""

    services: Services
    signals: Signals
    background: Background
    formats: Formats
    settings: Settings
    actions: Actions
    account: Account | None
    info: DeskInfo
    registration: Registration | None = None
    navigator: Navigator = field(init=False)
    """Set by the main window."""

    def run(self, job: Callable[[], T], done: Callable[[T | OtetError], None]) -> None:
        """Do `job` in the background; `done` gets its result or its error in the main thread."""

        def work() -> None:
            result: T | OtetError
            try:
                result = job()
            except OtetError as error:
                _log.info("a job failed: %s", error)
                result = error
            self.signals.returned.emit(lambda: done(result))

        self.background.submit(work)
