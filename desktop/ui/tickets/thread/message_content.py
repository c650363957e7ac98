"""What is shown of one message: who wrote it and when, its text, evidence and files, and how far it has come."""

from collections.abc import Callable, Mapping
from dataclasses import field
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from desktop.domain.folds import unfolded
from desktop.domain.language.highlights import Highlighter
from desktop.domain.references.evidence import Evidence, read
from desktop.domain.tickets import Message, Side
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.language.formats import isolate, tip
from desktop.ui.session import Session
from desktop.ui.signals import SendProgress
from desktop.ui.tickets.thread.attachment_column import AttachmentColumn
from desktop.ui.tickets.thread.body import MessageBody
from desktop.ui.tickets.thread.delivery import Act, DeliveryLine
from desktop.ui.tickets.thread.evidence import MessageEvidence, shown_evidence
from desktop.ui.tickets.thread.grouping import Placing
from desktop.ui.tickets.thread.lazy_parts import LazyParts
from desktop.ui.tickets.thread.link_opener import LinkOpener
from desktop.ui.tickets.thread.message_frame import MessageFrame
from desktop.ui.tickets.thread.text_preview import TextPreview
from desktop.values import dataclass

FILES = 6
"""How many files are shown at first, and how many more on request: a message may come with thousands."""


@dataclass
class MessageView:
    """How much of a message the user wants to see; it outlasts the widgets that show the message."""

    preview: TextPreview = field(default_factory=TextPreview)
    is_unfolded: bool = False
    files: int = FILES

    def open_at(self, message: Message, highlighter: Highlighter) -> None:
        """Show as much of `message` as holds the first hit in it, where a window can lay that out."""
        folded = unfolded(message.body, message.folds)
        if message.folds and not highlighter.holds(folded):
            self.is_unfolded = True
        text = _shown(message, self)[0]
        first = next(iter(highlighter.spans(text)), None)
        while first is not None and len(self.preview.of(text)) < first[1] and self.preview.can_grow:
            self.preview.more()


class MessageContent(Translated, MessageFrame):
    """The contents of a message.

    What few messages need is made when one first needs it: making a widget costs as much as filling five.

    Signals: `acted` carries the message and an `Act`; `sentence_changed` all of it for a screen reader.
    """

    acted = Signal(object, object)
    sentence_changed = Signal(str)

    def __init__(
        self, session: Session, message: Message, follower: LinkOpener, parent: QWidget, view: MessageView
    ) -> None:
        super().__init__(message.side, parent)
        self._item = parent
        self._session = session
        self.message = message
        self._view = view
        self.body = MessageBody(session.formats, follower.follow)
        self._takes_focus = False
        self.sentence = ""
        self._files = AttachmentColumn(session, self._files_column)
        self._make_parts()

    @property
    def delivery(self) -> DeliveryLine:
        """How far it has come."""
        line = self._outside.part("delivery")
        assert isinstance(line, DeliveryLine)
        return line

    @property
    def evidence(self) -> MessageEvidence:
        """What it rests on."""
        evidence = self.parts.part("evidence")
        assert isinstance(evidence, MessageEvidence)
        return evidence

    def show_message(self, message: Message) -> None:
        """Show what became of it."""
        before, self.message = self.message, message
        self._fill(before)

    def show_other(self, message: Message, view: MessageView) -> None:
        """Show another message of the same side."""
        self.message, self._view = message, view
        self._fill(None)

    def show_placing(self, placing: Placing) -> None:
        """Show what its neighbours ask for."""
        before = self._placing
        super().show_placing(placing)
        if placing.shows_delivery != before.shows_delivery:
            self._show_delivery()
        if placing.new != before.new:
            self._update_sentence()

    def show_progress(self, progress: SendProgress) -> None:
        """Bytes of this message have left."""
        self.delivery.show_progress(progress)
        self._update_sentence()

    def let_focus(self, taken: bool) -> None:
        """Whether its buttons take part in Tab's round, in the order in which they stand."""
        self._takes_focus = taken
        buttons = _buttons(self.parts, self._files, self._outside)
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if taken else Qt.FocusPolicy.ClickFocus)
        if taken:
            for before, after in pairwise((self._item, *buttons)):
                QWidget.setTabOrder(before, after)

    def retranslate(self) -> None:
        self._fill(None)

    apply_theme = retranslate

    def _make_parts(self) -> None:
        text: Mapping[str, Callable[[], QWidget]] = {
            "body": lambda: self.body,
            "more": lambda: _button("quiet", self._show_more),
            "fold": lambda: _button("link", self._toggle_fold),
            "unreadable": lambda: Label(role="caption", wrap=True),
            "raw": lambda: _button("link", lambda: QApplication.clipboard().setText(self.message.raw)),
            "evidence": lambda: MessageEvidence(self._session),
        }
        self.parts = LazyParts(
            self._inside_column, text, buttons=("more", "fold", "raw"), below=lambda: self._files.widgets
        )
        self.parts.part("body")
        around: Mapping[str, Callable[[], QWidget]] = {
            "bubble": lambda: self._bubble,
            "delivery": lambda: _delivery_line(
                self._session,
                lambda act: self.acted.emit(self.message, act),
                lambda: self.let_focus(self._takes_focus),
            ),
            "absence": lambda: Label(role="caption"),
        }
        self._outside = LazyParts(self._outside_column, around, above=1)
        self._outside.part("bubble")

    def _fill(self, before: Message | None) -> None:
        message, formats = self.message, self._session.formats
        if before is not None and before.body != message.body:
            self._view.is_unfolded = False
        if before is None or _text(before) != _text(message):
            self._show_text()
        if message.side is Side.OWN:
            author = self.tr("You")
        elif message.author:
            author = self.tr("{author} · Support").format(author=isolate(message.author))
        else:
            author = self.tr("Support")
        self._author.setText(author)
        if message.side is Side.SUPPORT:
            self._initials_of = message.author or author
        self._time.setText(formats.time(message.created_ms))
        self._time.setToolTip(tip(formats.date_time(message.created_ms)))
        self._outside.show_words("absence", texts.remote_state(message.remote_state))
        self._bubble.show_absence(message.remote_state)
        self._show_files()
        self._show_delivery()
        self.let_focus(self._takes_focus)
        self._update_sentence()

    def _show_delivery(self) -> None:
        if self.message.delivery is not None or self._outside.made("delivery") is not None:
            self.delivery.show_message(self.message, is_told_below=not self._placing.shows_delivery)

    def _show_text(self) -> None:
        text, evidence = _shown(self.message, self._view)
        preview = self._view.preview
        shown = preview.of(text)
        self.body.show_text(shown)
        self.body.setVisible(bool(text))
        evidence = shown_evidence(self._session, evidence, text)
        if evidence or self.parts.made("evidence") is not None:
            self.evidence.show_evidence(evidence)
        more = self.tr("Show more") if preview.can_grow else self.tr("Copy the whole text")
        self.parts.show_words("more", more if len(shown) < len(text) else "")
        fold = self.tr("Hide quoted text") if self._view.is_unfolded else self.tr("Show quoted text")
        self.parts.show_words("fold", fold if self.message.folds else "")
        message, words = self.message, ""
        if message.is_placeholder:
            words = self.tr("It is kept, and read again after an update of the app.")
        elif message.unreadable_files:
            words = self._session.formats.counts.unreadable_files(message.unreadable_files)
        self.parts.show_words("unreadable", words)
        self.parts.show_words("raw", self.tr("Copy as text") if words and message.raw else "")

    def _toggle_fold(self) -> None:
        self._view.is_unfolded = not self._view.is_unfolded
        self._show_text()
        self._update_sentence()

    def _show_more(self) -> None:
        if self._view.preview.can_grow:
            self._view.preview.more()
            self._show_text()
            self._update_sentence()
        else:
            QApplication.clipboard().setText(self.message.body)

    def _show_files(self) -> None:
        every = self.message.attachments
        if not every and not self._files.tiles:
            return
        rest = self._files.show_files(every, self._view.files)
        self._files.show_rest(self.tr("%Ln more file(s)", None, rest) if rest else "", self._show_more_files)

    def _show_more_files(self) -> None:
        self._view.files += FILES
        self._show_files()
        self.let_focus(self._takes_focus)
        self._update_sentence()

    def _update_sentence(self) -> None:
        moment = self._session.formats.date_time(self.message.created_ms)
        parts = [self._placing.new, f"{self._author.text()}, {moment}"]
        parts.append(self._view.preview.of(_shown(self.message, self._view)[0]))
        parts.append(self.parts.words("unreadable"))
        evidence = self.parts.made("evidence")
        parts += evidence.sentences if isinstance(evidence, MessageEvidence) else []
        parts += [tile.sentence for tile in self._files.tiles]
        parts.append(self._files.rest_words)
        parts.append(self.delivery.words if self.message.delivery is not None else "")
        self.sentence = "\n".join(part for part in parts if part)
        self.sentence_changed.emit(self.sentence)


def _shown(message: Message, view: MessageView) -> tuple[str, tuple[Evidence, ...]]:
    """The text to be shown, without its evidence; copying takes the whole body."""
    if message.is_placeholder:
        return texts.placeholder(), ()
    return read(message.body if view.is_unfolded else unfolded(message.body, message.folds))


def _buttons(parts: LazyParts, files: AttachmentColumn, outside: LazyParts) -> list[QAbstractButton]:
    """What can be pressed, from top to bottom."""
    found: list[QAbstractButton] = []
    for name in ("more", "fold", "raw", "evidence"):
        part = parts.made(name)
        if isinstance(part, QPushButton):
            found.append(part)
        elif part is not None:
            found += part.findChildren(QPushButton)
    found += [button for tile in files.tiles for button in tile.buttons]
    found += [files.more] if files.more is not None else []
    line = outside.made("delivery")
    return [*found, *line.buttons] if isinstance(line, DeliveryLine) else found


def _button(kind: str, pressed: Callable[[], object]) -> Button:
    button = Button(kind=kind)
    button.clicked.connect(pressed)
    return button


def _delivery_line(session: Session, acted: Callable[[Act], None], offered: Callable[[], None]) -> DeliveryLine:
    line = DeliveryLine(session)
    line.acted.connect(acted)
    line.offered.connect(offered)
    return line


def _text(message: Message) -> tuple[object, ...]:
    """What decides about the words that are shown."""
    return message.body, message.folds, message.is_placeholder, message.unreadable_files, message.raw
