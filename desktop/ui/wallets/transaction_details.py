"""What stands under a statement about its chosen row: all its facts, who wrote of it, and the way to ask."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QPainter, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.errors import OtetError
from desktop.domain.money.wallets import Transaction
from desktop.domain.tickets import RowKey, RowKind
from desktop.store.changes import Changes, Kind
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.flow import Flow
from desktop.ui.kit.key_names import ASK_KEYS, key_tip
from desktop.ui.kit.labels import ElidedLabel, Label, Pill
from desktop.ui.kit.menus import Menu
from desktop.ui.kit.state_pill import transaction_pill
from desktop.ui.language.formats import isolate, ltr
from desktop.ui.latest_only import LatestOnlyRunner
from desktop.ui.money.transaction_cells import kind_word, moment, signed_money, state_of, state_word
from desktop.ui.session import Session

_NARROWEST = 80


class WholeLabel(Label):
    """Words of which nothing is ever left out: they take as many lines as they need, and break where they must."""

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.laid_out(width).lineCount() * self.fontMetrics().lineSpacing()

    def sizeHint(self) -> QSize:
        """One line."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.current().px(_NARROWEST)), self.fontMetrics().lineSpacing())

    def paintEvent(self, event: QPaintEvent) -> None:
        room, step = self.contentsRect(), self.fontMetrics().lineSpacing()
        lines = self.laid_out(room.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        top = room.top() + max(0, room.height() - lines.lineCount() * step) // 2
        for at in range(lines.lineCount()):
            lines.lineAt(at).draw(painter, QPointF(room.left(), top + at * step))


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
        self._state = Pill()
        self._facts = ElidedLabel(role="caption")
        self.reference = WholeLabel(role="secondary")
        self.reference.setObjectName("wallets.reference")
        self.copy = Button(icon="copy", kind="link")
        self.copy.setObjectName("wallets.copy_reference")
        self.mentions = Button(kind="link")
        self.mentions.setObjectName("wallets.mentions")
        self.ask = Button(icon="life-buoy", kind="primary")
        self.ask.setObjectName("wallets.ask")
        self._work: LatestOnlyRunner[tuple[Transaction, Sequence[RowKey]]] = LatestOnlyRunner(
            session, self._found, self
        )
        self._lay_out()
        session.signals.changed.connect(self._changed)
        self.ask.clicked.connect(self.asked)
        self.copy.clicked.connect(self._copy_reference)
        self.mentions.clicked.connect(self._open)
        self.show_row(None)

    def _lay_out(self) -> None:
        first, whole = QHBoxLayout(), QVBoxLayout(self)
        whole.setContentsMargins(theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
        whole.setSpacing(theme.SPACE_1)
        whole.addLayout(first)
        first.setSpacing(theme.SPACE_2)
        first.addWidget(self._money)
        first.addWidget(self._state)
        first.addWidget(self._facts, 1)
        first.addWidget(self.ask)
        self._copying = QWidget()
        line = QHBoxLayout(self._copying)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE_1)
        line.addWidget(self.reference, 1)
        line.addWidget(self.copy)
        flow = Flow()
        flow.add(self._copying)
        flow.add(self.mentions)
        whole.addWidget(flow)

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
        self.copy.setText(self.tr("Copy"))
        self.copy.setAccessibleName(self.tr("Copy the reference"))
        self._copying.setVisible(row is not None and bool(row.reference))
        if row is None:
            return
        formats = self._session.formats
        self._money.setText(signed_money(row, formats))
        self._state.show_state(transaction_pill(state_of(row)), state_word(row.state))
        self._state.setVisible(bool(row.state))
        fee = self.tr("fee {amount}").format(amount=formats.money(row.fee, row.currency)) if row.fee else ""
        facts = (kind_word(row.kind), moment(row.date_ms, formats), isolate(row.account), isolate(row.method), fee)
        self._facts.setText(" · ".join(part for part in facts if part))
        reference = self.tr("Reference {reference}").format(reference=ltr(row.reference)) if row.reference else ""
        self.reference.setText(reference)
        self.ask.setToolTip(key_tip(ASK_KEYS))
        told = (self._money.text(), self._state.text(), self._facts.text(), reference)
        self.setAccessibleName(" · ".join(part for part in told if part))
        self._find_tickets()

    def _find_tickets(self) -> None:
        account, row = self._session.account, self._row
        if account is not None and row is not None:
            history = self._session.services.history
            self._work.ask(lambda: (row, history.mentioning(account.id, row)))

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
    def _copy_reference(self) -> None:
        if self._row is not None:
            QGuiApplication.clipboard().setText(self._row.reference)
