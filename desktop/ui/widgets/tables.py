"""A table without boxes: rows told apart by hairlines, figures aligned, as wide as its place."""

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ui import theme

_ROW = 40
_LEAST = 120


class PlainTable(QTableView):
    """Read-only, one row selected at a time; `stretch` is the column that takes what room is left."""

    def __init__(self, model: QAbstractItemModel, stretch: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(False)
        heading.setMinimumSectionSize(72)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # or else Qt asks a thousand rows that nobody sees how wide they are
        heading.setResizeContentsPrecision(0)
        self._stretch = stretch
        self._size_rows()
        model.modelReset.connect(self.fit)
        model.rowsInserted.connect(self.fit)
        model.dataChanged.connect(self.fit)

    def let_sort(self) -> None:
        """Let the headings be pressed to sort; at first the newest stand first."""
        heading = self.horizontalHeader()
        heading.setSectionsClickable(True)
        heading.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Give the stretching column what room is left, or let the table scroll where there is too little."""
        heading = self.horizontalHeader()
        columns = range(self.model().columnCount())
        wanted = [max(self.sizeHintForColumn(at), heading.sectionSizeHint(at)) for at in columns]
        spare = max(wanted[self._stretch] - theme.current().px(_LEAST), 0)
        fits = sum(wanted) - spare <= self.viewport().width()
        mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.ResizeToContents
        if heading.sectionResizeMode(self._stretch) is not mode:
            heading.setSectionResizeMode(self._stretch, mode)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._size_rows()

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.current().px(_ROW))
