"""The dashboard's first card: what there is in all, each wallet, and how it went of late."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.errors import OtetError
from desktop.domain.money.totals import wallet_totals
from desktop.domain.money.wallets import Rates, Wallet
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import ElidedLabel, Label
from desktop.ui.kit.layouts import remove
from desktop.ui.kit.sparkline import Sparkline
from desktop.ui.kit.state_card import StateCard
from desktop.ui.language.formats import isolate
from desktop.ui.latest_only import LatestOnlyRunner
from desktop.ui.money.balance_history import Line, ends_of_days, read_line
from desktop.ui.money.total_texts import total_words
from desktop.ui.session import Session

_SPANS = (30, 90)


class MoneyCard(StateCard):
    """Currencies are added only at rates that the card names with their date."""

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
        self._change = Label(role="caption")
        self._spans = QButtonGroup(self)
        self._trend = QWidget()
        self._made: list[QWidget] = []
        self._rows = QGridLayout()
        self._work: LatestOnlyRunner[Line | None] = LatestOnlyRunner(session, self._came, self)
        self._lay_out()
        self._spans.idClicked.connect(self.read_line)

    def _lay_out(self) -> None:
        self._rows.setHorizontalSpacing(theme.SPACE_4)
        self._rows.setVerticalSpacing(theme.SPACE_2)
        self._rows.setColumnStretch(0, 1)
        spans = QHBoxLayout()
        spans.setSpacing(0)
        trend = QVBoxLayout(self._trend)
        trend.setContentsMargins(0, 0, 0, 0)
        trend.setSpacing(0)
        trend.addWidget(self.line)
        trend.addLayout(spans)
        spans.addWidget(self._change, 1)
        for days in _SPANS:
            button = Button(kind="quiet")
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._spans.addButton(button, days)
            spans.addWidget(button)
        self._spans.button(_SPANS[0]).setChecked(True)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_1)
        layout.addWidget(self.total)
        layout.addWidget(self._said)
        layout.addSpacing(theme.SPACE_1)
        layout.addWidget(self._trend)
        layout.addSpacing(theme.SPACE_2)
        layout.addLayout(self._rows)
        layout.addStretch(1)

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
        self._list(wallets)
        sentence = self.tr("No wallets yet. They appear here as soon as your broker opens one.")
        self.show_face(synced=synced, empty=not wallets, sentence=sentence)
        self.read_line()

    def _list(self, wallets: Sequence[Wallet]) -> None:
        formats = self._session.formats
        while self._made:
            remove(self._made.pop(), self._rows)
        for row, wallet in enumerate(wallets):
            name = isolate(f"{wallet.number} · {wallet.network}" if wallet.network else wallet.number)
            figure = Label(formats.money(wallet.balance, wallet.currency))
            figure.setFont(theme.current().font("body", tabular=True))
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
            for column, widget in enumerate((ElidedLabel(name, "secondary"), figure)):
                self._made.append(widget)
                self._rows.addWidget(widget, row, column)

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
        if known is None:
            return
        money = self._session.formats.money
        first, last = (money(known.values[at], known.currency) for at in (0, -1))
        days = self._spans.button(max(self._spans.checkedId(), _SPANS[0])).text()
        words = self.tr("Balance over the last {days}: from {first} to {last}")
        self.line.show_values(known.values, words.format(days=days, first=first, last=last))
        self._change.setText(self.tr("{days} ago: {amount}").format(days=days, amount=first))
