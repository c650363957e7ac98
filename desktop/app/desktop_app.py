"""The running app: builds every room once, wires them, and takes them down in order."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop import settings as settings_file
from desktop.app.actions import AppActions
from desktop.app.connection import Connection
from desktop.background import Background
from desktop.connectors import registry
from desktop.domain.accounts import DeskInfo
from desktop.domain.clock import Clock, SystemClock
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.ids import random_id
from desktop.domain.tickets import RowKey, RowKind
from desktop.paths import Paths
from desktop.secrets import Secrets
from desktop.services.accounts import Accounts
from desktop.services.alerts import Alerts
from desktop.services.attachments import Attachments
from desktop.services.bundle import Services
from desktop.services.context import Context
from desktop.services.drafts import Drafts
from desktop.services.tickets import Tickets
from desktop.store import queries
from desktop.store.blobs import Blobs
from desktop.store.changes import Changes, Kind
from desktop.store.database import Database
from desktop.store.search import SearchIndex
from desktop.ui.alerts import PlyerChannel
from desktop.ui.announcer import Announcer
from desktop.ui.application import Appearance
from desktop.ui.formats import Formats
from desktop.ui.main_window import MainWindow
from desktop.ui.session import Session
from desktop.ui.signals import Notice, SendProgress, Signals
from desktop.ui.single_instance import ticket_number

_log = logging.getLogger(__name__)


class DesktopApp(QObject):
    """One profile's app. `show` opens it, `stop` ends everything that it began."""

    def __init__(self, qt: QApplication, paths: Paths, clock: Clock | None = None) -> None:
        super().__init__()
        self._qt = qt
        clock = clock or SystemClock()
        self._database = Database.open(paths.home, clock)
        self._search = SearchIndex(paths.home, self._database)
        self._background = Background()
        self.signals = Signals(self)
        self.connection = Connection(paths, self.signals.status.emit, self._progress)
        services = self._services(paths, clock)
        settings = settings_file.load(paths.settings)
        formats = Formats(clock)
        self._appearance = Appearance(qt, formats)
        self._appearance.apply(settings)
        self.actions = AppActions(paths, services.accounts, self.connection, self._appearance)
        account = services.accounts.current()
        info = DeskInfo("")
        self.session = Session(
            services, self.signals, self._background, formats, settings, self.actions, account, info
        )
        self.actions.session = self.session
        self.actions.load_info()
        self._database.subscribe(self.signals.changed.emit)
        self.signals.changed.connect(self._changed)
        self.window = MainWindow(self.session)
        self._announcer: Announcer | None = None
