"""What a text rests on, below it: one tile each, and a way to take each off again."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.references.evidence import Evidence
from desktop.ui.editor import evidence_texts
from desktop.ui.editor.evidence_tile import EvidenceTile
from desktop.ui.kit import theme
from desktop.ui.kit.labels import speaks_another_language
from desktop.ui.language.formats import Formats

SHOWN_ROWS = 3


class EvidenceTray(QScrollArea):
    """Up to three rows are seen at once, more scroll. `removed` carries a place in the list."""

    removed = Signal(int)

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._shown: tuple[Evidence, ...] = ()
        self._tiles: list[EvidenceTile] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.SPACE_1)
        self._box.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
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
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again in another language or size."""
        super().changeEvent(event)
        if speaks_another_language(event):
            self._say()
        elif event.type() == QEvent.Type.StyleChange:
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the rows need."""
        super().showEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as its rows, up to three."""
        return QSize(super().sizeHint().width(), self._height())

    def _height(self) -> int:
        seen = self._tiles[:SHOWN_ROWS]
        return sum(tile.sizeHint().height() for tile in seen) + theme.SPACE_1 * max(0, len(seen) - 1)

    def _fit(self) -> None:
        self.setFixedHeight(self._height())

    def _tile(self, place: int, evidence: Evidence) -> EvidenceTile:
        tile = EvidenceTile(evidence, self._formats, "x")
        tile.pressed.connect(partial(self.removed.emit, place))
        self._box.insertWidget(place, tile)
        return tile

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Evidence, %Ln piece(s)", None, len(self._shown)))
        for tile in self._tiles:
            tile.button.set_name(self.tr("Remove {name}").format(name=evidence_texts.title(tile.evidence)))
            tile.button.setAccessibleDescription(tile.sentence)
