"""What can be done with the unsent message of a row in the list, without opening it: by menu, F2 and Delete."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction

from desktop.domain.tickets import Message, RowKey
from desktop.ui.kit.menus import Menu
from desktop.ui.session import Session
from desktop.ui.tickets.thread.delivery import Act, act_names, acts
from desktop.ui.tickets.thread.outbox_actions import Outgoing


class RowActs(QObject):
    """Applies to the newest message of a row that support does not have. `open_asked` (`RowKey`): open the row."""

    open_asked = Signal(object)

    def __init__(self, session: Session, outgoing: Outgoing) -> None:
        super().__init__(outgoing)
        self._session = session
        self._outgoing = outgoing

    def show_menu(self, key: RowKey, place: QPoint) -> None:
        """Show what can be done with a row at `place` on the screen."""
        self.menu(key).open_at(place)

    def menu(self, key: RowKey) -> Menu:
        """The menu of a row; it deletes itself when it closes."""
        menu = Menu(self._outgoing.window)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("Open")).triggered.connect(partial(self.open_asked.emit, key))
        message = self._unsent(key)
        if message is None:
            return menu
        menu.addSeparator()
        names = act_names(message)
        for act in acts(message, self._session.formats.now_ms()):
            entry = QAction(names[act], menu)
            entry.triggered.connect(partial(self._outgoing.act, message, act))
            menu.addAction(entry)
        return menu

    def edit(self, key: RowKey) -> None:
        """Take the unsent message back into the composer or the reply box, where its state allows it."""
        self._do(key, (Act.UNDO, Act.EDIT, Act.NEW_TICKET))

    def discard(self, key: RowKey) -> None:
        """Ask, then give the unsent message up, where its state allows it."""
        self._do(key, (Act.DISCARD,))

    def _do(self, key: RowKey, wanted: tuple[Act, ...]) -> None:
        message = self._unsent(key)
        if message is None:
            return
        for act in acts(message, self._session.formats.now_ms()):
            if act in wanted:
                self._outgoing.act(message, act)
                return

    def _unsent(self, key: RowKey) -> Message | None:
        account = self._session.account
        if account is None:
            return None
        now_ms = self._session.formats.now_ms()
        # what waits to be sent comes with any page; nothing can be done with what support has
        newest = self._session.services.reads.tickets.messages_from(account.id, key, None, limit=1).messages
        return next((message for message in reversed(newest) if acts(message, now_ms)), None)
