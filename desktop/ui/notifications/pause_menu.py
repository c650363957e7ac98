"""Pausing alerts for a while, and taking it back: the same menu for the tray and the bell."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.menus import Menu
from desktop.ui.kit.translated import Translated
from desktop.ui.notifications import do_not_disturb
from desktop.ui.session import Session


class PauseMenu(Translated, Menu):
    """One hour, until tomorrow, or on again; what came meanwhile is told in one summary afterwards."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._hour, self._morning, self._resume = (QAction(self) for _ in range(3))
        self._hour.triggered.connect(partial(self._pause, for_hours=1))
        self._morning.triggered.connect(partial(self._pause, for_hours=0))
        self._resume.triggered.connect(self._go_on)
        self.addActions([self._hour, self._morning, self._resume])
        self.aboutToShow.connect(self.refresh)
        session.signals.settings_changed.connect(self.refresh)

    def retranslate(self) -> None:
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say how things stand now."""
        formats, settings = self._session.formats, self._session.settings
        paused = do_not_disturb.is_paused(settings, formats.now_ms())
        until = formats.as_of(settings.paused_until_ms) if paused else ""
        self.setTitle(self.tr("Alerts paused until {time}").format(time=until) if paused else self.tr("Pause alerts"))
        self._hour.setText(self.tr("For one hour"))
        self._morning.setText(
            self.tr("Until tomorrow, {time}").format(time=do_not_disturb.clock_time(formats, do_not_disturb.MORNING))
        )
        self._resume.setText(self.tr("Alerts on again"))
        self._resume.setVisible(paused)

    def _pause(self, _checked: bool = False, *, for_hours: int) -> None:
        formats = self._session.formats
        hour_ms = formats.now_ms() + for_hours * do_not_disturb.HOUR_MS
        self._keep(hour_ms if for_hours else do_not_disturb.tomorrow_ms(formats))

    @Slot()
    def _go_on(self) -> None:
        self._keep(0)

    def _keep(self, until_ms: int) -> None:
        self._session.actions.change_settings(replace(self._session.settings, paused_until_ms=until_ms))
