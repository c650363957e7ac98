"""A field for a day: typed in the reader's calendar and any digits, or picked from a sheet."""

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import IconButton
from desktop.ui.kit.labels import restyle
from desktop.ui.kit.month_sheet import MonthSheet
from desktop.ui.kit.text_field import TextField
from desktop.ui.language.formats import Formats, tip

_OPENING = frozenset({Qt.Key.Key_Down, Qt.Key.Key_F4})


class DateField(QWidget):
    """`date` is None while there is none; `changed` says that it is another, `judged` whether what stands is a day."""

    changed = Signal()
    judged = Signal()

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._date: QDate | None = None
        self._sheet: MonthSheet | None = None
        self.edit = TextField()
        self.edit.setProperty("role", "day")
        self.edit.installEventFilter(self)
        self.button = IconButton("calendar", color="text_secondary")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.edit, 1)
        box.addWidget(self.button)
        self.edit.textChanged.connect(self._read)
        self.edit.editingFinished.connect(self._judge)
        self.button.clicked.connect(self.open_sheet)

    @property
    def date(self) -> QDate | None:
        """The day that stands in the field."""
        return self._date

    @property
    def is_wrong(self) -> bool:
        """Whether the person has left something in it that is no day."""
        return bool(self.edit.property("wrong") == "true")

    def set_date(self, date: QDate | None) -> None:
        """Put a day, or nothing, into the field; tells nobody."""
        self._date = date
        self.edit.blockSignals(True)
        self.edit.setText(self._formats.written(date) if date is not None else "")
        self.edit.blockSignals(False)
        self._mark(wrong=False)

    def set_words(self, name: str, spoken: str, hint: str) -> None:
        """Set placeholder, accessible name and hint, and write its day in the calendar and digits now in force."""
        self.edit.setPlaceholderText(name)
        self.edit.setAccessibleName(spoken)
        self.edit.setToolTip(tip(hint))
        self.edit.setAccessibleDescription(hint)
        self.button.set_name(self.tr("Choose a day: {field}").format(field=spoken))
        if self._date is not None:
            self.set_date(self._date)

    def open_sheet(self) -> None:
        """Show the month to pick from, under the field."""
        if self._sheet is None:
            self._sheet = MonthSheet(self._formats, self)
            self._sheet.chosen.connect(self._pick)
        sheet = self._sheet
        sheet.setLayoutDirection(self.layoutDirection())
        sheet.show_month(self._date)
        sheet.adjustSize()
        sheet.move(self._place_of(sheet))
        sheet.show()
        sheet.take_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down opens the sheet."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _OPENING:
            self.open_sheet()
            return True
        return super().eventFilter(watched, event)

    def _place_of(self, sheet: QWidget) -> QPoint:
        under = QRect(self.mapToGlobal(QPoint(0, self.height() + theme.SPACE_1)), sheet.size())
        if self.isRightToLeft():
            under.moveRight(self.mapToGlobal(QPoint(self.width(), 0)).x() - 1)
        screen = self.screen().availableGeometry()
        under.moveLeft(max(screen.left(), min(under.left(), screen.right() - under.width() + 1)))
        if under.bottom() > screen.bottom():
            under.moveBottom(self.mapToGlobal(QPoint(0, -theme.SPACE_1)).y())
        return under.topLeft()

    def _pick(self, date: QDate) -> None:
        is_other = date != self._date
        self.set_date(date)
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)
        self.judged.emit()
        if is_other:
            self.changed.emit()

    def _read(self, text: str) -> None:
        before, self._date = self._date, self._formats.calendar.read(text, self._formats.today())
        if self._date is not None or not text.strip():
            self._mark(wrong=False)
            self.judged.emit()
        if self._date != before:
            self.changed.emit()

    def _judge(self) -> None:
        if self._date is not None:
            self.set_date(self._date)
        else:
            self._mark(wrong=bool(self.edit.text().strip()))
        self.judged.emit()

    def _mark(self, *, wrong: bool) -> None:
        if wrong is not self.is_wrong:
            self.edit.setProperty("wrong", "true" if wrong else "false")
            restyle(self.edit)
