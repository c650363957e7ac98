"""Address, user and password of a help desk, with errors in words where they belong.

Also the form for an account of this computer: its user is fixed, its address can be changed where the help desk moved.
"""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.accounts import Account, KnownAccount
from desktop.domain.errors import ErrorCode, OtetError
from desktop.ui.kit import theme
from desktop.ui.kit.busy_bar import BusyBar
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.field import Field
from desktop.ui.kit.labels import Label
from desktop.ui.kit.scrolling import bring_into_view
from desktop.ui.kit.text_field import TextField
from desktop.ui.kit.translated import Translated
from desktop.ui.session import Session
from desktop.ui.welcome.sign_in_texts import sign_in_problem

_PLACES: Mapping[ErrorCode, str] = {
    ErrorCode.BAD_ADDRESS: "address",
    ErrorCode.INSECURE_ADDRESS: "address",
    ErrorCode.NOT_A_HELP_DESK: "address",
    ErrorCode.CERTIFICATE: "address",
    ErrorCode.OFFLINE: "address",
    ErrorCode.TIMED_OUT: "address",
    ErrorCode.WRONG_SCHEME: "address",
    ErrorCode.OTHER_HELP_DESK: "address",
    ErrorCode.ADDRESS_TAKEN: "address",
    ErrorCode.WRONG_PASSWORD: "password",
    ErrorCode.TOO_MANY_ATTEMPTS: "password",
}


class SignInForm(Translated, QWidget):
    """Signs in, or signs an account of this computer in again; nothing typed is ever cleared by an error.

    Signals: `back_asked`; `signed_in` once the help desk has accepted.
    """

    back_asked = Signal()
    signed_in = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._account: Account | None = None
        self._error: OtetError | None = None
        self._blank: list[str] = []
        self._title = Label(role="title")
        self._sentence = Label(role="secondary", wrap=True)
        self._fields = {
            name: Field(_editor(f"welcome.{name}", secret=name == "password"), required=True)
            for name in ("address", "user", "password")
        }
        self._general = Label(role="error", wrap=True)
        self._general.hide()
        self._busy = BusyBar()
        self._back = Button("", "arrow-left", "quiet")
        self._sign_in = Button(kind="primary")
        self._sign_in.setObjectName("welcome.sign_in")
        self._lay_out()
        self._back.clicked.connect(self.back_asked)
        self._sign_in.clicked.connect(self.submit)
        for name in self._fields:
            self._editor(name).returnPressed.connect(self.submit)
            self._editor(name).textEdited.connect(self._mended)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_3)
        layout.addWidget(self._title)
        layout.addWidget(self._sentence)
        for field in self._fields.values():
            layout.addWidget(field)
        layout.addWidget(self._general)
        layout.addWidget(self._busy)
        layout.addLayout(foot)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._sign_in)

    def begin(self, account: Account | None = None) -> None:
        """Ask for everything, or sign `account` in again."""
        editor = self._editor("address")
        if account is not None and account != self._account:
            self._editor("password").clear()
        if account is not None:
            editor.setText("" if account.is_built_in else account.address)
            self._editor("user").setText(account.username)
        elif self._account is not None:
            # what stands there is of an account that was chosen before
            for name in self._fields:
                self._editor(name).clear()
        self._account = account
        self._editor("user").setReadOnly(account is not None)
        self._fields["address"].setVisible(account is None or not account.is_built_in)
        self._blank.clear()
        self._show_error(None)
        self.retranslate()
        blank = "password" if account else next((name for name in self._fields if self._is_blank(name)), "password")
        self._focus(blank)

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        account = self._account
        is_in_view = account is not None and self._session.account is not None
        self._title.setText(self.tr("Connect to your broker") if account is None else self.tr("Sign in again"))
        if account is None:
            words = self.tr("Your broker gave you these three. The password is used once and not kept.")
        else:
            words = self._kept_words(account)
        self._sentence.setText(words)
        required = self.tr("required")
        self._fields["address"].set_label(self.tr("Address of the help desk"), required)
        self._fields["user"].set_label(self.tr("User"), required)
        self._fields["password"].set_label(self.tr("Password"), required)
        self._editor("address").setPlaceholderText("https://help.example.com")
        self._back.setText(self.tr("Not now") if is_in_view else self.tr("Back"))
        self._fit_button()
        self._busy.setAccessibleName(self.tr("Signing in…"))
        self._show_error(self._error)
        self._show_blank()

    @Slot()
    def submit(self) -> None:
        """Sign in with what stands in the fields."""
        if self.is_busy:
            return
        self._show_error(None)
        self._blank = [name for name in self._fields if self._is_blank(name)]
        if self._blank:
            self._show_blank()
            self._focus(self._blank[0])
            return
        self._set_busy(True)
        password = self._editor("password").text()
        address, user = self._editor("address").text().strip(), self._editor("user").text().strip()
        if self._account is not None:
            self._session.actions.sign_in_again(self._account, password, address, self._done)
            return
        self._session.actions.sign_in(address, user, password, self._done)

    def _done(self, error: OtetError | None) -> None:
        self._set_busy(False)
        if error is None:
            self._editor("password").clear()
            self._show_error(None)
            self.signed_in.emit()
            return
        self._show_error(error)
        self._focus(_PLACES.get(error.code, "password"))
        if not self._general.isHidden():
            bring_into_view(self._general)

    def _focus(self, name: str) -> None:
        """Put the caret into that field, and scroll it into view with its words."""
        self._editor(name).setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self._fields[name])

    def _is_blank(self, name: str) -> bool:
        return not self._fields[name].isHidden() and not self._editor(name).text().strip()

    def _kept_words(self, account: Account) -> str:
        """What of that account is on this computer, and what becomes of it: only what waits is sent."""
        known = next((one for one in self._session.services.accounts.known() if one.account.id == account.id), None)
        unsent = "" if known is None else self._unsent_words(known)
        if known is None or not unsent:
            return self.tr("Everything in this account is kept on this computer.")
        if known.waiting:
            words = self.tr("Kept on this computer: {unsent}. What is waiting is sent as soon as you are signed in.")
        else:
            words = self.tr("Kept on this computer: {unsent}.")
        return words.format(unsent=unsent)

    def _unsent_words(self, known: KnownAccount) -> str:
        return self._session.formats.counts.unsent(known.waiting, known.drafts, known.needs_you)

    def _show_blank(self) -> None:
        for name in self._blank:
            self._fields[name].set_error(self.tr("Please fill this in."))

    def _show_error(self, error: OtetError | None) -> None:
        self._error = error
        place = _PLACES.get(error.code) if error else None
        words = sign_in_problem(error.problem, self._session.formats) if error else ""
        for name, field in self._fields.items():
            field.set_error(words if name == place else "")
        self._general.setText(words if place is None else "")
        self._general.setVisible(bool(words) and place is None)

    @Slot()
    def _mended(self) -> None:
        self._blank.clear()
        self._show_error(None)

    @property
    def is_busy(self) -> bool:
        """Whether the help desk is being asked."""
        return not self._busy.isHidden()

    def _set_busy(self, busy: bool) -> None:
        if busy and (focus := self.focusWidget()) is not None:
            # else it would jump to Back, which the next Enter then presses
            focus.clearFocus()
        self._busy.setVisible(busy)
        self._sign_in.setEnabled(not busy)
        self._name_button()
        for name in self._fields:
            self._editor(name).setEnabled(not busy)

    def apply_theme(self) -> None:
        self._fit_button()

    def _fit_button(self) -> None:
        """Make it as wide as the longer of its two texts: it keeps its place while it works."""
        self._sign_in.setMinimumWidth(0)
        widths = []
        for words in (self.tr("Signing in…"), self.tr("Sign in")):
            self._sign_in.setText(words)
            widths.append(self._sign_in.sizeHint().width())
        self._sign_in.setMinimumWidth(max(widths))
        self._name_button()

    def _name_button(self) -> None:
        self._sign_in.setText(self.tr("Sign in") if self._sign_in.isEnabled() else self.tr("Signing in…"))

    def _editor(self, name: str) -> QLineEdit:
        editor = self._fields[name].editor if name in self._fields else None
        assert isinstance(editor, QLineEdit)
        return editor


def _editor(name: str, *, secret: bool) -> QLineEdit:
    editor = TextField()
    editor.setObjectName(name)
    # addresses, users and passwords are read from left to right in every language
    editor.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if secret:
        editor.setEchoMode(QLineEdit.EchoMode.Password)
    return editor
