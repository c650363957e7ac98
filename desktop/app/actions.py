"""What the pages ask of the app: signing in and out, settings, the demo."""

import logging
from collections.abc import Callable

from desktop.app.connection import Connection
from desktop.domain.accounts import Account, DeskInfo
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.paths import Paths
from desktop.registration import Registration
from desktop.services.accounts import Accounts
from desktop.settings import Settings, save
from desktop.store import accounts as store_accounts
from desktop.ui.kit.appearance import Appearance
from desktop.ui.language import texts
from desktop.ui.session import AgentsPage, Session
from desktop.ui.signals import Notice, Toast, retranslatable

_log = logging.getLogger(__name__)
_TOLD_S = 15.0
Done = Callable[[OtetError | None], None]


class AppActions:
    """Does for the pages what only the composition root can; `session` is set once it exists."""

    session: Session

    def __init__(self, paths: Paths, accounts: Accounts, connection: Connection, appearance: Appearance) -> None:
        self._paths = paths
        self._accounts = accounts
        self._connection = connection
        self._appearance = appearance
        self._told_of_key_store = False

    def attend(self, session: Session, registration: Registration) -> None:
        """Begin to act for the pages."""
        self.session = session
        session.registration = registration
        self.load_info()

    def try_demo(self, done: Done) -> None:
        """Start the built-in help desk and sign its demo trader in."""
        self._signing_in(lambda: self._connection.sign_in_to_demo(self._accounts), done)

    def sign_in(self, address: str, username: str, password: str, done: Done) -> None:
        """Sign in to a broker's help desk."""
        self._signing_in(lambda: self._accounts.sign_in("roundup", address, username, password), done)

    def sign_in_again(self, account: Account, password: str, address: str, done: Done) -> None:
        """Get a new token for an account of this computer; what waits goes on.

        The account that is signed in stays in view: `account_changed` would close what the user is writing.
        """
        is_in_view = self.session.account is not None and self.session.account.id == account.id

        def signed_in(result: Account | OtetError) -> None:
            if isinstance(result, OtetError):
                done(result)
                return
            if is_in_view:
                self.session.account = result
                self.load_info()
            else:
                self._use(result)
            self.start_syncing(result)
            self._tell_of_key_store(result)
            done(None)

        self.session.run(lambda: self._accounts.sign_in_again(account, password, address), signed_in)

    def sign_out(self) -> None:
        """Forget the token and show Welcome; what waits to be sent stays with that account."""
        account = self.session.account
        if account is None:
            return

        def forgotten() -> None:
            self.session.signals.returned.emit(lambda: self._use(None))

        def signed_out(result: OtetError | None) -> None:
            if isinstance(result, OtetError) and self.session.account == account:
                self.session.signals.notice.emit(Notice("sign_out", result.problem))
                self.start_syncing(account)

        self._connection.stop_engine()
        self.session.run(lambda: self._accounts.sign_out(account, forgotten), signed_out)

    def change_settings(self, settings: Settings) -> None:
        """Keep settings and apply them at once; a disk that refuses them is told about, and they hold until the end."""
        self.session.settings = settings
        self._appearance.apply(settings)
        self._connection.save_data(settings.data_saver)
        self.session.signals.settings_changed.emit(settings)
        if self.session.services.context.database.read_only:
            # told of already; another word about every moved window would only hide that
            return
        try:
            save(self._paths.settings, settings)
        except OSError as error:
            _log.warning("settings not saved: %s", error.strerror)
            self.session.signals.notice.emit(Notice("settings", Problem(ErrorCode.DISK_ERROR)))

    def agents_page(self) -> AgentsPage | None:
        """Where the built-in help desk's agents answer and how they sign in, None unless it runs."""
        desk = self._connection.running_desk
        return AgentsPage(desk.agent_url, desk.agent_user, desk.agent_password) if desk else None

    def try_now(self) -> None:
        """Ask the help desk again without waiting for the back-off."""
        self._connection.wake(at_once=True)

    def start_syncing(self, account: Account) -> None:
        """Connect that account."""
        self._connection.start(account, self._accounts, self.session.services.context)

    def load_info(self) -> None:
        """Read again what the help desk offers."""
        account = self.session.account
        connection = self.session.services.context.database.read_connection()
        info = store_accounts.info(connection, account.id) if account else None
        self.session.info = info or DeskInfo(account.address if account else "")

    def _signing_in(self, job: Callable[[], Account], done: Done) -> None:
        def signed_in(result: Account | OtetError) -> None:
            if isinstance(result, OtetError):
                done(result)
                return
            self._use(result)
            self.start_syncing(result)
            self._tell_of_key_store(result)
            done(None)

        self.session.run(job, signed_in)

    def _tell_of_key_store(self, account: Account) -> None:
        """Say once that the sign-in ends with this session; the demo signs in by itself and needs no key store."""
        if self._accounts.is_token_kept or account.is_built_in or self._told_of_key_store:
            return
        self._told_of_key_store = True

        def told() -> Toast:
            words = texts.problem(Problem(ErrorCode.KEY_STORE_UNAVAILABLE), self.session.formats)
            return Toast(words, seconds=_TOLD_S)

        self.session.signals.toast.emit(retranslatable(told))

    def _use(self, account: Account | None) -> None:
        if account is None:
            # a sign-in that was under way may have begun to sync once more
            self._connection.stop_engine()
        self.session.account = account
        self.load_info()
        self.session.signals.account_changed.emit(account)
