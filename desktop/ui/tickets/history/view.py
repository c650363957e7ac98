"""The history list: one column, painted rows, and a selection that only the person changes."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.domain.tickets import RowKey
from desktop.ui.kit.scroll_bars import overlay_scroll_bars
from desktop.ui.kit.translated import Translated
from desktop.ui.session import Session
from desktop.ui.tickets.history.delegate import LAID_OUT, RowDelegate, row_height
from desktop.ui.tickets.history.model import HistoryModel

AFTER_ARROW_MS = 150
"""A person who holds an arrow key down passes tickets without opening, and so reading, each of them."""
AGAIN_MS = 60_000


class RowsAhead(QObject):
    """Reads and lays out, between two frames, the rows that a further step of scrolling would show."""

    def __init__(self, view: QTableView, rows: HistoryModel, delegate: RowDelegate) -> None:
        super().__init__(view)
        self._view = view
        self._rows = rows
        self._delegate = delegate
        self._top = 0
        self._places = iter(range(0))
        # one row at a time, so that no key and no frame waits for them
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._prepare)
        view.verticalScrollBar().valueChanged.connect(self._expect)

    @property
    def is_preparing(self) -> bool:
        """Whether there are more of them."""
        return self._timer.isActive()

    def _expect(self, top: int) -> None:
        next_top, self._top = 2 * top - self._top, top
        height = row_height()
        first = max(0, next_top // height)
        past = min(self._rows.rowCount(), (next_top + self._view.viewport().height()) // height + 1)
        self._places = iter(range(first, min(past, first + LAID_OUT // 2)))
        self._timer.start()

    def _prepare(self) -> None:
        place = next(self._places, -1)
        if place < 0 or place >= self._rows.rowCount():
            self._timer.stop()
        elif (row := self._rows.row_at(place)) is not None:
            view = self._view
            self._delegate.prepare(
                row, view.columnWidth(0), view.rowHeight(place), view.layoutDirection(), self._rows.words
            )


class HistoryView(Translated, QTableView):
    """A QTableView, because a QListView asks every row for its index.

    Signals: `opened` (`RowKey`) a row was chosen; `menu_asked` (`RowKey`, `QPoint` on the screen) its context menu is
    wanted; `edit_asked` and `discard_asked` (`RowKey`) F2 or Delete was pressed on it; `reply_asked` (`RowKey`) Enter
    was, after `opened`.
    """

    opened = Signal(object)
    menu_asked = Signal(object, object)
    edit_asked = Signal(object)
    discard_asked = Signal(object)
    reply_asked = Signal(object)

    def __init__(
        self, session: Session, model: HistoryModel, parent: QWidget | None = None, *, opens_by_arrow: bool = True
    ) -> None:
        super().__init__(parent)
        overlay_scroll_bars(self)
        self._opens_by_arrow = opens_by_arrow
        self.setObjectName("history.list")
        self.setProperty("role", "rows")
        self._rows = model
        self._chosen: RowKey | None = None
        self._is_followed = False
        self._delegate = RowDelegate(session, self)
        self._settle = QTimer(self, singleShot=True, interval=AFTER_ARROW_MS)
        self._settle.timeout.connect(self._open_current)
        # "5 min" grows old by itself
        self.rows_ahead = RowsAhead(self, model, self._delegate)
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self.viewport().update)
        self._set_up()
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        model.arranged.connect(self._mark_chosen)

    @property
    def chosen(self) -> RowKey | None:
        """The row that is open."""
        return self._chosen

    def choose(self, key: RowKey | None) -> None:
        """Mark a row as the open one, whether or not it is in the list now."""
        self._chosen = key
        self.follow()
        self._mark_chosen()

    def follow(self) -> None:
        """Bring the open row into view when it next appears or moves."""
        self._is_followed = True

    def retranslate(self) -> None:
        """Read every row again; whoever shows the list sets its accessible name."""
        self._delegate.forget()
        self.verticalHeader().setDefaultSectionSize(row_height())
        self._rows.retranslate()

    def apply_theme(self) -> None:
        self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move and open after a moment; Space opens at once, and Enter to write a reply."""
        self._show_focus(True)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open_current(again=True)
            if event.key() != Qt.Key.Key_Space and self._chosen is not None:
                self.reply_asked.emit(self._chosen)
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        asked = {Qt.Key.Key_F2: self.edit_asked, Qt.Key.Key_Delete: self.discard_asked}.get(Qt.Key(event.key()))
        if asked is not None:
            if (key := self._current_key()) is not None:
                asked.emit(key)
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self._opens_by_arrow and self.currentIndex() != before:
            self._settle.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        self._show_focus(False)
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self._open_current(again=True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse for the row under it, by the keyboard for the current one."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_asked.emit(self._rows.key(index.row()), place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard finds a row to stand on."""
        self._show_focus(event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason))
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.selectionModel().setCurrentIndex(self._rows.index(0, 0), self.selectionModel().SelectionFlag.NoUpdate)

    def rowsAboutToBeRemoved(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        """A row that goes away opens none of its neighbours."""
        self._settle.stop()
        super().rowsAboutToBeRemoved(parent, start, end)

    def showEvent(self, event: QShowEvent) -> None:
        """Text size may have changed out of sight."""
        super().showEvent(event)
        self.verticalHeader().setDefaultSectionSize(row_height())

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Take the model and start telling time."""
        super().setModel(model)
        self._again.start()

    def _set_up(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        header = self.verticalHeader()
        header.hide()
        header.setMinimumSectionSize(1)
        header.setDefaultSectionSize(row_height())
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _open_current(self, *, again: bool = False) -> None:
        self._settle.stop()
        index = self.currentIndex()
        if not index.isValid():
            return
        key = self._rows.key(index.row())
        if again or key != self._chosen:
            self._chosen = key
            self._mark_chosen()
            self.opened.emit(key)

    def _current_key(self) -> RowKey | None:
        index = self.currentIndex()
        return self._rows.key(index.row()) if index.isValid() else None

    def _mark_chosen(self) -> None:
        selection = self.selectionModel()
        index = self._rows.index_of(self._chosen) if self._chosen is not None else QModelIndex()
        if index.isValid():
            if not selection.isSelected(index) or self.currentIndex() != index:
                selection.setCurrentIndex(index, selection.SelectionFlag.ClearAndSelect)
            if self._is_followed:
                self._is_followed = False
                self.scrollTo(index)
        else:
            selection.clearSelection()

    def _show_focus(self, shown: bool) -> None:
        if self._delegate.shows_focus != shown:
            self._delegate.shows_focus = shown
            self.viewport().update()
