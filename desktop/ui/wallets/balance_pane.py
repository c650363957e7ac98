"""A wallet's balance over time, as a chart or as the same figures in a table."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.errors import OtetError
from desktop.ui.kit import theme
from desktop.ui.kit.axis import axis
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.combo import Combo
from desktop.ui.kit.empty_state import EmptyState
from desktop.ui.kit.labels import Label
from desktop.ui.kit.skeleton import Skeleton
from desktop.ui.kit.tables import PlainTable
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.language.formats import Formats
from desktop.ui.latest_only import LatestOnlyRunner
from desktop.ui.money.balance_history import Line, days_of_all, ends_of_days, read_line
from desktop.ui.session import Session
from desktop.ui.wallets.chart_data_model import FiguresModel
from desktop.ui.wallets.step_chart import ChartPoint, StepChart

_RANGES = (30, 90, 365, 0)
_NO_DECIMALS = "JPY"


class BalancePane(Translated, QWidget):
    """Of one wallet, or of all where they can be added."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wallet_id: int | None = None
        self._name = ""
        self._title = Label(role="strong")
        self._note = Label(role="caption")
        self.range = Combo()
        self.range.setObjectName("wallets.balance_range")
        self.as_table = Button(kind="quiet")
        self.as_table.setObjectName("wallets.balance_as_table")
        self.as_table.setCheckable(True)
        self.chart = StepChart()
        self.chart.setObjectName("wallets.balance_chart")
        self.figures = FiguresModel(self)
        self.table = PlainTable(self.figures, 0)
        self.table.setObjectName("wallets.balance_table")
        self._waiting, self._none = Skeleton(4), EmptyState()
        self._faces = QStackedWidget()
        self._line: Line | None = None
        self._work: LatestOnlyRunner[Line | None] = LatestOnlyRunner(session, self._came, self)
        self._lay_out()
        self.range.activated.connect(self.reload)
        self.as_table.toggled.connect(self._choose_face)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        for face in (self.chart, self.table, self._waiting, self._none):
            self._faces.addWidget(face)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE_2)
        whole.addLayout(head)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addWidget(self.as_table)
        head.addWidget(self.range)
        whole.addWidget(self._faces, 1)

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self._title.setText(self.tr("Balance over time"))
        self.as_table.setText(self.tr("Show as table"))
        self.range.setAccessibleName(self.tr("How far back"))
        chosen = max(self.range.currentIndex(), 0) if self.range.count() else 1
        self.range.clear()
        for days in _RANGES:
            self.range.addItem(self.tr("%Ln day(s)", None, days) if 0 < days < 365 else self._long(days), days)
        self.range.setCurrentIndex(chosen)
        self.figures.set_headings(self.tr("Day"), self.tr("Balance"))
        self.table.setAccessibleName(self.tr("Balance over time"))
        self._show()

    def _long(self, days: int) -> str:
        return self.tr("1 year") if days else self.tr("All")

    def show_wallet(self, wallet_id: int | None, name: str) -> None:
        """Be about this wallet, or about all (None)."""
        if (wallet_id, name) != (self._wallet_id, self._name):
            self._line = None
            self._faces.setCurrentWidget(self._waiting)
        self._wallet_id, self._name = wallet_id, name
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the line again."""
        account = self._session.account
        if account is None:
            return
        money, wallet_id = self._session.services.reads.money, self._wallet_id
        now_ms = self._session.formats.now_ms()
        days = self.range.currentData() or days_of_all(money, account.id, wallet_id, now_ms)
        moments = ends_of_days(self._session.formats, days)
        self._work.ask(lambda: read_line(money, account.id, wallet_id, moments))

    def _came(self, line: Line | OtetError | None) -> None:
        if isinstance(line, OtetError):
            self._none.set_words(texts.problem(line.problem, self._session.formats))
            self._line = None
        else:
            self._none.set_words(
                self.tr("Balances in different currencies are not added up. Choose a wallet to see its line.")
            )
            self._line = line
        self._show()

    def _show(self) -> None:
        line = self._line
        self._note.setText("")
        if line is None:
            self.chart.show_points((), None, (), self.tr("Balance over time"))
        else:
            if line.rates is not None:
                date = self._session.formats.date(line.rates.date_ms)
                self._note.setText(self.tr("at the rates of {date}, rounded").format(date=date))
            points = self._points(line)
            scale = axis(line.values)
            self.chart.show_points(
                points,
                scale,
                [_tick(tick, self._session.formats) for tick in scale.ticks],
                self._sentence(points, line),
            )
            self.figures.show([(point.moment, point.figure) for point in reversed(points)])
        self._choose_face()

    def _points(self, line: Line) -> Sequence[ChartPoint]:
        formats = self._session.formats
        last = len(line.moments) - 1
        return [
            ChartPoint(
                value,
                formats.date(moment, short=True),
                formats.date(moment) if place < last else formats.date_time(moment),
                formats.money(value, line.currency),
            )
            for place, (moment, value) in enumerate(zip(line.moments, line.values, strict=True))
        ]

    def _sentence(self, points: Sequence[ChartPoint], line: Line) -> str:
        money = self._session.formats.money
        words = self.tr("Balance over time, {name}: {first} on {from}, {last} now; lowest {least}, highest {most}.")
        facts = {"name": self._name, "first": points[0].figure, "from": points[0].moment, "last": points[-1].figure}
        least, most = money(min(line.values), line.currency), money(max(line.values), line.currency)
        return words.format(**facts, least=least, most=most)

    @Slot()
    def _choose_face(self) -> None:
        if self._line is not None:
            self._faces.setCurrentWidget(self.table if self.as_table.isChecked() else self.chart)
        elif not self._work.is_busy and self._none.accessibleName():
            self._faces.setCurrentWidget(self._none)
        self.as_table.setEnabled(self._line is not None)


def _tick(tick: Decimal, formats: Formats) -> str:
    """A round figure with no more decimals than it has."""
    return formats.amount(tick, _NO_DECIMALS)
