"""The shape of a message: headings above it, who wrote it and when, initials beside it, the bubble, what is below."""

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.tickets import Side
from desktop.ui.kit import theme
from desktop.ui.kit.labels import Label
from desktop.ui.tickets.thread.bubble import Bubble
from desktop.ui.tickets.thread.day_pill import DayPill, NewLine
from desktop.ui.tickets.thread.grouping import Placing
from desktop.ui.tickets.thread.initials import GAP, SIZE, paint_initials
from desktop.ui.tickets.thread.lazy_parts import LazyParts
from desktop.ui.tickets.thread.reading_column import BUBBLE

FAR_SIDE = 48


class MessageFrame(QWidget):
    """Own messages stand at the reading end, tinted; support's at the start, plain, with initials, name and role.

    A subclass fills `inside`, `files` below it, and `outside`, in which the bubble follows one layout.

    Signals: `layout_changed` says that it may need another height.
    """

    layout_changed = Signal()

    def __init__(self, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self._side = side
        self._placing = Placing()
        self._initials_of = ""
        self._author = Label(role="strong")
        self._time = Label(role="caption")
        self._bubble = Bubble(side)
        # nested before they are filled: Qt for Python keeps objects of the others' items
        self._outer, self._row, self._outside_column = QVBoxLayout(self), QHBoxLayout(), QVBoxLayout()
        self._outer.addLayout(self._row)
        if side is Side.OWN:
            self._row.addStretch(1)
        self._row.addLayout(self._outside_column)
        if side is Side.SUPPORT:
            self._row.addStretch(1)
        head = QHBoxLayout()
        self._outside_column.addLayout(head)
        self._inside_column, self._files_column = QVBoxLayout(self._bubble), QVBoxLayout()
        self._inside_column.addLayout(self._files_column)
        self._outer.setSpacing(theme.SPACE_2)
        self._row.setSpacing(0)
        self._inside_column.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_4, theme.SPACE_2)
        for column in (self._outside_column, self._inside_column, self._files_column):
            column.setSpacing(theme.SPACE_1)
        head.setSpacing(theme.SPACE_2)
        if side is Side.OWN:
            head.addStretch(1)
        head.addWidget(self._author)
        head.addWidget(self._time)
        if side is Side.SUPPORT:
            head.addStretch(1)
        self._headings = LazyParts(
            self._outer, {"day": DayPill, "new": NewLine}, below=lambda: (self._author, self._time, self._bubble)
        )
        self._show_head()

    def show_placing(self, placing: Placing) -> None:
        """Show what its neighbours ask for."""
        if placing != self._placing:
            self._placing = placing
            self._headings.show_words("day", placing.day)
            self._headings.show_words("new", placing.new)
            self._show_head()
            self.update()

    def fit(self, width: int) -> None:
        """Keep the bubble within its measure in a column of that width."""
        beside = theme.current().px(SIZE) + GAP if self._side is Side.SUPPORT else 0
        far = max(FAR_SIDE, width - beside - theme.current().px(BUBBLE))
        at_start = (self._side is Side.SUPPORT) != self.isRightToLeft()
        margins = (beside, 0, far, 0) if at_start else (far, 0, beside, 0)
        now = self._row.contentsMargins()
        if (now.left(), now.right()) != (margins[0], margins[2]):
            self._row.setContentsMargins(*margins)

    def height_at(self, width: int) -> int:
        """Its height at that width."""
        return max(self.heightForWidth(width), self.minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Report every change that may change the height."""
        is_layout = event.type() == QEvent.Type.LayoutRequest
        done = super().event(event)
        if is_layout:
            self.layout_changed.emit()
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the initials: a widget for them would cost every message one."""
        if self._placing.starts_group and self._initials_of:
            size = theme.current().px(SIZE)
            left = self.width() - size if self.isRightToLeft() else 0
            paint_initials(QPainter(self), QRect(left, self._author.y(), size, size), self._initials_of)

    def _show_head(self) -> None:
        starts = self._placing.starts_group
        self._outer.setContentsMargins(0, theme.SPACE_3 if starts else 0, 0, 0)
        self._time.setVisible(starts)
        self._author.setVisible(starts and self._side is Side.SUPPORT)
