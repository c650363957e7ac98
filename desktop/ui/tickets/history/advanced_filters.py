"""The filters behind "More": status, the time of the newest activity, and attachments."""

from dataclasses import replace

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from desktop.domain.filters import HistoryFilter
from desktop.ui.kit import theme
from desktop.ui.kit.combo import Combo
from desktop.ui.kit.date_field import DateField
from desktop.ui.kit.labels import Label
from desktop.ui.session import Session
from desktop.ui.tickets.ticket_texts import status_label


class MoreFilters(QWidget):
    """`changed` says that something else is asked for; days are the reader's own, from midnight to midnight."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.status = Combo()
        self.status.setObjectName("helpdesk.filter.status")
        self.first, self.last = DateField(session.formats), DateField(session.formats)
        self.first.edit.setObjectName("helpdesk.filter.from")
        self.last.edit.setObjectName("helpdesk.filter.to")
        self.attached = QCheckBox()
        self.attached.setObjectName("helpdesk.filter.attachment")
        self._problem = Label(role="error", wrap=True)
        self._problem.hide()
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE_2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE_1)
        box.addLayout(self._grid)
        box.addWidget(self._problem)
        self.arrange(is_tight=False)
        self.status.activated.connect(self.changed)
        self.attached.toggled.connect(self.changed)
        for field in (self.first, self.last):
            field.changed.connect(self.changed)
            field.judged.connect(self._show_problem)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """Whatever can have the keyboard."""
        fields = (self.first.edit, self.first.button, self.last.edit, self.last.button)
        return (self.status, *fields, self.attached)

    @property
    def days(self) -> tuple[QDate | None, QDate | None]:
        """The first and the last day that are asked for; two that were given the other way round are taken as meant."""
        first, last = self.first.date, self.last.date
        return (last, first) if first is not None and last is not None and last < first else (first, last)

    def add_to(self, filter: HistoryFilter) -> HistoryFilter:
        """`filter` with what is asked for here."""
        first, last = self.days
        return replace(
            filter,
            status=self.status.currentData() or "",
            since_ms=None if first is None else self._start_ms(first),
            until_ms=None if last is None else self._start_ms(last.addDays(1)),
            has_attachments=self.attached.isChecked(),
        )

    def show_filter(self, filter: HistoryFilter) -> None:
        """Ask for this instead; tells nobody."""
        formats = self._session.formats
        self.blockSignals(True)
        self.status.setCurrentIndex(max(0, self.status.findData(filter.status)))
        since_ms, until_ms = filter.since_ms, filter.until_ms
        self.first.set_date(None if since_ms is None else formats.moment(since_ms).date())
        self.last.set_date(None if until_ms is None else formats.moment(until_ms - 1).date())
        self.attached.setChecked(filter.has_attachments)
        self.blockSignals(False)
        self._show_problem()

    def arrange(self, *, is_tight: bool) -> None:
        """All on one line, or on two."""
        places = ((0, 0), (1, 0), (1, 1), (0, 1)) if is_tight else ((0, 0), (0, 1), (0, 2), (0, 3))
        for control, (row, column) in zip((self.status, self.first, self.last, self.attached), places, strict=True):
            self._grid.addWidget(control, row, column)
        for column, share in enumerate((1, 1, 0, 0) if is_tight else (1, 1, 1, 0)):
            self._grid.setColumnStretch(column, share)

    def retranslate(self) -> None:
        """Write everything for the reader; what was asked for stays."""
        info, formats = self._session.info, self._session.formats
        chosen = self.status.currentData() or ""
        self.status.setAccessibleName(self.tr("Status"))
        self.status.clear()
        self.status.addItem(self.tr("Any status"), "")
        for status in info.statuses:
            self.status.addItem(status_label(info, status.id, formats.language)[0], status.id)
        self.status.setCurrentIndex(max(0, self.status.findData(chosen)))
        self.attached.setText(self.tr("With attachments"))
        hint = self.tr("Type a day, such as {day}, or press the Down key to choose one.")
        hint = hint.format(day=formats.written(formats.today()))
        self.first.set_words(self.tr("From"), self.tr("From the day"), hint)
        self.last.set_words(self.tr("Until"), self.tr("Until the day"), hint)
        self._show_problem()

    def _start_ms(self, day: QDate) -> int:
        zone = self._session.formats.moment(0).timeZone()
        return day.startOfDay(zone).toMSecsSinceEpoch()

    def _show_problem(self) -> None:
        formats = self._session.formats
        words = self.tr("This is not a day. Write it like this: {day}")
        self._problem.setText(words.format(day=formats.written(formats.today())))
        self._problem.setVisible(self.first.is_wrong or self.last.is_wrong)
