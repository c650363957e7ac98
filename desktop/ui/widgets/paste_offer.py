"""What is offered for a pasted text that is too long for a message: a file, or its beginning."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.bidi import file_name
from desktop.ui.formats import Formats
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.labels import Label, speaks_another_language
from desktop.ui.widgets.scrolling import bring_into_view

FILE_NAME = "pasted.txt"
LINK_PADDING = 5


class PasteOffer(QFrame):
    """One sentence and three buttons, hidden while nothing is offered.

    Signals: `attach_asked`, `insert_asked` and `dismissed` say what the user chose.
    """

    attach_asked = Signal()
    insert_asked = Signal()
    dismissed = Signal()

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paste_offer")
        self._formats = formats
        self._length = self._room = 0
        self._picture = Label()
        self._words = Label(role="caption", wrap=True)
        # starts where the words of the buttons below it start
        self._words.setContentsMargins(LINK_PADDING, 0, LINK_PADDING, 0)
        self.attach, self.insert, self.dismiss = (Button(kind="link") for _ in range(3))
        actions = Flow()
        for button, name, signal in (
            (self.attach, "attach", self.attach_asked),
            (self.insert, "insert", self.insert_asked),
            (self.dismiss, "dismiss", self.dismissed),
        ):
            button.setObjectName(f"paste_offer.{name}")
            button.clicked.connect(signal)
            actions.addWidget(button)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addLayout(actions)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(words, 1)
        self.hide()

    @property
    def words(self) -> str:
        """The sentence, "" while nothing is offered."""
        return self._words.text() if self._length else ""

    def show_offer(self, length: int, room: int) -> None:
        """Offer what to do with a text of `length` characters where `room` more fit; 0 for a `length` hides it."""
        is_new = bool(length) and length != self._length
        self._length, self._room = length, room
        self._retranslate()
        self.setVisible(bool(length))
        if is_new and self.isVisible():
            bring_into_view(self)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._words.text()))

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and theme."""
        super().changeEvent(event)
        if speaks_another_language(event) or event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._retranslate()

    def _retranslate(self) -> None:
        if not self._length:
            return
        number = self._formats.number
        words = self.tr(
            "The pasted text is too long for a message ({count} characters). Attach it as a file, or paste only its "
            "beginning."
        )
        self._words.setText(words.format(count=number(self._length)))
        self.setAccessibleName(self._words.text())
        self._picture.setPixmap(icons.pixmap("info", "info_text", theme.current().px(16), 2.0))
        self.attach.setText(self.tr("Attach as {name}").format(name=file_name(FILE_NAME)))
        self.insert.setText(self.tr("Paste the first {count} characters").format(count=number(self._room)))
        self.insert.setVisible(self._room > 0)
        self.dismiss.setText(self.tr("Do not paste"))
        for button in (self.attach, self.insert, self.dismiss):
            button.setAccessibleDescription(self._words.text())
