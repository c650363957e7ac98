"""A table without boxes: rows told apart by hairlines, figures aligned, as wide as its place."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.scroll_bars import overlay_scroll_bars

_ROW = 40
_LEAST = 120
_OTHER_WIDTHS = (QEvent.Type.StyleChange, QEvent.Type.FontChange)


class PlainTable(QTableView):
    """Read-only, one row selected at a time; `stretch` is the column that takes what room is left.

    `yielding` are columns of words that are cut first where room runs out.
    """

    def __init__(
        self,
        model: QAbstractItemModel,
        stretch: int,
        parent: QWidget | None = None,
        *,
        yielding: Sequence[int] = (),
    ) -> None:
        super().__init__(parent)
        overlay_scroll_bars(self)
        self.setModel(model)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        # or else each look at a column's width asks a thousand rows that nobody sees
        self.horizontalHeader().setResizeContentsPrecision(0)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(False)
        heading.setMinimumSectionSize(72)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._stretch = stretch
        self._yielding = (*yielding, stretch) if stretch not in yielding else tuple(yielding)
        self._size_rows()
        self._measured: tuple[int, int, list[int]] | None = None
        for changed in (model.modelReset, model.rowsInserted, model.dataChanged, model.headerDataChanged):
            changed.connect(self._measure_again)

    def let_sort(self) -> None:
        """Let the headings be pressed to sort; at first the newest stand first."""
        heading = self.horizontalHeader()
        heading.setSectionsClickable(True)
        heading.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Give the stretching column what room is left; too little cuts words, figures and headings never.

        A table that is not shown waits until it is.
        """
        if not self.isVisible():
            return
        heading = self.horizontalHeader()
        widths = self._widths()
        # as wide as the viewport, which PySide would make all its classes of widgets for
        room, least = heading.width(), theme.current().px(_LEAST)
        for column in sorted(self._yielding, key=lambda at: -widths[at]):
            over = sum(widths) - room
            floor = min(widths[column], max(least, heading.sectionSizeHint(column)))
            widths[column] = max(widths[column] - max(over, 0), floor)
        widths[self._stretch] += max(room - sum(widths), 0)
        for column, width in enumerate(widths):
            if heading.sectionSize(column) != width:
                heading.resizeSection(column, width)

    def _widths(self) -> list[int]:
        """What the headings and the rows in view need: measured once, though a table is resized twice to be shown."""
        height, offset = self.height(), self.verticalOffset()
        if self._measured is None or self._measured[:2] != (height, offset):
            heading, columns = self.horizontalHeader(), range(self.model().columnCount())
            widths = [max(self.sizeHintForColumn(at), heading.sectionSizeHint(at)) for at in columns]
            self._measured = height, offset, widths
        return list(self._measured[2])

    @Slot()
    def _measure_again(self) -> None:
        self._measured = None
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _OTHER_WIDTHS:
            self._size_rows()
            self._measure_again()

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.current().px(_ROW))
