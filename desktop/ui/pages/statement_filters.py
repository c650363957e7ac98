"""What narrows a statement: words, kind, time, amounts, and its order, all reached by keyboard."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QDate, QDateTime, QEvent, QObject, Qt, QTime, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.domain import money
from desktop.domain.folding import fold
from desktop.domain.statement import Order, SortBy, StatementFilter
from desktop.ui import icons, theme
from desktop.ui.formats import Formats
from desktop.ui.models.booking_cells import kind_word
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.labels import restyle

_TYPING_MS = 150
_TIGHT = 620
_ORDERS = (
    Order(),
    Order(SortBy.DATE, ascending=True),
    Order(SortBy.AMOUNT),
    Order(SortBy.AMOUNT, ascending=True),
    Order(SortBy.ACCOUNT, ascending=True),
    Order(SortBy.METHOD, ascending=True),
    Order(SortBy.FEE),
)


class StatementFilters(QWidget):
    """`changed` carries a `StatementFilter` of every wallet, `order_asked` an `Order`. Esc clears."""

    changed = Signal(object)
    order_asked = Signal(object)

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._told = StatementFilter()
        self._kinds: Sequence[str] = ()
        self.text, self.least, self.most = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind, self.period, self.order = Combo(), Combo(), Combo()
        self.more = Button(kind="quiet")
        self.clear = Button(icon="x", kind="quiet")
        for name, field in self._named():
            field.setObjectName(f"wallets.filter.{name}")
            field.installEventFilter(self)
        self.text.addAction(icons.icon("search", "text_secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self._fields = QGridLayout(self)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setSpacing(theme.SPACE_2)
        self._is_tight: bool | None = None
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self.more.setCheckable(True)
        self._connect()
        self._arrange()
        self.retranslate()

    def _named(self) -> tuple[tuple[str, QWidget], ...]:
        return (
            ("text", self.text),
            ("kind", self.kind),
            ("period", self.period),
            ("least", self.least),
            ("most", self.most),
            ("order", self.order),
            ("more", self.more),
            ("clear", self.clear),
        )

    def _connect(self) -> None:
        for field in (self.text, self.least, self.most):
            field.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._tell)
        self.kind.activated.connect(self._tell)
        self.period.activated.connect(self._tell)
        self.order.activated.connect(self._ask_order)
        self.more.toggled.connect(self._show_more)
        self.clear.clicked.connect(self.take_off)
        self._show_more(False)

    @property
    def filter(self) -> StatementFilter:
        """What is asked for."""
        days = self.period.currentData() or 0
        return StatementFilter(
            text=self.text.text().strip(),
            kind=self.kind.currentData() or "",
            from_ms=self._midnight_ms(days) if days else None,
            least=self._amount(self.least),
            most=self._amount(self.most),
        )

    @Slot()
    def take_off(self) -> None:
        """Take every filter off, at once."""
        for field in (self.text, self.least, self.most):
            field.clear()
        self.kind.setCurrentIndex(0)
        self.period.setCurrentIndex(0)
        self._tell()

    def show_order(self, order: Order) -> None:
        """Say how the rows are sorted now."""
        self.order.setCurrentIndex(_ORDERS.index(order) if order in _ORDERS else -1)

    def show_kinds(self, kinds: Sequence[str]) -> None:
        """Offer these kinds of bookings."""
        if tuple(kinds) != tuple(self._kinds):
            self._kinds = kinds
            self._fill(self.kind, [(self.tr("All kinds"), ""), *((kind_word(kind), kind) for kind in kinds)])

    def retranslate(self) -> None:
        """Write everything for the reader; what was chosen stays."""
        self.text.setPlaceholderText(self.tr("Search in transactions"))
        self.least.setPlaceholderText(self.tr("Amount from"))
        self.most.setPlaceholderText(self.tr("Amount to"))
        for field in (self.text, self.least, self.most):
            field.setAccessibleName(field.placeholderText())
        self.kind.setAccessibleName(self.tr("Kind"))
        self.period.setAccessibleName(self.tr("Time"))
        self.order.setAccessibleName(self.tr("Sorted by"))
        self.more.setText(self.tr("More"))
        self.more.setAccessibleName(self.tr("More filters and the order"))
        self.clear.setText(self.tr("Clear filters"))
        days = [(self.tr("Last %Ln day(s)", None, count), count) for count in (7, 30, 90, 365)]
        self._fill(self.period, [(self.tr("Any time"), 0), *days])
        self._fill(self.kind, [(self.tr("All kinds"), ""), *((kind_word(kind), kind) for kind in self._kinds)])
        names = (
            self.tr("Newest first"),
            self.tr("Oldest first"),
            self.tr("Amount, high to low"),
            self.tr("Amount, low to high"),
            self.tr("Account"),
            self.tr("Method"),
            self.tr("Highest fee"),
        )
        self._fill(self.order, list(zip(names, range(len(_ORDERS)), strict=True)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in any of the fields takes all filters off."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.take_off()
            return True
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        is_tight = self.width() < theme.current().px(_TIGHT)
        if is_tight is self._is_tight:
            return
        self._is_tight = is_tight
        head = (1, 0, 1) if is_tight else (0, 1, 1)
        places: list[tuple[QWidget, int, int, int]] = [(self.text, 0, 0, 3 if is_tight else 1), (self.kind, *head)]
        places += (
            [(self.period, 1, 1, 1), (self.more, 1, 2, 1)]
            if is_tight
            else [(self.period, 0, 2, 1), (self.more, 0, 3, 1)]
        )
        last = [self.least, self.most, self.order]
        places += [(field, 2, column, 1) for column, field in enumerate(last)]
        places.append((self.clear, 3 if is_tight else 2, 0 if is_tight else 3, 1))
        for field, row, column, span in places:
            self._fields.addWidget(field, row, column, 1, span)
        for column, share in enumerate((1, 1, 0, 0) if is_tight else (3, 2, 2, 0)):
            self._fields.setColumnStretch(column, share)

    def _fill(self, combo: Combo, items: Sequence[tuple[str, object]]) -> None:
        chosen = combo.currentData()
        combo.clear()
        for words, data in items:
            combo.addItem(words, data)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))

    def _midnight_ms(self, days: int) -> int:
        now = self._formats.moment(self._formats.now_ms())
        day: QDate = now.date().addDays(1 - days)
        return QDateTime(day, QTime(0, 0), now.timeZone()).toMSecsSinceEpoch()

    def _amount(self, field: QLineEdit) -> Decimal | None:
        """The amount in a field, in any digits and with grouping; what is none is marked and asks for nothing."""
        written = fold(field.text()).translate({0x66C: None, 0x66B: ".", 0x2C: None, 0x20: None})
        found, is_wrong = None, False
        if written:
            try:
                found = abs(money.parse(written))
            except money.NotMoney:
                is_wrong = True
        if bool(field.property("wrong")) != is_wrong:
            field.setProperty("wrong", is_wrong)
            field.setAccessibleDescription(self.tr("This is not an amount.") if is_wrong else "")
            restyle(field)
        return found

    @Slot()
    def _tell(self) -> None:
        self._typing.stop()
        now = self.filter
        self.clear.setVisible(now.narrows)
        if now != self._told:
            self._told = now
            self.changed.emit(now)

    @Slot(bool)
    def _show_more(self, shown: bool) -> None:
        for field in (self.least, self.most, self.order):
            field.setVisible(shown)
        self.clear.setVisible(self.filter.narrows)

    @Slot()
    def _ask_order(self) -> None:
        self.order_asked.emit(_ORDERS[self.order.currentData()])
