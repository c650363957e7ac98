"""Everything that a key or the command palette does, in one list: what it is called, its key, and what happens."""

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.key_names import key_text
from desktop.values import dataclass


class Group(Enum):
    """A heading of the sheet of keys, in its order."""

    GO = "go"
    TICKETS = "tickets"
    WRITING = "writing"
    WALLETS = "wallets"
    APP = "app"


@dataclass(frozen=True)
class Command:
    """Something to do. `words()` names it in the language in force.

    `keys` are those of `QKeySequence`, the first one is shown; `run` is None where a page looks at the key itself: such
    a command is shown in the sheet and not in the palette.
    """

    group: Group
    words: Callable[[], str]
    keys: tuple[str, ...] = ()
    run: Callable[[], object] | None = None

    @property
    def key(self) -> str:
        """Its first key as this computer's keyboards name it; "" without one."""
        return key_text(self.keys[0]) if self.keys else ""


def heading(group: Group) -> str:
    """What a group is called."""
    headings = {
        Group.GO: QCoreApplication.translate("Commands", "Go to"),
        Group.TICKETS: QCoreApplication.translate("Commands", "Tickets"),
        Group.WRITING: QCoreApplication.translate("Commands", "Writing"),
        Group.WALLETS: QCoreApplication.translate("Commands", "Wallets"),
        Group.APP: QCoreApplication.translate("Commands", "Otet Desk"),
    }
    return headings[group]


def connect(commands: Sequence[Command], window: QWidget) -> None:
    """Have the keys of `commands` work in the window; a key that a field takes for itself stays with the field."""
    for command in commands:
        if command.run is not None:
            for keys in command.keys:
                QShortcut(QKeySequence(keys), window).activated.connect(command.run)
