"""A column of widgets in a fixed order, each made when it is first needed."""

from collections.abc import Callable, Container, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QPushButton, QVBoxLayout, QWidget

from desktop.ui.kit import theme


class LazyParts(QVBoxLayout):
    """`makers` make the parts, in the order from top to bottom; `buttons` names those as wide as their words.

    `head` stands above all parts.
    """

    def __init__(
        self,
        makers: Mapping[str, Callable[[], QWidget]],
        buttons: Container[str] = (),
        head: QLayout | None = None,
        parent: QWidget | None = None,
    ) -> None:
        # a layout without a widget is not the same as one whose widget is None
        super().__init__(*([parent] if parent is not None else []))
        self.setSpacing(theme.SPACE_1)
        self._makers = makers
        self._buttons = buttons
        self._made: dict[str, QWidget] = {}
        self._above = 0
        if head is not None:
            self.addLayout(head)
            self._above = 1

    def part(self, name: str) -> QWidget:
        """The part of that name, which is made now at the latest."""
        if name not in self._made:
            order = list(self._makers)
            at = sum(order.index(made) < order.index(name) for made in self._made)
            alignment = Qt.AlignmentFlag.AlignLeading if name in self._buttons else Qt.AlignmentFlag(0)
            self._made[name] = widget = self._makers[name]()
            self.insertWidget(self._above + at, widget, 0, alignment)
            # a screen reader goes through widgets in the order of their stack
            for below in range(self._above + at + 1, self.count()):
                _raise(self.itemAt(below))
        return self._made[name]

    def made(self, name: str) -> QWidget | None:
        """The part of that name, None while it was never needed."""
        return self._made.get(name)

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


def _raise(item: QLayoutItem | None) -> None:
    """Raise what an item holds above all that stands before it."""
    widget, layout = (item.widget(), item.layout()) if item is not None else (None, None)
    if widget is not None:
        widget.raise_()
    elif layout is not None:
        for at in range(layout.count()):
            _raise(layout.itemAt(at))
