"""The filters that are active, each as a chip that takes it off."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.flow import Flow
from desktop.ui.language.bidi import mend_ellipsis

_WIDEST = 260
"""Pixels at 100 % text that a chip's words may take; a whole pasted message may have been searched for."""


class Chips(Flow):
    """`removed` carries the name of what a chip stands for."""

    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._chips: dict[str, Button] = {}

    def show_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show these words, each with its name, in place of what is shown.

        A chip is reused while its filter is active: its text changes at each key, and styling a new chip takes time.
        """
        if list(self._chips) != [name for _, name in chips]:
            self.clear()
            self._chips = {name: self._chip(name) for _, name in chips}
            for chip in self._chips.values():
                self.add(chip)
        for words, name in chips:
            self._say(self._chips[name], words)
        self.setVisible(bool(chips))

    def _chip(self, name: str) -> Button:
        chip = Button("", "x", "quiet")
        chip.setProperty("chip", "true")
        chip.clicked.connect(partial(self.removed.emit, name))
        return chip

    def _say(self, chip: Button, words: str) -> None:
        # the cross stands after the words
        other_way = Qt.LayoutDirection.LeftToRight if self.isRightToLeft() else Qt.LayoutDirection.RightToLeft
        chip.setLayoutDirection(other_way)
        metrics = QFontMetrics(theme.current().font("caption", medium=True))
        widest = theme.current().px(_WIDEST)
        shown = mend_ellipsis(metrics.elidedText(words, Qt.TextElideMode.ElideRight, widest))
        chip.setText(shown.replace("&", "&&"))
        chip.setAccessibleName(self.tr("Remove the filter: {filter}").format(filter=words))
