"""The list with what it says while there is nothing in it, or while not everything is here yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.filters import HistoryFilter
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.empty_state import EmptyState
from desktop.ui.kit.labels import Label
from desktop.ui.kit.skeleton import Skeleton
from desktop.ui.kit.translated import Translated
from desktop.ui.session import Session
from desktop.ui.sync_status.first_sync import FirstSync
from desktop.ui.tickets.history.model import HistoryModel
from desktop.ui.tickets.history.row_texts import row_sentence
from desktop.ui.tickets.history.view import HistoryView

_BARS = 9


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
        self._faces = QStackedWidget()
        self._lay_out()
        self.model.loaded.connect(self._show_face)
        self._first_sync.changed.connect(self._show_face)
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
        box.addWidget(self._faces, 1)

    def show_filter(self, filter: HistoryFilter) -> None:
        """Show what meets `filter`."""
        self.model.show(filter)

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Tickets, drafts and messages waiting to be sent"))
        self._show_face()

    def _show_face(self) -> None:
        progress = self._first_sync.words
        self._progress.setText(progress)
        self._progress.setVisible(bool(progress))
        if self.model.rowCount():
            self._faces.setCurrentWidget(self.list)
            return
        if not self.model.filter.is_empty:
            words = self.tr("Nothing found so far.") if progress else self.tr("Nothing found.")
            self._nothing.set_words(words, self.tr("Clear filters"))
        elif progress:
            # one can write before anything is here
            self._create.setText(self.tr("Create Ticket"))
            self._waiting.setAccessibleName(progress)
            self._faces.setCurrentWidget(self._waiting)
            return
        else:
            words = self.tr("Nothing here yet. What you write and what support answers is kept here.")
            self._nothing.set_words(words, self.tr("Create Ticket"))
        self._faces.setCurrentWidget(self._nothing)

    def _act(self) -> None:
        if self.model.filter.is_empty:
            self.create_asked.emit()
        else:
            self.clear_asked.emit()
