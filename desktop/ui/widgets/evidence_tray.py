"""What a text rests on, below it: one tile each, and a way to take each off again."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.evidence import Evidence
from desktop.ui import theme
from desktop.ui.formats import Formats
from desktop.ui.widgets import evidence_words
from desktop.ui.widgets.evidence_tile import EvidenceTile
from desktop.ui.widgets.labels import speaks_another_language

WIDEST = 460


class EvidenceTray(QWidget):
    """`removed` carries a place in the list."""

    removed = Signal(int)

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._shown: tuple[Evidence, ...] = ()
        self._tiles: list[EvidenceTile] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.SPACE_1)
        self.show_evidence(())

    @property
    def tiles(self) -> list[EvidenceTile]:
        """The tiles shown, from the top."""
        return self._tiles

    def show_evidence(self, evidence: tuple[Evidence, ...]) -> None:
        """Show these; the keyboard stays where it was."""
        if evidence != self._shown:
            focused = next((at for at, tile in enumerate(self._tiles) if tile.button.hasFocus()), -1)
            for tile in self._tiles:
                self._box.removeWidget(tile)
                tile.hide()
                tile.deleteLater()
            self._shown = evidence
            self._tiles = [self._tile(place, one) for place, one in enumerate(evidence)]
            if focused >= 0 and self._tiles:
                self._tiles[min(focused, len(self._tiles) - 1)].button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(bool(evidence))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again in another language."""
        super().changeEvent(event)
        if speaks_another_language(event):
            self._say()

    def _tile(self, place: int, evidence: Evidence) -> EvidenceTile:
        tile = EvidenceTile(evidence, self._formats, "x")
        tile.setMaximumWidth(theme.current().px(WIDEST))
        tile.pressed.connect(partial(self.removed.emit, place))
        self._box.addWidget(tile)
        return tile

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Evidence, %Ln piece(s)", None, len(self._shown)))
        for tile in self._tiles:
            tile.button.set_name(self.tr("Remove {name}").format(name=evidence_words.title(tile.evidence)))
            tile.button.setAccessibleDescription(tile.sentence)
