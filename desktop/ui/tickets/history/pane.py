"""The list with what it says while there is nothing in it, or while not everything is here yet."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.filters import HistoryFilter
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.empty_state import EmptyState
from desktop.ui.kit.labels import Label
from desktop.ui.kit.skeleton import Skeleton
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.session import Session
from desktop.ui.sync_status.first_sync import FirstSync
from desktop.ui.tickets.history.model import HistoryModel
from desktop.ui.tickets.history.row_texts import row_sentence
from desktop.ui.tickets.history.view import HistoryView

_BARS = 9
_BAR_STEPS = 1000
SEARCHING_AFTER_MS = 120
"""What takes less is not announced, and what was found before stays that long: a list must not flicker at each key."""


class HistoryPane(Translated, QWidget):
    """`create_asked` and `clear_asked` are the one thing to do about an empty list."""

    create_asked = Signal()
    clear_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = HistoryModel(session, lambda row: row_sentence(row, session), self)
        self.list = HistoryView(session, self.model)
        self._nothing = EmptyState()
        self._waiting, self._create = QWidget(), Button(kind="primary")
        self._first_sync = FirstSync(session, self)
        self._progress = Label(role="caption", wrap=True)
        self._progress.setObjectName("history.progress")
        self._bar = QProgressBar()
        self._bar.setObjectName("history.bar")
        self._bar.setProperty("role", "list")
        self._bar.setRange(0, _BAR_STEPS)
        self._bar.setTextVisible(False)
        self._faces = QStackedWidget()
        self._session = session
        self._patience = QTimer(self, singleShot=True, interval=SEARCHING_AFTER_MS)
        self._patience.timeout.connect(self._show_face)
        self._lay_out()
        self.model.progressed.connect(self._progressed)
        self._sync_words = ""
        self._first_sync.changed.connect(self._read_sync)
        self._nothing.acted.connect(self._act)
        self._create.clicked.connect(self.create_asked)

    def _lay_out(self) -> None:
        bars = QVBoxLayout(self._waiting)
        bars.setContentsMargins(theme.SPACE_6, theme.SPACE_4, theme.SPACE_6, theme.SPACE_4)
        bars.setSpacing(theme.SPACE_4)
        bars.addWidget(Skeleton(_BARS), 1)
        bars.addWidget(self._create, 0, Qt.AlignmentFlag.AlignHCenter)
        for face in (self.list, self._nothing, self._waiting):
            self._faces.addWidget(face)
        self._progress.setContentsMargins(theme.SPACE_6, theme.SPACE_1, theme.SPACE_6, theme.SPACE_2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._progress)
        box.addWidget(self._bar)
        box.addWidget(self._faces, 1)

    def show_filter(self, filter: HistoryFilter) -> None:
        """Show what meets `filter`."""
        self.model.show(filter)

    def open_beside(self, step: int) -> None:
        """Open the row so many rows below the one that is open, or above it; the first or last one stays open."""
        chosen = self.list.chosen
        row = self.model.row_of(chosen) + step if chosen is not None else 0
        if 0 <= row < self.model.rowCount():
            self.list.opened.emit(self.model.key(row))

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Tickets, drafts and messages waiting to be sent"))
        self._read_sync()

    def _read_sync(self) -> None:
        """Tickets are counted for these words: not to be read at each key."""
        self._sync_words = self._first_sync.words
        self._show_face()

    def _progressed(self) -> None:
        if self.model.is_complete:
            self._patience.stop()
        elif not self._patience.isActive():
            self._patience.start()
        self._show_face()

    def _show_face(self) -> None:
        """Show rows only for what is asked for now, and that there are none only once that is known."""
        if self.model.is_searching and self._patience.isActive():
            return
        sync = self._sync_words
        self._show_progress(sync)
        if self.model.rowCount() and not self.model.is_searching:
            self._faces.setCurrentWidget(self.list)
        elif self.model.error is not None:
            self._nothing.set_words(
                texts.problem(self.model.error.problem, self._session.formats), self.tr("Try again"), kind="primary"
            )
            self._faces.setCurrentWidget(self._nothing)
        elif not self.model.is_complete:
            self._create.hide()
            self._waiting.setAccessibleName(self.tr("Searching…"))
            self._faces.setCurrentWidget(self._waiting)
        elif sync and self.model.filter.is_empty:
            # one can write before anything is here
            self._create.setText(self.tr("Create Ticket"))
            self._create.show()
            self._waiting.setAccessibleName(sync)
            self._faces.setCurrentWidget(self._waiting)
        else:
            # to take filters off is a way back, and not what one comes for
            kind = "primary" if self.model.filter.is_empty else ""
            self._nothing.set_words(*self._empty_words(sync), kind=kind)
            self._faces.setCurrentWidget(self._nothing)

    def _show_progress(self, sync: str) -> None:
        """One line above the list: what it lacks, and why."""
        words = sync
        if self.model.error is not None and self.model.rowCount():
            words = texts.problem(self.model.error.problem, self._session.formats)
        elif not (self.model.is_complete or self.model.filter.is_empty or self._patience.isActive()):
            words = self.tr("Searching…")
        self._progress.setText(words)
        self._progress.setVisible(bool(words))
        share = self._first_sync.share if sync else None
        self._bar.setVisible(share is not None)
        if share is not None:
            self._bar.setValue(round(share * _BAR_STEPS))
            self._bar.setAccessibleName(words)

    def _empty_words(self, sync: str) -> tuple[str, str]:
        if not self.model.filter.is_empty:
            words = self.tr("Nothing found so far.") if sync else self.tr("Nothing found.")
            return words, self.tr("Clear filters")
        words = self.tr("Nothing here yet. What you write and what support answers is kept here.")
        return words, self.tr("Create Ticket")

    def _act(self) -> None:
        if self.model.error is not None:
            self.model.reload()
        elif self.model.filter.is_empty:
            self.create_asked.emit()
        else:
            self.clear_asked.emit()
