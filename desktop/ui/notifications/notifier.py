"""The desktop's ways of telling that support answered, tried in order until one of them takes the alert."""

import logging
import sys
import unicodedata
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop.background import Background
from desktop.domain.tickets import Answer, PendingNotifications
from desktop.ui.language.formats import Formats, isolate, ltr
from desktop.values import dataclass

TITLE_UNITS, BODY_UNITS = 60, 240
"""What the narrowest desktop takes, in UTF-16 units."""
ABSENCE_MS = 10 * 60_000
"""Answers that waited so long were missed: there is one summary of them."""

_log = logging.getLogger(__name__)
_SHOWN_S = 10
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# for desktops that say they read no markup, some of which do: signs that look the same and mean nothing
_LOOKALIKES = {"<": "‹", ">": "›"}
_UNSENDABLE = frozenset({"Cc", "Cs"})
_LRM = "\u200e"


@dataclass(frozen=True)
class Alert:
    """Words for the desktop, and the local ticket that a click opens (None: the window only)."""

    title: str
    body: str
    ticket_id: int | None
    sound: bool = False


class Channel(Protocol):
    """One way to the desktop. `in_background` channels may block and are called off the main thread.

    A channel with an attribute `sounds` that is true makes an alert's sound itself.
    """

    name: str
    in_background: bool

    def available(self) -> bool:
        """Whether it is worth trying."""

    def send(self, alert: Alert) -> bool:
        """Hand the alert over; False lets the next channel try. Never raises."""


def clip(text: str, units: int, *, escaped: bool) -> str:
    """The beginning of `text` that fits, on one line and without markup; `escaped` for desktops that read markup."""
    words = " ".join(text.split())
    signs = _ESCAPES if escaped else _LOOKALIKES
    kept, used = [], 0
    for sign in words:
        # a zero byte would make the bus hang up, and half a letter cannot be sent at all
        if unicodedata.category(sign) in _UNSENDABLE:
            continue
        piece = signs.get(sign, sign)
        size = len(piece.encode("utf-16-le")) // 2
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

    def __init__(self) -> None:
        self.icon: QSystemTrayIcon | None = None
        self.last: Alert | None = None
        self.has_service: Callable[[], bool] = _yes

    def available(self) -> bool:
        """Only with a host that shows the icon, else Qt drops the message without a word."""
        has_host = self.icon is not None and QSystemTrayIcon.isSystemTrayAvailable()
        return has_host and QSystemTrayIcon.supportsMessages() and self.has_service()

    def send(self, alert: Alert) -> bool:
        """Show it, and remember which ticket a click means."""
        if self.icon is None:
            return False
        marked_up = sys.platform.startswith("linux")
        self.last = alert
        self.icon.showMessage(
            clip(alert.title, TITLE_UNITS, escaped=False),
            clip(alert.body, BODY_UNITS, escaped=marked_up),
            self.icon.icon(),
            _SHOWN_S * 1000,
        )
        return True


class PlyerChannel:
    """The desktop's notification service through plyer; given up for this run once it failed."""

    name = "plyer"
    in_background = True

    def __init__(self, has_service: Callable[[], bool] | None = None) -> None:
        """On Linux plyer does not notice that nobody is there to show it: `has_service` says so."""
        self._failed = False
        self._has_service = has_service or _yes

    def available(self) -> bool:
        """Until the first failure; not where plyer would put our words into a command line of GVariant text."""
        return not self._failed and self._has_service() and not _is_flatpak()

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


def _yes() -> bool:
    return True


def _is_flatpak() -> bool:
    return sys.platform.startswith("linux") and Path("/app").exists()


class Notifier:
    """Tries the channels in order; `in_app` is the last resort and always works."""

    def __init__(
        self,
        channels: Sequence[Channel],
        background: Background,
        main_thread: Callable[[Callable[[], None]], None],
        in_app: Callable[[Alert], None],
        chime: Callable[[], None] = QApplication.beep,
    ) -> None:
        self._channels = tuple(channels)
        self._background = background
        self._main_thread = main_thread
        self._in_app = in_app
        self._chime = chime

    def show(self, alert: Alert, wanted: str = "auto") -> None:
        """Show `alert` by the wanted channel ("auto" any, "app" none of the desktop's)."""
        self._try(alert, self._wanted(wanted))

    def show_instead(self, alert: Alert, refused_by: str, wanted: str = "auto") -> None:
        """Show what a channel took and could not show, by one that comes after it."""
        names = [channel.name for channel in self._channels]
        later = names[names.index(refused_by) + 1 :] if refused_by in names else []
        self._try(alert, [channel for channel in self._wanted(wanted) if channel.name in later])

    def show_in_app(self, alert: Alert) -> None:
        """Show it where it cannot be shown twice."""
        self._in_app(alert)

    def _wanted(self, wanted: str) -> list[Channel]:
        known = {channel.name for channel in self._channels}
        # a choice made on another desktop may name what this one has not
        is_free = wanted != "app" and wanted not in known
        return [channel for channel in self._channels if is_free or channel.name == wanted]

    def _try(self, alert: Alert, channels: list[Channel]) -> None:
        while channels:
            channel = channels.pop(0)
            if not channel.available():
                continue
            if channel.in_background:
                self._background.submit(lambda: self._send_aside(alert, channel, channels))  # noqa: B023 - returns now
                return
            if channel.send(alert):
                self._sound(alert, channel)
                return
        self._sound(alert, None)
        self._in_app(alert)

    def _send_aside(self, alert: Alert, channel: Channel, rest: list[Channel]) -> None:
        if channel.send(alert):
            self._main_thread(lambda: self._sound(alert, channel))
        else:
            self._main_thread(lambda: self._try(alert, rest))

    def _sound(self, alert: Alert, channel: Channel | None) -> None:
        if alert.sound and not getattr(channel, "sounds", False):
            self._chime()


def words(pending: PendingNotifications, formats: Formats, *, content: bool, sound: bool = False) -> tuple[Alert, ...]:
    """The alerts for these answers: one each, or one summary of many or of missed ones; one sound at most."""
    missed = pending.count > 1 and formats.now_ms() - pending.oldest_ms > ABSENCE_MS
    if missed or not pending.answers:
        title = formats.counts.answers(pending.count)
        body = QCoreApplication.translate("Alerts", "Open Otet Desk to read them.")
        return (Alert(title, body, pending.ticket_id, sound),)
    alerts = tuple(_one(answer, formats, content=content) for answer in pending.answers)
    return (replace(alerts[0], sound=sound), *alerts[1:])


def _one(answer: Answer, formats: Formats, *, content: bool) -> Alert:
    title = QCoreApplication.translate("Alerts", "Support answered ticket {number}")
    body = QCoreApplication.translate("Alerts", "Open Otet Desk to read it.")
    if content:
        pair = QCoreApplication.translate("Alerts", "{subject}: {text}")
        text = answer.body[:BODY_UNITS]
        if answer.is_placeholder:
            text = QCoreApplication.translate("Unreadable", "A message that this version cannot show")
        body = pair.format(subject=isolate(answer.subject), text=isolate(text))
    return Alert(title.format(number=ltr(answer.number)), body, answer.ticket_id)
