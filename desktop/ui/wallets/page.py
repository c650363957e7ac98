"""Each wallet with its balance, its line over time, and its transactions; all of them together come first."""

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.money.totals import wallet_totals
from desktop.domain.sync_status import SyncStatus
from desktop.store.changes import Changes, Kind
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.empty_state import EmptyState
from desktop.ui.kit.labels import ElidedLabel, Label, line
from desktop.ui.kit.scrolling import ScrollArea
from desktop.ui.kit.skeleton import Skeleton
from desktop.ui.kit.translated import Translated
from desktop.ui.language.formats import isolate
from desktop.ui.money.total_texts import total_words
from desktop.ui.session import Session
from desktop.ui.sync_status.demo_mark import DemoMark
from desktop.ui.sync_status.last_synced_label import LastSyncedLabel
from desktop.ui.sync_status.unreadable_line import MONEY, UnreadableLine
from desktop.ui.wallets.balance_pane import BalancePane
from desktop.ui.wallets.delegate import LINES, WalletRows
from desktop.ui.wallets.model import ALL, WalletsModel
from desktop.ui.wallets.transaction_pane import StatementPane
from desktop.ui.wallets.wallet_list import WalletList

_NARROW, _SHORT = 940, 680
_TOGETHER_MS = 60


class WalletsPage(Translated, QWidget):
    """Reads the mirror only. Where it is too low for both, line and transactions share one place."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._title = Label(role="title")
        self._freshness = LastSyncedLabel(session)
        self._wallets = WalletsModel(session.formats, self)
        self._delegate = WalletRows(session.formats, self)
        self._list = WalletList(self._wallets, self._delegate)
        self._list.setObjectName("wallets.list")
        self._heading, self._balance = Label(role="section"), ElidedLabel(role="balance")
        self._lines_shown, self._rows_shown = Button(kind="quiet"), Button(kind="quiet")
        self.line = BalancePane(session)
        self.statement = StatementPane(session)
        self._empty, self._waiting = EmptyState(), Skeleton(8)
        self._faces = QStackedWidget()
        self._total, self._is_one_sum = "", True
        self._stale = True
        self._was_synced = False
        self._together = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self._list.selectionModel().currentChanged.connect(self._choose)
        self._choices.buttonClicked.connect(self._fit)
        self._together.timeout.connect(self.read_all)
        self._session.signals.changed.connect(self._changed)
        self._session.signals.status.connect(self._status_changed)
        self._session.signals.account_changed.connect(self.read_all)

    def _lay_out(self) -> None:
        self._choices = QButtonGroup(self)
        switch = QHBoxLayout()
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_3)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_2)
        content = QWidget()
        content.setProperty("role", "page")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._rule = line(upright=True)
        self._sides.addWidget(self._list)
        self._sides.addWidget(self._rule)
        self._sides.addLayout(right, 1)
        right.addWidget(self._heading)
        right.addWidget(self._balance)
        right.addLayout(switch)
        for button in (self._rows_shown, self._lines_shown):
            button.setCheckable(True)
            self._choices.addButton(button)
            switch.addWidget(button)
        self._rows_shown.setChecked(True)
        switch.addStretch(1)
        right.addWidget(self.line, 2)
        right.addWidget(self.statement, 5)
        scroll = ScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        for face in (scroll, self._empty, self._waiting):
            self._faces.addWidget(face)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_4)
        layout.setSpacing(theme.SPACE_3)
        layout.addLayout(head)
        head.addWidget(self._title)
        head.addWidget(DemoMark(self._session, self))
        head.addWidget(self._freshness, 1)
        layout.addWidget(UnreadableLine(self._session, MONEY, self))
        layout.addWidget(self._faces, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.read_all()

    def apply_theme(self) -> None:
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Wallets beside their transactions, or in a row above them; the line above the rows, or in their place."""
        now = theme.current()
        narrow, short = self.width() < now.px(_NARROW), self.height() < now.px(_SHORT)
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(theme.SPACE_2 if narrow else theme.SPACE_6)
        self._rule.setVisible(not narrow)
        self._list.set_narrow(narrow)
        for shown in (self._heading, self._balance):
            shown.setVisible(not narrow)
        for button in (self._rows_shown, self._lines_shown):
            button.setVisible(short)
        self.line.setVisible(not short or self._lines_shown.isChecked())
        self.statement.setVisible(not short or self._rows_shown.isChecked())

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self._title.setText(self.tr("Wallets"))
        self._list.setAccessibleName(self.tr("Wallets"))
        self._rows_shown.setText(self.tr("Transactions"))
        self._lines_shown.setText(self.tr("Balance over time"))
        self._wallets.retranslate()
        self.read_all()

    @Slot()
    def read_all(self) -> None:
        """Read everything again, and stay at the chosen wallet and transaction."""
        self._together.stop()
        account = self._session.account
        self._stale = account is None or not self.isVisible()
        if account is None:
            return
        self._freshness.refresh()
        money = self._session.services.reads.money
        wallets = money.wallets(account.id)
        words = total_words(wallet_totals(wallets, money.rates(account.id)), self._session.formats)
        self._wallets.show(wallets, self.tr("All wallets"), words.short)
        self._list.fit()
        self._is_one_sum = "\n" not in words.large
        self._total = words.large.replace("\n", "  \u00b7  ")
        self._empty.set_words(self.tr("No wallets yet. They appear here as soon as your broker opens one."))
        is_synced = self._was_synced = self._freshness.is_synced
        self._faces.setCurrentIndex(2 if not is_synced else 0 if wallets else 1)
        if wallets and not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._wallets.index(0, 0))
        self._show_wallet()
        if self.isVisible():
            self.statement.reload()
            self.line.reload()

    def _show_wallet(self) -> None:
        index = self._list.currentIndex()
        if not index.isValid():
            return
        wallet = self._wallets.wallet(index.row())
        name = wallet.number if wallet is not None else self.tr("All wallets")
        account = self._session.account
        self._heading.setText(isolate(name))
        self._balance.set_role("balance" if wallet is not None or self._is_one_sum else "section")
        self._balance.setText(str(index.data(LINES)[2]) if wallet is not None else self._total)
        if account is not None:
            self.line.show_wallet(wallet.id if wallet is not None else None, name)
            self.statement.show_wallet(wallet.id if wallet is not None else None, name)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_wallet()

    def choose_wallet(self, wallet_id: int) -> None:
        """Show the wallet with this local id; all of them where it is not there."""
        row = max(self._wallets.row_of(wallet_id), self._wallets.row_of(ALL))
        self._list.setCurrentIndex(self._wallets.index(row, 0))

    def show_transaction(self, remote_id: str) -> None:
        """Choose the transaction that the help desk calls so, with its wallet, and scroll to it."""
        account = self._session.account
        if account is None:
            return
        booking = self._session.services.reads.money.transaction(account.id, remote_id)
        if booking is None:
            return
        current = self._list.currentIndex()
        wallet = self._wallets.wallet(current.row()) if current.isValid() else None
        if wallet is not None and wallet.id != booking.wallet_id:
            self.choose_wallet(booking.wallet_id)
        self._rows_shown.setChecked(True)
        self._fit()
        self.statement.show_transaction(booking)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.has(Kind.WALLETS, Kind.ACCOUNT):
            self._stale = True
            if self.isVisible() and not self._together.isActive():
                self._together.start()

    @Slot(object)
    def _status_changed(self, status: SyncStatus) -> None:
        self._freshness.show_status(status)
        if self._freshness.is_synced and not self._was_synced:
            self.read_all()
