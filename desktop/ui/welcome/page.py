"""The page before signing in: the accounts of this computer, a demo, or a broker's help desk."""

from dataclasses import replace
from functools import partial

import shiboken6
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.accounts import Account
from desktop.domain.errors import OtetError
from desktop.ui.kit import icons, theme
from desktop.ui.kit.appearance import LANGUAGES
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.combo import Combo
from desktop.ui.kit.labels import Label
from desktop.ui.kit.scrolling import ScrollArea
from desktop.ui.kit.translated import Translated
from desktop.ui.session import Session
from desktop.ui.welcome.known_accounts import KnownAccounts
from desktop.ui.welcome.sign_in_form import SignInForm
from desktop.ui.welcome.sign_in_texts import sign_in_problem

_NARROW = 760
_FORM_WIDTH = 440
_CHOICES_WIDTH = 820
_BELOW_TITLE = 2


class WelcomePage(Translated, ScrollArea):
    """The accounts known here and two large choices; `ask_again` asks for the password of one account only.

    Signals: `left` when the user goes back; `signed_in` once an account of this computer is signed in again.
    """

    left = Signal()
    signed_in = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._error: OtetError | None = None
        self._language = Combo()
        self._language.setObjectName("welcome.language")
        for code, name in LANGUAGES.items():
            self._language.addItem(name, code)
        self._language.activated.connect(self._turn_language)
        self._choices = _Choices()
        self._choices.try_button.clicked.connect(self._try)
        self._choices.connect_button.clicked.connect(self._connect)
        self.form = SignInForm(session)
        self.form.back_asked.connect(self._back)
        self.form.signed_in.connect(self.signed_in)
        self._accounts = KnownAccounts(session)
        self._accounts.chosen.connect(self._choose)
        self._form_ground = _centered(self.form, _FORM_WIDTH)
        self._choices.add_below_title(self._accounts)
        self._choices_ground = _centered(self._choices, _CHOICES_WIDTH)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        inside = QWidget()
        inside.setProperty("role", "page")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(theme.SPACE_6, theme.SPACE_4, theme.SPACE_6, theme.SPACE_6)
        layout.addLayout(head)
        head.addStretch(1)
        head.addWidget(_Picture("languages", "text_secondary", theme.ICON))
        head.addWidget(self._language)
        # not in a stack, which would be as high as the higher of the two
        layout.addWidget(self._choices_ground, 1)
        layout.addWidget(self._form_ground, 1)
        self._form_ground.hide()
        self.setWidgetResizable(True)
        self.setWidget(inside)

    def begin(self) -> None:
        """Show the accounts of this computer and the two choices."""
        self._show_form(False)
        self._accounts.read()
        first = self._accounts.first_button or self._choices.try_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_again(self, account: Account) -> None:
        """Ask for the password of `account` only."""
        self._show_form(True)
        self.form.begin(account)

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self._language.setAccessibleName(self.tr("Language"))
        self._language.setCurrentIndex(self._language.findData(self._session.formats.language))
        self._accounts.read()
        self._show_error()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choices.set_narrow(self.viewport().width() < theme.current().px(_NARROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back from the form."""
        if event.key() == Qt.Key.Key_Escape and not self._form_ground.isHidden() and not self.form.is_busy:
            self._back()
        else:
            super().keyPressEvent(event)

    def _show_form(self, shown: bool) -> None:
        for ground in (self._choices_ground, self._form_ground):
            ground.setVisible((ground is self._form_ground) == shown)

    @Slot()
    def _try(self) -> None:
        self._error = None
        self._show_error()
        pressed = self.focusWidget()
        if pressed is not None:
            # else it would jump to the language
            pressed.clearFocus()
        self._choices.set_busy(True)
        self._accounts.setEnabled(False)
        self._session.actions.try_demo(partial(self._tried, pressed))

    def _tried(self, pressed: QWidget | None, error: OtetError | None) -> None:
        self._error = error
        self._choices.set_busy(False)
        self._accounts.setEnabled(True)
        self._show_error()
        if error is not None and pressed is not None and shiboken6.isValid(pressed):
            pressed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_error(self) -> None:
        words = sign_in_problem(self._error.problem, self._session.formats) if self._error else ""
        self._choices.show_error(words)

    @Slot()
    def _connect(self) -> None:
        self._show_form(True)
        self.form.begin()

    @Slot(object)
    def _choose(self, account: Account) -> None:
        if account.is_built_in:
            self._try()
        else:
            self.ask_again(account)

    @Slot()
    def _back(self) -> None:
        self.begin()
        self.left.emit()

    @Slot()
    def _turn_language(self) -> None:
        chosen = replace(self._session.settings, language=self._language.currentData())
        if chosen != self._session.settings:
            self._session.actions.change_settings(chosen)


class _Choices(Translated, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._title = Label(role="balance", wrap=True)
        self._sentence = Label(role="secondary", wrap=True)
        self.try_button = Button("", kind="primary")
        self.try_button.setObjectName("welcome.try")
        self.connect_button = Button()
        self.connect_button.setObjectName("welcome.connect")
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._state = Label(role="caption", wrap=True)
        self._error = Label(role="error", wrap=True)
        self._try_words = Label(role="secondary", wrap=True)
        self._connect_words = Label(role="secondary", wrap=True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.SPACE_4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_2)
        layout.addWidget(self._title)
        layout.addWidget(self._sentence)
        layout.addSpacing(theme.SPACE_6)
        layout.addLayout(self._row)
        self._row.addWidget(
            self._card("monitor", self._try_words, self.try_button, self._busy, self._state, self._error), 1
        )
        self._row.addWidget(self._card("landmark", self._connect_words, self.connect_button), 1)
        self._layout = layout
        self.set_busy(False)
        self.show_error("")

    @staticmethod
    def _card(icon: str, words: Label, button: Button, *rest: QWidget) -> QFrame:
        card = QFrame()
        card.setProperty("role", "choice")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_6)
        layout.setSpacing(theme.SPACE_4)
        layout.addWidget(_Picture(icon, "accent_text", 32))
        layout.addWidget(words)
        layout.addStretch(1)
        for widget in rest:
            layout.addWidget(widget)
        layout.addWidget(button)
        return card

    def add_below_title(self, widget: QWidget) -> None:
        """Put `widget` between the words and the choices."""
        self._layout.insertWidget(_BELOW_TITLE, widget)

    def set_narrow(self, narrow: bool) -> None:
        """One choice under the other where they do not fit side by side."""
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def set_busy(self, busy: bool) -> None:
        """Show that the built-in help desk is starting."""
        self._busy.setVisible(busy)
        self._state.setVisible(busy)
        self.try_button.setEnabled(not busy)
        self.connect_button.setEnabled(not busy)

    def show_error(self, words: str) -> None:
        """Show why the trial did not start; "" clears it."""
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self._title.setText(self.tr("Welcome to Otet Desk"))
        self._sentence.setText(
            self.tr("Write to support, offline too. Nothing you write is lost, and every answer reaches you.")
        )
        self._try_words.setText(
            self.tr("See everything with a demo trader and a help desk that runs on this computer only.")
        )
        self._connect_words.setText(self.tr("Sign in to the help desk of your broker with your own account."))
        self.try_button.setText(self.tr("Try it on this computer"))
        self.connect_button.setText(self.tr("Connect to your broker"))
        self._state.setText(self.tr("Starting the built-in help desk. The first time takes a few seconds."))
        self._busy.setAccessibleName(self._state.text())


class _Picture(Translated, Label):
    def __init__(self, icon: str, ink: str, edge: int) -> None:
        super().__init__()
        self._icon, self._ink, self._edge = icon, ink, edge
        self._draw()

    def apply_theme(self) -> None:
        self._draw()

    def _draw(self) -> None:
        edge = theme.current().px(self._edge)
        self.setPixmap(icons.pixmap(self._icon, self._ink, edge, self.devicePixelRatioF()))


def _centered(widget: QWidget, width: int) -> QWidget:
    ground = QWidget()
    widget.setMaximumWidth(width)
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    row = QHBoxLayout()
    layout = QVBoxLayout(ground)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addStretch(2)
    layout.addLayout(row)
    row.addStretch(1)
    row.addWidget(widget, 100)
    row.addStretch(1)
    layout.addStretch(3)
    return ground
