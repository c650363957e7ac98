"""The first look: what is on its way, balances, verification, latest transactions, support, and who answers when."""

from itertools import pairwise

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.errors import OtetError
from desktop.domain.sync_status import SyncStatus
from desktop.store.changes import Changes, Kind
from desktop.ui.dashboard.cards import AvailabilityCard, SupportCard, VerificationCard
from desktop.ui.dashboard.kyc_draft import documents_draft
from desktop.ui.dashboard.money_card import MoneyCard
from desktop.ui.dashboard.pending_card import PendingCard
from desktop.ui.dashboard.recent_transactions import TransactionsModel
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.card import Card
from desktop.ui.kit.column import Column
from desktop.ui.kit.labels import Label
from desktop.ui.kit.scrolling import ScrollArea
from desktop.ui.kit.state_card import StateCard
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.money.transaction_view import TransactionView
from desktop.ui.session import Session
from desktop.ui.signals import Notice
from desktop.ui.sync_status.demo_mark import DemoLine, DemoMark
from desktop.ui.sync_status.last_synced_label import LastSyncedLabel

_NARROW, _WIDEST, _SIDE = 820, 1200, 280
"""Widths of the page up to which there is one column, of the content, and of the second column at least."""
_LATEST = 8


class DashboardPage(Translated, ScrollArea):
    """Reads the mirror only, so it shows the same offline; says how fresh it is."""

    list_asked = Signal(str)
    wallets_asked = Signal()
    wallet_asked = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._was_synced = False
        self._are_counts_stale = False
        self._title = Label(role="title")
        self._freshness = LastSyncedLabel(session)
        formats = session.formats
        self._pending = PendingCard(session)
        self._wallets = MoneyCard(session)
        self._verification = VerificationCard(formats)
        self._support = SupportCard(formats)
        self._availability = AvailabilityCard(formats)
        self._model = TransactionsModel(formats, self)
        self._transactions = StateCard()
        self._table = TransactionView(self._model, session)
        self._all = Button(kind="link")
        self._lay_out()
        self._pending.chosen.connect(self._open_transaction)
        self._pending.all_asked.connect(self.wallets_asked)
        self._pending.row_made.connect(self._order_tab_stops)
        self._wallets.wallet_asked.connect(self.wallet_asked)
        self._support.asked.connect(self.list_asked)
        self._all.clicked.connect(self.wallets_asked)
        self._verification.send_asked.connect(self._send_documents)
        self._table.activated.connect(self._show_transaction)
        for card in (self._wallets, self._verification, self._transactions):
            card.again.connect(self.read_all)
        session.signals.changed.connect(self._changed)
        session.signals.status.connect(self._status_changed)
        session.signals.account_changed.connect(self.read_all)

    def _lay_out(self) -> None:
        self._table.setObjectName("dashboard.transactions")
        self._table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._transactions.add_to_head(self._all)
        place = QVBoxLayout(self._transactions.content)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self._table)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_3)
        sides = QHBoxLayout()
        sides.setSpacing(theme.SPACE_4)
        self._left, self._right = QWidget(), _SecondColumn()
        self._columns = QVBoxLayout(self._left), QVBoxLayout(self._right)
        for column in self._columns:
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.SPACE_4)
        inside = QWidget()
        inside.setProperty("role", "page")
        page = QVBoxLayout(inside)
        page.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_6)
        page.setSpacing(theme.SPACE_4)
        page.addLayout(head)
        head.addWidget(self._title)
        head.addWidget(DemoMark(self._session, self))
        head.addWidget(self._freshness, 1)
        page.addWidget(DemoLine(self._session, self))
        page.addWidget(self._pending)
        page.addLayout(sides)
        sides.addWidget(self._left, 3, Qt.AlignmentFlag.AlignTop)
        sides.addWidget(self._right, 1, Qt.AlignmentFlag.AlignTop)
        page.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(Column(inside, _WIDEST))
        self._count = 0
        self._arrange(1)
        self._arrange(2)

    def _arrange(self, columns: int) -> None:
        """Each column is as high as its cards: no card is stretched to the height of one beside it."""
        if columns == self._count:
            return
        self._count = columns
        left, right = self._columns
        beside: tuple[Card, ...] = (self._support, self._verification, self._availability)
        for card in (self._wallets, self._transactions, *beside):
            left.removeWidget(card)
            right.removeWidget(card)
        if columns == 1:
            for card in (self._wallets, self._support, self._verification, self._transactions, self._availability):
                left.addWidget(card)
        else:
            left.addWidget(self._wallets)
            left.addWidget(self._transactions)
            for card in beside:
                right.addWidget(card)
        self._right.setVisible(columns > 1)
        self._order_tab_stops()

    @Slot()
    def _order_tab_stops(self) -> None:
        """Tab goes as one reads: down the first column, then down the second."""
        transactions, support = (self._all, self._table), (*self._support.tab_stops, self._verification.send)
        below = (*support, *transactions) if self._count == 1 else (*transactions, *support)
        stops = (*self._pending.tab_stops, *self._wallets.tab_stops, *below)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(1 if event.size().width() < theme.current().px(_NARROW) else 2)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._are_counts_stale:
            self._read_support()

    def apply_theme(self) -> None:
        self._fit_table()

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self._title.setText(self.tr("Dashboard"))
        self._wallets.set_title(self.tr("Wallets Overview"))
        self._verification.set_title(self.tr("Verification"))
        self._transactions.set_title(self.tr("Recent Transactions"))
        self._support.set_title(self.tr("Support"))
        self._availability.set_title(self.tr("Support hours"))
        self._availability.set_note(self.tr("in your time"))
        self._table.setAccessibleName(self.tr("Recent Transactions"))
        self._all.setText(self.tr("All wallets"))
        self._model.retranslate()
        self.read_all()

    @Slot()
    def read_all(self) -> None:
        """Read everything again."""
        self._read_money()
        self._read_support()
        self.refresh_time()

    @Slot()
    def refresh_time(self) -> None:
        """Write what depends on the hour again."""
        self._availability.show_hours(self._session.info.languages)
        self._pending.refresh()
        self._freshness.refresh()

    def _read_money(self) -> None:
        account = self._session.account
        if account is None:
            return
        synced = self._was_synced = self._freshness.is_synced
        try:
            money = self._session.services.reads.money
            wallets, rates = money.wallets(account.id), money.rates(account.id)
            verification = money.verification(account.id)
            latest = money.latest(account.id, _LATEST)
        except OtetError as error:
            words = texts.problem(error.problem, self._session.formats)
            for card in (self._wallets, self._verification, self._transactions):
                card.show_problem(words)
            return
        self._pending.read(latest, synced=synced)
        self._wallets.show_wallets(wallets, rates, synced=synced)
        self._order_tab_stops()
        self._verification.show_verification(verification, synced=synced)
        self._model.show(latest)
        sentence = self.tr("No transactions yet. Deposits and withdrawals appear here.")
        self._transactions.show_face(synced=synced, empty=not latest, sentence=sentence)
        self._fit_table()

    @Slot()
    def _send_documents(self) -> None:
        account = self._session.account
        if account is None:
            return
        found = self._session.services.reads.money.verification(account.id)
        try:
            draft = documents_draft(self._session, account.id, found.missing if found is not None else ())
        except OtetError as error:
            self._session.signals.notice.emit(Notice("disk", error.problem))
            return
        self._session.navigator.compose(draft)

    @Slot(QModelIndex)
    def _show_transaction(self, index: QModelIndex) -> None:
        self._open_transaction(self._model.booking(index.row()).remote_id)

    @Slot(str)
    def _open_transaction(self, remote_id: str) -> None:
        self._session.navigator.show_transaction(remote_id)

    def _read_support(self) -> None:
        account = self._session.account
        self._are_counts_stale = False
        if account is not None:
            counts = self._session.services.reads.tickets.counts(account.id)
            self._support.show_counts(counts, synced=self._freshness.is_synced)

    def _fit_table(self) -> None:
        rows = self._table.verticalHeader().defaultSectionSize() * max(self._model.rowCount(), 1)
        bar = self._table.horizontalScrollBar().sizeHint().height()
        self._table.setFixedHeight(rows + self._table.horizontalHeader().sizeHint().height() + bar)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.has(Kind.WALLETS, Kind.VERIFICATION, Kind.ACCOUNT):
            self._read_money()
        if changes.has(Kind.TICKET, Kind.DRAFT, Kind.OPERATION):
            # all open tickets are counted: not for a page that nobody sees
            self._are_counts_stale = True
            if self.isVisible():
                self._read_support()
        if changes.has(Kind.DESK_INFO, Kind.ACCOUNT):
            self.refresh_time()

    @Slot(object)
    def _status_changed(self, status: SyncStatus) -> None:
        self._freshness.show_status(status)
        first = self._freshness.is_synced and not self._was_synced
        if first:
            self._read_money()
            self._read_support()


class _SecondColumn(QWidget):
    """As wide as its cards need, which a fixed minimum would overrule."""

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(theme.current().px(_SIDE), 0))
