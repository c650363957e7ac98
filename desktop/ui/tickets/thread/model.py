"""The messages of one thread, newest last, as a keyed list: what is on the screen changes only where it differs."""

from PySide6.QtCore import QObject, Qt

from desktop.domain.tickets import Message
from desktop.ui.kit.row_model import Index, KeyedRows

SHOWN = 60
"""How many of the newest messages are built at first; older ones come on request."""

MOST_AT_ONCE = 120


class MessagesModel(KeyedRows[str]):
    """Holds `Message` values under their keys."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Message, ...] = ()
        self._values: dict[str, Message] = {}
        self._shown = SHOWN

    @property
    def hidden(self) -> int:
        """How many older messages are not shown."""
        return max(0, len(self._all) - self._shown)

    def take(self, messages: tuple[Message, ...]) -> None:
        """Show these, which are in order."""
        if len(messages) > len(self._all) > self._shown - 1:
            # an answer that comes must not push the oldest one off the screen
            self._shown += len(messages) - len(self._all)
        self._all = messages
        self._apply()

    def start(self, messages: tuple[Message, ...]) -> None:
        """Show another thread, back to its first unread message if that is not too far."""
        unread = next((len(messages) - at for at, message in enumerate(messages) if message.unread), 0)
        self._shown = min(max(SHOWN, unread), MOST_AT_ONCE)
        self._all = messages
        self._apply()

    @property
    def first_unread(self) -> int:
        """The row of the first unread message that is shown, -1 for none."""
        return next((row for row, key in enumerate(self.keys) if self._values[key].unread), -1)

    def unread_through(self, row: int) -> int:
        """When the newest unread message at or above that row was written, also of those not shown; 0 for none."""
        above = self._all[: self.hidden + row + 1]
        return max((message.created_ms for message in above if message.unread), default=0)

    @property
    def has_unread(self) -> bool:
        """Whether any message is unread."""
        return any(message.unread for message in self._all)

    def show_older(self) -> None:
        """Show as many again."""
        self._shown += SHOWN
        self._apply()

    def message(self, row: int) -> Message:
        """The message of a row."""
        return self._values[self.key(row)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.message(index.row()).body

    def _apply(self) -> None:
        shown = self._all[-self._shown :]
        old = self._values
        self._values = {**old, **{message.key: message for message in shown}}
        self.arrange([message.key for message in shown])
        self._values = {message.key: message for message in shown}
        for row, message in enumerate(shown):
            if message.key in old and old[message.key] != message:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
