"""The filters of a statement behind "More": days, amounts, and the order of the rows."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QDate, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.language.normalisation import fold
from desktop.domain.money import arithmetic
from desktop.domain.money.statement import Order, SortBy, StatementFilter
from desktop.ui.kit import theme
from desktop.ui.kit.combo import Combo
from desktop.ui.kit.date_field import DateField
from desktop.ui.kit.labels import Label, restyle
from desktop.ui.kit.text_field import TextField
from desktop.ui.kit.translated import Translated
from desktop.ui.language.formats import Formats

_TYPING_MS = 150
_MIDDLE = 3
_COLUMNS = ((5, 860), (_MIDDLE, 560), (2, 0))
"""So many fields stand beside each other from so many pixels at 100 % text on."""
_ORDERS = (
    Order(),
    Order(SortBy.DATE, ascending=True),
    Order(SortBy.AMOUNT),
    Order(SortBy.AMOUNT, ascending=True),
    Order(SortBy.ACCOUNT, ascending=True),
    Order(SortBy.METHOD, ascending=True),
    Order(SortBy.FEE),
)


class StatementMore(Translated, QWidget):
    """`changed` says that something else is asked for, `order_asked` carries an `Order`."""

    changed = Signal()
    order_asked = Signal(object)

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self.first, self.last = DateField(formats), DateField(formats)
        self.least, self.most = TextField(), TextField()
        self.order = Combo()
        for name, field in zip(("from", "to", "least", "most", "order"), self.fields, strict=True):
            field.setObjectName(f"wallets.filter.{name}")
        self._problem = Label(role="error", wrap=True)
        self._problem.hide()
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE_2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE_1)
        box.addLayout(self._grid)
        box.addWidget(self._problem)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._typed)
        self.order.activated.connect(self._ask_order)
        for field in (self.least, self.most):
            field.textChanged.connect(self._typing.start)
        for day in (self.first, self.last):
            day.changed.connect(self.changed)
            day.judged.connect(self._show_problem)
        self._columns = 0
        self._arrange()

    @property
    def fields(self) -> Sequence[QWidget]:
        """Whatever is written or chosen in."""
        return self.first.edit, self.last.edit, self.least, self.most, self.order

    def add_to(self, filter: StatementFilter) -> StatementFilter:
        """`filter` with what is asked for here; bounds given the other way round are taken as meant."""
        first, last = self.first.date, self.last.date
        if first is not None and last is not None and last < first:
            first, last = last, first
        least, most = (typed_amount(field.text(), self._formats) for field in (self.least, self.most))
        if least is not None and most is not None and most < least:
            least, most = most, least
        return replace(
            filter,
            from_ms=filter.from_ms if first is None else self._start_ms(first),
            until_ms=None if last is None else self._start_ms(last.addDays(1)),
            least=least,
            most=most,
        )

    def take_off(self) -> None:
        """Ask for nothing here; the order stays."""
        for day in (self.first, self.last):
            day.set_date(None)
        for field in (self.least, self.most):
            field.clear()
        self._typing.stop()
        self._show_problem()

    def show_order(self, order: Order) -> None:
        """Say how the rows are sorted now."""
        self.order.setCurrentIndex(_ORDERS.index(order) if order in _ORDERS else -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """On one line, on two or on three."""
        wide = self.width() * 100 // max(theme.current().text_size, 1)
        columns = next(columns for columns, least in _COLUMNS if wide >= least)
        if columns == self._columns:
            return
        self._columns = columns
        amounts, days = (self.least, self.most), (self.first, self.last)
        order: Sequence[QWidget] = (*days, *amounts, self.order)
        if columns == _MIDDLE:
            order = (*days, self.order, *amounts)
        for place, field in enumerate(order):
            self._grid.addWidget(field, place // columns, place % columns)
        for column in range(_COLUMNS[0][0]):
            self._grid.setColumnStretch(column, int(column < columns))

    def retranslate(self) -> None:
        """Write everything for the reader; what was asked for stays."""
        hint = self.tr("Type a day, such as {day}, or press the Down key to choose one.")
        hint = hint.format(day=self._formats.written(self._formats.today()))
        self.first.set_words(self.tr("From"), self.tr("From the day"), hint)
        self.last.set_words(self.tr("Until"), self.tr("Until the day"), hint)
        self.least.setPlaceholderText(self.tr("Amount from"))
        self.most.setPlaceholderText(self.tr("Amount to"))
        for field in (self.least, self.most):
            field.setAccessibleName(field.placeholderText())
        self.order.setAccessibleName(self.tr("Sorted by"))
        names = (
            self.tr("Newest first"),
            self.tr("Oldest first"),
            self.tr("Amount, high to low"),
            self.tr("Amount, low to high"),
            self.tr("Account"),
            self.tr("Method"),
            self.tr("Highest fee"),
        )
        chosen = self.order.currentIndex() if self.order.count() else 0
        self.order.clear()
        self.order.addItems(names)
        self.order.setCurrentIndex(chosen)
        self._show_problem()

    def _start_ms(self, day: QDate) -> int:
        return day.startOfDay(self._formats.moment(0).timeZone()).toMSecsSinceEpoch()

    @Slot()
    def _typed(self) -> None:
        self._show_problem()
        self.changed.emit()

    @Slot()
    def _ask_order(self) -> None:
        self.order_asked.emit(_ORDERS[self.order.currentIndex()])

    @Slot()
    def _show_problem(self) -> None:
        words = ""
        if self.first.is_wrong or self.last.is_wrong:
            day = self._formats.written(self._formats.today())
            words = self.tr("This is not a day. Write it like this: {day}").format(day=day)
        for field in (self.least, self.most):
            is_wrong = bool(field.text().strip()) and typed_amount(field.text(), self._formats) is None
            words = self.tr("This is not an amount.") if is_wrong else words
            if bool(field.property("wrong")) != is_wrong:
                field.setProperty("wrong", is_wrong)
                restyle(field)
        self._problem.setText(words)
        self._problem.setVisible(bool(words))


def typed_amount(text: str, formats: Formats) -> Decimal | None:
    """The size of an amount as people type it: any digits, grouped or not; None where it is none."""
    written = fold(text).replace("\u066c", "").replace("\u066b", ".").replace("\u2212", "-").replace(" ", "")
    if formats.language == "es" and "," in written:
        written = written.replace(".", "").replace(",", ".")
    try:
        return abs(arithmetic.parse(written.replace(",", "")))
    except arithmetic.NotMoney:
        return None
