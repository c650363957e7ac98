"""The day of what is at the top of a thread, which lies over it while it is scrolled."""

from PySide6.QtCore import Qt, QTimer, QVariantAnimation, Slot

from desktop.ui.kit import motion, theme
from desktop.ui.tickets.thread.column_groups import ColumnGroups
from desktop.ui.tickets.thread.day_pill import DayPill
from desktop.ui.tickets.thread.lazy_column import LazyColumn

REST_MS, FADE_MS = 1000, 200


class StickyDay(DayPill):
    """Lies over the thread: shown while that scrolls, faded away a second after. A screen reader has the headings."""

    def __init__(self, column: LazyColumn, groups: ColumnGroups) -> None:
        super().__init__(column)
        self._column = column
        self._groups = groups
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._fade)
        self._fading = QVariantAnimation(self)
        self._fading.setStartValue(1.0)
        self._fading.setEndValue(0.0)
        self._fading.setDuration(FADE_MS)
        self._fading.valueChanged.connect(self._set_opacity)
        self._fading.finished.connect(self.hide)
        self.hide()

    @Slot(int)
    def follow(self, top: int) -> None:
        """The view begins at that pixel of the column now."""
        self._fading.stop()
        self._rest.stop()
        self.opacity = 1.0
        height = self._column.viewport().height()
        words = self._groups.day_over(top, height) if self._fits(height) else ""
        self.setVisible(bool(words))
        if words:
            self.setText(words)
            size = self.sizeHint()
            left = (self._column.width() - size.width()) // 2
            self.setGeometry(left, theme.SPACE_2, size.width(), size.height())
            self.raise_()
            self.update()
            self._rest.start()

    def _fits(self, height: int) -> bool:
        """Whether a view of that height has room for more than this."""
        return 2 * (theme.SPACE_2 + self.sizeHint().height()) <= height

    @Slot()
    def _make_room(self) -> None:
        if self.isVisible() and not self._fits(self._column.viewport().height()):
            self.hide()

    def _fade(self) -> None:
        if motion.is_reduced():
            self.hide()
        else:
            self._fading.start()

    def _set_opacity(self, opacity: float) -> None:
        self.opacity = opacity
        self.update()
