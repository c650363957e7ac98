"""What a text rests on, below it: one tile each."""

from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.domain.references.evidence import Evidence
from desktop.ui.editor import evidence_texts
from desktop.ui.editor.evidence_tile import EvidenceTile
from desktop.ui.editor.tray import Tray
from desktop.ui.kit import theme
from desktop.ui.language.formats import Formats


class EvidenceTray(Tray):
    """Shows the evidence of what is being written."""

    def __init__(self, formats: Formats) -> None:
        super().__init__(theme.SPACE_1)
        self._formats = formats

    @property
    def tiles(self) -> list[EvidenceTile]:
        """The tiles shown, from the top."""
        return [row for row in self._tiles if isinstance(row, EvidenceTile)]

    def show_evidence(self, evidence: tuple[Evidence, ...]) -> None:
        """Show these; the keyboard stays where it was."""
        self.show_rows(evidence, self._tile)

    def retranslate(self) -> None:
        """Name the list and what its buttons do."""
        self.setAccessibleName(self.tr("Evidence, %Ln piece(s)", None, len(self._tiles)))
        for tile in self.tiles:
            tile.button.set_name(self.tr("Remove {name}").format(name=evidence_texts.title(tile.evidence)))

    def _tile(self, evidence: Evidence) -> tuple[QWidget, QAbstractButton]:
        tile = EvidenceTile(evidence, self._formats, "x")
        return tile, tile.button
