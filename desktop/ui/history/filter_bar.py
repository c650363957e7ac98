"""The three filters above the list, combined as one types, with each active one as a chip that takes it off."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.filters import HistoryFilter, Only
from desktop.store.changes import Changes, Kind
from desktop.ui import icons, theme
from desktop.ui.bidi import said
from desktop.ui.formats import isolate, ltr
from desktop.ui.history.words import only_words
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.labels import speaks_another_language
from desktop.ui.widgets.ticket_words import department_label

TIGHT = 480
"""Pixels at 100 % text under which three fields do not fit on one line."""


class FilterBar(QWidget):
    """`changed` carries the `HistoryFilter`; `escaped` says that Esc found nothing to clear."""

    changed = Signal(object)
    escaped = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._only: Only | None = None
        self._told = HistoryFilter()
        self.department = Combo()
        self.department.setObjectName("helpdesk.filter.department")
        self.content = QLineEdit()
        self.content.setObjectName("helpdesk.filter.content")
        self.content.addAction(icons.icon("search", "text_secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.ticket_id = QLineEdit()
        self.ticket_id.setObjectName("helpdesk.filter.ticket_id")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(theme.SPACE_2)
        self._fields = QGridLayout()
        self._fields.setSpacing(theme.SPACE_2)
        for field in (self.department, self.content, self.ticket_id):
            field.installEventFilter(self)
            field.setMinimumWidth(96)
        self._is_tight: bool | None = None
        self._arrange()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE_2)
        box.addLayout(self._fields)
        box.addLayout(self._chips)
        self.department.activated.connect(self._tell)
        self.content.textChanged.connect(self._tell)
        self.ticket_id.textChanged.connect(self._tell)
        session.signals.changed.connect(self._store_changed)
        self.retranslate()

    @property
    def filter(self) -> HistoryFilter:
        """What is asked for."""
        return HistoryFilter(
            department=self.department.currentData() or "",
            content=text if (text := self.content.text()).strip() else "",
            ticket_id=self.ticket_id.text().strip(),
            only=self._only,
        )

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
        self._tell()

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
        self._show_chips()
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if speaks_another_language(event):
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The search gets a line of its own where one line is too short for three fields."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in any of the fields clears all of them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if not self.clear():
                self.escaped.emit()
            return True
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        is_tight = self.width() < theme.current().px(TIGHT)
        if is_tight is self._is_tight:
            return
        self._is_tight = is_tight
        places = ((1, 0, 2), (0, 0, 1), (0, 1, 1)) if is_tight else ((0, 1, 1), (0, 0, 1), (0, 2, 1))
        fields = (self.content, self.department, self.ticket_id)
        for field, (row, column, span) in zip(fields, places, strict=True):
            self._fields.addWidget(field, row, column, 1, span)
        for column, share in enumerate((1, 1, 0) if is_tight else (2, 5, 2)):
            self._fields.setColumnStretch(column, share)

    def _store_changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK_INFO):
            self.retranslate()

    def _tell(self) -> None:
        if self.filter != self._told:
            self._told = self.filter
            self._show_chips()
            self.changed.emit(self._told)

    def _show_chips(self) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for words, field in self._active():
            chip = Button(words, "x", "quiet")
            chip.setProperty("chip", "true")
            chip.setLayoutDirection(
                Qt.LayoutDirection.LeftToRight if self._session.formats.is_rtl else Qt.LayoutDirection.RightToLeft
            )
            chip.setAccessibleName(self.tr("Remove the filter: {filter}").format(filter=words))
            chip.clicked.connect(partial(self._take_off, field))
            self._chips.addWidget(chip)
        self._chips.addStretch(1)

    def _active(self) -> list[tuple[str, str]]:
        now = self.filter
        formats = self._session.formats
        parts = []
        if now.only is not None:
            parts.append((isolate(only_words(now.only)), "only"))
        if now.department:
            parts.append((department_label(self._session.info, now.department, formats.language), "department"))
        if now.content.strip():
            parts.append((self.tr("“{text}”").format(text=said(now.content.strip())), "content"))
        if now.ticket_id:
            parts.append((ltr(f"#{now.ticket_id}"), "ticket_id"))
        return parts

    def _take_off(self, field: str) -> None:
        self.show_filter(_without(self.filter, field))
        self.content.setFocus(Qt.FocusReason.OtherFocusReason)


def _without(filter: HistoryFilter, field: str) -> HistoryFilter:
    blank = HistoryFilter()
    return HistoryFilter(
        **{name: getattr(blank if name == field else filter, name) for name in HistoryFilter.__dataclass_fields__}
    )
