"""Has attachment bytes deleted that nothing names any more: at the start, and soon after something was discarded."""

import logging

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.background import Background
from desktop.domain.errors import OtetError
from desktop.store.changes import Changes, Kind
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.files.sweep import sweep

AFTER_CHANGE_MS = 12_000
"""A little longer than a discarded draft can be brought back."""
HOURLY_MS = 3_600_000
"""Another process may have left something: a command that failed, or was killed."""
_KINDS = (Kind.DRAFT, Kind.OPERATION, Kind.ACCOUNT)
_log = logging.getLogger(__name__)


class BlobSweeper(QObject):
    """Runs `store.sweep` in the background; one sweep follows all the changes of a few seconds."""

    def __init__(self, database: Database, blobs: Blobs, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._database = database
        self._blobs = blobs
        self._background = background
        self._soon = QTimer(self, singleShot=True, interval=AFTER_CHANGE_MS)
        self._soon.timeout.connect(self.sweep)
        self._hourly = QTimer(self, interval=HOURLY_MS)
        self._hourly.timeout.connect(self.sweep)
        self._hourly.start()

    @Slot()
    def sweep(self) -> None:
        """Sweep as soon as the background has time."""
        self._background.submit(self._run)
        if self._blobs.held():
            # an offer to undo still stands: look again when it must be over
            self._soon.start()

    @Slot(object)
    def changed(self, changes: Changes) -> None:
        """Something may have lost the last name it had."""
        if changes.has(*_KINDS) and not self._soon.isActive():
            self._soon.start()

    def _run(self) -> None:
        try:
            removed = sweep(self._database, self._blobs)
        except (OtetError, OSError) as error:
            # the disk refuses now: the next start tries again
            _log.warning("attachment bytes not swept: %s", error)
            return
        if removed:
            _log.info("%d unused attachments deleted", removed)
