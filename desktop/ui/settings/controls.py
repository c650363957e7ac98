"""Switches and drop-down lists that each stand for one setting, which they change at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QVBoxLayout

from desktop.settings import Settings
from desktop.ui.kit import theme
from desktop.ui.kit.check_row import CheckRow
from desktop.ui.kit.combo import Combo
from desktop.ui.kit.labels import Label
from desktop.ui.session import Session

Options = list[tuple[str, object]]
_SHOWN_LETTERS = 12


class SettingControls(QObject):
    """`rows` and `choices` by the name of their setting; what they show is what was kept."""

    def __init__(self, session: Session, checks: Sequence[str], choices: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.rows = {name: CheckRow() for name in checks}
        self.choices = {name: _combo(name) for name in choices}
        self._labels = {name: Label() for name in choices}
        for name, row in self.rows.items():
            row.check.setObjectName(f"settings.{name}")
            row.check.clicked.connect(self._chosen)
        for combo in self.choices.values():
            combo.activated.connect(self._chosen)

    def add_form(self, box: QVBoxLayout, *names: str) -> None:
        """Add labels and lists below one another."""
        form = QFormLayout()
        box.addLayout(form)
        form.setHorizontalSpacing(theme.SPACE_6)
        form.setVerticalSpacing(theme.SPACE_3)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name in names:
            self._labels[name].setBuddy(self.choices[name])
            form.addRow(self._labels[name], self.choices[name])

    def set_words(self, checks: Mapping[str, str], labels: Mapping[str, str], options: Mapping[str, Options]) -> None:
        """Write every word, and what the lists offer."""
        for name, words in checks.items():
            self.rows[name].set_words(words)
        for name, words in labels.items():
            self._labels[name].setText(words)
            self.choices[name].setAccessibleName(words)
            _fill(self.choices[name], options[name])

    def show_settings(self, settings: Settings) -> None:
        """Let every control show what was kept."""
        for name, combo in self.choices.items():
            combo.setCurrentIndex(max(combo.findData(getattr(settings, name)), 0))
        for name, row in self.rows.items():
            row.check.setChecked(getattr(settings, name))

    def enable(self, wanted: bool, *names: str) -> None:
        """Let these be used or not."""
        for name in names:
            control = self.rows[name].check if name in self.rows else self.choices[name]
            control.setEnabled(wanted)

    @Slot()
    def _chosen(self) -> None:
        chosen: dict[str, Any] = {name: combo.currentData() for name, combo in self.choices.items()}
        chosen |= {name: row.check.isChecked() for name, row in self.rows.items()}
        settings = replace(self._session.settings, **chosen)
        if settings != self._session.settings:
            self._session.actions.change_settings(settings)


def _combo(name: str) -> Combo:
    combo = Combo()
    combo.setObjectName(f"settings.{name}")
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(_SHOWN_LETTERS)
    return combo


def _fill(combo: QComboBox, options: Options) -> None:
    if combo.count() == len(options):
        for place, (words, value) in enumerate(options):
            combo.setItemText(place, words)
            combo.setItemData(place, value)
        return
    combo.clear()
    for words, value in options:
        combo.addItem(words, value)
