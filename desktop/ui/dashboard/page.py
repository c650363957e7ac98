"""The first look: balance, verification, latest transactions, support, and who answers when."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.errors import OtetError
from desktop.domain.sync_status import SyncStatus
from desktop.store.changes import Changes, Kind
from desktop.ui.dashboard.cards import AvailabilityCard, SupportCard, VerificationCard
from desktop.ui.dashboard.kyc_draft import documents_draft
from desktop.ui.dashboard.money_card import MoneyCard
from desktop.ui.dashboard.recent_transactions import TransactionsModel
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.card import Card
from desktop.ui.kit.column import Column
from desktop.ui.kit.labels import Label
from desktop.ui.kit.scrolling import ScrollArea
from desktop.ui.kit.state_card import StateCard
from desktop.ui.kit.tables import PlainTable
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.money.transaction_cells import ACCOUNT, METHOD
from desktop.ui.session import Session
from desktop.ui.signals import Notice
from desktop.ui.sync_status.demo_mark import DemoLine, DemoMark
from desktop.ui.sync_status.last_synced_label import LastSyncedLabel

_NARROW = 820
_SIDE = 280
_LATEST = 8
_WIDEST = 1200


class DashboardPage(Translated, ScrollArea):
    """Reads the mirror only, so it shows the same offline; says how fresh it is."""

    list_asked = Signal(str)
    wallets_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._was_synced = False
        self._are_counts_stale = False
        self._title = Label(role="title")
        self._freshness = LastSyncedLabel(session)
        formats = session.formats
        self._wallets = MoneyCard(session)
        self._verification = VerificationCard(formats)
        self._support = SupportCard(formats)
        self._availability = AvailabilityCard(formats)
        self._model = TransactionsModel(formats, self)
        self._transactions = StateCard()
        self._table = PlainTable(self._model, METHOD, yielding=(ACCOUNT, METHOD))
        self._all = Button(kind="link")
        self._lay_out()
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
        place.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_3)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE_4)
        inside = QWidget()
        inside.setProperty("role", "page")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_6)
        layout.setSpacing(theme.SPACE_4)
        layout.addLayout(head)
        head.addWidget(self._title)
        head.addWidget(DemoMark(self._session, self))
        head.addWidget(self._freshness, 1)
        layout.addWidget(DemoLine(self._session, self))
        layout.addLayout(self._grid)
        layout.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(Column(inside, _WIDEST))
        self._columns = 0
        self._arrange(2)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        cards: tuple[Card, ...] = (self._wallets, self._support, self._verification)
        cards += (self._transactions, self._availability)
        for card in cards:
            self._grid.removeWidget(card)
        if columns == 1:
            for row, card in enumerate(cards):
                self._grid.addWidget(card, row, 0)
        else:
            self._grid.addWidget(self._wallets, 0, 0)
            self._grid.addWidget(self._verification, 0, 1)
            self._grid.addWidget(self._transactions, 1, 0, 2, 1)
            self._grid.addWidget(self._support, 1, 1)
            self._grid.addWidget(self._availability, 2, 1)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, columns - 1)
        self._grid.setColumnMinimumWidth(1, theme.current().px(_SIDE) if columns > 1 else 0)

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
        self._wallets.show_wallets(wallets, rates, synced=synced)
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
        self._session.navigator.show_transaction(self._model.booking(index.row()).remote_id)

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
