"""The dashboard's card of balances: what there is in all, how that changed, and each wallet as a row to press."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.errors import OtetError
from desktop.domain.money.totals import wallet_totals
from desktop.domain.money.wallets import Rates, Wallet
from desktop.ui.dashboard.money_rows import WalletRow
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.flow import Flow
from desktop.ui.kit.labels import Label
from desktop.ui.kit.layouts import remove
from desktop.ui.kit.sparkline import Sparkline
from desktop.ui.kit.state_card import StateCard
from desktop.ui.latest_only import LatestOnlyRunner
from desktop.ui.money.balance_history import Line, ends_of_days, read_line
from desktop.ui.money.total_texts import total_words
from desktop.ui.session import Session

_SPANS = (30, 90)


class MoneyCard(StateCard):
    """Currencies are added only at rates that the card names with their date.

    Signals: `wallet_asked(int)` with a wallet's local id.
    """

    wallet_asked = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dashboard.wallets")
        self._session = session
        self.total = Label(role="balance")
        self.total.setObjectName("dashboard.total_balance")
        self.total.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.total.setFont(theme.current().font("balance", tabular=True))
        self._said = Label(role="caption", wrap=True)
        self.line = Sparkline()
        self.line.setObjectName("dashboard.balance_line")
        self._lowest, self._highest = Label(role="caption"), Label(role="caption")
        self._spans = QButtonGroup(self)
        self._span_buttons = QWidget()
        self._trend = QWidget()
        self._wallets = QButtonGroup(self)
        self._wallets.setExclusive(False)
        self._rows: list[WalletRow] = []
        self._list = QVBoxLayout()
        self._work: LatestOnlyRunner[Line | None] = LatestOnlyRunner(session, self._came, self)
        self._lay_out()
        self._spans.idClicked.connect(self.read_line)
        self._wallets.buttonClicked.connect(self._wallet_clicked)

    def _lay_out(self) -> None:
        spans = QHBoxLayout(self._span_buttons)
        spans.setContentsMargins(0, 0, 0, 0)
        spans.setSpacing(0)
        for days in _SPANS:
            button = Button(kind="quiet")
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._spans.addButton(button, days)
            spans.addWidget(button)
        self._spans.button(_SPANS[0]).setChecked(True)
        self.add_to_head(self._span_buttons)
        names = Flow()
        trend = QVBoxLayout(self._trend)
        trend.setContentsMargins(0, 0, 0, 0)
        trend.setSpacing(theme.SPACE_1)
        trend.addWidget(self.line)
        trend.addWidget(names)
        gap = QWidget()
        gap.setFixedSize(1, 1)
        for part in (self._lowest, gap, self._highest):
            names.add(part)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_1)
        self._list.setSpacing(0)
        layout.addWidget(self.total)
        layout.addWidget(self._said)
        layout.addSpacing(theme.SPACE_1)
        layout.addWidget(self._trend)
        layout.addSpacing(theme.SPACE_2)
        layout.addLayout(self._list)

    @property
    def tab_stops(self) -> Sequence[QWidget]:
        """What takes the focus, in the order of reading."""
        return *self._spans.buttons(), *self._rows

    def show_wallets(self, wallets: Sequence[Wallet], rates: Rates | None, *, synced: bool) -> None:
        """Show these wallets."""
        words = total_words(wallet_totals(wallets, rates), self._session.formats)
        self.total.setText(words.large)
        self._said.setText(words.said)
        spoken = self.tr("Total balance: {amounts}").format(amounts=", ".join(words.large.splitlines()))
        self.total.setAccessibleName(spoken)
        self.total.setAccessibleDescription(words.said)
        for days in _SPANS:
            self._spans.button(days).setText(self.tr("%Ln day(s)", None, days))
        self._show_rows(wallets)
        sentence = self.tr("No wallets yet. They appear here as soon as your broker opens one.")
        self.show_face(synced=synced, empty=not wallets, sentence=sentence)
        self._span_buttons.setVisible(synced and bool(wallets) and not self._trend.isHidden())
        self.read_line()

    def _show_rows(self, wallets: Sequence[Wallet]) -> None:
        """Keep the rows that are there: one of them may have the focus."""
        while len(self._rows) < len(wallets):
            row = WalletRow()
            self._rows.append(row)
            self._wallets.addButton(row)
            self._list.addWidget(row)
        while len(self._rows) > len(wallets):
            gone = self._rows.pop()
            self._wallets.removeButton(gone)
            remove(gone, self._list)
        for row, wallet in zip(self._rows, wallets, strict=True):
            row.show_wallet(wallet, self._session.formats)

    @Slot(QAbstractButton)
    def _wallet_clicked(self, button: QAbstractButton) -> None:
        self.wallet_asked.emit(next(row.wallet_id for row in self._rows if row is button))

    @Slot()
    def read_line(self) -> None:
        """Read the balance line of the chosen span in the background."""
        account = self._session.account
        if account is None:
            return
        money_reads = self._session.services.reads.money
        moments = ends_of_days(self._session.formats, max(self._spans.checkedId(), _SPANS[0]))
        self._work.ask(lambda: read_line(money_reads, account.id, None, moments))

    def _came(self, line: Line | OtetError | None) -> None:
        known = line if isinstance(line, Line) and len(line.values) > 1 else None
        self._trend.setVisible(known is not None)
        self._span_buttons.setVisible(known is not None and not self.content.isHidden())
        if known is None:
            return
        money = self._session.formats.money
        first, last = (money(known.values[at], known.currency) for at in (0, -1))
        days = self._spans.button(max(self._spans.checkedId(), _SPANS[0])).text()
        words = self.tr("Balance over the last {days}: from {first} to {last}")
        words = words.format(days=days, first=first, last=last)
        least, most = min(known.values), max(known.values)
        if least == most:
            self._lowest.setText(self.tr("Unchanged for {days}").format(days=days))
            self._highest.setText("")
        else:
            self._lowest.setText(self._extreme(self.tr("Lowest: {amount}, {date}"), known, least))
            self._highest.setText(self._extreme(self.tr("Highest: {amount}, {date}"), known, most))
        self._highest.setVisible(least != most)
        parts = (words, self._lowest.text(), self._highest.text())
        self.line.show_values(known.values, ". ".join(part for part in parts if part))

    def _extreme(self, words: str, line: Line, value: Decimal) -> str:
        """When the line was there first."""
        formats = self._session.formats
        at = line.moments[list(line.values).index(value)]
        return words.format(amount=formats.money(value, line.currency), date=formats.date(at, short=True))
