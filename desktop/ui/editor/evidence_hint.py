"""A line below the text that says what was noticed in it; it asks for nothing and changes nothing by itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QWidget

from desktop.domain.references.suggestions import Advice, Suggestion
from desktop.ui.editor import evidence_texts
from desktop.ui.kit import icons, theme
from desktop.ui.kit.announcements import announce
from desktop.ui.kit.buttons import Button, IconButton
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.language.formats import Formats

_NARROW = 400


class EvidenceHint(Translated, QWidget):
    """`added` and `dismissed` say what the person chose."""

    added = Signal()
    dismissed = Signal()

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._suggestion: Suggestion | None = None
        self._picture = QLabel()
        self._words = Label(role="caption", wrap=True)
        self.add = Button(kind="link")
        self.add.setObjectName("evidence.add")
        self.add.clicked.connect(self.added)
        self.dismiss = IconButton("x", color="text_secondary")
        self.dismiss.setObjectName("evidence.dismiss")
        self.dismiss.clicked.connect(self.dismissed)
        self._inner = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE_2)
        top = Qt.AlignmentFlag.AlignTop
        box.addWidget(self._picture, 0, top)
        box.addLayout(self._inner, 1)
        box.addWidget(self.dismiss, 0, top)
        self._inner.setSpacing(theme.SPACE_1)
        self._inner.addWidget(self._words, 1)
        self._inner.addWidget(self.add)
        self.hide()

    @property
    def words(self) -> str:
        """What is said, "" for nothing."""
        return self._words.text() if self._suggestion is not None else ""

    def show_suggestion(self, suggestion: Suggestion | None) -> None:
        """Say this, or nothing."""
        is_new = suggestion is not None and suggestion != self._suggestion
        self._suggestion = suggestion
        self.retranslate()
        self.setVisible(suggestion is not None)
        if is_new and self.isVisible():
            announce(self, self._words.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button stands under the words where there is little room beside them."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < theme.current().px(_NARROW)
        ways = QBoxLayout.Direction
        self._inner.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._inner.setAlignment(self.add, Qt.AlignmentFlag.AlignLeading if is_narrow else Qt.AlignmentFlag(0))

    def apply_theme(self) -> None:
        """Take picture and colours from the theme."""
        self.retranslate()

    def retranslate(self) -> None:
        """Write the suggestion in the user's language."""
        self.dismiss.set_name(self.tr("Do not suggest this"))
        suggestion = self._suggestion
        if suggestion is None:
            return
        grave = suggestion.advice is not Advice.ADD
        edge = theme.current().px(16)
        name, color = ("triangle-alert", "warning_text") if grave else ("info", "text_secondary")
        self._picture.setPixmap(icons.pixmap(name, color, edge, 2.0))
        self._words.set_role("warning" if grave else "caption")
        self._words.setText(evidence_texts.advice(suggestion, self._formats))
        self.setAccessibleName(self._words.text())
        self.add.setText(evidence_texts.button(suggestion))
        self.add.setAccessibleDescription(self._words.text())
        self.add.setVisible(suggestion.evidence is not None)
