"""The command palette: type a few letters of a page, an action or a ticket, and press Enter."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.domain.language.normalisation import fold
from desktop.ui.kit import theme
from desktop.ui.kit.dialog import Dialog
from desktop.ui.kit.labels import Label
from desktop.ui.kit.row_ground import paint_row_ground
from desktop.ui.kit.scroll_bars import overlay_scroll_bars
from desktop.ui.kit.text_field import TextField
from desktop.ui.language.formats import ltr
from desktop.values import dataclass

Index = QModelIndex | QPersistentModelIndex
HINT = Qt.ItemDataRole.UserRole
_WIDTH, _ROW, _ROWS, _FIELD = 560, 40, 8, 60
_AROUND_LIST = 128
"""Margins of the dialog and around it, so that only the list scrolls."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: -_ROWS}


@dataclass(frozen=True)
class Entry:
    """One line: what it is called, what stands small at its end (a key, a ticket's number), and what it does."""

    words: str
    hint: str
    run: Callable[[], object]


Find = Callable[[str, Callable[[Sequence[Entry]], object]], object]
"""Looks for tickets with these words, in the background, and hands over their entries in the window's thread."""


class Palette(Dialog):
    """Commands first, then tickets. Arrows choose while the letters go on into the field; Enter runs and closes."""

    def __init__(self, commands: Sequence[Entry], find: Find, parent: QWidget) -> None:
        super().__init__(parent, width=_WIDTH)
        self.setObjectName("palette")
        self._commands = commands
        self._find = find
        self._model = _Entries(self)
        self.field = _Field()
        self.field.setObjectName("palette.field")
        words = QCoreApplication.translate("Palette", "Go to a page, do something, find a ticket")
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        self.setAccessibleName(words)
        self.list = QListView()
        self.list.setObjectName("palette.list")
        overlay_scroll_bars(self.list)
        self.list.setAccessibleName(QCoreApplication.translate("Palette", "What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = theme.current().px(_ROW)
        room = parent.window().height() - _AROUND_LIST - theme.current().px(_FIELD)
        self.list.setFixedHeight(row * max(min(_ROWS, room // row), 1))
        self.nothing = Label(QCoreApplication.translate("Palette", "Nothing has these words."), "secondary")
        for widget in (self.field, self.list, self.nothing):
            self.body.addWidget(widget)
        self.field.textChanged.connect(self._look_up)
        self.field.stepped.connect(self._step)
        self.field.returnPressed.connect(self._enter)
        self.list.clicked.connect(self._run)
        self._look_up("")

    @Slot(int)
    def _step(self, step: int) -> None:
        self._choose(min(max(self.list.currentIndex().row() + step, 0), self._model.rowCount() - 1))

    @Slot()
    def _enter(self) -> None:
        self._run(self.list.currentIndex())

    @Slot(str)
    def _look_up(self, words: str) -> None:
        wanted = fold(words).split()
        self._show([entry for entry in self._commands if all(word in fold(entry.words) for word in wanted)])
        if wanted:
            self._find(words.strip(), lambda tickets: self._add(words, tickets))

    def _add(self, words: str, tickets: Sequence[Entry]) -> None:
        # the answer to an older text is not shown under a newer one
        if words == self.field.text():
            self._show([*self._model.entries, *tickets])

    def _show(self, entries: Sequence[Entry]) -> None:
        at = max(self.list.currentIndex().row(), 0) if len(entries) > len(self._model.entries) else 0
        self._model.show(entries)
        self.nothing.setVisible(not entries)
        self._choose(at)

    def _choose(self, row: int) -> None:
        index = self._model.index(row, 0)
        self.list.setCurrentIndex(index)
        # a screen reader stays with the field: it says there what Enter would do
        self.field.setAccessibleDescription(str(index.data() or ""))

    @Slot(QModelIndex)
    def _run(self, index: QModelIndex) -> None:
        if index.isValid():
            entry = self._model.entries[index.row()]
            self.accept()
            entry.run()


class _Field(TextField):
    """Arrows are for the list. Signals: `stepped(int)`, the number of lines to go down."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.words} {entry.hint}".strip()
        return {Qt.ItemDataRole.DisplayRole: entry.words, HINT: entry.hint}.get(Qt.ItemDataRole(role))


class _Rows(QStyledItemDelegate):
    """The words at the reading end, the hint small at the other."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.current().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = theme.current()
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = paint_row_ground(painter, rect, option.state, 1)
        inside = rect.adjusted(theme.SPACE_3, 0, -theme.SPACE_3, 0)
        direction: Qt.LayoutDirection = option.direction
        end = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignVCenter
        start = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        hint = str(index.data(HINT) or "")
        painter.setFont(now.font("caption"))
        painter.setPen(now.color("on_selection" if is_chosen else "text_secondary"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignAbsolute | end, hint)
        room = inside.width() - (painter.fontMetrics().horizontalAdvance(hint) + theme.SPACE_3 if hint else 0)
        painter.setFont(now.font())
        painter.setPen(now.color("on_selection" if is_chosen else "text"))
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, Qt.AlignmentFlag.AlignAbsolute | start, words)
        painter.restore()


def entry_of(words: str, key: str, run: Callable[[], object]) -> Entry:
    """The entry of a command."""
    return Entry(words, ltr(key) if key else "", run)


def ticket_entry(subject: str, number: str, run: Callable[[], object]) -> Entry:
    """The entry of a ticket, with its subject as it is shown."""
    return Entry(subject, ltr(f"#{number}") if number else "", run)
