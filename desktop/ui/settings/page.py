"""What a person may choose, kept and applied at once, and what this app is."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import __version__
from desktop.settings import Settings
from desktop.ui.kit import theme
from desktop.ui.kit.appearance import LANGUAGES
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.card import Card
from desktop.ui.kit.column import GUTTER, Column
from desktop.ui.kit.labels import Label
from desktop.ui.kit.scrolling import ScrollArea
from desktop.ui.kit.translated import Translated
from desktop.ui.language import bidi, texts
from desktop.ui.language.formats import isolate, ltr
from desktop.ui.platform.external_links import open_folder
from desktop.ui.session import Session
from desktop.ui.settings.controls import Options, SettingControls
from desktop.ui.settings.data_settings import DataSettings
from desktop.ui.settings.notification_settings import AlertSettings
from desktop.ui.settings.system_settings import SystemSettings
from desktop.ui.sync_status.demo_mark import DemoMark
from desktop.ui.sync_status.unreadable_line import EVERYTHING, UnreadableLine

_WIDTH = 720
_TEXT_SIZES = (90, 100, 115, 130, 150, 175, 200)
_DIGITS = {"latin": "0123456789", "persian": "۰۱۲۳۴۵۶۷۸۹", "arabic": "٠١٢٣٤٥٦٧٨٩"}
_CHOICES = ("language", "calendar", "digits", "theme", "text_size")


class SettingsPage(Translated, ScrollArea):
    """Every control names the setting it changes; what is shown is what was kept."""

    sign_out_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title = Label(role="title")
        self._controls = SettingControls(session, ("send_with_enter",), _CHOICES, self)
        self._look, self._writing, self._account, self._about = (Card() for _ in range(4))
        self._alerts, self._system, self._data = AlertSettings(session), SystemSettings(session), DataSettings(session)
        self._who = Label(wrap=True)
        self._sign_out = Button("", "log-out")
        self._folder = Label(role="secondary", wrap=True)
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._open_folder = Button("", "folder-open")
        self._version = Label()
        self._guarantee = Label(role="secondary", wrap=True)
        self._licences = Label(role="caption", wrap=True)
        self._lay_out()
        self._sign_out.clicked.connect(self.sign_out_asked)
        self._open_folder.clicked.connect(self._show_folder)
        session.signals.settings_changed.connect(self.show_settings)
        session.signals.account_changed.connect(self.retranslate)

    def _lay_out(self) -> None:
        self._controls.add_form(self._look.body, *_CHOICES)
        self._writing.body.addWidget(self._controls.rows["send_with_enter"])
        start = Qt.AlignmentFlag.AlignLeading
        self._account.body.addWidget(self._who)
        self._account.body.addWidget(self._sign_out, 0, start)
        self._account.body.addWidget(self._folder)
        self._account.body.addWidget(self._open_folder, 0, start)
        for label in (self._version, self._guarantee, UnreadableLine(self._session, EVERYTHING, self), self._licences):
            self._about.body.addWidget(label)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(GUTTER, GUTTER, GUTTER, GUTTER)
        layout.setSpacing(theme.SPACE_4)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_3)
        layout.addLayout(head)
        head.addWidget(self._title)
        head.addWidget(DemoMark(self._session, self))
        head.addStretch(1)
        for card in (self._look, self._writing, self._alerts, self._system, self._data, self._account, self._about):
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidgetResizable(True)
        self.setWidget(Column(inside, _WIDTH))

    @Slot()
    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self._title.setText(self.tr("Settings"))
        self._look.set_title(self.tr("Language and look"))
        self._writing.set_title(self.tr("Writing"))
        self._account.set_title(self.tr("Account and data"))
        self._about.set_title(self.tr("About"))
        self._name_choices()
        self._sign_out.setText(self.tr("Sign out"))
        self._open_folder.setText(self.tr("Open the data folder"))
        self._show_facts()
        self.show_settings(self._session.settings)

    def _name_choices(self) -> None:
        labels = {
            "language": self.tr("Language"),
            "calendar": self.tr("Calendar"),
            "digits": self.tr("Digits"),
            "theme": self.tr("Theme"),
            "text_size": self.tr("Text size"),
        }
        percent = self._session.formats.percent
        options: dict[str, Options] = {
            "language": [(self.tr("As on this computer"), ""), *((name, code) for code, name in LANGUAGES.items())],
            "calendar": [
                (self.tr("As is usual in the language"), "auto"),
                (self.tr("Gregorian"), "gregorian"),
                (self.tr("Jalali (solar)"), "jalali"),
                (self.tr("Hijri (lunar)"), "hijri"),
            ],
            "digits": [
                (self.tr("As the language writes them"), "auto"),
                *((ltr(digits), name) for name, digits in _DIGITS.items()),
            ],
            "theme": [
                (self.tr("As on this computer"), "system"),
                (self.tr("Light"), "light"),
                (self.tr("Dark"), "dark"),
            ],
            "text_size": [(percent(size), size) for size in _TEXT_SIZES],
        }
        checks = {"send_with_enter": self.tr("Enter sends, Shift+Enter begins a new line")}
        self._controls.set_words(checks, labels, options)

    def _show_facts(self) -> None:
        account, info = self._session.account, self._session.info
        words = self.tr("Signed in as {name} at {desk}.")
        name = account.display_name or account.username if account else ""
        self._who.setText(words.format(name=isolate(name), desk=isolate(info.name)) if account else "")
        self._who.setVisible(account is not None)
        self._sign_out.setVisible(account is not None)
        folder = self._session.services.reads.state.folder
        self._folder.setText(self.tr("Your data is kept in {folder}").format(folder=bidi.folder(folder)))
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
        self._controls.show_settings(settings)
        self._alerts.show_settings(settings)
        self._system.show_settings(settings)
        self._data.show_settings(settings)

    @Slot()
    def _show_folder(self) -> None:
        open_folder(self._session.services.reads.state.folder)
