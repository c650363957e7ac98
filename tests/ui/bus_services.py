"""Services of a Linux desktop, on a real bus, for tests: `python -m tests.ui.bus_services notifications|tray|portal`.

Every call comes out as a line of JSON; lines of JSON that come in are what the person does.
"""

import contextlib
import json
import os
import selectors
import sys
import time
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

NOTIFICATIONS = "org.freedesktop.Notifications"
WATCHER = "org.kde.StatusNotifierWatcher"
ABILITIES = ("body", "body-markup", "actions")


class Service:
    """Owns one name and answers what is called on it."""

    name = ""
    path = "/"

    def __init__(self, connection: DBusConnection) -> None:
        self.connection = connection
        (taken,) = unwrap_msg(connection.send_and_get_reply(message_bus.RequestName(self.name), timeout=10))
        assert taken == 1, f"{self.name} is taken"
        say(ready=self.name)

    def signal(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        emitter = DBusAddress(self.path, interface=self.name)
        self.connection.send(new_signal(emitter, member, signature or None, body))

    def called(self, message: Message) -> None:
        member = message.header.fields[HeaderFields.member]
        answer = getattr(self, member, None)
        if answer is None:
            self.connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
        elif (reply := answer(message)) is not None:
            self.connection.send(new_method_return(message, *reply))

    def told(self, words: dict[str, Any]) -> None:
        raise NotImplementedError


class Notifications(Service):
    """Shows nothing, and tells what it was asked to show. It starts counting at one, as they all do."""

    name = NOTIFICATIONS
    path = "/org/freedesktop/Notifications"

    def __init__(self, connection: DBusConnection, abilities: tuple[str, ...]) -> None:
        self.abilities = abilities
        self.count = 0
        self.mood = "well"
        super().__init__(connection)

    def GetCapabilities(self, message: Message) -> tuple[str, tuple[Any, ...]]:
        return "as", (list(self.abilities),)

    def Notify(self, message: Message) -> tuple[str, tuple[Any, ...]] | None:
        if self.mood == "refuses":
            self.connection.send(new_error(message, NOTIFICATIONS + ".Error.ExcessNotificationGeneration"))
            return None
        if self.mood == "hangs":
            return None
        app, _, icon, title, body, actions, hints, _ = message.body
        self.count += 1
        shown = {name: value for name, (_, value) in hints.items()}
        when = time.monotonic()
        say(id=self.count, app=app, icon=icon, title=title, body=body, actions=actions, hints=shown, when=when)
        return "u", (self.count,)

    def CloseNotification(self, message: Message) -> tuple[str, tuple[Any, ...]]:
        say(closed=message.body[0])
        self.signal("NotificationClosed", "uu", (message.body[0], 3))
        return "", ()

    def told(self, words: dict[str, Any]) -> None:
        if "press" in words:
            self.signal("ActivationToken", "us", (words["id"], "a token"))
            self.signal("ActionInvoked", "us", (words["id"], words["press"]))
        if "dismiss" in words:
            self.signal("NotificationClosed", "uu", (words["dismiss"], 2))
        self.mood = words.get("mood", self.mood)


class Tray(Service):
    """What a panel with a tray registers as."""

    name = WATCHER
    path = "/StatusNotifierWatcher"

    def RegisterStatusNotifierItem(self, message: Message) -> tuple[str, tuple[Any, ...]]:
        say(item=message.body[0], of=message.header.fields[HeaderFields.sender])
        return "", ()

    def Get(self, message: Message) -> tuple[str, tuple[Any, ...]]:
        values = {"IsStatusNotifierHostRegistered": ("b", True), "ProtocolVersion": ("i", 0)}
        return "v", (values.get(message.body[1], ("as", [])),)

    def told(self, words: dict[str, Any]) -> None:
        raise SystemExit


class Portal(Service):
    """Tells the settings that it was started with: NAMESPACE KEY VALUE as JSON."""

    name = "org.freedesktop.portal.Desktop"
    path = "/org/freedesktop/portal/desktop"

    def __init__(self, connection: DBusConnection, namespace: str, key: str, value: str) -> None:
        self._known = {(namespace, key): json.loads(value)}
        super().__init__(connection)

    def Read(self, message: Message) -> tuple[str, tuple[Any, ...]] | None:
        value = self._known.get(message.body)
        if value is None:
            self.connection.send(new_error(message, "org.freedesktop.portal.Error.NotFound"))
            return None
        kind = "b" if isinstance(value, bool) else "u" if isinstance(value, int) else "s"
        return "v", (("v", (kind, value)),)

    def told(self, words: dict[str, Any]) -> None:
        raise SystemExit


def say(**words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def serve(service: Service) -> None:
    """Answer the bus and the test, until the test hangs up."""
    rest = b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(service.connection.sock, selectors.EVENT_READ, "bus")
        waiting.register(sys.stdin, selectors.EVENT_READ, "test")
        # the first call may have come in the same breath as the name
        answer(service)
        while True:
            for key, _ in waiting.select():
                if key.data == "test":
                    data = os.read(sys.stdin.fileno(), 65_536)
                    if not data:
                        return
                    *lines, rest = (rest + data).split(b"\n")
                    for line in lines:
                        service.told(json.loads(line))
                    continue
                answer(service)


def answer(service: Service) -> None:
    """Everything that has been called so far."""
    with contextlib.suppress(TimeoutError):
        while True:
            message = service.connection.receive(timeout=0)
            if message.header.message_type is MessageType.method_call:
                service.called(message)


def main(words: list[str]) -> None:
    connection = open_dbus_connection()
    if words[0] == "tray":
        serve(Tray(connection))
    elif words[0] == "portal":
        serve(Portal(connection, *words[1:]))
    else:
        serve(Notifications(connection, tuple(words[1:]) or ABILITIES))


if __name__ == "__main__":
    main(sys.argv[1:])
