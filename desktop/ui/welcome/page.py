"""The page before signing in: the accounts of this computer, a demo, or a broker's help desk."""

from dataclasses import replace
from functools import partial

import shiboken6
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.accounts import Account
from desktop.domain.errors import OtetError
from desktop.ui.kit import theme
from desktop.ui.kit.appearance import LANGUAGES
from desktop.ui.kit.combo import Combo
from desktop.ui.kit.icon_view import IconView
from desktop.ui.kit.labels import Label
from desktop.ui.kit.scrolling import ScrollArea
from desktop.ui.kit.translated import Translated
from desktop.ui.session import Session
from desktop.ui.welcome.choice_card import ChoiceCard
from desktop.ui.welcome.known_accounts import KnownAccounts
from desktop.ui.welcome.sign_in_form import SignInForm
from desktop.ui.welcome.sign_in_texts import sign_in_problem

_NARROW = 760
_FORM_WIDTH = 440
_CHOICES_WIDTH = 820
_BELOW_TITLE, _MARK = 2, 32


class WelcomePage(Translated, ScrollArea):
    """The accounts known here and two cards to choose from; `ask_again` asks for the password of one account only.

    Signals: `left` when the user goes back; `signed_in` once an account of this computer is signed in again.
    """

    left = Signal()
    signed_in = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._error: OtetError | None = None
        self._origin: QWidget | None = None
        """What led to the form, which gets the focus back."""
        self._language = Combo()
        self._language.setObjectName("welcome.language")
        for code, name in LANGUAGES.items():
            self._language.addItem(name, code)
        self._language.activated.connect(self._turn_language)
        self._choices = _Choices()
        self._choices.try_card.clicked.connect(self._try)
        self._choices.connect_card.clicked.connect(self._connect)
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
        head.addWidget(_Brand(inside))
        head.addStretch(1)
        head.addWidget(IconView("languages", "text_secondary"))
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
        first: QWidget = self._accounts.first_button or self._choices.try_card
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_again(self, account: Account) -> None:
        """Ask for the password of `account` only."""
        self._origin = None
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
        self._choices.try_card.show_error(words)

    @Slot()
    def _connect(self) -> None:
        self._show_form(True)
        self.form.begin()
        self._origin = self._choices.connect_card

    @Slot(object)
    def _choose(self, account: Account) -> None:
        if account.is_built_in:
            self._try()
        else:
            self.ask_again(account)

    @Slot()
    def _back(self) -> None:
        origin = self._origin
        self.begin()
        if origin is not None:
            origin.setFocus(Qt.FocusReason.OtherFocusReason)
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
        self.try_card = ChoiceCard("monitor")
        self.try_card.setObjectName("welcome.try")
        self.connect_card = ChoiceCard("landmark")
        self.connect_card.setObjectName("welcome.connect")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.SPACE_4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_2)
        layout.addWidget(self._title)
        layout.addWidget(self._sentence)
        layout.addSpacing(theme.SPACE_6)
        layout.addLayout(self._row)
        for card in (self.try_card, self.connect_card):
            self._row.addWidget(card, 1)
        self._layout = layout

    def add_below_title(self, widget: QWidget) -> None:
        """Put `widget` between the words and the choices."""
        self._layout.insertWidget(_BELOW_TITLE, widget)

    def set_narrow(self, narrow: bool) -> None:
        """One choice under the other where they do not fit side by side."""
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def set_busy(self, busy: bool) -> None:
        """Show that the built-in help desk is starting."""
        self.try_card.set_working(busy)
        for card in (self.try_card, self.connect_card):
            card.setEnabled(not busy)

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self._title.setText(self.tr("Welcome to Otet Desk"))
        self._sentence.setText(
            self.tr("Write to support, offline too. Nothing you write is lost, and every answer reaches you.")
        )
        self.try_card.set_words(
            self.tr("Try it on this computer"),
            self.tr("See everything with a demo trader and a help desk that runs on this computer only."),
            self.tr("Starting the built-in help desk. The first time takes a few seconds."),
        )
        self.connect_card.set_words(
            self.tr("Connect to your broker"),
            self.tr("Sign in to the help desk of your broker with your own account."),
        )


class _Brand(Translated, QWidget):
    """The app's mark and name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("welcome.brand")
        self._mark = Label()
        self._name = Label(role="brand")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_2)
        layout.addWidget(self._mark)
        layout.addWidget(self._name)

    def retranslate(self) -> None:
        self._name.setText(self.tr("Otet Desk"))
        self.apply_theme()

    def apply_theme(self) -> None:
        edge = theme.current().px(_MARK)
        self._mark.setPixmap(QGuiApplication.windowIcon().pixmap(edge, edge))


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
