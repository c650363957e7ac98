"""Sets up the one QApplication: look, fonts, language, direction, and what happens to exceptions and Ctrl-C."""

import logging
import os
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from types import FrameType, TracebackType

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    QSocketNotifier,
    Qt,
    QTranslator,
    Signal,
    Slot,
)
from PySide6.QtGui import QFileOpenEvent, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication

from desktop import assets
from desktop.settings import Settings
from desktop.ui.kit import theme
from desktop.ui.language.formats import Formats
from desktop.ui.platform.garbage import GarbageCollector

LANGUAGES: Mapping[str, str] = {"en": "English", "fa": "فارسی", "ar": "العربية", "es": "Español"}
"""Languages that the app's own words exist in, each by the name it has for itself."""

_log = logging.getLogger(__name__)
_FONTS = ("Vazirmatn-Regular.ttf", "Vazirmatn-Medium.ttf", "Vazirmatn-Bold.ttf")
_PLUGIN_VARIABLES = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QT_STYLE_OVERRIDE")
_ENDING = frozenset({int(signal.SIGINT), int(signal.SIGTERM)})
_SIGNALS_AT_ONCE = 64


def create() -> QApplication:
    """The application, styled, with our fonts. Qt reads no command line of ours: a link in it stays a link."""
    for variable in _PLUGIN_VARIABLES:
        os.environ.pop(variable, None)
    QCoreApplication.setApplicationName("Otet Desk")
    QCoreApplication.setOrganizationName("OtetDesk")
    # not by `setStyle`: it returns a QStyle, of which PySide makes all enumerations before the first picture needs one
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setDesktopFileName("otet-desk")
    for font in _FONTS:
        _add_font(font)
    app.setWindowIcon(QIcon(str(assets.path("icons", "app.svg"))))
    app.setQuitOnLastWindowClosed(False)
    GarbageCollector(app)
    return app


def _add_font(name: str) -> None:
    if QFontDatabase.addApplicationFontFromData(QByteArray(assets.path("fonts", name).read_bytes())) < 0:
        _log.warning("font %s was not accepted", name)


def system_language() -> str:
    """The first of the person's languages that we have words for, else English."""
    return first_spoken(QLocale.system().uiLanguages())


def first_spoken(wished: Sequence[str]) -> str:
    """The first of `wished` (such as "es-419" or "fa_IR") that we have words for, else English."""
    codes = (name.replace("_", "-").split("-")[0] for name in wished)
    return next((code for code in codes if code in LANGUAGES), "en")


class Appearance(QObject):
    """Applies language, direction, theme and text size, and follows the desktop's light and dark."""

    def __init__(self, app: QApplication, formats: Formats) -> None:
        super().__init__(app)
        self._app = app
        self._formats = formats
        self._settings = Settings()
        self._translators: list[QTranslator] = []
        self._spoken: tuple[str, str, str] | None = None
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self._follow)

    def apply(self, settings: Settings) -> None:
        """Show everything as `settings` say, at once."""
        self._settings = settings
        self._speak(settings)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        name = self._settings.theme
        if name not in theme.THEMES:
            name = "dark" if self._hints.colorScheme() is Qt.ColorScheme.Dark else "light"
        theme.apply(self._app, theme.load(name, self._settings.text_size))

    def _speak(self, settings: Settings) -> None:
        language = settings.language or system_language()
        language = language if language in LANGUAGES else "en"
        wanted = (language, settings.digits, settings.calendar)
        if wanted == self._spoken:
            return
        self._spoken = wanted
        self._formats.use(*wanted, computer=QLocale.system())
        # what `%Ln` and Qt's own fields write their numbers with
        QLocale.setDefault(self._formats.numbers)
        for old in self._translators:
            self._app.removeTranslator(old)
        ours, qts = QTranslator(self), QTranslator(self)
        self._translators = [qts, ours]
        ours.load(str(assets.path("translations", f"{language}.qm")))
        qts.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        direction = Qt.LayoutDirection.RightToLeft if self._formats.is_rtl else Qt.LayoutDirection.LeftToRight
        for translator in self._translators:
            self._app.installTranslator(translator)
        # After the translators: Qt sets the direction anew whenever one is installed
        self._app.setLayoutDirection(direction)


class Interrupts(QObject):
    """Lets Ctrl-C and SIGTERM end the app properly: Python looks at signals only while it runs.

    The signal itself wakes the event loop, by a byte through a pair of sockets; nothing ticks meanwhile.
    """

    def __init__(self, app: QApplication, stop: Callable[[], None]) -> None:
        super().__init__(app)
        self._stop = stop
        self._ears, self._mouth = socket.socketpair()
        self._ears.setblocking(False)
        self._mouth.setblocking(False)
        self._notifier = QSocketNotifier(self._ears.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._look)
        # in place before the handlers are: from then on no signal goes unheard
        signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        for number in _ENDING:
            signal.signal(number, _noted)

    def _look(self, *_: object) -> None:
        # only from within the event loop: Qt forgets a quit that comes before it
        try:
            told = self._ears.recv(_SIGNALS_AT_ONCE)
        except BlockingIOError:
            return
        if _ENDING.intersection(told):
            self._stop()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """Its number went through the sockets already; a handler has to be there for that to happen."""


class OpenedLinks(QObject):
    """Hears of the links that macOS opens with this app: there they come as events, not as words of a command line."""

    asked = Signal(str)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            self.asked.emit(event.url().toString())
            return True
        return super().eventFilter(watched, event)


class Faults(QObject):
    """One handler for exceptions of every thread: log, and tell the window once, in the main thread."""

    happened = Signal(str)

    def install(self) -> None:
        """Take over `sys.excepthook` and `threading.excepthook`."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        _log.error("unexpected error\n%s", details)
        self.happened.emit(details)

    def _thread_hook(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None and hook.exc_type is not SystemExit:
            self._hook(hook.exc_type, hook.exc_value, hook.exc_traceback)
