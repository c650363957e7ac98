"""The window's keys, their sheet, and the command palette."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.tickets import HistoryRow
from desktop.ui.kit.key_names import (
    ASK_KEYS,
    CREATE_KEYS,
    NEXT_HIT_KEYS,
    PAGE_KEYS,
    PREVIOUS_HIT_KEYS,
    SEARCH_KEYS,
    SEND_KEYS,
)
from desktop.ui.session import Session
from desktop.ui.window.commands import Command, Group, connect
from desktop.ui.window.navigation import Navigation
from desktop.ui.window.pages import Pages
from desktop.ui.window.ticket_finder import TicketFinder


class Shortcuts(QObject):
    """Without an account only what belongs to the app itself works."""

    def __init__(
        self, window: QWidget, session: Session, pages: Pages, navigation: Navigation, quit: Callable[[], object]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._pages = pages
        self._navigation = navigation
        self._quit = quit
        self._finder = TicketFinder(session, self)
        self._commands = self._all()
        connect(self._commands, window)

    def _all(self) -> tuple[Command, ...]:
        go, show = self._navigation, self._navigation.show
        return (
            Command(Group.GO, lambda: self.tr("Dashboard"), (PAGE_KEYS["dashboard"],), partial(show, "dashboard")),
            Command(Group.GO, lambda: self.tr("Helpdesk"), (PAGE_KEYS["helpdesk"],), partial(show, "helpdesk")),
            Command(Group.GO, lambda: self.tr("Wallets"), (PAGE_KEYS["wallets"],), partial(show, "wallets")),
            Command(Group.GO, lambda: self.tr("Settings"), (PAGE_KEYS["settings"],), partial(show, "settings")),
            Command(Group.TICKETS, lambda: self.tr("Create Ticket"), (CREATE_KEYS,), go.new_ticket),
            Command(Group.TICKETS, lambda: self.tr("Search in messages"), (SEARCH_KEYS,), go.find),
            Command(Group.TICKETS, lambda: self.tr("Next hit"), (NEXT_HIT_KEYS,), partial(self._step_hit, 1)),
            Command(Group.TICKETS, lambda: self.tr("Previous hit"), (PREVIOUS_HIT_KEYS,), partial(self._step_hit, -1)),
            Command(Group.TICKETS, lambda: self.tr("Next ticket"), ("Alt+Down",), partial(self._step, 1)),
            Command(Group.TICKETS, lambda: self.tr("Previous ticket"), ("Alt+Up",), partial(self._step, -1)),
            Command(Group.TICKETS, lambda: self.tr("Reply"), ("R",), self._reply),
            Command(Group.TICKETS, lambda: self.tr("Edit what waits (in the list)"), ("F2",)),
            Command(Group.TICKETS, lambda: self.tr("Discard what waits (in the list)"), ("Del",)),
            Command(Group.WRITING, lambda: self.tr("Send"), (SEND_KEYS,)),
            Command(Group.WALLETS, lambda: self.tr("Ask about the chosen transaction"), (ASK_KEYS,)),
            Command(Group.APP, lambda: self.tr("Commands and tickets"), ("Ctrl+K",), self.show_palette),
            Command(Group.APP, lambda: self.tr("Keyboard shortcuts"), ("F1", "?"), self.show_keys),
            Command(Group.APP, lambda: self.tr("Look for answers now"), (), self._session.actions.try_now),
            Command(Group.APP, lambda: self.tr("Quit"), ("Ctrl+Q",), self._quit),
        )

    @Slot()
    def show_keys(self) -> None:
        """Show what the keys do."""
        from desktop.ui.window.keys_sheet import KeysSheet

        if not self._window.findChildren(KeysSheet):
            KeysSheet(self._commands, self._window).open()

    @Slot()
    def show_palette(self) -> None:
        """Let the user choose a command or a ticket by a few letters."""
        from desktop.ui.tickets.history.row_texts import row_subject
        from desktop.ui.window.palette import Entry, Palette, entry_of, ticket_entry

        if self._window.findChildren(Palette):
            return

        def entry(row: HistoryRow) -> Entry:
            return ticket_entry(row_subject(row), row.number, partial(self._navigation.open_row, row.key))

        def find(words: str, came: Callable[[Sequence[Entry]], object]) -> None:
            self._finder.find(words, lambda rows: came([entry(row) for row in rows]))

        is_signed_in = self._session.account is not None
        entries = [
            entry_of(command.words(), command.key, command.run)
            for command in self._commands
            if command.run is not None and command.run != self.show_palette
            if is_signed_in or command.group is Group.APP
        ]
        Palette(entries, find, self._window).open()

    def _step(self, step: int) -> None:
        if self._session.account is not None:
            self._navigation.show("helpdesk")
            self._pages.helpdesk.history.open_beside(step)

    def _step_hit(self, step: int) -> None:
        if self._pages.current == "helpdesk" and self._pages.helpdesk.thread_view.isVisible():
            self._pages.helpdesk.thread_view.search.step(step)

    @Slot()
    def _reply(self) -> None:
        if self._pages.current == "helpdesk" and self._pages.helpdesk.thread_view.isVisible():
            self._pages.helpdesk.thread_view.reply.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
