"""Says how much of what the help desk sent cannot be shown, and hands out its text."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from desktop.domain.remote import RecordKind
from desktop.store.changes import Changes, Kind
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.language.counts import CountWords
from desktop.ui.session import Session

Counted = tuple[Sequence[RecordKind], Callable[[CountWords, int], str]]
MONEY: tuple[Counted, ...] = (
    ((RecordKind.TRANSACTION,), CountWords.unreadable_transactions),
    ((RecordKind.WALLET,), CountWords.unreadable_wallets),
    ((RecordKind.RATES, RecordKind.VERIFICATION), CountWords.unreadable_records),
)
EVERYTHING: tuple[Counted, ...] = ((tuple(RecordKind), CountWords.unreadable_records),)


class UnreadableLine(Translated, QWidget):
    """One line, hidden while everything can be shown. Keeps itself up to date; needs the main thread."""

    def __init__(self, session: Session, counted: tuple[Counted, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._counted = counted
        self.words = Label(role="secondary", wrap=True)
        self.copy = Button(kind="link")
        self.copy.clicked.connect(self._copy)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self.words, 1)
        box.addWidget(self.copy)
        session.signals.changed.connect(self._changed)
        session.signals.account_changed.connect(self.read_again)

    @Slot()
    def read_again(self) -> None:
        """Count again, in the language now in force."""
        account = self._session.account
        state = self._session.services.reads.state
        counts = self._session.formats.counts
        found = [
            words(counts, count)
            for kinds, words in self._counted
            if account is not None and (count := state.unreadable_count(account.id, kinds))
        ]
        self.words.setText(" · ".join(found))
        self.copy.setText(self.tr("Copy as text"))
        self.setVisible(bool(found))

    def retranslate(self) -> None:
        self.read_again()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.has(Kind.UNREADABLE, Kind.ACCOUNT):
            self.read_again()

    @Slot()
    def _copy(self) -> None:
        account = self._session.account
        if account is not None:
            kinds = [kind for kinds, _words in self._counted for kind in kinds]
            texts = self._session.services.reads.state.unreadable_texts(account.id, kinds)
            QApplication.clipboard().setText("\n".join(texts))
