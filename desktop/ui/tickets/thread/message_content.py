"""What is shown of one message: who wrote it and when, its text, evidence and files, and how far it has come."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.folds import unfolded
from desktop.domain.references.evidence import Evidence, read
from desktop.domain.tickets import Message, RemoteState, Side
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.language.formats import isolate, tip
from desktop.ui.session import Session
from desktop.ui.signals import SendProgress
from desktop.ui.tickets.thread.attachment_tile import AttachmentTile
from desktop.ui.tickets.thread.body import MessageBody
from desktop.ui.tickets.thread.delivery import Act, DeliveryLine
from desktop.ui.tickets.thread.evidence import MessageEvidence
from desktop.ui.tickets.thread.link_opener import LinkOpener
from desktop.ui.tickets.thread.text_preview import TextPreview

FAR_SIDE = 48
FILES = 6
"""How many files are shown at first, and how many more on request: a message may come with thousands."""


class MessageContent(Translated, QWidget):
    """Own messages stand at the reading end, tinted; support's at the start, plain, with name and role.

    Signals: `acted` carries the message and an `Act`; `layout_changed` says that it may need another height;
    `sentence_changed` carries all of it for a screen reader.
    """

    acted = Signal(object, object)
    layout_changed = Signal()
    sentence_changed = Signal(str)

    def __init__(self, session: Session, message: Message, follower: LinkOpener, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.message = message
        self._day = Label(role="caption")
        self._day.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._author = Label(role="strong")
        self._time = Label(role="caption")
        self.body = MessageBody(session.formats, follower.follow)
        self._excerpt = TextPreview()
        self._more = Button(kind="quiet")
        self._more.clicked.connect(self._show_more)
        self.fold = Button(kind="link")
        self.fold.clicked.connect(self._toggle_fold)
        self._is_unfolded = False
        self._unreadable = Label(role="caption", wrap=True)
        self.raw = Button(kind="link")
        self.raw.clicked.connect(self._copy_raw)
        self.evidence = MessageEvidence(session)
        self._tiles: list[AttachmentTile] = []
        self._absence = Label(role="caption")
        self._files = QVBoxLayout()
        self._files.setSpacing(theme.SPACE_1)
        self.more_files = Button(kind="quiet")
        self.more_files.setObjectName("message.more_files")
        self.more_files.clicked.connect(self._show_more_files)
        self._files_shown = FILES
        self._takes_focus = False
        self.sentence = ""
        self.delivery = DeliveryLine(session)
        self.delivery.acted.connect(self._act)
        self._bubble = _Bubble(message.side)
        self._lay_out(self._bubble)

    def show_message(self, message: Message) -> None:
        """Show what became of it."""
        before, self.message = self.message, message
        self._fill(before)

    def show_day(self, words: str) -> None:
        """The heading of its day, "" unless it is the first of it."""
        self._day.setText(words)
        self._day.setVisible(bool(words))

    def show_progress(self, progress: SendProgress) -> None:
        """Bytes of this message have left."""
        self.delivery.show_progress(progress)
        self._update_sentence()

    def let_focus(self, taken: bool) -> None:
        """Whether its buttons take part in Tab's round."""
        self._takes_focus = taken
        for button in self.findChildren(QPushButton):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if taken else Qt.FocusPolicy.ClickFocus)

    def height_at(self, width: int) -> int:
        """How high it is when it is so wide."""
        return max(self.heightForWidth(width), self.minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Report every change that may change the height."""
        is_layout = event.type() == QEvent.Type.LayoutRequest
        done = super().event(event)
        if is_layout:
            self.layout_changed.emit()
        return done

    def retranslate(self) -> None:
        self._fill(None)

    apply_theme = retranslate

    def _lay_out(self, bubble: "_Bubble") -> None:
        inside = QVBoxLayout(bubble)
        inside.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_4, theme.SPACE_2)
        inside.setSpacing(theme.SPACE_1)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_3)
        head.addWidget(self._author)
        head.addStretch(1)
        head.addWidget(self._time)
        inside.addLayout(head)
        inside.addWidget(self.body)
        inside.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        inside.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeading)
        inside.addWidget(self._unreadable)
        inside.addWidget(self.raw, 0, Qt.AlignmentFlag.AlignLeading)
        inside.addWidget(self.evidence)
        inside.addLayout(self._files)
        inside.addWidget(self.more_files, 0, Qt.AlignmentFlag.AlignLeading)
        row = QHBoxLayout()
        row.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE_1)
        column.addWidget(bubble)
        column.addWidget(self.delivery)
        column.addWidget(self._absence)
        if self.message.side is Side.OWN:
            row.addSpacing(FAR_SIDE)
            row.addStretch(1)
        row.addLayout(column)
        if self.message.side is Side.SUPPORT:
            row.addStretch(1)
            row.addSpacing(FAR_SIDE)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE_2, theme.SPACE_1, theme.SPACE_2, theme.SPACE_1)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self._day)
        box.addLayout(row)

    def _fill(self, before: Message | None) -> None:
        message, formats = self.message, self._session.formats
        if before is not None and before.body != message.body:
            self._is_unfolded = False
        if before is None or _text(before) != _text(message):
            self._show_text()
        if message.side is Side.OWN:
            self._author.setText(self.tr("You"))
        elif message.author:
            words = self.tr("{author} · Support")
            self._author.setText(words.format(author=isolate(message.author)))
        else:
            self._author.setText(self.tr("Support"))
        self._time.setText(formats.time(message.created_ms))
        self._time.setToolTip(tip(formats.date_time(message.created_ms)))
        self._absence.setText(texts.remote_state(message.remote_state))
        self._absence.setVisible(message.remote_state is not RemoteState.PRESENT)
        self._bubble.show_absence(message.remote_state)
        self._show_files()
        self.delivery.show_message(message)
        self._update_sentence()

    def _show_text(self) -> None:
        text, evidence = self._read()
        shown = self._excerpt.of(text)
        self.body.show_text(shown)
        self.body.setVisible(bool(text))
        self.evidence.show_evidence(evidence, text)
        self._more.setText(self.tr("Show more") if self._excerpt.can_grow else self.tr("Copy the whole text"))
        self._more.setVisible(len(shown) < len(text))
        self.fold.setText(self.tr("Hide quoted text") if self._is_unfolded else self.tr("Show quoted text"))
        self.fold.setVisible(bool(self.message.folds))
        self._show_unreadable()

    def _read(self) -> tuple[str, tuple[Evidence, ...]]:
        """The text to be shown, without its evidence; copying takes the whole body."""
        message = self.message
        if message.is_placeholder:
            return texts.placeholder(), ()
        return read(message.body if self._is_unfolded else unfolded(message.body, message.folds))

    def _toggle_fold(self) -> None:
        self._is_unfolded = not self._is_unfolded
        self._show_text()
        self._update_sentence()

    def _show_unreadable(self) -> None:
        message, words = self.message, ""
        if message.is_placeholder:
            words = self.tr("It is kept, and read again after an update of the app.")
        elif message.unreadable_files:
            words = self._session.formats.counts.unreadable_files(message.unreadable_files)
        self._unreadable.setText(words)
        self._unreadable.setVisible(bool(words))
        self.raw.setText(self.tr("Copy as text"))
        self.raw.setVisible(bool(words and message.raw))

    def _copy_raw(self) -> None:
        QApplication.clipboard().setText(self.message.raw)

    def _show_more(self) -> None:
        if self._excerpt.can_grow:
            self._excerpt.more()
            self._show_text()
            self._update_sentence()
        else:
            QApplication.clipboard().setText(self.message.body)

    def _show_files(self) -> None:
        every = self.message.attachments
        files = every[: self._files_shown]
        while len(self._tiles) > len(files):
            tile = self._tiles.pop()
            tile.hide()
            tile.deleteLater()
        for place, attachment in enumerate(files):
            if place < len(self._tiles):
                self._tiles[place].show_attachment(attachment)
            else:
                tile = AttachmentTile(self._session, attachment)
                self._tiles.append(tile)
                self._files.addWidget(tile)
        self.more_files.setText(self.tr("%Ln more file(s)", None, len(every) - len(files)))
        self.more_files.setVisible(len(files) < len(every))
        self.let_focus(self._takes_focus)

    def _show_more_files(self) -> None:
        self._files_shown += FILES
        self._show_files()
        self._update_sentence()

    def _update_sentence(self) -> None:
        moment = self._session.formats.date_time(self.message.created_ms)
        parts = [f"{self._author.text()}, {moment}", self._excerpt.of(self._read()[0]), self._unreadable.text()]
        parts += self.evidence.sentences
        parts += [tile.sentence for tile in self._tiles]
        parts.append("" if self.more_files.isHidden() else self.more_files.text())
        parts.append(self.delivery.words if self.message.delivery is not None else "")
        self.sentence = "\n".join(part for part in parts if part)
        self.sentence_changed.emit(self.sentence)

    def _act(self, act: Act) -> None:
        self.acted.emit(self.message, act)


def _text(message: Message) -> tuple[object, ...]:
    """What decides about the words that are shown."""
    return message.body, message.folds, message.is_placeholder, message.unreadable_files, message.raw


class _Bubble(QFrame):
    """The ground of a message, with one corner that points to who wrote it."""

    def __init__(self, side: Side) -> None:
        super().__init__()
        self._side = side
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._absence = RemoteState.PRESENT

    def show_absence(self, remote_state: RemoteState) -> None:
        """Grey where support does not have it any more."""
        if remote_state is not self._absence:
            self._absence = remote_state
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        own = self._side is Side.OWN
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        at_right = own != QGuiApplication.isRightToLeft()
        path = QPainterPath()
        path.addRoundedRect(area, theme.RADIUS_CARD, theme.RADIUS_CARD)
        corner = QRectF(area.right() - 16 if at_right else area.left(), area.top(), 16, 16)
        square = QPainterPath()
        square.addRoundedRect(corner, 3, 3)
        path = path.united(square)
        ground = "own_message" if own else "support_message"
        painter.setBrush(look.color(ground if self._absence is RemoteState.PRESENT else "sunken"))
        painter.setPen(Qt.PenStyle.NoPen if own else QPen(look.color("separator"), 1))
        painter.drawPath(path)
