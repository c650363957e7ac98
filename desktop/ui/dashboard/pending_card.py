"""What is on its way between a trader and the broker: withdrawals and deposits in progress, each with its age."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.errors import OtetError
from desktop.domain.money.statement import Order, StatementFilter
from desktop.domain.money.wallets import Transaction
from desktop.ui.dashboard.money_rows import PendingRow, minutes_since
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.icon_view import IconView
from desktop.ui.kit.labels import Label
from desktop.ui.latest_only import LatestOnlyRunner
from desktop.ui.session import Session
from desktop.values import dataclass

_MOST = 4


@dataclass(frozen=True)
class _Found:
    """The first rows, newest first, and how many there are in all."""

    rows: Sequence[Transaction] = ()
    count: int = 0


class PendingCard(QFrame):
    """Amber, and hidden while nothing is in progress or nobody knows yet.

    Signals: `chosen(str)` with a transaction's id at the help desk; `all_asked`; `row_made`, `tab_stops` are others.
    """

    chosen = Signal(str)
    all_asked = Signal()
    row_made = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pending")
        self.setObjectName("dashboard.pending")
        self._session = session
        self._account_id = 0
        self._is_shown = False
        self._found = _Found()
        self._title = Label(role="section", wrap=True)
        self._more = Button(kind="link")
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._rows: list[PendingRow] = []
        self._list = QVBoxLayout()
        self._work: LatestOnlyRunner[_Found] = LatestOnlyRunner(session, self._came, self)
        self._lay_out()
        self._group.buttonClicked.connect(self._clicked)
        self._more.clicked.connect(self.all_asked)
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        whole = QVBoxLayout(self)
        inner = theme.SPACE_4 - theme.SPACE_2
        whole.setContentsMargins(inner, theme.SPACE_3, inner, theme.SPACE_2)
        whole.setSpacing(theme.SPACE_1)
        self._list.setSpacing(0)
        whole.addLayout(head)
        whole.addLayout(self._list)
        head.setContentsMargins(theme.SPACE_2, 0, theme.SPACE_2, 0)
        head.addWidget(IconView("clock", "warning_text"))
        head.addWidget(self._title, 1)
        head.addWidget(self._more)

    def read(self, latest: Sequence[Transaction], *, synced: bool) -> None:
        """Show what is in progress among `latest` at once, and then everything that is.

        Before the first sync has ended nothing is shown: what is here may be settled by what comes.
        """
        account = self._session.account
        self._is_shown = synced and account is not None
        if account is None or not synced:
            self._show(_Found())
            return
        if account.id != self._account_id or not self._found.rows:
            known = [row for row in latest if row.state == "pending"]
            self._found = _Found(known[:_MOST], len(known))
        self._account_id = account.id
        self._show(self._found)
        money, account_id = self._session.services.reads.money, account.id

        def work() -> _Found:
            ids = money.order(account_id, StatementFilter(state="pending"), Order())
            rows = money.transactions(account_id, ids[:_MOST])
            return _Found([rows[id] for id in ids[:_MOST] if id in rows], len(ids))

        self._work.ask(work)

    @property
    def tab_stops(self) -> Sequence[QWidget]:
        """What takes the focus, in the order of reading."""
        return self._more, *self._rows

    def refresh(self) -> None:
        """Write the ages as of now."""
        self._show(self._found)

    def _came(self, found: _Found | OtetError) -> None:
        # the cards below report errors of reading
        if self._is_shown and not isinstance(found, OtetError):
            self._found = found
            self._show(found)

    def _show(self, found: _Found) -> None:
        formats = self._session.formats
        self._title.setText(self.tr("Money on its way"))
        self.setAccessibleName(self._title.text())
        self._more.setText(self.tr("Show all {count}").format(count=formats.number(found.count)))
        self._more.setVisible(found.count > len(found.rows))
        while len(self._rows) < len(found.rows):
            row = PendingRow()
            self._rows.append(row)
            self._group.addButton(row)
            self._list.addWidget(row)
            self.row_made.emit()
        for widget, booking in zip(self._rows, found.rows, strict=False):
            span = formats.duration(minutes_since(booking.date_ms, formats.now_ms()))
            widget.show_transaction(booking, self.tr("in progress for {span}").format(span=span), formats)
        for place, widget in enumerate(self._rows):
            # hidden rows stay: one that had the focus would lose it with every sync
            widget.setVisible(place < len(found.rows))
        self.setVisible(self._is_shown and bool(found.rows))

    @Slot(QAbstractButton)
    def _clicked(self, button: QAbstractButton) -> None:
        row = next(row for row in self._rows if row is button)
        self.chosen.emit(row.remote_id)
