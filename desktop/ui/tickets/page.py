"""The Helpdesk page: everything written and answered in one list, and beside it a thread or the composer."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.drafts import Draft
from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.domain.money.wallets import Transaction
from desktop.domain.tickets import RowKey, RowKind
from desktop.ui.editor.undo_toasts import UndoToasts
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.empty_state import EmptyState
from desktop.ui.kit.key_names import CREATE_KEYS, key_tip
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.kit.window_watch import WindowWatch
from desktop.ui.session import Session
from desktop.ui.sync_status.demo_mark import DemoMark
from desktop.ui.tickets.composer.form import ComposerForm
from desktop.ui.tickets.history.filter_bar import FilterBar
from desktop.ui.tickets.history.pane import HistoryPane
from desktop.ui.tickets.master_detail import Panes
from desktop.ui.tickets.notification_panel import Bell
from desktop.ui.tickets.row_actions import RowActs
from desktop.ui.tickets.thread.view import ThreadView
from desktop.ui.tickets.transaction_draft import draft_about


class HelpdeskPage(Translated, QWidget):
    """One row is open at a time: a ticket, a waiting send or a draft."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._session = session
        self.filters = FilterBar(session)
        self.history = HistoryPane(session)
        self.thread_view = ThreadView(session)
        self.composer = ComposerForm(session)
        self.create_button = Button(icon="plus", kind="primary")
        self.create_button.setObjectName("helpdesk.create")
        self.create_button.setToolTip(key_tip(CREATE_KEYS))
        self.bell = Bell(session, self)
        self._title = Label(role="title")
        self._unpicked = EmptyState(kind="")
        self._undo_toasts = UndoToasts(session, self)
        self._look_soon = QTimer(self, singleShot=True, interval=0)
        self._look_soon.timeout.connect(self._look)
        self._window_watch = WindowWatch(self)
        self._window_watch.returned.connect(self._look_soon.start)
        self._head = QWidget(self)
        self.panes = Panes(self._head, self.history)
        self._lay_out()
        self._connect()
        self.history.model.reload()

    @property
    def ticket_in_view(self) -> int | None:
        """The ticket that the person is looking at in the active window, if any."""
        window = self.window()
        seen = self.thread_view.isVisible() and window.isActiveWindow() and not window.isMinimized()
        return self.thread_view.ticket_id if seen else None

    def open_row(self, key: RowKey, *, to_reply: bool = False) -> None:
        """Show what a row of the list stands for, with the caret where one replies; the name of nothing is the list."""
        if key.kind is RowKind.DRAFT:
            draft = self._session.services.drafts.get(key.id)
            if draft is not None:
                self.compose(draft)
            return
        self.composer.leave()
        if self.thread_view.open(key):
            self._show(self.thread_view, self.thread_view.key)
            if self.panes.shows_detail_alone:
                # the list that had the keyboard is out of sight
                self.thread_view.list.focus_newest()
            if to_reply:
                self.thread_view.reply.text.setFocus(Qt.FocusReason.OtherFocusReason)
            self._look()
        else:
            self._close()

    def compose(self, draft: Draft | None = None) -> None:
        """Go on with a draft, or begin one; a reply goes on in its thread."""
        if self._session.account is None:
            return
        if draft is not None and draft.is_reply:
            kind = RowKind.TICKET if draft.ticket_id is not None else RowKind.OUTBOX
            self.open_row(RowKey(kind, str(draft.ticket_id or draft.parent_id)))
            self.thread_view.show_draft(draft)
            return
        key = RowKey(RowKind.DRAFT, draft.id) if draft is not None else None
        if key is not None and self.history.model.row_of(key) < 0:
            self.filters.admit(key)
        draft = draft or self._session.services.drafts.new(self._session.account.id)
        self.thread_view.leave()
        self._show(self.composer, RowKey(RowKind.DRAFT, draft.id))
        self.composer.compose(draft)

    def ask_about(self, transaction: Transaction) -> None:
        """Begin a ticket that rests on a transaction, or go on with the one that was begun about it."""
        if self._session.account is not None:
            draft, chip = draft_about(self._session, transaction)
            self.compose(draft)
            self.composer.evidence_controller.add(chip)
            self.composer.focus(draft)

    def focus_content_filter(self) -> None:
        """Put the keyboard into the search field."""
        self.panes.show_detail(False)
        self.filters.content.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.content.selectAll()

    def show_filter(self, kind: str = "", words: str = "") -> None:
        """Show one of the sets that the dashboard counts (unread, open, drafts or waiting), or what holds `words`."""
        self.filters.show_filter(HistoryFilter(only=QuickFilter(kind) if kind else None, content=words))
        self._back()

    def save_now(self) -> bool:
        """Put everything that is being written on disk; whether it is there."""
        kept = [self.composer.save_now(), self.thread_view.reply.save_now()]
        return all(kept)

    def retranslate(self) -> None:
        """Write everything for the reader."""
        self._title.setText(self.tr("Helpdesk"))
        self.create_button.setText(self.tr("Create Ticket"))
        self._unpicked.set_words(self.tr("Choose a ticket to read it here."))

    def changeEvent(self, event: QEvent) -> None:
        """Keep everything when the window is left, and look when it is come back to."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            if self.isActiveWindow():
                self._look()
            else:
                self.save_now()

    def showEvent(self, event: QShowEvent) -> None:
        """What is in view is read, from here on also whenever the window comes back into view."""
        super().showEvent(event)
        self._window_watch.watch(self.window())
        self._look_soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page: what is written is kept."""
        super().hideEvent(event)
        self.save_now()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the list, and there takes the filters off."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        focus = QApplication.focusWidget()
        in_detail = focus is not None and self.panes.detail.isAncestorOf(focus)
        if in_detail or self.panes.shows_detail_alone:
            self._back()
        else:
            self.filters.clear()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(theme.SPACE_6, theme.SPACE_4, theme.SPACE_6, theme.SPACE_2)
        head.setSpacing(theme.SPACE_3)
        head.addLayout(top)
        top.addWidget(self._title)
        top.addWidget(DemoMark(self._session, self))
        top.addStretch(1)
        top.addWidget(self.bell)
        top.addWidget(self.create_button)
        head.addWidget(self.filters)
        for page in (self._unpicked, self.thread_view, self.composer):
            self.panes.detail.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._head)
        box.addWidget(self.panes, 1)

    def _connect(self) -> None:
        def bring_into_view(key: RowKey | None) -> None:
            """The row of what was just accepted for sending is seen, whatever was filtered."""
            if key is not None:
                self.filters.admit(key, lasting=True)
                self.history.list.follow()

        def write_reply(key: RowKey) -> None:
            if self.thread_view.isVisible() and self.thread_view.key == key:
                self.thread_view.reply.text.setFocus(Qt.FocusReason.OtherFocusReason)

        self.create_button.clicked.connect(partial(self.compose, None))
        self.bell.opened.connect(self.open_row)
        self.filters.changed.connect(self.history.show_filter)
        self.filters.changed.connect(lambda wanted: self.thread_view.search.search(wanted.content))
        self.filters.escaped.connect(self._back)
        self.filters.list_asked.connect(partial(self.history.list.setFocus, Qt.FocusReason.TabFocusReason))
        self.history.list.opened.connect(self.open_row)
        self.history.list.reply_asked.connect(write_reply)
        self.history.create_asked.connect(partial(self.compose, None))
        self.history.clear_asked.connect(self.filters.clear)
        self.panes.back_asked.connect(self._back)
        self.thread_view.became.connect(self.history.list.choose)
        self.thread_view.refreshed.connect(self._look)
        self.thread_view.list.scrolled.connect(self._look_soon.start)
        self.thread_view.compose.connect(self.compose)
        self.thread_view.gone.connect(self._close)
        self.composer.submitted.connect(lambda sent: bring_into_view(RowKey(RowKind.OUTBOX, sent)))
        self.composer.submitted.connect(lambda sent: self.open_row(RowKey(RowKind.OUTBOX, sent)))
        self.thread_view.reply.submitted.connect(lambda _: bring_into_view(self.thread_view.key))
        acts = RowActs(self._session, self.thread_view.outgoing)
        acts.open_asked.connect(self.open_row)
        self.history.list.menu_asked.connect(acts.show_menu)
        self.history.list.edit_asked.connect(acts.edit)
        self.history.list.discard_asked.connect(acts.discard)
        self.composer.submitted.connect(self._undo_toasts.offer_ticket)
        self.thread_view.reply.submitted.connect(self._undo_toasts.offer_reply)
        self.composer.discarded.connect(self._close)
        for editor in (self.composer, self.thread_view.reply):
            editor.discarded.connect(self._undo_toasts.offer_discard)
        self._undo_toasts.undo_asked.connect(self.thread_view.outgoing.undo)
        self._undo_toasts.restored.connect(self.compose)
        self._session.signals.account_changed.connect(self._account_changed)

    def _show(self, page: QWidget, key: RowKey | None) -> None:
        self.history.list.choose(key)
        self.panes.detail.setCurrentWidget(page)
        self.panes.show_detail(True)

    def _look(self) -> None:
        if self.ticket_in_view is not None:
            self.thread_view.mark_read()

    def _back(self) -> None:
        self.save_now()
        self.panes.show_detail(False)
        self.history.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self, *_: object) -> None:
        self.history.list.choose(None)
        self.panes.detail.setCurrentWidget(self._unpicked)
        self._back()

    def _account_changed(self, *_: object) -> None:
        self.composer.leave()
        self.thread_view.leave()
        self.filters.clear()
        self.filters.retranslate()
        self.composer.retranslate()
        self._close()
        self.history.model.reload()
