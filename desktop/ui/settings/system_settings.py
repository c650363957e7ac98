"""What the computer does with the app: keeps it in the tray, starts it, hands it links."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.settings import Settings
from desktop.ui.kit.card import Card
from desktop.ui.kit.check_row import CheckRow
from desktop.ui.kit.labels import Label
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.session import Session
from desktop.ui.settings.controls import SettingControls


class SystemSettings(Translated, Card):
    """The last two switches show what the computer itself says, as it can be changed there too."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._controls = SettingControls(session, ("close_to_tray",), (), self)
        self._starts, self._links = CheckRow(), CheckRow()
        self._starts.check.setObjectName("settings.start_with_computer")
        self._links.check.setObjectName("settings.open_links")
        self._problem = Label(role="error", wrap=True)
        self._problem.hide()
        for widget in (self._controls.rows["close_to_tray"], self._starts, self._links, self._problem):
            self.body.addWidget(widget)
        self._starts.check.clicked.connect(self._start_chosen)
        self._links.check.clicked.connect(self._links_chosen)

    def retranslate(self) -> None:
        """Say everything in the language now in force."""
        self.set_title(self.tr("This computer"))
        self._controls.set_words(
            {"close_to_tray": self.tr("Keep running in the tray when the window is closed")}, {}, {}
        )
        self._starts.set_words(self.tr("Start with the computer, without opening the window"))
        self._links.set_words(self.tr("Open the links in support’s e-mails with this app"))
        self.show_settings(self._session.settings)

    def show_settings(self, settings: Settings) -> None:
        """Let every control show what was kept."""
        self._controls.show_settings(settings)
        self._show_registered()

    def _show_registered(self) -> None:
        registration = self._session.registration
        links = registration.opens_links() if registration is not None else None
        self._starts.setVisible(registration is not None)
        self._links.setVisible(links is not None)
        if registration is not None:
            self._starts.check.setChecked(registration.starts())
            self._links.check.setChecked(bool(links))

    @Slot(bool)
    def _start_chosen(self, wanted: bool) -> None:
        if registration := self._session.registration:
            self._register(lambda: registration.set_starts(wanted))

    @Slot(bool)
    def _links_chosen(self, wanted: bool) -> None:
        if registration := self._session.registration:
            self._register(lambda: registration.set_opens_links(wanted))

    def _register(self, write: Callable[[], None]) -> None:
        def job() -> None:
            try:
                write()
            except OSError as error:
                path, reason = str(error.filename or ""), error.strerror or ""
                raise OtetError(Problem(ErrorCode.DISK_ERROR, path=path, reason=reason)) from error

        def done(result: OtetError | None) -> None:
            self._problem.setVisible(result is not None)
            if result is not None:
                self._problem.setText(texts.problem(result.problem, self._session.formats))
            self._show_registered()

        self._session.run(job, done)
