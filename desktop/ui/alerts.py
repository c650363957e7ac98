"""The desktop's ways of telling that support answered, tried in order until one of them takes the alert."""

import logging
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QSystemTrayIcon

from desktop.background import Background
from desktop.domain.tickets import Answer
from desktop.ui.formats import Formats, isolate, ltr

TITLE_UNITS, BODY_UNITS = 60, 240
"""What the narrowest desktop takes, in UTF-16 units."""
SUMMARY_FROM = 4
"""From so many answers at once there is one summary instead."""

_log = logging.getLogger(__name__)
_SHOWN_S = 10
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LRM = "\u200e"


@dataclass(frozen=True)
class Alert:
    """Words for the desktop, and the local ticket that a click opens (None: the window only)."""

    title: str
    body: str
    ticket_id: int | None


class Channel(Protocol):
    """One way to the desktop. `in_background` channels may block and are called off the main thread."""

    name: str
    in_background: bool

    def available(self) -> bool:
        """Whether it is worth trying."""

    def send(self, alert: Alert) -> bool:
        """Hand the alert over; False lets the next channel try. Never raises."""


def clip(text: str, units: int, *, escaped: bool) -> str:
    """The beginning of `text` that fits, on one line; `escaped` for desktops that read markup."""
    words = " ".join(text.split())
    kept, used = [], 0
    for sign in words:
        piece = _ESCAPES.get(sign, sign) if escaped else sign
        size = len(piece.encode("utf-16-le", "surrogatepass")) // 2
        if used + size > units - 1:
            kept.append("…")
            break
        kept.append(piece)
        used += size
    return "".join(kept)


class TrayChannel:
    """The tray icon's own messages; a click on one comes back through the icon's `messageClicked`."""

    name = "tray"
    in_background = False

    def __init__(self, icon: QSystemTrayIcon) -> None:
        self._icon = icon
        self.last: Alert | None = None

    def available(self) -> bool:
        """Only with a host that shows the icon, else Qt drops the message without a word."""
        return self._icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable() and self._icon.supportsMessages()

    def send(self, alert: Alert) -> bool:
        """Show it, and remember which ticket a click means."""
        marked_up = sys.platform.startswith("linux")
        self.last = alert
        self._icon.showMessage(
            clip(alert.title, TITLE_UNITS, escaped=False),
            clip(alert.body, BODY_UNITS, escaped=marked_up),
            self._icon.icon(),
            _SHOWN_S * 1000,
        )
        return True


class PlyerChannel:
    """The desktop's notification service through plyer; given up for this run once it failed."""

    name = "plyer"
    in_background = True

    def __init__(self) -> None:
        self._failed = False

    def available(self) -> bool:
        """Until the first failure."""
        return not self._failed

    def send(self, alert: Alert) -> bool:
        """Hand it to plyer, which may block: never call this in the main thread."""
        marked_up = sys.platform.startswith("linux")
        title = clip(alert.title, TITLE_UNITS, escaped=False)
        body = clip(alert.body, BODY_UNITS, escaped=marked_up)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                from plyer import notification

                # plyer hands both words to notify-send, which would read a leading dash as an option
                notification.notify(
                    title=_LRM + title if title.startswith("-") else title,
                    message=_LRM + body if body.startswith("-") else body,
                    app_name="Otet Desk",
                    timeout=_SHOWN_S,
                )
        except Exception as error:  # noqa: BLE001 - every platform of plyer fails in its own way
            _log.warning("plyer cannot notify here: %s", type(error).__name__)
            self._failed = True
            return False
        return True


class Notifier:
    """Tries the channels in order; `in_app` is the last resort and always works."""

    def __init__(
        self,
        channels: Sequence[Channel],
        background: Background,
        main_thread: Callable[[Callable[[], None]], None],
        in_app: Callable[[Alert], None],
    ) -> None:
        self._channels = tuple(channels)
        self._background = background
        self._main_thread = main_thread
        self._in_app = in_app

    def tell(self, alert: Alert, wanted: str = "auto") -> None:
        """Show `alert` by the wanted channel ("auto" any, "app" none of the desktop's)."""
        self._try(alert, [channel for channel in self._channels if wanted in {"auto", channel.name}])

    def _try(self, alert: Alert, channels: list[Channel]) -> None:
        while channels:
            channel = channels.pop(0)
            if not channel.available():
                continue
            if channel.in_background:
                self._background.submit(lambda: self._send_aside(alert, channel, channels))  # noqa: B023 - returns now
                return
            if channel.send(alert):
                return
        self._in_app(alert)

    def _send_aside(self, alert: Alert, channel: Channel, rest: list[Channel]) -> None:
        if not channel.send(alert):
            self._main_thread(lambda: self._try(alert, rest))


def words(answers: Sequence[Answer], formats: Formats, *, content: bool) -> tuple[Alert, ...]:
    """The alerts for these answers: one each, or one summary of many; texts only if the person allows it."""
    if len(answers) >= SUMMARY_FROM:
        title = formats.counts.answers(len(answers))
        body = QCoreApplication.translate("Alerts", "They came while you were away. Open Otet Desk to read them.")
        return (Alert(title, body, None),)
    return tuple(_one(answer, formats, content=content) for answer in answers)


def _one(answer: Answer, formats: Formats, *, content: bool) -> Alert:
    title = QCoreApplication.translate("Alerts", "Support answered ticket {number}")
    body = QCoreApplication.translate("Alerts", "Open Otet Desk to read it.")
    if content:
        pair = QCoreApplication.translate("Alerts", "{subject}: {text}")
        body = pair.format(subject=isolate(answer.subject), text=isolate(answer.body[:BODY_UNITS]))
    return Alert(title.format(number=ltr(answer.number)), body, answer.ticket_id)
