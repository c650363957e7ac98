"""Address, user and password of a help desk, with errors in words where they belong."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from desktop.domain.accounts import Account
from desktop.domain.errors import ErrorCode, OtetError
from desktop.ui import texts, theme
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.field import Field
from desktop.ui.widgets.labels import Label

_PLACES: Mapping[ErrorCode, str] = {
    ErrorCode.BAD_ADDRESS: "address",
    ErrorCode.INSECURE_ADDRESS: "address",
    ErrorCode.NOT_A_HELP_DESK: "address",
    ErrorCode.CERTIFICATE: "address",
    ErrorCode.OFFLINE: "address",
    ErrorCode.TIMED_OUT: "address",
    ErrorCode.WRONG_PASSWORD: "password",
    ErrorCode.TOO_MANY_ATTEMPTS: "password",
}


class SignInForm(QWidget):
    """Signs in, or signs the same account in again; nothing typed is ever cleared by an error."""

    back_asked = Signal()

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
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.hide()
        self._back = Button("", "arrow-left", "quiet")
        self._sign_in = Button(kind="primary")
        self._sign_in.setObjectName("welcome.sign_in")
        self._lay_out()
        self._back.clicked.connect(self.back_asked)
        self._sign_in.clicked.connect(self.submit)
        for name in self._fields:
            self._editor(name).returnPressed.connect(self.submit)
            self._editor(name).textEdited.connect(self._mended)
        self.retranslate()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._sign_in)
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

    def begin(self, account: Account | None = None) -> None:
        """Ask for everything, or only for the password of `account`."""
        self._account = account
        for name, known in (
            ("address", account.address if account else ""),
            ("user", account.username if account else ""),
        ):
            editor = self._editor(name)
            editor.setReadOnly(account is not None)
            if account is not None:
                editor.setText(known)
        self._blank.clear()
        self._say_error(None)
        self.retranslate()
        blank = next((name for name in self._fields if not self._editor(name).text()), "password")
        self._editor(blank).setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        again = self._account is not None
        self._title.setText(self.tr("Sign in again") if again else self.tr("Connect to your broker"))
        self._sentence.setText(
            self.tr("Your drafts and waiting messages are kept. They go on as soon as you are signed in.")
            if again
            else self.tr("Your broker gave you these three. The password is used once and not kept.")
        )
        required = self.tr("required")
        self._fields["address"].set_label(self.tr("Address of the help desk"), required)
        self._fields["user"].set_label(self.tr("User"), required)
        self._fields["password"].set_label(self.tr("Password"), required)
        self._editor("address").setPlaceholderText("https://help.example.com")
        self._back.setText(self.tr("Not now") if again else self.tr("Back"))
        self._name_button()
        self._busy.setAccessibleName(self.tr("Signing in…"))
        self._say_error(self._error)
        self._say_blank()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @Slot()
    def submit(self) -> None:
        """Sign in with what stands in the fields."""
        if self._busy.isVisible():
            return
        self._say_error(None)
        self._blank = [name for name in self._fields if not self._editor(name).text().strip()]
        if self._blank:
            self._say_blank()
            self._editor(self._blank[0]).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._set_busy(True)
        password = self._editor("password").text()
        if self._account is not None:
            self._session.actions.sign_in_again(password, self._done)
            return
        address, user = self._editor("address").text().strip(), self._editor("user").text().strip()
        self._session.actions.sign_in(address, user, password, self._done)

    def _done(self, error: OtetError | None) -> None:
        self._set_busy(False)
        if error is None:
            self._editor("password").clear()
        self._say_error(error)
        if error is not None:
            self._editor(_PLACES.get(error.code, "password")).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_blank(self) -> None:
        for name in self._blank:
            self._fields[name].set_error(self.tr("Please fill this in."))

    def _say_error(self, error: OtetError | None) -> None:
        self._error = error
        place = _PLACES.get(error.code) if error else None
        words = texts.sign_in_problem(error.problem, self._session.formats) if error else ""
        for name, field in self._fields.items():
            field.set_error(words if name == place else "")
        self._general.setText(words if place is None else "")
        self._general.setVisible(bool(words) and place is None)

    @Slot()
    def _mended(self) -> None:
        self._blank.clear()
        self._say_error(None)

    def _set_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        self._sign_in.setEnabled(not busy)
        self._name_button()
        for name in self._fields:
            self._editor(name).setEnabled(not busy)

    def _name_button(self) -> None:
        self._sign_in.setText(self.tr("Sign in") if self._sign_in.isEnabled() else self.tr("Signing in…"))

    def _editor(self, name: str) -> QLineEdit:
        editor = self._fields[name].editor if name in self._fields else None
        assert isinstance(editor, QLineEdit)
        return editor


def _editor(name: str, *, secret: bool) -> QLineEdit:
    editor = QLineEdit()
    editor.setObjectName(name)
    # addresses, users and passwords are read from left to right in every language
    editor.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if secret:
        editor.setEchoMode(QLineEdit.EchoMode.Password)
    return editor
