"""The running app: builds every room once, wires them, and takes them down in order."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

from desktop import registration
from desktop import settings as settings_file
from desktop.app import crash_reports
from desktop.app.actions import AppActions
from desktop.app.connection import Connection
from desktop.background import Background
from desktop.command_line import ticket_number
from desktop.domain.accounts import DeskInfo
from desktop.domain.clock import Clock, SystemClock
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.ids import random_id
from desktop.paths import Paths
from desktop.secrets import Secrets
from desktop.services.accounts import Accounts
from desktop.services.bundle import Services
from desktop.services.context import Context
from desktop.store.changes import Changes, Kind
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.read.search import SearchIndex
from desktop.ui.kit.appearance import Appearance
from desktop.ui.language.formats import Formats
from desktop.ui.session import Session
from desktop.ui.signals import Notice, SendProgress, Signals
from desktop.ui.window.first_paint import FirstPaint
from desktop.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.app.database_check import DatabaseCheck
    from desktop.connectors.base import Connector
    from desktop.ui.notifications.notifier import Channel

_log = logging.getLogger(__name__)


class DesktopApp(QObject):
    """One profile's app. `show` opens it, `stop` ends everything that it began.

    Signals: `begun` the first picture is on the screen, and nothing else has begun yet.
    """

    begun = Signal()

    def __init__(
        self,
        qt: QApplication,
        paths: Paths,
        *,
        clock: Clock | None = None,
        secrets: Secrets | None = None,
        channels: "list[Channel] | None" = None,
    ) -> None:
        """`channels` replace the desktop's own ways to notify. Raises DISK_ERROR and its like.

        Whatever it raises, the database is closed, and checked as a whole when it is opened next.
        """
        super().__init__()
        self._qt = qt
        self._channels = channels
        self.signals = Signals(self)
        self._database = Database.open(paths.home, clock or SystemClock(), is_checked_later=True)
        others = qt.topLevelWidgets()
        try:
            self._build(qt, paths, secrets)
        except BaseException:
            # half a window would go on reading at every change of language or style
            for widget in qt.topLevelWidgets():
                if widget not in others and shiboken6.isValid(widget):
                    shiboken6.delete(widget)
            self._background.stop()
            self._search.close()
            self._database.close()
            from desktop.store.recovery import integrity

            integrity.request_check(paths.home)
            raise

    @classmethod
    def built(cls, qt: QApplication, paths: Paths, **chosen: Any) -> "DesktopApp":
        """As the constructor. Where that fails, the whole database is checked and repaired, and it tries once more.

        Damaged rows of the history show when the window reads them first.
        """
        try:
            return cls(qt, paths, **chosen)
        except Exception:  # noqa: BLE001 - whatever damaged rows cause; the second try raises it again
            _log.exception("the window could not be built; checking the whole database")
            return cls(qt, paths, **chosen)

    def _build(self, qt: QApplication, paths: Paths, secrets: Secrets | None) -> None:
        # before anything reads a draft: those of a copied profile get other ids
        self._database.begin_run()
        self._search = SearchIndex(paths.home, self._database)
        self._background = Background()
        self.connection = Connection(paths, self.signals.status.emit, self._tell_progress)
        self._secrets = secrets or Secrets(str(paths.home))
        services = self._services(paths, self._secrets)
        settings = settings_file.load(paths.settings)
        formats = Formats(self._database.clock)
        self._appearance = Appearance(qt, formats)
        self._appearance.apply(settings)
        self.connection.save_data(settings.data_saver)
        self._actions = AppActions(paths, services.accounts, self.connection, self._appearance)
        account = services.accounts.current()
        self.session = Session(
            services, self.signals, self._background, formats, settings, self._actions, account, DeskInfo("")
        )
        self._actions.attend(self.session, registration.here(paths.home))
        self._database.subscribe(self.signals.changed.emit)
        # before the pages are: they find the new facts when they hear of the change
        self.signals.changed.connect(self._changed)
        self.window = MainWindow(self.session)
        self.window.quit_asked.connect(self.quit)
        qt.commitDataRequest.connect(self._save)
        self._check: DatabaseCheck | None = None

    def _services(self, paths: Paths, secrets: Secrets) -> Services:
        context = Context(
            self._database, Blobs(paths.blobs), self._search, self._database.clock, random_id, self.connection.wake
        )
        return Services.of(context, Accounts(context, secrets, _connect, self.connection.resolve))

    def show(self, *, minimized: bool = False, link: str = "", crash_report: Path | None = None) -> None:
        """Open the window (or only the tray's icon); everything else begins when its first picture is on the screen.

        `crash_report` is of a crash of the last run.
        """
        if minimized:
            if not self.window.tray.is_there():
                self.window.showMinimized()
            QTimer.singleShot(0, self, self._begin)
        else:
            FirstPaint(self.window).happened.connect(self._begin)
            self.window.show()
        self._tell_state_of_store()
        if crash_report is not None:
            self._tell_of_crash(crash_report)
        if link:
            self.open_link(link)

    def open_link(self, link: str) -> None:
        """Show the ticket that a deep link names; anything else is told of and does nothing."""
        number = ticket_number(link)
        if number is None:
            self.signals.notice.emit(Notice("link", Problem(ErrorCode.NOT_YOUR_TICKET)))
        else:
            self.window.navigation.open_number(number)

    @Slot(str)
    def operation_queued(self, operation_id: str) -> None:
        """Show and send what another process put in the outbox."""
        self.signals.changed.emit(Changes(frozenset({(Kind.OPERATION, operation_id)})))
        self.connection.wake()

    @Slot()
    def _begin(self) -> None:
        """Begin what the first picture needs nothing of: notifications, sync, screen readers, disk and database."""
        from desktop.app.blob_sweeper import BlobSweeper
        from desktop.app.database_check import DatabaseCheck
        from desktop.app.page_modules import PageModules
        from desktop.ui.kit import accessible_roles, motion
        from desktop.ui.platform.network import Metered, NetworkReturn
        from desktop.ui.platform.system_motion import SystemMotion

        accessible_roles.install()
        # before sync reads the outbox: another process that adds to it later says so, and somebody has to listen
        self.begun.emit()
        self.window.start_notifications(self._channels)
        if self.session.account is not None:
            self._actions.start_syncing(self.session.account)
        NetworkReturn(self.connection.wake, self)
        Metered(self.connection.line_is_metered, self)
        asking = SystemMotion(self)
        asking.known.connect(motion.reduce)
        asking.ask()
        sweeper = BlobSweeper(self._database, self.session.services.context.blobs, self._background, self)
        self.signals.changed.connect(sweeper.changed)
        sweeper.sweep()
        PageModules(self)
        if not self._database.read_only:
            self._check = DatabaseCheck(self._database, self)
            self._check.damaged.connect(self._tell_of_damage)

    def _tell_state_of_store(self) -> None:
        if reason := self._database.read_only_reason:
            self.signals.notice.emit(Notice("store", Problem(reason)))
        elif recovered := self._database.recovered:
            drafts, sends = self._database.restored
            repaired = Problem(ErrorCode.REPAIRED, drafts=drafts, sends=sends, name=str(recovered))
            self.signals.show_until_dismissed("store", repaired)
        elif counts := self._database.copied():
            copied = Problem(ErrorCode.PROFILE_COPIED, drafts=counts[0], sends=counts[1])
            self.signals.notice.emit(Notice("store", copied, run=self._forget_copy))
        elif self._database.is_shared:
            self.signals.show_until_dismissed("store", Problem(ErrorCode.SHARED_FOLDER))

    @Slot(object)
    def _tell_of_damage(self, problem: Problem) -> None:
        self.signals.show_until_dismissed("damage", problem)

    def _tell_of_crash(self, report: Path) -> None:
        """Say that the last run ended unexpectedly, and offer the report."""
        key = "crash"

        def show() -> None:
            self.signals.notice.emit(Notice(key, None))
            self.window.show_crash_report(report, crash_reports.read(report))

        self.signals.notice.emit(Notice(key, Problem(ErrorCode.CRASHED), run=show))

    def _forget_copy(self) -> None:
        self._database.forget_copy()
        self.signals.notice.emit(Notice("store", None))

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK_INFO, Kind.ACCOUNT):
            self._actions.load_info()

    def _tell_progress(self, operation_id: str, done: int, total: int) -> None:
        self.signals.progress.emit(SendProgress(operation_id, done, total))

    @Slot(QSessionManager)
    def _save(self, manager: QSessionManager) -> None:
        """The person logs out or shuts down."""
        if not self.window.save_now() and manager.allowsInteraction():
            manager.cancel()
            self.window.quit()

    @Slot()
    def quit(self, code: int = 0) -> None:
        """Keep what is being written and end; the exit code is `code`."""
        self.window.save_now()
        self._qt.exit(code)

    def stop(self) -> None:
        """No new work, the engine joined, the window gone, the connections closed, the help desk ended. Once."""
        self.window.save_now()
        self.window.hide()
        self.window.leave_desktop()
        self.connection.stop_engine()
        self._secrets.close()
        self._background.stop()
        if self._check is not None:
            self._check.stop()
        # what the threads still had to tell finds nobody any more who would read the closed database
        for told in (self.window, self.signals, self._appearance):
            shiboken6.delete(told)
        self._search.close()
        self._database.close()
        self.connection.stop()


def _connect(kind: str, address: str, token: str = "") -> "Connector":
    """A connector that goes through the proxies of the system."""
    from desktop.connectors import registry
    from desktop.ui.platform.network import system_proxies

    return registry.connect(kind, address, token, proxies=system_proxies(address))
