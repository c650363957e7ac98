"""One message of a thread: one stop for the keyboard and one sentence for a screen reader."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QWidget

from desktop.domain.folds import unfolded
from desktop.domain.language.highlights import Highlighter
from desktop.domain.tickets import Message, Side
from desktop.ui.kit.accessible_roles import ITEM
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.language.bidi import file_name
from desktop.ui.language.formats import isolate
from desktop.ui.session import Session
from desktop.ui.signals import SendProgress
from desktop.ui.tickets.thread.body import MessageBody
from desktop.ui.tickets.thread.delivery import DeliveryLine
from desktop.ui.tickets.thread.grouping import Placing
from desktop.ui.tickets.thread.link_opener import LinkOpener
from desktop.ui.tickets.thread.message_content import FILES, MessageContent, MessageView
from desktop.ui.tickets.thread.text_preview import TextPreview


class MessageItem(Translated, QFrame):
    """Shows one message, and later another of the same side; what is shown is built when it comes near the view.

    Signals: `acted` carries the message and an `Act`; `moved` a step of the arrow keys; `entered` says that the
    keyboard came; `layout_changed` that it may need another height.
    """

    acted = Signal(object, object)
    moved = Signal(int)
    entered = Signal()
    layout_changed = Signal()

    def __init__(
        self,
        session: Session,
        message: Message,
        follower: LinkOpener,
        parent: QWidget | None = None,
        view: MessageView | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("accessible", ITEM)
        self._session = session
        self._follower = follower
        self._content: MessageContent | None = None
        self._placing = Placing()
        self._highlighter: Highlighter | None = None
        self._is_current_hit = False
        self._view = view or MessageView()
        self.message = message

    @property
    def is_built(self) -> bool:
        """Whether there is more than its name and an estimated height."""
        return self._content is not None

    @property
    def content(self) -> MessageContent:
        """What is shown of it, built now at the latest."""
        if self._content is None:
            self._content = MessageContent(self._session, self.message, self._follower, self, self._view)
            self._content.show_placing(self._placing)
            self._content.body.show_hits(self._highlighter, is_current=self._is_current_hit)
            self._content.acted.connect(self.acted)
            self._content.layout_changed.connect(self.layout_changed)
            self._content.let_focus(self.focusPolicy() == Qt.FocusPolicy.StrongFocus)
            self._content.sentence_changed.connect(self.setAccessibleName)
            self.setAccessibleName(self._content.sentence)
            self._content.show()
        return self._content

    @property
    def body(self) -> MessageBody:
        """Its text."""
        return self.content.body

    @property
    def delivery(self) -> DeliveryLine:
        """How far it has come."""
        return self.content.delivery

    def button(self, name: str) -> QPushButton:
        """`fold` shows and hides what is quoted, `raw` copies what could not be read, `more` shows more of the text."""
        part = self.content.parts.part(name)
        assert isinstance(part, QPushButton)
        return part

    @property
    def has_focus_within(self) -> bool:
        """Whether the keyboard is on it or on something in it."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    @property
    def is_in_use(self) -> bool:
        """Whether it has the keyboard, or a selection in its text."""
        has_selection = self._content is not None and self._content.body.textCursor().hasSelection()
        return has_selection or self.has_focus_within

    def show_other(self, message: Message, view: MessageView) -> None:
        """Show another message of the same side."""
        self.message, self._view = message, view
        if self._content is None:
            self.retranslate()
        else:
            self._content.show_other(message, view)

    def show_message(self, message: Message) -> None:
        """Show what became of it."""
        before, self.message = self.message, message
        if self._content is None:
            self.retranslate()
        elif replace(before, unread=message.unread) != message:
            self._content.show_message(message)

    def show_placing(self, placing: Placing) -> None:
        """Show what its neighbours ask for."""
        if placing != self._placing:
            self._placing = placing
            if self._content is not None:
                self._content.show_placing(placing)
            else:
                self.retranslate()

    def show_hits(self, highlighter: Highlighter | None, *, is_current: bool) -> None:
        """Mark what is searched for."""
        self._highlighter, self._is_current_hit = highlighter, is_current
        if self._content is not None:
            self._content.body.show_hits(highlighter, is_current=is_current)

    def show_progress(self, progress: SendProgress) -> None:
        """Bytes of this message have left."""
        if self._content is not None and progress.operation_id == self.message.operation_id:
            self._content.show_progress(progress)

    def make_current(self, current: bool) -> None:
        """Only one message takes part in Tab's round, with what is in it; arrows go from one to the next."""
        policy = Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus
        if policy != self.focusPolicy():
            self.setFocusPolicy(policy)
            if self._content is not None:
                self._content.let_focus(current)

    def lay_out(self, width: int) -> int:
        """Build it if need be; returns how high it is when it is so wide. Its parent gives it that height."""
        content = self.content
        content.fit(width)
        # else a part that was filled a moment ago would count with the size that it had before
        for part in reversed((content, *content.findChildren(QWidget))):
            if (layout := part.layout()) is not None:
                layout.activate()
        height = content.height_at(width)
        content.resize(width, height)
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the content within: near the view it may get another width before it is laid out for it."""
        super().resizeEvent(event)
        if self._content is not None and self._content.width() != self.width():
            self._content.fit(self.width())
            self._content.resize(self.width(), self._content.height())

    def sizeHint(self) -> QSize:
        """What all of it needs; what it has until it is built."""
        return self._content.sizeHint() if self._content is not None else self.size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End move through the thread, Ctrl+C copies the message."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -(10**6), Qt.Key.Key_End: 10**6}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            QApplication.clipboard().setText(self.message.raw if self.message.is_placeholder else self.message.body)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard has come here."""
        super().focusInEvent(event)
        self.entered.emit()

    def retranslate(self) -> None:
        """Name it while it is not built; the content does so by itself.

        A shorter sentence than the content's, which also knows the facts in the wallets: nothing is looked up.
        """
        if self._content is not None:
            return
        message, formats = self.message, self._session.formats
        author = self.tr("You") if message.side is Side.OWN else isolate(message.author) or self.tr("Support")
        text = texts.placeholder() if message.is_placeholder else unfolded(message.body, message.folds)
        parts = [self._placing.new, f"{author}, {formats.date_time(message.created_ms)}", TextPreview().of(text)]
        parts += [file_name(file.name) for file in message.attachments[:FILES]]
        if message.delivery is not None:
            parts.append(texts.delivery(message.delivery, formats))
        self.setAccessibleName("\n".join(part for part in parts if part))
