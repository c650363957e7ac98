"""A table of transactions: states as pills, the row under the mouse is lit, rows can be copied, a menu on each."""

from functools import partial

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.key_names import ASK_KEYS
from desktop.ui.kit.menus import Menu
from desktop.ui.kit.state_pill import paint_pill, pill_size, transaction_pill
from desktop.ui.kit.tables import PlainTable
from desktop.ui.language.formats import Formats
from desktop.ui.money.transaction_cells import ACCOUNT, AMOUNT, METHOD, STATUS, copied, state_of, text
from desktop.ui.money.transaction_table import BookingTable
from desktop.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
_AIR = 11
"""Between a cell's edge and the pill in it, as before the words of headings and other cells."""


class TransactionView(PlainTable):
    """Shows a `BookingTable`. The status stands before the amount, where a narrow window does not cut it off.

    Ctrl+C copies the selected rows; the menu of a row also asks support about it.
    """

    def __init__(self, model: BookingTable, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(model, METHOD, parent, yielding=(ACCOUNT, METHOD))
        self._bookings = model
        self._session = session
        self._formats = session.formats
        self._lit = -1
        self._pills = _StatusCells(model, session.formats, self)
        self.setItemDelegateForColumn(STATUS, self._pills)
        self.horizontalHeader().moveSection(STATUS, AMOUNT)
        self.setMouseTracking(True)
        self.entered.connect(self._enter)
        self.viewportEntered.connect(self._leave)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._pop_up)

    @property
    def lit(self) -> int:
        """The row under the mouse, -1 for none."""
        return self._lit

    @Slot(QModelIndex)
    def _enter(self, index: QModelIndex) -> None:
        self._light(index.row())

    @Slot()
    def _leave(self) -> None:
        self._light(-1)

    def _light(self, row: int) -> None:
        if row != self._lit:
            self._lit = row
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self._light(-1)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if 0 <= self._lit < self._bookings.rowCount():
            # a plain `viewport()` makes PySide load every class of widget, so only once a mouse was here
            view = self.viewport()
            top, high = self.rowViewportPosition(self._lit), self.rowHeight(self._lit)
            QPainter(view).fillRect(QRect(0, top, view.width(), high - 1), theme.current().color("hover"))
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        else:
            super().keyPressEvent(event)

    def choose(self, index: QModelIndex) -> None:
        """Make the row of `index` the only selected one, or none if it is invalid."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    @Slot()
    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, a line each, with tabs between the cells as they are shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        heading = self.horizontalHeader()
        columns = [heading.logicalIndex(place) for place in range(heading.count())]
        found = [booking for row in rows if (booking := self._bookings.booking(row)) is not None]
        if found:
            lines = [copied(booking, columns, self._formats) for booking in found]
            QGuiApplication.clipboard().setText("\n".join(lines))

    @Slot(QPoint)
    def _pop_up(self, place: QPoint) -> None:
        """Offer what can be done with the row under the mouse, or with the current one if the keyboard asks."""
        index = self.indexAt(place)
        if not index.isValid():
            index = self.currentIndex()
            place = self.visualRect(index).center()
        booking = self._bookings.booking(index.row()) if index.isValid() else None
        if booking is None:
            return
        rows = len(self.selectionModel().selectedRows())
        menu = Menu(self)
        ask = menu.addAction(self.tr("Ask about this transaction"))
        ask.setShortcut(QKeySequence(ASK_KEYS))
        ask.triggered.connect(partial(self._session.navigator.ask_about, booking))
        menu.addSeparator()
        clipboard = QGuiApplication.clipboard()
        if booking.reference:
            reference = menu.addAction(self.tr("Copy the reference"))
            reference.triggered.connect(partial(clipboard.setText, booking.reference))
        copy = menu.addAction(self.tr("Copy %Ln row(s)", None, max(rows, 1)))
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(self.copy_rows)
        amount = menu.addAction(self.tr("Copy the amount"))
        amount.triggered.connect(partial(clipboard.setText, f"{booking.amount:f}"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.open_at(self.viewport().mapToGlobal(place))


class _StatusCells(QStyledItemDelegate):
    """Paints states as pills."""

    def __init__(self, model: BookingTable, formats: Formats, view: TransactionView) -> None:
        super().__init__(view)
        self._bookings, self._formats, self._view = model, formats, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = self._words(index)
        pill = pill_size(words) if words else QSize(0, 0)
        return QSize(pill.width() + 2 * _AIR, pill.height())

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        booking = self._bookings.booking(index.row())
        if booking is None or not (words := self._words(index)):
            return
        cell = self._view.visualRect(index).adjusted(_AIR, 0, -_AIR, 0)
        size = pill_size(words)
        box = QRect(0, 0, min(size.width(), cell.width()), size.height())
        # a cell's words stand above its hairline
        box.moveCenter(cell.center() - QPoint(0, 1))
        is_rtl = self._view.isRightToLeft()
        box.moveLeft(cell.left() + cell.width() - box.width() if is_rtl else cell.left())
        # not the option's state: it makes PySide load all enumerations of styles before the first picture
        is_selected = self._view.selectionModel().isSelected(index)
        kind = transaction_pill(state_of(booking))
        paint_pill(painter, box, kind, words, rtl=is_rtl, is_selected=is_selected)

    def _words(self, index: Index) -> str:
        booking = self._bookings.booking(index.row())
        return "" if booking is None else text(booking, STATUS, self._formats)
