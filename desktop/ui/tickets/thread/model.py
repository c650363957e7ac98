"""The messages of one thread, newest last, as a keyed list: what is on the screen changes only where it differs."""

from PySide6.QtCore import QObject, Qt

from desktop.domain.tickets import Message, MessagePage, MessagePlace
from desktop.ui.kit.row_model import Index, KeyedRows

PAGE = 60
"""How many of the newest messages are read at first, and how many older ones each time on request."""
MOST_AT_ONCE = 120
"""How many are read at first if the thread opens at an unread message, and how many new ones may come at once."""


class MessagesModel(KeyedRows[str]):
    """Holds the `Message` values of the pages that were read, under their keys."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = MessagePage()
        self._values: dict[str, Message] = {}

    @property
    def hidden(self) -> int:
        """How many older messages are not shown."""
        return self._page.hidden

    @property
    def start(self) -> MessagePlace | None:
        """The place of the first message that is shown; None if the thread begins with it."""
        return self._page.start if self.hidden else None

    @property
    def most(self) -> int:
        """How many messages may be shown after the next reading."""
        return max(PAGE, self.rowCount() + MOST_AT_ONCE)

    def open(self, page: MessagePage) -> None:
        """Show another thread, or with an empty page none."""
        self.beginResetModel()
        self._page = page
        self._values = {message.key: message for message in page.messages}
        self._order = list(self._values)
        self.endResetModel()

    def take(self, page: MessagePage) -> None:
        """Show what has become of these messages, with those that have come."""
        self._page = page
        self._apply()

    def add_earlier(self, page: MessagePage) -> None:
        """Show these before the others."""
        messages = (*page.messages, *self._page.messages)
        self._page = MessagePage(messages, page.hidden, page.hidden_unread_ms, page.start)
        self._apply()

    @property
    def first_unread(self) -> int:
        """The row of the first unread message that is shown, -1 for none."""
        return next((row for row, message in enumerate(self._page.messages) if message.unread), -1)

    @property
    def first_unread_key(self) -> str:
        """The key of the first unread message that is shown, "" for none."""
        row = self.first_unread
        return self._page.messages[row].key if row >= 0 else ""

    def unread_through(self, row: int) -> int:
        """When the newest unread message at or above that row was written, also of those not shown; 0 for none."""
        above = self._page.messages[: row + 1]
        return max((message.created_ms for message in above if message.unread), default=self._page.hidden_unread_ms)

    @property
    def has_unread(self) -> bool:
        """Whether any message is unread."""
        return self._page.hidden_unread_ms > 0 or self.first_unread >= 0

    def message(self, row: int) -> Message:
        """The message of a row."""
        return self._values[self.key(row)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.message(index.row()).body

    def _apply(self) -> None:
        shown = self._page.messages
        old = self._values
        self._values = {**old, **{message.key: message for message in shown}}
        self.arrange([message.key for message in shown])
        self._values = {message.key: message for message in shown}
        for row, message in enumerate(shown):
            if message.key in old and old[message.key] != message:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
