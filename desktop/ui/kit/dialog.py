"""The app's own dialog: a card over the window, which is dimmed and takes no key or click until it is answered."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMargins, QObject, QRect, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QDialog, QFrame, QLayout, QVBoxLayout, QWidget

from desktop.ui.kit import motion, theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import Label
from desktop.ui.kit.scrolling import ScrollArea
from desktop.ui.kit.styled_parts import style

WIDTH = 440
_MARGIN, _BORDER = 24, 1
_CHANGES = frozenset({QEvent.Type.Resize, QEvent.Type.LayoutRequest})


class Dialog(QDialog):
    """A title, sentences and buttons over the window that `parent` is in; without a parent, a window of its own.

    It deletes itself when it is closed. Esc rejects it; Enter presses the default button. `title` may be "".
    Signals: those of QDialog (`accepted`, `rejected`, `finished`).
    """

    def __init__(self, parent: QWidget | None, title: str = "", *, width: int = WIDTH) -> None:
        window = parent.window() if parent is not None else None
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._width = width
        self._default: Button | None = None
        self._sentences: list[Label] = []
        self._buttons: list[Button] = []
        self._before: QWidget | None = None
        self._window = window
        self._scrim = motion.Fade(self, 1.0)
        if window is not None:
            self.setWindowFlags(Qt.WindowType.Widget)
            self.setProperty("role", "overlay")
            window.installEventFilter(self)
        self._lay_out(title)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keep_focus)

    def _lay_out(self, title: str) -> None:
        self._card = QFrame(self)
        self._card.setProperty("role", "dialog" if self._window is not None else "bare")
        self._card.installEventFilter(self)
        self._title = Label(title, "section", wrap=True)
        self._title.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        self._title.setHidden(not title)
        self._content = QWidget()
        self._content.setProperty("role", "clear")
        self.body = QVBoxLayout(self._content)
        """What is between the title and the buttons; scrolls where the window is too low for it."""
        # the margins of the card are the content's, so that the scroll bar lies in them
        self.body.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        self.body.setSpacing(theme.SPACE_2)
        self.body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._scroll = ScrollArea()
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._content)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(theme.SPACE_2)
        self._foot.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        self._box = QVBoxLayout(self._card)
        self._box.setContentsMargins(0, _MARGIN, 0, _MARGIN)
        self._box.setSpacing(theme.SPACE_2)
        self._box.addWidget(self._title)
        self._box.addWidget(self._scroll)
        self._box.addSpacing(theme.SPACE_4)
        self._box.addLayout(self._foot)
        self._foot.addStretch(1)
        self.setWindowTitle(title)

    @property
    def words(self) -> str:
        """The title and the sentences, a line each."""
        return "\n".join(label.text() for label in (self._title, *self._sentences) if label.text())

    @property
    def buttons(self) -> list[Button]:
        """In the order in which they were added."""
        return list(self._buttons)

    def add_sentence(self, words: str, role: str = "body") -> Label:
        """Say this under what has been said."""
        label = Label(words, role, wrap=True)
        self._sentences.append(label)
        self.body.addWidget(label)
        self.setAccessibleName(self.words)
        return label

    def add_button(
        self, words: str, run: Callable[[], object], kind: str = "", *, icon: str = "", is_default: bool = False
    ) -> Button:
        """A button after those that are there: `run` does what it says, `accept`, `reject` and `done` close."""
        button = Button(words, icon, kind)
        button.clicked.connect(run)
        self._buttons.append(button)
        self._foot.addWidget(button)
        if is_default:
            button.setDefault(True)
            self._default = button
        return button

    def open(self) -> None:
        """Show it and give it the keyboard, without holding up the caller."""
        self._before = QApplication.focusWidget()
        if self._window is None:
            # no part of a window is above it whose style sheet it could wear
            style(self)
        self._place()
        area = self._card.geometry()
        before = None if motion.is_reduced() or self._window is None else self._window.grab(area)
        self.show()
        # the sizes of the words are known only now
        self._place()
        self.raise_()
        self._focus_first()
        if before is not None and self._window is not None:
            motion.Cover(self._window, area, before)
            self._scrim.run(0.0, 1.0)

    def done(self, result: int) -> None:
        """Close, and give the keyboard back to what had it."""
        before, self._before = self._before, None
        super().done(result)
        if before is not None and before.isVisible() and before.window() is self._window:
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGES and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._window is not None:
            # or else the keys of the window behind it would work
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go round within the dialog."""
        stops = self._stops()
        if not stops:
            return True
        now = self.focusWidget()
        at = stops.index(now) if now in stops else -1 if next else 0
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if next else -1)) % len(stops)].setFocus(reason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_card()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = theme.current().color("scrim" if self._window is not None else "surface")
        color.setAlphaF(color.alphaF() * self._scrim.opacity)
        painter.fillRect(self.rect(), color)

    def _stops(self) -> list[QWidget]:
        """The Tab stops in the dialog, in their order."""
        found, at = [], self.nextInFocusChain()
        while at is not None and at is not self:
            takes = Qt.FocusPolicy.TabFocus in Qt.FocusPolicy(at.focusPolicy())
            if takes and at.isEnabled() and at.isVisible() and self.isAncestorOf(at):
                found.append(at)
            at = at.nextInFocusChain()
        return found

    def _focus_first(self) -> None:
        first = self._default or next(iter(self._stops()), self)
        first.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    @Slot(QWidget, QWidget)
    def _keep_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._window is None or not self.isVisible() or new is None or new.window() is not self._window:
            return
        beside = self._window.findChildren(Dialog, options=Qt.FindChildOption.FindDirectChildrenOnly)
        newest = [dialog for dialog in beside if dialog.isVisible()][-1]
        if newest is self and not self.isAncestorOf(new) and new is not self:
            self._focus_first()

    def _place(self) -> None:
        if self._window is not None:
            self.setGeometry(self._window.rect())
            self._place_card()
        else:
            self.resize(self._card_size(theme.current().px(self._width), 10_000))

    def _place_card(self) -> None:
        if self._window is None:
            self._card.setGeometry(self.rect())
            return
        most = self.size().shrunkBy(_around())
        size = self._card_size(min(theme.current().px(self._width), most.width()), most.height())
        self._card.setGeometry(QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2,
                                     size.width(), size.height()))  # fmt: skip

    def _card_size(self, width: int, most: int) -> QSize:
        """How large the card is at that width: where it would be higher than `most`, what is between scrolls."""
        inner = width - 2 * _BORDER
        hints = sum(button.sizeHint().width() for button in self._buttons)
        is_stacked = hints + self._foot.spacing() * len(self._buttons) > inner - 2 * _MARGIN
        self._foot.setDirection(QBoxLayout.Direction.TopToBottom if is_stacked else QBoxLayout.Direction.LeftToRight)
        content = _height_of(self.body, inner)
        # a scroll area that sized it would count in what wrapped labels would like to have
        self._content.resize(inner, content)
        self._scroll.setFixedHeight(content)
        over = _height_of(self._box, width) - most
        if over > 0:
            self._scroll.setFixedHeight(max(content - over, 0))
        return QSize(width, _height_of(self._box, width))


def _height_of(layout: QLayout, width: int) -> int:
    # before the dialog is shown nothing tells the layout that something in it has changed
    layout.invalidate()
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()


def _around() -> QMargins:
    return QMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
