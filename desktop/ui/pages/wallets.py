"""Each wallet with its balance, and the transactions of the chosen one."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.store import accounts, queries
from desktop.store.changes import Changes, Kind
from desktop.ui import theme
from desktop.ui.formats import isolate
from desktop.ui.models.transactions import METHOD, TransactionsModel
from desktop.ui.models.wallets import WalletsModel
from desktop.ui.session import Session
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.labels import Label, line
from desktop.ui.widgets.tables import PlainTable
from desktop.ui.widgets.wallet_rows import WalletRows

_PAGE = 50
_LIST_WIDTH = 260
_NARROW = 720


class WalletsPage(QWidget):
    """Reads the mirror only; transactions come fifty at a time as the table is scrolled."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._shown = _PAGE
        self._title = Label(role="title")
        self._as_of = Label(role="caption")
        self._wallets = WalletsModel(session.formats, self)
        self._rows = WalletRows(session.formats)
        self._list = QListView()
        self._list.setObjectName("wallets.list")
        self._list.setModel(self._wallets)
        self._list.setItemDelegate(self._rows)
        self._list.setMouseTracking(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._transactions = TransactionsModel(session.formats, self)
        self._table = PlainTable(self._transactions, METHOD)
        self._table.setObjectName("wallets.transactions")
        self._heading = Label(role="section")
        self._balance = Label(role="balance")
        self._empty = EmptyState()
        self._nothing = EmptyState()
        self._faces = QStackedWidget()
        self._lay_out()
        self._list.selectionModel().currentChanged.connect(self._choose)
        self._transactions.wanted.connect(self._more)
        session.signals.changed.connect(self._changed)
        session.signals.account_changed.connect(self.read_all)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._as_of)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_1)
        right.addWidget(self._heading)
        right.addWidget(self._balance)
        right.addSpacing(theme.SPACE_3)
        self._below = QStackedWidget()
        self._below.addWidget(self._table)
        self._below.addWidget(self._nothing)
        right.addWidget(self._below, 1)
        content = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(theme.SPACE_6)
        self._sides.addWidget(self._list)
        self._sides.addWidget(line(upright=True))
        self._sides.addLayout(right, 1)
        self._faces.addWidget(content)
        self._faces.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_4)
        layout.setSpacing(theme.SPACE_4)
        layout.addLayout(head)
        layout.addWidget(self._faces, 1)
        self._size_list(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._size_list(event.size().width())
        super().resizeEvent(event)

    def _size_list(self, width: int) -> None:
        now = theme.current()
        narrow = width < now.px(_NARROW)
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        middle = self._sides.itemAt(1)
        if middle is not None and (rule := middle.widget()):
            rule.setVisible(not narrow)
        rows = self._wallets.rowCount()
        if narrow:
            self._list.setMaximumSize(16_777_215, now.px(64) * min(max(rows, 1), 2) + 8)
            self._list.setMinimumSize(0, now.px(64) + 8)
        else:
            self._list.setMaximumHeight(16_777_215)
            self._list.setMinimumHeight(0)
            self._list.setFixedWidth(now.px(_LIST_WIDTH))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self._title.setText(self.tr("Wallets"))
        self._list.setAccessibleName(self.tr("Wallets"))
        self._nothing.set_words(self.tr("No transactions in this wallet yet."))
        self._transactions.refresh()
        self.read_all()

    @Slot()
    def read_all(self) -> None:
        """Read everything again, and stay at the chosen wallet."""
        account = self._session.account
        if account is None:
            return
        reader = self._session.services.context.database.reader()
        synced_ms = accounts.synced_ms(reader, account.id)
        self._as_of.setText(
            self.tr("As of {time}").format(time=self._session.formats.as_of(synced_ms)) if synced_ms else ""
        )
        wallets = queries.wallets(reader, account.id)
        self._wallets.show(wallets)
        self._empty.set_words(
            self.tr("No wallets yet. They appear here as soon as your broker opens one.")
            if synced_ms
            else self.tr("Fetching your wallets…")
        )
        self._faces.setCurrentIndex(0 if wallets else 1)
        if wallets and not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._wallets.index(0, 0))
        self._size_list(self.width())
        self._read_transactions()

    def _read_transactions(self) -> None:
        account, index = self._session.account, self._list.currentIndex()
        if account is None or not index.isValid():
            return
        wallet = self._wallets.wallet(index.row())
        reader = self._session.services.context.database.reader()
        total = queries.transaction_count(reader, account.id, wallet_id=wallet.id)
        rows = queries.transactions(reader, account.id, wallet_id=wallet.id, limit=self._shown)
        self._transactions.show(rows, total)
        self._below.setCurrentIndex(0 if rows else 1)
        self._heading.setText(isolate(wallet.number))
        self._balance.setText(self._session.formats.money(wallet.balance, wallet.currency))
        words = self.tr("Transactions of {wallet}")
        self._table.setAccessibleName(words.format(wallet=isolate(wallet.number)))

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._shown = _PAGE
        self._read_transactions()
        self._table.scrollToTop()

    @Slot()
    def _more(self) -> None:
        self._shown += _PAGE
        self._read_transactions()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.has(Kind.WALLETS, Kind.ACCOUNT):
            self.read_all()
