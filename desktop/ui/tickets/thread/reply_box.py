"""The reply: a line that grows with the text, and says beforehand what a reply to this ticket does."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.accounts import StatusKind
from desktop.domain.drafts import Draft
from desktop.domain.validation import is_empty
from desktop.ui.editor.editor import Editor
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, IconButton
from desktop.ui.kit.labels import Label, restyle
from desktop.ui.session import Session

LEAST_LINES, MOST_LINES = 1, 8


class ReplyBox(Editor):
    """Edits the reply to the ticket that is open.

    Signals: `new_ticket` (Draft): the user wants a new ticket with the text of a reply that this ticket cannot take.
    """

    new_ticket = Signal(object)
    shows_key_hint = True

    def __init__(self, session: Session) -> None:
        super().__init__(session, IconButton("paperclip"))
        self._status: StatusKind | None = None
        self.rule = Label(role="caption", wrap=True)
        self.text.setProperty("role", "bare")
        self.text.grow(LEAST_LINES, MOST_LINES)
        self.text.installEventFilter(self)
        self.instead = Button(kind="")
        self.instead.clicked.connect(self._offer_new_ticket)
        for part, name in (
            (self.text, "reply"),
            (self.evidence, "evidence"),
            (self.attach_button, "attach"),
            (self.discard_button, "discard"),
            (self.send_button, "send"),
        ):
            part.setObjectName(f"thread.{name}")
        self._frame = QFrame()
        self._frame.setProperty("role", "editor")
        self._below = QWidget()
        self._lay_out()

    def show_reply(self, draft: Draft, status: StatusKind | None) -> None:
        """Go on with this reply on a ticket of that status; the one before it is saved first."""
        self._status = status
        self.is_closed = status is StatusKind.CLOSED
        if self.draft is None or self.draft.id != draft.id:
            self.open(draft)
        else:
            self.refresh()

    def takes_text(self) -> bool:
        """Whether the ticket can be replied to."""
        return not self.is_closed

    @Slot()
    def begin(self) -> None:
        """Let the user write, where the ticket can be replied to."""
        if not self.is_closed:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def quote(self, lines: str) -> None:
        """Put quoted lines where the caret is, on lines of their own, and go on writing below them."""
        cursor = self.text.textCursor()
        before = "" if cursor.atBlockStart() else "\n"
        self.text.insert_text(before + lines)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Write everything for the reader; what was typed stays."""
        self.text.setAccessibleName(self.tr("Your reply"))
        self.send_button.setText(self.tr("Send"))
        self.instead.setText(self.tr("Start a new ticket with this text"))
        super().retranslate()

    def refresh(self) -> None:
        """Show the rule of this ticket, and hide what it does not allow."""
        super().refresh()
        has_content = self.draft is not None and not is_empty(self.draft)
        self.rule.setText(self._rule())
        self.rule.setVisible(bool(self.rule.text()))
        self._show_placeholder()
        # the line under the text would only repeat what the empty field says
        is_busy = self.autosave.is_copying or self.autosave.has_pasted
        self._below.setVisible(has_content or self.has_error or is_busy)
        self.text.setAccessibleDescription(f"{self.rule.text()} {self.saved.text()}".strip())
        self.instead.setVisible(self.is_closed)
        self._frame.setVisible(not self.is_closed or has_content)
        self.discard_button.setVisible(has_content)
        self.send_button.setVisible(not self.is_closed)
        wrong = "true" if self.has_error else ""
        if self._frame.property("wrong") != wrong:
            self._frame.setProperty("wrong", wrong)
            restyle(self._frame)

    def _lay_out(self) -> None:
        row, below = QHBoxLayout(), QHBoxLayout(self._below)
        row.setSpacing(theme.SPACE_2)
        below.setSpacing(theme.SPACE_2)
        below.setContentsMargins(theme.SPACE_2, 0, theme.SPACE_2, 0)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(theme.SPACE_1, theme.SPACE_1, theme.SPACE_1, theme.SPACE_1)
        inside.setSpacing(theme.SPACE_1)
        inside.addLayout(row)
        row.addWidget(self.attach_button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.send_button, 0, Qt.AlignmentFlag.AlignBottom)
        for widget in (self.paste_offer, self.hint, self.evidence, self.files, self.file_problems, self._below):
            inside.addWidget(widget)
        below.addWidget(self.saved, 1)
        below.addWidget(self.discard_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE_6, theme.SPACE_2, theme.SPACE_6, theme.SPACE_4)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self.rule)
        box.addWidget(self.instead)
        box.addWidget(self._frame)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.text and event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._show_placeholder(has_focus=event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _show_placeholder(self, *, has_focus: bool | None = None) -> None:
        """What the empty field says; the key that sends only to whoever is about to write."""
        is_writing = self.text.hasFocus() if has_focus is None else has_focus
        words = [self.tr("Write a reply"), *([self.key_hint()] if is_writing else [])]
        self.text.setPlaceholderText(" · ".join(words))

    def _rule(self) -> str:
        if self.is_closed:
            return self.reason()
        if self._status is StatusKind.SOLVED and self._session.info.reply_reopens:
            return self.tr("This ticket is solved. A reply reopens this ticket.")
        return ""

    def _offer_new_ticket(self) -> None:
        self.save_now()
        if self.draft is not None:
            self.new_ticket.emit(self.draft)
