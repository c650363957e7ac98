"""The composer's footer: whether the text is safe, Discard, and the green button."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.drafts import Draft
from desktop.domain.errors import Problem
from desktop.ui.editor.draft_autosave import SaveState
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import Label
from desktop.ui.language import texts
from desktop.ui.language.formats import Formats, tip
from desktop.ui.tickets.composer.submit_rule import Gate


class Footer(QWidget):
    """Stays in sight whatever is scrolled above it."""

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self.saved = Label(role="caption", wrap=True)
        self.saved.setObjectName("composer.saved")
        self.discard = Button(kind="quiet")
        self.discard.setObjectName("composer.discard")
        self.submit = Button(icon="send", kind="primary")
        self.submit.setObjectName("composer.submit")
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.SPACE_6, theme.SPACE_2, theme.SPACE_6, theme.SPACE_4)
        box.setSpacing(theme.SPACE_3)
        box.addWidget(self.saved, 1)
        box.addWidget(self.discard)
        box.addWidget(self.submit)
        self._retell()

    def show_gate(self, gate: Gate, why: str) -> None:
        """Open or close Submit; a closed one says why to whoever asks."""
        self.submit.setEnabled(gate.is_open)
        self.submit.setToolTip(tip(why))
        self.submit.setAccessibleDescription(why)

    def show_keeping(self, keeping: SaveState, draft: Draft | None, problem: Problem | None) -> None:
        """Say whether the text is on disk; never better than the truth."""
        words = ""
        if keeping is SaveState.SAVED and draft is not None:
            words = self.tr("Saved {time}").format(time=self._formats.as_of(draft.updated_ms))
        elif keeping is SaveState.SAVING:
            words = self.tr("Saving…")
        elif keeping is SaveState.FAILED and problem is not None:
            words = texts.problem(problem, self._formats)
        self.saved.set_role("error" if keeping is SaveState.FAILED else "caption")
        self.saved.setText(words)
        self.saved.setAccessibleName(words or self.tr("Nothing to save yet"))
        self.discard.setEnabled(draft is not None)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retell()
        super().changeEvent(event)

    def _retell(self) -> None:
        self.discard.setText(self.tr("Discard"))
        self.submit.setText(self.tr("Submit Ticket"))
