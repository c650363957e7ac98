"""The head of a thread: subject, number to copy, department, status and when it began."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.tickets import Ticket
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import IconButton
from desktop.ui.kit.flow import Flow
from desktop.ui.kit.labels import Label, Pill
from desktop.ui.kit.menus import Menu
from desktop.ui.kit.multi_line_label import MultiLineElidedLabel
from desktop.ui.kit.translated import Translated
from desktop.ui.language.bidi import isolate_line
from desktop.ui.language.formats import ltr
from desktop.ui.session import Session
from desktop.ui.signals import Toast, retranslatable
from desktop.ui.tickets.ticket_texts import department_label, status_label

_NARROW = 400
LINK = "otet://ticket/"
"""What a link to a ticket has before its number: it shows the ticket, also on another computer of the same user."""


class ThreadHeader(Translated, QWidget):
    """Shows one `Ticket`, with a menu of what can be done with it.

    Signals: `reply_asked` the user wants to write a reply.
    """

    reply_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ticket: Ticket | None = None
        self._subject = MultiLineElidedLabel("section", (1, 2, 4))
        self._number = Label(role="secondary")
        self.copy = IconButton("copy", color="text_secondary")
        self.copy.clicked.connect(self._copy)
        self.more = IconButton("ellipsis", color="text_secondary")
        self.more.setObjectName("thread.more")
        self.more.clicked.connect(self._show_menu)
        self._department = Label(role="secondary")
        self._since = Label(role="secondary")
        self._status = Pill()
        self._facts = Flow()
        facts = QHBoxLayout()
        facts.setSpacing(theme.SPACE_2)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE_6, theme.SPACE_3, theme.SPACE_6, theme.SPACE_2)
        box.setSpacing(0)
        box.addWidget(self._subject)
        box.addLayout(facts)
        for widget in (self._number, self.copy, self._status, self._department, self._since):
            self._facts.add(widget)
        facts.addWidget(self._facts, 1, Qt.AlignmentFlag.AlignVCenter)
        facts.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def show_ticket(self, ticket: Ticket) -> None:
        """Show the head of this ticket."""
        self._ticket = ticket
        formats, info = self._session.formats, self._session.info
        self._subject.setText(isolate_line(ticket.subject.strip()) or self.tr("Ticket without a subject"))
        self._number.setText(ltr(f"#{ticket.number}"))
        self._number.setVisible(bool(ticket.number))
        self._fit()
        self.copy.set_name(self.tr("Copy the ticket number"))
        self.more.set_name(self.tr("More about this ticket"))
        self._department.setText(department_label(info, ticket.department, formats.language))
        self._department.setVisible(bool(self._department.text()))
        words, kind = status_label(info, ticket.status, formats.language, ticket.remote_state)
        self._status.show_state(kind, words)
        self._status.setVisible(bool(words))
        self._since.setText(self.tr("since {date}").format(date=formats.date(ticket.created_ms, short=True)))

    def retranslate(self) -> None:
        if self._ticket is not None:
            self.show_ticket(self._ticket)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room the number is copied by the menu only."""
        has_number = self._ticket is not None and bool(self._ticket.number)
        self.copy.setVisible(has_number and self.width() >= theme.current().px(_NARROW))

    def menu(self) -> Menu:
        """What can be done with the ticket; it deletes itself when it closes."""
        menu = Menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("Reply")).triggered.connect(self.reply_asked)
        if self._ticket is not None and self._ticket.number:
            menu.addAction(self.tr("Copy the ticket number")).triggered.connect(self._copy)
            menu.addAction(self.tr("Copy a link to this ticket")).triggered.connect(self._copy_link)
        return menu

    def _show_menu(self) -> None:
        self.menu().open_under(self.more)

    def _copy(self) -> None:
        if self._ticket is not None:
            QApplication.clipboard().setText(self._ticket.number)
            number = ltr(f"#{self._ticket.number}")
            told = retranslatable(lambda: Toast(self.tr("Ticket number {number} copied").format(number=number)))
            self._session.signals.toast.emit(told)

    def _copy_link(self) -> None:
        if self._ticket is not None:
            QApplication.clipboard().setText(LINK + self._ticket.number)
            self._session.signals.toast.emit(retranslatable(lambda: Toast(self.tr("Link copied"))))
