"""The filters above the list, combined as one types; each that no field in sight shows has a chip to take it off."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.domain.tickets import RowKey
from desktop.store.changes import Changes, Kind
from desktop.ui.kit import icons, theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.combo import Combo
from desktop.ui.kit.key_names import SEARCH_KEYS, key_tip
from desktop.ui.kit.text_field import TextField
from desktop.ui.kit.translated import Translated
from desktop.ui.language.formats import isolate
from desktop.ui.session import Session
from desktop.ui.tickets.history.advanced_filters import MoreFilters
from desktop.ui.tickets.history.filter_chips import Chips
from desktop.ui.tickets.history.row_texts import only_words
from desktop.ui.tickets.ticket_texts import status_label

TIGHT = 640
"""Pixels at 100 % text under which the fields do not fit on one line."""

_LEAST, _LEAST_DEPARTMENT = 96, 150
_AIR = 36


class FilterBar(Translated, QWidget):
    """`changed` carries the `HistoryFilter`; `escaped` says that Esc found nothing to clear, `list_asked`
    that an arrow goes on from a line to the list.
    """

    changed = Signal(object)
    escaped = Signal()
    list_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._only: QuickFilter | None = None
        self._emitted = HistoryFilter()
        self.department = Combo()
        self.department.setObjectName("helpdesk.filter.department")
        self.content = TextField()
        self.content.setToolTip(key_tip(SEARCH_KEYS))
        self.content.setObjectName("helpdesk.filter.content")
        self.content.addAction(icons.icon("search", "text_secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.ticket_id = TextField()
        self.ticket_id.setObjectName("helpdesk.filter.ticket_id")
        self.more = Button("", "sliders-horizontal", "toggle")
        self.more.setObjectName("helpdesk.filter.more")
        self.more.setCheckable(True)
        self.rest = MoreFilters(session)
        self.rest.hide()
        self._chips = Chips()
        self._fields = QGridLayout()
        self._fields.setSpacing(theme.SPACE_2)
        for field in (self.department, self.content, self.ticket_id):
            field.setMinimumWidth(_LEAST)
        for control in (self.department, self.content, self.ticket_id, self.more, *self.rest.controls):
            control.installEventFilter(self)
        self._is_tight: bool | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE_2)
        box.addLayout(self._fields)
        self._arrange()
        box.addWidget(self.rest)
        box.addWidget(self._chips)
        self.department.activated.connect(self._emit_changed)
        self.content.textChanged.connect(self._emit_changed)
        self.ticket_id.textChanged.connect(self._emit_changed)
        self.rest.changed.connect(self._emit_changed)
        self.more.toggled.connect(self._open_rest)
        self._chips.removed.connect(self._take_off)
        session.signals.changed.connect(self._store_changed)

    @property
    def filter(self) -> HistoryFilter:
        """What is asked for."""
        here = HistoryFilter(
            department=self.department.currentData() or "",
            content=text if (text := self.content.text()).strip() else "",
            ticket_id=self.ticket_id.text().strip(),
            only=self._only,
        )
        return self.rest.add_to(here)

    def show_filter(self, filter: HistoryFilter) -> None:
        """Ask for this instead."""
        for field in (self.department, self.content, self.ticket_id):
            field.blockSignals(True)
        self._only = filter.only
        self.department.setCurrentIndex(max(0, self.department.findData(filter.department)))
        self.content.setText(filter.content)
        self.ticket_id.setText(filter.ticket_id)
        for field in (self.department, self.content, self.ticket_id):
            field.blockSignals(False)
        self.rest.show_filter(filter)
        self._emit_changed()

    def admit(self, key: RowKey, *, lasting: bool = False) -> None:
        """Take off what hides a row; `lasting` also what will hide it as soon as its state changes."""
        account = self._session.account
        if account is None or self.filter.is_empty:
            return
        for filter in (replace(self.filter, only=None) if lasting else self.filter, replace(self.filter, only=None)):
            if self._session.services.history.meets(account.id, filter, key):
                self.show_filter(filter)
                return
        self.clear()

    def clear(self) -> bool:
        """Take every filter off; whether there was one."""
        active = not self.filter.is_empty
        self.show_filter(HistoryFilter())
        return active

    def retranslate(self) -> None:
        """Write everything for the reader; what was typed stays."""
        self.content.setPlaceholderText(self.tr("Search in messages"))
        self.content.setAccessibleName(self.tr("Search in subjects and messages"))
        self.ticket_id.setPlaceholderText(self.tr("Ticket ID"))
        self.ticket_id.setAccessibleName(self.tr("Ticket ID"))
        self.department.setAccessibleName(self.tr("Department"))
        chosen = self.department.currentData() or ""
        info, language = self._session.info, self._session.formats.language
        self.department.blockSignals(True)
        self.department.clear()
        self.department.addItem(self.tr("All departments"), "")
        for item in info.departments:
            self.department.addItem(isolate(item.label(language)), item.id)
        self.department.setCurrentIndex(max(0, self.department.findData(chosen)))
        self.department.blockSignals(False)
        self.department.update_tooltip()
        self.more.setText(self.tr("More"))
        self._arrange()
        self.more.setAccessibleName(self.tr("More filters: status, dates, attachments"))
        self.rest.retranslate()
        self._show_chips()
        self._emit_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The search gets a line of its own where one line is too short for three fields."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in any of them clears all of them; the down arrow in a line goes on to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                if not self.clear():
                    self.escaped.emit()
                return True
            if event.key() == Qt.Key.Key_Down and watched in (self.content, self.ticket_id):
                self.list_asked.emit()
                return True
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        every = self.department.width_for(self.department.itemText(0))
        self.department.setMinimumWidth(max(every, theme.current().px(_LEAST_DEPARTMENT)))
        for line, air in ((self.content, _AIR + theme.ICON), (self.ticket_id, _AIR)):
            words = line.fontMetrics().horizontalAdvance(line.placeholderText())
            line.setMinimumWidth(max(words + air, _LEAST))
        fields = (self.department, self.content, self.ticket_id)
        needed = sum(field.minimumWidth() + theme.SPACE_2 for field in fields) + self.more.sizeHint().width()
        is_tight = self.width() < max(needed, theme.current().px(TIGHT))
        if is_tight is self._is_tight:
            return
        self._is_tight = is_tight
        places = ((1, 0, 2), (0, 0, 1), (0, 1, 2), (1, 2, 1)) if is_tight else tuple((0, at, 1) for at in (1, 0, 2, 3))
        controls = (self.content, self.department, self.ticket_id, self.more)
        for control, (row, column, span) in zip(controls, places, strict=True):
            self._fields.addWidget(control, row, column, 1, span)
        for column, share in enumerate((3, 1, 0, 0) if is_tight else (2, 5, 2, 0)):
            self._fields.setColumnStretch(column, share)
        self.rest.arrange(is_tight=is_tight)
        self._show_chips()

    def _open_rest(self, wanted: bool) -> None:
        self.rest.setVisible(wanted)
        self._show_chips()

    def _store_changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK_INFO):
            self.retranslate()

    def _emit_changed(self) -> None:
        if self.filter != self._emitted:
            self._emitted = self.filter
            self._show_chips()
            self.changed.emit(self._emitted)

    def _show_chips(self) -> None:
        self._chips.show_chips(self._active())

    def _active(self) -> list[tuple[str, str]]:
        """The filters that no field in sight shows."""
        now = self.filter
        info, language = self._session.info, self._session.formats.language
        parts = [(only_words(now.only) if now.only is not None else "", "only")]
        if not self.more.isChecked():
            parts += [
                (status_label(info, now.status, language)[0], "status"),
                (self._days(), "days"),
                (self.tr("With attachments") if now.has_attachments else "", "has_attachments"),
            ]
        # a chip's own direction is the other one, for its cross
        return [(isolate(words), name) for words, name in parts if words]

    def _days(self) -> str:
        first, last = (self._session.formats.written(day) if day is not None else "" for day in self.rest.days)
        if not first or not last:
            words = self.tr("From {day}") if first else self.tr("Until {day}")
            return words.format(day=first or last) if first or last else ""
        return self.tr("{first} – {last}").format(first=first, last=last) if first != last else first

    def _take_off(self, name: str) -> None:
        self.show_filter(_without(self.filter, name))
        self.content.setFocus(Qt.FocusReason.OtherFocusReason)


def _without(filter: HistoryFilter, name: str) -> HistoryFilter:
    names = ("since_ms", "until_ms") if name == "days" else (name,)
    blank: dict[str, Any] = {name: getattr(HistoryFilter(), name) for name in names}
    return replace(filter, **blank)
