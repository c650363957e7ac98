"""What stands under an own message: how far it has come, in words, and what the person can do about it."""

from enum import Enum
from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.errors import ErrorCode
from desktop.domain.operations import AHEAD_BYTES
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import Delivery, Message
from desktop.ui.kit import icons, theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import Label
from desktop.ui.language import texts
from desktop.ui.session import Session
from desktop.ui.signals import SendProgress
from desktop.ui.tickets.thread.lazy_parts import LazyParts
from desktop.ui.tickets.thread.upload_progress import UploadProgress


class Act(Enum):
    """What a person can do with a message that support does not have yet."""

    UNDO = "undo"
    CHECK = "check"
    TRY_NOW = "try_now"
    PAUSE = "pause"
    EDIT = "edit"
    NEW_TICKET = "new_ticket"
    DISCARD = "discard"


_ICONS = {
    Delivery.WAITING: ("clock", "warning_text"),
    Delivery.SENDING: ("send", "warning_text"),
    Delivery.CHECKING: ("hourglass", "warning_text"),
    Delivery.SENT: ("check", "accent_text"),
    Delivery.NEEDS_YOU: ("triangle-alert", "danger_text"),
}
_ROLES = {Delivery.SENT: "caption", Delivery.NEEDS_YOU: "error"}

_STANDSTILL = frozenset({LinkState.OFFLINE, LinkState.BUSY, LinkState.SIGN_IN_AGAIN, LinkState.STOPPED})
"""States in which no part of a file is on its way."""
_SOON_MS = 3000
_ANY_DECISION = (Act.EDIT, Act.TRY_NOW, Act.DISCARD)
_DECISIONS: dict[ErrorCode | None, tuple[Act, ...]] = {
    ErrorCode.UNCONFIRMED: (Act.CHECK, Act.TRY_NOW, Act.EDIT, Act.DISCARD),
    ErrorCode.GAVE_UP: (Act.TRY_NOW, Act.EDIT, Act.DISCARD),
    ErrorCode.TICKET_GONE: (Act.NEW_TICKET, Act.DISCARD),
    # the same key would only meet the same answer; an edited text gets a new one
    ErrorCode.REF_CONFLICT: (Act.EDIT, Act.DISCARD),
}
_NAMES: dict[Act, object] = {
    Act.UNDO: QT_TRANSLATE_NOOP("DeliveryLine", "Undo"),
    Act.CHECK: QT_TRANSLATE_NOOP("DeliveryLine", "Check"),
    Act.TRY_NOW: QT_TRANSLATE_NOOP("DeliveryLine", "Try now"),
    Act.PAUSE: QT_TRANSLATE_NOOP("DeliveryLine", "Pause"),
    Act.NEW_TICKET: QT_TRANSLATE_NOOP("DeliveryLine", "Start a new ticket with this text"),
    Act.EDIT: QT_TRANSLATE_NOOP("DeliveryLine", "Edit and send again"),
    Act.DISCARD: QT_TRANSLATE_NOOP("DeliveryLine", "Discard"),
}
_EDIT: object = QT_TRANSLATE_NOOP("DeliveryLine", "Edit")
_SEND_AGAIN: object = QT_TRANSLATE_NOOP("DeliveryLine", "Send again")
_NAMES_AFTER: dict[ErrorCode | None, dict[Act, object]] = {
    ErrorCode.UNCONFIRMED: {
        Act.TRY_NOW: _SEND_AGAIN,
        Act.EDIT: QT_TRANSLATE_NOOP("DeliveryLine", "Keep as a draft"),
    },
    ErrorCode.GAVE_UP: {Act.TRY_NOW: _SEND_AGAIN},
}


def acts(message: Message, now_ms: int) -> tuple[Act, ...]:
    """What is offered: what waits can always be changed or given up, what may have arrived can not."""
    if message.delivery is Delivery.NEEDS_YOU:
        return _DECISIONS.get(message.problem.code if message.problem is not None else None, _ANY_DECISION)
    if is_held(message, now_ms):
        return (Act.UNDO, Act.DISCARD)
    if message.delivery is Delivery.WAITING:
        if message.problem is not None:
            return (Act.TRY_NOW, Act.EDIT, Act.DISCARD)
        goes_ahead = sum(file.size for file in message.attachments) > AHEAD_BYTES
        return (Act.PAUSE, Act.EDIT, Act.DISCARD) if goes_ahead else (Act.EDIT, Act.DISCARD)
    return (Act.TRY_NOW,) if message.delivery is Delivery.CHECKING else ()


def is_paused(message: Message) -> bool:
    """Whether the user holds a message back."""
    return message.problem is not None and message.problem.code is ErrorCode.PAUSED


def is_held(message: Message, now_ms: int) -> bool:
    """Whether a message was accepted a moment ago and is held back so that this can be undone."""
    return message.delivery is Delivery.WAITING and message.problem is None and message.not_before_ms > now_ms


def act_names(message: Message) -> dict[Act, str]:
    """What each act is called for this message."""
    is_decided = message.delivery is Delivery.NEEDS_YOU and message.problem is not None
    table = _NAMES | _NAMES_AFTER.get(message.problem.code if is_decided and message.problem else None, {})
    if message.delivery is Delivery.WAITING:
        table[Act.EDIT] = _EDIT
        if is_paused(message):
            table[Act.TRY_NOW] = QT_TRANSLATE_NOOP("DeliveryLine", "Resume")
    return {act: QCoreApplication.translate("DeliveryLine", str(words)) for act, words in table.items()}


class DeliveryLine(QWidget):
    """Signals: `acted` carries an `Act`; `offered` says that there may be other buttons."""

    acted = Signal(object)
    offered = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._message: Message | None = None
        self._progress: UploadProgress | None = None
        self._picture = QLabel()
        self._words = Label(role="caption")
        self._buttons: dict[Act, Button] = {}
        self._is_told_below = False
        box, state, self._row = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (state, self._row):
            box.addLayout(part)
            part.setSpacing(theme.SPACE_1)
            part.addStretch(1)
        state.addWidget(self._picture)
        state.addWidget(self._words)
        # most messages have arrived: they need neither a reason nor a button
        self._parts = LazyParts(box, {"why": _reason_label}, above=1, below=lambda: self.buttons)
        # Undo goes by itself when the message is let go
        self._held = QTimer(self, singleShot=True)
        self._held.timeout.connect(self._show)
        session.signals.status.connect(self._status_changed)

    @property
    def words(self) -> str:
        """State and reason, as they are read aloud."""
        return " ".join(text for text in (self._words.text(), self._parts.words("why")) if text)

    @property
    def buttons(self) -> list[Button]:
        """What there is to press, in reading order; some of it may be hidden."""
        return [self._buttons[act] for act in Act if act in self._buttons]

    def show_message(self, message: Message, *, is_told_below: bool = False) -> None:
        """Show how far this one has come; nothing where a line below says just that of several messages."""
        self._is_told_below = is_told_below
        before = self._message
        if before is None or (before.key, before.delivery) != (message.key, message.delivery):
            self._progress = None
        self._message = message
        self._show()

    def show_progress(self, progress: SendProgress) -> None:
        """Bytes have arrived."""
        self._progress = self._progress or UploadProgress()
        self._progress.note(progress.done, progress.total, self._session.formats.now_ms())
        self._show()

    @Slot(object)
    def _status_changed(self, _status: SyncStatus) -> None:
        """What a message waits for may be something else now."""
        if self._message is not None and self._message.delivery is Delivery.WAITING:
            self._show()

    def _show(self) -> None:
        message = self._message
        self._held.stop()
        self.setVisible(message is not None and message.delivery is not None and not self._is_told_below)
        if message is None or message.delivery is None:
            return
        now_ms = self._session.formats.now_ms()
        held = is_held(message, now_ms)
        name, token = _ICONS[Delivery.SENDING if self._is_uploading(message) else message.delivery]
        self._picture.setPixmap(icons.pixmap(name, token, theme.current().px(14), 2.0))
        self._words.setText(self.tr("Sending in a moment") if held else self._state(message, message.delivery))
        self._words.set_role(_ROLES.get(message.delivery, "waiting"))
        self._parts.show_words("why", self._reason(message))
        why = self._parts.made("why")
        if isinstance(why, Label):
            why.set_role("error" if message.delivery is Delivery.NEEDS_YOU else "caption")
        self._offer(acts(message, now_ms), act_names(message))
        turns_ms = message.not_before_ms if held else message.not_before_ms + _SOON_MS
        if message.delivery is Delivery.WAITING and turns_ms > now_ms:
            self._held.start(turns_ms - now_ms + 1)

    def _offer(self, offered: tuple[Act, ...], names: dict[Act, str]) -> None:
        for act in offered:
            if act not in self._buttons:
                self._buttons[act] = button = Button(kind="link")
                button.clicked.connect(partial(self.acted.emit, act))
                # behind the stretch, in the order of the acts
                self._row.insertWidget(1 + self.buttons.index(button), button)
                for later in self.buttons[self.buttons.index(button) :]:
                    later.raise_()
        for act, button in self._buttons.items():
            button.setText(names[act])
            button.setVisible(act in offered)
        self.offered.emit()

    def _state(self, message: Message, delivery: Delivery) -> str:
        if message.arrivals > 2:
            return self.tr("Support received this %Ln time(s)", None, message.arrivals)
        if message.arrivals > 1:
            return self.tr("Support received this twice")
        if delivery is Delivery.WAITING and is_paused(message):
            return self.tr("Paused")
        if self._is_uploading(message):
            delivery = Delivery.SENDING
        percent = self._progress.percent if self._progress is not None else None
        return texts.delivery(delivery, self._session.formats, percent)

    def _is_uploading(self, message: Message) -> bool:
        """Whether its files are on their way ahead of it."""
        is_going = self._progress is not None and self._session.signals.last_status.state not in _STANDSTILL
        return message.delivery is Delivery.WAITING and message.problem is None and is_going

    def _reason(self, message: Message) -> str:
        if message.problem is None:
            return self._reason_to_wait(message) if message.delivery is Delivery.WAITING else ""
        words = texts.decision if message.delivery is Delivery.NEEDS_YOU else texts.problem
        return words(message.problem, self._session.formats)

    def _reason_to_wait(self, message: Message) -> str:
        formats = self._session.formats
        if self._is_uploading(message) and self._progress is not None:
            return self._progress.words(formats)
        # a message that is about to leave is not explained
        if message.not_before_ms + _SOON_MS > formats.now_ms():
            return ""
        return texts.waiting_reason(self._session.signals.last_status.state)


def _reason_label() -> Label:
    return Label(role="caption", wrap=True)
