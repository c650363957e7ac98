"""What a person may choose, kept and applied at once, and what this app is."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop import __version__
from desktop.settings import Settings
from desktop.ui import texts, theme
from desktop.ui.application import LANGUAGES
from desktop.ui.formats import isolate, ltr
from desktop.ui.opening import open_folder
from desktop.ui.session import Session
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.check_row import CheckRow
from desktop.ui.widgets.combo import Combo
from desktop.ui.widgets.labels import Label

_WIDTH = 720
_SHOWN_LETTERS = 12
_OWN_NAMES = {"en": "English", "fa": "فارسی"}
_TEXT_SIZES = (90, 100, 115, 130, 150, 175, 200)
_CHECKS = ("notify", "notify_content", "send_with_enter", "close_to_tray")
_CHOICES = ("language", "digits", "theme", "text_size", "notify_channel")


class SettingsPage(QScrollArea):
    """Every control names the setting it changes; what is shown is what was kept."""

    sign_out_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title = Label(role="title")
        self._choices = {name: _combo(name) for name in _CHOICES}
        self._labels = {name: Label() for name in _CHOICES}
        self._rows = {name: CheckRow() for name in _CHECKS}
        self._checks = {name: row.check for name, row in self._rows.items()}
        for name, check in self._checks.items():
            check.setObjectName(f"settings.{name}")
        self._look, self._writing, self._alerts, self._account, self._about = (Card() for _ in range(5))
        self._who = Label(wrap=True)
        self._sign_out = Button("", "log-out")
        self._folder = Label(role="secondary", wrap=True)
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._open_folder = Button("", "folder-open")
        self._version = Label()
        self._guarantee = Label(role="secondary", wrap=True)
        self._licences = Label(role="caption", wrap=True)
        self._lay_out()
        for combo in self._choices.values():
            combo.activated.connect(self._chosen)
        for check in self._checks.values():
            check.clicked.connect(self._chosen)
        self._sign_out.clicked.connect(self.sign_out_asked)
        self._open_folder.clicked.connect(self._show_folder)
        session.signals.settings_changed.connect(self.show_settings)
        session.signals.account_changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        self._look.body.addLayout(self._form("language", "digits", "theme", "text_size"))
        self._writing.body.addWidget(self._rows["send_with_enter"])
        self._alerts.body.addWidget(self._rows["notify"])
        self._alerts.body.addWidget(self._rows["notify_content"])
        self._alerts.body.addLayout(self._form("notify_channel"))
        self._alerts.body.addWidget(self._rows["close_to_tray"])
        start = Qt.AlignmentFlag.AlignLeading
        self._account.body.addWidget(self._who)
        self._account.body.addWidget(self._sign_out, 0, start)
        self._account.body.addWidget(self._folder)
        self._account.body.addWidget(self._open_folder, 0, start)
        for label in (self._version, self._guarantee, self._licences):
            self._about.body.addWidget(label)
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_4)
        layout.addWidget(self._title)
        for card in (self._look, self._writing, self._alerts, self._account, self._about):
            layout.addWidget(card)
        layout.addStretch(1)
        inside = QWidget()
        inside.setProperty("role", "page")
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_6)
        outer.addWidget(column)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def _form(self, *names: str) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(theme.SPACE_6)
        form.setVerticalSpacing(theme.SPACE_3)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name in names:
            self._labels[name].setBuddy(self._choices[name])
            form.addRow(self._labels[name], self._choices[name])
        return form

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @Slot()
    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self._title.setText(self.tr("Settings"))
        self._look.set_title(self.tr("Language and look"))
        self._writing.set_title(self.tr("Writing"))
        self._alerts.set_title(self.tr("Notifications"))
        self._account.set_title(self.tr("Account and data"))
        self._about.set_title(self.tr("About"))
        self._name_choices()
        checks = {
            "notify": self.tr("Tell me on the desktop when support answers"),
            "notify_content": self.tr("Show what support wrote in the notification"),
            "send_with_enter": self.tr("Enter sends, Shift+Enter begins a new line"),
            "close_to_tray": self.tr("Keep running in the tray when the window is closed"),
        }
        for name, words in checks.items():
            self._rows[name].set_words(words)
        self._sign_out.setText(self.tr("Sign out"))
        self._open_folder.setText(self.tr("Open the data folder"))
        self._say_facts()
        self.show_settings(self._session.settings)

    def _name_choices(self) -> None:
        labels = {
            "language": self.tr("Language"),
            "digits": self.tr("Digits"),
            "theme": self.tr("Theme"),
            "text_size": self.tr("Text size"),
            "notify_channel": self.tr("Show notifications through"),
        }
        percent = self._session.formats.percent
        options: dict[str, list[tuple[str, object]]] = {
            "language": [(self.tr("As on this computer"), ""), *((_OWN_NAMES[code], code) for code in LANGUAGES)],
            "digits": [(self.tr("As the language writes them"), "auto"), (ltr("0123456789"), "latin")],
            "theme": [
                (self.tr("As on this computer"), "system"),
                (self.tr("Light"), "light"),
                (self.tr("Dark"), "dark"),
            ],
            "text_size": [(percent(size), size) for size in _TEXT_SIZES],
            "notify_channel": [
                (self.tr("Whatever works here"), "auto"),
                (self.tr("The tray icon"), "tray"),
                (self.tr("The desktop’s notifications"), "plyer"),
                (self.tr("This window only"), "app"),
            ],
        }
        for name, words in labels.items():
            self._labels[name].setText(words)
            self._choices[name].setAccessibleName(words)
            _fill(self._choices[name], options[name])

    def _say_facts(self) -> None:
        account, info = self._session.account, self._session.info
        words = self.tr("Signed in as {name} at {desk}.")
        name = account.display_name or account.username if account else ""
        self._who.setText(words.format(name=isolate(name), desk=isolate(info.name)) if account else "")
        self._who.setVisible(account is not None)
        self._sign_out.setVisible(account is not None)
        folder = self._session.services.context.database.path.parent
        self._folder.setText(self.tr("Your data is kept in {folder}").format(folder=ltr(str(folder))))
        self._version.setText(self.tr("Otet Desk {version}").format(version=ltr(__version__)))
        self._guarantee.setText(texts.guarantee(info.guarantee) if account else "")
        self._guarantee.setVisible(account is not None)
        self._licences.setText(
            self.tr(
                "Under the MIT licence. With Qt and PySide6 (LGPL 3), Vazirmatn (OFL 1.1), Lucide icons (ISC), "
                "requests, plyer, Roundup and others under licences of their own."
            )
        )

    @Slot(object)
    def show_settings(self, settings: Settings) -> None:
        """Let every control show what was kept."""
        for name, combo in self._choices.items():
            combo.setCurrentIndex(max(combo.findData(getattr(settings, name)), 0))
        for name, check in self._checks.items():
            check.setChecked(getattr(settings, name))
        self._checks["notify_content"].setEnabled(settings.notify)
        self._choices["notify_channel"].setEnabled(settings.notify)

    @Slot()
    def _chosen(self) -> None:
        chosen: dict[str, Any] = {name: combo.currentData() for name, combo in self._choices.items()}
        chosen |= {name: check.isChecked() for name, check in self._checks.items()}
        settings = replace(self._session.settings, **chosen)
        if settings != self._session.settings:
            self._session.actions.change_settings(settings)

    @Slot()
    def _show_folder(self) -> None:
        open_folder(self._session.services.context.database.path.parent)


def _combo(name: str) -> Combo:
    combo = Combo()
    combo.setObjectName(f"settings.{name}")
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(_SHOWN_LETTERS)
    return combo


def _fill(combo: QComboBox, options: list[tuple[str, object]]) -> None:
    if combo.count() == len(options):
        for place, (words, value) in enumerate(options):
            combo.setItemText(place, words)
            combo.setItemData(place, value)
        return
    combo.clear()
    for words, value in options:
        combo.addItem(words, value)
