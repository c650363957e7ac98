"""Files that could not be attached, in words, until the person has read them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.errors import Problem
from desktop.ui import texts, theme
from desktop.ui.formats import Formats
from desktop.ui.widgets.buttons import IconButton
from desktop.ui.widgets.labels import Label


class FileProblems(QWidget):
    """One sentence a file; `read` says that the person has put them away."""

    read = Signal()

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._problems: tuple[Problem, ...] = ()
        self._words = Label(role="error", wrap=True)
        self._away = IconButton("x", color="text_secondary")
        self._away.clicked.connect(self.read)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self._words, 1)
        box.addWidget(self._away, 0, Qt.AlignmentFlag.AlignTop)
        self.show_problems(())

    @property
    def words(self) -> str:
        """What is told now."""
        return self._words.text()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Tell these."""
        self._problems = tuple(problems)
        self._words.setText("\n".join(texts.problem(problem, self._formats) for problem in problems))
        self._words.setAccessibleName(self._words.text())
        self._away.set_name(self.tr("Hide this message"))
        self.setVisible(bool(problems))

    def changeEvent(self, event: QEvent) -> None:
        """Say it again in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_problems(self._problems)
        super().changeEvent(event)
