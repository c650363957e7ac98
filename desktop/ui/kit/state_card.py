"""A card with a face for every state that its content can be in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.card import Card
from desktop.ui.kit.empty_state import EmptyState
from desktop.ui.kit.skeleton import Skeleton


class StateCard(Card):
    """Shows bars before the first sync, a sentence while empty, what went wrong, else its content.

    It is as high as the face that is shown. `again` asks to read once more after an error.
    """

    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = QWidget()
        self._skeleton = Skeleton()
        self._empty, self._problem = EmptyState(), EmptyState(kind="")
        self._problem.acted.connect(self.again)
        # not in a stack, which would be as high as the highest of them
        self._faces = (self._skeleton, self._empty, self._problem, self.content)
        for face in self._faces:
            self.body.addWidget(face)
        self.show_only(self._skeleton)

    def show_face(self, *, synced: bool, empty: bool, sentence: str) -> None:
        """Choose the face; `sentence` is what stands there instead of content.

        Before the first sync has ended even what is here already is a part: its sums would be wrong.
        """
        self._empty.set_words(sentence)
        self.show_only(self._skeleton if not synced else self._empty if empty else self.content)

    def show_problem(self, sentence: str) -> None:
        """Say why nothing can be shown."""
        self._problem.set_words(sentence, self.tr("Try again"))
        self.show_only(self._problem)

    def show_only(self, shown: QWidget | None) -> None:
        """Show one face, or none."""
        for face in self._faces:
            face.setVisible(face is shown)
