"""One of the large choices before signing in: a card that is one button as a whole."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.busy_bar import BusyBar
from desktop.ui.kit.buttons import PaintedButton
from desktop.ui.kit.icon_view import IconView
from desktop.ui.kit.labels import Label

_ICON = 32


class ChoiceCard(PaintedButton):
    """A title and a sentence; while it works another sentence and a bar stand where there was room for them before."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_working = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = Label(role="section", wrap=True)
        self._sentence = Label(role="secondary", wrap=True)
        self._work = Label(role="secondary", wrap=True)
        self._error = Label(role="error", wrap=True)
        self._words = QStackedWidget()
        self._busy = BusyBar()
        self._lay_out(icon)
        self.show_error("")

    def _lay_out(self, icon: str) -> None:
        head = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_4)
        layout.setSpacing(theme.SPACE_2)
        layout.addWidget(IconView(icon, "accent_text", _ICON))
        layout.addSpacing(theme.SPACE_1)
        layout.addLayout(head)
        head.setSpacing(theme.SPACE_2)
        head.addWidget(self._title, 1)
        head.addWidget(IconView("arrow-right", "accent_text"))
        for label in (self._sentence, self._work, self._error):
            label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
            self._words.addWidget(label)
        layout.addWidget(self._words)
        layout.addStretch(1)
        layout.addWidget(self._busy)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def error(self) -> str:
        """Why it did not work, "" while nothing went wrong."""
        return self._error.text()

    def set_words(self, title: str, sentence: str, work: str = "") -> None:
        """What it is, what it does, and what is said while it works."""
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._work.setText(work)
        self._busy.setAccessibleName(work)

    def set_working(self, working: bool) -> None:
        """Say that it works; the card keeps its size and its place."""
        self._is_working = working
        self._choose_words()

    def show_error(self, words: str) -> None:
        """Say in place of the sentence why it did not work; "" brings the sentence back."""
        self._error.setText(words)
        self._choose_words()

    def _choose_words(self) -> None:
        self._busy.setVisible(self._is_working)
        shown = self._error if self._error.text() else self._sentence
        self._words.setCurrentWidget(self._work if self._is_working else shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lit = self.isEnabled() and self.underMouse()
        ground = "sunken" if self.isDown() else "hover" if is_lit else "surface"
        painter.setBrush(now.color(ground))
        painter.setPen(QPen(now.color("accent" if is_lit else "field_border"), 1))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, theme.RADIUS_CARD, theme.RADIUS_CARD)
