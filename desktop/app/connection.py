"""Keeps the signed-in account connected: runs the built-in help desk where it is used, and the sync engine."""

import logging
import random
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.domain.accounts import BUILT_IN_ADDRESS, Account
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.paths import Paths
from desktop.services.accounts import Accounts
from desktop.services.context import Context

if TYPE_CHECKING:
    from desktop.connectors.base import Connector
    from desktop.desk.process import DeskAddress, DeskProcess
    from desktop.sync.engine import EngineThread

_log = logging.getLogger(__name__)


class Connection:
    """At most one engine and at most one built-in help desk; `stop` leaves neither."""

    def __init__(
        self,
        paths: Paths,
        on_status: Callable[[SyncStatus], None],
        on_progress: Callable[[str, int, int], None],
    ) -> None:
        self._on_status = on_status
        self._on_progress = on_progress
        self._home = paths.desk
        self._desk: DeskProcess | None = None
        self._desk_lock = threading.Lock()
        self._engine: EngineThread | None = None
        self._is_renewed = False
        self._data_saver = "off"
        self._is_metered = False

    def save_data(self, choice: str) -> None:
        """Obey a `Settings.data_saver`."""
        self._data_saver = choice

    def line_is_metered(self, is_metered: bool) -> None:
        """What the system says of the line."""
        self._is_metered = is_metered

    def is_saving(self) -> bool:
        """Whether the line costs money, as far as the user or the system says so."""
        return self._data_saver == "on" or (self._data_saver == "metered" and self._is_metered)

    def wake(self, *, at_once: bool = False) -> None:
        """Tell the engine that there is work; `at_once` when a person asks. From any thread."""
        if engine := self._engine:
            engine.wake(at_once=at_once)

    def resolve(self, account: Account) -> str:
        """The base address of an account now. Blocks while the built-in help desk starts."""
        return self.desk_address().url if account.is_built_in else account.address

    def desk_address(self) -> "DeskAddress":
        """Where the built-in help desk answers, starting it first. Raises BUILT_IN_DESK_FAILED."""
        from desktop.desk.process import DeskProcess

        with self._desk_lock:
            if self._desk is None:
                # one that is back has a new address, and is not waited for until the next try is due
                self._desk = DeskProcess(self._home, on_change=lambda state: self.wake())
            return self._desk.address or self._desk.start()

    @property
    def running_desk(self) -> "DeskAddress | None":
        """The built-in help desk's addresses while it runs; never blocks."""
        return self._desk.address if self._desk is not None else None

    def sign_in_to_demo(self, accounts: Accounts) -> Account:
        """Start the built-in help desk and sign its demo trader in. Blocks."""
        desk = self.desk_address()
        return accounts.sign_in("roundup", desk.url, desk.demo_user, desk.demo_password, label_address=BUILT_IN_ADDRESS)

    def start(self, account: Account, accounts: Accounts, context: Context) -> None:
        """Begin to sync that account; the engine of another one is stopped first."""
        # after the first picture, which needs nothing of it
        from desktop.sync.engine import Engine, EngineThread

        self.stop_engine()

        def connect() -> "Connector":
            try:
                return accounts.connector(account)
            except OtetError as error:
                if error.code is not ErrorCode.SIGN_IN_AGAIN or not account.is_built_in:
                    raise
            return self._demo_again(accounts, account)

        def tell(status: SyncStatus) -> None:
            self._on_status(status)
            if status.state is LinkState.SIGN_IN_AGAIN and account.is_built_in and not self._is_renewed:
                # a help desk whose home was made anew does not know the token
                self._is_renewed = True
                with suppress(OtetError):
                    self._demo_again(accounts, account).close()
                    self.wake()

        engine = Engine(
            database=context.database,
            blobs=context.blobs,
            search=context.search,
            account=account,
            connect=connect,
            clock=context.clock,
            rng=random.SystemRandom(),
            on_status=tell,
            on_progress=self._on_progress,
            is_saving=self.is_saving,
        )
        self._engine = EngineThread(engine)
        self._engine.start()

    def _demo_again(self, accounts: Accounts, account: Account) -> "Connector":
        """Sign in with the demo's password, which is this computer's own: nobody has to be asked for it."""
        self.sign_in_to_demo(accounts)
        return accounts.connector(account)

    def stop_engine(self) -> None:
        """Stop syncing; what is under way is cancelled and tried again at the next start."""
        if engine := self._engine:
            self._engine = None
            if not engine.stop(timeout_s=5.0):
                _log.warning("the sync thread did not stop in time")

    def stop(self) -> None:
        """Stop the engine, then the built-in help desk."""
        self.stop_engine()
        if self._desk is not None:
            self._desk.stop()
