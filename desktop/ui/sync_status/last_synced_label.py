"""How fresh the figures of a page are: as of when, how old while the help desk cannot be reached, or not here yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.ui.kit import theme
from desktop.ui.kit.labels import Label, Pill
from desktop.ui.language.formats import Formats
from desktop.ui.session import Session
from desktop.ui.sync_status.first_sync import FirstSync

_OLD_LINKS = frozenset({LinkState.SLOW, LinkState.OFFLINE, LinkState.BUSY, LinkState.SIGN_IN_AGAIN, LinkState.STOPPED})
_MINUTE_MS = 60_000


class LastSyncedLabel(QWidget):
    """Two words at the end of a page's title."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._status = session.signals.last_status
        self._first_sync = FirstSync(session, self)
        self._first_sync.changed.connect(self.refresh)
        self._as_of = Label(role="caption", wrap=True)
        self._as_of.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._age = Pill()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE_2)
        line.addWidget(self._age)
        line.addWidget(self._as_of, 1)
        self._age.hide()

    @property
    def is_synced(self) -> bool:
        """Whether anything was ever fetched."""
        return self.synced_ms > 0

    @property
    def synced_ms(self) -> int:
        """When the mirror was last known to be whole, 0 for never."""
        account = self._session.account
        if account is None:
            return 0
        kept = self._session.services.reads.state.synced_ms(account.id)
        # the status may still be that of another account
        return max(kept, self._status.synced_ms) if kept else 0

    def show_status(self, status: SyncStatus) -> None:
        """How it stands with the help desk now."""
        self._status = status
        self.refresh()

    def refresh(self) -> None:
        """Write it as of this minute."""
        synced_ms, formats = self.synced_ms, self._session.formats
        as_of = self.tr("As of {time}").format(time=formats.as_of(synced_ms)) if synced_ms else self._first_sync.words
        self._as_of.setText(as_of)
        self._age.setVisible(bool(synced_ms) and self._status.state in _OLD_LINKS)
        self._age.show_state("waiting", self._words(formats, formats.now_ms() - synced_ms))

    def _words(self, formats: Formats, age_ms: int) -> str:
        minutes = max(age_ms, 0) // _MINUTE_MS
        if minutes < 1:
            return self.tr("not the latest")
        if minutes < 60:
            return formats.digits(self.tr("%Ln minute(s) old", None, minutes))
        hours = minutes // 60
        if hours < 48:
            return formats.digits(self.tr("%Ln hour(s) old", None, hours))
        return formats.digits(self.tr("%Ln day(s) old", None, hours // 24))
