"""One month as a sheet of days, in the reader's calendar, week, digits and direction."""

from functools import partial

from PySide6.QtCore import QDate, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, IconButton
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.language.formats import Formats

_DAYS, _WEEKS = 7, 6
_CELL = 36
_RING = 2
_KEYS = Qt.Key
_STEPS = {_KEYS.Key_Up: -_DAYS, _KEYS.Key_Down: _DAYS}
_MOVING = frozenset({*_STEPS, _KEYS.Key_Left, _KEYS.Key_Right, _KEYS.Key_PageUp, _KEYS.Key_PageDown, _KEYS.Key_Home,
                     _KEYS.Key_End, _KEYS.Key_Return, _KEYS.Key_Enter})  # fmt: skip


class DayButton(QAbstractButton):
    """One day: another month's is faint, a day of rest has its own colour, today a ring, the chosen one a ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.is_outside = self.is_rest = self.is_today = False

    def sizeHint(self) -> QSize:
        edge = theme.current().px(_CELL)
        return QSize(edge, edge)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The sheet moves from day to day, this only lets itself be pressed."""
        if event.key() in _MOVING:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(look.color("accent" if self.isChecked() else "hover"))
            painter.drawRoundedRect(box, theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.is_today and not self.isChecked():
            painter.setPen(QPen(look.color("field_border"), 1))
            painter.drawRoundedRect(box, theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
        if self.hasFocus():
            painter.setPen(QPen(look.color("focus"), _RING))
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
        painter.setFont(look.font(medium=self.is_today or self.isChecked()))
        painter.setPen(look.color(self._ink()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _ink(self) -> str:
        if self.isChecked():
            return "on_accent"
        if self.is_outside:
            return "text_disabled"
        return "danger_text" if self.is_rest else "text"


class MonthSheet(Translated, QFrame):
    """A pop-up; `chosen` carries the day. Arrows go by days and weeks, Page Up and Down by months, Esc closes."""

    chosen = Signal(QDate)

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "sheet")
        self._formats = formats
        self._date = formats.today()
        self._picked: QDate | None = None
        self._before, self._after = IconButton("chevron-left"), IconButton("chevron-right")
        self._title = Label(role="row")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._heads = [Label(role="caption") for _ in range(_DAYS)]
        self._days = [DayButton(self) for _ in range(_DAYS * _WEEKS)]
        self._today = Button(kind="link")
        self._lay_out()
        self._before.clicked.connect(partial(self._turn, -1))
        self._after.clicked.connect(partial(self._turn, 1))
        self._today.clicked.connect(lambda: self._choose(self._formats.today()))
        for place, day in enumerate(self._days):
            day.clicked.connect(partial(self._press, place))

    def show_month(self, date: QDate | None) -> None:
        """Show the month of a chosen day, or this month."""
        self._picked = date
        self._date = date or self._formats.today()
        self._before.set_name(self.tr("Previous month"))
        self._after.set_name(self.tr("Next month"))
        self._today.setText(self.tr("Today"))
        for label, (short, full) in zip(self._heads, self._formats.calendar.weekdays(), strict=True):
            label.setText(short)
            label.setAccessibleName(full)
        self._show()

    def take_focus(self) -> None:
        """Put the keyboard on the day that is shown."""
        self._button(self._date).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, calendar = event.key(), self._formats.calendar
        if key in (_KEYS.Key_Return, _KEYS.Key_Enter):
            self._choose(self._date)
        elif key in (_KEYS.Key_PageUp, _KEYS.Key_PageDown):
            self._move(calendar.add_months(self._date, -1 if key == _KEYS.Key_PageUp else 1))
        elif key in (_KEYS.Key_Home, _KEYS.Key_End):
            day = calendar.parts(self._date)[2]
            last = calendar.days_in_month(self._date)
            self._move(self._date.addDays((1 if key == _KEYS.Key_Home else last) - day))
        elif key in (_KEYS.Key_Left, _KEYS.Key_Right):
            forward = (key == _KEYS.Key_Right) is not self.isRightToLeft()
            self._move(self._date.addDays(1 if forward else -1))
        elif key in _STEPS:
            self._move(self._date.addDays(_STEPS[_KEYS(key)]))
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Close: `show_month` writes everything in the language and calendar then in force."""
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        grid = QGridLayout()
        grid.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
        box.setSpacing(theme.SPACE_1)
        box.addLayout(head)
        head.addWidget(self._before)
        head.addWidget(self._title, 1)
        head.addWidget(self._after)
        box.addLayout(grid)
        for column, label in enumerate(self._heads):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(label, 0, column)
        for place, day in enumerate(self._days):
            grid.addWidget(day, 1 + place // _DAYS, place % _DAYS)
        box.addWidget(self._today, 0, Qt.AlignmentFlag.AlignHCenter)

    def _show(self) -> None:
        calendar, formats = self._formats.calendar, self._formats
        month, today = calendar.parts(self._date)[:2], formats.today()
        self._title.setText(formats.digits(calendar.month_title(self._date)))
        for day, date in zip(self._days, calendar.sheet(self._date), strict=True):
            day.setText(formats.digits(str(calendar.parts(date)[2])))
            day.is_outside = calendar.parts(date)[:2] != month
            day.is_rest, day.is_today = calendar.is_weekend(date), date == today
            day.setChecked(date == self._picked)
            # one stop of the Tab key for all of them
            is_stop = date == self._date
            day.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)
            words = f"{calendar.weekday(date)} {formats.written(date)}"
            day.setAccessibleName(self.tr("{day}, today").format(day=words) if day.is_today else words)
            day.update()

    def _button(self, date: QDate) -> DayButton:
        return self._days[self._formats.calendar.sheet(self._date).index(date)]

    def _turn(self, months: int) -> None:
        self._date = self._formats.calendar.add_months(self._date, months)
        self._show()

    def _move(self, date: QDate) -> None:
        self._date = date
        self._show()
        self.take_focus()

    def _press(self, place: int) -> None:
        self._choose(self._formats.calendar.sheet(self._date)[place])

    def _choose(self, date: QDate) -> None:
        self.hide()
        self.chosen.emit(date)
