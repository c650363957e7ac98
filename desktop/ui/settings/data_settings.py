"""What the app uses of a line that costs money, and how much that was."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.settings import Settings
from desktop.ui.kit.card import Card
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.session import Session
from desktop.ui.settings.controls import Options, SettingControls


class DataSettings(Translated, Card):
    """Whether to save data, what that means, and the bytes of this month."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._controls = SettingControls(session, (), ("data_saver",), self)
        self._meaning = Label(role="secondary", wrap=True)
        self._used = Label(wrap=True)
        self._used.setObjectName("settings.data_used")
        self._controls.add_form(self.body, "data_saver")
        self.body.addWidget(self._meaning)
        self.body.addWidget(self._used)
        session.signals.account_changed.connect(self._count)

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self.set_title(self.tr("Data use"))
        options: Options = [
            (self.tr("On metered connections"), "metered"),
            (self.tr("On"), "on"),
            (self.tr("Off"), "off"),
        ]
        self._controls.set_words({}, {"data_saver": self.tr("Save data")}, {"data_saver": options})
        self._meaning.setText(
            self.tr(
                "Saving data, the app asks less often whether the connection is still there. "
                "New answers come as quickly as ever; files are only downloaded when you ask for them."
            )
        )
        self.show_settings(self._session.settings)

    def show_settings(self, settings: Settings) -> None:
        """Let every control show what was kept."""
        self._controls.show_settings(settings)
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        """Count again: it grows while the page is not in view."""
        self._count()
        super().showEvent(event)

    def _count(self) -> None:
        account = self._session.account
        formats = self._session.formats
        self._used.setVisible(account is not None)
        if account is not None:
            used = self._session.services.reads.state.used_bytes(account.id, formats.now_ms())
            self._used.setText(self.tr("Used this month: {size}").format(size=formats.size(used)))
