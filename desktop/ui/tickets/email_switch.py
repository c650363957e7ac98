"""The switch for mails about answers, which the help desk keeps: what it shows is what the help desk has."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.accounts import Account, DeskInfo
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.store.changes import Changes, Kind
from desktop.ui.kit import theme
from desktop.ui.kit.check_row import CheckRow
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.session import Session
from desktop.values import dataclass

_UNREACHED = frozenset({ErrorCode.OFFLINE, ErrorCode.TIMED_OUT, ErrorCode.SERVER_BUSY, ErrorCode.SERVER_ERROR})


@dataclass(frozen=True)
class _Asked:
    """A change on its way to the help desk."""

    account: Account
    wanted: bool


class EmailSwitch(Translated, QWidget):
    """Turns back where the help desk did not take the change, and says why."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: _Asked | None = None
        self._problem: Problem | None = None
        self._row = CheckRow()
        self.check = self._row.check
        self.check.setObjectName(name)
        self._state = Label(role="caption", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_1)
        layout.addWidget(self._row)
        layout.addWidget(self._state)
        self.check.clicked.connect(self._chosen)
        session.signals.changed.connect(self._changed)
        session.signals.account_changed.connect(self._begin)

    def retranslate(self) -> None:
        self.refresh()

    @Slot()
    def _begin(self) -> None:
        self._asked = self._problem = None
        self.refresh()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK_INFO, Kind.ACCOUNT):
            self.refresh()

    def refresh(self) -> None:
        """Show what is kept, or is on its way."""
        kept = self._session.info.email_alerts
        self._row.set_words(self.tr("E-mail me when support answers"))
        self.check.setEnabled(kept is not None and self._asked is None and self._session.account is not None)
        self.check.setChecked(self._asked.wanted if self._asked is not None else bool(kept))
        words = self._words(kept)
        self._state.setText(words)
        self._state.set_role("error" if self._problem is not None and self._asked is None else "caption")
        self.check.setAccessibleDescription(words)

    def _words(self, kept: bool | None) -> str:
        if kept is None:
            return self.tr("This help desk has no such setting.")
        if self._asked is not None:
            return self.tr("Telling the help desk…")
        if self._problem is None:
            return self.tr("The help desk sends these mails.") if kept else self.tr("No mails about answers are sent.")
        if self._problem.code in _UNREACHED:
            return self.tr("Not changed: the help desk cannot be reached now. Try again later.")
        return self.tr("Not changed. {reason}").format(reason=texts.problem(self._problem, self._session.formats))

    @Slot()
    def _chosen(self) -> None:
        account = self._session.account
        if account is None or self._asked is not None:
            return
        asked = _Asked(account, self.check.isChecked())
        self._asked, self._problem = asked, None
        self.refresh()
        self._session.run(self._job(asked), lambda result: self._answered(asked, result))

    def _job(self, asked: _Asked) -> Callable[[], DeskInfo]:
        return lambda: self._session.services.accounts.set_email_alerts(asked.account, asked.wanted)

    def _answered(self, asked: _Asked, result: DeskInfo | OtetError) -> None:
        if self._asked is not asked:
            # another account is signed in by now
            return
        self._asked = None
        if isinstance(result, OtetError):
            self._problem = result.problem
        else:
            self._session.info = result
        self.refresh()
