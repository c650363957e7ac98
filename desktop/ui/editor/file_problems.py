"""Files that could not be attached, in words, until the person has read them."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.errors import ErrorCode, Problem
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import IconButton
from desktop.ui.kit.labels import Label
from desktop.ui.kit.scrolling import bring_into_view
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.language.bidi import file_name
from desktop.ui.language.formats import Formats, tip

_NAMES_IN_LINE, _MOST_NAMES = 3, 20
"""How many files of one reason are named in the line and in its tooltip; of a whole folder nobody reads all."""


class FileProblems(Translated, QWidget):
    """One line for each reason, with the names of the files; `read` says that the person has put them away."""

    read = Signal()

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._problems: tuple[tuple[str, Problem], ...] = ()
        self._words = Label(role="error", wrap=True)
        self._away = IconButton("x", color="text_secondary")
        self._away.clicked.connect(self.read)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.SPACE_2)
        box.addWidget(self._words, 1)
        box.addWidget(self._away, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def words(self) -> str:
        """What is told now, with all names that the tooltip has."""
        return self._words.accessibleName()

    def show_problems(self, problems: Sequence[tuple[str, Problem]]) -> None:
        """Tell these: the names of files, and why each was left out."""
        if tuple(problems) == self._problems:
            return
        self._problems = tuple(problems)
        self.retranslate()
        self.setVisible(bool(self._problems))
        if self._problems:
            bring_into_view(self)

    def retranslate(self) -> None:
        """Say it in the user's language."""
        groups: dict[Problem, list[tuple[str, Problem]]] = {}
        for name, problem in self._problems:
            of_any_file = replace(problem, name="", size_bytes=0)
            groups.setdefault(of_any_file, []).append((name, problem))
        self._words.setText("\n".join(self._sentence(group, _NAMES_IN_LINE) for group in groups.values()))
        is_short = any(len({name for name, _ in group}) > _NAMES_IN_LINE for group in groups.values())
        whole = " ".join(self._sentence(group, _MOST_NAMES) for group in groups.values())
        self._words.setAccessibleName(whole)
        self._words.setToolTip(tip(whole if is_short else ""))
        self._away.set_name(self.tr("Hide this message"))

    def _sentence(self, group: list[tuple[str, Problem]], most: int) -> str:
        """What to say of files that were left out for the same reason, naming only the first of many."""
        problem = group[0][1]
        said = texts.problem(problem, self._formats)
        names = list(dict.fromkeys(name for name, _ in group))
        if len(names) == 1 and problem.code is not ErrorCode.TOO_MANY_FILES:
            return said
        sentences = {
            ErrorCode.TOO_MANY_FILES: self.tr(
                "Support accepts {limit} files in one message, so these were not attached: {names}."
            ),
            ErrorCode.FILE_TOO_LARGE: self.tr(
                "Support accepts files up to {limit_bytes}, so these were not attached: {names}."
            ),
            ErrorCode.FILE_EMPTY: self.tr("These are empty, so they were not attached: {names}."),
            ErrorCode.FILE_GONE: self.tr("These are no longer there; pick them again: {names}."),
            ErrorCode.FILE_NOT_REGULAR: self.tr("These are not normal files, so they were not attached: {names}."),
            ErrorCode.FILE_UNREADABLE: self.tr(
                "These could not be read; close the program that uses them, or check that you may open them: {names}."
            ),
        }
        sentence = sentences.get(problem.code, "")
        facts = {
            "limit": self._formats.number(problem.limit),
            "limit_bytes": self._formats.size(problem.limit_bytes),
            "names": self._list(names, most),
        }
        if not sentence:
            return self.tr("{sentence} Not attached: {names}.").format(sentence=said, **facts)
        return sentence.format(**facts)

    def _list(self, names: list[str], most: int) -> str:
        shown = [file_name(name) for name in names[:most]]
        if len(names) > most:
            shown.append(self._formats.digits(self.tr("%Ln more", None, len(names) - most)))
        return QLocale().createSeparatedList(shown)
