"""One piece of evidence as a tile: what it is, its facts, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.references.evidence import Evidence
from desktop.ui.editor import evidence_texts
from desktop.ui.editor.tray import RemoveButton
from desktop.ui.kit import icons, theme
from desktop.ui.kit.labels import ElidedLabel
from desktop.ui.kit.translated import Translated
from desktop.ui.language.formats import Formats, tip


class EvidenceTile(Translated, QFrame):
    """Its words are the reader's, its facts are whole in the tooltip. `pressed` says that its button was."""

    pressed = Signal()

    def __init__(self, evidence: Evidence, formats: Formats, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "tile")
        self.evidence = evidence
        self._formats = formats
        self._picture = QLabel()
        self._title = ElidedLabel(role="strong")
        self._facts = ElidedLabel(role="caption")
        self.button = RemoveButton(icon, color="text_secondary")
        self.button.clicked.connect(self.pressed)
        words = QVBoxLayout()
        words.setSpacing(0)
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.SPACE_2, theme.SPACE_1, theme.SPACE_2, theme.SPACE_1)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self._picture)
        box.addLayout(words, 1)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        box.addWidget(self.button)
        self.setMinimumWidth(theme.current().px(240))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.apply_theme()

    @property
    def sentence(self) -> str:
        """The tile read aloud."""
        return self.accessibleName()

    def retranslate(self) -> None:
        """Write it for the reader."""
        self._title.setText(evidence_texts.title(self.evidence))
        facts = evidence_texts.facts(self.evidence, self._formats)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        whole = evidence_texts.all_facts(self.evidence, self._formats)
        self.setToolTip(tip(whole))
        self.setAccessibleName(whole.replace("\n", ", "))
        self.button.setAccessibleDescription(self.accessibleName())

    def apply_theme(self) -> None:
        """Take the picture from the theme."""
        icon, edge = evidence_texts.ICONS[self.evidence.kind], theme.current().px(theme.ICON)
        self._picture.setPixmap(icons.pixmap(icon, "text_secondary", edge, 2.0))
