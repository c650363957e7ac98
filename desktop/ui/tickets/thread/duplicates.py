"""Says that a ticket reached support more than once, and offers to have the other one closed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.tickets import DuplicateTicket, RowKey, RowKind, Ticket
from desktop.ui.kit import icons, theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.flow import Flow
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.language.formats import ltr
from desktop.ui.session import Session

LINK_PADDING = 5


class TwinNotice(Translated, QFrame):
    """Hidden unless the ticket has a twin or is one. Of several it names the first; that changes when it is dealt with.

    `close_asked` carries the id of the ticket that is to be closed, and the words that ask for it.
    """

    close_asked = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "told")
        self._session = session
        self._ticket: Ticket | None = None
        self._picture = Label()
        self._words = Label(wrap=True)
        # begins where the words of the buttons below it begin
        self._words.setContentsMargins(LINK_PADDING, 0, LINK_PADDING, 0)
        self.ask, self.show_other = Button(kind="link"), Button(kind="link")
        self.ask.setObjectName("thread.twin.close")
        self.show_other.setObjectName("thread.twin.show")
        self.ask.clicked.connect(self._ask)
        self.show_other.clicked.connect(self._show)
        actions = Flow()
        words = QVBoxLayout()
        words.setSpacing(0)
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.SPACE_6, theme.SPACE_2, theme.SPACE_6, theme.SPACE_2)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(words, 1)
        words.addWidget(self._words)
        words.addWidget(actions)
        actions.add(self.ask)
        actions.add(self.show_other)
        self.hide()

    def show_ticket(self, ticket: Ticket) -> None:
        """Say what this ticket is the same as."""
        self._ticket = ticket
        other = self._other()
        self.setVisible(other is not None)
        if other is None:
            return
        number = ltr(f"#{other.number}")
        if ticket.original is not None:
            words = self.tr("This is the same as ticket {number}.")
        elif len(ticket.duplicates) == 1:
            words = self.tr("This reached support twice, also as ticket {number}.")
        else:
            words = self.tr("This reached support several times, also as ticket {number}.")
        self._words.setText(words.format(number=number))
        self.setAccessibleName(self._words.text())
        for part in (self.ask, self.show_other):
            part.setAccessibleDescription(self._words.text())
        ask = self.tr("Ask to close {number}") if ticket.original is None else self.tr("Ask to close this one")
        self.ask.setText(ask.format(number=number))
        self.show_other.setText(self.tr("Show {number}").format(number=number))
        self._picture.setPixmap(icons.pixmap("info", "info_text", theme.current().px(theme.ICON), 2.0))

    def retranslate(self) -> None:
        if self._ticket is not None:
            self.show_ticket(self._ticket)

    def apply_theme(self) -> None:
        self.retranslate()

    def _other(self) -> DuplicateTicket | None:
        if self._ticket is None:
            return None
        return self._ticket.original or next(iter(self._ticket.duplicates), None)

    def _ask(self) -> None:
        ticket, other = self._ticket, self._other()
        if ticket is not None and other is not None:
            # a reply is written without the marks that a sentence on the screen has
            number = f"#{ticket.number if ticket.original is None else other.number}"
            words = self.tr("This ticket is the same as {number}. Please close it.").format(number=number)
            self.close_asked.emit(other.id if ticket.original is None else int(ticket.key.id), words)

    def _show(self) -> None:
        other = self._other()
        if other is not None:
            self._session.navigator.open_row(RowKey(RowKind.TICKET, str(other.id)))
