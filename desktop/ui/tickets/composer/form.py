"""The composer: a new ticket from the first word to Submit, saved all the while."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.drafts import Draft
from desktop.domain.errors import DraftField
from desktop.domain.validation import is_blank, is_empty
from desktop.ui.editor.editor import Editor
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.column import GUTTER, Column
from desktop.ui.kit.combo import Combo
from desktop.ui.kit.field import Field
from desktop.ui.kit.labels import Label, line
from desktop.ui.kit.scrolling import ScrollArea
from desktop.ui.kit.text_area import STILL_HERE
from desktop.ui.kit.text_field import TextField
from desktop.ui.language.formats import isolate
from desktop.ui.session import Session

LEAST_LINES = 6
WIDEST, BESIDE, BESIDE_FROM = 720, 308, 1100
"""Widths: of the text's column, of what stands beside it, and of the composer from which on it stands there."""


class ComposerForm(Editor):
    """Edits the drafts of new tickets, one at a time: type, subject and description, each with its error in words.

    An error is shown once its field was left, or Submit was tried.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session, Button(icon="paperclip"))
        self.setProperty("role", "page")
        self._left: set[DraftField] = set()
        self.type = Combo()
        self.subject = TextField()
        # dropped files belong to the form, not into the text
        self.subject.setAcceptDrops(False)
        self.subject.installEventFilter(self)
        self.text.grow(LEAST_LINES, None)
        self.evidence.show_all()
        self.files.show_all()
        self._title = Label(role="title")
        self._limits = Label(role="caption", wrap=True)
        self._type = Field(self.type)
        self._required = {
            DraftField.SUBJECT: Field(self.subject, required=True),
            DraftField.BODY: Field(self.text, required=True),
        }
        for part, name in (
            (self.type, "type"),
            (self.subject, "subject"),
            (self.text, "description"),
            (self.hint, "hint"),
            (self.evidence, "evidence"),
            (self.attach_button, "attach"),
            (self.files, "attachments"),
            (self.saved, "saved"),
            (self.discard_button, "discard"),
            (self.send_button, "submit"),
        ):
            part.setObjectName(f"composer.{name}")
        self._fields = ScrollArea()
        self._beside = _Beside()
        self._lay_out()
        self.type.activated.connect(self._edited)
        self.subject.textChanged.connect(self._edited)
        self.text.left.connect(partial(self._field_left, DraftField.BODY))
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._focus_changed)

    def compose(self, draft: Draft) -> None:
        """Go on with this draft, with the caret where writing goes on; the one before it is saved first."""
        if self.draft is None or self.draft.id != draft.id:
            self._left.clear()
            draft = self.open(draft)
        else:
            draft = self.draft
        self.focus(draft)

    def focus(self, draft: Draft) -> None:
        """Put the caret where writing goes on."""
        field = self.subject if is_blank(draft.subject) else self.text
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, draft: Draft) -> None:
        """Show what the draft holds, from the top. Not taken for typing."""
        self._fill_types(draft.department)
        self.subject.setText(draft.subject)
        super().fill(draft)
        self._fields.verticalScrollBar().setValue(0)

    def written(self, draft: Draft) -> Draft:
        """The draft with what the form holds now."""
        department, subject = self.type.currentData() or "", self.subject.text()
        return replace(super().written(draft), department=department, subject=subject)

    def is_told_at_field(self) -> bool:
        """What a field holds is told there."""
        return any(self.check.concerns(field) for field in DraftField)

    def refresh(self) -> None:
        """Show errors at the fields that they concern."""
        super().refresh()
        for field, labelled in self._required.items():
            is_shown = self.check.concerns(field) and (self.was_tried or field in self._left)
            words = self.reason() if is_shown else ""
            if labelled.error != words:
                labelled.set_error(words)

    def retranslate(self) -> None:
        """Write labels and types for the reader; what was typed stays."""
        self._title.setText(self.tr("New ticket"))
        self._type.set_label(self.tr("Type of request"))
        self._required[DraftField.SUBJECT].set_label(self.tr("Subject"), self.tr("required"))
        self._required[DraftField.BODY].set_label(self.tr("Description"), self.tr("required"))
        self.text.setPlaceholderText(self.tr("What happened, when, and with which account or transaction?"))
        self._limits.setText(self.limits())
        self.send_button.setText(self.tr("Submit Ticket"))
        self._fill_types(self.type.currentData() or "")
        super().retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the subject is left."""
        went = watched is self.subject and event.type() == QEvent.Type.FocusOut
        if went and isinstance(event, QFocusEvent) and event.reason() not in STILL_HERE:
            self._field_left(DraftField.SUBJECT)
        return super().eventFilter(watched, event)

    def _field_left(self, field: DraftField) -> None:
        self._left.add(field)
        self.save_now()
        self.refresh()

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        """Take nothing for missing in a composer that was left without a word in it."""
        has_left = before is not None and self.isAncestorOf(before) and not (now and self.isAncestorOf(now))
        if has_left and not self.was_tried and self.draft is not None and is_empty(self.draft):
            self._left.clear()
            self.refresh()

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what was noticed in the text beside it where there is room for both."""
        super().resizeEvent(event)
        self._arrange()

    def apply_theme(self) -> None:
        self._arrange()

    def _lay_out(self) -> None:
        """Fields that scroll as one page, so that nothing is cut, above a footer that is always whole."""
        inside, foot, self._foot_end = QWidget(), QWidget(), QWidget()
        self._page, self._foot = Column(inside, WIDEST), Column(foot, WIDEST)
        self._lay_out_fields(inside)
        self._fields.setWidgetResizable(True)
        self._fields.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fields.setWidget(self._page)
        self._foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_3)
        across = QHBoxLayout(foot)
        across.setContentsMargins(GUTTER, theme.SPACE_2, GUTTER, theme.SPACE_3)
        across.setSpacing(0)
        across.addLayout(buttons, 1)
        across.addWidget(self._foot_end)
        buttons.addWidget(self.saved, 1)
        buttons.addWidget(self.discard_button)
        buttons.addWidget(self.send_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._fields, 1)
        box.addWidget(line())
        box.addWidget(self._foot)
        self._arrange()

    def _lay_out_fields(self, inside: QWidget) -> None:
        above, below = QWidget(), QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(self._title)
        column.addWidget(self._type)
        for field in self._required.values():
            column.addWidget(field)
        column.addWidget(self.paste_offer)
        for part in (self.hint, self.evidence):
            self._beside.add(part)
        head = QHBoxLayout()
        attachments = QVBoxLayout(below)
        attachments.setContentsMargins(0, 0, 0, 0)
        attachments.setSpacing(theme.SPACE_2)
        attachments.addLayout(head)
        head.setSpacing(theme.SPACE_3)
        head.addWidget(self.attach_button)
        head.addWidget(self._limits, 1)
        attachments.addWidget(self.file_problems)
        attachments.addWidget(self.files)
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(GUTTER, theme.SPACE_4, GUTTER, theme.SPACE_4)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(theme.SPACE_3)
        self._grid.addWidget(above, 0, 0)
        self._grid.addWidget(below, 2, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(3, 1)

    def _arrange(self) -> None:
        """One column, or from `BESIDE_FROM` on the text's and one for what was noticed in it."""
        px = theme.current().px
        is_wide = self.width() >= px(BESIDE_FROM)
        side = px(BESIDE) + GUTTER if is_wide else 0
        self._grid.removeWidget(self._beside)
        if is_wide:
            # in line with the fields, below the title
            self._grid.addWidget(self._beside, 0, 1, 3, 1, Qt.AlignmentFlag.AlignTop)
        else:
            self._grid.addWidget(self._beside, 1, 0)
        self._beside.set_off(self._title.sizeHint().height() + theme.SPACE_3 if is_wide else 0, side - px(BESIDE))
        self._grid.setColumnMinimumWidth(1, side)
        self._beside.setMinimumWidth(side)
        for column in (self._page, self._foot):
            column.set_most(WIDEST + (BESIDE + GUTTER if is_wide else 0))
        self._foot_end.setFixedWidth(side)


class _Beside(QWidget):
    """What was noticed in the text; takes no room while that is nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._gap, self._top = QWidget(), QWidget()
        self._box = QVBoxLayout()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._gap)
        across.addLayout(self._box, 1)
        self._box.setSpacing(0)
        self._box.addWidget(self._top)
        self.set_off(0, 0)
        self.hide()

    def add(self, part: QWidget) -> None:
        """Put `part` below those that are there."""
        self._parts.append(part)
        self._box.addWidget(part)
        part.installEventFilter(self)

    def set_off(self, top: int, before: int) -> None:
        """Leave pixels free above it, and before it on the line."""
        self._top.setFixedHeight(top)
        self._gap.setFixedWidth(max(before, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self.setVisible(any(not part.isHidden() for part in self._parts))
        return super().eventFilter(watched, event)
