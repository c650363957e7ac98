"""What stands under a statement about its chosen row: all its facts, who wrote of it, and the way to ask."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QCursor, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.errors import OtetError
from desktop.domain.money.wallets import Transaction
from desktop.domain.tickets import RowKey, RowKind
from desktop.store.changes import Changes, Kind
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, IconButton
from desktop.ui.kit.key_names import ASK_KEYS, key_tip
from desktop.ui.kit.labels import ElidedLabel, Label
from desktop.ui.kit.menus import Menu
from desktop.ui.language.formats import isolate, ltr
from desktop.ui.latest_only import LatestOnlyRunner
from desktop.ui.money.transaction_cells import kind_word, moment, state_word
from desktop.ui.session import Session


class StatementStrip(QFrame):
    """Hidden while no row is chosen. `asked` is for the chosen row."""

    asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session = session
        self._row: Transaction | None = None
        self._tickets: Sequence[RowKey] = ()
        self._money = Label(role="row")
        self._facts = ElidedLabel(role="caption")
        self.mentions = Button(kind="link")
        self.mentions.setObjectName("wallets.mentions")
        self._copy = IconButton("copy")
        self.ask = Button(icon="life-buoy", kind="primary")
        self.ask.setObjectName("wallets.ask")
        self._work: LatestOnlyRunner[tuple[Transaction, Sequence[RowKey]]] = LatestOnlyRunner(
            session, self._found, self
        )
        first = QHBoxLayout()
        first.setSpacing(theme.SPACE_2)
        words = QVBoxLayout()
        words.setSpacing(0)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
        whole.setSpacing(theme.SPACE_3)
        whole.addLayout(words, 1)
        words.addLayout(first)
        first.addWidget(self._money)
        first.addWidget(self.mentions)
        first.addStretch(1)
        words.addWidget(self._facts)
        whole.addWidget(self._copy)
        whole.addWidget(self.ask)
        session.signals.changed.connect(self._changed)
        self.ask.clicked.connect(self.asked)
        self._copy.clicked.connect(self._copy_reference)
        self.mentions.clicked.connect(self._open)
        self.show_row(None)

    @property
    def row(self) -> Transaction | None:
        """The transaction that it is about."""
        return self._row

    def show_row(self, row: Transaction | None) -> None:
        """Be about this row."""
        if row != self._row:
            self.mentions.hide()
        self._row = row
        self.setVisible(row is not None)
        self.ask.setText(self.tr("Ask about this transaction"))
        self._copy.set_name(self.tr("Copy the reference"))
        if row is None:
            return
        formats = self._session.formats
        self._money.setText(formats.money(row.amount, row.currency))
        fee = self.tr("fee {amount}").format(amount=formats.money(row.fee, row.currency)) if row.fee else ""
        reference = self.tr("Reference {reference}").format(reference=ltr(row.reference)) if row.reference else ""
        facts = (kind_word(row.kind), state_word(row.state), moment(row.date_ms, formats), isolate(row.account))
        self._facts.setText(" · ".join(part for part in (*facts, isolate(row.method), fee, reference) if part))
        self._copy.setVisible(bool(row.reference))
        self.ask.setToolTip(key_tip(ASK_KEYS))
        self.setAccessibleName(f"{self._money.text()} · {self._facts.text()}")
        self._find_tickets()

    def _find_tickets(self) -> None:
        account, row = self._session.account, self._row
        if account is not None and row is not None:
            tickets = self._session.services.tickets
            self._work.ask(lambda: (row, tickets.mentioning(account.id, row)))

    def _found(self, found: tuple[Transaction, Sequence[RowKey]] | OtetError) -> None:
        # without the search index there is still everything else to see of the row
        row, self._tickets = (self._row, ()) if isinstance(found, OtetError) else found
        if row == self._row:
            self.mentions.setVisible(bool(self._tickets))
            self.mentions.setText(self.tr("%Ln ticket(s) mention this transaction", None, len(self._tickets)))

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.has(Kind.SEARCH, Kind.DRAFT, Kind.OPERATION):
            self._find_tickets()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._find_tickets()

    @Slot()
    def _open(self) -> None:
        if len(self._tickets) == 1:
            self._session.navigator.open_row(self._tickets[0])
            return
        account = self._session.account
        if account is None:
            return
        menu = Menu(self)
        for key, row in self._session.services.reads.tickets.rows(account.id, self._tickets).items():
            number = ltr(f"#{row.number}") if row.number else self._unsent(key)
            menu.addAction(f"{number} {isolate(row.subject)}".replace("&", "&&")).setData(key)
        menu.triggered.connect(self._open_action)
        menu.open_under(self.mentions)
        menu.aboutToHide.connect(menu.deleteLater)

    def _unsent(self, key: RowKey) -> str:
        return self.tr("Draft") if key.kind is RowKind.DRAFT else self.tr("waiting to be sent")

    def _open_action(self, action: QAction) -> None:
        self._session.navigator.open_row(action.data())

    @Slot()
    def pop_up(self) -> None:
        """Offer under the pointer what can be done with the chosen row."""
        row = self._row
        if row is None:
            return
        menu = Menu(self)
        ask = menu.addAction(self.tr("Ask about this transaction"))
        ask.setShortcut(QKeySequence(ASK_KEYS))
        ask.triggered.connect(self.asked)
        if row.reference:
            menu.addAction(self.tr("Copy the reference")).triggered.connect(self._copy_reference)
        menu.addAction(self.tr("Copy the amount")).triggered.connect(self._copy_amount)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.open_at(QCursor.pos())

    @Slot()
    def _copy_amount(self) -> None:
        if self._row is not None:
            QGuiApplication.clipboard().setText(f"{self._row.amount:f}")

    @Slot()
    def _copy_reference(self) -> None:
        if self._row is not None:
            QGuiApplication.clipboard().setText(self._row.reference)
