"""Alerts through the Linux desktop's own notification service, with buttons that come back as wishes."""

import logging
import os
from collections import OrderedDict
from functools import partial

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus
from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from desktop import assets
from desktop.ui.notifications.notifier import BODY_UNITS, TITLE_UNITS, Alert, clip
from desktop.ui.platform.session_bus import SessionBus, method

SERVICE = "org.freedesktop.Notifications"
DESKTOP_ID = "otet-desk"
_TRAY = "org.kde.StatusNotifierWatcher"

_ADDRESS = DBusAddress("/org/freedesktop/Notifications", SERVICE, SERVICE)
_log = logging.getLogger(__name__)
_OPEN, _REPLY = "open", "reply"
_BY_THE_DESKTOP = -1
_URGENCY_NORMAL = 1
_REMEMBERED = 200


class FreedesktopChannel(QObject):
    """`refused` carries an alert that was not taken and whether it may be on the screen all the same;
    `asked` the ticket of a notification that was pressed, and whether to write a reply; `tray_changed` says that
    the desktop's tray came or went.
    """

    tray_changed = Signal()
    refused = Signal(object, bool)
    asked = Signal(object, bool)
    name = "dbus"
    in_background = False

    def __init__(self, bus: SessionBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._waiting: list[Alert] = []
        self._abilities: frozenset[str] | None = None
        self._is_asking = False
        self._is_alone = False
        self.has_tray = False
        # by who showed it and its number there: a service that is started anew counts from one again
        self._shown: OrderedDict[tuple[str, int], Alert] = OrderedDict()
        bus.ready.connect(self._begin)
        bus.lost.connect(self._lost)
        bus.heard.connect(self._heard)
        bus.open()

    @property
    def has_service(self) -> bool:
        """Whether anybody shows notifications here, as far as is known."""
        return self._bus.is_open and not self._is_alone

    @property
    def sounds(self) -> bool:
        """Whether the service itself makes the sound."""
        return "sound" in (self._abilities or ())

    def available(self) -> bool:
        """While there is a bus."""
        return self._bus.open()

    def send(self, alert: Alert) -> bool:
        """Take it; should the service not want it, `refused` tells."""
        if not self._bus.open():
            return False
        self._waiting.append(alert)
        self._go_on()
        return True

    def withdraw(self, ticket_id: int) -> None:
        """Take a ticket's notifications off the screen: it has been read."""
        for key in [key for key, alert in self._shown.items() if alert.ticket_id == ticket_id]:
            del self._shown[key]
            self._bus.call(method(_ADDRESS, "CloseNotification", "u", (key[1],)), lambda reply: None)

    @property
    def shown_tickets(self) -> frozenset[int]:
        """Tickets that have a notification on the screen."""
        return frozenset(alert.ticket_id for alert in self._shown.values() if alert.ticket_id is not None)

    @Slot()
    def _begin(self) -> None:
        self._bus.listen(MatchRule(type="signal", sender=SERVICE, interface=SERVICE))
        for name in (SERVICE, _TRAY):
            owner = MatchRule(type="signal", sender=message_bus.bus_name, member="NameOwnerChanged")
            owner.add_arg_condition(0, name)
            self._bus.listen(owner)
        self._bus.call(message_bus.NameHasOwner(_TRAY), self._found_tray)
        self._go_on()

    def _found_tray(self, reply: Message | None) -> None:
        self.has_tray = reply is not None and reply.body == (True,)

    def _go_on(self) -> None:
        if not self._bus.is_ready or not self._waiting:
            return
        if self._abilities is None:
            if not self._is_asking:
                self._is_asking = True
                self._bus.call(method(_ADDRESS, "GetCapabilities"), self._able)
            return
        waiting, self._waiting = self._waiting, []
        for alert in waiting:
            self._bus.call(self._notification(alert, self._abilities), partial(self._answered, alert))

    def _able(self, reply: Message | None) -> None:
        self._is_asking = False
        self._is_alone = reply is None or reply.header.message_type is MessageType.error
        if reply is None or reply.header.message_type is MessageType.error:
            self._refuse_waiting()
            return
        self._abilities = frozenset(reply.body[0])
        self._go_on()

    def _notification(self, alert: Alert, abilities: frozenset[str]) -> Message:
        hints: dict[str, tuple[str, object]] = {
            "urgency": ("y", _URGENCY_NORMAL),
            "desktop-entry": ("s", DESKTOP_ID),
            "category": ("s", "im.received"),
        }
        hints |= {"sound-name": ("s", "message-new-instant")} if alert.sound else {"suppress-sound": ("b", True)}
        icon = assets.path("icons", "app.svg").absolute().as_uri()
        body = clip(alert.body, BODY_UNITS, escaped="body-markup" in abilities)
        actions = _actions(alert) if "actions" in abilities else []
        title = clip(alert.title, TITLE_UNITS, escaped=False)
        values = ("Otet Desk", 0, icon, title, body, actions, hints, _BY_THE_DESKTOP)
        return method(_ADDRESS, "Notify", "susssasa{sv}i", values)

    def _answered(self, alert: Alert, reply: Message | None) -> None:
        if reply is None:
            # a service that says nothing may show it yet; telling it twice by the same service would be worse
            self.refused.emit(alert, True)
            return
        if reply.header.message_type is MessageType.error:
            _log.info("notification refused: %s", reply.header.fields.get(HeaderFields.error_name))
            self.refused.emit(alert, False)
            return
        self._shown[reply.header.fields.get(HeaderFields.sender, ""), reply.body[0]] = alert
        while len(self._shown) > _REMEMBERED:
            self._shown.popitem(last=False)

    @Slot(object)
    def _heard(self, message: Message) -> None:
        fields = message.header.fields
        member, sender = fields.get(HeaderFields.member), fields.get(HeaderFields.sender, "")
        if member == "NameOwnerChanged" and sender == message_bus.bus_name:
            self._owner_changed(*message.body)
        elif fields.get(HeaderFields.interface) == SERVICE and message.body:
            alert = self._shown.get((sender, message.body[0]))
            if alert is None:
                return
            if member == "ActivationToken":
                # how Wayland knows that it was a person who wants the window to come forward
                os.environ["XDG_ACTIVATION_TOKEN"] = message.body[1]
            elif member == "ActionInvoked":
                self.asked.emit(alert.ticket_id, message.body[1] == _REPLY)
            elif member == "NotificationClosed":
                del self._shown[sender, message.body[0]]

    def _owner_changed(self, name: str, old: str, new: str) -> None:
        if name == _TRAY:
            self.has_tray = bool(new)
            self.tray_changed.emit()
            return
        self._is_alone = self._is_alone and not new
        self._abilities = None
        for key in [key for key in self._shown if key[0] == old]:
            del self._shown[key]

    @Slot()
    def _lost(self) -> None:
        self._shown.clear()
        self._abilities = None
        self._is_asking = False
        self._refuse_waiting()

    def _refuse_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for alert in waiting:
            self.refused.emit(alert, False)


def _actions(alert: Alert) -> list[str]:
    words = QCoreApplication.translate("Alerts", "Open")
    actions = ["default", words, _OPEN, words]
    if alert.ticket_id is not None:
        actions += [_REPLY, QCoreApplication.translate("Alerts", "Reply")]
    return actions
