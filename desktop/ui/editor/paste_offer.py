"""What is offered for a pasted text that is too long for a message: the file that it became, or its beginning."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit import icons, theme
from desktop.ui.kit.announcements import announce
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.flow import Flow
from desktop.ui.kit.labels import Label
from desktop.ui.kit.scrolling import bring_into_view
from desktop.ui.kit.translated import Translated
from desktop.ui.language.bidi import file_name
from desktop.ui.language.formats import Formats

LINK_PADDING = 5


class PasteOffer(Translated, QFrame):
    """One sentence and three buttons, hidden while nothing is offered.

    Signals: `attach_asked`, `keep_asked`, `insert_asked` and `dismissed` say what the user chose.
    """

    attach_asked = Signal()
    keep_asked = Signal()
    insert_asked = Signal()
    dismissed = Signal()

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paste_offer")
        self._formats = formats
        self._length = self._room = 0
        self._name = ""
        self._is_attached = False
        self._picture = Label()
        self._words = Label(role="caption", wrap=True)
        # starts where the words of the buttons below it start
        self._words.setContentsMargins(LINK_PADDING, 0, LINK_PADDING, 0)
        self.attach, self.keep, self.insert, self.dismiss = (Button(kind="link") for _ in range(4))
        actions = Flow()
        words = QVBoxLayout()
        words.setSpacing(0)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(words, 1)
        words.addWidget(self._words)
        words.addWidget(actions)
        for button, name, signal in (
            (self.attach, "attach", self.attach_asked),
            (self.keep, "keep", self.keep_asked),
            (self.insert, "insert", self.insert_asked),
            (self.dismiss, "dismiss", self.dismissed),
        ):
            button.setObjectName(f"paste_offer.{name}")
            button.clicked.connect(signal)
            actions.add(button)
        self.apply_theme()
        self.hide()

    @property
    def words(self) -> str:
        """The sentence, "" while nothing is offered."""
        return self._words.text() if self._length else ""

    def show_offer(self, length: int, room: int, name: str, *, is_attached: bool) -> None:
        """Offer what to do with a pasted text of `length` characters; `room` is how many more fit into the message.

        `name` is the file that it was attached as, or would be (`is_attached`).
        """
        before = self._words.text()
        self._length, self._room, self._name, self._is_attached = length, room, name, is_attached
        is_new = self.isHidden()
        self.retranslate()
        self.show()
        if is_new and self.isVisible():
            bring_into_view(self)
        if self.isVisible() and (is_new or self._words.text() != before):
            announce(self, self._words.text())

    def hide_offer(self) -> None:
        """Offer nothing."""
        self._length = 0
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay in view where the buttons take another line."""
        super().resizeEvent(event)
        bring_into_view(self)

    def apply_theme(self) -> None:
        """Take the picture from the theme."""
        self._picture.setPixmap(icons.pixmap("info", "info_text", theme.current().px(16), 2.0))

    def retranslate(self) -> None:
        """Write the offer in the user's language."""
        if not self._length:
            return
        number = self._formats.number
        if self._is_attached:
            words = self.tr(
                "The pasted text is too long for a message ({count} characters), so it is attached as {name}."
            )
        else:
            words = self.tr(
                "The pasted text is too long for a message ({count} characters). Attach it as a file, or paste only "
                "its beginning."
            )
        self._words.setText(words.format(count=number(self._length), name=file_name(self._name)))
        self.setAccessibleName(self._words.text())
        self.attach.setText(self.tr("Attach as {name}").format(name=file_name(self._name)))
        self.attach.setVisible(not self._is_attached)
        self.keep.setText(self.tr("Keep the file"))
        self.keep.setVisible(self._is_attached)
        self.insert.setText(self.tr("Paste the first {count} characters").format(count=number(self._room)))
        self.insert.setVisible(self._room > 0)
        self.dismiss.setText(self.tr("Remove the file") if self._is_attached else self.tr("Do not paste"))
        for button in (self.attach, self.keep, self.insert, self.dismiss):
            button.setAccessibleDescription(self._words.text())
