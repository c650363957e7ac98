"""The composer's fields: type, subject, description and attachments, each with its label and its words of error."""

from typing import TypedDict

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.drafts import Draft
from desktop.domain.errors import DraftField
from desktop.domain.validation import is_blank
from desktop.ui.kit import theme
from desktop.ui.kit.combo import Combo
from desktop.ui.kit.field import Field as Labelled
from desktop.ui.kit.labels import Label
from desktop.ui.kit.text_area import STILL_HERE, TextArea
from desktop.ui.language.formats import isolate
from desktop.ui.session import Session


class Values(TypedDict):
    """What the fields hold."""

    department: str
    subject: str
    body: str
    caret: int


class Fields(QScrollArea):
    """Scrolls when the window is low, so that nothing is ever cut. `left` carries a `Field`.

    `below` is what stands under the text.
    """

    edited = Signal()
    left = Signal(object)

    def __init__(self, session: Session, *below: QWidget) -> None:
        super().__init__()
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.type = Combo()
        self.type.setObjectName("composer.type")
        self.subject = QLineEdit()
        self.subject.setObjectName("composer.subject")
        # dropped files belong to the form, not into the text
        self.subject.setAcceptDrops(False)
        self.subject.installEventFilter(self)
        self.description = TextArea()
        self.description.setObjectName("composer.description")
        self.description.setMinimumHeight(140)
        self._title = Label(role="title")
        self._type = Labelled(self.type)
        self._required = {
            DraftField.SUBJECT: Labelled(self.subject, required=True),
            DraftField.BODY: Labelled(self.description, required=True),
        }
        self._lay_out(below)
        self.type.activated.connect(self.edited)
        self.subject.textChanged.connect(self.edited)
        self.description.textChanged.connect(self.edited)
        self.description.cursorPositionChanged.connect(self.edited)
        self.description.left.connect(self._description_left)

    def values(self) -> Values:
        """What the fields hold."""
        area = self.description
        return {
            "department": self.type.currentData() or "",
            "subject": self.subject.text(),
            "body": area.text(),
            "caret": area.caret(),
        }

    def show_draft(self, draft: Draft) -> None:
        """Fill the fields without taking that for typing."""
        self.blockSignals(True)
        self._fill_types(draft.department)
        self.subject.setText(draft.subject)
        self.description.show_text(draft.body, draft.caret)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(0)

    def focus(self, draft: Draft) -> None:
        """Put the caret where writing goes on."""
        field = self.subject if is_blank(draft.subject) else self.description
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, field: DraftField, words: str) -> None:
        """Show an error at a field, "" for none."""
        if self._required[field].error != words:
            self._required[field].set_error(words)

    def retell(self) -> None:
        """Write labels and types for the reader; what was typed stays."""
        self._title.setText(self.tr("New ticket"))
        self._type.set_label(self.tr("Type of request"))
        self._required[DraftField.SUBJECT].set_label(self.tr("Subject"), self.tr("required"))
        self._required[DraftField.BODY].set_label(self.tr("Description"), self.tr("required"))
        self.description.setPlaceholderText(self.tr("What happened, when, and with which account or transaction?"))
        self.blockSignals(True)
        self._fill_types(self.type.currentData() or "")
        self.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The subject tells when it is left."""
        went = watched is self.subject and event.type() == QEvent.Type.FocusOut
        if went and isinstance(event, QFocusEvent) and event.reason() not in STILL_HERE:
            self.left.emit(DraftField.SUBJECT)
        return super().eventFilter(watched, event)

    def _description_left(self) -> None:
        self.left.emit(DraftField.BODY)

    def _fill_types(self, chosen: str) -> None:
        info, language = self._session.info, self._session.formats.language
        self.type.clear()
        self.type.addItem(self.tr("No type"), "")
        for department in info.departments:
            self.type.addItem(isolate(department.label(language)), department.id)
        if chosen and info.department(chosen) is None:
            # the help desk does not offer it any more, or was not reached yet: the draft keeps it
            self.type.addItem(isolate(chosen), chosen)
        self.type.setCurrentIndex(max(0, self.type.findData(chosen)))

    def _lay_out(self, below: tuple[QWidget, ...]) -> None:
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.SPACE_6, theme.SPACE_4, theme.SPACE_6, theme.SPACE_4)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(self._title)
        column.addWidget(self._type)
        column.addWidget(self._required[DraftField.SUBJECT])
        column.addWidget(self._required[DraftField.BODY], 1)
        for widget in below:
            column.addWidget(widget)
        self.setWidget(inside)
