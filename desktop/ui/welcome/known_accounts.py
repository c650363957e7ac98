"""The accounts of this computer on the page before signing in, each with what waits in it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.accounts import Account, KnownAccount
from desktop.domain.errors import OtetError
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import ElidedLabel, Label
from desktop.ui.kit.translated import Translated
from desktop.ui.language.bidi import isolate_line
from desktop.ui.language.formats import isolate, ltr
from desktop.ui.session import Session


class KnownAccounts(Translated, QWidget):
    """A card with a row for each account; hidden while there is none.

    Signals: `chosen` with the Account.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title = Label(role="section")
        self._rows: list[_Row] = []
        card = QFrame()
        card.setProperty("role", "choice")
        self._list = QVBoxLayout(card)
        self._list.setContentsMargins(theme.SPACE_6, theme.SPACE_4, theme.SPACE_4, theme.SPACE_4)
        self._list.setSpacing(theme.SPACE_3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.SPACE_4, 0, 0)
        layout.setSpacing(theme.SPACE_2)
        layout.addWidget(self._title)
        layout.addWidget(card)

    @property
    def first_button(self) -> Button | None:
        """The button of the account that was signed in last."""
        return self._rows[0].button if self._rows else None

    def read(self) -> None:
        """Read the accounts again, and what waits in each."""
        self._title.setText(self.tr("Accounts on this computer"))
        try:
            accounts = self._session.services.accounts.known()
        except OtetError:
            # a database that cannot be read is told of elsewhere
            accounts = ()
        for row in self._rows:
            self._list.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self._rows = [self._row(known) for known in accounts]
        self._make_equal()
        self.setVisible(bool(accounts))

    def apply_theme(self) -> None:
        self._make_equal()

    def _make_equal(self) -> None:
        for row in self._rows:
            row.button.setMinimumWidth(0)
            row.button.ensurePolished()
        widest = max((row.button.sizeHint().width() for row in self._rows), default=0)
        for row in self._rows:
            row.button.setMinimumWidth(widest)

    def _row(self, known: KnownAccount) -> "_Row":
        account = known.account
        name = account.display_name or account.username
        where = self.tr("Demo on this computer") if account.is_built_in else known.desk_name
        address = "" if account.is_built_in else ltr(account.address)
        unsent = self._session.formats.counts.unsent(known.waiting, known.drafts, known.needs_you)
        row = _Row(
            account,
            isolate_line(name),
            "  ·  ".join(part for part in (isolate(where) if where else "", address) if part),
        )
        row.waits.setText(unsent or self.tr("Nothing is waiting to be sent"))
        row.button.setText(self.tr("Open") if account.is_built_in else self.tr("Sign in"))
        row.button.setAccessibleName(self.tr("Sign in as {name}").format(name=isolate(name)))
        row.button.setAccessibleDescription(row.waits.text())
        row.button.clicked.connect(partial(self.chosen.emit, account))
        self._list.addWidget(row)
        return row


class _Row(QWidget):
    def __init__(self, account: Account, name: str, place: str) -> None:
        super().__init__()
        self.setObjectName(f"welcome.account.{account.id}")
        self.waits = Label(role="caption", wrap=True)
        self.button = Button()
        self.button.setObjectName(f"welcome.account.{account.id}.sign_in")
        words = QVBoxLayout()
        words.setSpacing(2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_4)
        layout.addLayout(words, 1)
        words.addWidget(ElidedLabel(name, "strong"))
        words.addWidget(ElidedLabel(place, "secondary"))
        words.addWidget(self.waits)
        layout.addWidget(self.button)
