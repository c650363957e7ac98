"""The list with what it says while there is nothing in it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.filters import HistoryFilter
from desktop.ui.history.view import HistoryView
from desktop.ui.history.words import row_sentence
from desktop.ui.models.tickets import HistoryModel
from desktop.ui.session import Session
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.labels import speaks_another_language


class HistoryPane(QStackedWidget):
    """`create_asked` and `clear_asked` are the one thing to do about an empty list."""

    create_asked = Signal()
    clear_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = HistoryModel(session, lambda row: row_sentence(row, session), self)
        self.list = HistoryView(session, self.model)
        self._nothing = EmptyState()
        self.addWidget(self.list)
        self.addWidget(self._nothing)
        self.model.loaded.connect(self._tell)
        self._nothing.acted.connect(self._act)

    def show_filter(self, filter: HistoryFilter) -> None:
        """Show what meets `filter`."""
        self.model.show(filter)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if speaks_another_language(event):
            self._tell()

    def _tell(self) -> None:
        self.list.setAccessibleName(self.tr("Tickets, drafts and messages waiting to be sent"))
        if self.model.rowCount():
            self.setCurrentWidget(self.list)
            return
        if self.model.filter.is_empty:
            words = self.tr("Nothing here yet. What you write and what support answers is kept here.")
            self._nothing.set_words(words, self.tr("Create Ticket"))
        else:
            self._nothing.set_words(self.tr("Nothing found."), self.tr("Clear filters"))
        self.setCurrentWidget(self._nothing)

    def _act(self) -> None:
        if self.model.filter.is_empty:
            self.create_asked.emit()
        else:
            self.clear_asked.emit()
