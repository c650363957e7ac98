"""How answers are told: whether, when not, by which way, with how much of their words."""

import sys

from PySide6.QtWidgets import QWidget

from desktop.settings import Settings
from desktop.ui.kit.card import Card
from desktop.ui.kit.translated import Translated
from desktop.ui.notifications import do_not_disturb
from desktop.ui.session import Session
from desktop.ui.settings.controls import Options, SettingControls

_HALF_HOURS = range(0, 24 * 60, 30)


class AlertSettings(Translated, Card):
    """Everything but the first switch rests while that is off."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        checks = ("notify", "notify_content", "notify_sound", "quiet")
        self._controls = SettingControls(session, checks, ("quiet_from", "quiet_to", "notify_channel"), self)
        for name in checks:
            self.body.addWidget(self._controls.rows[name])
        self._controls.add_form(self.body, "quiet_from", "quiet_to", "notify_channel")

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self.set_title(self.tr("Notifications"))
        checks = {
            "notify": self.tr("Tell me on the desktop when support answers"),
            "notify_content": self.tr("Show what support wrote in the notification"),
            "notify_sound": self.tr("Play a sound"),
            "quiet": self.tr("Quiet hours: answers wait, and are told in one summary afterwards"),
        }
        labels = {
            "quiet_from": self.tr("Quiet from"),
            "quiet_to": self.tr("Quiet until"),
            "notify_channel": self.tr("Show notifications through"),
        }
        channels: Options = [
            (self.tr("Whatever works here"), "auto"),
            (self.tr("The tray icon"), "tray"),
            (self.tr("A notification program (plyer)"), "plyer"),
            (self.tr("This window only"), "app"),
        ]
        if sys.platform.startswith("linux"):
            channels.insert(1, (self.tr("The desktop’s notifications"), "dbus"))
        options = {name: self._times(getattr(self._session.settings, name)) for name in ("quiet_from", "quiet_to")}
        self._controls.set_words(checks, labels, options | {"notify_channel": channels})
        self.show_settings(self._session.settings)

    def show_settings(self, settings: Settings) -> None:
        """Let every control show what was kept."""
        self._controls.show_settings(settings)
        self._controls.enable(settings.notify, "notify_content", "notify_sound", "quiet", "notify_channel")
        self._controls.enable(settings.notify and settings.quiet, "quiet_from", "quiet_to")

    def _times(self, kept: int) -> Options:
        # a minute that was written into the file by hand is offered too, so that it is not lost by a look
        return [
            (do_not_disturb.clock_time(self._session.formats, minute), minute)
            for minute in sorted({*_HALF_HOURS, kept})
        ]
