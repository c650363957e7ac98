"""Says that a ticket reached support more than once, and offers to have the other one closed."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.tickets import RowKey, RowKind, Ticket, Twin
from desktop.ui import icons, theme
from desktop.ui.formats import ltr
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.labels import Label, speaks_another_language

LINK_PADDING = 5
MOST = 3
"""So many twins are named at once; the next one takes the place of one that is closed."""


class TwinNotice(QWidget):
    """Hidden unless the ticket has twins or is one.

    `close_asked` carries the id of the ticket that is to be closed, and the words that ask for it.
    """

    close_asked = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = [TwinRow(place) for place in range(MOST)]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for row in self.rows:
            row.close_asked.connect(self.close_asked)
            row.opened.connect(session.signals.open_row)
            box.addWidget(row)
        self.hide()

    def show_ticket(self, ticket: Ticket) -> None:
        """Show what this ticket is the same as."""
        others = ticket.twins[:MOST] if ticket.same_as is None else (ticket.same_as,)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(others))
            if place < len(others):
                row.show_twin(ticket, others[place])
        self.setVisible(bool(others))


class TwinRow(QFrame):
    """Names one other ticket. `opened` carries its row."""

    close_asked = Signal(object, str)
    opened = Signal(object)

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "told")
        self._shown: tuple[Ticket, Twin] | None = None
        self._picture = Label()
        self._words = Label(wrap=True)
        # begins where the words of the buttons below it begin
        self._words.setContentsMargins(LINK_PADDING, 0, LINK_PADDING, 0)
        self.ask, self.open = Button(kind="link"), Button(kind="link")
        self.ask.setObjectName(f"thread.twin{place}.close")
        self.open.setObjectName(f"thread.twin{place}.show")
        self.ask.clicked.connect(self._ask)
        self.open.clicked.connect(self._open)
        actions = Flow()
        actions.addWidget(self.ask)
        actions.addWidget(self.open)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addLayout(actions)
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.SPACE_6, theme.SPACE_2, theme.SPACE_6, theme.SPACE_2)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(words, 1)

    def show_twin(self, ticket: Ticket, other: Twin) -> None:
        """Say that this ticket and the other are one."""
        self._shown = ticket, other
        number = ltr(f"#{other.number}")
        if ticket.same_as is not None:
            words = self.tr("This is the same as ticket {number}.")
        elif len(ticket.twins) == 1:
            words = self.tr("This reached support twice, also as ticket {number}.")
        else:
            words = self.tr("This also reached support as ticket {number}.")
        self._words.setText(words.format(number=number))
        for part in (self.ask, self.open):
            part.setAccessibleDescription(self._words.text())
        ask = self.tr("Ask to close {number}") if ticket.same_as is None else self.tr("Ask to close this one")
        self.ask.setText(ask.format(number=number))
        self.open.setText(self.tr("Show {number}").format(number=number))
        self._picture.setPixmap(icons.pixmap("info", "info_text", theme.current().px(theme.ICON), 2.0))

    def changeEvent(self, event: QEvent) -> None:
        """Follow language, theme and text size."""
        super().changeEvent(event)
        is_repainted = event.type() in {QEvent.Type.StyleChange, QEvent.Type.PaletteChange}
        shown = getattr(self, "_shown", None)
        if shown is not None and (is_repainted or speaks_another_language(event)):
            self.show_twin(*shown)

    def _ask(self) -> None:
        if self._shown is not None:
            ticket, other = self._shown
            original = ticket.number if ticket.same_as is None else other.number
            # a reply is written without the marks that a sentence on the screen has
            number = f"#{original}"
            words = self.tr("This ticket is the same as {number}. Please close it.").format(number=number)
            id = other.id if ticket.same_as is None else int(ticket.key.id)
            self.close_asked.emit(id, words)

    def _open(self) -> None:
        if self._shown is not None:
            self.opened.emit(RowKey(RowKind.TICKET, str(self._shown[1].id)))
