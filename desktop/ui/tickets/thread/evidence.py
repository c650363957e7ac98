"""The evidence of a message as tiles: a transaction leads to Wallets, anything else can be copied."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.domain.references.evidence import MOST, Evidence, EvidenceKind
from desktop.domain.references.suggestions import LONGEST
from desktop.ui.editor import evidence_texts
from desktop.ui.editor.evidence_tile import EvidenceTile
from desktop.ui.kit import theme
from desktop.ui.session import Session
from desktop.ui.signals import Toast


class MessageEvidence(QWidget):
    """Read from the message's plain text, so it may come from any device and from anybody: it claims, we look up."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[Evidence, ...] = ()
        self.tiles: list[EvidenceTile] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, theme.SPACE_1, 0, 0)
        self._box.setSpacing(theme.SPACE_1)
        self.hide()

    @property
    def sentences(self) -> list[str]:
        """The tiles read aloud."""
        return [tile.sentence for tile in self.tiles]

    def show_evidence(self, evidence: tuple[Evidence, ...]) -> None:
        """Show these.

        Needed again in another language: the message calls it; only the tiles' own words follow by themselves.
        """
        if evidence != self._shown:
            for tile in self.tiles:
                self._box.removeWidget(tile)
                tile.hide()
                tile.deleteLater()
            self._shown = evidence
            self.tiles = [self._tile(one) for one in evidence]
        self.setVisible(bool(evidence))
        self._name_tiles()

    def _tile(self, evidence: Evidence) -> EvidenceTile:
        leads = evidence.kind is EvidenceKind.TRANSACTION
        tile = EvidenceTile(evidence, self._session.formats, "external-link" if leads else "copy")
        tile.pressed.connect(partial(self._open if leads else self._copy, evidence))
        self._box.addWidget(tile)
        # a layout would show it later, and until then it would count for nothing
        tile.show()
        return tile

    def _name_tiles(self) -> None:
        for tile in self.tiles:
            leads = tile.evidence.kind is EvidenceKind.TRANSACTION
            words = self.tr("Show {name} in Wallets") if leads else self.tr("Copy {name}")
            tile.button.set_name(words.format(name=evidence_texts.title(tile.evidence)))

    def _open(self, evidence: Evidence) -> None:
        account, id = self._session.account, evidence.fact("id")
        if account is not None and self._session.services.reads.money.transaction(account.id, id) is not None:
            self._session.navigator.show_transaction(id)
        else:
            self._session.signals.toast.emit(Toast(self.tr("This transaction is not in your wallets.")))

    def _copy(self, evidence: Evidence) -> None:
        QApplication.clipboard().setText(evidence.fact("value"))
        self._session.signals.toast.emit(Toast(self.tr("Copied")))


def shown_evidence(session: Session, evidence: tuple[Evidence, ...], text: str) -> tuple[Evidence, ...]:
    """What is shown for a message: its evidence, and the user's own transactions that its text names."""
    return (*evidence, *_named(session, text, evidence))[:MOST]


def _named(session: Session, text: str, evidence: tuple[Evidence, ...]) -> Iterator[Evidence]:
    account = session.account
    if account is None:
        return
    shown = {one.fact("id") for one in evidence}
    for found in session.services.reads.money.named_in(account.id, text[:LONGEST]):
        if found.remote_id not in shown:
            yield Evidence.of_transaction(found)
