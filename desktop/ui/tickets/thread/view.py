"""A ticket's thread: head, messages, reply; it asks services for everything and shows what was committed."""

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.accounts import StatusKind
from desktop.domain.drafts import Draft
from desktop.domain.errors import OtetError
from desktop.domain.tickets import MessagePage, RemoteState, RowKey, RowKind, Ticket
from desktop.store.changes import Changes, Kind
from desktop.ui.kit.labels import line
from desktop.ui.session import Session
from desktop.ui.signals import Notice
from desktop.ui.tickets.thread.column_hits import ColumnHits
from desktop.ui.tickets.thread.duplicates import TwinNotice
from desktop.ui.tickets.thread.header import ThreadHeader
from desktop.ui.tickets.thread.message_list import MessageList
from desktop.ui.tickets.thread.model import MOST_AT_ONCE, PAGE, MessagesModel
from desktop.ui.tickets.thread.outbox_actions import Outgoing
from desktop.ui.tickets.thread.reading_column import ColumnEdges
from desktop.ui.tickets.thread.reply_box import ReplyBox
from desktop.ui.tickets.thread.search_bar import SearchBar
from desktop.ui.tickets.thread.thread_menus import ThreadMenus
from desktop.ui.tickets.thread.thread_search import ThreadSearch

TOGETHER_MS = 30


class ThreadView(QWidget):
    """Shows one ticket, or a create that waits to become one.

    `became` carries the key it has now, `refreshed` follows every reading, `compose` carries a draft for the composer,
    `gone` says that nothing is left to show.
    """

    became = Signal(object)
    refreshed = Signal()
    compose = Signal(object)
    gone = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._session = session
        self._ticket: Ticket | None = None
        self._model = MessagesModel(self)
        self.header = ThreadHeader(session)
        self.twins = TwinNotice(session)
        self.search = ThreadSearch(session, self)
        self.search_bar = SearchBar(self.search, session.formats)
        self.list = MessageList(session, self._model, self.search)
        self.reply = ReplyBox(session)
        self._layout = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.twins)
        box.addWidget(line())
        box.addWidget(self.search_bar)
        box.addWidget(self.list, 1)
        box.addWidget(self.reply)
        ColumnEdges(self, (self.header, self.twins, self.search_bar, self.reply))
        ColumnHits(self.list, self._model, self.search)
        self._together = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._together.timeout.connect(self.refresh)
        self.outgoing = Outgoing(session, self)
        # whatever thread is open by now, the page finds the one that the draft belongs to
        self.outgoing.taken_back.connect(self.compose)
        self.list.acted.connect(self.outgoing.act)
        menus = ThreadMenus(session, self.list.inside, self.list.follower, self.reply.takes_text)
        menus.acted.connect(self.outgoing.act)
        menus.quoted.connect(self.reply.quote)
        self.header.reply_asked.connect(self.reply.begin)
        self.list.earlier_asked.connect(self._show_earlier)
        self.twins.close_asked.connect(self._ask_to_close)
        self.reply.submitted.connect(self._sent)
        self.reply.discarded.connect(self._discarded)
        self.reply.new_ticket.connect(self._new_ticket)
        session.signals.changed.connect(self._changed)

    @property
    def key(self) -> RowKey | None:
        """The row that is shown."""
        return self._ticket.key if self._ticket is not None else None

    @property
    def ticket_id(self) -> int | None:
        """The ticket that is shown, None while it is only a create."""
        return int(self.key.id) if self.key is not None and self.key.kind is RowKind.TICKET else None

    def open(self, key: RowKey) -> bool:
        """Show this thread; whether there is one."""
        ticket = self._read(key)
        if ticket is None:
            return False
        self.reply.save_now()
        if self._ticket is None or self._ticket.key != ticket.key:
            self._ticket = ticket
            # the messages last: what stands around them decides how much room they have
            self._show(ticket)
            self._load_reply()
            self._layout.activate()
            self._model.open(self._newest(ticket.key))
            self.list.go_to(self._model.first_unread if self._model.first_unread >= 0 else None)
            self.search.open(ticket)
            self.refreshed.emit()
        else:
            self.refresh()
            self._load_reply()
        return True

    def leave(self) -> None:
        """Keep the reply and show nothing."""
        self.reply.leave()
        self._ticket = None
        self.search.open(None)
        self._model.open(MessagePage())

    def refresh(self) -> None:
        """Read again and show what differs."""
        self._together.stop()
        if self._ticket is None:
            return
        before = self._ticket.key
        ticket = self._read(before)
        if ticket is None:
            self.leave()
            self.gone.emit()
            return
        # the messages first: a ticket that counts more of them than are shown could be taken for read
        tickets, account_id = self._session.services.reads.tickets, self._account_id()
        self._model.take(tickets.messages_from(account_id, ticket.key, self._model.start, limit=self._model.most))
        self._ticket = ticket
        self._show(ticket)
        if self.reply.draft is not None:
            self.reply.show_reply(self.reply.draft, self._status())
        if ticket.key != before:
            self.became.emit(ticket.key)
        self.search.look_again()
        self.refreshed.emit()

    def _show(self, ticket: Ticket) -> None:
        """Show what stands above the messages."""
        self._together.stop()
        self.header.show_ticket(ticket)
        self.twins.show_ticket(ticket)

    def mark_read(self) -> None:
        """Mark as read what is in view now, and what stands above it."""
        if self._ticket is None or self.ticket_id is None or not self._ticket.unread:
            return
        row = self.list.last_in_view()
        if row < 0:
            return
        # never all of the ticket: what has come since the last reading is not in view
        through_ms = self._model.unread_through(row)
        if self._model.has_unread and not through_ms:
            return
        try:
            self._session.services.tickets.mark_read(self.ticket_id, through_ms or None)
        except OtetError as error:
            self._session.signals.notice.emit(Notice("disk", error.problem))

    def show_draft(self, draft: Draft) -> None:
        """Go on with this reply in the reply box."""
        self.reply.show_reply(draft, self._status())
        self.reply.text.setFocus()

    def _account_id(self) -> int:
        return self._session.account.id if self._session.account is not None else 0

    def _read(self, key: RowKey) -> Ticket | None:
        return self._session.services.reads.tickets.ticket(self._account_id(), key)

    def _newest(self, key: RowKey) -> MessagePage:
        tickets = self._session.services.reads.tickets
        return tickets.newest_messages(self._account_id(), key, limit=PAGE, most=MOST_AT_ONCE)

    def _show_earlier(self) -> None:
        start = self._model.start
        if self._ticket is not None and start is not None:
            tickets = self._session.services.reads.tickets
            page = tickets.earlier_messages(self._account_id(), self._ticket.key, start, limit=PAGE)
            self._model.add_earlier(page)

    def _status(self) -> StatusKind | None:
        if self._ticket is not None and self._ticket.remote_state is not RemoteState.PRESENT:
            # nothing can be added to what support does not have
            return StatusKind.CLOSED
        status = self._session.info.status(self._ticket.status) if self._ticket is not None else None
        return status.kind if status is not None else None

    def _load_reply(self) -> None:
        assert self._ticket is not None
        drafts = self._session.services.drafts
        begun = drafts.reply_to(self._account_id(), self._ticket.key)
        self.reply.show_reply(begun or drafts.new_reply(self._account_id(), self._ticket.key), self._status())

    def _changed(self, changes: Changes) -> None:
        if self._ticket is not None and changes.has(Kind.TICKET, Kind.OPERATION, Kind.DESK_INFO):
            self._together.start()

    def _sent(self, _: str) -> None:
        self._load_reply()
        self.refresh()
        self.list.go_to(None)

    def _discarded(self, _: Draft) -> None:
        self._load_reply()
        self.reply.text.setFocus()

    def _ask_to_close(self, twin: int, words: str) -> None:
        """Begin a reply to a twin with these words, unless one was begun; the person reads it and sends it."""
        self.reply.save_now()
        key = RowKey(RowKind.TICKET, str(twin))
        drafts = self._session.services.drafts
        self.outgoing.attempt(lambda: self.compose.emit(drafts.begin(self._account_id(), key, words)))

    def _new_ticket(self, reply: Draft) -> None:
        drafts, ticket = self._session.services.drafts, self._ticket
        if ticket is None:
            return
        new = drafts.new(self._account_id(), department=ticket.department)
        new = replace(new, subject=ticket.subject, body=reply.body, caret=reply.caret, files=reply.files)
        new = replace(new, evidence=reply.evidence)

        def move() -> None:
            kept = drafts.keep(new)
            drafts.discard(reply.id)
            self.reply.autosave.release()
            self.compose.emit(kept)

        self.outgoing.attempt(move)
