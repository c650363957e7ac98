"""One piece of evidence as a tile: what it is, its facts, and what can be done with it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.references.evidence import Evidence
from desktop.ui.editor import evidence_texts
from desktop.ui.kit import icons, theme
from desktop.ui.kit.buttons import IconButton
from desktop.ui.kit.labels import ElidedLabel, speaks_another_language
from desktop.ui.language.formats import Formats, tip


class EvidenceTile(QFrame):
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
        self.button = _Button(icon, color="text_secondary")
        self.button.clicked.connect(self.pressed)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.SPACE_2, theme.SPACE_1, theme.SPACE_2, theme.SPACE_1)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self._picture)
        box.addLayout(words, 1)
        box.addWidget(self.button)
        self.setMinimumWidth(theme.current().px(240))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.retranslate()

    @property
    def sentence(self) -> str:
        """The tile read aloud."""
        return self.accessibleName()

    def retranslate(self) -> None:
        """Write it for the reader."""
        edge = theme.current().px(theme.ICON)
        icon = evidence_texts.ICONS[self.evidence.kind]
        self._picture.setPixmap(icons.pixmap(icon, "text_secondary", edge, 2.0))
        self._title.setText(evidence_texts.title(self.evidence))
        facts = evidence_texts.facts(self.evidence, self._formats)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        whole = evidence_texts.all_facts(self.evidence, self._formats)
        self.setToolTip(tip(whole))
        self.setAccessibleName(whole.replace("\n", ", "))

    def changeEvent(self, event: QEvent) -> None:
        """Follow language, theme and text size."""
        super().changeEvent(event)
        if speaks_another_language(event) or event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.retranslate()


class _Button(IconButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)
