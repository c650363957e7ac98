"""The transactions of one wallet or of all: narrowed, sorted, chosen, asked about, saved as a file."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.money.statement import Order, StatementFilter
from desktop.domain.money.wallets import Transaction
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.empty_state import EmptyState
from desktop.ui.kit.key_names import ASK_KEYS
from desktop.ui.kit.labels import Label
from desktop.ui.kit.skeleton import Skeleton
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.language.formats import isolate
from desktop.ui.money.transaction_view import TransactionView
from desktop.ui.session import Session
from desktop.ui.wallets.export import Exporting
from desktop.ui.wallets.transaction_details import StatementStrip
from desktop.ui.wallets.transaction_filters import StatementFilters
from desktop.ui.wallets.transaction_model import SORTS, StatementModel

_LEAST_HEIGHT = 128


class StatementPane(Translated, QWidget):
    """Keeps the chosen transaction chosen by its id, whatever comes, goes or is sorted."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wallet_id: int | None = None
        self._name = ""
        self._chosen: int | None = None
        self._scroll_to: int | None = None
        self.filters = StatementFilters(session.formats)
        self.model = StatementModel(session, self)
        self.table = TransactionView(self.model, session)
        self.table.setObjectName("wallets.transactions")
        self._count = Label(role="caption")
        self.clear = Button(kind="link")
        self.clear.setObjectName("wallets.filter.clear")
        self.export = Button(icon="download", kind="quiet")
        self.export.setObjectName("wallets.export")
        self.exporting = Exporting(session)
        self.strip = StatementStrip(session)
        self._waiting, self._nothing = Skeleton(6), EmptyState(kind="")
        self._faces = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for face in (self.table, self._nothing, self._waiting):
            self._faces.addWidget(face)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE_2)
        whole.addWidget(self.filters)
        whole.addLayout(head)
        head.addWidget(self._count)
        head.addWidget(self.clear)
        head.addStretch(1)
        head.addWidget(self.export)
        whole.addWidget(self.exporting)
        self.table.setMinimumHeight(theme.current().px(_LEAST_HEIGHT))
        whole.addWidget(self._faces, 1)
        whole.addWidget(self.strip)

    def _connect(self) -> None:
        self.table.let_sort()
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._show_order)
        self.table.setSelectionMode(self.table.SelectionMode.ExtendedSelection)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.model.loaded.connect(self._loaded)
        self.model.arranged.connect(self._mark_chosen)
        self.model.dataChanged.connect(self._show_strip)
        self.filters.changed.connect(self._narrow)
        self.filters.order_asked.connect(self._sort)
        self.clear.clicked.connect(self.filters.take_off)
        self.export.clicked.connect(self._export)
        self.exporting.ended.connect(self._choose_face)
        self.strip.asked.connect(self.ask)
        self._nothing.acted.connect(self._act)
        shortcut = QShortcut(QKeySequence(ASK_KEYS), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.ask)

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self.export.setText(self.tr("Export CSV"))
        self.clear.setText(self.tr("Clear filters"))
        self.model.retranslate()
        self._name_table()
        self._show_strip()
        self._choose_face()

    def _name_table(self) -> None:
        self.table.setAccessibleName(self.tr("Transactions of {wallet}").format(wallet=isolate(self._name)))

    def show_wallet(self, wallet_id: int | None, name: str) -> None:
        """Show the transactions of this wallet, or of all (None)."""
        is_other = wallet_id != self._wallet_id
        self._wallet_id, self._name = wallet_id, name
        self._name_table()
        if is_other:
            self._chosen = None
            self.table.scrollToTop()
            self._narrow(self.filters.filter)

    def reload(self) -> None:
        """Read everything again, in place."""
        account = self._session.account
        if account is not None:
            self.filters.show_kinds(self._session.services.reads.money.kinds(account.id))
        self.model.reload()
        self._show_strip()
        self._choose_face()

    def show_transaction(self, booking: Transaction) -> None:
        """Choose this row and scroll to it, without the filters that hide it."""
        self._chosen = self._scroll_to = booking.id
        self.filters.take_off()
        self._mark_chosen()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.model.is_loading:
            self._mark_chosen()
            self._scroll_to = None

    @Slot(object)
    def _narrow(self, filter: StatementFilter) -> None:
        self.model.show(replace(filter, wallet_id=self._wallet_id))
        self._choose_face()

    @Slot(object)
    def _sort(self, order: Order) -> None:
        self.table.sortByColumn(*_place_of(order))

    @Slot()
    def _show_order(self) -> None:
        """Put the arrow back where it was if the heading has no order of its own."""
        heading, order = self.table.horizontalHeader(), self.model.asked[1]
        if heading.sortIndicatorSection() not in SORTS:
            heading.setSortIndicator(*_place_of(order))

    @Slot()
    def _loaded(self) -> None:
        self.filters.show_order(self.model.asked[1])
        self._mark_chosen()
        self._scroll_to = None
        self._choose_face()

    @Slot()
    def _mark_chosen(self) -> None:
        """A view forgets a row that is replaced; one that is filtered away stays wanted."""
        row = self.model.place(self._chosen) if self._chosen is not None else -1
        place = self.model.index(row, 0) if row >= 0 else QModelIndex()
        if self.table.currentIndex().row() != row:
            # selectRow does nothing from right to left where columns leave room, and the view's own way adds to what
            # is selected while Ctrl or Shift is down
            self.table.choose(place)
        if row >= 0 and self._scroll_to == self._chosen:
            self.table.scrollTo(place, self.table.ScrollHint.PositionAtCenter)
        self._show_strip()

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self.model.is_turning and self._scroll_to is None:
            booking = self.model.booking(now.row())
            self._chosen = booking.id if booking is not None else None
        self._show_strip()

    @Slot()
    def _show_strip(self) -> None:
        row = self.model.place(self._chosen) if self._chosen is not None else -1
        self.strip.show_row(self.model.booking(row) if row >= 0 else None)

    @Slot()
    def ask(self) -> None:
        """Begin a ticket about the chosen transaction."""
        if self.strip.row is not None:
            self._session.navigator.ask_about(self.strip.row)

    @Slot()
    def _export(self) -> None:
        self.exporting.ask(self._name, list(self.model.order))

    @Slot()
    def _choose_face(self) -> None:
        count = len(self.model.order)
        narrows = self.model.asked[0].narrows
        failed = self.model.failed
        if failed is not None:
            self._nothing.set_words(texts.problem(failed.problem, self._session.formats), self.tr("Try again"))
        elif narrows:
            self._nothing.set_words(self.tr("No transactions match."), self.tr("Clear filters"))
        else:
            self._nothing.set_words(self.tr("No transactions in this wallet yet."))
        empty = self._waiting if self.model.is_loading else self._nothing
        self._faces.setCurrentWidget(self.table if count and failed is None else empty)
        self._count.setText(self.tr("%Ln transaction(s)", None, count) if count else "")
        self.clear.setVisible(narrows)
        self.export.setEnabled(bool(count) and not self.exporting.is_busy)

    @Slot()
    def _act(self) -> None:
        if self.model.failed is not None:
            self.reload()
        else:
            self.filters.take_off()


def _place_of(order: Order) -> tuple[int, Qt.SortOrder]:
    """The column and the way that a heading shows for an order."""
    column = next(column for column, by in SORTS.items() if by is order.by)
    return column, Qt.SortOrder.AscendingOrder if order.ascending else Qt.SortOrder.DescendingOrder
