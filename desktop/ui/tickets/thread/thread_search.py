"""What is searched for in the open ticket: which of its messages hold the words, and the one that was gone to."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import OtetError
from desktop.domain.language.highlights import Highlighter
from desktop.domain.language.normalisation import contains
from desktop.domain.tickets import Message, Ticket
from desktop.ui.latest_only import LatestOnlyRunner
from desktop.ui.session import Session
from desktop.values import dataclass

LOOKED_AT = 3000
"""How many of a ticket's newest messages are looked through."""


@dataclass(frozen=True)
class Hits:
    """The keys of the messages of one ticket that hold `query`, oldest first."""

    ticket: Ticket
    query: str
    keys: tuple[str, ...]


class ThreadSearch(QObject):
    """Looks through the messages of a ticket in the background.

    Signals: `found` the hits, or the one that was gone to, are others; `gone_to` carries the key of a message that is
    to be shown.
    """

    found = Signal()
    gone_to = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._ticket: Ticket | None = None
        self._query = ""
        self._keys: tuple[str, ...] = ()
        self._current = ""
        self._goes_to_newest = False
        self.highlighter: Highlighter | None = None
        self._runner: LatestOnlyRunner[Hits] = LatestOnlyRunner(session, self._came, self)

    @property
    def current(self) -> str:
        """The key of the message that was gone to, "" for none."""
        return self._current

    @property
    def count(self) -> int:
        """How many messages hold the words."""
        return len(self._keys)

    @property
    def place(self) -> int:
        """Which of them was gone to, counted from 1; 0 for none."""
        return self._keys.index(self._current) + 1 if self._current in self._keys else 0

    def search(self, query: str) -> None:
        """Look for these words in whatever ticket is open; "" for nothing any more."""
        query = query.strip()
        if query == self._query:
            return
        self._query = query
        self.highlighter = Highlighter(query) if query else None
        self._current = ""
        self._look()
        self.found.emit()

    def open(self, ticket: Ticket | None) -> None:
        """Look into this ticket from now on, and go to its newest hit."""
        self._ticket, self._keys, self._current = ticket, (), ""
        self._goes_to_newest = True
        self._look()
        self.found.emit()

    def look_again(self) -> None:
        """Look once more: there may be other messages."""
        self._look()

    def step(self, step: int) -> None:
        """Go on by that number of hits, from the last one to the first."""
        if self._keys:
            before = self.place - 1 if self.place else (-1 if step > 0 else 0)
            self._go_to(self._keys[(before + step) % len(self._keys)])

    def _look(self) -> None:
        ticket, query, account = self._ticket, self._query, self._session.account
        if ticket is None or not query or account is None:
            self._keys = ()
            return
        tickets, account_id = self._session.services.reads.tickets, account.id

        def job() -> Hits:
            page = tickets.messages_from(account_id, ticket.key, None, limit=LOOKED_AT)
            is_hit = _hit_test(ticket.subject, query)
            return Hits(ticket, query, tuple(message.key for message in page.messages if is_hit(message)))

        self._runner.ask(job)

    def _came(self, hits: Hits | OtetError) -> None:
        if isinstance(hits, OtetError) or self._ticket is None:
            return
        if (hits.ticket.key, hits.query) != (self._ticket.key, self._query):
            return
        self._keys = hits.keys
        if self._goes_to_newest and self._keys:
            self._go_to(self._keys[-1])
        self._goes_to_newest = False
        self.found.emit()

    def _go_to(self, key: str) -> None:
        self._current = key
        self.found.emit()
        self.gone_to.emit(key)


def _hit_test(subject: str, query: str) -> Callable[[Message], bool]:
    highlighter = Highlighter(query)

    def is_hit(message: Message) -> bool:
        """Whether a message, with the ticket's subject, holds all the words, and some of them itself."""
        names = " ".join(file.name for file in message.attachments)
        written = f"{message.body}\n{names}"
        return highlighter.holds(written) and contains(f"{subject}\n{written}", query)

    return is_hit
