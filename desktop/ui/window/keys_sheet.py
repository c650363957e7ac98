"""The sheet of all keys, by what they are for."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.dialog import Dialog
from desktop.ui.kit.labels import Label
from desktop.ui.language.formats import ltr
from desktop.ui.window.commands import Command, Group, heading

_WIDE, _NARROW = 780, 440
_SIDES = ((Group.GO, Group.TICKETS), (Group.WRITING, Group.WALLETS, Group.APP))


class KeysSheet(Dialog):
    """A line for each command that has a key; closes with Esc, Enter or its button."""

    def __init__(self, commands: Sequence[Command], parent: QWidget) -> None:
        is_wide = parent.window().width() > theme.current().px(_WIDE)
        title = QCoreApplication.translate("KeysSheet", "Keyboard shortcuts")
        super().__init__(parent, title, width=_WIDE if is_wide else _NARROW)
        self.setObjectName("keys_sheet")
        sides = QHBoxLayout()
        sides.setSpacing(theme.SPACE_6 * 2)
        self.body.addLayout(sides)
        for groups in _SIDES if is_wide else (tuple(Group),):
            side = QVBoxLayout()
            sides.addLayout(side, 1)
            grid = QGridLayout()
            grid.setVerticalSpacing(theme.SPACE_1)
            grid.setColumnStretch(0, 1)
            side.addLayout(grid)
            side.addStretch(1)
            for group in groups:
                named = [command for command in commands if command.group is group and command.keys]
                if named:
                    self._add(grid, group, named)
        self.add_button(QCoreApplication.translate("KeysSheet", "Close"), self.accept, "primary", is_default=True)

    def _add(self, grid: QGridLayout, group: Group, commands: Sequence[Command]) -> None:
        row = grid.rowCount()
        head = Label(heading(group), "caption")
        head.setContentsMargins(0, theme.SPACE_2 if row > 1 else 0, 0, 0)
        grid.addWidget(head, row, 0, 1, 2)
        for command in commands:
            row += 1
            key = Label(ltr(command.key), "secondary")
            end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            key.setAlignment(key.style().visualAlignment(self.layoutDirection(), end) | Qt.AlignmentFlag.AlignAbsolute)
            grid.addWidget(Label(command.words()), row, 0)
            grid.addWidget(key, row, 1)
