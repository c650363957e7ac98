"""What narrows a statement: words, kind and time at hand, the rest behind "More"; all reached by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.money.statement import Order, StatementFilter
from desktop.ui.kit import icons, theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.combo import Combo
from desktop.ui.kit.text_field import TextField
from desktop.ui.kit.translated import Translated
from desktop.ui.language.formats import Formats
from desktop.ui.money.transaction_cells import kind_word
from desktop.ui.wallets.advanced_filters import StatementMore

_TYPING_MS = 150
_TIGHT = 620
# row, column and width in columns of each field, by the number of rows
_PLACES = {
    1: ((0, 0, 1), (0, 1, 1), (0, 2, 1), (0, 3, 1)),
    2: ((0, 0, 3), (1, 0, 1), (1, 1, 1), (1, 2, 1)),
    3: ((0, 0, 2), (1, 0, 1), (1, 1, 1), (2, 0, 1)),
    4: ((0, 0, 2), (1, 0, 2), (2, 0, 2), (3, 0, 1)),
}


class StatementFilters(Translated, QWidget):
    """`changed` carries a `StatementFilter` of every wallet, `order_asked` an `Order`. Esc clears."""

    changed = Signal(object)
    order_asked = Signal(object)

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._emitted = StatementFilter()
        self._kinds: Sequence[str] = ()
        self.text = TextField()
        self.text.addAction(icons.icon("search", "text_secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.kind, self.period = Combo(), Combo()
        self.more_shown = Button(icon="sliders-horizontal", kind="quiet")
        self.more_shown.setCheckable(True)
        self.more = StatementMore(formats)
        self.more.hide()
        for name, field in zip(("text", "kind", "period", "more"), self._fields, strict=True):
            field.setObjectName(f"wallets.filter.{name}")
        for control in (*self._fields, *self.more.fields):
            control.installEventFilter(self)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE_2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE_2)
        whole.addLayout(self._grid)
        whole.addWidget(self.more)
        self._rows = 0
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._connect()
        self._arrange()

    @property
    def _fields(self) -> Sequence[QWidget]:
        return self.text, self.kind, self.period, self.more_shown

    def _connect(self) -> None:
        self.text.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._emit_changed)
        self.kind.activated.connect(self._emit_changed)
        self.period.activated.connect(self._emit_changed)
        self.more.changed.connect(self._emit_changed)
        self.more.order_asked.connect(self.order_asked)
        self.more_shown.toggled.connect(self.more.setVisible)

    @property
    def filter(self) -> StatementFilter:
        """What is asked for."""
        days = self.period.currentData() or 0
        at_hand = StatementFilter(
            text=self.text.text().strip(),
            kind=self.kind.currentData() or "",
            from_ms=self._midnight_ms(days) if days else None,
        )
        return self.more.add_to(at_hand)

    @Slot()
    def take_off(self) -> None:
        """Take every filter off, at once."""
        self.text.clear()
        self.kind.setCurrentIndex(0)
        self.period.setCurrentIndex(0)
        self.more.take_off()
        self._emit_changed()

    def show_order(self, order: Order) -> None:
        """Say how the rows are sorted now."""
        self.more.show_order(order)

    def show_kinds(self, kinds: Sequence[str]) -> None:
        """Offer these kinds of bookings."""
        if tuple(kinds) != tuple(self._kinds):
            self._kinds = kinds
            self._fill_kinds()

    def retranslate(self) -> None:
        """Write everything for the reader; what was chosen stays."""
        self.text.setPlaceholderText(self.tr("Search in transactions"))
        self.text.setAccessibleName(self.text.placeholderText())
        self.kind.setAccessibleName(self.tr("Kind"))
        self.period.setAccessibleName(self.tr("Time"))
        self.more_shown.setText(self.tr("More"))
        self.more_shown.setAccessibleName(self.tr("More filters and the order"))
        days = [(self.tr("Last %Ln day(s)", None, count), count) for count in (7, 30, 90, 365)]
        _fill(self.period, [(self.tr("Any time"), 0), *days])
        self._fill_kinds()

    def _fill_kinds(self) -> None:
        _fill(self.kind, [(self.tr("All kinds"), ""), *((kind_word(kind), kind) for kind in self._kinds)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Room for the widest field: in less than all need, they are laid out in more rows."""
        widest = max(field.minimumSizeHint().width() for field in self._fields)
        return QSize(widest, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in any of the fields takes all filters off."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.take_off()
            return True
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        """All in a row, or the words above the rest, or as many rows as large text needs."""
        width = self.width()
        beside = [field.sizeHint().width() for field in self._fields[1:]]
        if width >= theme.current().px(_TIGHT):
            rows = 1
        elif width >= sum(beside) + 2 * theme.SPACE_2:
            rows = 2
        else:
            # columns are equally wide
            rows = 3 if width >= 2 * max(beside[:2]) + theme.SPACE_2 else 4
        if rows == self._rows:
            return
        self._rows = rows
        for field, (row, column, span) in zip(self._fields, _PLACES[rows], strict=True):
            self._grid.addWidget(field, row, column, 1, span)
        for column, share in enumerate((3, 2, 2, 0) if rows == 1 else (1, 1, 0, 0)):
            self._grid.setColumnStretch(column, share)

    def _midnight_ms(self, days: int) -> int:
        zone = self._formats.moment(0).timeZone()
        return self._formats.today().addDays(1 - days).startOfDay(zone).toMSecsSinceEpoch()

    @Slot()
    def _emit_changed(self) -> None:
        self._typing.stop()
        now = self.filter
        if now != self._emitted:
            self._emitted = now
            self.changed.emit(now)


def _fill(combo: Combo, items: Sequence[tuple[str, object]]) -> None:
    chosen = combo.currentData()
    combo.clear()
    for words, data in items:
        combo.addItem(words, data)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
