"""Widgets of a column in a fixed order, each made when it is first needed."""

from collections.abc import Callable, Container, Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


class LazyParts:
    """Puts parts into `column`, which has `above` items before them; `makers` make them, from top to bottom.

    `buttons` names those as wide as their words. `below` are the widgets that stand below all parts.
    """

    def __init__(
        self,
        column: QVBoxLayout,
        makers: Mapping[str, Callable[[], QWidget]],
        *,
        buttons: Container[str] = (),
        above: int = 0,
        below: Callable[[], Iterable[QWidget]] = tuple,
    ) -> None:
        self._column = column
        self._makers = makers
        self._order = {name: place for place, name in enumerate(makers)}
        self._buttons = buttons
        self._above = above
        self._below = below
        self._made: dict[str, QWidget] = {}

    def part(self, name: str) -> QWidget:
        """The part of that name, which is made now at the latest."""
        if name not in self._made:
            later = [part for made, part in self._in_order() if self._order[made] > self._order[name]]
            alignment = Qt.AlignmentFlag.AlignLeading if name in self._buttons else Qt.AlignmentFlag(0)
            widget = self._makers[name]()
            self._column.insertWidget(self._above + len(self._made) - len(later), widget, 0, alignment)
            self._made[name] = widget
            # a screen reader goes through widgets in the order of their stack
            for below in (*later, *self._below()):
                below.raise_()
        return self._made[name]

    def made(self, name: str) -> QWidget | None:
        """The part of that name, None while it was never needed."""
        return self._made.get(name)

    @property
    def all_made(self) -> list[QWidget]:
        """The parts that were made, from top to bottom."""
        return [part for _, part in self._in_order()]

    def show_words(self, name: str, words: str) -> None:
        """Show a label or button with these words; with none it is hidden, or not made at all."""
        if not words and name not in self._made:
            return
        widget = self.part(name)
        assert isinstance(widget, QLabel | QPushButton)
        if words:
            widget.setText(words)
        widget.setVisible(bool(words))

    def words(self, name: str) -> str:
        """What a label or button says, "" while it is hidden."""
        widget = self._made.get(name)
        return widget.text() if isinstance(widget, QLabel | QPushButton) and not widget.isHidden() else ""

    def _in_order(self) -> list[tuple[str, QWidget]]:
        return sorted(self._made.items(), key=lambda made: self._order[made[0]])
